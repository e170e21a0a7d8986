"""The addresses of the workbench: all routes, once the modules that register them are loaded."""

from __future__ import annotations

import jixiao.workbench.pages.views
import jixiao.workbench.people.login  # noqa: F401
from jixiao.workbench.pages.routes import patterns

urlpatterns = patterns()
handler400 = "jixiao.workbench.pages.errors.bad_request"
handler403 = "jixiao.workbench.pages.errors.forbidden"
handler404 = "jixiao.workbench.pages.errors.not_found"
handler500 = "jixiao.workbench.pages.errors.server_error"
