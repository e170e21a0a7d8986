"""The panels of a filing's page: each part of the workbench adds its own (form, review, history, evidence …).

A panel is a function that gives its HTML for a request and a filing, or nothing where it has nothing to show there.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from jixiao.workbench.cycle.models import Filing

Panel = Callable[[HttpRequest, Filing], SafeString | None]
_PANELS: list[tuple[int, Panel]] = []


def panel(order: int) -> Callable[[Panel], Panel]:
    """Register a panel; those of a lower order stand higher on the page."""

    def register(function: Panel) -> Panel:
        _PANELS.append((order, function))
        _PANELS.sort(key=lambda entry: entry[0])
        return function

    return register


def panels_of(request: HttpRequest, filing: Filing) -> list[SafeString]:
    """Give the panels that have something to show for a filing."""
    drawn = (function(request, filing) for _, function in _PANELS)
    return [html for html in drawn if html is not None]
