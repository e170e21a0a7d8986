"""The way of a filing through its reviewers (审核): reviews bound to a frozen revision, transitions, comments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jixiao.workbench.cycle.models.filing import Filing, Revision
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.people.models import User


class Review(models.Model):
    """审核任务: one stage of one revision; at most one of a filing is open."""

    class Status(models.TextChoices):
        OPEN = "open", "待审核"
        APPROVED = "approved", "已通过"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="reviews")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=12, choices=State)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["filing"], condition=models.Q(status="open"), name="one_open_review")
        ]


class Transition(models.Model):
    """流转记录: who moved a filing from which state to which, when and why."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="transitions")
    action = models.CharField(max_length=20)
    before = models.CharField(max_length=12, choices=State)
    after = models.CharField(max_length=12, choices=State)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    acting_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # whose delegate acted (委托)
    at = models.DateTimeField(auto_now_add=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class Comment(models.Model):
    """意见: pinned to a cell by its pointer, or to the form as a whole; resolved with an answer (答复)."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="comments")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    pointer = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class Override(models.Model):
    """带错报送说明: why a finding of severity error does not hold the form up; the next reviewer sees it."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="overrides")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="overrides")
    key = models.CharField(max_length=64)
    message = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Reminder(models.Model):
    """提醒邮件: one a person a day; the row is there before the mail goes out, so that no second one does."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reminders")
    day = models.DateField()
    tasks = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "day"], name="one_reminder_a_day")]
