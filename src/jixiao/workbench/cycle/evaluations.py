"""Evaluations (事前绩效评估、重点评价) saved: changes put in one by one, scored by the library, with their history.

As with forms each change says what its author saw: where somebody else has filled in something else meanwhile, it is
given back as a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from jixiao.model.failure import Failure
from jixiao.model.form_rows import copied
from jixiao.workbench.cycle.evaluation_sheets import Sheet, into_form, measures, sheet_of
from jixiao.workbench.cycle.evaluation_sources import Source, report_of, source_of
from jixiao.workbench.cycle.locking import require
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing, FilingFinding
from jixiao.workbench.cycle.own_findings import PASSAGE, POINTS, keep_findings, own_finding
from jixiao.workbench.cycle.saving import Edit, locked
from jixiao.workbench.cycle.saving import store as store_form
from jixiao.workbench.cycle.steps import StepKind, fills
from jixiao.workbench.cycle.typed import opened
from jixiao.workbench.people.models import User
from jixiao.write.evaluation.report import JUDGED

_COLUMNS = {"budget": "project.budget", "executed": "project.executed", "rate": "project.rate"}
_MOST_DIGITS = 7  # as with forms: what the columns of the row take


class Unsaved(NamedTuple):
    """A change that was not made: what it is called, what its author wanted, and why."""

    name: str
    mine: str
    why: str


@dataclass(slots=True)
class SavedSheet:
    """What a save gave: the sheet as it stands now, and the changes that were not made."""

    draft: Draft
    sheet: Sheet
    unsaved: list[Unsaved] = field(default_factory=list)


@transaction.atomic
def save_evaluation(filing: Filing, user: User, edits: Sequence[Edit]) -> SavedSheet:
    """Put changes into an evaluation and score it anew; raises NotAllowed, NotDue and YearClosed."""
    filing, draft = locked(filing)
    require(filing, user, fills(filing.step.kind), "填写")
    sheet = sheet_of(filing, draft.data)
    unsaved = [why for edit in edits if (why := put(sheet, edit)) is not None]
    store(filing, draft, sheet, source_of(filing, draft.data), user)
    return SavedSheet(draft, sheet, unsaved)


def refresh(filing: Filing, draft: Draft, user: User) -> None:
    """Draw the figures of a draft anew and score it, as it is about to be frozen."""
    store(filing, draft, sheet_of(filing, draft.data), source_of(filing, draft.data), user)


def current(filing: Filing, draft: Draft, source: Source) -> Sheet:
    """Give an evaluation as a save would leave it: with the figures as their source has them now."""
    sheet = sheet_of(filing, draft.data)
    sheet.figures |= texts_of(source.figures)
    return sheet


def frozen(filing: Filing, draft: Draft, source: Source) -> Sheet:
    """Give an evaluation as it was submitted; figures that it was not scored from are told as they are now."""
    sheet = sheet_of(filing, draft.data)
    sheet.figures = texts_of(source.figures) | sheet.figures
    return sheet


def store(filing: Filing, draft: Draft, sheet: Sheet, source: Source, user: User) -> None:
    """Store an evaluation, its history, and what is worked out of it."""
    sheet.figures |= texts_of(source.figures)
    if filing.step.kind == StepKind.DEPARTMENT:
        _store_in_form(filing, draft, sheet, user)
    else:
        _store_alone(filing, draft, sheet, user)
    keep_findings(filing, (POINTS, PASSAGE), findings_of(filing, sheet, source))


def _store_alone(filing: Filing, draft: Draft, sheet: Sheet, user: User) -> None:
    made = differences(sheet_of(filing, draft.data), sheet)
    if made:
        draft.version += 1
        draft.data = sheet.to_data()
        draft.save()
        FigureChange.objects.bulk_create(
            FigureChange(filing=filing, version=draft.version, pointer=pointer, name=name, old=old, new=new, by=user)
            for pointer, name, old, new in made
        )
    _summarise(filing, sheet)
    filing.changed_by = user
    filing.save()


def _store_in_form(filing: Filing, draft: Draft, sheet: Sheet, user: User) -> None:
    """Store the evaluation of a department among the texts of its form: frozen, compared and sent along with it."""
    now = opened(filing, draft)
    before = copied(now.form)
    into_form(sheet, now.form)
    store_form(filing, draft, before, now, user)


def put(sheet: Sheet, edit: Edit) -> Unsaved | None:
    """Put one change in, or give why it was not made."""
    try:
        name, theirs = sheet.name_of(edit.pointer), sheet.get(edit.pointer)
        if theirs not in (edit.old.strip(), edit.new.strip()):
            return Unsaved(name, edit.new, f"别人刚刚填了“{theirs}”")
        sheet.put(edit.pointer, edit.new)
    except Failure as failure:
        return Unsaved(edit.pointer.rpartition("/")[2], edit.new, str(failure).rstrip("。"))
    return None


def differences(before: Sheet, after: Sheet) -> list[tuple[str, str, str, str]]:
    """Give what changed between two states of a sheet: pointer, name, old, new."""
    old, new = before.values(), after.values()
    pointers = [pointer for pointer in {**old, **new} if old.get(pointer, "") != new.get(pointer, "")]
    return [(it, after.name_of(it)[:200], old.get(it, ""), new.get(it, "")) for it in pointers]


def findings_of(filing: Filing, sheet: Sheet, source: Source) -> list[FilingFinding]:
    """Give what an evaluation still lacks: points as errors, passages of the report as warnings."""
    report = report_of(filing, sheet, source.form)
    return [_finding(filing, missing.name, missing.note) for missing in report.missing()]


def texts_of(figures: dict[str, Decimal]) -> dict[str, str]:
    """Give figures as a sheet keeps them."""
    return {name: f"{number:f}" for name, number in figures.items()}


def _finding(filing: Filing, name: str, note: str) -> FilingFinding:
    item = name.removeprefix(JUDGED)
    judged = item != name
    message = f"“{item}”还没有{'评分' if judged else '填写'}：{note}"
    return own_finding(filing, POINTS if judged else PASSAGE, message, f"/{'judged' if judged else 'texts'}/{item}")


def _summarise(filing: Filing, sheet: Sheet) -> None:
    """Put what overviews need into the filing's row."""
    conclusion, numbers = sheet.conclusion, sheet.numbers
    filing.score, filing.grade = conclusion.total, conclusion.grade or ""
    for column, name in _COLUMNS.items():
        number = numbers.get(name)
        fits = number is not None and abs(number.adjusted()) < _MOST_DIGITS
        setattr(filing, column, number if fits else None)
    filing.cells = len(measures(sheet.system)) + len(sheet.system.passages)
    filing.filled = sum(1 for _ in _filled(sheet))


def _filled(sheet: Sheet) -> Iterator[str]:
    yield from (each.measure.name for each in sheet.evaluation.scored if each.value is not None or not each.applies)
    yield from (section.passage for section in sheet.system.passages if sheet.texts.get(section.passage))
