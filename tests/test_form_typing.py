"""A form as a grid to be typed into: the cells of the paper form, and what is typed stands in its cell in print."""

from __future__ import annotations

from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form_papers import agreed, make_form
from jixiao import read
from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import form_layouts, load_layout, sheet_of
from jixiao.model.form import Form, FormKind, FundingLine, Indicator
from jixiao.model.form_pointers import get_value, set_value
from jixiao.model.form_rows import add_funding_line, add_indicator
from jixiao.model.quantity import parse_target
from jixiao.model.typed_text import manner_of
from jixiao.model.value import Value
from jixiao.write.formats import written
from jixiao.write.forms import form_paper, form_table
from jixiao.write.forms.filling import fill_cell, prepared
from jixiao.write.forms.pieces import Field, Joint, printed
from jixiao.write.forms.typing import TypingGrid, typing_grid

KINDS: tuple[FormKind, ...] = get_args(FormKind)
LAYOUTS = [layout.name for layout in form_layouts()]
EVERY = [(name, kind) for name in LAYOUTS for kind in KINDS]
HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)
AMOUNTS = st.decimals(0, 10_000, places=2).map(str)


def _texts(grid: TypingGrid) -> list[list[tuple[int, int, int, str]]]:
    return [[(cell.column, cell.rows, cell.columns, printed(cell.pieces)) for cell in row] for row in grid.rows]


def _printed(form: Form, layout: FormLayout) -> list[list[tuple[int, int, int, str]]]:
    table = form_table(form, layout)
    return [[(column, cell.rows, cell.columns, cell.text) for column, cell in row] for row in table.cells]


def _said(grid: TypingGrid) -> dict[str, str]:
    return {field.pointer: field.text for field in grid.fields()}


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_the_grid_is_the_paper_form(name: str, kind: FormKind) -> None:
    layout = load_layout(name)
    for seed in range(8):
        form = make_form(seed, kind)
        grid = typing_grid(prepared(form, layout), layout)
        assert _texts(grid) == _printed(form, layout) == _printed(prepared(form, layout), layout)
        table = form_table(form, layout)
        lines = [grid.title, grid.left, grid.unit_line, *grid.above, *grid.notes]
        around = [table.title, table.left_line, table.unit_line, *table.heading, *table.notes]
        assert list(map(printed, lines)) == around
        assert (list(grid.widths), grid.landscape) == (table.widths, table.landscape)


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_every_field_leads_into_the_form_and_is_typed_once(name: str, kind: FormKind) -> None:
    layout = load_layout(name)
    form = prepared(make_form(5, kind), layout)
    grid = typing_grid(form, layout)
    fields = grid.fields()
    assert len({field.pointer for field in fields}) == len(fields)
    rows = [field for field in fields if "/target" not in field.pointer and "/comparator" not in field.pointer]
    assert [get_value(form, field.pointer) for field in rows] == [field.text for field in rows]
    cells = [piece for row in grid.rows for cell in row for piece in cell.pieces if isinstance(piece, Field)]
    assert {field.pointer for field in cells} <= {field.pointer for field in fields}


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_blank_form_has_every_row_to_be_filled(name: str, kind: FormKind) -> None:
    layout = load_layout(name)
    sheet = sheet_of(layout, kind)
    form = prepared(Form(kind), layout)
    funding, indicators = sheet.band("funding"), sheet.band("indicators")
    assert funding is not None and indicators is not None
    assert [line.source for line in form.funding] == [source for source, _ in funding.lines]
    levels = [(row.level1.text, row.level2.text) for row in form.indicators]
    assert levels == (list(indicators.levels) or [(None, None)])
    pointers = set(_said(typing_grid(form, layout)))
    rows = {f"/indicators/{index}/name" for index in range(len(levels))}
    assert rows <= pointers
    assert {f"/funding/{index}/budget" for index in range(len(form.funding))} <= pointers or "initial" in str(pointers)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_form_that_is_prepared_stays_and_means_the_same(name: str) -> None:
    layout = load_layout(name)
    for seed in range(20):
        form = make_form(seed)
        kept = form.to_dict()
        ready = prepared(form, layout)
        assert prepared(ready, layout).to_dict() == ready.to_dict()
        assert form.to_dict() == kept
        meant, means = ([row for row in each.indicators if row.name] for each in (form, ready))
        assert list(map(_meaning, meant)) == list(map(_meaning, means))


