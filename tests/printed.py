"""Forms as a PDF prints them, for tests: lines in reading order, cells parted by a blank, wrapped ones line by line."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

LABELS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "comparator": "指标性质", "target": "年度指标值",
    "unit": "度量单位", "actual": "实际完成值", "weight": "分值", "score": "得分", "reason": "偏差原因分析及改进措施",
}  # fmt: skip
LAYOUTS = {
    "national": ("level1", "level2", "name", "target", "actual", "weight", "score", "reason"),
    "transfer": ("level1", "level2", "name", "weight", "target", "actual", "score", "reason"),
    "hubei": ("level1", "level2", "name", "target", "actual", "score"),
    "sichuan": ("level1", "level2", "name", "comparator", "target", "unit", "actual", "weight", "score", "reason"),
}
_WIDTHS = {"level1": 5, "level2": 6, "name": 9, "comparator": 4, "target": 6, "unit": 4, "actual": 6, "reason": 6}
_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
_NAMES = (
    "参保人数", "培训村级经办人员次数", "新建标准化医保经办服务网点数量", "任务完成率",
    "资金拨付及时率", "完成时间", "项目总成本控制数",
    "提升城乡居民医疗保障待遇水平", "改善农村人居环境质量",
    "持续发挥水利设施效益", "群众满意度", "2024年第一批设备采购数量", "受益户数",
    "减轻困难群众和大病患者医疗费用负担",
)  # fmt: skip
_VALUES = (
    ("31015人", "29293人"), ("≥99%", "98.5%"), ("100%", "100%"), ("2024年12月31日前", "2024年11月30日"),
    ("2024年12月31日前", "2024年12月31日前"), ("≤160万元", "138.17万元"), ("优", "优"),
    ("长效", "长效"), ("据实", "64人"),
    ("明显提升", "明显提升"), ("12", "12"), ("≥3个", "5"), ("60元/人/年", "60元/人/年"),
)  # fmt: skip
_MEASURED = (
    ("≥", "50", "次", "180次"), ("＝", "100", "%", "100%"), ("≤", "50000", "元", "50000元"),
    ("定性", "优", "其他", "优"),
    ("＝", "1", "年", "1年"), ("≥", "98", "%", "0.98"),
)  # fmt: skip
_REASONS = (
    "部分居民在异地参保",
    "资金拨付不及时，下一步加强与财政部门对接。",
    "未发生该笔支出",
    "设备采购流标，已重新组织招标",
)


@dataclass
class Printed:
    """A form, `rows` by column (None where blank), and its lines."""

    columns: tuple[str, ...]
    rows: list[dict[str, str | None]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def printed_form(dice: random.Random, layout: str) -> Printed:
    """Give a form of invented rows as its lines."""
    form = Printed(LAYOUTS[layout])
    form.rows = list(_rows(dice, form.columns))
    _print_header(form)
    above: dict[str, str | None] = {}
    for row in form.rows:
        shown = dict(row)
        for key in ("level1", "level2"):
            if row[key] == above.get(key) and (key == "level1" or row["level1"] == above.get("level1")):
                shown[key] = None
        _print_row(form.lines, [(key, shown.get(key)) for key in form.columns])
        above = row
    form.lines.append("总分 100 90" if "weight" in form.columns else "总分 90")
    return form


def _rows(dice: random.Random, columns: tuple[str, ...]) -> list[dict[str, str | None]]:
    rows: list[dict[str, str | None]] = []
    for level1, level2s in _LEVELS.items():
        for level2 in level2s:
            if level2 in ("经济效益指标", "生态效益指标") and dice.random() < 0.5:
                rows.append(dict.fromkeys(columns) | {"level1": level1, "level2": level2})
                continue
            for name in dice.sample(_NAMES, dice.choice([1, 1, 2])):
                rows.append({"level1": level1, "level2": level2, "name": name, **_values(dice, columns)})
    return rows


def _values(dice: random.Random, columns: tuple[str, ...]) -> dict[str, str | None]:
    weight = dice.choice([5, 10, 15, 20])
    score = weight if dice.random() < 0.7 else dice.choice([0, 3, 4.5, 2.86])
    values: dict[str, str | None] = {"score": str(score)}
    if "weight" in columns:
        values["weight"] = str(weight)
    if "reason" in columns:
        values["reason"] = dice.choice(_REASONS) if score < weight and dice.random() < 0.8 else None
    if "unit" in columns:
        values["comparator"], values["target"], values["unit"], values["actual"] = dice.choice(_MEASURED)
    else:
        values["target"], values["actual"] = dice.choice(_VALUES)
    return values


def _print_header(form: Printed) -> None:
    form.lines += [
        "项目支出绩效自评表",
        "（2024年度）",
        "项目名称 医保信息系统运行维护费",
        "主管部门 示例县医疗保障局 实施单位 示例县医保中心",
    ]
    _print_row(form.lines, [(key, LABELS[key]) for key in form.columns])


def _print_row(lines: list[str], cells: list[tuple[str, str | None]]) -> None:
    line: list[str] = []
    for key, text in cells:
        parts = _wrapped(text, _WIDTHS.get(key, 5)) if text else []
        if len(parts) == 1:
            line += parts
            continue
        if parts and line:
            lines.append(" ".join(line))
            line = []
        lines += parts
    if line:
        lines.append(" ".join(line))


def _wrapped(text: str, width: float) -> list[str]:
    parts, room = [""], width
    for sign in text:
        need = 0.5 if sign.isascii() else 1
        if need > room:
            parts.append("")
            room = width
        parts[-1] += sign
        room -= need
    return parts
