"""A unit's year from any mix of files: the workbook, JSON or TOML, this year's tables and forms, last year's paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from jixiao.knowledge.units import unit_name
from jixiao.model.accounts import AccountsTable, FinalAccounts, Statement
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.read.data.gather import Given, files_of, gather
from jixiao.read.data.tables import completed

Paths = str | Path | Sequence[str | Path]


class NoYear(Failure):
    """Data that does not say which year it is of."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"{'、'.join(names)}：没有写明是哪个年度，请用 --year 说明，例如 --year 2024。")


class NothingGiven(Failure):
    """Files, or a folder, without any data in them."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"{'、'.join(names)}：没有找到填报数据，请提供填报工作簿、JSON、TOML 或能读取的报表。")


class NotLastYear(Failure):
    """Data that was given as last year's and is of another year."""

    def __init__(self, name: str, found: int, wanted: int) -> None:
        super().__init__(f"{name}：是{found}年度的，不能用作上年的数据，上年应是{wanted}年度。")


class OtherUnit(Failure):
    """Data that was given as last year's and is of another unit."""

    def __init__(self, name: str, found: str, wanted: str) -> None:
        super().__init__(f"{name}：是“{found}”的，不能用作“{wanted}”的上年数据。")


class OtherYear(Failure):
    """No data for the year that was asked for."""

    def __init__(self, year: int, found: Iterable[int]) -> None:
        super().__init__(f"没有{year}年度的数据，给出的是{'、'.join(f'{each}年度' for each in sorted(found))}的。")


def load_unit_year(
    paths: Paths, *, prior: Paths = (), year: int | None = None, remarks: list[str] | None = None
) -> UnitYear:
    """Give what a unit reports for a year, from files or folders of any kind that is known.

    `year` is the year reported, by default the latest that the files name; what is of the year before becomes
    `UnitYear.prior`, as do the files of `prior`. What was found and not used is added to `remarks`. Raises Failure.
    """
    told = remarks if remarks is not None else []
    given = [gather(file, told) for file in _files(paths, told)]
    before = [gather(file, told) for file in _files(prior, told)]
    names = [str(path) for path in _listed(paths)]
    if all(each.empty for each in given):
        raise NothingGiven(names)
    return _Merging(given, before, names, year, told).merged()


def _listed(paths: Paths) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def _files(paths: Paths, remarks: list[str]) -> list[Path]:
    return [file for path in _listed(paths) for file in files_of(path, remarks)]


