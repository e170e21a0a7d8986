"""What people of the example do with a filing, one function an act, each by the service that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jixiao.model.form_pointers import get_value
from jixiao.workbench.cycle.checking import checked
from jixiao.workbench.cycle.comments import add_comment
from jixiao.workbench.cycle.evidence import add_evidence
from jixiao.workbench.cycle.forms import finding_row, form_of
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.notices import answer_notice, issue_notice
from jixiao.workbench.cycle.publishing import publish
from jixiao.workbench.cycle.saving import Edit, save_edits, save_form
from jixiao.workbench.cycle.steps import State, submits
from jixiao.workbench.cycle.workflow import POWER_OF, approve, reopen, send_back, submit, withdraw
from jixiao.workbench.example.book import Subject, Told
from jixiao.workbench.example.files import file_of
from jixiao.workbench.example.forms import in_year, told_form
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may


@dataclass(frozen=True, slots=True)
class Scene:
    """A filing that something happens to, with what the book tells of it, and the people who may act."""

    filing: Filing
    subject: Subject
    told: Told
    budget: str
    people: list[User]

    def who(self, power: Power) -> User:
        """Give the first person of the example who may do something for the filing's unit."""
        return next(user for user in self.people if may(user, power, self.filing.unit))

    def reviewer(self) -> User:
        """Give who has to review the filing as it stands."""
        return self.who(POWER_OF[State(self.filing.state)])

    def text(self, words: str) -> str:
        """Give words of the book with the year put in."""
        return in_year(words, self.filing.step.year.year)


Detail = Mapping[str, Any]
Act = Callable[[Scene, Detail], object]
ACTS: dict[str, Act] = {}


def act(name: str) -> Callable[[Act], Act]:
    """Register an act under the name that the book has for it."""

    def register(function: Act) -> Act:
        ACTS[name] = function
        return function

    return register


@act("fill")
def _fill(scene: Scene, detail: Detail) -> None:
    form = told_form(scene.filing, scene.subject, scene.told, scene.budget)
    save_form(scene.filing, scene.who(Power.WRITE), form, "示例")


@act("edit")
def _edit(scene: Scene, detail: Detail) -> None:
    draft = Draft.objects.get(filing=scene.filing)
    form = form_of(draft.data)
    edits = [Edit(at, get_value(form, at), scene.text(new)) for at, new in detail["cells"]]
    save_edits(scene.filing, scene.who(Power.WRITE), edits, draft.shape)


@act("submit")
def _submit(scene: Scene, detail: Detail) -> None:
    reasons = {}
    if detail.get("reason"):
        found = checked(scene.filing, Draft.objects.get(filing=scene.filing))
        rows = [finding_row(scene.filing, each, found.form) for each in found.findings] if found else []
        reasons = {row.key: detail["reason"] for row in rows if row.severity == "error"}
    submit(scene.filing, scene.who(submits(scene.filing.step.kind)), reasons)


@act("approve")
def _approve(scene: Scene, detail: Detail) -> None:
    approve(scene.filing, scene.reviewer(), scene.filing.state, detail.get("comment", ""))


@act("return")
def _return(scene: Scene, detail: Detail) -> None:
    send_back(scene.filing, scene.reviewer(), scene.filing.state, scene.text(detail["why"]))


@act("withdraw")
def _withdraw(scene: Scene, detail: Detail) -> None:
    withdraw(scene.filing, scene.who(Power.SUBMIT), scene.text(detail["why"]))


@act("adjust")
def _adjust(scene: Scene, detail: Detail) -> None:
    reopen(scene.filing, scene.who(Power.SUBMIT), scene.text(detail["why"]))


@act("comment")
def _comment(scene: Scene, detail: Detail) -> None:
    add_comment(scene.filing, scene.reviewer(), scene.text(detail["text"]), detail.get("cell", ""))


@act("publish")
def _publish(scene: Scene, detail: Detail) -> None:
    publish(scene.filing, scene.who(Power.PUBLISH), public=True)


@act("evidence")
def _evidence(scene: Scene, detail: Detail) -> None:
    add_evidence(scene.filing, scene.who(Power.WRITE), _file(scene, detail), detail.get("cell", ""))


@act("notice")
def _notice(scene: Scene, detail: Detail) -> None:
    due = timezone.localdate() + timedelta(days=detail["days"])
    issue_notice(scene.filing, scene.who(Power.RECHECK), scene.text(detail["text"]), due)


@act("answer")
def _answer(scene: Scene, detail: Detail) -> None:
    notice = scene.filing.notices.get(answered_at=None)
    files = [_file(scene, each) for each in detail.get("files", [])]
    answer_notice(notice, scene.who(Power.WRITE), scene.text(detail["text"]), files)


def _file(scene: Scene, detail: Detail) -> SimpleUploadedFile:
    return SimpleUploadedFile(detail["name"], file_of(detail["name"], [scene.text(line) for line in detail["lines"]]))
