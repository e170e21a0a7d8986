"""What the invented bureau of 禾源县 reports for 2023 and 2024: the figures of the example workbooks.

Figures are given once, by 项 and economic 款; every table is added up from them. Place, people and figures are made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from invented import BUREAU

from jixiao.model.unit_year import UnitYear
from jixiao.read.data.tables import completed
from jixiao.read.data.typed_year import unit_year_from_dict

Spending = dict[str, dict[str, dict[str, str]]]  # by 项, then basic or project, then economic 款

SPENT_2024: Spending = {
    "2080505": {"basic": {"30108": "34.5216"}},
    "2080506": {"basic": {"30109": "17.2608"}},
    "2101101": {"basic": {"30110": "9.8642"}},
    "2101103": {"basic": {"30111": "2.4661"}},
    "2101202": {"project": {"31302": "1500"}},
    "2101301": {"project": {"30307": "86.4"}},
    "2101501": {
        "basic": {
            "30101": "96.4512", "30102": "58.2104", "30103": "62.31", "30112": "1.1025", "30201": "6.2038",
            "30202": "0.8", "30205": "0.3654", "30206": "1.2846", "30207": "2.1", "30211": "5.3506", "30213": "0.62",
            "30217": "0.85", "30228": "3.6", "30229": "1.9", "30231": "3.2", "30239": "9.45", "30299": "2.054",
            "30305": "3.5", "30309": "0.06", "31002": "1.2",
        }
    },
    "2101506": {"project": {"30201": "16", "30216": "12.6", "30227": "20"}},
    "2101599": {"project": {"30211": "8", "30227": "9.1"}},
    "2210201": {"basic": {"30113": "25.8912"}},
}  # fmt: skip
SPENT_2023: Spending = {
    "2080505": {"basic": {"30108": "33.1044"}},
    "2080506": {"basic": {"30109": "16.5522"}},
    "2101101": {"basic": {"30110": "9.4526"}},
    "2101103": {"basic": {"30111": "2.3632"}},
    "2101202": {"project": {"31302": "1420"}},
    "2101301": {"project": {"30307": "92.15"}},
    "2101501": {
        "basic": {
            "30101": "93.1204", "30102": "57.8012", "30103": "60.05", "30112": "1.0804", "30201": "6.8", "30202": "1.1",
            "30205": "0.3512", "30206": "1.301", "30207": "2.1", "30211": "4.91", "30213": "0.48", "30217": "1.02",
            "30228": "3.4", "30229": "1.9", "30231": "3.35", "30239": "9.45", "30299": "1.9", "30305": "3.5",
            "30309": "0.06",
        }
    },
    "2101506": {"project": {"30201": "15", "30227": "21.5"}},
    "2101599": {"project": {"30211": "7.2", "30227": "8.8"}},
    "2210201": {"basic": {"30113": "24.8283"}},
}  # fmt: skip
INITIAL_2024 = {"2101506": "60", "2101599": "18"}  # 年初预算数 and 全年预算数 of 项 that were not spent as planned
BUDGET_2024 = {"2101506": "72", "2101599": "18"}
RECEPTION_BUDGET, VEHICLES_BUDGET = "0.9", "3.2"


def year_2024() -> UnitYear:
    """Give the year 2024 with its forms, texts and what is compared with 2023."""
    data = {
        "unit": {"name": BUREAU, "kind": "行政单位", "whole": True, "below": []},
        "year": 2024,
        "published": "2025年9月1日",
        "texts": TEXTS | REASONS,
        "facts": [*_facts(FACTS), {"concept": "performance.department_score", "value": "95.6"}],
        "tables": _tables(SPENT_2024, INITIAL_2024, BUDGET_2024, RECEPTION_BUDGET, VEHICLES_BUDGET),
        "forms": FORMS,
        "prior": {"facts": {"operating_cost": _public(SPENT_2023), **_prior(SPENT_2023)}},
    }
    return _year(data)


def year_2023() -> UnitYear:
    """Give the year 2023: its tables, and the projects with their targets."""
    data = {
        "unit": {"name": BUREAU, "kind": "行政单位", "whole": True, "below": []},
        "year": 2023,
        "published": "2024年9月2日",
        "texts": TEXTS,
        "facts": _facts(FACTS),
        "tables": _tables(SPENT_2023, {}, {}, "1.1", "3.5"),
        "forms": [form | {"year": 2023} for form in FORMS[:1]],
    }
    return _year(data)


def _facts(figures: dict[str, Any]) -> list[dict[str, Any]]:
    held = {"concept": "three_public.vehicles.held", "item": "轿车", "value": 1}
    used = {"concept": "assets.vehicles", "item": "其他用车", "value": 1}
    return [*({"concept": concept, "value": value} for concept, value in figures.items()), held, used]


def _year(data: dict[str, Any]) -> UnitYear:
    found = unit_year_from_dict(data, str(data["year"]))
    found.accounts.tables = [completed(table, found.year) for table in found.accounts.tables]
    return found


# --- tables, added up from what was spent


def _sum(spent: Spending, kinds: tuple[str, ...] = ("basic", "project"), item: str = "", economic: str = "") -> Decimal:
    amounts = (
        Decimal(amount)
        for code, parts in spent.items()
        for kind, each in parts.items()
        for subject, amount in each.items()
        if kind in kinds and code.startswith(item) and subject.startswith(economic)
    )
    return sum(amounts, Decimal(0))


def _tables(
    spent: Spending, initial: dict[str, str], budget: dict[str, str], reception: str, vehicles: str
) -> list[dict[str, Any]]:
    economic = sorted({code for parts in spent.values() for each in parts.values() for code in each})
    total = _sum(spent)
    classes = [
        {"label": name, "side": "expenditure", "values": {"amount": _sum(spent, item=code)}}
        for code, name in (("208", "社会保障和就业支出"), ("210", "卫生健康支出"), ("221", "住房保障支出"))
    ]
    fiscal = [{**each, "values": {"general": each["values"]["amount"]}} for each in classes]
    income = {"label": "一般公共预算财政拨款收入", "side": "income", "concept": "income.general"}
    three = {"vehicles.operation": _sum(spent, economic="30231"), "reception": _sum(spent, economic="30217")}
    items = {code: {kind: _sum(spent, (kind,), code) for kind in parts} for code, parts in spent.items()}
    whole = {code: sum(parts.values()) for code, parts in items.items()}
    amounts = {
        code: {f"general.{kind}": _sum(spent, (kind,), economic=code) for kind in ("basic", "project")}
        for code in economic
    }
    detail = {item: {code: _sum(spent, item=item, economic=code) for code in economic} for item in spent}
    basic = {code: {"amount": _sum(spent, ("basic",), economic=code)} for code in economic}
    project = {code: {"amount": parts["project"]} for code, parts in items.items() if "project" in parts}
    planned = {
        code: {
            **parts,
            "initial_budget.total": initial.get(code, whole[code]),
            "budget.total": budget.get(code, whole[code]),
        }
        for code, parts in items.items()
    }
    three_public: dict[str, Any] = {
        "budget.abroad": 0, "budget.vehicles.purchase": 0, "budget.vehicles.operation": vehicles,
        "budget.reception": reception, "amount.abroad": 0, "amount.vehicles.purchase": 0,
    }  # fmt: skip
    three_public |= {f"amount.{name}": amount for name, amount in three.items()}
    return [
        _table("income_expenditure", [income | {"values": {"amount": total}}, *classes]),
        _by_code("income", {code: {"fiscal": amount} for code, amount in whole.items()}),
        _by_code("expenditure", items),
        _table("fiscal_income_expenditure", [income | {"values": {"amount": total}}, *fiscal]),
        _by_code("fiscal_detail", amounts),
        _by_code("general_expenditure", planned),
        _by_code("general_detail", detail),
        _by_code("general_basic", basic),
        _by_code("general_project", project),
        *(_table(kind, []) for kind in ("fund", "capital", "capital_expenditure")),
        _table("three_public", [{"values": three_public}]),
    ]


def _by_code(kind: str, amounts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    rows = [{"code": code, "values": dict(values)} for code, values in amounts.items()]
    return _table(kind, [row for row in rows if any(row["values"].values())])


def _table(kind: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    if kind != "three_public":  # its noughts are printed
        rows = [{**row, "values": {key: value for key, value in row["values"].items() if value}} for row in rows]
    return {"id": kind, "unit": "万元", "rows": rows}


def _public(spent: Spending) -> Decimal:
    return _sum(spent, ("basic",), economic="302") + _sum(spent, ("basic",), economic="310")


def _prior(spent: Spending) -> dict[str, Decimal]:
    total, vehicles, reception = _sum(spent), _sum(spent, economic="30231"), _sum(spent, economic="30217")
    return {
        "totals.all": total,
        "fiscal.total": total,
        "general.expenditure": total,
        "three_public": vehicles + reception,
        "three_public.abroad": Decimal(0),
        "three_public.vehicles": vehicles,
        "three_public.vehicles.purchase": Decimal(0),
        "three_public.vehicles.operation": vehicles,
        "three_public.reception": reception,
    }


# --- texts and figures that stand in no table

TEXTS = {
    "部门职责": "贯彻执行医疗保障的法律法规和政策，组织实施全县城镇职工和城乡居民的医疗保险、生育保险、医疗救助。\n"
    "监督管理医疗保障基金，规范定点医药机构的服务行为和收费。",
    "机构设置": "内设办公室、待遇保障股、基金监管股3个股室，没有下属二级预算单位。",
    "部门整体支出绩效自评报告": "2024年部门整体支出绩效自评得分95.6分。各项资金按进度拨付，居民参保率稳定在96%以上，"
    "基金运行平稳；服务点建设进度慢于计划，下年度提前选址、分批验收。",
    "专项预算项目绩效评价报告": "无",
}
REASONS = {
    "收支总计变动原因": "城乡居民参保人数增加，财政补助标准提高",
    "财政拨款收支总计变动原因": "城乡居民参保人数增加，财政补助标准提高",
    "一般公共预算财政拨款支出变动原因": "城乡居民参保人数增加，财政补助标准提高",
    "一般公共预算财政拨款支出预算差异原因": "服务点建设工期跨年，部分资金未支付",
    "支出预算差异原因 2101506": "3个服务点在年末尚未验收，尾款未支付",
    "支出预算差异原因 2101599": "检查采取跨县联合方式，节约了差旅费",
    "“三公”经费变动原因": "公务接待批次减少，车辆维修费用下降",
    "“三公”经费预算差异原因": "严格控制公务接待",
    "公务用车购置及运行维护费变动原因": "车辆大修费用减少",
    "公务接待费变动原因": "接待批次减少",
    "公务接待费预算差异原因": "严格控制公务接待",
    "公务用车运行用途": "基金监督检查、下乡入户调查",
    "国内公务接待用途": "接待上级检查和外县学习交流的用餐费",
    "国内公务接待内容": "上级医保部门专项检查4批次28人；外县学习交流3批次17人",
    "机关运行经费变动原因": "办公设备更新",
    "政府采购用途": "购置办公设备和委托信息系统运行维护",
    "其他用车用途": "下乡入户调查和基金监督检查",
}
FACTS: dict[str, Any] = {
    "three_public.abroad.groups": 0,
    "three_public.abroad.persons": 0,
    "three_public.vehicles.bought": 0,
    "three_public.vehicles.held": 1,
    "three_public.reception.domestic.batches": 7,
    "three_public.reception.domestic.persons": 45,
    "three_public.reception.foreign": 0,
    "three_public.reception.foreign.batches": 0,
    "three_public.reception.foreign.persons": 0,
    "procurement.goods": "3.2",
    "procurement.works": 0,
    "procurement.services": "18.6",
    "procurement.sme": "21.8",
    "procurement.micro": "9.4",
    "assets.vehicles": 1,
    "assets.equipment_over_1m": 0,
    "performance.ex_ante": 3,
    "performance.targets": 3,
    "performance.monitored": 3,
    "performance.self_evaluated": 3,
}


def _indicator(*cells: str) -> dict[str, str]:
    names = ("level1", "level2", "name", "comparator", "target", "unit", "actual", "weight", "score", "reason")
    return dict(zip(names, cells, strict=False))


LATE = "3个尚未验收，下年3月完成"
FORMS: list[dict[str, Any]] = [
    {
        "kind": "project_self_evaluation",
        "year": 2024,
        "department": BUREAU,
        "unit": BUREAU,
        "money_unit": "万元",
        "project": {"code": "99012324T000000000201", "name": "城乡居民基本医疗保险县级财政补助"},
        "funding": [
            {"source": "total", "initial": "1500.00", "budget": "1500.00", "executed": "1500.00", "rate": "100%"},
            {"source": "fiscal", "initial": "1500.00", "budget": "1500.00", "executed": "1500.00", "rate": "100%"},
        ],
        "goal": {
            "expected": "按时足额拨付县级补助资金，居民参保率不低于95%，减轻群众医疗费用负担。",
            "actual": "县级补助资金已全部拨付，居民参保率96.2%，群众满意度93%。",
        },
        "execution": {"weight": "10", "rate": "100%", "score": "10"},
        "indicators": [
            _indicator("产出指标", "数量指标", "居民参保人数", "≥", "23.4", "万人", "23.6", "20", "20"),
            _indicator("产出指标", "质量指标", "居民参保率", "≥", "95", "%", "96.2", "15", "15"),
            _indicator("产出指标", "时效指标", "补助资金拨付及时率", "＝", "100", "%", "100", "15", "15"),
            _indicator("效益指标", "社会效益指标", "政策范围内住院费用报销比例", "≥", "70", "%", "70.4", "20", "20"),
            _indicator("满意度指标", "服务对象满意度指标", "参保群众满意度", "≥", "90", "%", "93", "10", "10"),
            _indicator("成本指标", "经济成本指标", "县级财政补助", "≤", "1500", "万元", "1500", "10", "10"),
        ],
        "total": {"weight": "100", "score": "100"},
        "conclusion": "补助资金按时足额到位，参保率和报销比例达到目标。",
        "problems": "参保对象流动性大，动员续保的难度增加。",
        "improvements": "与公安、教育部门比对数据，提前开展集中参保动员。",
        "signatures": {"project_lead": "沈知秋", "finance_lead": "陆闻溪"},
    },
    {
        "kind": "project_self_evaluation",
        "year": 2024,
        "department": BUREAU,
        "unit": BUREAU,
        "money_unit": "万元",
        "project": {"code": "99012324T000000000202", "name": "医保经办服务能力提升"},
        "funding": [
            {"source": "total", "initial": "60.00", "budget": "72.00", "executed": "48.60", "rate": "67.50%"},
            {"source": "fiscal", "initial": "60.00", "budget": "72.00", "executed": "48.60", "rate": "67.50%"},
        ],
        "goal": {
            "expected": "培训基层经办人员200人次，新建村级医保服务点12个，让群众就近办理参保和报销。",
            "actual": "培训经办人员236人次，建成村级医保服务点9个，其余3个正在验收。",
        },
        "execution": {"weight": "10", "rate": "67.50%", "score": "6.75", "reason": "3个服务点未验收，尾款未支付"},
        "indicators": [
            _indicator("产出指标", "数量指标", "培训经办人员", "≥", "200", "人次", "236", "15", "15"),
            _indicator(
                "产出指标",
                "数量指标",
                "新建村级服务点",
                "≥",
                "12",
                "个",
                "9",
                "15",
                "11.25",
                "3个尚未验收，下年3月完成",
            ),
            _indicator("产出指标", "质量指标", "培训考核合格率", "≥", "95", "%", "98", "10", "10"),
            _indicator("产出指标", "时效指标", "业务办结及时率", "≥", "95", "%", "97", "10", "10"),
            _indicator("效益指标", "社会效益指标", "就近办理业务的村覆盖率", "≥", "60", "%", "63", "20", "20"),
            _indicator("满意度指标", "服务对象满意度指标", "办事群众满意度", "≥", "90", "%", "94", "10", "10"),
            _indicator("成本指标", "经济成本指标", "项目总成本", "≤", "72", "万元", "48.6", "10", "10"),
        ],
        "total": {"weight": "100", "score": "93"},
        "conclusion": "培训超额完成，服务点建设进度慢于计划。",
        "problems": "部分服务点选址变更，工期跨年。",
        "improvements": "提前选址，分批验收，加快支付进度。",
        "signatures": {"project_lead": "顾临川", "finance_lead": "陆闻溪"},
    },
    {
        "kind": "project_self_evaluation",
        "year": 2024,
        "department": BUREAU,
        "unit": BUREAU,
        "money_unit": "万元",
        "project": {"code": "99012324T000000000203", "name": "医保基金监管"},
        "funding": [
            {"source": "total", "initial": "18.00", "budget": "18.00", "executed": "17.10", "rate": "95.00%"},
            {"source": "fiscal", "initial": "18.00", "budget": "18.00", "executed": "17.10", "rate": "95.00%"},
        ],
        "goal": {
            "expected": "对全县48家定点医药机构开展监督检查，维护医保基金安全。",
            "actual": "检查定点医药机构48家，追回违规使用的基金35.2万元。",
        },
        "execution": {"weight": "10", "rate": "95.00%", "score": "9.50", "reason": "跨县联合检查，节约了差旅费"},
        "indicators": [
            _indicator("产出指标", "数量指标", "检查定点医药机构", "≥", "48", "家", "48", "20", "20"),
            _indicator("产出指标", "质量指标", "违规问题处理率", "＝", "100", "%", "100", "20", "20"),
            _indicator("产出指标", "时效指标", "举报线索按期办结率", "≥", "95", "%", "100", "10", "10"),
            _indicator("效益指标", "经济效益指标", "追回违规使用的基金", "≥", "30", "万元", "35.2", "20", "20"),
            _indicator("满意度指标", "服务对象满意度指标", "参保群众满意度", "≥", "90", "%", "92", "10", "10"),
            _indicator("成本指标", "经济成本指标", "监管工作成本", "≤", "18", "万元", "17.1", "10", "10"),
        ],
        "total": {"weight": "100", "score": "99.50"},
        "conclusion": "监督检查全覆盖，基金监管成效较好。",
        "problems": "专业检查人员不足。",
        "improvements": "联合卫生健康部门开展检查，充实检查专家库。",
        "signatures": {"project_lead": "沈知秋", "finance_lead": "陆闻溪"},
    },
]
