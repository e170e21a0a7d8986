"""Click in Simplified Chinese: help pages aligned by display width, and one sentence for a call that is off."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, NamedTuple

import click

from jixiao.command.width import pad, width, wrap

TERM_COLUMNS = 30


class ChineseFormatter(click.HelpFormatter):
    """A help page: click's, with Chinese headings and with texts measured in terminal columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how the command is called."""
        self.write(f"{prefix or '用法：'}{prog} {args}\n")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped."""
        indent = " " * self.current_indent
        for line in wrap(text, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = TERM_COLUMNS, col_spacing: int = 2) -> None:
        """Write terms and their explanations in two columns."""
        shown = list(rows)
        column = min(max(width(term) for term, _ in shown), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, text in shown:
            lines = wrap(text, max(self.width - column - self.current_indent, 20))
            if width(term) + col_spacing > column:
                lines.insert(0, "")
            self.write(f"{indent}{pad(term, column)}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * column}{line}\n")


class ChineseContext(click.Context):
    """The context whose help pages are Chinese."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command with a Chinese help page."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]"} | kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give --help, explained in Chinese."""
        return _help_option(super().get_help_option(ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _write_options(self, ctx, formatter)


class Lazy(NamedTuple):
    """A command that is not loaded yet: the module that holds it, what it does in a few words, its name there."""

    module: str
    summary: str
    name: str = "command"


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    context_class = ChineseContext

    def __init__(self, *args: Any, lazy: dict[str, Lazy], **kwargs: Any) -> None:
        names = {"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]..."}
        super().__init__(*args, **names | kwargs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the commands in the order of the manual."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name, loading its module."""
        if cmd_name not in self.lazy:
            return None
        lazy = self.lazy[cmd_name]
        loaded: click.Command = getattr(import_module(lazy.module), lazy.name)
        return loaded

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a call; an unknown name gets a sentence that lists the known ones."""
        if not args[0].startswith("-") and args[0] not in self.lazy:
            known = "、".join(self.lazy)
            raise click.UsageError(f"没有“{args[0]}”这个命令，可用的命令有：{known}", ctx)
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give --help, explained in Chinese."""
        return _help_option(super().get_help_option(ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        with formatter.section("命令"):
            formatter.write_dl((name, command.summary) for name, command in self.lazy.items())
        _write_options(self, ctx, formatter)


def usage_sentence(error: click.ClickException) -> str:
    """Give one Chinese sentence for a call that is off."""
    return f"{_reason(error).rstrip('。')}；用法见 {_command_path(error)} --help。"


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明后退出。"
    return option


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    records = [record for option in options if (record := option.get_help_record(ctx))]
    with formatter.section("选项"):
        formatter.write_dl(records)


def _command_path(error: click.ClickException) -> str:
    ctx = getattr(error, "ctx", None)
    return ctx.command_path if ctx else "jixiao"


def _reason(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_parameter(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面应当（或不应当）跟一个值"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_parameter(error)}的值不对：{_choices(error)}"
    return error.format_message()


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    return f"应为 {'、'.join(map(str, kind.choices))} 之一" if isinstance(kind, click.Choice) else error.message


def _parameter(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Argument):
        return f"参数“{param.metavar}”"
    return f"选项 {'、'.join(param.opts)} " if param else "参数"
