"""财政复核 and 结果应用: both scores, the sample drawn by a seed, the grade that counts, what the rule suggests."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jixiao.knowledge.application import load_application
from jixiao.score.recheck import WrongPoints
from jixiao.workbench.cycle.application import NeedsNote, NoAmount, NoGrade, decide, rule_of, standing_of
from jixiao.workbench.cycle.models import Decision, Draft, Filing, Project, Recheck, Sample, Step
from jixiao.workbench.cycle.opening import choose, make_filings
from jixiao.workbench.cycle.recheck import NoOpinion, NothingToDraw, draw_sample, save_recheck
from jixiao.workbench.cycle.refusals import NotAllowed, NotDue, SubmittedAnew
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.workflow import approve
from jixiao.workbench.settings import CONFIG

CELLS = {
    "/funding/0/budget": "100",
    "/funding/0/executed": "90",
    "/execution/weight": "10",
    "/indicators/0/level1": "产出指标",
    "/indicators/0/level2": "数量指标",
    "/indicators/0/name": "参保人数",
    "/indicators/0/comparator": "≥",
    "/indicators/0/target": "100",
    "/indicators/0/unit": "人",
    "/indicators/0/actual": "80",
    "/indicators/0/weight": "90",
    "/indicators/0/reason": "参保人员流动",
}


def submitted(county: Any) -> Filing:
    shape = Draft.objects.get(filing=county.filing).shape
    edits = [Edit(pointer, "", text) for pointer, text in CELLS.items()]
    save_edits(county.filing, county.preparer, edits, shape)
    county.submit(county.filing)
    return Filing.objects.select_related("step__year", "unit", "project").get(pk=county.filing.pk)


def done(county: Any) -> Filing:
    filing = submitted(county)
    for user, stage in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(filing, user, stage)
    return Filing.objects.select_related("step__year", "unit", "project").get(pk=filing.pk)


def test_the_page_shows_the_units_score_the_rules_and_ours(county: Any) -> None:
    filing = submitted(county)
    page = county.client(county.reviewer).get(f"/filings/{filing.pk}/recheck/").content.decode()
    assert "参保人数" in page and ">72" in page and "预算执行率" in page
    sent = {"revision": "1", "score/indicators/0/score": "70", "count": "1"}
    page = county.client(county.reviewer).post(f"/filings/{filing.pk}/recheck/", sent).content.decode()
    assert "9 + 70 = 79" in page and not Recheck.objects.exists(), "only reckoned"


def test_our_score_stands_beside_the_units(county: Any) -> None:
    filing = submitted(county)
    sent = {"revision": "1", "score/indicators/0/score": "70.5", "opinion": "参保人数与系统不符"}
    page = county.client(county.reviewer).post(f"/filings/{filing.pk}/recheck/", sent, follow=True).content.decode()
    assert "复核得分 79.5" in page and "参保人数与系统不符" in page
    kept = Recheck.objects.get(filing=filing)
    assert kept.scores == {"/execution/score": "9", "/indicators/0/score": "70.5"} and kept.revision.number == 1
    filing.refresh_from_db()
    assert filing.recheck_score == Decimal("79.50")
    assert "复核得分" in county.client(county.preparer).get(f"/filings/{filing.pk}/").content.decode()
    row = county.client(county.reviewer).get("/rechecks/?which=done").content.decode()
    assert ">79.5<" in row


@pytest.mark.parametrize("points", ["90.01", "-1", "九十"])
def test_points_that_no_item_can_have_are_refused(county: Any, points: str) -> None:
    with pytest.raises(WrongPoints, match="“参保人数”的复核得分"):
        save_recheck(submitted(county), county.reviewer, {"/indicators/0/score": points}, "x", revision=1)


def test_a_recheck_is_refused_out_of_turn(county: Any) -> None:
    filing = Filing.objects.get(pk=county.filing.pk)
    with pytest.raises(NotDue):
        save_recheck(filing, county.reviewer, {}, "", revision=1)
    filing = submitted(county)
    for user in (county.preparer, county.foreigner, county.auditor):
        with pytest.raises(NotAllowed):
            save_recheck(filing, user, {}, "", revision=1)
    with pytest.raises(SubmittedAnew):
        save_recheck(filing, county.reviewer, {}, "", revision=2)
    with pytest.raises(NoOpinion):
        save_recheck(filing, county.reviewer, {"/indicators/0/score": "70"}, " ", revision=1)
    assert save_recheck(filing, county.reviewer, {}, "", revision=1).total == 81


def test_a_sample_is_drawn_by_department_and_can_be_drawn_again(county: Any) -> None:
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    with pytest.raises(NothingToDraw):
        draw_sample(step, county.reviewer, Decimal("0.15"), "种子")
    for unit in (county.unit, county.other):
        Project.objects.bulk_create(Project(unit=unit, name=f"项目{number}") for number in range(10))
    make_filings(county.year)
    Filing.objects.filter(step=step).update(state="finance")
    client = county.client(county.reviewer)
    page = client.post(f"/steps/{step.pk}/sample/", {"share": "15", "seed": "种子"}, follow=True).content.decode()
    assert "从 22 件中抽中 4 件" in page and "种子" in page, "two of each eleven, rounded up"
    drawn = set(Filing.objects.filter(sampled=True).values_list("project_id", flat=True))
    assert Filing.objects.filter(sampled=True, unit=county.unit).count() == 2
    Filing.objects.update(sampled=False)
    draw_sample(step, county.reviewer, Decimal("0.15"), "种子")
    assert set(Filing.objects.filter(sampled=True).values_list("project_id", flat=True)) == drawn
    assert Sample.objects.count() == 2
    bad = client.post(f"/steps/{step.pk}/sample/", {"share": "0"}, follow=True).content.decode()
    assert "大于0、不超过100" in bad


def test_the_grade_that_counts_is_the_strictest_look(county: Any) -> None:
    filing = done(county)
    own = standing_of(filing)
    assert (own.whose, own.grade, own.score) == ("自评", filing.grade, filing.score)
    save_recheck(filing, county.reviewer, {"/indicators/0/score": "60"}, "未达标", revision=1)
    filing.refresh_from_db()
    assert standing_of(filing)[1:] == ("中", Decimal("69.00"), "财政复核")
    choose(Step.objects.get(year=county.year, kind="evaluation"), [county.project])
    key = Filing.objects.filter(project=county.project, step__kind="evaluation")
    key.update(score="55", grade="差", state="finance")
    assert standing_of(filing).whose == "财政复核", "not before it is done"
    key.update(state="done")
    assert standing_of(filing)[1:] == ("差", Decimal("55.00"), "重点评价")


def test_the_rule_suggests_and_a_decision_beside_it_needs_a_reason(county: Any) -> None:
    with pytest.raises(NoGrade):
        decide(county.filing, county.reviewer, "100")
    filing = done(county)
    save_recheck(filing, county.reviewer, {"/indicators/0/score": "60"}, "未达标", revision=1)
    decision = decide(filing, county.reviewer, "1,000")
    assert (decision.low, decision.high, decision.decided) == (900, 950, None)
    assert "等级为“中”" in decision.explanation
    with pytest.raises(NeedsNote):
        decide(filing, county.reviewer, "1000", "1000")
    assert decide(filing, county.reviewer, "1000", "1000", "续建项目").decided == 1000
    for text in ("", "-1", "很多", "NaN"):
        with pytest.raises(NoAmount):
            decide(filing, county.reviewer, text)
    with pytest.raises(NotAllowed):
        decide(filing, county.preparer, "1000")


def test_a_region_may_have_a_rule_of_its_own(county: Any) -> None:
    folder = CONFIG.home / "application"
    folder.mkdir(exist_ok=True)
    own = folder / f"{county.region.code}.toml"
    own.write_text('name = "本县办法"\n[[grade]]\nname = "优"\ncut = [0, 0]\nwords = "照常"\n', encoding="utf-8")
    try:
        assert rule_of(county.region).name == "本县办法" and rule_of(county.other_region) == load_application()
    finally:
        own.unlink()


def test_the_list_is_decided_on_in_one_go_and_handed_on_as_a_workbook(county: Any) -> None:
    filing = done(county)
    client = county.client(county.reviewer)
    sent = {
        "filing": [filing.pk, county.other_filing.pk],
        f"requested-{filing.pk}": "200",
        f"decided-{filing.pk}": "200",
        f"note-{filing.pk}": "=HYPERLINK(1)",
        f"requested-{county.other_filing.pk}": "5",
    }
    page = client.post("/application/decide/", sent, follow=True).content.decode()
    assert "已保存 1 项" in page and "还没有评价等级" in page and "建议安排" in page
    assert Decision.objects.get(filing=filing).decided == 200
    assert "核定" in county.client(county.preparer).get(f"/filings/{filing.pk}/").content.decode()
    got = client.get(f"/years/{county.year.pk}/application/")
    sheet = load_workbook(io.BytesIO(got.content)).active
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["禾源县医疗保险事务中心"][5:10] == (200, 200, 200, 200, "=HYPERLINK(1)")
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s", "no formula of a stranger's"
    assert str(rows["合计"][5]).startswith("=")


def test_nobody_decides_for_another_region(county: Any) -> None:
    filing = done(county)
    sent = {"filing": filing.pk, f"requested-{filing.pk}": "200"}
    county.client(county.foreigner).post("/application/decide/", sent)
    assert not Decision.objects.exists()
    page = county.client(county.department).get("/application/").content.decode()
    assert "医保经办服务经费" in page and 'name="requested-' not in page


@pytest.mark.parametrize("path", ["/rechecks/", "/application/"])
def test_queries_do_not_grow_with_the_rows(county: Any, path: str) -> None:
    client, counts = county.client(county.reviewer), []
    for number in (1, 12):
        for name in range(number):
            Project.objects.create(unit=county.unit, name=f"{number}之{name}")
        make_filings(county.year)
        Filing.objects.filter(step__kind="self_evaluation").update(state="done", grade="优", score=95, recheck_score=90)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
