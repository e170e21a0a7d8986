"""Two people on one filing at the same moment, on a database of its own: run as a program, it prints what happened.

It stands outside the tests' transaction, since a race needs two connections that see what the other has committed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from tests.workbench.conftest import County  # sets Django up for a data folder of its own

Act = Callable[[], Any]


def both(first: Act, second: Act) -> list[str]:
    """Do two things at the same moment, each by its own connection; give what became of each, a failure by its name."""
    from django.db import connection

    told, start = ["", ""], Barrier(2)

    def run(place: int, act: Act) -> None:
        start.wait()
        try:
            act()
            told[place] = "done"
        except Exception as error:
            told[place] = type(error).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=entry) for entry in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


class Race:
    """The races: each begins with a filing in the state that it needs, and ends with it in none that others know."""

    def __init__(self, county: County) -> None:
        self.county = county

    def filing(self, state: str) -> Any:
        """A filing of a new project: a draft, or submitted."""
        from jixiao.workbench.cycle.models import Filing, Project
        from jixiao.workbench.cycle.opening import make_filings

        project = Project.objects.create(unit=self.county.unit, name=f"项目{Project.objects.count()}")
        make_filings(self.county.year)
        filing = Filing.objects.get(project=project, step__kind="monitoring")
        if state != "draft":
            self.county.submit(filing)
        return filing

    def run(self, name: str) -> dict[str, Any]:
        """Run one race and give what came of it."""
        from jixiao.workbench.cycle.models import Draft, Review, Revision, Transition

        filing = self.filing("draft" if name in ("submit-submit", "save-submit") else "unit")
        before = Transition.objects.filter(filing=filing).count()
        told = both(*self._acts(name, filing))
        filing.refresh_from_db()
        last = Revision.objects.filter(filing=filing).last()
        return {
            "told": told,
            "state": filing.state,
            "moves": Transition.objects.filter(filing=filing).count() - before,
            "open": Review.objects.filter(filing=filing, status="open").count(),
            "same": last is not None and last.data == Draft.objects.get(filing=filing).data,
        }

    def _acts(self, name: str, filing: Any) -> tuple[Act, Act]:
        from jixiao.workbench.cycle.models import Filing
        from jixiao.workbench.cycle.saving import Edit, save_edits
        from jixiao.workbench.cycle.workflow import approve, send_back, submit, withdraw
        from jixiao.workbench.people.models import User

        def person(username: str) -> Any:
            return User.objects.get(username=username)

        def at_hand() -> Any:
            return Filing.objects.get(pk=filing.pk)

        acts: dict[str, Act] = {
            "approve": lambda: approve(at_hand(), person("approver"), "unit", revision=1),
            "return": lambda: send_back(at_hand(), person("approver"), "unit", "不实", revision=1),
            "withdraw": lambda: withdraw(at_hand(), person("preparer")),
            "submit": lambda: submit(at_hand(), person("preparer")),
            "save": lambda: save_edits(at_hand(), person("preparer"), [Edit("/funding/0/budget", "", "160")], 0),
        }
        first, second = name.split("-")
        return acts[first], acts[second]


def main(rounds: int, names: list[str]) -> None:
    """Run each race so many times and print the outcomes as JSON, with what the check of the log says at the end."""
    from jixiao.workbench.cycle.integrity import verify_all
    from jixiao.workbench.install import upgrade

    upgrade()
    race = Race(County())
    outcomes = {name: [race.run(name) for _ in range(rounds)] for name in names}
    print(json.dumps({"outcomes": outcomes, "problems": verify_all()}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
