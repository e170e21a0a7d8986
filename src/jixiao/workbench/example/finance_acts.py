"""What the finance bureau of the example does beside reviewing: evaluations, samples, re-checks, decisions."""

from __future__ import annotations

from decimal import Decimal

from jixiao.model.pointer import token
from jixiao.workbench.cycle.application import decide
from jixiao.workbench.cycle.evaluation_sheets import measures, sheet_of
from jixiao.workbench.cycle.evaluations import save_evaluation
from jixiao.workbench.cycle.models import Draft
from jixiao.workbench.cycle.projects import choose_projects
from jixiao.workbench.cycle.recheck import draw_sample, last_revision, save_recheck
from jixiao.workbench.cycle.saving import Edit
from jixiao.workbench.cycle.steps import StepKind, fills
from jixiao.workbench.example.acts import Detail, Scene, act
from jixiao.workbench.people.roles import Power


@act("evaluate")
def _evaluate(scene: Scene, detail: Detail) -> None:
    sheet = sheet_of(scene.filing, Draft.objects.get(filing=scene.filing).data)
    levels = {measure.name: detail["level"] for measure in measures(sheet.system) if measure.method == "judged"}
    edits = [Edit(f"/judged/{token(name)}", "", text) for name, text in (levels | detail.get("levels", {})).items()]
    edits += [Edit(f"/texts/{token(name)}", "", scene.text(text)) for name, text in detail.get("texts", {}).items()]
    save_evaluation(scene.filing, scene.who(fills(scene.filing.step.kind)), edits)


@act("choose")
def _choose(scene: Scene, detail: Detail) -> None:
    step = scene.filing.step.year.steps.select_related("year__region").get(kind=StepKind.EVALUATION)
    project = scene.filing.project
    choose_projects(step, scene.who(Power.RUN_YEAR), [project] if project else [], {"way": detail["way"]})


@act("sample")
def _sample(scene: Scene, detail: Detail) -> None:
    draw_sample(scene.filing.step, scene.who(Power.RECHECK), Decimal(detail["share"]), scene.text(detail["seed"]))


@act("recheck")
def _recheck(scene: Scene, detail: Detail) -> None:
    revision = last_revision(scene.filing).number
    save_recheck(scene.filing, scene.who(Power.RECHECK), detail["scores"], detail["opinion"], revision=revision)


@act("decide")
def _decide(scene: Scene, detail: Detail) -> None:
    decided, note = detail.get("decided", ""), detail.get("note", "")
    decide(scene.filing, scene.who(Power.RECHECK), detail["requested"], decided, note)
