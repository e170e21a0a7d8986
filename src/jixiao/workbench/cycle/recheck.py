"""财政复核: self-evaluations drawn by chance, and the finance bureau's own score for each item beside the unit's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from jixiao.model.failure import Failure
from jixiao.score.recheck import Rechecked, recheck
from jixiao.workbench.cycle.forms import form_of, scheme_of
from jixiao.workbench.cycle.locking import locked_filing, refuse_closed, require_open
from jixiao.workbench.cycle.models import Filing, Recheck, Revision, Sample, Step
from jixiao.workbench.cycle.projects import Candidate, by_chance
from jixiao.workbench.cycle.refusals import NotDue, SubmittedAnew
from jixiao.workbench.cycle.steps import EDITABLE, StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may, within

RECHECKED = (StepKind.SELF_EVALUATION, StepKind.DEPARTMENT)
LONGEST = 4000  # characters of an opinion


class NotRechecked(Failure):
    """A re-check of something that is no self-evaluation."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing}”不是自评表，财政复核只复核项目自评和部门整体自评。")


class StillOpen(Failure):
    """A re-check without points for every item."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}。请给没有得分的指标填上复核得分。")


class NoOpinion(Failure):
    """A re-check that changes the score without saying why."""

    def __init__(self) -> None:
        super().__init__(f"复核得分与自评得分不同，请写明复核意见（不超过 {LONGEST} 个字）。")


class NothingToDraw(Failure):
    """A draw from nothing."""

    def __init__(self) -> None:
        super().__init__("没有可以抽的自评表：还没有报送，或者都已经抽过了。")


def may_recheck(user: Any, filing: Filing) -> bool:
    """Tell whether a person may re-check a filing now: a self-evaluation that was submitted, in an open year."""
    submitted = filing.step.kind in RECHECKED and filing.state not in EDITABLE and not filing.step.year.closed
    return submitted and may(user, Power.RECHECK, filing.unit)


def rechecked(filing: Filing, revision: Revision, given: Mapping[str, str]) -> Rechecked:
    """Give a revision re-checked with the points given by pointer; raises WrongPoints."""
    return recheck(form_of(revision.data), given, scheme_of(filing))


def last_revision(filing: Filing) -> Revision:
    """Give the revision that was submitted last; raises Revision.DoesNotExist."""
    return filing.revisions.latest("number")


@transaction.atomic
def save_recheck(filing: Filing, user: User, given: Mapping[str, str], opinion: str, *, revision: int) -> Recheck:
    """Keep a re-check of the revision that was seen; earlier ones stay.

    Raises NotAllowed, NotDue, NotRechecked, SubmittedAnew, WrongPoints, StillOpen and NoOpinion.
    """
    filing = _locked(filing, user)
    last = last_revision(filing)
    if last.number != revision:
        raise SubmittedAnew(filing, revision, last.number)
    done = rechecked(filing, last, given)
    if done.total.value is None:
        raise StillOpen(done.total.explanation)
    _require_opinion(done, opinion)
    kept = Recheck.objects.create(
        filing=filing, revision=last, scores=_counted(done), total=done.total.value, opinion=opinion.strip(), by=user
    )
    filing.recheck_score = kept.total
    filing.save(update_fields=["recheck_score", "changed_at"])
    told = {"total": kept.total, "stated": done.stated, "opinion": kept.opinion, "revision": last.number}
    record(user, "recheck", filing, unit=filing.unit_id, scores=kept.scores, **{k: str(v) for k, v in told.items()})
    return kept


def drawable(step: Step, user: User) -> QuerySet[Filing]:
    """Give the submitted self-evaluations of a step that were not drawn yet."""
    reach = within(user, Power.RECHECK, "unit__")
    found = Filing.objects.filter(reach, step=step, sampled=False, project__isnull=False)
    return found.exclude(state__in=EDITABLE).select_related("project__unit", "unit")


@transaction.atomic
def draw_sample(step: Step, user: User, share: Decimal, seed: str) -> Sample:
    """Draw a share of each department's submitted self-evaluations, rounded up; raises NothingToDraw, YearClosed.

    Whoever has the seed can draw again: see `by_chance`.
    """
    filings = {filing.project_id: filing for filing in drawable(step, user)}
    among = [Candidate(filing.project, filing.budget) for filing in filings.values() if filing.project]
    if not among:
        raise NothingToDraw
    drawn = [filings[each.project.pk] for each in by_chance(among, share, seed)]
    refuse_closed(drawn[0])
    Filing.objects.filter(pk__in=[filing.pk for filing in drawn]).update(sampled=True)
    sample = Sample.objects.create(step=step, share=share, seed=seed, among=len(among), drawn=len(drawn), by=user)
    record(user, "draw_sample", step, sample=sample.pk, share=str(share), seed=seed, filings=[it.pk for it in drawn])
    return sample


def _locked(filing: Filing, user: User) -> Filing:
    now = locked_filing(filing)
    require_open(now, user, Power.RECHECK, "复核")
    if now.step.kind not in RECHECKED:
        raise NotRechecked(now)
    if now.state in EDITABLE:
        raise NotDue(now, "复核")
    return now


def _require_opinion(done: Rechecked, opinion: str) -> None:
    changed = any(item.difference for item in done.items)
    if (changed and not opinion.strip()) or len(opinion) > LONGEST:
        raise NoOpinion


def _counted(done: Rechecked) -> dict[str, str]:
    return {item.pointer: f"{item.counted:f}" for item in done.items if item.counted is not None}
