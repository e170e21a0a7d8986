"""The Django app history (留痕)."""

from __future__ import annotations

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """留痕."""

    name = "jixiao.workbench.history"
    label = "history"
    verbose_name = "留痕"
