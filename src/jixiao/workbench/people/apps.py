"""The Django app people (人员和单位)."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人员和单位."""

    name = "jixiao.workbench.people"
    label = "people"
    verbose_name = "人员和单位"

    def ready(self) -> None:
        """Listen to logins."""
        import jixiao.workbench.people.signals  # noqa: F401
