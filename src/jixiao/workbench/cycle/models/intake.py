"""What was read of an uploaded file and waits to be taken (导入预览), and how often indicators are used in a region."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jixiao.workbench.cycle.models.filing import Filing
from jixiao.workbench.cycle.models.year import Step
from jixiao.workbench.people.models import Region, User


class Intake(models.Model):
    """导入: a file as it was understood, shown to who gave it before anything is taken over; the file is not kept.

    `data` holds what was read: {"forms": [...]} or {"rows": [...]}, with `unread` and `remarks`, all as texts.
    """

    class What(models.TextChoices):
        FORMS = "forms", "绩效表"
        PROJECTS = "projects", "项目清单"

    what = models.CharField(max_length=10, choices=What)
    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="+")
    filing = models.ForeignKey(Filing, models.CASCADE, null=True, related_name="+")
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]


class IndicatorUse(models.Model):
    """指标使用次数: in how many approved targets of a region and year an indicator stands; kept at each approval."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    level1 = models.CharField(max_length=40, blank=True)
    level2 = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    uses = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-uses", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "year", "level1", "level2", "name"], name="indicator_use_once")
        ]
