"""The Django app pages (页面)."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """页面."""

    name = "jixiao.workbench.pages"
    label = "pages"
    verbose_name = "页面"
