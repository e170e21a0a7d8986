"""公开: what was made public is seen by everybody as it was approved, and nothing tells of anything else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.workbench.cycle.models import Draft, Filing, Project, Step
from jixiao.workbench.cycle.opening import make_filings
from jixiao.workbench.cycle.publishing import NotPublic, publish
from jixiao.workbench.history.models import LogEntry

from .test_papers import fill, finish


def addresses(filing: Any) -> list[str]:
    return [f"/public/{filing.pk}/", f"/public/{filing.pk}/docx/", f"/public/{filing.pk}/pdf/"]


@pytest.fixture
def opened(county: Any) -> Any:
    """The filing, done and public."""
    fill(county)
    finish(county)
    publish(county.filing, county.reviewer, public=True)
    return county


def test_everybody_sees_what_is_public(opened: Any) -> None:
    page = Client().get("/public/").content.decode()
    assert "医保经办服务经费" in page and f"/public/{opened.filing.pk}/" in page
    shown = Client().get(f"/public/{opened.filing.pk}/").content.decode()
    assert "培训人数" in shown and "项目支出绩效自评表" in shown and "style=" not in shown
    assert Client().get(f"/public/{opened.filing.pk}/pdf/").content.startswith(b"%PDF")
    assert Client().get(f"/public/{opened.filing.pk}/docx/").status_code == 200


def test_what_is_not_public_is_not_there(opened: Any) -> None:
    hidden = [opened.other_filing, opened.target, opened.monitoring]
    for filing in hidden:
        for address in addresses(filing):
            assert Client().get(address).status_code == 404
    for asked in ("", "?words=校舍", f"?unit={opened.other.pk}", f"?region={opened.other_region.pk}", "?year=1999"):
        page = Client().get(f"/public/{asked}").content.decode()
        assert opened.other.name not in page and "校舍维修" not in page and opened.foreign.name not in page


def test_a_page_is_the_same_whatever_else_there_is(opened: Any) -> None:
    before = Client().get("/public/").content
    Project.objects.create(unit=opened.other, name="新项目")
    make_filings(opened.year)
    Filing.objects.exclude(pk=opened.filing.pk).update(state="done")
    assert Client().get("/public/").content == before


@pytest.mark.parametrize("change", [{"state": "returned"}, {"published": False}])
def test_only_while_it_is_done_and_public(opened: Any, change: dict[str, Any]) -> None:
    Filing.objects.filter(pk=opened.filing.pk).update(**change)
    for address in addresses(opened.filing):
        assert Client().get(address).status_code == 404
    assert "医保经办服务经费" not in Client().get("/public/").content.decode()


def test_what_is_shown_is_the_approved_version(opened: Any) -> None:
    draft = Draft.objects.get(filing=opened.filing)
    draft.data = draft.data | {"goal": {"expected": "后来改的"}}
    draft.save()
    assert "后来改的" not in Client().get(f"/public/{opened.filing.pk}/").content.decode()


def test_only_finished_self_evaluations_can_be_public(county: Any) -> None:
    with pytest.raises(NotPublic, match="没有办结"):
        publish(county.filing, county.reviewer, public=True)
    Filing.objects.filter(pk=county.target.pk).update(state="done")
    with pytest.raises(NotPublic, match="不是绩效自评"):
        publish(Filing.objects.get(pk=county.target.pk), county.reviewer, public=True)
    assert not Filing.objects.filter(published=True).exists()


def test_publishing_on_the_page_is_logged(county: Any) -> None:
    fill(county)
    finish(county)
    client = county.client(county.approver)
    client.post(f"/filings/{county.filing.pk}/publish/", {"public": "1"})
    assert Filing.objects.get(pk=county.filing.pk).published
    client.post(f"/filings/{county.filing.pk}/publish/", {"public": "0"})
    assert not Filing.objects.get(pk=county.filing.pk).published
    actions = LogEntry.objects.filter(action__in=("publish", "unpublish")).values_list("action", flat=True)
    assert list(actions) == ["publish", "unpublish"]
    assert county.client(county.preparer).post(f"/filings/{county.filing.pk}/publish/").status_code == 403


def test_all_of_a_step_within_reach(county: Any) -> None:
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    Filing.objects.filter(step=step).update(state="done")
    county.client(county.approver).post(f"/steps/{step.pk}/publish/")
    assert list(Filing.objects.filter(published=True)) == [county.filing]
    page = county.client(county.reviewer).get("/publishing/")
    assert [(each.done, each.public) for each in page.context["steps"] if each.pk == step.pk] == [(2, 1)]
    county.client(county.reviewer).post(f"/steps/{step.pk}/publish/")
    assert Filing.objects.filter(published=True).count() == 2


def test_markup_in_a_public_form_is_harmless(county: Any) -> None:
    fill(county, {"/goal/expected": "<script>alert(1)</script>", "/indicators/0/name": "<img src=x onerror=alert(1)>"})
    Filing.objects.filter(pk=county.filing.pk).update(state="done", published=True)
    from jixiao.workbench.cycle.freeze import freeze

    freeze(county.filing, county.preparer, "报送")
    page = Client().get(f"/public/{county.filing.pk}/").content.decode()
    assert "<script>alert" not in page and "<img" not in page


def test_few_queries(opened: Any) -> None:
    for address in ("/public/", f"/public/{opened.filing.pk}/", "/public/?words=x&year=2020"):
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        assert len(asked) <= 8
