"""Ex-ante evaluation and 重点评价: points put in one by one, scored by the library, on the same way as forms."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jixiao.workbench.cycle.checking import findings_of
from jixiao.workbench.cycle.evaluation_sheets import sheet_of
from jixiao.workbench.cycle.evaluations import save_evaluation
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing, FilingFinding, Project, Step
from jixiao.workbench.cycle.opening import choose, make_filings
from jixiao.workbench.cycle.refusals import NotAllowed
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.second_person import SamePerson
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.cycle.tasks import tasks_of
from jixiao.workbench.cycle.workflow import HasErrors, NotDue, approve, submit
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people.models import Grant, User


def ex_ante(county: Any) -> Filing:
    return Filing.objects.select_related("step").get(project=county.project, step__kind="ex_ante")


def key(county: Any) -> Filing:
    """A 重点评价 of the project, whose self-evaluation says 138.17 of 160 and 18 of 20 points."""
    cells = {
        "/funding/0/budget": "160",
        "/funding/0/executed": "138.17",
        "/indicators/0/name": "参保人数",
        "/indicators/0/weight": "20",
        "/indicators/0/comparator": "≥",
        "/indicators/0/target": "100",
        "/indicators/0/unit": "人",
        "/indicators/0/actual": "90",
    }
    shape = Draft.objects.get(filing=county.filing).shape
    save_edits(county.filing, county.preparer, [Edit(at, "", text) for at, text in cells.items()], shape)
    choose(Step.objects.get(year=county.year, kind="evaluation"), [county.project])
    return Filing.objects.select_related("step").get(project=county.project, step__kind="evaluation")


def give(filing: Filing, user: Any, **given: str) -> Any:
    old = sheet_of(filing, Draft.objects.get(filing=filing).data)
    edits = [Edit(f"/judged/{name}", old.judged.get(name, ""), text) for name, text in given.items()]
    return save_evaluation(filing, user, edits)


def give_all(filing: Filing, user: Any, level: str) -> Any:
    system = sheet_of(filing, {}).system
    names = [measure.name for dimension in system.dimensions for measure in dimension.measures]
    return give(filing, user, **dict.fromkeys(names, level))


def test_points_and_levels_make_totals_a_grade_and_sentences(county: Any) -> None:
    filing = ex_ante(county)
    give_all(filing, county.preparer, "优")
    saved = give(filing, county.preparer, 政策相关="3.5分", 方案比选="中")
    conclusion = saved.sheet.conclusion
    assert (conclusion.total, conclusion.grade) == (Decimal("96.5"), "予以支持")
    assert [each.value for each in conclusion.dimensions][:2] == [Decimal("18.5"), Decimal(18)]
    filing.refresh_from_db()
    assert (filing.score, filing.grade, filing.errors) == (Decimal("96.50"), "予以支持", 0)
    page = county.client(county.preparer).get(f"/filings/{filing.pk}/").content.decode()
    assert "总分96.5分，不低于80分，评价结论为“予以支持”。" in page


@pytest.mark.parametrize(("level", "grade"), [("中", "调整完善后予以支持"), ("差", "不予支持")])
def test_the_grade_follows_the_points(county: Any, level: str, grade: str) -> None:
    filing = ex_ante(county)
    give_all(filing, county.preparer, level)
    filing.refresh_from_db()
    assert filing.grade == grade


def test_every_change_is_kept_with_both_texts(county: Any) -> None:
    filing = ex_ante(county)
    give(filing, county.preparer, 政策相关="优")
    give(filing, county.preparer, 政策相关="良")
    give(filing, county.preparer, 政策相关="良")
    changes = FigureChange.objects.filter(filing=filing, pointer="/judged/政策相关")
    assert [(change.name, change.old, change.new) for change in changes] == [
        ("“政策相关”的评分", "", "优"),
        ("“政策相关”的评分", "优", "良"),
    ]
    assert "“政策相关”的评分" in county.client(county.auditor).get(f"/filings/{filing.pk}/history/").content.decode()


def test_two_people_on_one_item_lose_nothing(county: Any) -> None:
    filing = ex_ante(county)
    save_evaluation(filing, county.preparer, [Edit("/judged/政策相关", "", "优")])
    saved = save_evaluation(
        filing, county.preparer, [Edit("/judged/政策相关", "", "差"), Edit("/judged/职能相关", "", "良")]
    )
    [unsaved] = saved.unsaved
    assert (unsaved.mine, "优" in unsaved.why) == ("差", True)
    assert saved.sheet.judged == {"政策相关": "优", "职能相关": "良"}


@pytest.mark.parametrize(
    ("pointer", "text", "why"),
    [
        ("/judged/政策相关", "5.01", "应为0至5分"),
        ("/judged/政策相关", "特优", "应为0至5分"),
        ("/judged/没有的", "优", "没有“/judged/没有的”"),
        ("/figures/没有的", "1", "没有"),
        ("/texts/评估建议", "长" * 8001, "最多 8000 个字"),
        ("/system", "department", "没有"),
    ],
)
def test_what_no_item_takes_is_given_back(county: Any, pointer: str, text: str, why: str) -> None:
    saved = save_evaluation(ex_ante(county), county.preparer, [Edit(pointer, "", text)])
    assert why in saved.unsaved[0].why and not saved.sheet.judged and not saved.sheet.texts


def test_it_goes_the_way_of_every_filing(county: Any) -> None:
    filing = ex_ante(county)
    with pytest.raises(HasErrors, match="20 处错误"):
        submit(filing, county.preparer)
    page = county.client(county.preparer).get(f"/filings/{filing.pk}/submit/").content.decode()
    assert "“政策相关”还没有评分" in page
    give_all(filing, county.preparer, "良")
    revision = submit(filing, county.preparer)
    assert revision.data["judged"]["政策相关"] == "良"
    with pytest.raises(NotDue):
        give(filing, county.preparer, 政策相关="优")
    for user, stage in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(filing, user, stage)
    filing.refresh_from_db()
    assert filing.state == State.DONE
    assert FilingFinding.objects.filter(filing=filing, severity="error").count() == 0


def test_key_evaluation_draws_its_figures_and_is_the_finance_bureaus_own(county: Any) -> None:
    filing = key(county)
    with pytest.raises(NotAllowed):
        give(filing, county.preparer, 目标设定合理="优")
    saved = give(filing, county.reviewer, 目标设定合理="优")
    scored = {each.measure.name: each for each in saved.sheet.evaluation.scored}
    # 86.36 % between 50 % (nothing) and 95 % (all): (0.863563 - 0.5) / 0.45 × 10
    assert scored["预算执行"].value == Decimal("8.08") and "138.17÷160" in scored["预算执行"].explanation
    assert scored["目标完成"].value == Decimal("9.00") and scored["本项目的绩效指标"].value == Decimal("27.00")
    filing.refresh_from_db()
    assert (filing.budget, filing.rate) == (160, Decimal("86.36"))
    with pytest.raises(NotAllowed):
        submit(filing, county.preparer)
    give_all_judged(filing, county)
    assert filing in [task.filing for task in tasks_of(county.reviewer)]
    assert filing not in [task.filing for task in tasks_of(county.preparer)]
    reviewer = county.client(county.reviewer)
    assert "核对并报送" in reviewer.get(f"/filings/{filing.pk}/").content.decode()
    assert "核对并报送" not in county.client(county.preparer).get(f"/filings/{filing.pk}/").content.decode()
    reviewer.post(f"/filings/{filing.pk}/finish/", {"version": Draft.objects.get(filing=filing).version})
    filing.refresh_from_db()
    assert filing.state == State.FINANCE
    approve(filing, county.reviewer, "finance")
    filing.refresh_from_db()
    assert (filing.state, filing.grade) == (State.DONE, "优")


def submitted_key(county: Any) -> Filing:
    """重点评价 filled in and submitted by the county's finance reviewer."""
    filing = key(county)
    give_all_judged(filing, county)
    submit(filing, county.reviewer)
    return filing


