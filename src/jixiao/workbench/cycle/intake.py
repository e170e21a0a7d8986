"""Forms from a file (导入): each form found is matched to a filing, shown with what would change, then all are taken.

Reading is done in a child process before anything is touched; taking is one transaction: all or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jixiao.check.project_names import project_key
from jixiao.model.failure import Failure
from jixiao.model.form import KIND_NAMES, Form
from jixiao.model.form_carry import adapted, last_year_named
from jixiao.model.form_changes import changes
from jixiao.model.form_money import in_wan
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Draft, Filing, Intake, Step
from jixiao.workbench.cycle.project_intake import TakenAlready
from jixiao.workbench.cycle.saving import locked, save_form
from jixiao.workbench.cycle.starting import blank_form, last_year_form
from jixiao.workbench.cycle.steps import EDITABLE, FORM_KINDS
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within


class NothingTaken(Failure):
    """A file of which no form was chosen to be taken."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”没有选中要导入的表，请给每张要导入的表选一个项目。")


class ChosenTwice(Failure):
    """Two forms of a file for one filing."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"有两张表都选了“{filing.project or filing.unit}”，一个项目只能导入一张，请更正。")


@dataclass
class Found:
    """A form found in a file: its number there, where it stands, the filing that it is for as far as that is clear.

    `said` are remarks on what is done with it; `changed` counts what would change in the filing's draft.
    """

    number: int
    form: Form
    where: str
    filing: Filing | None = None
    said: list[str] = field(default_factory=list)
    changed: int = 0

    @property
    def name(self) -> str:
        """Give what the form says its project is."""
        return self.form.project.name.text or self.form.unit.text or "（没有写项目名称）"

    @property
    def indicators(self) -> int:
        """Give how many indicators it has."""
        return sum(bool(row.name) for row in self.form.indicators)

    @property
    def budget(self) -> str:
        """Give the budget that it says, as printed."""
        line = self.form.funding_line("total")
        return (line.budget.text or line.initial.text or "") if line else ""


def open_for(user: User, step: Step) -> QuerySet[Filing]:
    """Give the filings of a step that a person may fill in now."""
    filings = Filing.objects.filter(within(user, Power.WRITE, "unit__"), step=step, state__in=EDITABLE)
    return filings.select_related("unit__department", "project", "step__year__region").order_by("unit__code", "pk")


def targets_of(intake: Intake, user: User) -> list[Filing]:
    """Give the filings that a person may take an intake's forms into: the one it was uploaded for, or the step's."""
    if intake.step is None:
        return []
    found = open_for(user, intake.step)
    return list(found.filter(pk=intake.filing_id) if intake.filing_id else found)


def found_in(intake: Intake, filings: Iterable[Filing]) -> list[Found]:
    """Give the forms of an intake, each with the filing it is for, what is done with it, and what would change."""
    filings = list(filings)
    forms = [form_of(data) for data in intake.data.get("forms", [])]
    found = [
        Found(number, form, where) for number, (form, where) in enumerate(zip(forms, intake.data["where"], strict=True))
    ]
    for each in found:
        each.filing = filings[0] if intake.filing_id and len(found) == 1 and filings else _match(each.form, filings)
    _only_once(found)
    drafts = {
        draft.filing_id: draft for draft in Draft.objects.filter(filing__in=[f.filing for f in found if f.filing])
    }
    for each in found:
        if each.filing is not None:
            each.said = remarks_on(each.form, each.filing)
            before = form_of(drafts[each.filing.pk].data)
            each.changed = len(changes(before, as_filed(each.form, each.filing)))
    return found


@transaction.atomic
def take_forms(intake: Intake, user: User, choice: Mapping[int, int]) -> int:
    """Take chosen forms of an intake (number in the file → id of the filing), all or none; gives how many.

    Raises NothingTaken, ChosenTwice, TakenAlready, NotDue, YearClosed.
    """
    intake = Intake.objects.select_for_update(of=("self",)).select_related("step").get(pk=intake.pk)
    if intake.taken_at is not None:
        raise TakenAlready(intake)
    filings = {filing.pk: filing for filing in targets_of(intake, user)}
    forms = intake.data.get("forms", [])
    taken = [(filings[pk], form_of(forms[n])) for n, pk in choice.items() if pk in filings and n < len(forms)]
    if not taken:
        raise NothingTaken(intake.name)
    _refuse_twice(filing for filing, _ in taken)
    for filing, form in taken:
        save_form(filing, user, as_filed(form, filing), f"{intake.name}（{intake.sha256[:12]}）")
    intake.taken_at = timezone.now()
    intake.save(update_fields=["taken_at"])
    return len(taken)


@transaction.atomic
def copy_last_year(filing: Filing, user: User) -> list[str]:
    """Copy last year's form into a draft under this year's head; gives what still names last year, or NoLastYear."""
    locked(filing)
    form = last_year_form(filing)
    save_form(filing, user, form, f"{filing.step.year.year - 1}年度")
    return last_year_named(form, filing.step.year.year - 1)


def as_filed(form: Form, filing: Filing) -> Form:
    """Give a form of a file as the filing keeps it: its kind, year and project, amounts in 万元."""
    return adapted(in_wan(form), blank_form(filing))


def remarks_on(form: Form, filing: Filing) -> list[str]:
    """Give what is done with a form that is not quite what the filing is for, a sentence each."""
    said, kind, year = [], FORM_KINDS[filing.step.kind], filing.step.year.year
    if form.kind != kind:
        said.append(f"是{KIND_NAMES[form.kind]}，只取{KIND_NAMES[kind]}有的栏目")
    if form.year and form.year != year:
        said.append(f"写的是{form.year}年度，按{year}年度导入")
    if (form.money_unit.text or "万元") != "万元":
        said.append(f"金额是{form.money_unit.text}，换算成万元")
    name = form.project.name.text
    if filing.project and name and name != filing.project.name:
        said.append(f"项目名称是“{name}”，按“{filing.project.name}”导入")
    return said


def _match(form: Form, filings: Iterable[Filing]) -> Filing | None:
    """The filing whose project has the form's code, else the only one with its name; a department's own by its unit."""
    code, name = form.project.code.text, form.project.name.text
    with_project = [(filing, filing.project) for filing in filings if filing.project]
    for filing, project in with_project:
        if code and project.code == code:
            return filing
    key = (project_key(name) or name) if name else None
    same = [filing for filing, project in with_project if key and (project_key(project.name) or project.name) == key]
    if not with_project:
        same = [filing for filing in filings if form.unit.text in (filing.unit.name, None)]
    return same[0] if len(same) == 1 else None


def _only_once(found: list[Found]) -> None:
    """Of several forms for one filing the first is proposed."""
    seen: set[int] = set()
    for each in found:
        if each.filing is not None and each.filing.pk in seen:
            each.filing = None
        elif each.filing is not None:
            seen.add(each.filing.pk)


def _refuse_twice(filings: Iterable[Filing]) -> None:
    [(filing, times)] = Counter(filings).most_common(1)
    if times > 1:
        raise ChosenTwice(filing)
