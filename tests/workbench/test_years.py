"""The year: opened with its steps, changed, its projects kept and chosen, closed for good."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jixiao.knowledge.calendar import monitoring_dates, usual_steps
from jixiao.workbench.cycle.models import Draft, Filing, Project, Step, Year
from jixiao.workbench.cycle.opening import Planned, WrongDates, open_year
from jixiao.workbench.cycle.projects import by_amount, by_chance, candidates, choose_projects
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.cycle.workflow import YearClosed
from jixiao.workbench.cycle.year_changes import (
    StepExists,
    StillOpen,
    YearArchived,
    add_filings,
    add_step,
    change_dates,
    change_manner,
    close_year,
)
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people.models import Grant, Unit


def opening(county: Any, year: int = 2030, **changed: Any) -> dict[str, Any]:
    """What the page of opening sends, as it offers it."""
    sent: dict[str, Any] = {"open": "1", "year": year, "region": county.region.pk, "layout": "F-N20"}
    sent |= {"scheme": "national-2020", "step": [], "month": ["7"]}
    for usual in usual_steps(year):
        name = f"month-{usual.month}" if usual.month else usual.step
        sent[f"{name}-opens"], sent[f"{name}-due"] = usual.opens.isoformat(), usual.due.isoformat()
        if usual.usual and not usual.month:
            sent["step"].append(usual.step)
    return sent | changed


def test_the_usual_dates_follow_the_year() -> None:
    steps = {(usual.step, usual.month): usual for usual in usual_steps(2025)}
    assert (steps["monitoring", 7].opens, steps["monitoring", 7].due) == (date(2025, 8, 1), date(2025, 8, 31))
    assert steps["self_evaluation", 0].due == date(2026, 3, 31)
    assert monitoring_dates(2025, 12) == (date(2026, 1, 1), date(2026, 1, 31))
    assert {usual.step for usual in usual_steps(2025)} == set(StepKind.values)
    assert all(usual.opens < usual.due and usual.basis for usual in steps.values())


def test_a_year_is_opened_from_its_page(county: Any) -> None:
    client = county.client(county.administrator)
    page = client.get("/years/open/?year=2030").content.decode()
    assert 'value="2031-03-31"' in page and "财预〔2019〕136号" in page
    sent = opening(county, month=["6", "9"])
    sent |= {"month-6-opens": "2030-07-01", "month-6-due": "2030-07-20"}
    sent |= {"month-9-opens": "2030-10-08", "month-9-due": "2030-10-20"}
    answer = client.post("/years/open/", sent)
    year = Year.objects.get(region=county.region, year=2030)
    assert answer["Location"] == f"/years/{year.pk}/"
    kinds = list(year.steps.values_list("kind", "month"))
    assert ("monitoring", 6) in kinds and ("monitoring", 9) in kinds and ("ex_ante", 0) not in kinds
    assert Filing.objects.filter(step__year=year, project=county.project, step__kind="target").count() == 1
    assert LogEntry.objects.filter(action="open_year", object_id=str(year.pk)).exists()
    shown = client.get(answer["Location"]).content.decode()
    assert f'<a href="/application/?year={year.pk}">办理</a>' in shown


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"target-due": "2020-01-01"}, "早于开始日期"),
        ({"target-due": "soon"}, "“soon”不是日期"),
        ({"layout": "../../etc/x.toml"}, "x.toml"),
        ({"scheme": "/tmp/own.toml"}, "own.toml"),
    ],
)
def test_what_is_wrong_opens_nothing(county: Any, changed: dict[str, str], message: str) -> None:
    page = county.client(county.administrator).post("/years/open/", opening(county, **changed))
    assert message in page.content.decode()
    typed = changed.get("target-due")
    assert typed is None or f'name="target-due" value="{typed}"' in page.content.decode()
    assert not Year.objects.filter(year=2030).exists() and not Step.objects.filter(year__year=2030).exists()


def test_a_year_is_opened_once_and_only_for_one_s_own_region(county: Any) -> None:
    client = county.client(county.administrator)
    assert client.post("/years/open/", opening(county, region=county.other_region.pk)).status_code == 404
    page = client.post("/years/open/", opening(county, year=county.year.year))
    assert "不能再开一次" in page.content.decode()


def test_only_years_that_are_not_open_are_offered(county: Any) -> None:
    client, year = county.client(county.administrator), county.year.year
    assert client.get("/years/open/").context["year"] == year + 1
    page = client.get(f"/years/open/?year={year}")
    assert not page.context["regions"] and f"/years/{county.year.pk}/" in page.content.decode()
    assert 'name="open"' not in page.content.decode()
    Grant.objects.create(user=county.administrator, role="finance_administrator", region=county.other_region)
    page = client.get("/years/open/")
    assert page.context["year"] == year and list(page.context["regions"]) == [county.other_region]
    assert f"/years/{county.year.pk}/" in page.content.decode()


def test_dates_are_changed_and_the_change_is_kept(county: Any) -> None:
    step = county.year.steps.get(kind="target")
    due = step.due + timedelta(days=9)
    client = county.client(county.administrator)
    client.post(f"/years/{county.year.pk}/dates/", {f"{step.pk}-opens": step.opens, f"{step.pk}-due": due})
    assert county.year.steps.get(kind="target").due == due
    entry = LogEntry.objects.get(action="change_dates")
    assert entry.detail["before"][1] == str(step.due) and entry.detail["after"][1] == str(due)
    with pytest.raises(WrongDates):
        change_dates(county.year, county.administrator, {step.pk: (due, due - timedelta(days=1))})
    assert change_dates(county.year, county.administrator, {step.pk: (step.opens, due)}) == 0


def test_a_step_is_added_with_its_filings_and_only_once(county: Any) -> None:
    planned = Planned(StepKind.MONITORING, date(2030, 10, 1), date(2030, 10, 20), 9)
    assert add_step(county.year, county.administrator, planned) == 2
    with pytest.raises(StepExists, match="1—9月"):
        add_step(county.year, county.administrator, planned)


def test_filings_of_a_new_project_are_added(county: Any) -> None:
    Project.objects.create(unit=county.unit, name="信息系统运维")
    assert add_filings(county.year, county.administrator) == 4
    assert add_filings(county.year, county.administrator) == 0


def test_another_scheme_scores_drafts_anew(county: Any) -> None:
    edits = [("/funding/0/budget", "100"), ("/funding/0/executed", "50")]
    row = {
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "参保人数",
        "target": "≥10人",
        "actual": "10人",
        "weight": "80",
    }
    edits += [(f"/indicators/0/{name}", text) for name, text in row.items()]
    save_edits(county.filing, county.preparer, [Edit(pointer, "", text) for pointer, text in edits], 0)
    before = Filing.objects.get(pk=county.filing.pk).score
    assert change_manner(county.year, county.administrator, "F-HB", "hubei-20-80") == 1
    after = Filing.objects.get(pk=county.filing.pk).score
    assert (before, after) == (Decimal(85), Decimal(90))  # half of 10 points for spending, half of 20
    assert Filing.objects.get(pk=county.filing.pk).changed_by == county.preparer


def test_a_closed_year_changes_no_more(county: Any) -> None:
    save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)
    with pytest.raises(StillOpen, match="1 件"):
        close_year(county.year, county.administrator)
    client = county.client(county.administrator)
    client.post(f"/years/{county.year.pk}/close/", {"anyway": "1"})
    assert Year.objects.get(pk=county.year.pk).closed
    with pytest.raises(YearClosed):
        save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "160", "170")], 0)
    for act in (
        lambda: close_year(county.year, county.administrator),
        lambda: add_filings(county.year, county.administrator),
        lambda: change_manner(county.year, county.administrator, "F-HB", "hubei-20-80"),
        lambda: change_dates(county.year, county.administrator, {}),
    ):
        with pytest.raises(YearArchived):
            act()
    assert "已归档" in client.get(f"/years/{county.year.pk}/").content.decode()


def projects_of(county: Any, count: int) -> None:
    """Projects of two bureaus with budgets 1, 2, 3 … 万元 in their targets."""
    made = [
        Project.objects.create(unit=(county.unit, county.other)[number % 2], name=f"项目{number}")
        for number in range(1, count + 1)
    ]
    add_filings(county.year, county.administrator)
    for number, project in enumerate(made, 1):
        Filing.objects.filter(project=project, step__kind="target").update(budget=number)


def test_projects_are_chosen_by_amount(county: Any) -> None:
    projects_of(county, 18)  # beside the two that are there
    chosen = by_amount(candidates(county.year), Decimal("0.15"))
    assert [each.budget for each in chosen] == [18, 17, 16]


def test_projects_are_drawn_by_a_seed_that_anybody_can_use_again(county: Any) -> None:
    projects_of(county, 40)
    among = candidates(county.year)
    drawn = by_chance(among, Decimal("0.15"), "a1")
    assert drawn == by_chance(list(reversed(among)), Decimal("0.15"), "a1") != by_chance(among, Decimal("0.15"), "a2")
    bureaus = [each.project.unit.department_id or each.project.unit_id for each in drawn]
    assert sorted(map(bureaus.count, {*bureaus})) == [4, 4]  # 15% of 21 in each, rounded up


def test_chosen_projects_get_their_evaluation_once(county: Any) -> None:
    step = county.year.steps.get(kind="evaluation")
    client = county.client(county.administrator)
    page = client.get(f"/steps/{step.pk}/choose/?way=chance&seed=a1&share=50").content.decode()
    assert "医保经办服务经费" in page and 'value="a1"' in page
    sent = {"project": [county.project.pk], "way": "chance", "seed": "a1", "share": "50"}
    client.post(f"/steps/{step.pk}/choose/", sent)
    client.post(f"/steps/{step.pk}/choose/", sent)
    assert Filing.objects.filter(step=step).count() == 1
    client.post(f"/steps/{step.pk}/choose/", sent | {"way": ""})
    kept = LogEntry.objects.filter(action="choose_projects").order_by("pk").values_list("detail__how", flat=True)
    assert list(kept) == [{"way": "chance", "share": "50", "seed": "a1"}] * 2 + [{"way": "hand"}]
    assert "抽选比例" in client.get(f"/steps/{step.pk}/choose/?way=amount&share=0").content.decode()
    other = county.year.steps.get(kind="target")
    assert client.get(f"/steps/{other.pk}/choose/")["Location"] == f"/years/{county.year.pk}/"


def test_a_project_of_another_region_is_never_chosen(county: Any) -> None:
    step = county.year.steps.get(kind="evaluation")
    foreign = Project.objects.create(unit=county.foreign, name="邻县的项目")
    county.client(county.administrator).post(f"/steps/{step.pk}/choose/", {"project": [foreign.pk]})
    assert not Filing.objects.filter(step=step).exists()
    with pytest.raises(Exception, match="没有选中项目"):
        choose_projects(step, county.administrator, [], {})


@pytest.mark.parametrize("path", ["/years/", "/years/open/", "/years/{year}/", "/steps/{step}/choose/", "/projects/"])
def test_pages_take_few_queries_whatever_there_is(county: Any, path: str) -> None:
    step = county.year.steps.get(kind="evaluation")
    path = path.format(year=county.year.pk, step=step.pk)
    client = county.client(county.administrator)
    client.get(path)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    few = count()
    for number in range(3):
        unit = Unit.objects.create(
            code=f"2{number}", name=f"单位{number}", region=county.region, department=county.bureau
        )
        for project in range(8):
            Project.objects.create(unit=unit, name=f"项目{project}")
    add_filings(county.year, county.administrator)
    steps = [Planned(StepKind.TARGET, date(2030, 1, 1), date(2030, 2, 1))]
    open_year(county.region, 2030, county.administrator, steps, layout="F-N20", scheme="national-2020")
    assert count() == few <= 12
    assert Draft.objects.count() > 100
