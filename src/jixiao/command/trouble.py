"""A failing disk or database under a command that works on an installation: one sentence, not a list of calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from jixiao.command.chinese import LazyGroup
from jixiao.model.failure import Failure


@contextmanager
def trouble_told() -> Iterator[None]:
    """Raise a Failure for what is the disk's or the database's; any other error is the program's and stays."""
    try:
        yield
    except (Failure, click.ClickException, click.exceptions.Exit):
        raise
    except Exception as error:
        from jixiao.workbench.trouble import Troubled, is_trouble

        if not is_trouble(error):
            raise
        raise Troubled(error) from None


class OfInstallation(LazyGroup):
    """Commands that work on an installation."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command of the group."""
        with trouble_told():
            return super().invoke(ctx)
