"""Overviews: what they count is what is there, within a person's reach, in few queries, on pages and in workbooks."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from jixiao.workbench.cycle.models import Filing, FilingFinding, Project, Step
from jixiao.workbench.cycle.opening import make_filings
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.compare import years_told
from jixiao.workbench.overview.progress import Standing, progress, standings
from jixiao.workbench.overview.scores import grades_of, spread_of
from jixiao.workbench.overview.spending import spending
from jixiao.workbench.overview.subjects import SUBJECTS
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import Power

ADDRESSES = [f"/overview/{subject.slug}" for subject in SUBJECTS]
MOST_QUERIES = 12


def choice(county: Any, person: Any = None, **asked: object) -> Choice:
    return Choice(person or county.reviewer, Power.OVERSEE, {name: str(value) for name, value in asked.items()})


def filings(county: Any, kind: str = "self_evaluation") -> Any:
    return Filing.objects.filter(step__year=county.year, step__kind=kind)


def texts(listing: Any) -> list[list[str]]:
    return [[cell.text for cell in row] for row in listing.rows()]


def test_the_matrix_counts_what_is_there(county: Any) -> None:
    Filing.objects.filter(pk=county.filing.pk).update(state="done")
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    found = standings(choice(county))
    assert found[county.unit.pk, step.pk].states == {"done": 1}
    assert found[county.other.pk, step.pk].states == {"draft": 1}
    [listing] = progress(choice(county, step=step.pk))
    rows = texts(listing)
    assert rows[0] == ["合计", "1/2"]
    assert [row for row in rows if row[0] == county.unit.name] == [[county.unit.name, "1/1"]]


def test_lights_of_the_matrix() -> None:
    assert Standing({"draft": 2}, late=1).light == "red"
    assert Standing({"draft": 1, "returned": 1}).light == "yellow"
    assert Standing({"draft": 1}, soon=1).light == "yellow"
    assert Standing({"done": 3}).light == "green"
    assert Standing({"done": 3, "finance": 1}).light == ""
    assert Standing({}).light == ""
    assert Standing({"done": 1, "returned": 2}, late=2).words == "1/3（逾期2，退回2）"


def test_what_is_late_and_what_is_no_longer(county: Any) -> None:
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    Step.objects.filter(pk=step.pk).update(due=timezone.localdate() - timedelta(days=3))
    county.submit(county.filing)
    client = county.client(county.reviewer)
    page = client.get("/overview/late/").content.decode()
    assert county.other.name in page and county.unit.name not in page and ">3<" in page
    shown = client.get(f"/overview/filings/?late=1&step={step.pk}").content.decode()
    assert "校舍维修" in shown and "医保经办服务经费" not in shown
    county.year.closed = True
    county.year.save()
    assert "没有逾期的单位" in client.get("/overview/late/").content.decode()


def test_execution_against_time(county: Any) -> None:
    monitoring = filings(county, "monitoring")
    monitoring.filter(project=county.project).update(budget="100", executed="20", rate="20")
    monitoring.filter(project=county.other_project).update(budget="300", executed="280", rate="93.33")
    step = Step.objects.get(year=county.year, kind="monitoring")
    [listing] = spending(choice(county, step=step.pk))
    rows = {row[0].text: row for row in listing.rows()}
    assert [cell.text for cell in rows["合计"][1:5]] == ["2", "400", "300", "75%"]
    assert (rows[county.unit.name][4].text, rows[county.unit.name][5].light) == ("20%", "red")
    assert rows[county.other.name][5].light == "green"
    assert "时间进度58.33%" in listing.note
    assert listing.charts[0].rows == [(county.unit.name, Decimal("20.00")), (county.other.name, Decimal("93.33"))]


def test_scores_and_grades(county: Any) -> None:
    filings(county).filter(project=county.project).update(score="95", grade="优")
    filings(county).filter(project=county.other_project).update(score="59.99", grade="差")
    asked = choice(county)
    steps = asked.steps_of("self_evaluation")
    assert [(part.name, part.number) for part in spread_of(asked, steps) if part.number] == [
        ("60以下", 1),
        ("95—100", 1),
    ]
    assert [(part.name, part.number) for part in grades_of(asked, steps)] == [
        ("优", 1),
        ("良", 0),
        ("中", 0),
        ("差", 1),
    ]


def test_results_better_than_spending(county: Any) -> None:
    filings(county).filter(project=county.project).update(gap="yellow")
    filings(county).filter(project=county.other_project).update(gap="red")
    page = county.client(county.reviewer).get("/overview/gaps/")
    assert [row[2].text for row in page.context["lists"][0]["rows"]] == ["校舍维修", "医保经办服务经费"]


def test_the_gap_is_worked_out_at_each_save(county: Any) -> None:
    from jixiao.workbench.cycle.models import Draft
    from jixiao.workbench.cycle.saving import Edit, save_edits

    wanted = {
        "/funding/0/budget": "100",
        "/funding/0/executed": "30",
        "/execution/weight": "10",
        "/indicators/0/level1": "产出指标",
        "/indicators/0/name": "培训人数",
        "/indicators/0/target": "10人",
        "/indicators/0/actual": "10人",
        "/indicators/0/weight": "90",
        "/indicators/0/score": "90",
    }
    shape = Draft.objects.get(filing=county.filing).shape
    save_edits(county.filing, county.preparer, [Edit(at, "", text) for at, text in wanted.items()], shape)
    assert Filing.objects.get(pk=county.filing.pk).gap == "red"


def test_findings_lead_to_the_cell(county: Any) -> None:
    FilingFinding.objects.create(
        filing=county.filing,
        rule="form.result.gap",
        severity="warning",
        message="执行率低而得分高",
        pointer="/execution/score",
        key="k",
    )
    client = county.client(county.reviewer)
    assert "rule=form.result.gap" in client.get("/overview/findings/").content.decode()
    page = client.get("/overview/findings/?rule=form.result.gap").content.decode()
    assert f"/filings/{county.filing.pk}/#f/execution/score" in page and "执行率低而得分高" in page


def test_years_beside_each_other(county: Any) -> None:
    filings(county).update(budget="100", executed="50", score="80", errors=2)
    [told] = years_told(choice(county))
    assert (told.rate, told.score, told.errors) == (Decimal(50), Decimal(80), 4)
    assert told.filings == Filing.objects.filter(step__year=county.year).count()


@pytest.mark.parametrize("person", ["reviewer", "department", "administrator", "auditor"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_sees_beyond_the_reach(county: Any, address: str, person: str) -> None:
    page = county.client(getattr(county, person)).get(address)
    body = page.content.decode()
    assert page.status_code == 200
    assert county.foreign.name not in body
    if person == "department":
        assert county.other.name not in body and "校舍维修" not in body


@pytest.mark.parametrize("address", ADDRESSES)
def test_filters_of_others_lead_nowhere(county: Any, address: str) -> None:
    client = county.client(county.department)
    asked = f"department={county.other.pk}&unit={county.other.pk}&words=校舍&step=999999&year=888888"
    assert county.other.name not in client.get(f"{address}?{asked}").content.decode().replace('value="校舍"', "")


@pytest.mark.parametrize("asked", ["", "words=校舍&sector=教育&department=5", "unit=3&late=1&state=draft&page=7"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_few_queries_however_many_rows(county: Any, address: str, asked: str) -> None:
    client = county.client(county.reviewer)
    before = queries(client, f"{address}?{asked}")
    for number in range(12):
        unit = Unit.objects.create(code=f"3{number:02}", name=f"单位{number}", region=county.region, sector="教育")
        Project.objects.bulk_create(Project(unit=unit, name=f"项目{at}") for at in range(3))
    make_filings(county.year)
    filings(county).update(score="80", gap="red", budget=9, executed=3)
    found = [
        FilingFinding(filing=each, rule="form.x", severity="error", message="错", key="k") for each in filings(county)
    ]
    FilingFinding.objects.bulk_create(found)
    after = queries(client, f"{address}?{asked}")
    assert after <= before + 1 and after <= MOST_QUERIES  # a list that was empty has nothing to fetch


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ADDRESSES)
def test_lists_as_workbooks(county: Any, address: str) -> None:
    county.other_project.name = "=1+1"
    county.other_project.save()
    filings(county).update(score="80.5", gap="red", budget="1234.5", executed="617.25", rate="50", grade="良")
    answer = county.client(county.reviewer).get(f"{address}?out=xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(answer.content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells), "a text that begins with = is no formula"
    if address.endswith("filings/"):
        assert "=1+1" in {cell.value for cell in cells}
        assert {1234.5, 80.5, 0.5} <= {cell.value for cell in cells}, "numbers are numbers"


def test_a_unit_needs_the_power_to_oversee(county: Any) -> None:
    assert county.client(county.preparer).get("/overview/").status_code == 403


def test_no_markup_gets_out_of_names(county: Any) -> None:
    county.other_project.name = "<script>alert(1)</script>"
    county.other_project.save()
    filings(county).update(gap="red")
    for address in ADDRESSES:
        assert "<script>alert" not in county.client(county.reviewer).get(address).content.decode()
