"""Saving (保存): changes of cells are put into the draft one by one, so that two people on one form lose nothing.

Each change says what its author saw before. Where the cell says something else by now, somebody else has changed it:
that change is not made but given back as a conflict, with both texts, for its author to choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from django.db import transaction

from jixiao.model.failure import Failure
from jixiao.model.field_names import field_name
from jixiao.model.form import Form
from jixiao.model.form_changes import Change, changes
from jixiao.model.form_pointers import get_value, set_value
from jixiao.model.form_rows import add_indicator, move_row, remove_row
from jixiao.workbench.cycle.forms import Assessment, assess, data_of, finding_row, form_of, scheme_of, summarise
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing, FilingFinding
from jixiao.workbench.cycle.pins import repin
from jixiao.workbench.cycle.refusals import NotDue, YearClosed
from jixiao.workbench.cycle.steps import EDITABLE
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User

Move = Literal["add", "remove", "up", "down"]
LONGEST = 4000  # characters of a cell


class TooLong(Failure):
    """A text that no cell of a form takes."""

    def __init__(self, name: str, length: int) -> None:
        super().__init__(f"“{name}”有 {length} 个字，最多 {LONGEST} 个字。")


class RowsMoved(Failure):
    """A change of rows by somebody who has not seen those of another."""

    def __init__(self) -> None:
        super().__init__("别人刚刚增减了指标行，请先刷新，再增减行；您填的内容没有丢。")


class Edit(NamedTuple):
    """A change of one cell: where, what its author saw there, what it is to be."""

    pointer: str
    old: str
    new: str


class Conflict(NamedTuple):
    """A cell that somebody else has changed meanwhile: theirs, and what this author wanted."""

    pointer: str
    name: str
    theirs: str
    mine: str


@dataclass(slots=True)
class Saved:
    """What a save gave: the draft as it stands now, what was worked out of it, and what was not saved."""

    draft: Draft
    assessment: Assessment
    conflicts: list[Conflict] = field(default_factory=list)


@transaction.atomic
def save_edits(filing: Filing, user: User, edits: Sequence[Edit], shape: int) -> Saved:
    """Put changes of cells into the draft; `shape` is the one that the pointers were made for.

    Raises NotDue for a filing that is no longer a draft, RowsMoved where the pointers hold no more.
    """
    filing, draft = locked(filing)
    if draft.shape != shape:
        raise RowsMoved
    before, form = form_of(draft.data), form_of(draft.data)
    conflicts = [conflict for edit in edits if (conflict := _put(form, edit)) is not None]
    return store(filing, draft, before, form, user, conflicts)


@transaction.atomic
def save_rows(filing: Filing, user: User, move: Move, row: int, shape: int) -> Saved:
    """Add an indicator row below a row, or remove or move one; raises RowsMoved where the rows are others by now."""
    filing, draft = locked(filing)
    if draft.shape != shape:
        raise RowsMoved
    before, form = form_of(draft.data), form_of(draft.data)
    match move:
        case "add":
            add_indicator(form, row)
        case "remove":
            remove_row(form, "indicators", row)
        case _:
            move_row(form, "indicators", row, row + (1 if move == "down" else -1))
    draft.shape += 1
    return store(filing, draft, before, form, user)


@transaction.atomic
def save_form(filing: Filing, user: User, form: Form, source: str) -> Saved:
    """Put a whole form into the draft: imported, copied from last year, or brought back from a revision.

    `source` says where it comes from, for the log.
    """
    filing, draft = locked(filing)
    before = form_of(draft.data)
    draft.shape += 1
    saved = store(filing, draft, before, form, user)
    record(user, "import", filing, unit=filing.unit_id, source=source, version=draft.version)
    return saved


def locked(filing: Filing) -> tuple[Filing, Draft]:
    """Give the filing and its draft as they stand now, locked; raises NotDue where it is not a draft."""
    now = (
        Filing.objects.select_for_update(of=("self",))
        .select_related("unit", "project", "step__year__region")
        .get(pk=filing.pk)
    )
    if now.step.year.closed:
        raise YearClosed(now)
    if now.state not in EDITABLE:
        raise NotDue(now, "修改")
    return now, Draft.objects.get(filing=now)


def store(
    filing: Filing, draft: Draft, before: Form, form: Form, user: User, conflicts: Iterable[Conflict] = ()
) -> Saved:
    """Store a draft, its history, and what is worked out of it; nothing is written where nothing changed."""
    made = changes(before, form)
    assessment = assess(form, scheme_of(filing))
    if made:
        draft.version += 1
        draft.data = data_of(form)
        draft.save()
        if any(change.action != "set" for change in made):
            repin(filing, before, form)
        FigureChange.objects.bulk_create(_history(filing, draft, made, user))
        store_assessment(filing, assessment, user)
    return Saved(draft, assessment, list(conflicts))


def store_assessment(filing: Filing, assessment: Assessment, user: User | None) -> None:
    """Store what is worked out of a draft: the filing's row and its findings."""
    summarise(filing, assessment)
    filing.changed_by = user
    filing.save()
    FilingFinding.objects.filter(filing=filing).delete()
    rows = [finding_row(filing, finding, assessment.form) for finding in assessment.findings]
    FilingFinding.objects.bulk_create(rows)


def _put(form: Form, edit: Edit) -> Conflict | None:
    theirs = get_value(form, edit.pointer)
    if len(edit.new) > LONGEST:
        raise TooLong(field_name(form, edit.pointer), len(edit.new))
    if theirs not in (edit.old, edit.new):
        return Conflict(edit.pointer, field_name(form, edit.pointer), theirs, edit.new)
    set_value(form, edit.pointer, edit.new)
    return None


def _history(filing: Filing, draft: Draft, made: Sequence[Change], user: User) -> list[FigureChange]:
    return [
        FigureChange(
            filing=filing,
            version=draft.version,
            pointer=change.pointer,
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
