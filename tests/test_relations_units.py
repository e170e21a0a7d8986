"""Tables of units and of assets: what their columns and rows add up to."""

from __future__ import annotations

from collections.abc import Sequence

from relation_documents import document, findings, shipped, table

ROWS = [
    ("合计", "9.00", "6.00", "3.00"),
    ("水利局（本级）", "5.00", "4.00", "1.00"),
    ("水利站", "4.00", "2.00", "2.00"),
]
BY_UNIT = "expenditure_by_unit"
COLUMNS = ["total", "basic", "project"]


def told(relation: str, rows: Sequence[tuple[str, ...]], kind: str = BY_UNIT, columns: Sequence[str] = COLUMNS) -> int:
    """Give how many findings a relation has in a table of these rows."""
    units = table(kind, columns, [(None, label, None, *amounts) for label, *amounts in rows])
    return len(findings(document(tables=[units]), shipped(f"accounts.table.{relation}")))


def test_the_total_is_the_sum_of_the_units_in_each_column() -> None:
    assert told("subjects", ROWS) == 0
    assert told("subjects", [*ROWS[:2], ("水利站", "4.00", "3.00", "2.00")]) == 1


def test_each_unit_spends_on_basics_and_projects_what_it_spends() -> None:
    assert told("expenditure_row", ROWS) == 0
    assert told("expenditure_row", [*ROWS[:2], ("水利站", "4.00", "3.00", "2.00")]) == 1


def test_units_below_a_unit_are_no_flat_list() -> None:
    assert told("subjects", [ROWS[0], ("水利局", "9.00", "6.00", "3.00"), *ROWS[1:]]) == 0


def test_assets_add_up_where_the_table_has_them_all() -> None:
    parts = ["current", "fixed", "fixed.buildings", "fixed.rest", "other"]
    columns = ["assets", *(f"assets.{part}" for part in parts)]
    sound = [("合计", "10.00", "4.00", "5.00", "3.00", "2.00", "1.00")]
    wrong = [("合计", "10.00", "4.00", "6.00", "3.00", "2.00", "1.00")]
    for relation in ("assets_row", "fixed_assets_row"):
        assert told(relation, sound, "assets", columns) == 0
        assert told(relation, wrong, "assets", columns) == 1
    assert told("assets_row", [("合计", "10.00", "4.00", "5.00", "3.00", "2.00")], "assets", columns[:5]) == 0
