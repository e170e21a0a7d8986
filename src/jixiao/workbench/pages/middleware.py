"""What goes around every page: the content security policy, and one clear page where the disk or database fails."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from jixiao.workbench.pages.errors import cannot_be_kept, too_large, trouble_page
from jixiao.workbench.trouble import is_trouble

Next = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_MARGIN = 1 << 20  # bytes of a request beside its files
logger = logging.getLogger(__name__)


class ContentPolicy:
    """Lets the browser load nothing but this server's own files, and run no script that stands in a page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class SizeLimit:
    """Refuses a request that is larger than the files it may bring, before anything of it is read."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = settings.CONFIG.upload_mb
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > (most << 20) + _MARGIN:
            return too_large(request, most)
        return self.get_response(request)


class Trouble:
    """Turns a failing disk or database into one page that says what to do; what was saved before stays saved."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page for a failing disk or database or for what it cannot keep, None for any other error."""
        if isinstance(error, DataError):
            logger.warning("%s: %s", request.path, error)
            return cannot_be_kept(request)
        if is_trouble(error):
            logger.error("%s: %s", request.path, error)
            return trouble_page(request, error)
        return None
