"""A whole workbook read: 单位 first, then its forms, its tables, its figures and its texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from jixiao.knowledge.disclosure_tables import TABLE_SETS, TableSet, table_set
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.knowledge.texts import text_named, texts
from jixiao.knowledge.workbook import GUIDE, LISTS, LOOKUP, TABLES, YEAR, concepts_by_label, workbook_words
from jixiao.model.accounts import AccountsTable, FinalAccounts, Measure, Statement
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.read.archive import archive_of
from jixiao.read.data.problems import Problems
from jixiao.read.data.workbook import defined_names
from jixiao.read.data.workbook.cells import DataCell, WorkbookCells
from jixiao.read.data.workbook.forms import read_forms, read_year
from jixiao.read.data.workbook.records import Record, chosen, read_records
from jixiao.read.data.workbook.tables import TableSheetReader
from jixiao.read.source import Source

_PARTED = str.maketrans("，,;；\n", "、、、、、")


class WorkbookReader:
    """One reading of a workbook."""

    def __init__(self, source: Source, remarks: list[str]) -> None:
        self.source, self.remarks = source, remarks
        self.cells = WorkbookCells(source)
        self.names = defined_names(archive_of(source))
        self.problems = Problems(source.name)
        self.words = workbook_words()
        self.fields: dict[str, DataCell] = {}

    def unit_year(self) -> UnitYear:
        """Give the unit's year. Raises BadData with all problems."""
        self.fields = self._fields()
        year = self._year()
        data = UnitYear(self._unit(), year)
        data.published = self._field("published")
        data.forms = read_forms(self._records, year, self.problems)
        data.accounts = FinalAccounts(year=year, tables=self._tables(year))
        data.accounts.statements = [*self._figures("facts", year)]
        prior = [*self._figures("prior", year - 1)]
        data.prior = FinalAccounts(year=year - 1, statements=prior) if prior else None
        data.texts = dict(self._texts())
        self._other_sheets()
        self.problems.raise_any()
        return data

    def _records(self, sheet: str) -> list[Record]:
        described = self.words.sheets[sheet]
        cells = self.cells.sheet(described.name)
        return [] if cells is None else list(read_records(cells, described, self.problems))

    def _other_sheets(self) -> None:
        own = {sheet.name for sheet in self.words.sheets.values()} | {LOOKUP, LISTS, GUIDE}
        own |= {layout.title for layout in self._set().layouts}
        for name in self.cells.names:
            if name.strip() not in own:
                self.remarks.append(f"{self.source.name}：工作表“{name}”不认识，没有使用")

    # --- 单位

    def _fields(self) -> dict[str, DataCell]:
        """Give what the lines of 单位 say; lines that are not known are told."""
        labels = {field.label: field.key for field in self.words.sheets["unit"].fields}
        found: dict[str, DataCell] = {}
        for record in self._records("unit"):
            label, value = record.text("label") or "", record.cells.get("value")
            if value is None:
                continue
            if label in labels:
                found[labels[label]] = value
            else:
                self.problems.add(value.where, f"“{label}”不认识，应为{'、'.join(labels)}之一")
        for field in self.words.sheets["unit"].fields:
            if field.required and field.key not in found:
                self.problems.add(f"工作表“{self.words.sheets['unit'].name}”", f"“{field.label}”没有填")
        return found

    def _field(self, key: str) -> str | None:
        return self.fields[key].text if key in self.fields else None

    def _choice(self, key: str, choices: str) -> str | None:
        cell = self.fields.get(key)
        if cell is None:
            return None
        meaning = self.words.meaning(choices, cell.text)
        if meaning is None:
            self.problems.add(cell.where, f"“{cell.text}”不能用，应为{'、'.join(self.words.choices[choices])}之一")
        return meaning

    def _year(self) -> int:
        cell = self.fields.get("year")
        year = read_year(cell.text) if cell else None
        if cell is not None and year is None:
            self.problems.add(cell.where, f"“{cell.text}”不是年度，应为四位数字，如 2024")
        return year or 0

    def _unit(self) -> Unit:
        unit = Unit(self._field("name") or "", self._field("department"), self._field("code"))
        unit.kind, unit.region = self._choice("kind", "kind"), self._field("region")
        unit.whole = self._choice("whole", "scope") != "false"
        unit.below = [name for name in (self._field("below") or "").translate(_PARTED).split("、") if name.strip()]
        return unit

    # --- tables

    def _set(self) -> TableSet:
        name = self.names.get(TABLES, TABLE_SETS[0])
        return table_set(name if name in TABLE_SETS else TABLE_SETS[0])

    def _tables(self, year: int) -> list[AccountsTable]:
        money = self._choice("money", "money") or "万元"
        made_for = read_year(self.names.get(YEAR, "")) or year
        found = []
        for layout in self._set().layouts:
            cells = self.cells.sheet(layout.title)
            if cells is None:
                self.remarks.append(f"{self.source.name}：没有工作表“{layout.title}”，按没有数据处理")
                continue
            table = TableSheetReader(cells, layout, made_for or None, money, self.problems).table()
            if table is not None:
                found.append(table)
        return found

    # --- figures and texts

    def _figures(self, sheet: str, year: int) -> Iterator[Statement]:
        columns = {column.key: column for column in self.words.sheets[sheet].columns}
        for record in self._records(sheet):
            cell = record.cells.get("value")
            if cell is None:
                continue
            concept = concepts_by_label().get(record.text("label") or "")
            if concept is None:
                self.problems.add(record.where, f"指标“{record.text('label') or ''}”不认识，请从列表中选择")
                continue
            amount = cell.amount
            if amount is None:
                self.problems.add(cell.where, f"应为数字，现为“{cell.text}”")
            if not amount:
                continue
            known = taxonomy().concepts[concept]
            measure = chosen(record, columns["measure"], self.problems) or ("amount" if known.is_money else "count")
            unit = record.text("unit") or (known.unit if measure in ("amount", "count") else None)
            statement = Statement(known.label, amount, unit, concept, cast(Measure, measure))
            statement.item, statement.year = record.text("item"), year
            yield statement

    def _texts(self) -> Iterator[tuple[str, str]]:
        for record in self._records("texts"):
            text, name = record.text("text"), record.text("name") or ""
            if text is None:
                continue
            code = record.text("code")
            whole = f"{name} {code}" if code else name
            if text_named(whole) is None:
                known = [each.name for each in texts()]
                self.problems.unknown(record.where, whole, known)
            elif not code and next((each.each_item for each in texts() if each.name == name), False):
                self.problems.add(record.where, f"“{name}”是按项填写的，请填科目编码")
            else:
                yield whole, text
