"""What begins with what: 监控 and 自评 with the approved target, a target with last year's, a row with the library."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jixiao.check.across.indicator_rows import aim
from jixiao.knowledge.indicator_library import sector_indicators
from jixiao.model.form import Form
from jixiao.model.form_carry import ADJUSTED
from jixiao.model.form_pointers import get_value, set_value
from jixiao.workbench.cycle.adjusted import TOLD
from jixiao.workbench.cycle.following import update_from_target
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.indicators import ThereAlready, put_indicator
from jixiao.workbench.cycle.intake import copy_last_year
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing, IndicatorUse
from jixiao.workbench.cycle.opening import Planned, open_year
from jixiao.workbench.cycle.saving import Edit, save_edits, save_form
from jixiao.workbench.cycle.starting import NoLastYear, NoTarget
from jixiao.workbench.cycle.steps import State, StepKind
from jixiao.workbench.cycle.workflow import approve, reopen, submit
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.overview.found import sentence

TARGET = {
    "/goal/expected": "完成经办服务",
    "/funding/0/initial": "160",
    "/indicators/0/level1": "产出指标",
    "/indicators/0/level2": "数量指标",
    "/indicators/0/name": "参保人数",
    "/indicators/0/comparator": "≥",
    "/indicators/0/target": "31000",
    "/indicators/0/unit": "人",
    "/indicators/0/weight": "90",
}


def draft(filing: Filing) -> Form:
    return form_of(Draft.objects.get(filing=filing).data)


def typed(filing: Filing, user: Any, cells: dict[str, str]) -> None:
    now = Draft.objects.get(filing=filing)
    old = form_of(now.data)
    edits = [Edit(pointer, get_value(old, pointer), text) for pointer, text in cells.items()]
    save_edits(filing, user, edits, now.shape)


def filled_in(county: Any) -> None:
    """Let the target of the project say TARGET, whatever cells the county's layout has."""
    form = draft(county.target)
    for pointer, text in TARGET.items():
        set_value(form, pointer, text)
    save_form(county.target, county.preparer, form, "录入")


def approved(county: Any, filing: Filing) -> None:
    """Submit a filing and let all approve it, errors explained."""
    from jixiao.workbench.cycle.workflow import HasErrors

    try:
        submit(filing, county.preparer)
    except HasErrors:
        keys = filing.findings.filter(severity="error").values_list("key", flat=True)
        submit(filing, county.preparer, dict.fromkeys(keys, "批复如此"))
    for who, state in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(filing, who, state)


@pytest.fixture
def target(county: Any) -> Filing:
    """The target of the project, filled in and approved."""
    filled_in(county)
    approved(county, county.target)
    return Filing.objects.get(pk=county.target.pk)


def test_an_approved_target_begins_what_nobody_began(county: Any, target: Filing) -> None:
    for filing in (county.filing, county.monitoring):
        form = draft(filing)
        [row] = form.indicators
        assert (row.name.text, aim(row), row.weight.text) == ("参保人数", "≥31000人", "90")
        assert form.goal.expected.text == "完成经办服务"
        assert (form.funding[0].initial.text, form.funding[0].budget.text) == ("160", "160")
        assert Filing.objects.get(pk=filing.pk).budget == 160
    assert draft(county.monitoring).texts["监控期间"].text == "1—7月"
    assert LogEntry.objects.filter(action="follow").count() == 2
    assert not draft(county.other_filing).indicators[0].name


def test_what_was_typed_before_is_not_touched_by_an_approval(county: Any) -> None:
    typed(county.filing, county.preparer, {"/goal/actual": "已写"})
    filled_in(county)
    approved(county, county.target)
    assert not draft(county.filing).indicators[0].name and draft(county.filing).goal.actual.text == "已写"
    county.client(county.preparer).post(f"/filings/{county.filing.pk}/follow/")
    form = draft(county.filing)
    assert form.indicators[0].name.text == "参保人数" and form.goal.actual.text == "已写"


def test_an_adjusted_target_is_followed_with_its_old_value_and_the_results_kept(county: Any, target: Filing) -> None:
    typed(county.filing, county.preparer, {"/indicators/0/actual": "30500人", "/funding/0/executed": "120"})
    reopen(target, county.preparer, "参保政策调整")
    typed(target, county.preparer, {"/indicators/0/target": "≥30000人", "/funding/0/initial": "130"})
    approved(county, target)
    assert aim(draft(county.filing).indicators[0]) == "≥31000人"
    update_from_target(county.filing, county.preparer)
    form = draft(county.filing)
    assert (aim(form.indicators[0]), form.indicators[0].actual.text) == ("≥30000人", "30500人")
    line = form.funding[0]
    assert (line.initial.text, line.budget.text, line.executed.text) == ("160", "130", "120")
    told = form.texts[ADJUSTED].text or ""
    assert "年度指标值由“≥31000人”调整为“≥30000人”" in told and "参保政策调整" in told
    assert FigureChange.objects.filter(filing=county.filing, old="≥31000人", new="≥30000人").exists()


