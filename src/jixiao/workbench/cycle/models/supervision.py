"""What goes with a filing: evidence, adjustments in mid-year, notices, re-checks, decisions on the next budget."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jixiao.workbench.cycle.models.filing import Filing, Revision
from jixiao.workbench.cycle.models.year import Step
from jixiao.workbench.people.models import User


class Adjustment(models.Model):
    """目标调整: an approved target changed in mid-year; the old revision and the reason stay."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="adjustments")
    before = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    after = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    reason = models.TextField("调整原因")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Notice(models.Model):
    """整改通知, its answer, and whether the finance bureau took it: closed, or sent back with a remark."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="notices")
    text = models.TextField("整改要求")
    due = models.DateField("整改期限")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField("整改反馈", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    remark = models.TextField("销号或退回意见", blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class Evidence(models.Model):
    """佐证材料: a file for an indicator, the whole form or the answer to a notice; stored by its SHA-256."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="evidence")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="evidence")
    pointer = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["sha256"])]


class Recheck(models.Model):
    """财政复核: the score that the finance bureau gives, by pointer of the item, beside the unit's own."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="rechecks")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    scores = models.JSONField(default=dict)
    total = models.DecimalField("复核得分", max_digits=6, decimal_places=2)
    opinion = models.TextField("复核意见", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class Sample(models.Model):
    """复核抽样: a draw of self-evaluations for the re-check; whoever has the seed can draw it again."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="samples")
    share = models.DecimalField("比例", max_digits=5, decimal_places=4)
    seed = models.CharField("随机种子", max_length=40)
    among = models.PositiveIntegerField("总数")
    drawn = models.PositiveIntegerField("抽中")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class Decision(models.Model):
    """结果应用: what the grade means for the next budget: the rule's suggestion and what was decided."""

    filing = models.OneToOneField(Filing, models.CASCADE, related_name="decision")
    requested = models.DecimalField("下年申请数（万元）", max_digits=18, decimal_places=6)
    low = models.DecimalField("建议下限（万元）", max_digits=18, decimal_places=6, null=True)
    high = models.DecimalField("建议上限（万元）", max_digits=18, decimal_places=6, null=True)
    explanation = models.TextField()
    decided = models.DecimalField("核定数（万元）", max_digits=18, decimal_places=6, null=True)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)
