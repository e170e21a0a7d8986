"""Saving (保存): changes of cells are put into the draft one by one, so that two people on one form lose nothing.

Each change says what its author saw before. Where the cell says something else by now, somebody else has changed it:
that change is not made but given back as a conflict, with both texts, for its author to choose. What is made is stored
with its history and with all that the rules work out of it, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction

from jixiao.model.failure import Failure
from jixiao.model.field_names import field_name
from jixiao.model.form import Form
from jixiao.model.form_changes import Change, cell_changes, changes
from jixiao.model.form_pointers import set_value
from jixiao.model.form_rows import copied
from jixiao.model.typed_text import normalised
from jixiao.workbench.cycle.forms import Assessment, data_of, decided, finding_row, scheme_of, summarise
from jixiao.workbench.cycle.locking import standing
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing, FilingFinding
from jixiao.workbench.cycle.moves import Move, followed, make, remember, reshape, since
from jixiao.workbench.cycle.pins import follow_moves, repin
from jixiao.workbench.cycle.steps import EDITABLE
from jixiao.workbench.cycle.typed import Opened, Sheet, cell_texts, in_order, opened, sheet, typed_cells
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User
from jixiao.write.forms.filling import fill_cell
from jixiao.write.forms.typing import typing_grid

LONGEST = 4000  # characters of a cell
GONE = "（这一行已被删除）"


class TooLong(Failure):
    """A text that no cell of a form takes."""

    def __init__(self, name: str, length: int) -> None:
        super().__init__(f"“{name}”有 {length} 个字，最多 {LONGEST} 个字。")


class NotTyped(Failure):
    """A cell that the year's form does not have, or that the rules work out."""

    def __init__(self, pointer: str) -> None:
        super().__init__(f"“{pointer}”不是这张表里要填的栏目。")


class RowsMoved(Failure):
    """A change to rows that are others by now, when it is not known what became of them."""

    def __init__(self) -> None:
        super().__init__("这张表刚刚被整表替换过，行与您看到的不同；请刷新后再填，您填的内容没有丢。")


class Edit(NamedTuple):
    """A change of one cell: where, what its author saw there, what it is to be."""

    pointer: str
    old: str
    new: str


class Conflict(NamedTuple):
    """A cell that somebody else has changed meanwhile: theirs, and what this author wanted.

    `pointer` is empty where its row was taken out.
    """

    pointer: str
    name: str
    theirs: str
    mine: str
    by: str = ""


class Refused(NamedTuple):
    """A change that no cell takes, and why."""

    pointer: str
    why: str
    mine: str


@dataclass(slots=True)
class Saved:
    """What a save gave: the draft as it stands now, what was worked out of it, and what was not saved.

    `moves` are those made since the shape that the author saw, `removed` what the rows said that were taken out.
    """

    filing: Filing
    draft: Draft
    sheet: Sheet
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    moves: list[list[Any]] = field(default_factory=list)
    removed: list[dict[str, str]] = field(default_factory=list)
    changed: int = 0

    @property
    def assessment(self) -> Assessment:
        """Give what was worked out of the draft."""
        return self.sheet.assessment


@transaction.atomic
def save_edits(filing: Filing, user: User, edits: Sequence[Edit], shape: int) -> Saved:
    """Put changes of cells into the draft; `shape` is the one that the pointers were made for: they follow their rows.

    Raises NotDue for a filing that is no longer a draft, RowsMoved where the pointers hold no more.
    """
    filing, draft = locked(filing)
    now = opened(filing, draft)
    moves = _moves(draft, shape)
    before, pen = copied(now.form), _Pen(filing, now)
    for edit in edits:
        pen.put(edit, followed(edit.pointer, moves))
    saved = store(filing, draft, before, now, user)
    saved.conflicts, saved.refused, saved.moves = pen.conflicts, pen.refused, moves
    return saved


@transaction.atomic
def save_moves(filing: Filing, user: User, moves: Sequence[Move], shape: int) -> Saved:
    """Add, take out or move indicator rows.

    Raises RowsMoved where the rows are others by now, unless they are so by these very moves: an answer was lost, and
    there is nothing left to do.
    """
    filing, draft = locked(filing)
    now = opened(filing, draft)
    made, before = _moves(draft, shape), copied(now.form)
    again = bool(made) and [trace[3] for trace in made[: len(moves)]] == [move.mark for move in moves if move.mark]
    if made and not again:
        raise RowsMoved
    removed = []
    for move in () if again else moves:
        removed += make(now.form, move)
        remember(draft, move)
    saved = store(filing, draft, before, now, user, moved=not again)
    if not again:
        follow_moves(filing, [move.trace for move in moves])
    saved.removed = removed
    saved.moves = _moves(draft, shape)
    return saved


@transaction.atomic
def save_form(filing: Filing, user: User, form: Form, source: str) -> Saved:
    """Put a whole form into the draft: imported, copied from last year, or brought back from a revision.

    `source` says where it comes from, for the log.
    """
    filing, draft = locked(filing)
    saved = replace_form(filing, draft, form, user)
    record(user, "import", filing, unit=filing.unit_id, source=source, version=draft.version)
    return saved


