"""An evaluation (评估、评价) as it is kept: points or a grade for each item, texts, figures, each with its pointer."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from jixiao.knowledge.evaluation import Measure, System, load_system
from jixiao.model.failure import Failure
from jixiao.model.field_names import field_name
from jixiao.model.form import Form
from jixiao.model.form_pointers import set_value
from jixiao.model.pointer import token, tokens
from jixiao.score.conclusion import Conclusion, conclude
from jixiao.score.evaluation import Evaluation, evaluate
from jixiao.score.rounding import plain
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.outcomes import GRADE, TOTAL
from jixiao.workbench.cycle.steps import EVALUATIONS, FORM_KINDS, StepKind
from jixiao.workbench.settings import CONFIG
from jixiao.write.evaluation.figures import label_of
from jixiao.write.evaluation.report import JUDGED

PARTS = ("judged", "texts", "figures")
LONGEST = 8000  # characters of a text
LONGEST_NUMBER = 20


class NoSuchItem(Failure):
    """A pointer that leads to nothing of the evaluation."""

    def __init__(self, pointer: str) -> None:
        super().__init__(f"评价指标体系里没有“{pointer}”，请刷新页面后再填。")


class TooLong(Failure):
    """A text that is longer than a passage of the report may be."""

    def __init__(self, name: str, length: int) -> None:
        super().__init__(f"“{name}”有 {length} 个字，最多 {LONGEST} 个字。")


class NoNumber(Failure):
    """A figure that is no number."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"“{name}”填的是“{text[:LONGEST_NUMBER]}”，应为数字，如 160.5（万元）。")


@dataclass(slots=True)
class Sheet:
    """The system, and what is filled in by names: `judged` by item, `texts` by passage, `figures` as typed or drawn."""

    system: System
    judged: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def evaluation(self) -> Evaluation:
        """Give the system scored from what is filled in."""
        return evaluate(self.system, self.numbers, self.judged)

    @property
    def conclusion(self) -> Conclusion:
        """Give totals by dimension, total, grade, and the sentences that explain them."""
        return conclude(self.evaluation)

    @property
    def numbers(self) -> dict[str, Decimal]:
        """Give the figures as numbers."""
        return {name: Decimal(text) for name, text in self.figures.items()}

    def values(self) -> dict[str, str]:
        """Give all that is filled in, by pointer."""
        return {f"/{part}/{token(name)}": text for part in PARTS for name, text in getattr(self, part).items() if text}

    def get(self, pointer: str) -> str:
        """Give what stands at a pointer, empty where nothing does."""
        return self.values().get(pointer, "")

    def put(self, pointer: str, text: str) -> None:
        """Fill something in; raises NoSuchItem, TooManyPoints, TooLong and NoNumber."""
        part, name = self._item(pointer)
        text = text.replace("\r\n", "\n").strip()
        match part:
            case "judged":
                evaluate(self.system, {}, {name: text})
            case "figures":
                text = _number(name, text)
            case _ if len(text) > LONGEST:
                raise TooLong(name, len(text))
        kept = getattr(self, part)
        kept[name] = text
        if not text:
            del kept[name]

    def name_of(self, pointer: str) -> str:
        """Give what people call the item at a pointer; raises NoSuchItem."""
        part, name = self._item(pointer)
        return {"judged": f"“{name}”的评分", "texts": name, "figures": label_of(name)}[part]

    def to_data(self) -> dict[str, Any]:
        """Give the sheet as a draft keeps it."""
        return {"system": self.system.name} | {part: dict(getattr(self, part)) for part in PARTS}

    def copied(self) -> Sheet:
        """Give a sheet of its own with the same in it."""
        return Sheet(self.system, dict(self.judged), dict(self.texts), dict(self.figures))

    def _item(self, pointer: str) -> tuple[str, str]:
        names = tokens(pointer)
        if len(names) == len(("part", "name")) and names[1] in self._known().get(names[0], ()):
            return names[0], names[1]
        raise NoSuchItem(pointer)

    def _known(self) -> dict[str, set[str]]:
        return {
            "judged": {measure.name for measure in measures(self.system)},
            "texts": {section.passage for section in self.system.passages},
            "figures": set(needed(self.system)) | set(self.figures),
        }