def test_a_draft_behind_an_adjusted_target_says_so_until_it_is_brought_up_to_date(county: Any, target: Filing) -> None:
    client = county.client(county.preparer)
    page, confirm = f"/filings/{county.filing.pk}/", f"/filings/{county.filing.pk}/submit/"

    def told() -> list[bool]:
        return [TOLD in client.get(path).content.decode() for path in (page, "/tasks/", confirm)]

    typed(county.filing, county.preparer, {"/indicators/0/actual": "30500人"})
    reopen(target, county.preparer, "参保政策调整")
    typed(target, county.preparer, {"/indicators/0/target": "≥30000人"})
    assert told() == [False] * 3, "the adjustment is not approved yet"
    approved(county, target)
    assert told() == [True] * 3
    [other] = [task for task in client.get("/tasks/").context["tasks"] if task.filing == county.monitoring]
    assert other.filing.behind, "begun with the target, though nobody has typed in it since"
    client.post(f"/filings/{county.filing.pk}/follow/")
    assert told() == [False, True, False], "the monitoring form is still behind"
    client.post(f"/filings/{county.monitoring.pk}/follow/")
    assert told() == [False] * 3


def test_a_form_submitted_behind_its_target_warns_those_who_review_it(county: Any, target: Filing) -> None:
    typed(county.filing, county.preparer, {"/indicators/0/actual": "30500人"})
    reopen(target, county.preparer, "参保政策调整")
    typed(target, county.preparer, {"/indicators/0/target": "≥30000人"})
    approved(county, target)
    county.submit(county.filing)
    assert county.filing.findings.get(rule="target.adjusted").severity == "warning"
    warnings = county.filing.findings.filter(severity="warning").count()
    assert Filing.objects.get(pk=county.filing.pk).warnings == warnings
    assert sentence("target.adjusted").startswith("绩效目标调整后")


def test_an_indicator_that_is_not_the_target_s_is_found_at_each_save(county: Any, target: Filing) -> None:
    typed(county.filing, county.preparer, {"/indicators/0/target": "≥9000人"})
    found = county.filing.findings.get(rule="across.target.indicators")
    assert "≥9000人" in found.message and "≥31000人" in found.message and found.pointer == "/indicators/0/target"
    update_from_target(county.filing, county.preparer)
    assert not county.filing.findings.filter(rule="across.target.indicators").exists()
    assert draft(county.filing).indicators[0].weight.text == "90"


def test_uses_are_counted_at_approval_and_follow_an_adjustment(county: Any, target: Filing) -> None:
    assert list(IndicatorUse.objects.values_list("name", "uses")) == [("参保人数", 1)]
    reopen(target, county.preparer, "换指标")
    typed(target, county.preparer, {"/indicators/0/name": "参保率"})
    approved(county, target)
    assert dict(IndicatorUse.objects.values_list("name", "uses")) == {"参保人数": 0, "参保率": 1}


def test_without_an_approved_target_there_is_nothing_to_follow(county: Any) -> None:
    with pytest.raises(NoTarget, match="还没有批复的绩效目标"):
        update_from_target(county.filing, county.preparer)
    page = county.client(county.preparer).post(f"/filings/{county.filing.pk}/follow/", follow=True)
    assert "还没有批复的绩效目标" in page.content.decode()


def test_a_step_added_later_begins_with_the_target(county: Any, target: Filing) -> None:
    from datetime import date

    from jixiao.workbench.cycle.year_changes import add_step

    add_step(county.year, county.administrator, Planned(StepKind.MONITORING, date(2030, 10, 1), date(2030, 10, 31), 9))
    late = Filing.objects.get(step__kind="monitoring", step__month=9, project=county.project)
    assert draft(late).indicators[0].name.text == "参保人数" and draft(late).texts["监控期间"].text == "1—9月"


def next_year(county: Any) -> Filing:
    from datetime import date

    year = county.year.year + 1
    steps = [
        Planned(kind, date(year, 1, 1), date(year, 12, 31)) for kind in (StepKind.TARGET, StepKind.SELF_EVALUATION)
    ]
    opened = open_year(county.region, year, county.administrator, steps, layout="F-N20", scheme="national-2020")
    return Filing.objects.select_related("step__year", "unit", "project").get(
        step__year=opened, step__kind="target", project=county.project
    )


