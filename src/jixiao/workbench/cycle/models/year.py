"""A year of a region with its steps, and the projects of its units."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jixiao.workbench.cycle.steps import StepKind, period
from jixiao.workbench.people.models import Region, Unit, User


class Year(models.Model):
    """年度: opened by the finance administrator of a region, with the layout and scoring scheme that apply there."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("年度")
    layout = models.CharField("表样", max_length=40, default="F-N20")
    scheme = models.CharField("评分方案", max_length=40, default="national-2020")
    department_system = models.CharField("部门整体评价指标体系", max_length=40, blank=True)  # empty: the form alone
    closed = models.BooleanField("已归档", default=False)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["region", "year"], name="year_once")]

    def __str__(self) -> str:
        return f"{self.region}{self.year}年度"


class Step(models.Model):
    """环节: one step of a year with its dates; monitoring has one for each month that it is about."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="steps")
    kind = models.CharField("环节", max_length=20, choices=StepKind)
    month = models.PositiveSmallIntegerField("监控截止月份", default=0)
    opens = models.DateField("开始日期")
    due = models.DateField("截止日期")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "opens", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "kind", "month"], name="step_once")]

    def __str__(self) -> str:
        name = StepKind(self.kind).label
        return f"{name}（{period(self.month)}）" if self.kind == StepKind.MONITORING else name


class Project(models.Model):
    """项目: an item of project spending (项目支出) of a unit; it lives over several years."""

    class Nature(models.TextChoices):
        SPECIFIC = "T", "特定目标类"
        OPERATION = "Y", "运转类"
        STAFF = "R", "人员类"

    class Term(models.TextChoices):
        PERMANENT = "permanent", "常年项目"
        STAGE = "stage", "阶段（一次性）项目"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="projects")
    code = models.CharField("项目编码", max_length=40, blank=True)
    name = models.CharField("项目名称", max_length=200)
    nature = models.CharField("项目类别", max_length=1, choices=Nature, default=Nature.SPECIFIC)
    term = models.CharField("项目期限", max_length=10, choices=Term, default=Term.PERMANENT)
    sector = models.CharField("行业", max_length=40, blank=True)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "name"], name="project_name")]

    def __str__(self) -> str:
        return self.name
