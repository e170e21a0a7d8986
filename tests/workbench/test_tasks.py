"""What is to be done: in its order, filtered, counted, paged, and many reviews at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jixiao.workbench.cycle.batch import MOST, NothingChosen, TooMany, decide
from jixiao.workbench.cycle.models import Draft, Filing, Notice, Project, Review, Step
from jixiao.workbench.cycle.opening import make_filings
from jixiao.workbench.cycle.refusals import NoReason
from jixiao.workbench.cycle.tasks import SOON, Wanted, loads, task_filings, tasks_of
from jixiao.workbench.cycle.workflow import approve, withdraw


def due(step: Step, days: int) -> None:
    Step.objects.filter(pk=step.pk).update(due=timezone.localdate() + timedelta(days))


def opened(county: Any, filing: Filing) -> Review:
    county.submit(filing)
    return Review.objects.get(filing=filing, status="open")


def test_what_is_overdue_comes_first_then_what_is_pressing(county: Any) -> None:
    due(county.monitoring.step, -3)
    county.submit(county.filing)
    Review.objects.all()
    shown = county.client(county.preparer).get("/tasks/").context["groups"]
    assert [group["name"] for group in shown] == ["已逾期", "填报"]
    assert [row["task"].filing for row in shown[0]["rows"]] == [county.monitoring]


def test_filters(county: Any) -> None:
    def found(**wanted: str) -> set[int]:
        return set(task_filings(county.preparer, Wanted(**wanted)).values_list("pk", flat=True))

    everything = found()
    assert found(step="target") == {county.target.pk} < everything
    assert found(year=str(county.year.year)) == found(unit=str(county.unit.pk)) == everything
    assert found(what="填报") == everything and found(what="审核") == set()
    nothing = ({"year": "1999"}, {"year": "x"}, {"unit": str(county.other.pk)}, {"unit": "9" * 30}, {"step": "'"})
    assert [found(**wanted) for wanted in nothing] == [set()] * 5
    assert county.client(county.preparer).get("/tasks/", {"step": "target"}).context["tasks"][0].filing == county.target


def test_counts_are_those_of_the_list(county: Any) -> None:
    due(county.monitoring.step, -1)
    due(county.target.step, SOON)
    due(county.filing.step, SOON + 1)
    [fill] = [load for load in loads(county.preparer, Wanted()) if load.total]
    assert (fill.what, fill.late, fill.soon) == ("填报", 1, 1)
    assert fill.total == len(tasks_of(county.preparer)) == task_filings(county.preparer).count()


def test_a_notice_is_answered_before_other_things(county: Any) -> None:
    day = timezone.localdate() + timedelta(5)
    Notice.objects.create(filing=county.filing, text="整改", due=day, by=county.reviewer)
    page = county.client(county.preparer).get("/tasks/")
    assert (page.context["tasks"][0].what, page.context["tasks"][0].due) == ("整改", day)
    assert "5" in str(page.context["counts"][0]) or page.context["counts"][0].what == "整改"
    assert county.client(county.stranger).get("/tasks/", {"what": "整改"}).context["tasks"] == []


def test_a_batch_does_what_it_can_and_says_what_it_cannot(county: Any) -> None:
    first, second, third = (opened(county, it) for it in (county.filing, county.target, county.monitoring))
    approve(county.target, county.approver, "unit")  # somebody else was quicker
    withdraw(county.monitoring, county.preparer)
    numbers = [str(review.pk) for review in (first, second, third)]
    outcome = decide(county.approver, numbers, "approve")
    assert outcome.done == [county.filing] and outcome.missing == 0
    assert [refused.filing for refused in outcome.refused] == [county.target, county.monitoring]
    assert all("现在是" in refused.why for refused in outcome.refused)
    county.submit(county.monitoring)  # submitted anew, in the same state as when the page was opened
    [refused] = decide(county.approver, [str(third.pk)], "approve").refused
    assert "第2版" in refused.why


def test_a_batch_reaches_only_what_one_reviews(county: Any) -> None:
    review = opened(county, county.filing)
    for who in (county.stranger, county.foreigner, county.department, county.reviewer, county.preparer):
        assert decide(who, [str(review.pk)], "approve") == ([], [], 1)
    assert Filing.objects.get(pk=county.filing.pk).state == "unit"


def test_a_batch_of_nothing_of_too_much_or_without_a_reason(county: Any) -> None:
    review = opened(county, county.filing)
    for numbers in ([], ["x"], [""]):
        with pytest.raises(NothingChosen):
            decide(county.approver, numbers, "approve")
    with pytest.raises(TooMany):
        decide(county.approver, [str(number) for number in range(MOST + 1)], "approve")
    with pytest.raises(NoReason):
        decide(county.approver, [str(review.pk)], "return", " ")


def test_a_batch_by_the_page(county: Any) -> None:
    reviews = [opened(county, it) for it in (county.filing, county.target)]
    client = county.client(county.approver)
    html = client.get("/tasks/").content.decode()
    assert all(f'name="review" value="{review.pk}"' in html for review in reviews)
    data = {"review": [review.pk for review in reviews], "decision": "return", "why": "都缺附件", "query": "what=审核"}
    answer = client.post("/tasks/batch/", data)
    assert answer["Location"].startswith("/tasks/?what=")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["已退回 2 件。"]
    assert {it.state for it in Filing.objects.filter(pk__in=[county.filing.pk, county.target.pk])} == {"returned"}
    assert county.client(county.auditor).post("/tasks/batch/", data).status_code == 403


def many(county: Any, projects: int) -> None:
    """So many more projects of the unit, each with a self-evaluation that waits for its review."""
    Project.objects.bulk_create(Project(unit=county.unit, name=f"项目{number:03}") for number in range(projects))
    make_filings(county.year)
    step = county.filing.step
    waiting = Filing.objects.filter(step=step, unit=county.unit).exclude(pk=county.filing.pk)
    for filing in waiting:
        draft = Draft.objects.get(filing=filing)
        revision = filing.revisions.create(number=1, data=draft.data, sha256="", by=county.preparer)
        Review.objects.create(filing=filing, revision=revision, stage="unit")
    waiting.update(state="unit")


def test_the_page_asks_no_more_for_five_hundred_tasks(county: Any, connection_of_tests: Any) -> None:
    county.submit(county.filing)
    client = county.client(county.approver)

    def asked() -> int:
        client.get("/tasks/")
        with CaptureQueriesContext(connection_of_tests) as queries:
            page = client.get("/tasks/")
        assert page.status_code == 200
        return len(queries)

    few = asked()
    many(county, 500)
    assert asked() == few <= 12
    page = client.get("/tasks/")
    assert page.context["page"].paginator.count == 501 and len(page.context["tasks"]) == 50
    assert "第 1 页，共 11 页" in page.content.decode()
    assert len(page.content) < 60_000