class _Merging:
    """Puts what the files hold together; the first one to say something is believed, the others are told."""

    def __init__(
        self, given: list[Given], before: list[Given], names: list[str], year: int | None, remarks: list[str]
    ) -> None:
        self.given, self.before, self.remarks = given, before, remarks
        self.year = self._year(names, year)
        self.data = UnitYear(Unit(""), self.year, accounts=FinalAccounts(year=self.year))
        self.typed_prior: list[Statement] = []

    def _year(self, names: list[str], asked: int | None) -> int:
        found = {each.year for each in self.given if each.year}
        if asked is not None:
            if found and asked not in found:
                raise OtherYear(asked, found)
            return asked
        if not found:
            raise NoYear(names)
        return max(found)

    def merged(self) -> UnitYear:
        """Give the unit's year."""
        for each in sorted(self.given, key=lambda each: each.data is None):  # what was typed comes first
            if each.year in (None, self.year):
                self._this(each)
            elif each.year == self.year - 1:
                self._last(each)
            else:
                self.remarks.append(f"{each.name}：是{each.year}年度的，没有使用")
        for each in self.before:
            if each.year not in (None, self.year - 1):
                raise NotLastYear(each.name, each.year or 0, self.year - 1)
            self._refuse_other(each)
            self._last(each)
        self._complete()
        return self.data

    def _this(self, given: Given) -> None:
        if given.empty:
            self.remarks.append(f"{given.name}：没有找到可以使用的数据")
        if given.data is not None:
            self._typed(given.name, given.data)
        self._text(given.name, given.texts)
        for document in given.accounts:
            self._accounts(given.name, document, self.data.accounts)
            self.data.published = self.data.published or document.published.text
        self._forms(given.name, given.forms)
        self.data.unit.name = self.data.unit.name or given.unit or ""

    def _typed(self, name: str, typed: UnitYear) -> None:
        own = self.data.unit
        if typed.unit.name and own.name and own.name != typed.unit.name:
            self.remarks.append(f"单位名称有“{own.name}”和“{typed.unit.name}”两种，以前者为准")
        if not own.name:
            self.data.unit = typed.unit
        self.data.published = self.data.published or typed.published
        self._text(name, typed.texts)
        self._accounts(name, typed.accounts, self.data.accounts)
        if typed.prior is not None:
            self._accounts(name, typed.prior, self._prior())
            self.typed_prior += typed.prior.statements
        self._forms(name, typed.forms)

    def _text(self, name: str, texts: dict[str, str]) -> None:
        for key, text in texts.items():
            if self.data.texts.setdefault(key, text) != text:
                self.remarks.append(f"{name}：“{key}”另有一段文字，没有使用")

    def _accounts(self, name: str, found: FinalAccounts, into: FinalAccounts) -> None:
        for table in found.tables:
            self._table(name, table, into)
        for statement in found.statements:
            statement.year = statement.year or into.year
        into.statements += found.statements
        into.sections += found.sections

    def _table(self, name: str, table: AccountsTable, into: FinalAccounts) -> None:
        known = next((place for place, other in enumerate(into.tables) if other.id == table.id), None)
        if known is None:
            into.tables.append(table)
        elif not _has_figures(into.tables[known]):
            into.tables[known] = table
        elif _has_figures(table):
            self.remarks.append(f"{name}：已有《{table.title.text or table.id}》，这一份没有使用")

    def _forms(self, name: str, forms: list[Form]) -> None:
        """Take in the forms of a file; one that another file had already is told."""
        known = {_identity(form) for form in self.data.forms}
        for form in forms:
            if form.year not in (None, self.year):
                self.remarks.append(f"{name}：“{form.project.name.text}”是{form.year}年度的，没有使用")
            elif _identity(form) in known:
                self.remarks.append(f"{name}：已有“{form.project.name.text}”，这一张没有使用")
            else:
                form.year = self.year
                form.year_printed = form.year_printed or Value(str(self.year))
                self.data.forms.append(form)

    # --- last year

    def _prior(self) -> FinalAccounts:
        if self.data.prior is None:
            self.data.prior = FinalAccounts(year=self.year - 1)
        return self.data.prior

    def _last(self, given: Given) -> None:
        accounts = [*([given.data.accounts] if given.data else []), *given.accounts]
        if not accounts:
            self.remarks.append(f"{given.name}：没有找到{self.year - 1}年度的决算数，没有使用")
        for document in accounts:
            self._keep_typed()
            self._accounts(given.name, document, self._prior())
        self.data.unit.name = self.data.unit.name or given.unit or ""

    def _refuse_other(self, given: Given) -> None:
        """Last year's data must be of the same unit, as far as both say which one they are of."""
        said = (given.data.unit.name if given.data else "") or given.unit or ""
        own, other = unit_name(self.data.unit.name), unit_name(said)
        if own is not None and other is not None and not own.may_be(other):
            raise OtherUnit(given.name, said, self.data.unit.name)

    def _keep_typed(self) -> None:
        """Figures of last year that were typed are believed rather than those of last year's paper."""
        prior = self._prior()
        for statement in self.typed_prior:
            if statement in prior.statements and statement.measure in ("amount", "count"):
                prior.statements.remove(statement)
                self.data.accounts.statements.append(
                    Statement(statement.label, statement.value, statement.unit, statement.concept, "prior",
                              statement.item, self.year)
                )  # fmt: skip

    # --- the end

    def _complete(self) -> None:
        accounts, unit = self.data.accounts, self.data.unit
        accounts.tables = [completed(table, self.year) for table in accounts.tables]
        accounts.unit = Value(unit.name) if unit.name else accounts.unit
        if self.data.prior is not None:
            self.data.prior.tables = [completed(table, self.year - 1) for table in self.data.prior.tables]


def _identity(form: Form) -> tuple[str | None, ...]:
    return form.kind, form.project.name.text, form.project.code.text


def _has_figures(table: AccountsTable) -> bool:
    return any(value for row in table.rows for value in row.values.values())
