"""Points of an indicator with a date (时效指标): in time earns full points; late is for a person to decide.

No published rule says how many points a delay costs, so none is made up here.
"""

from __future__ import annotations

from jixiao.model.quantity import meets
from jixiao.score.item import Item, full_score, open_score
from jixiao.score.result import Score


def score_date(item: Item) -> Score:
    """Give the points of an indicator whose target is a date or deadline: 2024年12月31日前."""
    met = meets(item.target, item.actual)
    facts = f"{item.target_text}，完成{item.actual_text}"
    if met:
        return full_score(item, "date", "按时完成", certain=item.actual.dimension == "date")
    if met is False:
        return open_score(item, "date", f"{facts}，晚于时限，须说明原因")
    if item.actual.dimension == "date":
        return open_score(item, "date", f"{facts}，先后不能确定")
    return open_score(item, "not_comparable", f"{facts}，不是时间，不能比较")
