"""Which fields of a form the rules work out (自动计算) and which a person decides, and a form worked out anew."""

from __future__ import annotations

from functools import lru_cache

from jixiao.model.form import Form, FormKind, Indicator
from jixiao.model.form_pointers import set_value
from jixiao.model.form_rows import copied
from jixiao.model.pointer import tokens
from jixiao.score import Scheme, Score, score
from jixiao.write.forms.complete import SELF_EVALUATIONS, completed

_NOTHING_TO_DECIDE = frozenset({"no_actual", "not_applicable"})
_OF_SELF_EVALUATIONS = frozenset({"/execution/rate", "/execution/score", "/total/weight", "/total/score"})


@lru_cache(maxsize=4096)
def computed(kind: FormKind, pointer: str) -> bool:
    """Tell whether the rules work a field out: rates, and in self-evaluations (自评表) scores and the total.

    A score that the scheme leaves to a person is among them: `left_to_people` tells which these are.
    """
    names = tokens(pointer)
    if names[:1] == ["funding"]:
        return names[-1] == "rate"
    if kind not in SELF_EVALUATIONS:
        return False
    return pointer in _OF_SELF_EVALUATIONS or (names[:1] == ["indicators"] and names[-1] == "score")


def left_to_people(form: Form, scheme: Scheme | str | None = None) -> dict[str, Score]:
    """Give the scores that only a person can decide (定性指标, 据实 …), by pointer, each with its limits and why.

    Where no result is typed yet (实际完成值) there is nothing to decide. Raises SchemeFailure where there is no scheme
    of that name.
    """
    if form.kind not in SELF_EVALUATIONS:
        return {}
    rows = enumerate(zip(form.indicators, score(form, scheme).indicators, strict=True))
    return {f"/indicators/{index}/score": scored for index, (row, scored) in rows if _undecided(row, scored)}


def _undecided(row: Indicator, scored: Score) -> bool:
    return scored.value is None and bool(row.actual) and scored.method not in _NOTHING_TO_DECIDE


def worked_out(form: Form, scheme: Scheme | str | None = None) -> tuple[Form, list[str]]:
    """Give the form with all that the rules work out worked out anew, and the sentences that explain it.

    Unlike `completed`, which fills blanks only, it does not keep a computed value that was there before; what a person
    decided and what is typed stays.
    """
    form = copied(form)
    decided = left_to_people(form, scheme)
    for pointer in [pointer for pointer, value in form.values() if value and computed(form.kind, pointer)]:
        if pointer not in decided:
            set_value(form, pointer, "")
    return completed(form, scheme)
