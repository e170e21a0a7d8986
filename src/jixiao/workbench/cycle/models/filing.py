"""What is filed: one form of one project (or unit) in one step, its draft, its frozen revisions, its changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jixiao.workbench.cycle.models.year import Project, Step
from jixiao.workbench.cycle.steps import Light, State
from jixiao.workbench.people.models import Unit, User


class Filing(models.Model):
    """填报件: what overviews need stands in this row, worked out at each save; the form itself is in its draft."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="filings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="filings")
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    budget = models.DecimalField("全年预算数（万元）", max_digits=18, decimal_places=6, null=True)
    executed = models.DecimalField("全年执行数（万元）", max_digits=18, decimal_places=6, null=True)
    rate = models.DecimalField("执行率（%）", max_digits=9, decimal_places=2, null=True)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True)
    recheck_score = models.DecimalField("复核得分", max_digits=6, decimal_places=2, null=True)
    grade = models.CharField("等级", max_length=20, blank=True)
    light = models.CharField("监控灯", max_length=8, choices=Light, blank=True)
    alarm = models.TextField("预警说明", blank=True)  # why the light is what it is
    gap = models.CharField("结果好于支出", max_length=8, choices=Light, blank=True)
    errors = models.PositiveSmallIntegerField("错误", default=0)
    warnings = models.PositiveSmallIntegerField("提醒", default=0)
    filled = models.PositiveSmallIntegerField("已填", default=0)  # cells filled, of `cells` that are to be filled
    cells = models.PositiveSmallIntegerField("应填", default=0)
    sampled = models.BooleanField("抽中复核", default=False)
    published = models.BooleanField("已公开", default=False)
    changed_at = models.DateTimeField("更新时间", auto_now=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["step", "unit", "project"], name="filing_once", nulls_distinct=False)
        ]
        indexes: ClassVar = [models.Index(fields=["step", "state"]), models.Index(fields=["unit", "step"])]

    def __str__(self) -> str:
        return f"{self.project or self.unit} {self.step}"


class Draft(models.Model):
    """底稿: the form as it is being filled in, as the contract's `document` (read.schema.json).

    `version` grows with every save; `shape` with every row added, removed or moved: pointers hold within one shape.
    `moves` are the last moves of rows, the newest making the present shape, so that a pointer of an earlier shape can
    be followed to where its row stands now; `layout` is that which the rows stand in the order of. `follows` is the
    number of the revision of the approved target that the form was last brought in line with.
    """

    filing = models.OneToOneField(Filing, models.CASCADE, primary_key=True, related_name="draft")
    version = models.PositiveIntegerField(default=0)
    shape = models.PositiveIntegerField(default=0)
    moves = models.JSONField(default=list)
    layout = models.CharField(max_length=40, blank=True)
    follows = models.PositiveIntegerField(null=True)
    data = models.JSONField(default=dict)


class Revision(models.Model):
    """版本: a frozen snapshot, made at each submission; its SHA-256 stands in the log."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["filing", "number"], name="revision_number")]


class FigureChange(models.Model):
    """修改记录: one value of a form changed: where, from what, to what, by whom, when."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    pointer = models.CharField(max_length=200)
    name = models.CharField(max_length=200)  # what people call the field; rows may move later
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    action = models.CharField(max_length=8, default="set")  # set, or of a row: added, removed, moved
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class FilingFinding(models.Model):
    """核对结果: what `check` says of a draft or of the revision under review; made anew at each save."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=80, db_index=True)
    severity = models.CharField(max_length=8)
    message = models.TextField()
    pointer = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=64)  # the same finding of the same figures, for overrides
