"""结果应用: the grade of a project, the rule's suggestion for the amount asked for next year, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, DecimalField, QuerySet, Sum

from jixiao.knowledge.application import ApplicationRule, load_application
from jixiao.model.failure import Failure
from jixiao.score import load_scheme
from jixiao.score.application import Suggestion, suggest_budget
from jixiao.score.total import grade_at
from jixiao.workbench.cycle.locking import locked_filing, require_open
from jixiao.workbench.cycle.models import Decision, Filing, Year
from jixiao.workbench.cycle.steps import State, StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Region, User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.settings import CONFIG

LONGEST = 2000  # characters of a note
_MOST = Decimal(10**11)  # 万元


class NoGrade(Failure):
    """A result that cannot be applied yet."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing}”还没有评价等级：自评办结、得出总分以后才能应用结果。")


class NoAmount(Failure):
    """An amount that is none."""

    def __init__(self, what: str, text: str) -> None:
        given = f"是“{text[:20]}”" if text else "没有填"
        super().__init__(f"{what}{given}，应为不小于0的数（万元）。")


class NeedsNote(Failure):
    """A decision against the rule without a reason."""

    def __init__(self, decided: Decimal, suggestion: Suggestion) -> None:
        super().__init__(
            f"核定数{decided:f}万元不在建议的{suggestion.least:f}—{suggestion.most:f}万元之内，请在说明里写明理由。"
        )


class Standing(NamedTuple):
    """A project's self-evaluation with the grade that counts, its score, and whose it is: 重点评价, 财政复核, 自评."""

    filing: Filing
    grade: str
    score: Decimal | None
    whose: str


class UnitTotal(NamedTuple):
    """What a unit's decisions add up to, in 万元."""

    unit: str
    projects: int
    requested: Decimal | None
    low: Decimal | None
    high: Decimal | None
    decided: Decimal | None


def rule_of(region: Region) -> ApplicationRule:
    """Give the rule of a region: its own file in the data folder, the installation's, or the shipped one.

    Files are application/区划代码.toml and application.toml. Raises BadApplication.
    """
    own = [CONFIG.home / "application" / f"{region.code}.toml", CONFIG.home / "application.toml"]
    found = next((path for path in own if path.is_file() and region.code.isalnum()), None)
    return load_application(str(found) if found else "")


def finished(year: Year) -> QuerySet[Filing]:
    """Give the self-evaluations of a year's projects that are done, with their decisions."""
    found = Filing.objects.filter(step__year=year, step__kind=StepKind.SELF_EVALUATION, state=State.DONE)
    return found.select_related("unit__region", "unit__department", "project", "step__year__region", "decision")


def standings(filings: Iterable[Filing], year: Year) -> list[Standing]:
    """Give the grades that count: 重点评价 before 财政复核 before the unit's own; two queries whatever the number."""
    rows = list(filings)
    evaluated = Filing.objects.filter(
        step__year=year, step__kind=StepKind.EVALUATION, state=State.DONE, project__in=[row.project_id for row in rows]
    )
    by_project = {filing.project_id: filing for filing in evaluated.exclude(grade="")}
    return [_standing(row, by_project.get(row.project_id), year) for row in rows]


def standing_of(filing: Filing) -> Standing:
    """Give the grade of one self-evaluation that counts."""
    return standings([filing], filing.step.year)[0]


@transaction.atomic
def decide(filing: Filing, user: User, requested: str, decided: str = "", note: str = "") -> Decision:
    """Keep what is asked for next year, the rule's suggestion for it, and what was decided (nothing yet: "").

    Amounts in 万元. Raises NotAllowed, YearClosed, NoGrade, NoAmount, UnknownGrade, and NeedsNote for a decision
    outside what the rule suggests.
    """
    filing = locked_filing(filing)
    _require(filing, user)
    suggestion = suggested(standing_of(filing), _amount("下年申请数", requested), filing.step.year.region)
    amount = _amount("核定数", decided) if decided.strip() else None
    note = note.strip()[:LONGEST]
    if amount is not None and not suggestion.least <= amount <= suggestion.most and not note:
        raise NeedsNote(amount, suggestion)
    kept = {
        "requested": suggestion.requested,
        "low": suggestion.least,
        "high": suggestion.most,
        "explanation": suggestion.explanation,
        "decided": amount,
        "note": note,
        "by": user,
    }
    decision, _ = Decision.objects.update_or_create(filing=filing, defaults=kept)
    told = {name: str(kept[name]) for name in ("requested", "low", "high", "decided", "note") if kept[name] is not None}
    record(user, "decide", filing, unit=filing.unit_id, grade=suggestion.grade, **told)
    return decision


def suggested(standing: Standing, requested: Decimal, region: Region) -> Suggestion:
    """Give what the region's rule suggests for an amount; raises NoGrade and UnknownGrade."""
    if not standing.grade:
        raise NoGrade(standing.filing)
    return suggest_budget(standing.grade, requested, rule_of(region))


def unit_totals(filings: QuerySet[Filing]) -> list[UnitTotal]:
    """Give what the decisions of each unit add up to, by the database."""
    money: DecimalField[Decimal, Decimal] = DecimalField(max_digits=24, decimal_places=6)
    sums = [Sum(f"decision__{name}", output_field=money) for name in ("requested", "low", "high", "decided")]
    named = dict(zip("abcd", sums, strict=True))
    rows = filings.order_by().values("unit__code", "unit__name").annotate(projects=Count("pk"), **named)
    told = rows.order_by("unit__code").values_list("unit__name", "projects", *named)
    return [UnitTotal(*row) for row in told]


def _standing(filing: Filing, evaluated: Filing | None, year: Year) -> Standing:
    if evaluated is not None:
        return Standing(filing, evaluated.grade, evaluated.score, "重点评价")
    if filing.recheck_score is not None:
        return Standing(
            filing, grade_at(filing.recheck_score, load_scheme(year.scheme)), filing.recheck_score, "财政复核"
        )
    return Standing(filing, filing.grade, filing.score, "自评")


def _require(filing: Filing, user: User) -> None:
    require_open(filing, user, Power.RECHECK, "核定")
    if filing.step.kind != StepKind.SELF_EVALUATION or filing.state != State.DONE:
        raise NoGrade(filing)


def _amount(what: str, text: str) -> Decimal:
    plain = text.strip().replace(",", "").replace("，", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise NoAmount(what, text.strip()) from None
    if not number.is_finite() or not 0 <= number < _MOST:
        raise NoAmount(what, text.strip())
    return number
