"""The forms of several projects in one grid: only one's own, saved by script and without, in few queries."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jixiao.workbench.cycle.models import Draft, Filing, Project
from jixiao.workbench.cycle.opening import make_filings
from jixiao.workbench.cycle.saving import Edit, save_edits

GRID = "/filings/grid/"


def fill(filing: Filing, user: Any, name: str) -> None:
    cells = [("/indicators/0/name", name), ("/indicators/0/target", "≥100人"), ("/funding/0/budget", "100")]
    assert not save_edits(filing, user, [Edit(pointer, "", text) for pointer, text in cells], 0).refused


def projects(county: Any, count: int) -> list[Filing]:
    for number in range(count):
        Project.objects.create(unit=county.unit, name=f"项目{number}")
    make_filings(county.year)
    found = Filing.objects.filter(unit=county.unit, step=county.filing.step).select_related("step__year", "project")
    return list(found.order_by("project_id"))


def grid(county: Any, user: Any, **query: Any) -> Any:
    return county.client(user).get(GRID, {"step": county.filing.step_id, **query})


def test_the_projects_of_ones_own_units_stand_in_one_grid(county: Any) -> None:
    for number, filing in enumerate(projects(county, 2)):
        fill(filing, county.preparer, f"指标{number}")
    html = grid(county, county.preparer).content.decode()
    assert all(words in html for words in ("医保经办服务经费", "项目0", "项目1", "指标2", "偏差原因分析及改进措施"))
    assert "校舍维修" not in html
    assert grid(county, county.auditor).status_code == 403


def test_columns_are_chosen_of_those_that_the_form_has(county: Any) -> None:
    fill(county.filing, county.preparer, "参保人数")
    page = grid(county, county.preparer, column=["funding.initial", "indicators.weight"])
    html = page.content.decode()
    pk = county.filing.pk
    assert f'name="{pk}:/funding/0/initial"' in html and f'name="{pk}:/indicators/0/weight"' in html
    assert f'name="{pk}:/indicators/0/actual"' not in html
    assert "完成目标可能性" not in [column.title for column in page.context["offered"]]


def sent(county: Any, client: Any, **changed: str) -> dict[str, str]:
    sheets = client.get(GRID, {"step": county.filing.step_id}).context["sheets"]
    back = {}
    for sheet in sheets:
        back |= {f"{sheet.prefix}shape": str(sheet.draft.shape), f"{sheet.prefix}seen": sheet.paper.seen}
    return back | changed


def test_saving_several_projects_without_script(county: Any) -> None:
    first, second = projects(county, 1)
    for filing in (first, second):
        fill(filing, county.preparer, "参保人数")
    cells = {f"{filing.pk}:/indicators/0/actual": f"{filing.pk}00人" for filing in (first, second)}
    client = county.client(county.preparer)
    assert client.post(GRID, sent(county, client, **cells)).status_code == 302
    for filing in (first, second):
        assert Draft.objects.get(filing=filing).data["indicators"][0]["actual"] == f"{filing.pk}00人"


def test_a_conflict_in_one_project_holds_up_no_other(county: Any) -> None:
    first, second = projects(county, 1)
    for filing in (first, second):
        fill(filing, county.preparer, "参保人数")
    client = county.client(county.preparer)
    mine = sent(county, client, **{f"{each.pk}:/indicators/0/actual": "90人" for each in (first, second)})
    save_edits(first, county.person("second", ("preparer", county.unit)), [Edit("/indicators/0/actual", "", "80人")], 0)
    answer = client.post(GRID, mine)
    assert answer.status_code == 409 and [each["filing"] for each in answer.context["unsaved"]] == [first]
    assert Draft.objects.get(filing=second).data["indicators"][0]["actual"] == "90人"


def test_nothing_of_another_unit_is_saved(county: Any) -> None:
    client = county.client(county.stranger)
    pk = county.filing.pk
    client.post(GRID, {f"{pk}:shape": "0", f"{pk}:seen": "{}", f"{pk}:/goal/expected": "别人的"})
    assert Draft.objects.get(filing=county.filing).version == 0


def test_more_projects_cost_no_more_queries(county: Any) -> None:
    counts = []
    for more in (1, 6):
        Project.objects.bulk_create(Project(unit=county.unit, name=f"第{more}批{number}") for number in range(more))
        make_filings(county.year)
        client = county.client(county.preparer)
        with CaptureQueriesContext(connection) as queries:
            client.get(GRID, {"step": county.filing.step_id})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
