"""The command `jixiao`: its commands are loaded when they are called, so that starting costs next to nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from jixiao import __version__
from jixiao.command.chinese import Lazy, LazyGroup, usage_sentence
from jixiao.model.failure import Failure

COMMANDS = {
    "read": "读出表中的内容",
    "check": "核对表中的数字和内容，指出错在哪里、应为多少",
    "score": "按评分方案重新计算得分，说明每一分怎么来的",
    "init": "建立填报工作簿（Excel），填好后由它写出各种文件",
    "form": "按表样写出绩效自评表、目标表、监控表，计算得分",
    "evaluate": "写部门整体自评、项目评价、事前评估的报告，逐项评分",
    "disclose": "由数据写出部门决算公开，还缺的内容按名称列出",
    "layouts": "列出可以写的表样",
    "fill": "把数据填进空白表，样子不变",
    "schemes": "列出评分方案，或说明其中一个",
    "rules": "列出核对规则，或说明其中一条",
    "indicators": "在绩效指标库里找指标：样例、怎样算、凭什么证明",
    "serve": "启动工作台，在浏览器里办理年度绩效管理全过程",
    "admin": "管理一个工作台：账号，备份，日志",
}
USAGE, INTERRUPTED, BROKEN_PIPE = 2, 130, 141


@click.group(
    "jixiao",
    cls=LazyGroup,
    lazy={name: Lazy(f"jixiao.command.{name}", summary) for name, summary in COMMANDS.items()},
    invoke_without_command=True,
)
@click.version_option(__version__, message="jixiao %(version)s", help="显示版本号后退出。")
@click.pass_context
def group(ctx: click.Context) -> None:
    """绩效：读懂、核对预算绩效自评表，按评分方案重新计算得分。

    例：jixiao check 自评表.docx
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    _prepare_streams()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status; a failure is one Chinese sentence on standard error."""
    color = False if os.environ.get("NO_COLOR") else None
    try:
        status = group.main(args=arguments, prog_name="jixiao", standalone_mode=False, color=color)
        sys.stdout.flush()
    except click.ClickException as error:
        return _tell(usage_sentence(error))
    except Failure as failure:
        return _tell(str(failure))
    except (KeyboardInterrupt, click.Abort):
        click.echo("已中断。", err=True)  # Click has ended the line
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads on, as in `jixiao check … | head`; what is still buffered must not fail again on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return status if isinstance(status, int) else 0


def _tell(sentence: str) -> int:
    click.echo(sentence, err=True)
    return USAGE


def _prepare_streams() -> None:
    # A console that lacks a character shows a mark in its place rather than failing.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
