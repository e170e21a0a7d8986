"""Reminders by mail: one a person a day, whatever is called how often; what failed is tried again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from jixiao.workbench.cycle.models import Reminder, Step
from jixiao.workbench.cycle.reminders import LISTED, NoMailServer, Reminded, remind, text_of
from jixiao.workbench.cycle.tasks import tasks_of


@pytest.fixture
def post(county: Any) -> Iterator[Any]:
    """A mail server whose letters are kept, and a preparer and an approver who have an address."""
    for user in (county.preparer, county.approver):
        user.email = f"{user.username}@example.cn"
        user.save()
    mail.outbox = []
    settings.CONFIG.smtp_host = "mail.example.cn"
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield county
    settings.CONFIG.smtp_host = ""


def due(county: Any, days: int) -> None:
    Step.objects.filter(year=county.year).update(due=timezone.localdate() + timedelta(days))


def test_without_a_server_nothing_is_sent(county: Any) -> None:
    with pytest.raises(NoMailServer):
        remind()


def test_one_mail_a_person_a_day(post: Any) -> None:
    due(post, 3)
    first = remind()
    assert (first.sent, first.failed, first.already) == (1, 0, 0) and first.without_address == 1  # the other bureau
    [letter] = mail.outbox
    assert letter.to == ["preparer@example.cn"] and "3天内到期" in letter.body and "医保经办服务经费" in letter.body
    assert "校舍维修" not in letter.body and "/tasks/" in letter.body
    assert remind() == Reminded(0, 1, 0, 1) and len(mail.outbox) == 1
    Reminder.objects.update(day=timezone.localdate() - timedelta(1))
    assert remind().sent == 1


@pytest.mark.parametrize(
    "days, words", [(-1, "已经逾期"), (0, "今天和明天"), (1, "今天和明天"), (2, "3天内"), (7, "7天内")]
)
def test_what_is_near_is_told_by_how_near(post: Any, days: int, words: str) -> None:
    due(post, days)
    remind()
    assert words in mail.outbox[0].body and ("已逾期" in mail.outbox[0].subject) == (days < 0)


def test_what_is_far_off_is_not_told(post: Any) -> None:
    due(post, 8)
    assert remind() == Reminded() and mail.outbox == []


def test_a_reviewer_is_reminded_of_reviews(post: Any) -> None:
    post.submit(post.filing)
    due(post, 1)
    remind()
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "审核：" in told["approver@example.cn"] and "审核：" not in told["preparer@example.cn"]


def test_what_failed_is_sent_the_next_time(post: Any) -> None:
    due(post, 1)
    with override_settings(EMAIL_BACKEND=f"{__name__}.Broken"):
        assert remind().failed == 1
    assert not Reminder.objects.exists() and remind().sent == 1


class Broken:
    """A mail server that does not answer."""

    def __init__(self, **options: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("refused")


def test_a_long_list_is_cut_and_counted(post: Any) -> None:
    due(post, 1)
    [task, *_] = tasks_of(post.preparer)
    text = text_of(post.preparer, [task] * (LISTED + 5))
    assert text.count("- 填报") == LISTED and "另有 5 件" in text
