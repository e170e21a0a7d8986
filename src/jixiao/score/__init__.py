"""Score (评分): a scheme and a form give scores, each with its reason."""

from jixiao.knowledge.scheme_explain import ParameterRow, explain_scheme
from jixiao.knowledge.scheme_failure import SchemeFailure
from jixiao.knowledge.scheme_file import Parameter, Scheme
from jixiao.knowledge.schemes import load_scheme, schemes
from jixiao.score.choose import choose_scheme
from jixiao.score.result import Habit, Score, ScoredForm
from jixiao.score.scoring import score

__all__ = [
    "Habit",
    "Parameter",
    "ParameterRow",
    "Scheme",
    "SchemeFailure",
    "Score",
    "ScoredForm",
    "choose_scheme",
    "explain_scheme",
    "load_scheme",
    "schemes",
    "score",
]
