"""Asking (要填的数): a figure that is not known, in the words that the workbook has for it, and in those of JSON."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.relations.names import PERCENT
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.knowledge.workbook import labels_by_concept, workbook_words
from jixiao.model.accounts import Measure
from jixiao.write.disclosure.figures import Figures, Topic
from jixiao.write.disclosure.gaps import Gap, GapKind
from jixiao.write.disclosure.wording import ListWords

LAST_YEAR: tuple[Measure, ...] = ("prior", "change", "growth")
BUDGETS: tuple[Measure, ...] = ("budget", "initial_budget", "completion", "difference", "difference_rate")
_WHAT: dict[GapKind, str] = {"prior": "上年数", "budget": "预算数"}


def figure_gap(figures: Figures, topic: Topic, measure: Measure) -> Gap:
    """Give what is to be typed for a figure: the amount, last year's, or the budget that the wording goes by."""
    kind: GapKind = "prior" if measure in LAST_YEAR else "budget" if measure in BUDGETS else "figure"
    typed: Measure = "prior" if kind == "prior" else figures.budget_measure if kind == "budget" else "amount"
    return Gap(kind, _name(figures, topic) + _WHAT.get(kind, ""), _note(topic, typed), tag_of(topic, typed))


def kinds_gap(words: ListWords, concept: str, whole: Decimal) -> Gap:
    """Give what is to be typed where the kinds of what is counted do not add up to the whole."""
    known = taxonomy().concepts[concept]
    kinds = "、".join(slot.item for slot in words.of if slot.item)
    note = f"指标“{labels_by_concept()[concept]}”的各个细分（{kinds}），合计应为{whole.normalize():f}{known.unit}"
    return Gap("figure", f"{known.label}的分类", note, concept)


def tag_of(topic: Topic, measure: Measure) -> str:
    """Give the tag of a figure: concept, its measure where it is not the amount, its item (by its code or name)."""
    concept = topic.concept if measure in ("amount", "count") else f"{topic.concept}.{measure}"
    return f"{concept}[{topic.item[-1]}]" if topic.item else concept


def label_of(figures: Figures, topic: Topic) -> str:
    """Give the name that people know a figure by: its subjects, else the concept."""
    return "·".join(figures.names(topic.item)) or taxonomy().concepts[topic.concept].label


def _name(figures: Figures, topic: Topic) -> str:
    if not topic.item:
        return label_of(figures, topic)
    last = topic.item[-1]
    return f"{label_of(figures, topic) if last.isdigit() else taxonomy().concepts[topic.concept].label}（{last}）"


def _note(topic: Topic, measure: Measure) -> str:
    """Say which line of the workbook the figure is typed in; last year's have a sheet of their own."""
    parts = [f"指标“{labels_by_concept()[topic.concept]}”"]
    parts += [f"细分“{topic.item[-1]}”"] if topic.item else []
    parts += [f"口径“{workbook_words().shown('measure', measure)}”"] if measure not in ("amount", "prior") else []
    unit = "%" if measure in PERCENT else taxonomy().concepts[topic.concept].unit
    return "，".join([*parts, f"单位{unit}"])