def _meaning(row: Indicator) -> object:
    return parse_target(row.comparator.text, row.target.text, row.unit.text)._replace(text="")


@settings(max_examples=60, deadline=None)
@given(where=st.sampled_from(EVERY), data=st.data(), rows=st.integers(1, 4), seed=st.integers(0, 9))
def test_what_is_typed_stands_in_its_cell(
    where: tuple[str, FormKind], data: st.DataObject, rows: int, seed: int
) -> None:
    layout = load_layout(where[0])
    form = prepared(Form(where[1], indicators=[Indicator() for _ in range(rows)]), layout)
    typed = {field.pointer: data.draw(_typable(field), field.pointer) for field in _typed(form, layout)}
    order = list(typed)
    Random(seed).shuffle(order)
    for pointer in order:
        fill_cell(form, layout, pointer, typed[pointer])
    grid = typing_grid(form, layout)
    assert {pointer: said for pointer, said in _said(grid).items() if pointer in typed} == typed
    assert _texts(grid) == _printed(form, layout)


def _typed(form: Form, layout: FormLayout) -> list[Field]:
    """The fields of a grid; the levels that a layout prints in any case are its own."""
    band = sheet_of(layout, form.kind).band("indicators")
    own = ("/level1", "/level2") if band and band.levels else ()
    return [field for field in typing_grid(form, layout).fields() if not field.pointer.endswith(own or ("?",))]


def _typable(field: Field) -> st.SearchStrategy[str]:
    name = field.pointer.rpartition("/")[2]
    if name == "year":
        return st.integers(1990, 2090).map(str)
    if name in ("level1", "level2"):
        return HANZI.map(lambda text: f"{text}第{field.pointer.split('/')[2]}")  # equal ones would share a cell
    if name == "comparator":
        return st.sampled_from(["≥", "≤", "＝", "定性"])
    if name == "target":
        return st.integers(0, 10_000).map(str) | HANZI
    manner = manner_of(field.pointer)
    if manner == "number":
        return AMOUNTS
    return st.lists(HANZI, min_size=1, max_size=3).map("\n".join) if manner == "long" else HANZI


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_form_typed_in_is_printed_and_read_back(name: str, kind: FormKind, suffix: str) -> None:
    layout = load_layout(name)
    for seed in (1, 2):
        source = prepared(make_form(seed, kind), layout)
        form = _typed_anew(source, layout)
        (found,) = read(written(form_paper([form], layout), suffix), f"表{suffix}").forms
        assert agreed(found, sheet_of(layout, kind)) == agreed(source, sheet_of(layout, kind))


def _typed_anew(source: Form, layout: FormLayout) -> Form:
    """A blank form with as many rows, into which all that the source shows is typed."""
    form = Form(source.kind, funding=[FundingLine(line.source) for line in source.funding])
    form.indicators = [Indicator() for _ in source.indicators]
    for field in typing_grid(source, layout).fields():
        for pointer in (field.pointer, *field.also):
            fill_cell(form, layout, pointer, field.text)
    return form


def test_a_target_is_typed_as_a_whole_where_it_has_one_cell() -> None:
    layout = load_layout("F-N20")
    form = Form("project_self_evaluation", indicators=[_row("≥", "95", "%")])
    fill_cell(form, layout, "/indicators/0/target", "≤3天")
    row = form.indicators[0]
    assert (row.comparator.text, row.target.text, row.unit.text) == (None, "≤3天", None)
    assert _said(typing_grid(form, layout))["/indicators/0/target"] == "≤3天"


