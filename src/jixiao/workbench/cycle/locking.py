"""Whoever changes a filing holds it locked and may do so (加锁): where it stands, by what power, in an open year."""

from __future__ import annotations

from collections.abc import Collection

from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.refusals import NotAllowed, NotDue, YearClosed
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.people.models import Grant, User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import grant_for


def locked_filing(filing: Filing) -> Filing:
    """Give the filing as it stands now, locked until the end of the transaction.

    Its draft is not fetched along: PostgreSQL would give it as it stood before the wait for the lock.
    """
    locking = Filing.objects.select_for_update(of=("self",))
    return locking.select_related("unit__region", "unit__department", "project", "step__year__region").get(pk=filing.pk)


def standing(filing: Filing, states: Collection[State], action: str) -> Filing:
    """Give the filing locked, where it stands in one of some states; raises YearClosed, NotDue."""
    now = locked_filing(filing)
    refuse_closed(now)
    if now.state not in states:
        raise NotDue(now, action)
    return now


def require(filing: Filing, user: User, power: Power, action: str) -> Grant:
    """Give the grant by which somebody acts; raises NotAllowed where there is none."""
    grant = grant_for(user, power, filing.unit)
    if grant is None:
        raise NotAllowed(filing, action)
    return grant


def require_open(filing: Filing, user: User, power: Power, action: str) -> None:
    """Refuse who may not act, and then what belongs to a closed year; raises NotAllowed, YearClosed."""
    require(filing, user, power, action)
    refuse_closed(filing)


def refuse_closed(filing: Filing) -> None:
    """Refuse a change in a year that is archived (已归档); raises YearClosed."""
    if filing.step.year.closed:
        raise YearClosed(filing)
