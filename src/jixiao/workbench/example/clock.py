"""The example's clock: what happens in the example county happened on earlier days, in the log as in the rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let all services take another moment for now; for loading alone, before anybody is served."""
    real = timezone.now
    setattr(timezone, "now", lambda: moment)  # noqa: B010
    try:
        yield
    finally:
        setattr(timezone, "now", real)  # noqa: B010
