"""Reminders by mail (邮件提醒): one a person a day, of what is overdue or due within a week."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date
from smtplib import SMTPException
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Reminder
from jixiao.workbench.cycle.tasks import Task, tasks_of
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User

LISTED = 30  # tasks named in a mail; of more the number is told
# What is due within so many days, the nearest first, and what such tasks are called.
NEAR = ((-1, "已经逾期"), (1, "今天和明天到期"), (3, "3天内到期"), (7, "7天内到期"))
logger = logging.getLogger(__name__)


class NoMailServer(Failure):
    """Reminders asked for where no server is named that sends them."""

    def __init__(self) -> None:
        super().__init__("没有设置发送邮件的服务器：请在 workbench.toml 里填写 smtp_host、mail_from 等项。")


class Reminded(NamedTuple):
    """What became of the reminders of a day: sent, not sent for want of an address, failed, and sent already."""

    sent: int = 0
    without_address: int = 0
    failed: int = 0
    already: int = 0

    def __str__(self) -> str:
        told = f"发出提醒 {self.sent} 封，今天已发过 {self.already} 人，没有邮箱 {self.without_address} 人"
        return f"{told}，发送失败 {self.failed} 人。"


def remind() -> Reminded:
    """Send today's reminders: to each person with something near or overdue one mail. Raises NoMailServer.

    Called again on the same day it sends what failed before, and nothing twice.
    """
    if not settings.CONFIG.smtp_host:
        raise NoMailServer
    day, told = timezone.localdate(), dict.fromkeys(Reminded._fields, 0)
    for user in User.objects.filter(is_active=True, grants__isnull=False).distinct():
        due = [task for task in tasks_of(user) if task.days <= NEAR[-1][0]]
        if due:
            told[_remind(user, due, day)] += 1
    outcome = Reminded(**told)
    record(None, "remind", sent=outcome.sent, failed=outcome.failed)
    return outcome


def text_of(user: User, tasks: Iterable[Task]) -> str:
    """Give the text of a mail: the tasks by how near they are, and where to do them."""
    tasks = list(tasks)
    lines = [f"{user.name}：", "", f"您在绩效工作台有 {len(tasks)} 件事已逾期或即将到期：", ""]
    listed = tasks[:LISTED]
    for words, group in _groups(listed):
        lines += [f"【{words}】", *(_line(task) for task in group), ""]
    if len(tasks) > LISTED:
        lines += [f"……另有 {len(tasks) - LISTED} 件。", ""]
    return "\n".join([*lines, f"请登录办理：{settings.CONFIG.site_url}/tasks/", "（这封邮件由系统发出，请勿回复。）"])


def _groups(tasks: list[Task]) -> list[tuple[str, list[Task]]]:
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        words = next(words for days, words in NEAR if task.days <= days)
        groups.setdefault(words, []).append(task)
    return list(groups.items())


def _line(task: Task) -> str:
    filing = task.filing
    what = f"{filing.step.year.year}年度 {filing.step} {filing.project or '部门整体'}（{filing.unit}）"
    return f"- {task.what}：{what}，截止 {task.due:%Y-%m-%d}"


def _remind(user: User, tasks: list[Task], day: date) -> str:
    """What became of one person's reminder, as a field of Reminded is called."""
    if not user.email:
        return "without_address"
    reminder = _claimed(user, day, len(tasks))
    if reminder is None:
        return "already"
    late = sum(task.days < 0 for task in tasks)
    subject = f"绩效工作台：{len(tasks)} 件待办" + (f"，其中 {late} 件已逾期" if late else "")
    try:
        EmailMessage(subject, text_of(user, tasks), to=[user.email], connection=get_connection()).send()
    except (OSError, SMTPException) as error:
        logger.error("reminder to %s: %s", user.username, error)
        reminder.delete()
        return "failed"
    return "sent"


def _claimed(user: User, day: date, tasks: int) -> Reminder | None:
    """The row by which this mail is ours to send; None where another has it."""
    try:
        with transaction.atomic():
            return Reminder.objects.create(user=user, day=day, tasks=tasks)
    except IntegrityError:
        return None