def test_who_filled_in_a_key_evaluation_does_not_end_it_where_somebody_else_can(county: Any) -> None:
    filing = submitted_key(county)
    county.person("elsewhere", ("finance_reviewer", county.other_region))
    second = county.person("second", ("finance_reviewer", county.region))
    page = county.client(county.reviewer).post(f"/filings/{filing.pk}/approve/", {"seen": "finance"}, follow=True)
    assert "应由另一名财政审核人员（用户second）审核办结" in page.content.decode()
    assert Filing.objects.get(pk=filing.pk).state == State.FINANCE
    Grant.objects.create(
        user=county.nobody, role="finance_reviewer", region=county.region, delegated_by=county.reviewer
    )
    with pytest.raises(SamePerson):
        approve(filing, User.objects.get(pk=county.nobody.pk), "finance")  # for who filled it in
    assert approve(filing, second, "finance") == State.DONE
    assert "alone" not in LogEntry.objects.filter(action="approve").latest("pk").detail


def test_a_single_finance_reviewer_ends_the_own_evaluation_and_the_log_says_so(county: Any) -> None:
    filing = submitted_key(county)
    assert approve(filing, county.reviewer, "finance") == State.DONE
    assert "没有别的财政审核人员" in LogEntry.objects.filter(action="approve").latest("pk").detail["alone"]


