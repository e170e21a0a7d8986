"""The Django app cycle (年度流程)."""

from __future__ import annotations

from django.apps import AppConfig


class CycleConfig(AppConfig):
    """年度流程."""

    name = "jixiao.workbench.cycle"
    label = "cycle"
    verbose_name = "年度流程"
