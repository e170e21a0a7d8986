"""What the actions of the log are called (操作): each that is recorded anywhere has its name here (a test tells)."""

from __future__ import annotations

ACTIONS: dict[str, str] = {
    # the way of a filing
    "submit": "报送",
    "approve": "审核通过",
    "return": "退回",
    "withdraw": "撤回",
    "adjust": "目标调整",
    "comment": "提出意见",
    "answer": "答复意见",
    "import": "导入表格",
    # the year
    "open_year": "开启年度",
    "close_year": "归档年度",
    "change_dates": "修改环节日期",
    "add_step": "增加环节",
    "add_filings": "补建填报件",
    "change_manner": "修改表样和评分方案",
    "add_project": "增加项目",
    "change_project": "修改项目",
    "import_projects": "导入项目",
    "choose_projects": "选定重点评价项目",
    "use_project": "启用项目",
    "disuse_project": "停用项目",
    # keeping
    "backup": "备份",
    "restore": "恢复备份",
    # people
    "logout": "退出登录",
    "password": "修改密码",
}


def action_name(action: str) -> str:
    """Give the Chinese name of an action; an action of an older version that is no longer known stays as it is."""
    return ACTIONS.get(action, action)
