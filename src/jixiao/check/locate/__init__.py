"""Which figure is wrong: the smallest set of changes after which every relation of a document holds (Fellegi–Holt)."""

from jixiao.check.locate.problem import Change, Explanation, Figure, Limits, Problem, Slip
from jixiao.check.locate.search import locate
from jixiao.check.locate.words import Diagnosis, explain

__all__ = [
    "Change",
    "Diagnosis",
    "Explanation",
    "Figure",
    "Limits",
    "Problem",
    "Slip",
    "explain",
    "locate",
]