def test_a_target_that_is_typed_as_it_stands_loses_nothing() -> None:
    layout = load_layout("F-N20")
    form = prepared(Form("project_self_evaluation", indicators=[_row("＝", "95", "%")]), layout)
    fill_cell(form, layout, "/indicators/0/target", "95%")
    row = form.indicators[0]
    assert (row.comparator.text, row.target.text, row.unit.text) == ("＝", "95", "%")


def test_a_target_is_taken_apart_where_its_parts_have_columns() -> None:
    layout = load_layout("F-SC")
    form = Form("project_self_evaluation", indicators=[_row(None, "≥95%", None)])
    fill_cell(form, layout, "/indicators/0/target", "96")
    row = form.indicators[0]
    assert (row.comparator.text, row.target.text, row.unit.text) == ("≥", "96", "%")
    fill_cell(form, layout, "/indicators/0/comparator", "")
    fill_cell(form, layout, "/indicators/0/unit", "")
    fill_cell(form, layout, "/indicators/0/target", "≤3天")
    assert (row.comparator.text, row.target.text, row.unit.text) == ("≤", "3", "天")


def _row(comparator: str | None, target: str, unit: str | None) -> Indicator:
    levels = (Value("产出指标"), Value("数量指标"), Value("参保率"))
    return Indicator(*levels, comparator=Value(comparator), target=Value(target), unit=Value(unit))


def test_a_level_that_spans_rows_is_typed_once_for_all() -> None:
    layout = load_layout("F-LS")
    form = prepared(Form("project_self_evaluation"), layout)
    field = next(field for field in typing_grid(form, layout).fields() if field.pointer == "/indicators/0/level1")
    assert field.also == tuple(f"/indicators/{index}/level1" for index in (1, 2, 3))
    fill_cell(form, layout, field.pointer, "产出")
    assert [row.level1.text for row in form.indicators[:5]] == ["产出"] * 4 + ["效益指标"]


def test_a_row_of_ones_own_is_there_to_be_filled() -> None:
    layout = load_layout("F-LS")
    form = prepared(Form("project_self_evaluation"), layout)
    index = add_funding_line(form, "unit")
    add_indicator(form, after=0)
    grid = typing_grid(form, layout)
    assert Field(f"/funding/{index}/label", "", "单位资金") in grid.fields()
    assert "/indicators/9/name" in _said(grid)
    assert prepared(form, layout).to_dict() == form.to_dict()


def test_a_cell_of_two_fields_has_both() -> None:
    form = Form("project_self_evaluation")
    layout = load_layout("F-N20")
    cell = typing_grid(prepared(form, layout), layout).rows[0][1]
    assert cell.pieces == (Field("/project/code", ""), Joint("-"), Field("/project/name", ""))
    assert printed(cell.pieces) == ""
    set_value(form, "/project/name", "基金监管")
    assert form_table(form, layout).cells[0][1][1].text == "基金监管"


def test_of_two_fields_for_one_cell_the_filled_one_is_typed() -> None:
    layout = load_layout("F-HB")
    form = prepared(Form("project_self_evaluation"), layout)
    first = "/texts/偏差大或目标未完成原因分析"
    assert first in _said(typing_grid(form, layout))
    set_value(form, "/problems", "资金未到位")
    said = _said(typing_grid(form, layout))
    assert (first in said, said["/problems"]) == (False, "资金未到位")


def test_words_that_are_printed_for_a_blank_are_not_what_the_field_says() -> None:
    layout = load_layout("F-N20")
    grid = typing_grid(prepared(Form("performance_monitoring"), layout), layout)
    fields = {field.pointer: field for field in grid.fields()}
    assert fields["/texts/监控期间"] == Field("/texts/监控期间", "", "1—7月")
    assert (fields["/money_unit"].text, fields["/money_unit"].blank) == ("", "万元")
