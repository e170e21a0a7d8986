"""`jixiao init`: the workbook that a unit fills in for a year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.options import debug_option
from jixiao.model.failure import Failure

if TYPE_CHECKING:
    from jixiao.model.unit_year import UnitYear

TABLE_SETS = ["sichuan", "national"]  # those of knowledge/disclosure_tables, which is loaded when it is needed
NAME = "绩效与决算填报.xlsx"


class Exists(Failure):
    """A folder that has a workbook already: what people typed is never written over."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file}：已经有填报工作簿，没有改动它；请换一个文件夹，或先把它移走。")


class NoFolder(Failure):
    """A folder that cannot be made or written into."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}：不能在这里建立文件夹，请检查名称、权限和磁盘空间。")


@click.command("init", cls=ChineseCommand)
@click.argument("folder", metavar="文件夹", type=click.Path())
@click.option(
    "--year", type=click.IntRange(2000, 2100), metavar="年度", help="填报哪个年度；默认是去年，或上年数据的下一年。"
)
@click.option("--unit", metavar="名称", help="单位名称，与印章一致。")
@click.option(
    "--from",
    "last",
    multiple=True,
    metavar="文件",
    type=click.Path(),
    help="上年的填报工作簿或公开的决算：带出单位、项目和目标、职责等文字和上年数；可以写几次。",
)
@click.option(
    "--tables",
    type=click.Choice(TABLE_SETS),
    default="sichuan",
    metavar="名称",
    help="公开表的格式：sichuan 13张表（默认），national 9张表。",
)
@click.option(
    "--money", type=click.Choice(["万元", "元"]), default="万元", metavar="单位", help="各张表按万元（默认）或元填写。"
)
@debug_option
def command(
    folder: str, year: int | None, unit: str | None, last: tuple[str, ...], tables: str, money: str, debug: bool
) -> None:
    """建立填报工作簿（Excel）：单位、项目、资金、指标、各张公开表、补充数据、上年数和文字，填好后由它写出各种文件。

    例：jixiao init 2024年度 --year 2024 --unit 某县某局
    """
    from jixiao.command.report_file import write_whole
    from jixiao.knowledge.disclosure_tables import table_set
    from jixiao.write.workbook import write_workbook

    target = Path(folder) / NAME
    if target.exists():
        raise Exists(target)
    content = write_workbook(_data(year, unit, last), table_set(tables), money)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoFolder(target.parent) from error
    write_whole(target, content)
    click.echo(f"填报工作簿建好了：{target}", err=True)


def _data(year: int | None, unit: str | None, last: tuple[str, ...]) -> UnitYear:
    """Give what is known beforehand."""
    from datetime import date

    from jixiao.model.unit_year import Unit, UnitYear

    if not last:
        return UnitYear(Unit(unit or ""), year or date.today().year - 1)
    from jixiao.read.data import load_unit_year
    from jixiao.read.data.paper_texts import paper_texts
    from jixiao.write.workbook.start import next_year

    remarks: list[str] = []
    before = load_unit_year(last, year=year - 1 if year else None, remarks=remarks)
    for remark in remarks:
        click.echo(remark, err=True)
    for name, text in paper_texts(before.accounts).items():
        before.texts.setdefault(name, text)
    data = next_year(before, before.year + 1)
    data.unit.name = unit or data.unit.name
    return data