def measures(system: System) -> list[Measure]:
    """Give the items of a system in their order."""
    return [measure for dimension in system.dimensions for measure in dimension.measures]


def needed(system: System) -> list[str]:
    """Give the figures that a system reckons with, each once."""
    return list(dict.fromkeys(name for measure in measures(system) for name in (*measure.over, *measure.under)))


def own_system(name: str) -> System:
    """Give a system by name: the bureau's own file in the folder evaluations of the data folder, else the shipped one.

    Raises BadSystem.
    """
    own = CONFIG.home / "evaluations" / f"{name}.toml"
    return load_system(str(own) if own.is_file() else name)


def department_systems() -> list[str]:
    """Give the names of the systems that departments may be evaluated by: the shipped one and the bureau's own.

    The bureau's own are files department*.toml in the folder evaluations of the data folder.
    """
    own = sorted(path.stem for path in (CONFIG.home / "evaluations").glob("department*.toml"))
    return list(dict.fromkeys(["department", *own]))


def system_name(filing: Filing) -> str:
    """Give the name of the system that a filing is evaluated by, empty for one that is not."""
    if filing.step.kind == StepKind.DEPARTMENT:
        return filing.step.year.department_system
    return EVALUATIONS.get(filing.step.kind, "")


def sheet_of(filing: Filing, data: dict[str, Any]) -> Sheet:
    """Give the evaluation that a draft or a revision holds; that of a department stands in the texts of its form."""
    if filing.step.kind == StepKind.DEPARTMENT:
        return from_form(form_of(data), own_system(system_name(filing)))
    parts = {part: dict(data.get(part, {})) for part in PARTS}
    return Sheet(own_system(data.get("system") or system_name(filing)), **parts)


def from_form(form: Form, system: System) -> Sheet:
    """Give the evaluation by points that the texts of a department's form hold."""
    sheet = Sheet(system)
    for part, name, label in _labels(system):
        text = form.texts.get(label)
        if text is not None and text.text:
            getattr(sheet, part)[name] = text.text
    return sheet


def into_form(sheet: Sheet, form: Form) -> None:
    """Put an evaluation into the texts of a department's form, with the total and the grade that it comes to."""
    conclusion = sheet.conclusion
    total = "" if conclusion.total is None else plain(conclusion.total)
    told = [(label, getattr(sheet, part).get(name, "")) for part, name, label in _labels(sheet.system)]
    for label, text in (*told, (TOTAL, total), (GRADE, conclusion.grade or "")):
        set_value(form, f"/texts/{token(label)}", text)


def _labels(system: System) -> list[tuple[str, str, str]]:
    """Each item by part and name, and the label that it has among the texts of a form."""
    judged = [("judged", measure.name, f"{JUDGED}{measure.name}") for measure in measures(system)]
    texts = [("texts", section.passage, section.passage) for section in system.passages]
    return [*judged, *texts, *(("figures", name, f"评价数据：{label_of(name)}") for name in needed(system))]


def called(filing: Filing, data: dict[str, Any], pointer: str) -> str:
    """Give what people call a cell of a form or an item of an evaluation; raises the failures of its pointer."""
    if filing.step.kind in FORM_KINDS:
        return field_name(form_of(data), pointer)
    return sheet_of(filing, data).name_of(pointer) if filing.step.kind in EVALUATIONS else ""


def _number(name: str, text: str) -> str:
    bare = text.replace(",", "").replace("，", "")
    if not bare:
        return ""
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise NoNumber(label_of(name), text) from None
    if not number.is_finite() or len(bare) > LONGEST_NUMBER:
        raise NoNumber(label_of(name), text)
    return f"{number:f}"
