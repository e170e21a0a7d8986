"""A paper: one document of a file as other documents of its unit see it."""

from __future__ import annotations

import re
from functools import cache, cached_property

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.amounts import money_places
from jixiao.check.line import Line
from jixiao.check.relations.book import Book
from jixiao.check.relations.facts import Fact
from jixiao.check.relations.signs import settle_signs
from jixiao.knowledge.narrative import any_word
from jixiao.knowledge.units import Scope, UnitName, scope_of, unit_name
from jixiao.model.accounts import FinalAccounts
from jixiao.model.form import Form
from jixiao.model.quantity.normal import plain
from jixiao.model.result import Document, Elsewhere, FindingFigure, ReadResult
from jixiao.model.value import Value

_FINAL = "决算"


class Paper:
    """A document with the file it stands in: `file` is the name that findings call it by, `index` its place there."""

    def __init__(self, file: str, index: int, read: ReadResult) -> None:
        self.file = file
        self.index = index
        self.read = read
        self.document: Document = read.documents[index]
        self.kind: str = self.document.kind if _says_final(self.document) else "budget"
        self.facts: dict[str, list[Fact]] = {}  # kept by joined.py, by the name that relations know the document by
        self.year = self.document.year

    @cached_property
    def units(self) -> list[UnitName]:
        """The units whose paper it is: a form is one of the unit that did the project and of its department."""
        printed = [self.document.unit]
        if isinstance(self.document, Form):
            printed.append(self.document.department)
        return list(dict.fromkeys(name for value in printed if (name := unit_name(value.text))))

    @property
    def unit(self) -> str:
        """The unit as printed, empty where none is."""
        return self.document.unit.text or ""

    @property
    def scope(self) -> Scope | None:
        """Whose accounts they are: the unit's alone, or the department's with the units below it."""
        return scope_of(self.document.title.text, self.document.unit.text)

    # --- final accounts and reports

    @property
    def accounts(self) -> FinalAccounts:
        """The document as final accounts or a report."""
        assert isinstance(self.document, FinalAccounts)
        return self.document

    @cached_property
    def book(self) -> Book:
        """The figures of final accounts or a report."""
        book = Book(self.accounts)
        settle_signs(book)
        return book

    @cached_property
    def context(self) -> AccountsContext:
        """The text of final accounts or a report."""
        return AccountsContext(self.accounts, self.index, self.read)

    @cached_property
    def tells_adjustment(self) -> bool:
        """Whether the text tells that figures of the year before or of the year's beginning were changed."""
        return any(_adjusted().search(paragraph.text) for paragraph in self.context.paragraphs)

    # --- forms

    @property
    def form(self) -> Form:
        """The document as a form."""
        assert isinstance(self.document, Form)
        return self.document

    @property
    def project(self) -> str:
        """The project's name without the marks that systems put behind it."""
        return plain(self.form.project.name.text or "").strip("* ")

    @cached_property
    def line(self) -> Line | None:
        """The total row of the funding block."""
        total = self.form.funding_line("total")
        unit = self.form.money_unit.text or "万元"
        return Line(total, unit, money_places(self.read.forms)) if total else None

    # --- findings

    def figure(self, value: Value, label: str, *, of: str, suspect: bool = False) -> FindingFigure:
        """Give a value as a figure of a finding about the file `of`."""
        other = None if self.file == of else Elsewhere(self.file, self.index, self.document)
        return FindingFigure(label, value, None, suspect, other)

    def __repr__(self) -> str:
        return f"Paper({self.file!r}, {self.index})"


@cache
def _adjusted() -> re.Pattern[str]:
    balances, says = any_word("adjusted", "balances"), any_word("adjusted", "says")
    return re.compile(
        rf"{any_word('adjusted', 'words')}|{balances}(?:[^。；,，]{{0,12}})(?:结转|结余)[^。；]{{0,16}}{says}"
    )


def _says_final(document: Document) -> bool:
    """Say whether accounts are final ones: those of a budget (部门预算) look the same and are not to be compared."""
    if isinstance(document, Form) or document.kind != "final_accounts":
        return True
    titles = [document.title, *(section.heading for section in document.sections)]
    titles += [table.title for table in document.tables]
    heads = [head for table in document.tables for head in table.columns.values()]
    return any(_FINAL in said for said in (*(title.text or "" for title in titles), *heads))
