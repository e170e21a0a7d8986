"""Long lists on pages (分页): what the links to the other pages of a list keep."""

from __future__ import annotations

from django.http import HttpRequest


def kept_query(request: HttpRequest) -> str:
    """Give what a list was asked for, without the page: what a link to another page of it begins with."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
