"""单位总览 and the API: one unit's year at a glance; the same figures for programs."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from jixiao.workbench.cycle.models import Filing, FilingFinding, Project, Step
from jixiao.workbench.cycle.opening import make_filings


def test_the_own_unit_is_opened_at_once(county: Any) -> None:
    assert county.client(county.preparer).get("/unit/")["Location"] == f"/unit/{county.unit.pk}/"
    page = county.client(county.reviewer).get("/unit/").content.decode()
    assert county.unit.name in page and county.other.name in page and county.foreign.name not in page


def test_steps_projects_and_findings(county: Any) -> None:
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    Step.objects.filter(pk=step.pk).update(due=timezone.localdate() - timedelta(days=2))
    Filing.objects.filter(pk=county.filing.pk).update(score="91.5", grade="优", rate="88.5", gap="red")
    FilingFinding.objects.create(filing=county.filing, rule="r", severity="error", message="错", key="k")
    lists = county.client(county.preparer).get(f"/unit/{county.unit.pk}/").context["lists"]
    steps = {row[0].text: [cell.text for cell in row[1:]] for row in lists[0]["rows"]}
    assert steps["绩效自评"][0] == "红灯" and "已超2天" in steps["绩效自评"][1]
    assert steps["绩效自评"][2:] == ["1", "0", "0", "0/1", "1", "0", "0"]
    [project] = [row for row in lists[-1]["rows"] if row[0].text == "医保经办服务经费"]
    told = [cell.text for cell in project]
    assert "草稿，91.5分优" in told and told[-2:] == ["88.5%", "红灯"]


def test_another_unit_is_not_found(county: Any) -> None:
    assert county.client(county.preparer).get(f"/unit/{county.other.pk}/").status_code == 404


def test_few_queries_however_many_projects(county: Any) -> None:
    client = county.client(county.preparer)
    client.get("/tasks/")  # the session is kept alive once a minute
    before = queries(client, f"/unit/{county.unit.pk}/")
    Project.objects.bulk_create(Project(unit=county.unit, name=f"项目{number}") for number in range(30))
    make_filings(county.year)
    assert queries(client, f"/unit/{county.unit.pk}/") == before <= 12


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_as_a_workbook(county: Any) -> None:
    data = county.client(county.preparer).get(f"/unit/{county.unit.pk}/?out=xlsx").content
    assert load_workbook(io.BytesIO(data)).sheetnames == ["进度", "预算执行", "项目"]


def test_the_api_is_within_reach(county: Any) -> None:
    client = county.client(county.preparer)
    told = client.get("/api/filings/?state=draft").json()
    assert {each["unit"]["name"] for each in told["filings"]} == {county.unit.name}
    assert told["count"] == len(told["filings"]) and told["year"]["region"] == "禾源县"
    one = client.get(f"/api/filings/{county.filing.pk}/").json()
    assert one["document"]["project"]["name"] == "医保经办服务经费" and one["score"] is None
    assert client.get(f"/api/filings/{county.other_filing.pk}/").status_code == 404
    assert client.get("/api/overview/", headers={"Accept": "application/json"}).status_code == 403


def test_the_api_for_the_bureau(county: Any) -> None:
    told = county.client(county.reviewer).get("/api/overview/").json()
    step = Step.objects.get(year=county.year, kind="self_evaluation").pk
    assert {(cell["unit"]["name"], cell["states"]["draft"]) for cell in told["cells"] if cell["step"] == step} == {
        (county.unit.name, 1),
        (county.other.name, 1),
    }
    assert county.client(None).get("/api/overview/").status_code == 401
