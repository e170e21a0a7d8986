"""The alarm 结果好于支出: indicators that score better than the money was spent (一体化系统绩效模块的预警设置).

With q the share of the indicators' points earned and e the share of those of the execution rate: red where
(q − e) ÷ q is above `exec_vs_result_gap`; yellow where the budget is 0 or more than `unspent_notice` of it is left.
The rule form.result.gap of check/ speaks of wide gaps only; this light is for lists of many forms.
"""

from __future__ import annotations

from decimal import Decimal

from jixiao.knowledge.scheme_file import Scheme
from jixiao.knowledge.schemes import load_scheme
from jixiao.model.form import Form
from jixiao.score.choose import choose_scheme
from jixiao.score.evaluation import earned_share
from jixiao.score.execution import score_execution
from jixiao.score.light import Told
from jixiao.score.result import Score
from jixiao.score.rounding import percent

_ZERO, _ONE = Decimal(0), Decimal(1)
_NAME = "结果与支出"


def result_gap(form: Form, scheme: Scheme | str | None = None) -> Told:
    """Give the light of a self-evaluation: scores of the indicators as the form states them, execution worked out.

    By default the scheme that fits the form's layout. The light is None where scores or amounts are missing. Points are
    taken out of what the indicators have in all, 90 on most forms.
    """
    known = load_scheme(scheme) if isinstance(scheme, str) else scheme or choose_scheme(form)
    execution = score_execution(form, known)
    earned = earned_share(form)
    if execution.completion is not None and earned is not None:
        return _told(earned, min(execution.completion, _ONE), known)
    if execution.completion is None and _is_zero_budget(execution):
        return Told(_NAME, "yellow", f"{execution.explanation.split('，')[0]}，指标得分没有预算执行可比")
    lacking = (("指标得分",) if earned is None else ()) + (("预算数、执行数",) if execution.completion is None else ())
    return Told(_NAME, None, f"没有{'和'.join(lacking)}，不能判定结果是否好于支出", lacking)


def _is_zero_budget(execution: Score) -> bool:
    """The execution rate could not be worked out though the form has the figures: nothing is divided by 0."""
    return execution.method == "not_applicable" or execution.value is not None


def _told(earned: Decimal, spent: Decimal, scheme: Scheme) -> Told:
    gap, left = scheme.rules.exec_vs_result_gap, scheme.rules.unspent_notice
    facts = f"指标得分率{percent(earned)}，预算执行得分率{percent(spent)}"
    above = (earned - spent) / earned if earned else _ZERO
    if above > gap:
        return Told(
            _NAME, "red", f"{facts}，结果比支出高{percent(above)}，超过{percent(gap)}，应说明钱没有花完怎样完成了目标"
        )
    if _ONE - spent > left:
        return Told(_NAME, "yellow", f"{facts}，结余占预算{percent(_ONE - spent)}，超过{percent(left)}")
    return Told(_NAME, "green", f"{facts}，结果与支出相称")
