"""Papers of one unit in several files: which belong together, what is found between them in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from jixiao.check import check_documents
from jixiao.check.across.desk import Desk
from jixiao.check.golden import as_read, changed_form
from jixiao.check.golden_accounts import base_text, read_lines
from jixiao.model.form import Form
from jixiao.model.result import CheckResult, Document, Finding
from jixiao.write.annotate.notes import notes_of
from years_of_base import text_of_last_year

File = tuple[str, Sequence[Document]]
EXECUTED = "/funding/0/executed"
SOUND_PARTS = {"/funding/0/executed": "112.5", "/funding/1/executed": "112.5"}


def accounts(replace: dict[str, str] | None = None) -> list[Document]:
    """The sound accounts of golden_accounts.py without the report, some words replaced throughout."""
    text = base_text()
    for old, new in (replace or {}).items():
        assert old in text
        text = text.replace(old, new)
    return list(read_lines(text.splitlines())[:1])


def report(replace: dict[str, str] | None = None) -> list[Document]:
    text = base_text()
    for old, new in (replace or {}).items():
        assert old in text
        text = text.replace(old, new)
    return list(read_lines(text.splitlines())[1:])


def form(changes: dict[str, object] | None = None) -> list[Document]:
    return [changed_form(changes)]


def results(files: Sequence[File], last: Sequence[File] = ()) -> list[CheckResult]:
    """Check files one after the other."""
    desk = Desk([(name, as_read(documents, name)) for name, documents in last])
    return [desk.compare(check_documents(as_read(documents, name)), name) for name, documents in files]


def between(found: Sequence[CheckResult]) -> list[Finding]:
    """What is found that speaks of another file."""
    findings = [finding for result in found for finding in result.findings]
    return [finding for finding in findings if any(figure.elsewhere for figure in finding.figures)]


def rules(found: Sequence[CheckResult]) -> set[str]:
    """The rules between files that are broken."""
    outcomes = [outcome for result in found for outcome in result.outcomes if outcome.outcome == "broken"]
    return {outcome.rule for outcome in outcomes if outcome.rule.startswith("across.")}


def reasons(result: CheckResult, rule: str) -> list[str | None]:
    return [outcome.reason for outcome in result.outcomes if outcome.rule == rule]


SOUND: list[File] = [
    ("决算.docx", accounts()),
    ("报告.docx", report()),
    ("自评表.docx", form()),
    ("救助.docx", form({"/project/name": "医疗救助资金"})),
]
WRONG: list[File] = [
    ("决算.docx", accounts()),
    ("报告.docx", report({"年度部门整体支出绩效自评得分为96.5分": "年度部门整体支出绩效自评得分为95.6分"})),
    ("自评表.docx", form({EXECUTED: "700"})),
    ("另一份.docx", form({EXECUTED: "112.5"})),
]
WRONG_RULES = {"across.score.same", "across.form.executed", "across.form.same"}


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_between_sound_papers_nothing_is_found_in_any_order(order: Sequence[int]) -> None:
    found = results([SOUND[number] for number in order])
    assert between(found) == []
    held = {outcome.rule for result in found for outcome in result.outcomes if outcome.outcome == "holds"}
    assert {"across.score.same", "across.report.income_total", "across.form.executed", "across.form.sum"} <= held


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_what_is_wrong_is_found_in_any_order(order: Sequence[int]) -> None:
    found = results([WRONG[number] for number in order])
    assert {"across.score.same", "across.form.same"} <= rules(found) <= WRONG_RULES
    if order.index(2) < order.index(3):  # the first form of a project stands for it
        assert rules(found) == WRONG_RULES
    for finding in between(found):
        assert any(figure.elsewhere is None for figure in finding.figures)
        names = {figure.elsewhere.file for figure in finding.figures if figure.elsewhere}
        assert all(f"“{name}”" in finding.message for name in names)


def test_a_finding_tells_both_places_in_json() -> None:
    [_, later] = results([("一.docx", form()), ("二.docx", form(SOUND_PARTS))])
    findings = later.to_dict()["findings"]
    figures = {(figure["stated"], figure["file"]): figure for finding in findings for figure in finding["figures"]}
    own, other = figures["112.5", None], figures["115.2", "一.docx"]
    assert (own["stated"], own["pointer"], own["file_document"]) == ("112.5", "/funding/0/executed", None)
    assert (other["stated"], other["pointer"]) == ("115.2", "/funding/0/executed")
    assert (other["file"], other["file_document"]) == ("一.docx", 0)


def test_amounts_in_yuan_are_those_in_ten_thousands() -> None:
    yuan = {"/money_unit": "元"} | {f"/funding/{line}/{column}": amount for line in (0, 1) for column, amount in (
        ("initial", "1000000"), ("budget", "1200000"), ("executed", "1152000"))}  # fmt: skip
    found = results([("万元.docx", form()), ("元.docx", form(dict(yuan)))])
    assert "across.form.same" not in rules(found)
    assert "across.form.same" in rules(
        results([("万元.docx", form()), ("元.docx", form(yuan | {EXECUTED: "1125000"}))])
    )


def test_figures_rounded_further_are_no_contradiction() -> None:
    whole = {f"/funding/{line}/executed": "115" for line in (0, 1)}
    for fine, rules_broken in (("115.4", set()), ("115.6", {"across.form.same"})):
        other = {f"/funding/{line}/executed": fine for line in (0, 1)}
        assert rules(results([("一.docx", form(dict(other))), ("二.docx", form(dict(whole)))])) == rules_broken


# --- what the accounts say of each project, and the form of a whole department

SUMMARY = "（1）“医保信息系统运行维护费”项目绩效自评综述：{}项目全年预算数为120万元，执行数为115.2万元，完成预算的96%。"
AT_END = "绩效自评报告详见第四部分附件。"


def summed_up(score: str) -> list[Document]:
    return accounts({AT_END: f"{AT_END}\n{SUMMARY.format(score)}"})


@pytest.mark.parametrize(
    ("score", "broken"), [("自评得分97.6分。", set()), ("自评得分96.7分。", {"across.project.summary"})]
)
def test_a_summary_of_a_project_is_held_against_its_form_in_this_file_and_another(score: str, broken: set[str]) -> None:
    document = summed_up(score)
    assert rules([check_documents(as_read([*form(), *document]))]) == broken
    for files in ([("决算.docx", document), ("表.docx", form())], [("表.docx", form()), ("决算.docx", document)]):
        assert rules(results(files)) == broken


def test_the_score_of_a_project_is_not_that_of_the_department() -> None:
    document = read_lines((base_text().replace(AT_END, f"{AT_END}\n{SUMMARY.format('自评得分97.6分。')}")).splitlines())
    found = check_documents(as_read(document))
    assert "accounts.score.same" not in {finding.rule for finding in found.findings}
    assert "across.score.same" not in rules(
        results([("报告.docx", report()), ("决算.docx", summed_up("自评得分97.6分。"))])
    )


@pytest.mark.parametrize(("executed", "broken"), [("1000.50", False), ("990.50", False), ("995.00", True)])
def test_the_form_of_a_department_spent_what_the_accounts_say(executed: str, *, broken: bool) -> None:
    """All funds or the general budget alone: either is meant in practice."""
    [document] = form({EXECUTED: executed, "/funding/0/initial": "1100", "/funding/0/budget": "1100.00"})
    assert isinstance(document, Form)
    document.kind = "department_self_evaluation"
    found = results([("决算.docx", accounts()), ("整体.docx", [document])])
    assert ("across.department.executed" in rules(found)) == broken
    assert "across.form.executed" not in rules(found)


# --- which papers belong together


def unit(name: str) -> dict[str, object]:
    return {"/unit": name, "/department": name}


def test_the_places_above_may_be_left_out() -> None:
    wide = form(unit("河中省江北市示例县医疗保障局") | SOUND_PARTS)
    assert rules(results([("一.docx", form()), ("二.docx", wide)])) == {"across.form.same"}


def test_papers_of_two_units_are_not_compared() -> None:
    found = results([("一.docx", form()), ("二.docx", form(unit("邻县医疗保障局") | SOUND_PARTS))])
    assert between(found) == []
    assert reasons(found[1], "across.form.executed") == ["在这之前没有读到同一单位同一年度的其他文件"]


def test_a_name_without_its_place_is_not_taken_for_another_and_it_is_said() -> None:
    found = results([("一.docx", form()), ("二.docx", form(unit("县医疗保障局") | SOUND_PARTS))])
    assert between(found) == []
    [reason] = reasons(found[1], "across.form.executed")
    assert reason is not None
    assert "不能确定" in reason and "示例县医疗保障局" in reason


def test_of_two_places_of_one_name_it_is_said_that_it_is_not_sure_which_is_meant() -> None:
    units = ["江北市鼓楼区医疗保障局", "江南市鼓楼区医疗保障局", "鼓楼区医疗保障局"]
    found = results([(f"{name}.docx", form(unit(name) | SOUND_PARTS)) for name in units])
    assert between(found) == []
    [reason] = reasons(found[2], "across.form.executed")
    assert reason is not None and "几个" in reason


def test_a_contradiction_of_papers_without_a_place_is_no_certain_error() -> None:
    files = [("一.docx", form(unit("县医疗保障局"))), ("二.docx", form(unit("县医疗保障局") | SOUND_PARTS))]
    own = [finding for finding in between(results(files)) if finding.rule == "across.form.same"]
    assert [finding.severity for finding in own] == ["warning"]
    [sure] = [finding for finding in between(results([("一.docx", form()), ("二.docx", form(SOUND_PARTS))]))
              if finding.rule == "across.form.same"]  # fmt: skip
    assert sure.severity == "error"


def test_papers_of_two_years_are_not_compared() -> None:
    other = form(SOUND_PARTS)
    other[0].year = 2023
    assert between(results([("一.docx", form()), ("二.docx", other)])) == []


def test_a_file_that_comes_twice_says_nothing_new() -> None:
    read = as_read(form(), "一.docx")
    desk = Desk()
    first, second = (desk.compare(check_documents(read), name) for name in ("一.docx", "一（副本）.docx"))
    assert any(outcome.rule.startswith("across.") for outcome in first.outcomes)
    assert not any(outcome.rule.startswith("across.") for outcome in second.outcomes)


def test_accounts_of_the_department_and_of_the_unit_are_two() -> None:
    own = {"示例县医疗保障局部门决算": "示例县医疗保障局单位决算"}
    wrong = {"机关运行经费支出30.00万元": "机关运行经费支出31.00万元"}
    department = ("部门.docx", accounts())
    assert "across.accounts.same" in rules(results([department, ("改.docx", accounts(wrong))]))
    assert "across.accounts.same" not in rules(results([department, ("单位.docx", accounts(own | wrong))]))


def test_a_note_stands_at_the_figure_of_the_file_itself() -> None:
    wrong = {"机关运行经费支出30.00万元": "机关运行经费支出31.00万元"}
    _, later = results([("一.docx", accounts()), ("二.docx", accounts(wrong))])
    [finding] = between([later])
    assert {(figure.value.text, figure.elsewhere is None) for figure in finding.figures} >= {
        ("30.00", False),
        ("31.00", True),
    }
    assert "31.00" in [note.stated for note in notes_of(later)]
    assert "30.00" not in [note.stated for note in notes_of(later)]


def test_a_sum_that_is_too_large_is_told_once() -> None:
    forms = [(f"{n}.docx", form({"/project/name": f"项目{n}", EXECUTED: "250"})) for n in range(1, 6)]
    found = results([("决算.docx", accounts()), *forms])
    broken = [result.read.source.name for result in found if "across.form.sum" in rules([result])]
    assert broken == ["3.docx"]
    assert reasons(found[-1], "across.form.sum") == ["前面的文件里已经指出"]


def test_the_forms_annexed_to_accounts_are_held_against_them_in_one_file() -> None:
    sound = check_documents(as_read([*form(), *accounts()]))
    wrong = check_documents(as_read([*form({EXECUTED: "700"}), *accounts()]))
    assert "across.form.executed" in {outcome.rule for outcome in sound.outcomes if outcome.outcome == "holds"}
    assert rules([wrong]) >= {"across.form.executed"}
    assert between([wrong]) == []


# --- the year before


def last_year(replace: dict[str, str] | None = None) -> list[Document]:
    """The accounts of the year before, sound; some words replaced."""
    return list(read_lines(text_of_last_year(replace).splitlines())[:1])


def test_between_sound_years_nothing_is_found() -> None:
    [result] = results([("本年.docx", accounts())], [("上年.docx", last_year())])
    assert between([result]) == []
    held = {outcome.rule: outcome.evaluated for outcome in result.outcomes if outcome.outcome == "holds"}
    assert held["across.last.change"] == 5
    assert held["across.last.totals"] == held["across.last.fiscal_totals"] == 1


def test_a_figure_of_last_year_stated_as_such_is_compared() -> None:
    stated = {"比2023年度减少2.00万元，下降6.25%": "2023年度机关运行经费支出{}万元"}
    for amount, broken in (("32.00", set()), ("23.00", {"across.last.prior"})):
        this = accounts({old: new.format(amount) for old, new in stated.items()})
        assert rules(results([("本年.docx", this)], [("上年.docx", last_year())])) == broken


def test_where_nearly_all_differs_the_other_accounts_are_doubted_once() -> None:
    scope = {"900.00万元": "700.00万元", "900.50万元": "700.50万元", "4.00万元": "4.20万元", "1.50万元": "1.60万元",
             "2.50万元": "2.60万元", "32.00万元": "35.00万元"}  # fmt: skip
    [finding] = between(results([("本年.docx", accounts())], [("上年.docx", last_year(scope))]))
    assert "7个中有7个与“上年.docx”不一致" in finding.message
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (last_year({"示例县": "邻县"}), "这是“邻县医疗保障局”的决算，不是“示例县医疗保障局”的"),
        (accounts(), "这是2024年度的决算，应是2023年度的"),
        (last_year({"示例县医疗保障局部门决算": "示例县医疗保障局单位决算"}), "这是单位决算"),
        (form(), "这个文件里没有部门决算"),
        ([], "这个文件里没有部门决算"),
    ],
)
def test_what_are_not_last_years_accounts_is_said(last: Sequence[Document], why: str) -> None:
    desk = Desk([("上年.docx", as_read(last, "上年.docx"))])
    result = desk.compare(check_documents(as_read(accounts(), "本年.docx")), "本年.docx")
    assert between([result]) == []
    assert not [outcome for outcome in result.outcomes if outcome.rule.startswith("across.last") and outcome.evaluated]
    [told] = desk.last_years.unused()
    assert told.startswith("上年.docx：") and why in told
    [reason] = reasons(result, "across.opening.all")
    assert reason


def test_the_only_file_given_may_leave_out_the_place() -> None:
    bare = last_year({"示例县医疗保障局": "县医疗保障局", "32.00万元": "31.00万元"})
    assert "across.last.change" in rules(results([("本年.docx", accounts())], [("上年.docx", bare)]))


def test_of_several_files_given_those_of_the_unit_are_taken() -> None:
    years: list[File] = [
        ("邻县.docx", last_year({"示例县": "邻县"})),
        ("本县.docx", last_year({"32.00万元": "31.00万元"})),
    ]
    found = results([("本年.docx", accounts())], years)
    assert {figure.elsewhere.file for finding in between(found) for figure in finding.figures if figure.elsewhere} == {
        "本县.docx"
    }


def test_a_figure_on_which_last_year_disagrees_with_itself_is_not_held_against_this_year() -> None:
    torn = {"（二）政府采购支出情况": "2023年度机关运行经费支出23.00万元。\n（二）政府采购支出情况"}
    assert between(results([("本年.docx", accounts())], [("上年.docx", last_year(torn))])) == []
    wrong = {"机关运行经费支出32.00万元": "机关运行经费支出23.00万元"}
    [finding] = between(results([("本年.docx", accounts())], [("上年.docx", last_year(wrong))]))
    assert "机关运行经费" in finding.message


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("主要原因是压减办公费。", "warning"),
        ("上年数按新口径追溯调整。", "info"),
        ("上年数与公开数不同，是口径变化所致。", "info"),
        ("年初结转和结余因收回财政存量资金调整。", "info"),
    ],
)
def test_a_text_that_tells_of_an_adjustment_leads_to_a_remark_only(said: str, severity: str) -> None:
    this = accounts({"主要原因是压减办公费。": said})
    wrong = last_year({"机关运行经费支出32.00万元": "机关运行经费支出23.00万元"})
    [finding] = between(results([("本年.docx", this)], [("上年.docx", wrong)]))
    assert finding.severity == severity
    assert ("说明了调整" in finding.message) == (severity == "info")


def test_what_is_already_held_for_wrong_stays_one_finding() -> None:
    """The growth of 三公 is wrong by the text itself; last year's accounts add what they say to that finding."""
    wrong = accounts({"较上年度减少1.00万元，下降25.00%": "较上年度减少1.00万元，下降52.00%"})
    [result] = results([("本年.docx", wrong)], [("上年.docx", last_year())])
    about = [
        each
        for each in result.findings
        if any(figure.value.text == "52.00" for figure in each.figures if figure.suspect)
    ]
    assert len(about) == 1
    assert "上年.docx" in about[0].message
