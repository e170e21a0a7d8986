"""The list of rules as the manual prints it (docs/rules.md): generated, so that it is never out of date."""

from __future__ import annotations

from jixiao.check.relations.findings import relation_rules
from jixiao.check.rule import Rule
from jixiao.check.rules import all_rules, modules
from jixiao.model.result import Severity

THEMES = {
    "funding": "资金",
    "execution": "预算执行率",
    "sums": "合计",
    "scores": "得分",
    "cost": "成本",
    "units": "计量单位",
    "goals": "目标与结果",
    "reasons": "原因说明",
    "missing": "缺漏与错位",
    "passages": "文字与表格",
    "dates": "日期",
    "text": "残留与截断",
    "files": "同一文件的几张表",
    "accounts_text": "部门决算：残留与缺漏",
    "accounts_dates": "部门决算：年度与日期",
    "accounts_names": "部门决算：单位名称",
    "accounts_changes": "部门决算：增减变化",
    "accounts_reasons": "部门决算：原因说明",
    "accounts_figures": "部门决算：金额单位",
    "accounts_written": "部门决算：手工改写",
    "accounts_items": "部门决算：支出科目",
    "accounts_economic": "部门决算：经济科目",
    "accounts_terms": "部门决算：名词解释",
    "accounts_three_public": "部门决算：“三公”经费",
    "accounts_three_public_changes": "部门决算：“三公”经费的增减",
    "accounts_three_public_tables": "部门决算：“三公”经费与其他表",
    "accounts_table_rows": "部门决算：决算表的科目行",
    "accounts_table_lines": "部门决算：总表的行",
    "accounts_chapters": "部门决算：章节与附件",
    "accounts_projects": "部门决算：项目与绩效",
    "accounts_reports": "部门决算：所附的评价报告",
    "across_forms": "几份文件之间：自评表",
    "across_targets": "几份文件之间：目标、监控与自评",
    "across_tables": "几份文件之间：文字与决算表",
    "across_projects": "几份文件之间：项目的名称、个数和综述",
    "across_results": "几份文件之间：得分与项目数",
}
_SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
_HEAD = """# 核对规则

每条规则有三种结果：成立、不成立、没有核对（并说明缺什么）。同一个数引起的几处不成立，合为一条发现。
印出来的数按区间理解：62.17 代表 62.165 至 62.175；分值、得分和人数是准确的。

级别：**错误**是无论怎样四舍五入都不能成立的，或者没有尽到的义务；**警告**是很可能有错、或需要说明的；**提示**是写法和习惯。
表中是该规则最常用的级别，个别情形会轻一级或重一级。

本文件由 `jixiao rules --markdown` 生成。
"""
_RELATIONS = """## 部门决算：勾稽关系

这些关系写在数据文件里，财政部门可以照样添加自己的，写法见[勾稽关系](manual/relations.md)。
"""


def rules_markdown() -> str:
    """Give the list of all rules, by theme, each with its sentence, basis and examples."""
    parts = [_HEAD]
    for module in modules():
        theme = THEMES[module.__name__.rpartition(".")[2]]
        parts.append(f"## {theme}\n")
        parts += [_entry(each) for each in vars(module).values() if isinstance(each, Rule)]
    parts.append(_RELATIONS)
    parts += [_entry(rule) for rule in relation_rules()]
    return "\n".join(parts)


def listed_rules() -> tuple[Rule, ...]:
    """Give all rules and relations in the order of the manual."""
    return (*all_rules(), *relation_rules())


def _entry(rule: Rule) -> str:
    return f"""### `{rule.id}`（{_SEVERITIES[rule.severity]}）

{rule.sentence}

- 依据：{rule.basis}
- 成立：{rule.good}
- 不成立：{rule.bad}
- 没有核对：{rule.lacking}
"""
