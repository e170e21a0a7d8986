"""Forms written in a layout say what they were given, and are read back so."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from form_papers import agreed, make_form, picture
from jixiao.knowledge.form_layout_book import form_layouts, load_layout, sheet_of
from jixiao.knowledge.form_layout_failure import LayoutFailure
from jixiao.model.form import FormKind
from jixiao.model.value import Value
from jixiao.read.recognise.forms import recognise
from jixiao.write.forms import completed, form_table

KINDS: tuple[FormKind, ...] = get_args(FormKind)
LAYOUTS = [layout.name for layout in form_layouts()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_what_is_written_is_read_back(name: str, kind: FormKind) -> None:
    layout = load_layout(name)
    sheet = sheet_of(layout, kind)
    for seed in range(12):
        form = make_form(seed, kind)
        (found,) = recognise(picture(form_table(form, layout)))[0]
        assert agreed(found, sheet) == agreed(form, sheet), (name, kind, seed)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_what_is_written_is_read_back_whatever_it_is(name: str, kind: FormKind) -> None:
    layout = load_layout(name)
    sheet = sheet_of(layout, kind)
    for seed in range(100, 700):
        form = make_form(seed, kind)
        (found,) = recognise(picture(form_table(form, layout)))[0]
        assert agreed(found, sheet) == agreed(form, sheet), (name, kind, seed)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_found_by_its_names(name: str) -> None:
    layout = load_layout(name)
    assert all(load_layout(known) is layout for known in (name.lower(), layout.title, *layout.aliases))


def test_cells_fill_the_grid_without_gaps() -> None:
    for layout in form_layouts():
        for kind in KINDS:
            table = form_table(make_form(7, kind), layout)
            taken = [
                (row + r, column + c)
                for row, entries in enumerate(table.cells)
                for column, cell in entries
                for r in range(cell.rows)
                for c in range(cell.columns)
            ]
            assert sorted(taken) == list(product(range(len(table.cells)), range(table.columns)))


def test_points_printed_with_their_unit_keep_one() -> None:
    form = make_form(1)
    form.execution.weight = Value("10分")
    texts = [cell.text for row in form_table(form, load_layout("F-HB")).cells for _, cell in row]
    assert "得分（10分*执行率）" in texts


def test_totals_are_sums_only_where_they_are_right() -> None:
    form = make_form(3)
    layout = load_layout("F-N20")
    wrong = [cell for row in form_table(form, layout).cells for _, cell in row if cell.addends]
    assert wrong == []
    form.total = type(form.total)()
    right = [cell for row in form_table(completed(form)[0], layout).cells for _, cell in row if cell.addends]
    assert len(right) == 2
    assert all(len(cell.addends) == len(form.indicators) + 1 for cell in right)


LAYOUT = """
name = "本县"
title = "本县自评表"
[project_self_evaluation]
title = "项目支出绩效自评表"
widths = [1, 2]
[[project_self_evaluation.band]]
rows = [["项目名称", "{project.name}"]]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"{project.name}"', '"{project.nam}"', "{project.name}"),
        ('"{project.name}"', '"{project.name}@2"', "共占3列，表格有2列"),
        ("widths = [1, 2]", "", "project_self_evaluation.widths 应为"),
        ('title = "本县自评表"', "", "title 应为文字"),
        ("rows =", 'each = "project"\nrows =', "each 应为"),
        ("[1, 2]", "[1, 2", "读不出来"),
    ],
)
def test_a_mistake_in_a_layout_of_ones_own_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "本县.toml"
    file.write_text(LAYOUT.replace(old, new), encoding="utf-8")
    with pytest.raises(LayoutFailure, match=re.escape(said)) as told:
        load_layout(str(file))
    assert "本县.toml" in str(told.value)


def test_a_layout_of_ones_own_is_written_by(tmp_path: Path) -> None:
    file = tmp_path / "本县.toml"
    file.write_text(LAYOUT, encoding="utf-8")
    table = form_table(make_form(1), load_layout(str(file)))
    assert [cell.text for _, cell in table.cells[0]] == ["项目名称", make_form(1).project.name.text]


def test_a_kind_that_a_layout_lacks_is_told(tmp_path: Path) -> None:
    file = tmp_path / "本县.toml"
    file.write_text(LAYOUT, encoding="utf-8")
    with pytest.raises(LayoutFailure, match="没有绩效运行监控表，只有项目支出绩效自评表"):
        form_table(make_form(1, "performance_monitoring"), load_layout(str(file)))


def test_an_unknown_layout_is_told_with_those_there_are() -> None:
    with pytest.raises(LayoutFailure, match=r"没有名为“火星”的表样.*F-N20"):
        load_layout("火星")
