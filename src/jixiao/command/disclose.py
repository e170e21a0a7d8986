"""`jixiao disclose`: the yearly disclosure of final accounts from data; what is lacking is asked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.data import year_of
from jixiao.command.options import debug_option
from jixiao.model.failure import Failure

if TYPE_CHECKING:
    from jixiao.model.unit_year import UnitYear
    from jixiao.write.disclosure import Disclosure, Gap

_INCOMPLETE = 1
_TABLES_ONLY = ".xlsx"  # a workbook has the tables of a disclosure and none of its text


class NoTarget(Failure):
    """A call that neither writes nor asks what is missing."""

    def __init__(self) -> None:
        super().__init__("请用 -o 写明写到哪个文件（docx、pdf、html、xlsx），或用 --missing 列出还缺什么。")


@click.command("disclose", cls=ChineseCommand)
@click.argument("data", nargs=-1, required=True, metavar="数据...", type=click.Path())
@click.option(
    "-o", "--out", metavar="文件", type=click.Path(), help="写到这个文件；结尾 docx、pdf、html、xlsx 决定格式。"
)
@click.option(
    "--wording",
    default="sichuan",
    metavar="名称或文件",
    help="正文的措辞：sichuan 四川（默认），national 全国通用，或自己的 toml 文件。",
)
@click.option("--tables", metavar="名称或文件", help="附表的格式：sichuan 13张表，national 9张表；默认随措辞。")
@click.option("--layout", metavar="名称或文件", help="附件中自评表的表样，有哪些见 jixiao layouts；默认随措辞。")
@click.option(
    "--prior", multiple=True, metavar="文件", type=click.Path(), help="上年公开的决算或上年的数据，可以写几次。"
)
@click.option("--year", type=int, metavar="年度", help="写哪个年度的决算；默认是数据中最近的年度。")
@click.option(
    "--missing", is_flag=True, help="只列出还缺哪些数和文字、填在哪里，不写文件；不缺时退出状态为 0，缺时为 1。"
)
@click.option("--json", "as_json", is_flag=True, help="与 --missing 一起用，输出 JSON。")
@click.option("--draft", is_flag=True, help="缺内容也写出来，缺的地方标【待填：…】；check 会指出没有填的地方。")
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    data: tuple[str, ...],
    out: str | None,
    wording: str,
    tables: str | None,
    layout: str | None,
    prior: tuple[str, ...],
    year: int | None,
    missing: bool,
    as_json: bool,
    draft: bool,
    debug: bool,
) -> None:
    """写出部门决算公开：封面、目录、情况说明、图、名词解释、附件和决算表，文中每个数都由数据算出。

    数据可以是填报工作簿、JSON、TOML、决算表和自评表的文件，可以写几个。原因、职责等只有本单位知道的内容不会编造：缺了就列出来，不写文件。
    """
    if out is None and not missing:
        raise NoTarget
    from jixiao.command.out_file import Out

    target = Out(out, (*data, *prior)) if out is not None and not missing else None
    found = _load(data, prior, year)
    made = _made(found, wording, tables, layout)
    if target is None:
        _list_missing(made.gaps, as_json=as_json)
        ctx.exit(_INCOMPLETE if made.gaps else 0)
    _write(made, target, draft=draft)
    _tell_errors(found)


def _load(data: tuple[str, ...], prior: tuple[str, ...], year: int | None) -> UnitYear:
    """Give the unit's year; a paper of the same year among the data gives its texts as well."""
    from jixiao.read.data.paper_texts import paper_texts

    found = year_of(data, prior, year)
    for name, text in paper_texts(found.accounts).items():
        found.texts.setdefault(name, text)
    return found


def _made(year: UnitYear, wording: str, tables: str | None, layout: str | None) -> Disclosure:
    from jixiao.knowledge.disclosure_tables import table_set
    from jixiao.write.disclosure import load_wording, write_disclosure
    from jixiao.write.disclosure.forms import form_blocks

    words = load_wording(wording)
    return write_disclosure(year, words, table_set(tables or words.tables), form_blocks(layout or words.forms))


def _list_missing(gaps: list[Gap], *, as_json: bool) -> None:
    from jixiao.command.output import print_json, print_line

    if as_json:
        missing: list[dict[str, Any]] = [gap.to_dict() for gap in gaps]
        print_json({"missing": missing})
        return
    for sheet in dict.fromkeys(gap.sheet for gap in gaps):
        print_line(f"填在工作表“{sheet}”：", bold=True)
        for gap in gaps:
            if gap.sheet == sheet:
                print_line(f"  {gap.name}：{gap.note}")
    print_line(f"还缺{len(gaps)}项。" if gaps else "不缺内容，可以写出决算公开。")


def _write(made: Disclosure, target: Any, *, draft: bool) -> None:
    from jixiao.write.disclosure import Lacking
    from jixiao.write.formats import written

    gaps = made.gaps if target.suffix.lower() != _TABLES_ONLY else []
    if gaps and not draft:
        raise Lacking(gaps)
    place = target.put(written(made.paper, target.suffix), made.paper.title)
    click.echo(f"决算公开写到了 {place}。", err=True)
    if gaps:
        click.echo(f"其中有{len(gaps)}处【待填】，填好以前不能公开。", err=True)


def _tell_errors(year: UnitYear) -> None:
    """Data that contradicts itself would be published as it is, so it is told; a paper's own words are not data."""
    from dataclasses import replace

    from jixiao.check import check_documents
    from jixiao.model.result import ReadResult, SourceInfo

    typed = [statement for statement in year.accounts.statements if statement.value.place is None]
    accounts = replace(year.accounts, sections=[], statements=typed)
    checked = check_documents(ReadResult(SourceInfo("填报数据", "json", ""), [accounts]))
    errors = [finding.message for finding in checked.findings if finding.severity == "error"]
    if errors:
        click.echo(f"数据有{len(errors)}处错误，请更正后重新写出：", err=True)
        for message in errors:
            click.echo(f"  {message}", err=True)
