"""What an evaluation comes to (评价结论) and what a grade means for next year's budget (评价结果应用)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.knowledge.application import BadApplication, load_application
from jixiao.knowledge.evaluation import load_system
from jixiao.score.application import UnknownGrade, WrongRequest, suggest_budget
from jixiao.score.conclusion import choices, conclude
from jixiao.score.evaluation import NOT_APPLICABLE, evaluate

SYSTEMS = ("department", "project", "ex-ante")


def judged(name: str, level: str) -> dict[str, str]:
    return {measure.name: level for dimension in load_system(name).dimensions for measure in dimension.measures}


@pytest.mark.parametrize(
    ("grade", "least", "most", "cancel"),
    [
        ("优", "120.50", "120.50", False),
        ("一等", "120.50", "120.50", False),
        ("良", "120.50", "120.50", False),
        ("中", "108.45", "114.48", False),  # 114.475, half up
        ("低", "84.35", "96.40", False),
        ("差", "0.00", "60.25", True),
    ],
)
def test_a_grade_suggests_a_budget(grade: str, least: str, most: str, cancel: bool) -> None:
    told = suggest_budget(grade, Decimal("120.5"))
    assert (told.least, told.most, told.may_cancel) == (Decimal(least), Decimal(most), cancel)
    assert told.local
    assert "申请120.5万元" in told.explanation


@given(st.decimals(0, 10**6, places=2), st.sampled_from([each.name for each in load_application().grades]))
def test_a_suggestion_never_exceeds_the_request(requested: Decimal, grade: str) -> None:
    told = suggest_budget(grade, requested)
    assert 0 <= told.least <= told.most <= requested


@given(st.decimals(0, 10**6, places=2))
def test_a_worse_grade_never_gets_more(requested: Decimal) -> None:
    most = [suggest_budget(each.name, requested).most for each in load_application().grades]
    assert most == sorted(most, reverse=True)


def test_a_grade_that_the_rule_does_not_have() -> None:
    with pytest.raises(UnknownGrade, match="没有“甲等”这个等级；有：优、良、中、低、差"):
        suggest_budget("甲等", Decimal(1))


@pytest.mark.parametrize("requested", ["-1", "NaN", "Infinity"])
def test_a_request_that_is_no_amount(requested: str) -> None:
    with pytest.raises(WrongRequest, match="应为不小于0的数"):
        suggest_budget("优", Decimal(requested))


def own(tmp_path: Path, text: str) -> str:
    file = tmp_path / "本县.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_bureau_gives_its_own_rule(tmp_path: Path) -> None:
    rule = load_application(
        own(
            tmp_path,
            'name = "本县办法"\nsource = "通知"\n[[grade]]\nname = "良"\ncut = [0.03, 0.03]\nwords = "适当压减"\n',
        )
    )
    told = suggest_budget("良", Decimal(100), rule)
    assert told.explanation == "评价等级为“良”，适当压减：申请100万元，压减3%，建议安排97万元。"
    assert not told.local


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('name = "一"', r"没有 \[\[grade\]\]"),
        ('[[grade]]\nname = "优"\ncut = [0.5, 0.1]', "“优”的 cut"),
        ('[[grade]]\nname = "优"\ncut = [0, 2]', "“优”的 cut"),
        ('[[grade]]\nname = "优"', "“优”的 cut"),
        ("[[grade]]\ncut = [0, 0]", "没有写 name"),
        ("name = ", "TOML"),
    ],
)
def test_a_fault_in_the_rule_is_told(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(BadApplication, match=f"结果应用文件 本县.toml：.*{what}"):
        load_application(own(tmp_path, text))


def test_a_rule_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadApplication, match="打不开"):
        load_application(str(tmp_path / "没有.toml"))


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_web_form_can_be_drawn_from_a_system(name: str) -> None:
    system = load_system(name)
    for dimension in system.dimensions:
        assert dimension.name and dimension.points > 0
        for measure in dimension.measures:
            offered = choices(measure, system)
            assert offered and offered[0][1] == measure.points
            assert [points for _, points in offered] == sorted((points for _, points in offered), reverse=True)
            assert measure.rule or measure.forms, measure.name
    assert system.passages
    assert all(section.note for section in system.passages)
    names = [section.passage for section in system.passages]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", SYSTEMS)
def test_dimensions_add_up_to_the_total(name: str) -> None:
    system = load_system(name)
    conclusion = conclude(evaluate(system, {}, judged(name, "良")))
    values = [each.value for each in conclusion.dimensions]
    assert conclusion.total == sum(value for value in values if value is not None)
    assert [each.points for each in conclusion.dimensions] == [each.points for each in system.dimensions]
    assert conclusion.sentences[0].startswith(f"总分{conclusion.total.normalize():f}分")


@pytest.mark.parametrize(
    ("level", "grade", "limits"),
    [
        ("优", "予以支持", "总分100分，不低于80分，"),
        ("良", "予以支持", "总分80分，不低于80分，"),
        ("中", "调整完善后予以支持", "总分60分，不低于60分、低于80分，"),
        ("差", "不予支持", "总分40分，低于60分，"),
    ],
)
def test_the_conclusion_of_an_ex_ante_evaluation(level: str, grade: str, limits: str) -> None:
    conclusion = conclude(evaluate(load_system("ex-ante"), {}, judged("ex-ante", level)))
    assert conclusion.grade == grade
    assert conclusion.sentences[0] == f"{limits}评价结论为“{grade}”。"


def test_the_sentences_tell_the_weakest_dimension_and_what_was_lost() -> None:
    given_levels = judged("ex-ante", "优") | {"政策相关": "差", "需求相关": NOT_APPLICABLE}
    conclusion = conclude(evaluate(load_system("ex-ante"), {}, given_levels))
    assert conclusion.dimensions[0].explanation == "2 + 5 + 5 = 12，占15分的80%"
    assert "需求相关不涉及，其余指标按100分折算。" in conclusion.sentences
    assert "得分率最低的是“立项必要性”（80%）。" in conclusion.sentences
    assert "扣分较多的是政策相关（扣3分）。" in conclusion.sentences


def test_the_weakest_dimension_is_the_one_with_the_least_share() -> None:
    given_levels = judged("ex-ante", "优") | {"目标明确": "差", "来源合规": "良"}
    sentences = conclude(evaluate(load_system("ex-ante"), {}, given_levels)).sentences
    assert "得分率最低的是“绩效目标合理性”（85%）。" in sentences
    assert "扣分较多的是目标明确（扣3分）、来源合规（扣1分）。" in sentences


def test_no_dimension_is_the_weakest_where_all_are_alike() -> None:
    conclusion = conclude(evaluate(load_system("ex-ante"), {}, judged("ex-ante", "良")))
    assert not any("得分率最低" in sentence for sentence in conclusion.sentences)


def test_no_conclusion_while_indicators_are_open() -> None:
    given_levels = judged("ex-ante", "优")
    del given_levels["政策相关"]
    conclusion = conclude(evaluate(load_system("ex-ante"), {}, given_levels))
    assert conclusion.total is None and conclusion.grade is None
    assert conclusion.dimensions[0].value is None
    assert conclusion.sentences == ("还有1项指标没有评分（政策相关），不能得出结论。",)


def test_nothing_applies() -> None:
    conclusion = conclude(evaluate(load_system("ex-ante"), {}, judged("ex-ante", NOT_APPLICABLE)))
    assert conclusion.total is None
    assert conclusion.sentences == ("各项都不涉及，不能得出结论。",)
    assert conclusion.to_dict()["dimensions"][0]["explanation"] == "各项都不涉及，不计分"


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    page = Path(__file__).resolve().parents[1] / "docs" / "manual" / "monitoring.md"
    example = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    rule = load_application(own(tmp_path, example))
    assert [each.name for each in rule.grades] == ["优", "中", "差"]
    assert not rule.local
