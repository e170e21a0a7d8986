"""The language of relations: what a formula means, and where a mistake is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.check.relations.file import load_relations, parse_relations, shipped_relations, with_shipped
from jixiao.check.relations.mistakes import RelationMistake, UnreadableRelations
from jixiao.check.relations.syntax import Linear, Noted, Quotient, Same

ROOT = Path(__file__).resolve().parents[1]
HEAD = '[[relation]]\nid = "a.b"\nsentence = "一句话。"\nbasis = "依据"\n'


def formula_of(formula: str, more: str = "") -> object:
    [relation] = parse_relations(f"{HEAD}{more}formula = '{formula}'\n", "本县.toml")
    return relation.formulas[0]


def terms(formula: object) -> list[tuple[int, str, str, str]]:
    assert isinstance(formula, Linear)
    left = [(int(sign), operand) for sign, operand in formula.left.addends]
    right = [(-int(sign), operand) for sign, operand in formula.right.addends]
    return [(sign, operand.kind, operand.concept, operand.measure) for sign, operand in left + right]


def mistake(text: str) -> RelationMistake:
    with pytest.raises(RelationMistake) as raised:
        parse_relations(text, "本县.toml")
    return raised.value


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (
            "income.total = income.current",
            [(1, "figure", "income.total", "amount"), (-1, "figure", "income.current", "amount")],
        ),
        (
            "收入总计 ＝ 本年收入合计",
            [(1, "figure", "income.total", "amount"), (-1, "figure", "income.current", "amount")],
        ),
        (
            "“三公”经费支出 = 因公出国（境）费 - (公务接待费 - 公务接待费.上年数)",
            [
                (1, "figure", "three_public", "amount"),
                (-1, "figure", "three_public.abroad", "amount"),
                (1, "figure", "three_public.reception", "amount"),
                (-1, "figure", "three_public.reception", "prior"),
            ],
        ),
        (
            "-收入总计 + 支出总计 <= 5",
            [(-1, "figure", "income.total", "amount"), (1, "figure", "expenditure.total", "amount")],
        ),
        (
            "general.expenditure = 求和(general.function)",
            [(1, "figure", "general.expenditure", "amount"), (-1, "sum", "general.function", "amount")],
        ),
        ("求和（general.function.share）≤100", [(1, "sum", "general.function", "share")]),
        (
            "report.regular_projects.budget = 收入总计.budget",
            [(1, "figure", "report.regular_projects.budget", "amount"), (-1, "figure", "income.total", "budget")],
        ),
    ],
)
def test_a_formula_adds_figures_up(formula: str, expected: list[tuple[int, str, str, str]]) -> None:
    assert terms(formula_of(formula)) == expected


def test_a_formula_may_divide_compare_everywhere_or_ask_for_a_note() -> None:
    share = formula_of("*.占比 = (* - *.prior) / whole(*)")
    assert isinstance(share, Quotient)
    assert share.figure.measure == "share"
    assert [operand.kind for _, operand in share.denominator.addends] == ["whole"]
    assert isinstance(formula_of("一致(*)"), Same)
    assert isinstance(formula_of("noted", 'table = "*"\neach = "table"\n'), Noted)


def test_names_in_a_relation_of_tables_are_columns() -> None:
    formula = formula_of("本年支出合计 = 基本支出 + general_expenditure:project?", 'table = "expenditure"\n')
    assert [name for _, _, name, _ in terms(formula)] == ["expenditure", "basic", "general_expenditure:project"]


# Each mistake: the formula, the column in it (from 1), and words of the message.
FORMULAS = [
    ("收入总计 = 支出总计 +", 14, "公式到此为止"),
    ("收入总计 支出总计", 6, "=、≤ 或 ≥"),
    ("收入总计 = 支出总汁", 8, "是否应为 支出总计"),
    ("收入总计 = 支出总计.上年", 8, "不认识的名称"),
    ("收入总计 & 支出总计", 6, "看不懂“&”"),
    ("收入总计 = sum(general.function", 28, "这里应是“)”"),
    ("收入总计 = 支出总计 = 1", 13, "不应是“=”"),
    ("收入总计 + 1 = 支出总计 / 2", 1, "另一边只能是一个数"),
    ("收入总计 <= 支出总计 / 结余分配", 6, "只能用 ="),
    ("收入总计 = 支出总计 / 结余分配 / 2", 20, "一个除号"),
    ("收入总计[] = 支出总计", 5, "方括号"),
    ("收入总计 = 支出", 8, "“支出”有几个概念，请写编号："),
]


@pytest.mark.parametrize(("formula", "column", "words"), FORMULAS)
def test_a_mistake_in_a_formula_has_line_and_column(formula: str, column: int, words: str) -> None:
    found = mistake(f"{HEAD}formula = '{formula}'\n")
    assert (found.line, found.column) == (5, len("formula = '") + column)
    assert words in str(found)
    assert str(found).startswith(f"勾稽关系文件 本县.toml 第5行第{found.column}列：")


# Each mistake: the text of the file, line and column, and words of the message.
FILES = [
    ("x = = 1", 1, 5, "不合 TOML 规则"),
    ("x = 1", 1, 1, "只应有 [[relation]]"),
    (f"{HEAD}", 1, 1, "缺少 formula"),
    (f"{HEAD}formula = 3\n", 5, 1, "formula（公式）应为文字或一列文字"),
    (f"{HEAD}formulla = 'x'\n", 5, 1, "是否应为 formula"),
    (f"{HEAD}severity = 'bad'\nformula = '收入总计 = 支出总计'\n", 5, 1, "error、warning、info"),
    (f"{HEAD}table = 'expenditures'\nformula = 'total = basic'\n", 5, 10, "是否应为 expenditure"),
    (f"{HEAD}table = 'expenditure'\nformula = 'total = basik'\n", 6, 20, "不认识的名称“basik”"),
    (f"{HEAD}table = 'income'\nformula = 'total = expend:basic'\n", 6, 20, "没有“expend”这种表"),
    (f"{HEAD}each = 'row'\nformula = '收入总计 = 支出总计'\n", 5, 1, "还要用 table"),
    (f"{HEAD}table = '*'\neach = 'cell'\nformula = 'total >= 0'\n", 7, 12, "逐格的公式"),
    (f"{HEAD}table = '*'\neach = 'column'\nformula = 'total = basic'\n", 7, 12, "parent = sum(children)"),
    (f"{HEAD}table = '*'\nformula = 'total = basic / project'\n", 6, 12, "只能用加减"),
    (f"{HEAD}table = '*'\nformula = 'total = sum(basic)'\n", 6, 20, "不能用这个函数"),
    (f"{HEAD}table = '*'\nformula = 'parent = children + basic'\n", 6, 12, "parent = sum(children)"),
    (f"{HEAD}formula = 'noted'\n", 5, 12, "noted"),
    (f"{HEAD}table = '*'\neach = 'table'\nformula = 'total = basic'\n", 7, 12, "noted"),
    (f"{HEAD}without = ['收入总讣']\nformula = 'same(*)'\n", 5, 13, "是否应为 收入总计"),
    (f"{HEAD}formula = ['收入总计 = 支出总计', '收入总计 = 支出']\n", 5, 35, "“支出”有几个概念"),
    (f"{HEAD}formula = '收入总计 = 支出总计'\n{HEAD}formula = '收入总计 = 支出总计'\n", 7, 1, "编号 a.b 用了两次"),
    (f"{HEAD}since = '2020'\nformula = '收入总计 = 支出总计'\n", 5, 1, "since（起始年度）应为年份"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), FILES)
def test_a_mistake_in_a_file_has_line_and_column(text: str, line: int, column: int, words: str) -> None:
    found = mistake(text)
    assert words in str(found)
    assert (found.line, found.column) == (line, column)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRelations, match="打不开"):
        load_relations(tmp_path / "没有.toml")
    (tmp_path / "乱码.toml").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(UnreadableRelations, match="UTF-8"):
        load_relations(tmp_path / "乱码.toml")


def test_the_examples_of_the_manual_load(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "manual" / "relations.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    file = tmp_path / "本县关系.toml"
    file.write_text("\n".join(examples), encoding="utf-8")
    own = load_relations(file)
    assert [relation.severity for relation in own] == ["warning", "error", "error", "warning"]
    assert [relation.applies(2024) for relation in own] == [True, False, True, True]
    assert [relation.is_across for relation in own] == [False, False, False, True]
    assert len(with_shipped(own)) == len(shipped_relations()) + 3


def test_an_own_relation_replaces_the_shipped_one_of_its_id() -> None:
    [own] = parse_relations(HEAD.replace("a.b", "accounts.same") + "formula = '一致(收入总计)'\n", "本县.toml")
    relations = {relation.id: relation for relation in with_shipped([own])}
    assert relations["accounts.same"] is own
    assert len(relations) == len(shipped_relations())


def test_every_key_function_and_measure_is_in_the_manual() -> None:
    from jixiao.check.relations.file import KEYS
    from jixiao.check.relations.names import DOCUMENTS, MEASURE_LABELS
    from jixiao.check.relations.parser import FUNCTIONS

    page = (ROOT / "docs" / "manual" / "relations.md").read_text(encoding="utf-8")
    words = [*(f"`{key}`" for key in KEYS), *(f"{function}(" for function in FUNCTIONS)]
    labels = [f".{label}`" for measure, label in MEASURE_LABELS.items() if measure not in ("amount", "count")]
    labels += [f"`{name}:`" for document in DOCUMENTS.items() for name in document]
    assert [word for word in words + labels if word not in page] == []
