"""Formulas that a workbook stores without results."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.read.formats.formula_parse import Error
from jixiao.read.formats.formulas import UNKNOWN, Calculator
from jixiao.read.formats.sheet_grid import Formula, address, column_number, key
from workbooks import formats, layout_of, shown, texts, workbook, worksheet

CELLS = {"A1": Decimal(120), "A2": Decimal("115.2"), "A3": "优", "A4": True, "A6": Error("#N/A"), "B1": Decimal(3)}


def place(name: str) -> int:
    letters = name.rstrip("0123456789")
    return key(int(name[len(letters) :]) - 1, column_number(letters))


def calculate(formula: str, **cells: Any) -> Any:
    """What a formula in C9 comes to among the cells above; a text that begins with = is a formula."""
    content = {place(name): value for name, value in (CELLS | cells | {"C9": "=" + formula}).items()}
    for at, value in content.items():
        if isinstance(value, str) and value.startswith("="):
            content[at] = Formula(value[1:], at)
    other = {place("B2"): Decimal(7)}
    return Calculator({"表1": content, "数据 1": other, "it's": other}.get).result("表1", place("C9"))


@pytest.mark.parametrize(
    ("formula", "result"),
    [("A2/A1", "0.96"), ("ROUND(A2/A1*10,1)", "9.6"), ("1+2*3^2", "19"), ("-2^2", "4"), ("(1+2)*3-4/2", "7"),
     ("50%*A1", "60"), ("2^-1", "0.5"), ("--5", "5"), ("+A1", "120"), ("10-2-3", "5"), ("'数据 1'!B2*2", "14"),
     ("'it''s'!$B$2", "7"), ("A9", "0"), ("SUM(A1:A2,5,A9)", "240.2"), ("SUM(A1,A4)", "121"), ("SUM(A:A,1)", None),
     ("SUM(A1:A4)", "235.2"), ("SUM(B:B)", "3"), ("SUM(1:1)", "123"), ("AVERAGE(A1:B2)", "79.4"), ("MIN(A1:B2)", "3"),
     ("MAX(A1:B2,500)", "500"), ("MAX(D1:D9)", "0"), ("COUNT(A1:B6)", "3"), ("COUNTA(A1:A6)", "5"),
     ("PRODUCT(A1,B1)", "360"), ("IFERROR(A1/0,9)", "9"), ("IF(A9=0,5)", "5"), ("TRUNC(1.9)", "1"),
     ("SUMPRODUCT(A1:B1,A1:B1)", "14409"), ("ROUND(2.5,0)", "3"), ("ROUND(-2.5,0)", "-3"), ("ROUND(1234,-2)", "1200"),
     ("ROUND(1.005,2)", "1.01"), ("ROUNDUP(1.1,0)", "2"), ("ROUNDDOWN(1.9,0)", "1"), ("INT(-1.5)", "-2"),
     ("ABS(-3)", "3"), ("IF(A1>A2,1,2)", "1"), ("IF(A1=0,0,A2/A1)", "0.96"),
     ("IF(AND(A1>1,A2>1),IF(OR(A1<1,NOT(A4)),1,2),3)", "2"), ("0.1+0.2=0.3", None), ("1e2+.5", "100.5")],
)  # fmt: skip
def test_numbers(formula: str, result: str | None) -> None:
    if result is None:
        assert calculate(formula) in (True, "#N/A")
    else:
        assert calculate(formula) == Decimal(result)


@pytest.mark.parametrize(
    ("formula", "result"),
    [('A3&"-"&A1', "优-120"), ('"说""明"', "说\"明"), ('TEXT(A2/A1,"0.00%")', "96.00%"), ('IF(A9="","空",1)', "空"),
     ("A1>A2", True), ('"a"="A"', True), ('A3>"一"', True), ("A1<>120", False), ("A3>A1", True), ("A1/0", "#DIV/0!"),
     ("A6+1", "#N/A"), ("A3+1", "#VALUE!"), ("SUM(A1:A6)", "#N/A"), ("AVERAGE(D1:D2)", "#DIV/0!"), ("9^999", "#NUM!"),
     ("0^0", "#NUM!"), ("#REF!+1", "#REF!"), ("CONCATENATE(A1,A4,A9)", "120TRUE"), ('"5"+1', Decimal(6)), ("A4", True)],
)  # fmt: skip
def test_texts_truth_values_and_errors(formula: str, result: Any) -> None:
    assert calculate(formula) == result


@pytest.mark.parametrize(
    "formula",
    ["C9", "C9+1", "A1:A2", "VLOOKUP(A1,A1:B2,2)", "别处!A1", "[1]数据!A1", "A1 B1", "1+", "(1", "1)", "()", "SUM(1,2",
     "1,2", "A1(2)", "ROUND(1)", "金额*2", "{1,2}", "IF()", "ZZZ1", "A0", "SUM(A1:A9999999)", "A1*#", "", "NOW()"],
)  # fmt: skip
def test_what_is_not_understood_has_no_result(formula: str) -> None:
    assert calculate(formula) is UNKNOWN


def test_formulas_that_depend_on_themselves_have_no_result() -> None:
    assert calculate("D1", D1="=D2+1", D2="=C9") is UNKNOWN
    assert calculate("D1+D2", D1="=D2", D2="=A1") == 240
    assert calculate("SUM(C1:C9)", C1="=A1") is UNKNOWN
    assert calculate("D1", D1="=VLOOKUP(1,A1:B2,2)") is UNKNOWN


def test_a_long_chain_is_no_recursion() -> None:
    chain = {f"D{n}": f"=D{n + 1}+1" for n in range(1, 5000)} | {"D5000": Decimal(0)}
    assert calculate("D1", **chain) == 4999
    assert calculate("(" * 4000 + "1" + ")" * 4000) == 1
    assert calculate("-" * 8000 + "1") == 1


def test_work_is_bounded() -> None:
    chain = {f"D{n}": f"=SUM(D{n + 1}:D3000)" for n in range(1, 3000)} | {"D3000": Decimal(1)}
    assert calculate("D1", **chain) is UNKNOWN


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 99)), max_size=12))
def test_arithmetic_is_that_of_python(terms: list[tuple[str, int]]) -> None:
    formula = "7" + "".join(f"{sign}{number}" for sign, number in terms)
    assert calculate(formula) == eval("7" + "".join(f"{sign}{number}" for sign, number in terms))


@given(st.text(st.sampled_from('A1B2:()+-*/%^,"&=<>$! SUMIFROUND#表'), max_size=25))
def test_no_formula_breaks_the_calculator(formula: str) -> None:
    calculate(formula)


class TestFormulas:
    def test_formulas_without_results_are_calculated(self) -> None:
        first = worksheet(
            '<row r="1"><c r="A1"><f>表2!B1</f></c><c r="B1" s="1"><f>表2!B2/A1</f><v></v></c>'
            '<c r="C1"><f>ROUND(B1*10,2)</f><v/></c><c r="D1" t="str"><f>""</f><v></v></c></row>'
        )
        second = worksheet('<row r="1"><c r="B1"><v>120</v></c></row><row r="2"><c r="B2"><v>115.2</v></c></row>')
        layout = layout_of(workbook(first, second, states=("visible", "hidden"), styles=formats("0.00%")))
        assert texts(layout) == {"A1": "120", "B1": "96.00%", "C1": "9.6"}
        assert layout.remarks == ["隐藏的工作表“表2”未读取"]

    def test_cells_that_cannot_be_calculated_are_named(self) -> None:
        rows = (
            '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><f>A1</f></c><c r="C1"><f>VLOOKUP(1,D1:E9,2)</f></c>'
            '<c r="D1"><f>C1+1</f></c><c r="E1"><v>5</v></c><c r="F1"><f>[1]外部!A1</f></c></row>'
        )
        layout = layout_of(workbook(worksheet(rows)))
        assert texts(layout) == {"E1": "5"}
        assert layout.remarks == ["工作表“表1”的 A1、B1、C1、D1、F1 单元格是公式，没有保存计算结果，未能计算"]

    def test_shared_formulas_move_with_their_cells(self) -> None:
        rows = "".join(
            f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><f t="shared" si="0"{more}</c></row>'
            for n, more in ((1, ' ref="B1:B3">A1*$A$3</f><v>3</v>'), (2, "/>"), (3, "></f>"))
        )
        assert shown(rows) == {"A1": "1", "B1": "3", "A2": "2", "B2": "6", "A3": "3", "B3": "9"}

    def test_noughts_of_programs_that_cannot_calculate_are_calculated(self) -> None:
        rows = (
            '<row r="1"><c r="A1"><v>4</v></c><c r="B1"><f>A1*2</f><v>0</v></c><c r="C1"><f>A1*2</f><v>7</v></c></row>'
        )
        assert shown(rows) == {"A1": "4", "B1": "0", "C1": "7"}
        assert shown(rows, properties='<calcPr fullCalcOnLoad="1"/>') == {"A1": "4", "B1": "8", "C1": "7"}

    def test_addresses_are_those_of_a_sheet(self) -> None:
        assert [address(key(0, column)) for column in (0, 25, 26, 701, 702, 16383)] == [
            "A1",
            "Z1",
            "AA1",
            "ZZ1",
            "AAA1",
            "XFD1",
        ]
