"""What the actions of the log are called (操作): each that is recorded anywhere has its name here (a test tells)."""

from __future__ import annotations

import re

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
    "follow": "带入批复的绩效目标",
    "put_indicator": "选用指标库指标",
    # the year
    "open_year": "开启年度",
    "close_year": "归档年度",
    "change_dates": "修改环节日期",
    "add_step": "增加环节",
    "add_filings": "补建填报件",
    "change_manner": "修改表样和评分方案",
    "choose_department_system": "选定部门整体评价指标体系",
    "add_project": "增加项目",
    "change_project": "修改项目",
    "import_projects": "导入项目",
    "choose_projects": "选定重点评价项目",
    "use_project": "启用项目",
    "disuse_project": "停用项目",
    # supervision
    "add_evidence": "上传佐证材料",
    "remove_evidence": "删除佐证材料",
    "issue_notice": "下发整改通知",
    "answer_notice": "答复整改通知",
    "close_notice": "整改销号",
    "return_notice": "退回整改",
    "draw_sample": "抽取复核样本",
    "recheck": "财政复核",
    "decide": "核定结果应用",
    # papers
    "archive": "下载年度归档",
    "publish": "公开",
    "unpublish": "撤下公开",
    # keeping
    "backup": "备份",
    "restore": "恢复备份",
    # people
    "delegate": "委托",
    "revoke": "收回委托",
    "remind": "发送提醒",
    "export_log": "导出日志",
    "verify_log": "校验日志",
    "login": "登录",
    "login_failed": "登录失败",
    "locked_out": "账号锁定",
    "logout": "退出登录",
    "add_account": "建立账号",
    "change_account": "修改账号",
    "import_accounts": "导入账号",
    "disable": "停用账号",
    "enable": "启用账号",
    "unlock": "解锁账号",
    "reset_password": "重置密码",
    "grant": "授权",
    "take_role": "收回授权",
    "end_session": "结束会话",
    "set_up_totp": "启用动态口令",
    "give_up_totp": "停用动态口令",
    "drop_totp": "清除动态口令",
    "totp_failed": "动态口令错误",
    # places
    "add_region": "增加区划",
    "change_region": "修改区划",
    "use_region": "启用区划",
    "disuse_region": "停用区划",
    "add_unit": "增加单位",
    "change_unit": "修改单位",
    "import_units": "导入单位",
    "use_unit": "启用单位",
    "disuse_unit": "停用单位",
    "password": "修改密码",
}
# What actions are done to: the names of the tables.
THINGS: dict[str, str] = {
    "filing": "填报件",
    "user": "用户",
    "grant": "授权",
    "unit": "单位",
    "region": "行政区划",
    "year": "年度",
    "step": "环节",
    "project": "项目",
    "evidence": "佐证材料",
    "notice": "整改通知",
    "intake": "导入",
    "logentry": "日志",
    "loginsession": "会话",
}
# What is kept of an action.
DETAILS: dict[str, str] = {
    "before": "原来",
    "after": "改为",
    "revision": "版本",
    "sha256": "校验码",
    "why": "理由",
    "acting_for": "受谁委托",
    "alone": "经办与审核",
    "pointer": "栏目",
    "name": "名称",
    "text": "内容",
    "comment": "意见编号",
    "source": "来源",
    "version": "底稿版次",
    "role": "角色",
    "until": "截止",
    "username": "用户名",
    "address": "地址",
    "file": "文件",
    "steps": "环节",
    "step": "环节",
    "year": "年度",
    "layout": "表样",
    "scheme": "评分方案",
    "opens": "开始",
    "due": "截止",
    "made": "新建",
    "changed": "修改",
    "projects": "项目",
    "unfinished": "未办结",
    "sent": "发出",
    "entries": "条数",
    "files": "文件数",
    "problems": "问题数",
    "place": "单位或区划",
    "code": "编码",
    "rows": "行数",
    "accounts": "账号数",
    "failed": "没有发出",
    "added": "新增",
    "what": "清单",
    "notice": "整改通知编号",
    "remark": "意见",
    "answer": "整改情况",
    "size": "字节数",
    "sample": "样本编号",
    "way": "办法",
    "share": "比例",
    "seed": "随机种子",
    "filings": "填报件",
    "scores": "各项复核得分",
    "total": "复核得分",
    "stated": "自评得分",
    "opinion": "复核意见",
    "grade": "等级",
    "requested": "下年申请数",
    "low": "建议下限",
    "high": "建议上限",
    "decided": "核定数",
    "note": "说明",
    "target": "绩效目标件",
    "sector": "行业",
    "how": "怎样选的",
    "phone": "电话",
    "email": "邮箱",
    "kind": "类别",
    "department": "主管部门",
    "nature": "项目性质",
    "term": "期限",
    "/execution/score": "预算执行率",
}
_INDICATOR = re.compile(r"/indicators/(\d+)/score")


def action_name(action: str) -> str:
    """Give the Chinese name of an action; an action of an older version that is no longer known stays as it is."""
    return ACTIONS.get(action, action)


def thing_name(kind: str) -> str:
    """Give the Chinese name of what an action was done to."""
    return THINGS.get(kind, kind)


def detail_name(key: str) -> str:
    """Give the Chinese name of what is kept of an action; an indicator is told by its place in the form."""
    indicator = _INDICATOR.fullmatch(key)
    return f"第{int(indicator[1]) + 1}项指标" if indicator else DETAILS.get(key, key)