def test_who_only_submitted_an_evaluation_may_end_it(county: Any) -> None:
    filing, second = key(county), county.person("second", ("finance_reviewer", county.region))
    give_all_judged(filing, county)
    submit(filing, second)  # the figures are drawn anew: nobody wrote them
    assert approve(filing, second, "finance") == State.DONE
    assert "alone" not in LogEntry.objects.filter(action="approve").latest("pk").detail


def give_all_judged(filing: Filing, county: Any) -> None:
    system = sheet_of(filing, {}).system
    judged = [each.name for part in system.dimensions for each in part.measures if each.method == "judged"]
    give(filing, county.reviewer, **dict.fromkeys(judged, "优"))


def test_the_figures_are_drawn_anew_when_it_is_submitted(county: Any) -> None:
    filing = key(county)
    give_all_judged(filing, county)
    shape = Draft.objects.get(filing=county.filing).shape
    save_edits(county.filing, county.preparer, [Edit("/funding/0/executed", "138.17", "160")], shape)
    revision = submit(filing, county.reviewer)
    assert revision.data["figures"]["project.executed"] == "160"
    assert FigureChange.objects.filter(filing=filing, pointer="/figures/project.executed", new="160").exists()


def test_without_a_form_behind_it_figures_are_typed_or_points_given(county: Any) -> None:
    choose(Step.objects.get(year=county.year, kind="evaluation"), [county.other_project])
    filing = Filing.objects.select_related("step").get(project=county.other_project, step__kind="evaluation")
    Filing.objects.filter(project=county.other_project, step__kind="self_evaluation").delete()
    edits = [Edit("/figures/project.budget", "", "1,000"), Edit("/figures/project.executed", "", "千")]
    saved = save_evaluation(filing, county.reviewer, edits)
    assert saved.sheet.figures == {"project.budget": "1000"} and "应为数字" in saved.unsaved[0].why
    saved = save_evaluation(filing, county.reviewer, [Edit("/figures/project.executed", "", "950")])
    scored = {each.measure.name: each for each in saved.sheet.evaluation.scored}
    assert scored["预算执行"].value == 10


def test_the_page_saves_with_and_without_script(county: Any) -> None:
    filing = ex_ante(county)
    client, url = county.client(county.preparer), f"/filings/{filing.pk}/"
    sent = {"seen": "{}", "/judged/政策相关": "优", "/judged/职能相关": "", "/texts/评估建议": "可以立项\r\n尽快实施"}
    assert "已保存" in client.post(f"{url}evaluation/", sent, follow=True).content.decode()
    data = Draft.objects.get(filing=filing).data
    assert data["judged"] == {"政策相关": "优"} and data["texts"] == {"评估建议": "可以立项\n尽快实施"}
    seen = json.dumps({"/judged/政策相关": "优"})
    answer = client.post(f"{url}evaluation/save/", {"seen": seen, "/judged/政策相关": "中"}).content.decode()
    assert 'id="value-1" hx-swap-oob="true">3<' in answer and "已保存" in answer
    client.logout()
    assert client.post(f"{url}evaluation/save/", sent).status_code == 401


