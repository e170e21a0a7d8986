"""The scoring schemes: every file is valid and sourced, and a faulty file of the user's own gets one clear sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.knowledge.scheme_failure import SchemeFailure
from jixiao.knowledge.scheme_parameters import DEFINITIONS
from jixiao.model.failure import Failure
from jixiao.score import Scheme, explain_scheme, load_scheme, schemes

EXPECTED = {
    "national-2020", "national-2021", "sichuan-0013zp", "leshan-district", "hunan", "anhui", "shanxi", "hebei",
    "hubei-20-80", "transfer-payment",
}  # fmt: skip


def test_the_schemes_that_come_along() -> None:
    assert {scheme.name for scheme in schemes()} == EXPECTED


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.name)
def test_every_parameter_has_a_source_or_is_marked_local(scheme: Scheme) -> None:
    for parameter in scheme.parameters.values():
        assert parameter.source or parameter.local, parameter.key
    assert {definition.key for definition in DEFINITIONS} == set(scheme.parameters)


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.name)
def test_points_of_the_levels_add_up(scheme: Scheme) -> None:
    rules = scheme.rules
    levels = sum(rules.level1_weights.values(), Decimal(0))
    assert levels in (0, rules.weight_total - rules.exec_weight)


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.name)
def test_every_scheme_says_who_uses_it_and_can_be_explained(scheme: Scheme) -> None:
    assert scheme.title and scheme.summary and scheme.since
    rows = explain_scheme(scheme)
    assert [row.key for row in rows] == [definition.key for definition in DEFINITIONS]
    assert all(row.label and row.value and row.source and row.status for row in rows)


def test_an_explanation_in_chinese() -> None:
    rows = {row.key: row for row in explain_scheme(load_scheme("湖北"))}
    assert rows["exec_weight"][1:4] == ("预算执行率分值", "20", "分")
    assert rows["qual_bands"].value == "100%—80%、80%—50%、50%—0%"
    assert rows["reverse_formula"].value.startswith("比例法")
    assert rows["exec_rate_round"][2:4] == ("不取整", "")
    assert rows["round_mode"].status == "地方参数，待确认"
    assert rows["exec_weight"].status == "有出处"


def test_a_scheme_takes_over_what_its_base_sets() -> None:
    hubei = load_scheme("hubei-20-80")
    assert hubei.parameters["grade_cuts"].scheme == "national-2020"
    assert hubei.parameters["exec_weight"].scheme == "hubei-20-80"
    assert hubei.settled("reverse_formula")
    assert not load_scheme("sichuan-0013zp").settled("reverse_formula")


@pytest.mark.parametrize("name", ["national-2021", "国标2021", "财预〔2021〕101号", "国标2021（成本单列）"])
def test_a_scheme_has_aliases(name: str) -> None:
    assert load_scheme(name).name == "national-2021"


def test_an_unknown_name_lists_the_names() -> None:
    with pytest.raises(SchemeFailure) as caught:
        load_scheme("sichaun")
    assert "没有名为“sichaun”的评分方案" in str(caught.value)
    assert "sichuan-0013zp" in str(caught.value)
    assert isinstance(caught.value, Failure)


def test_a_name_too_long_for_a_file_is_unknown_too() -> None:
    with pytest.raises(SchemeFailure, match="没有名为"):
        load_scheme("x" * 5000)


OWN = 'base = "national-2020"\n[parameters]\n'


def _load(tmp_path: Path, text: str | bytes) -> Scheme:
    path = tmp_path / "own.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_scheme(str(path))


def test_a_scheme_of_ones_own(tmp_path: Path) -> None:
    own = _load(tmp_path, OWN + 'exec_weight = { value = 15, source = "本县财绩〔2024〕3号" }')
    assert (own.name, own.rules.exec_weight, own.rules.grade_names[0]) == ("own", Decimal(15), "优")
    assert own.settled("exec_weight")


def test_a_scheme_may_rest_on_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "county.toml").write_text(OWN + "round_score = { value = 1, local = true }", "utf-8")
    own = _load(tmp_path, 'base = "county.toml"\n')
    assert own.rules.round_score == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OWN + "exec_wieght = { value = 1, local = true }", "不认识的键 exec_wieght，是否应为 exec_weight"),
        ('titel = "x"', "不认识的键 titel，是否应为 title"),
        (OWN + 'exec_weight = { value = 1, sorce = "x" }', "不认识的键 exec_weight.sorce，是否应为 exec_weight.source"),
        (OWN + 'exec_weight = { value = "十", local = true }', "（预算执行率分值）应为0到100000之间的数，现为“十”"),
        (OWN + "exec_weight = { value = -1, local = true }", "应为0到100000之间的数"),
        (OWN + "exec_weight = { value = true, local = true }", "应为0到100000之间的数"),
        (OWN + "exec_weight = { value = 1e999999, local = true }", "应为0到100000之间的数"),
        (OWN + "exec_weight = { value = nan, local = true }", "应为0到100000之间的数"),
        (OWN + "exec_weight = { value = 101, local = true }", "不大于全表分值合计100的数"),
        (OWN + "exec_weight = 10", "exec_weight（预算执行率分值）应为{ value = …"),
        (OWN + "exec_weight = { value = 10 }", "没有写明依据"),
        (OWN + 'exec_weight = { value = 10, source = " " }', "没有写明依据"),
        (OWN + 'reverse_formula = { value = "half", local = true }', "应为ratio、linear 之一，现为“half”"),
        (OWN + "exec_cap = { value = 1, local = true }", "应为true 或 false"),
        (OWN + "qual_bands = { value = [1, 0.6, 0.8, 0], local = true }", "从1降到0的四个数"),
        (OWN + "over_notice = { value = 0.5, local = true }", "1到100000之间的数"),
        (OWN + "exec_explain_below = { value = 90, local = true }", "0到1之间的数"),
        (OWN + "round_score = { value = 2.5, local = true }", "0到6的整数"),
        (OWN + 'exec_rate_round = { value = "whole", local = true }', '0到6的整数或 "none"'),
        (OWN + "grade_cuts = { value = [90, 95], local = true }", "grade_names（评价等级名称）应为3个名称"),
        (OWN + "grade_cuts = { value = [90, 95, 80], local = true }", "由大到小的一列数"),
        (OWN + "grade_names = { value = [], local = true }", "一列名称"),
        (OWN + "level1_weights = { value = [50], local = true }", "一级指标名称与分值的对照"),
        ('[parameters]\nexec_weight = { value = 10, local = true }', "缺少 exec_in_block（预算执行率列在绩效指标"),
        ('base = "nowhere"', "没有名为“nowhere”的评分方案"),
        ('base = "own.toml"', "成了循环"),
        ('since = "2020"', "since（起始年度）应为年份，现为“2020”"),
        ("aliases = [1]", "aliases（别名）应为一列名称"),
        ("= 1", "第1行写得不合 TOML 规则"),
        ("title = " + "[" * 100_000, "不合 TOML 规则"),
        (b"\xff\xfe\x00", "不是 UTF-8 编码的文本"),
    ],
)  # fmt: skip
def test_a_faulty_file_gets_one_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(SchemeFailure) as caught:
        _load(tmp_path, text)
    assert sentence in str(caught.value)
    assert "own.toml" in str(caught.value) or "nowhere" in str(caught.value)
