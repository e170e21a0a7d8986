"""The sheets of records: what the data has in its rows, and rows to spare below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jixiao.knowledge.taxonomy import taxonomy
from jixiao.knowledge.texts import texts
from jixiao.knowledge.workbook import Asked, RecordSheet, labels_by_concept, workbook_words
from jixiao.model.accounts import Statement
from jixiao.model.form import Form, Indicator
from jixiao.model.unit_year import UnitYear
from jixiao.write.workbook.sheets import GREY, Workbook
from jixiao.write.xlsx.sizes import text_height

Row = Mapping[str, str | None]
_HEADER = 2
_PAGE, _NARROW = 190.0, 14  # characters of a printed page, and of a column whose cells are centred
_SPARE = {"projects": 12, "funding": 40, "indicators": 80, "monitoring": 40, "passages": 12, "facts": 12, "prior": 12}
_PARTS = {
    "goal": ("expected", "actual"),
    "execution": ("weight", "rate", "score", "reason"),
    "total": ("weight", "score"),
    "signatures": ("project_lead", "finance_lead"),
}
_FIXED = frozenset({"group", "note"})  # columns that tell and ask nothing


class RecordWriter:
    """Writes the sheets of records of one workbook."""

    def __init__(self, book: Workbook, data: UnitYear, money: str) -> None:
        self.book, self.data, self.money = book, data, money
        self.words = workbook_words()

    def write(self, name: str) -> None:
        """Add the sheet of an id."""
        described = self.words.sheets[name]
        rows = list(getattr(self, f"_{name}_rows")())
        sheet = self.book.sheet(described.name)
        self._top(sheet, described)
        last = _HEADER + len(rows) + _SPARE.get(name, 0)
        for row in range(_HEADER + 1, last + 1):
            given = rows[row - _HEADER - 1] if row - _HEADER <= len(rows) else {}
            self._row(sheet, row, described, given, fixed=row - _HEADER <= len(rows))
        for place, column in enumerate(described.columns):
            if column.choices and not described.fields:
                self.book.choose(sheet, (_HEADER + 1, place, last, place), column.choices, free=column.free)
        if described.fields:
            self._field_choices(sheet, described)

    def _top(self, sheet: Any, described: RecordSheet) -> None:
        book = self.book
        sheet.write_string(0, 0, described.name, book.styles.get(bold=True, font_size=14))
        sheet.write_string(1, 0, described.says, book.styles.get(font_color="#595959"))
        sheet.set_row(_HEADER, 30)
        for place, column in enumerate(described.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(_HEADER, place, column.header, book.header)
            if column.note:
                book.note(sheet, _HEADER, place, column.note)
        sheet.freeze_panes(_HEADER + 1, _frozen(described))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(max(1, round(sum(column.width for column in described.columns) / _PAGE)), 0)
        sheet.repeat_rows(_HEADER)

    def _row(self, sheet: Any, row: int, described: RecordSheet, given: Row, *, fixed: bool) -> None:
        height = max(text_height(given.get(column.key) or "", column.width) for column in described.columns)
        sheet.set_row(row, min(height, 200))
        for place, column in enumerate(described.columns):
            look: dict[str, object] = {"text_wrap": True}
            if column.lookup:
                self._lookup(sheet, row, place, given)
                continue
            if (fixed and column.key in _FIXED) or (described.fields and column.key == "label"):
                look["bg_color"] = GREY
            if column.width <= _NARROW:
                look["align"] = "center"
            self.book.typed(sheet, row, place, given.get(column.key), **look)

    def _lookup(self, sheet: Any, row: int, place: int, given: Row) -> None:
        """Show the name of the project that a number stands for."""
        described = self.words.sheets["projects"]
        names = [column.key for column in described.columns]
        name = names.index("name") + 1
        formula = f'=IFERROR(VLOOKUP($A{row + 1},{described.name}!$A:${chr(64 + name)},{name},FALSE),"")'
        look = self.book.look(text_wrap=True, bg_color=GREY, font_color="#7F7F7F")
        sheet.write_formula(row, place, formula, look, given.get("project") or "")

    def _field_choices(self, sheet: Any, described: RecordSheet) -> None:
        for row, field in enumerate(described.fields, _HEADER + 1):
            if field.choices:
                self.book.choose(sheet, (row, 1, row, 1), field.choices)

    # --- rows, by the id of their sheet

    def _unit_rows(self) -> Iterator[Row]:
        unit, words = self.data.unit, self.words
        values = {
            "name": unit.name,
            "year": str(self.data.year) if self.data.year else None,
            "published": self.data.published,
            "kind": unit.kind,
            "whole": words.shown("scope", "true" if unit.whole else "false"),
            "department": unit.department,
            "code": unit.code,
            "region": unit.region,
            "below": "、".join(unit.below),
            "money": self.money,
        }
        for field in words.sheets["unit"].fields:
            yield {"label": field.label, "value": values[field.key], "note": field.note}

    def _projects_rows(self) -> Iterator[Row]:
        for number, form in enumerate(self.data.forms, 1):
            row: dict[str, str | None] = {"number": str(number), "kind": self.words.shown("form", form.kind)}
            row |= {"name": form.project.name.text, "code": form.project.code.text}
            row["year"] = None if form.year in (None, self.data.year) else str(form.year)
            for name in ("title", "department", "unit", "money_unit", "conclusion", "problems", "improvements"):
                row[name] = getattr(form, name).text
            for part, names in _PARTS.items():
                row |= {f"{part}.{name}": getattr(getattr(form, part), name).text for name in names}
            yield row

    def _funding_rows(self) -> Iterator[Row]:
        for number, form in enumerate(self.data.forms, 1):
            for line in form.funding:
                row = {name: getattr(line, name).text for name in ("initial", "budget", "executed", "rate", "forecast")}
                own = {"source": self.words.shown("source", line.source), "label": line.label.text}
                yield {**_belongs(number, form), **row, **own}

    def _indicators_rows(self) -> Iterator[Row]:
        return self._indicators(monitoring=False)

    def _monitoring_rows(self) -> Iterator[Row]:
        return self._indicators(monitoring=True)

    def _indicators(self, *, monitoring: bool) -> Iterator[Row]:
        for number, form in enumerate(self.data.forms, 1):
            if (form.kind == "performance_monitoring") == monitoring:
                for each in form.indicators:
                    values = {name: getattr(each, name).text for name in Indicator.__slots__}
                    yield {**_belongs(number, form), **values}

    def _passages_rows(self) -> Iterator[Row]:
        for number, form in enumerate(self.data.forms, 1):
            for label, text in form.texts.items():
                yield {**_belongs(number, form), "label": label, "text": text.text}

    def _facts_rows(self) -> Iterator[Row]:
        return self._figures(self.words.facts, self.data.accounts.statements)

    def _prior_rows(self) -> Iterator[Row]:
        return self._figures(self.words.prior, self.data.prior.statements if self.data.prior else [])

    def _figures(self, asked: Sequence[Asked], given: Sequence[Statement]) -> Iterator[Row]:
        """Give the figures that are asked for, with what the data has, then the others that it has."""
        left = [statement for statement in given if statement.concept and statement.value]
        for each in asked:
            known = taxonomy().concepts[each.concept]
            main = "amount" if known.is_money else "count"
            found = next((s for s in left if (s.concept, s.measure, s.item) == (each.concept, main, each.item)), None)
            if found is not None:
                left.remove(found)
            row = {"group": each.group, "note": each.note, "label": labels_by_concept()[each.concept]}
            value = found.value.text if found else None
            yield {**row, "item": each.item, "value": value, "unit": found.unit if found else known.unit}
        for statement in left:
            yield {
                "label": labels_by_concept()[statement.concept or ""],
                "item": statement.item,
                "measure": self.words.shown("measure", statement.measure),
                "value": statement.value.text,
                "unit": statement.unit,
            }

    def _texts_rows(self) -> Iterator[Row]:
        for text in texts():
            codes = [name.rpartition(" ")[2] for name in self.data.texts if name.startswith(f"{text.name} ")]
            for code in codes if text.each_item else [None]:
                name = f"{text.name} {code}" if code else text.name
                yield {"name": text.name, "code": code, "text": self.data.texts.get(name), "note": text.note}
            for _ in range(8 if text.each_item else 0):
                yield {"name": text.name, "note": text.note}


def _belongs(number: int, form: Form) -> dict[str, str | None]:
    return {"number": str(number), "project": form.project.name.text}


def _frozen(described: RecordSheet) -> int:
    """Give how many columns stay in sight: up to the name of the project, where the rows have one."""
    keys = [column.key for column in described.columns]
    wanted = "name" if described.id == "projects" else "project"
    return keys.index(wanted) + 1 if wanted in keys else 0
