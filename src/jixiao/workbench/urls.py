"""The addresses of the workbench: all routes, once the modules that register them are loaded."""

from __future__ import annotations

from jixiao.workbench.pages import views
from jixiao.workbench.pages.routes import patterns

__all__ = ["views"]

urlpatterns = patterns()
handler403 = "jixiao.workbench.pages.errors.forbidden"
handler404 = "jixiao.workbench.pages.errors.not_found"
handler500 = "jixiao.workbench.pages.errors.server_error"