def replace_form(filing: Filing, draft: Draft, form: Form, user: User) -> Saved:
    """Put another form in the place of a locked draft's; comments and evidence go with their rows."""
    now = opened(filing, draft)
    reshape(draft)
    saved = store(filing, draft, now.form, in_order(filing, form, now.layout), user, moved=True)
    repin(filing, now.form, saved.sheet.form)
    return saved


def work_out_anew(filing: Filing, draft: Draft, user: User) -> Saved:
    """Let a draft say what another scheme of the year works out of it: its points of the execution rate too."""
    now, author = opened(filing, draft), filing.changed_by
    before = copied(now.form)
    set_value(now.form, "/execution/weight", "")
    saved = store(filing, draft, before, now, user)
    store_sheet(filing, saved.sheet, author)
    return saved


def locked(filing: Filing) -> tuple[Filing, Draft]:
    """Give the filing and its draft as they stand now, locked; raises NotDue where it is not a draft, YearClosed."""
    now = standing(filing, EDITABLE, "修改")
    return now, Draft.objects.get(filing=now)


def store(filing: Filing, draft: Draft, before: Form, after: Opened, user: User, *, moved: bool = False) -> Saved:
    """Store a draft, its history, and what is worked out of it; nothing is written where nothing changed.

    `moved` tells that rows may have come, gone or changed places.
    """
    shown = sheet(filing, after.form, after.layout)
    made = (changes if moved else cell_changes)(before, shown.form)
    if made or moved:
        draft.version += 1
        draft.data = data_of(shown.form)
        draft.save()
        FigureChange.objects.bulk_create(_history(filing, draft, made, user))
        store_sheet(filing, shown, user)
    return Saved(filing, draft, shown, changed=len(made))


def store_sheet(filing: Filing, shown: Sheet, user: User | None) -> None:
    """Store what is worked out of a draft, and how far it is filled in."""
    filing.filled, filing.cells = shown.progress
    store_assessment(filing, shown.assessment, user)


def store_assessment(filing: Filing, assessment: Assessment, user: User | None) -> None:
    """Store what is worked out of a draft: the filing's row and its findings."""
    summarise(filing, assessment)
    filing.changed_by = user
    filing.save()
    FilingFinding.objects.filter(filing=filing).delete()
    rows = [finding_row(filing, finding, assessment.form) for finding in assessment.findings]
    FilingFinding.objects.bulk_create(rows)


class _Pen:
    """Puts edits into an open form, and keeps those that could not be put."""

    def __init__(self, filing: Filing, now: Opened) -> None:
        self.filing, self.form, self.layout = filing, now.form, now.layout
        grid = typing_grid(now.form, now.layout)
        self.texts, self.open = cell_texts(grid), typed_cells(grid, decided(now.form, scheme_of(filing)))
        self.conflicts: list[Conflict] = []
        self.refused: list[Refused] = []

    def put(self, edit: Edit, pointer: str | None) -> None:
        """Put one edit where its pointer leads now."""
        if pointer is None:
            self.conflicts.append(Conflict("", GONE, "", edit.new))
            return
        try:
            self._put(edit._replace(pointer=pointer))
        except Failure as failure:
            self.refused.append(Refused(pointer, str(failure), edit.new))

    def _put(self, edit: Edit) -> None:
        pointer, form = edit.pointer, self.form
        if pointer not in self.open:
            raise NotTyped(pointer)
        if len(edit.new) > LONGEST:
            raise TooLong(field_name(form, pointer), len(edit.new))
        theirs = self.texts[pointer]
        seen, wanted = normalised(pointer, edit.old), normalised(pointer, edit.new)
        if theirs in (seen, wanted):
            fill_cell(form, self.layout, pointer, edit.new)
            return
        by = FigureChange.objects.filter(filing=self.filing, pointer=pointer).select_related("by").last()
        self.conflicts.append(Conflict(pointer, field_name(form, pointer), theirs, edit.new, str(by.by) if by else ""))


def _moves(draft: Draft, shape: int) -> list[list[Any]]:
    """The moves made since a shape; raises RowsMoved where they are not known."""
    found = since(draft, shape)
    if found is None:
        raise RowsMoved
    return found


def _history(filing: Filing, draft: Draft, made: Sequence[Change], user: User) -> list[FigureChange]:
    return [
        FigureChange(
            filing=filing,
            version=draft.version,
            pointer=change.pointer[:200],
            name=change.name[:200],
            old=change.old,
            new=change.new,
            action=change.action,
            by=user,
        )
        for change in made
    ]


def as_edits(pairs: Iterable[dict[str, Any]]) -> list[Edit]:
    """Give edits from the JSON of a page."""
    return [Edit(str(pair["pointer"]), str(pair.get("old") or ""), str(pair.get("new") or "")) for pair in pairs]