def test_what_is_typed_stays_text(county: Any) -> None:
    filing = ex_ante(county)
    evil = "<script>alert(1)</script>\"'"
    save_evaluation(filing, county.preparer, [Edit("/texts/评估建议", "", evil)])
    page = county.client(county.preparer).get(f"/filings/{filing.pk}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_report_is_a_paper(county: Any, kind: str) -> None:
    filing = key(county)
    give_all_judged(filing, county)
    got = county.client(county.reviewer).get(f"/filings/{filing.pk}/report/{kind}/")
    assert got.status_code == 200 and got.content[:2] in (b"PK", b"%P")
    assert county.client(county.stranger).get(f"/filings/{filing.pk}/report/{kind}/").status_code == 404


@pytest.mark.parametrize("kind", ["ex_ante", "evaluation", "monitoring", "self_evaluation", "department", "target"])
def test_every_filing_has_its_page_in_few_queries(county: Any, kind: str) -> None:
    key(county)
    filing = Filing.objects.get(step__kind=kind, unit=county.unit)
    for user in (county.preparer, county.reviewer):
        client = county.client(user)
        client.get("/filings/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/filings/{filing.pk}/").status_code == 200
        assert len(queries) <= 12, "\n".join(query["sql"][:100] for query in queries)


@pytest.mark.parametrize("path", ["history/", "compare/", "cell/?pointer=/judged/政策相关", "comment/"])
def test_the_pages_around_an_evaluation_stand(county: Any, path: str) -> None:
    filing = ex_ante(county)
    give_all(filing, county.preparer, "良")
    submit(filing, county.preparer)
    assert county.client(county.reviewer).get(f"/filings/{filing.pk}/{path}").status_code == 200


def test_two_versions_are_compared_and_items_commented(county: Any) -> None:
    filing = ex_ante(county)
    give_all(filing, county.preparer, "良")
    submit(filing, county.preparer)
    reviewer = county.client(county.approver)
    sent = {"pointer": "/judged/政策相关", "text": "依据不足"}
    page = reviewer.post(f"/filings/{filing.pk}/comment/", sent, follow=True).content.decode()
    assert "依据不足" in page and "“政策相关”的评分" in page
    reviewer.post(f"/filings/{filing.pk}/return/", {"seen": "unit", "why": "请改", "revision": "1"})
    give(filing, county.preparer, 政策相关="中")
    page = reviewer.get(f"/filings/{filing.pk}/compare/").content.decode()
    assert "“政策相关”的评分" in page and "“职能相关”的评分" not in page


def department(county: Any) -> Filing:
    """The unit's own self-evaluation, in a region that scores departments by a system, its one project at 90 of 100."""
    county.client(county.administrator).post(f"/years/{county.year.pk}/department-system/", {"system": "department"})
    key(county)
    return Filing.objects.select_related("step__year", "unit").get(step__kind="department", unit=county.unit)


def test_a_department_is_scored_by_the_system_that_the_region_chose(county: Any) -> None:
    filing = department(county)
    page = county.client(county.preparer).get(f"/filings/{filing.pk}/").content.decode()
    assert "职责目标完成" in page and "部门整体支出绩效自评表" in page
    system = sheet_of(filing, Draft.objects.get(filing=filing).data).system
    names = [each.name for part in system.dimensions for each in part.measures]
    drawn = ("执行结果", "目标完成")
    saved = give(filing, county.preparer, **dict.fromkeys([name for name in names if name not in drawn], "优"))
    assert not saved.unsaved
    scored = {each.measure.name: each for each in saved.sheet.evaluation.scored}
    # 86.36 % between 50 % (nothing) and 95 % (all) of 3 points; 18 of 20 points of the project's indicators
    assert (scored["执行结果"].value, scored["目标完成"].value) == (Decimal("2.42"), Decimal("3.60"))
    filing.refresh_from_db()
    assert filing.score == saved.sheet.conclusion.total == Decimal("99.02") and filing.grade == "优"
    assert FigureChange.objects.filter(filing=filing, pointer="/texts/评分：职责目标完成", new="优").exists()


def test_the_page_of_a_scored_department_asks_little(county: Any) -> None:
    filing = department(county)
    client, counts = county.client(county.preparer), []
    for number in (1, 12):
        for name in range(number):
            Project.objects.create(unit=county.unit, name=f"{number}之{name}")
        make_filings(county.year)
        client.get("/filings/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/filings/{filing.pk}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_typing_on_keeps_the_departments_score_and_submission_wants_it_whole(county: Any) -> None:
    filing = department(county)
    with pytest.raises(HasErrors, match="“职责目标完成”还没有评分"):
        submit(filing, county.preparer)
    assert "还没有评分" in county.client(county.preparer).get(f"/filings/{filing.pk}/submit/").content.decode()
    system = sheet_of(filing, Draft.objects.get(filing=filing).data).system
    names = [each.name for part in system.dimensions for each in part.measures]
    give(filing, county.preparer, **dict.fromkeys(names, "良"))
    draft = Draft.objects.get(filing=filing)
    save_edits(filing, county.preparer, [Edit("/goal/expected", "", "履行职责")], draft.shape)
    filing.refresh_from_db()
    assert (filing.score, filing.grade) == (Decimal("80.00"), "良")
    errors = [row for row in findings_of(filing, Draft.objects.get(filing=filing)) if row.severity == "error"]
    revision = submit(filing, county.preparer, {row.key: "试填" for row in errors})
    assert revision.data["texts"]["评价总分"] == "80" and not any(row.rule.startswith("evaluation") for row in errors)
    page = county.client(county.reviewer).get(f"/filings/{filing.pk}/").content.decode()
    assert "评价结论为“良”" in page


def test_without_a_chosen_system_a_department_files_its_form_alone(county: Any) -> None:
    filing = Filing.objects.get(step__kind="department", unit=county.unit)
    page = county.client(county.preparer).get(f"/filings/{filing.pk}/").content.decode()
    assert "职责目标完成" not in page
    assert county.client(county.preparer).get(f"/filings/{filing.pk}/report/docx/").status_code == 404
    client = county.client(county.administrator)
    sent = {"system": "../../secret"}
    bad = client.post(f"/years/{county.year.pk}/department-system/", sent, follow=True).content.decode()
    assert "评价指标体系" in bad and "没有“../../secret”" in bad
