"""Roles (角色) and the powers (权限) that each has; a role is held for a unit, a region, or the whole installation."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Reach = Literal["unit", "department", "region", "region_tree", "installation"]


class Power(StrEnum):
    """What one may do; where one may do it is settled by the grant."""

    READ = "read"  # see forms, scores, findings, history
    WRITE = "write"  # fill in and change forms in draft
    SUBMIT = "submit"  # submit and withdraw
    APPROVE_UNIT = "approve_unit"
    APPROVE_DEPARTMENT = "approve_department"
    APPROVE_FINANCE = "approve_finance"
    COMMENT = "comment"
    RECHECK = "recheck"  # 财政复核, 重点评价, 整改通知, 结果应用
    RUN_YEAR = "run_year"  # open a year, set its steps and layout
    PROJECTS = "projects"  # keep the list of projects
    OVERSEE = "oversee"  # overviews of many units, archive
    PUBLISH = "publish"  # make self-evaluations public (公开)
    PLACES = "places"  # regions and units (系统管理)
    BACKUP = "backup"
    ACCOUNTS = "accounts"  # users and grants (安全管理)
    AUDIT = "audit"  # the log (审计管理): all of it, or what units of a region did


class Role(StrEnum):
    """The roles of the issue and the three separate administrators of 等保2.0 (GB/T 22239-2019)."""

    PREPARER = "preparer"
    UNIT_APPROVER = "unit_approver"
    DEPARTMENT_REVIEWER = "department_reviewer"
    FINANCE_REVIEWER = "finance_reviewer"
    FINANCE_ADMINISTRATOR = "finance_administrator"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


ROLE_NAMES: dict[Role, str] = {
    Role.PREPARER: "填报人",
    Role.UNIT_APPROVER: "单位负责人",
    Role.DEPARTMENT_REVIEWER: "主管部门审核",
    Role.FINANCE_REVIEWER: "财政审核",
    Role.FINANCE_ADMINISTRATOR: "财政管理员",
    Role.AUDITOR: "审计人员",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.AUDIT_ADMINISTRATOR: "审计管理员",
}

P = Power
POWERS: dict[Role, frozenset[Power]] = {
    Role.PREPARER: frozenset({P.READ, P.WRITE, P.SUBMIT, P.COMMENT, P.PROJECTS}),
    Role.UNIT_APPROVER: frozenset({P.READ, P.APPROVE_UNIT, P.COMMENT, P.PUBLISH}),
    Role.DEPARTMENT_REVIEWER: frozenset({P.READ, P.APPROVE_DEPARTMENT, P.COMMENT, P.OVERSEE}),
    Role.FINANCE_REVIEWER: frozenset({P.READ, P.APPROVE_FINANCE, P.COMMENT, P.RECHECK, P.OVERSEE, P.PUBLISH}),
    Role.FINANCE_ADMINISTRATOR: frozenset({P.READ, P.RUN_YEAR, P.PROJECTS, P.OVERSEE, P.PUBLISH}),
    Role.AUDITOR: frozenset({P.READ, P.OVERSEE, P.AUDIT}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({P.PLACES, P.BACKUP}),
    Role.SECURITY_ADMINISTRATOR: frozenset({P.ACCOUNTS}),
    Role.AUDIT_ADMINISTRATOR: frozenset({P.AUDIT}),
}
# Where a role reaches: its own unit; a department and the units under it; a region, or a region and all below it.
REACH: dict[Role, Reach] = {
    Role.PREPARER: "unit",
    Role.UNIT_APPROVER: "unit",
    Role.DEPARTMENT_REVIEWER: "department",
    Role.FINANCE_REVIEWER: "region",
    Role.FINANCE_ADMINISTRATOR: "region",
    Role.AUDITOR: "region_tree",
    Role.SYSTEM_ADMINISTRATOR: "installation",
    Role.SECURITY_ADMINISTRATOR: "installation",
    Role.AUDIT_ADMINISTRATOR: "installation",
}
# No person may hold two of these (三员分立, GB/T 22239-2019 8.1.5).
SEPARATE = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)
