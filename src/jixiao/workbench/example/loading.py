"""Loading the example county (示例县) into a fresh data folder: all in it comes about by the services themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.workbench.config import Config
from jixiao.workbench.cycle.models import Filing, Year
from jixiao.workbench.cycle.opening import Planned, open_year
from jixiao.workbench.cycle.projects import ProjectData, save_project
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.cycle.year_changes import close_year
from jixiao.workbench.example import finance_acts  # noqa: F401
from jixiao.workbench.example.acts import ACTS, Scene
from jixiao.workbench.example.book import LAST_YEAR, Book, StepDates, Subject, WhichYear, example_book, this_year
from jixiao.workbench.example.clock import at
from jixiao.workbench.example.places import make_people, make_places
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may

_OPENED = 430  # days ago that this year was opened
_CLOSED = 290  # days ago that last year was closed
_SPREAD = 9  # days over which filings of a step are begun


class NotEmpty(Failure):
    """The example asked for in a data folder that somebody works in."""

    def __init__(self, config: Config) -> None:
        super().__init__(f"{config.home} 里已有单位的数据，示例县只能装进新的数据文件夹，请用 --data 另指定一个。")


class Event(NamedTuple):
    """Something that happens on a day: `order` settles what comes first on the same day."""

    day: int
    order: int
    which: WhichYear
    step: StepDates
    subject: Subject
    act: dict[str, Any]


def load_example(config: Config) -> bool:
    """Load the example county into an empty installation; gives False where it is there already. Raises NotEmpty."""
    book = example_book()
    if Region.objects.filter(code=book.county).exists():
        return False
    if User.objects.exists() or Region.objects.exists():
        raise NotEmpty(config)
    with transaction.atomic():
        _Loading(book, timezone.localdate()).run()
    return True


class _Loading:
    """One loading: the book, the day it is loaded on, and the people once they are there."""

    def __init__(self, book: Book, today: date) -> None:
        self.book, self.today, self.year = book, today, this_year(today)

    def run(self) -> None:
        with at(self._moment(-_OPENED - LAST_YEAR, 0)):
            make_places(self.book)
        self.people = list(make_people(self.book).values())
        self.units = {unit.code: unit for unit in Unit.objects.select_related("region", "department")}
        self._open("last", -_OPENED - LAST_YEAR)
        opened = closed = False
        for number, event in enumerate(sorted(self._events(), key=lambda event: event[:2])):
            if not opened and event.day >= -_OPENED:
                self._open("this", -_OPENED)
                opened = True
            if not closed and event.day >= -_CLOSED:
                self._close(-_CLOSED)
                closed = True
            self._happen(event, number)

    def _open(self, which: WhichYear, day: int) -> None:
        with at(self._moment(day, 0)):
            for subject in self.book.subjects:
                if subject.name and subject.new == (which == "this"):
                    self._project(subject)
            region = Region.objects.get(code=self.book.county)
            steps = [self._planned(step, which) for step in self.book.steps if which == "this" or not step.only_this]
            user = next(user for user in self.people if user.grants.filter(role="finance_administrator").exists())
            open_year(region, self._number(which), user, steps, layout=self.book.layout, scheme=self.book.scheme)

    def _close(self, day: int) -> None:
        year = Year.objects.get(region__code=self.book.county, year=self._number("last"))
        with at(self._moment(day, 0)):
            close_year(year, year.opened_by)

    def _project(self, subject: Subject) -> None:
        unit = self.units[subject.unit]
        user = next(user for user in self.people if may(user, Power.PROJECTS, unit) and may(user, Power.WRITE, unit))
        data = ProjectData(subject.name, subject.code, term=subject.term, sector=subject.sector or unit.sector)
        save_project(user, unit, data)

    def _planned(self, step: StepDates, which: WhichYear) -> Planned:
        earlier = LAST_YEAR if which == "last" else 0
        opens, due = (self.today + timedelta(days=days - earlier) for days in (step.opens, step.due))
        return Planned(StepKind(step.kind), opens, due, step.month)

    def _events(self) -> Iterator[Event]:
        steps = {step.kind: step for step in self.book.steps}
        for number, subject in enumerate(self.book.subjects):
            for (which, kind), told in subject.filings.items():
                day = steps[kind].opens + 1 + number % _SPREAD - (LAST_YEAR if which == "last" else 0)
                for one in told.way:
                    act: dict[str, Any] = {"act": one} if isinstance(one, str) else one
                    day = int(act.get("day", day)) + 1
                    yield Event(day, number, which, steps[kind], subject, act)

    def _happen(self, event: Event, number: int) -> None:
        subject, told = event.subject, event.subject.filings[event.which, event.step.kind]
        filing = Filing.objects.select_related("unit__region", "unit__department", "project", "step__year__region").get(
            step__year__region__code=self.book.county,
            step__year__year=self._number(event.which),
            step__kind=event.step.kind,
            unit__code=subject.unit,
            project__code=subject.code or None,
        )
        target = subject.filings.get((event.which, "target"), told)
        with at(self._moment(event.day, number)):
            ACTS[event.act["act"]](Scene(filing, subject, told, target.budget, self.people), event.act)

    def _number(self, which: WhichYear) -> int:
        return self.year if which == "this" else self.year - 1

    def _moment(self, day: int, number: int) -> datetime:
        """A moment in office hours; later ones of a day are later."""
        start = datetime.combine(self.today + timedelta(days=day), time(8, 30), timezone.get_current_timezone())
        return start + timedelta(seconds=37 * number % 30000)