def test_last_year_s_target_is_copied_under_this_year_s_head(county: Any, target: Filing) -> None:
    new, last = next_year(county), county.year.year
    reopen(target, county.preparer, "写明日期")
    typed(target, county.preparer, {"/goal/expected": f"{last}年12月底前完成"})
    left = copy_last_year(new, county.preparer)
    form = draft(new)
    assert form.year == last + 1 and aim(form.indicators[0]) == "≥31000人"
    assert left == ["/goal/expected"] and form.goal.expected.text == f"{last}年12月底前完成"
    page = county.client(county.preparer).post(f"/filings/{new.pk}/copy/", follow=True).content.decode()
    assert f"还写着{last}年" in page


def test_without_last_year_nothing_is_copied(county: Any) -> None:
    with pytest.raises(NoLastYear):
        copy_last_year(county.target, county.preparer)
    assert Draft.objects.get(filing=county.target).version == 0


def library_page(county: Any, filing: Filing, **query: str) -> Any:
    return county.client(county.preparer).get(f"/filings/{filing.pk}/indicators/", query)


def test_the_library_is_searched_and_shows_use_and_last_year_s_result(county: Any, target: Filing) -> None:
    known = sector_indicators("医疗保障")[0]
    typed(county.filing, county.preparer, {"/indicators/0/name": known.name, "/indicators/0/actual": "32万人"})
    Filing.objects.filter(pk=county.filing.pk).update(state=State.DONE)
    IndicatorUse.objects.create(region=county.region, year=2020, name=known.name, uses=4)
    IndicatorUse.objects.create(region=county.other_region, year=2020, name=known.name, uses=70)
    page = library_page(county, next_year(county), words=known.name)
    [offer] = [each for each in page.context["offers"] if each.indicator == known]
    assert (offer.uses, offer.last) == (4, "32万人（医保经办服务经费）")
    assert page.context["chosen_sector"] == "医疗保障" and "加入本表" in page.content.decode()
    part = county.client(county.preparer).get("/indicators/", {"words": known.name}, headers={"hx-request": "true"})
    assert "<html" not in part.content.decode() and known.name in part.content.decode()
    nothing = county.client(county.reviewer).get("/indicators/", {"words": "没有这样的词组合"}).content.decode()
    assert "没有找到" in nothing


def test_another_unit_s_result_is_never_shown(county: Any) -> None:
    known = sector_indicators("医疗保障")[0]
    typed(county.other_filing, county.stranger, {"/indicators/0/name": known.name, "/indicators/0/actual": "秘密值"})
    Filing.objects.filter(pk=county.other_filing.pk).update(state=State.DONE)
    assert "秘密值" not in library_page(county, next_year(county), words=known.name).content.decode()


def test_an_indicator_is_put_into_the_draft_in_its_place(county: Any) -> None:
    filled_in(county)
    client = county.client(county.preparer)
    for level2 in ("数量指标", "服务对象满意度指标"):
        known = next(each for each in sector_indicators("医疗保障") if each.level2 == level2)
        sent = {"sector": known.sector, "level2": known.level2, "name": known.name}
        answer = client.post(f"/filings/{county.target.pk}/indicators/?words=a", sent)
        assert answer["Location"].endswith("/indicators/?words=a")
    rows = draft(county.target).indicators
    assert [row.level2.text for row in rows] == ["数量指标", "数量指标", "服务对象满意度指标"]
    assert aim(rows[2]) == known.shown and rows[0].name.text == "参保人数"
    with pytest.raises(ThereAlready):
        put_indicator(county.target, county.preparer, known)
    assert LogEntry.objects.filter(action="put_indicator").count() == 2


def test_cost_is_called_as_the_form_calls_it(county: Any) -> None:
    cost = next(each for each in sector_indicators("医疗保障") if each.level1 == "成本指标")
    put_indicator(county.target, county.preparer, cost)
    row = draft(county.target).indicators[0]
    assert (row.level1.text, row.level2.text) == ("产出指标", "成本指标")  # 国标2020


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"sector": "医疗保障", "level2": "数量指标", "name": "没有的"}, "指标库里没有“没有的”"),
        ({"sector": "没有的行业", "level2": "", "name": ""}, "没有“没有的行业”这个行业"),
    ],
)
def test_what_is_not_in_the_library_is_told(county: Any, sent: dict[str, str], message: str) -> None:
    page = county.client(county.preparer).post(f"/filings/{county.target.pk}/indicators/", sent, follow=True)
    assert message in page.content.decode()


def test_only_targets_take_indicators(county: Any) -> None:
    known = sector_indicators("医疗保障")[0]
    sent = {"sector": known.sector, "level2": known.level2, "name": known.name}
    page = county.client(county.preparer).post(f"/filings/{county.filing.pk}/indicators/", sent, follow=True)
    assert "来自批复的绩效目标" in page.content.decode() and not draft(county.filing).indicators[0].name


def test_the_library_takes_few_queries(county: Any, target: Filing) -> None:
    client = county.client(county.preparer)
    for path in ("/indicators/", f"/filings/{county.target.pk}/indicators/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 12
