"""`jixiao indicators`: indicators of the library, with examples, how they are worked out and what proves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.output import print_fact, print_json, print_line, print_table

if TYPE_CHECKING:
    from jixiao.knowledge.indicator_library import LibraryIndicator

_MOST = 20


def _sector_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from jixiao.knowledge.indicator_words import sectors

    return [sector.name for sector in sectors() if sector.name.startswith(incomplete)]


@click.command("indicators", cls=ChineseCommand)
@click.argument("words", nargs=-1, metavar="[词...]")
@click.option("--sector", metavar="行业", shell_complete=_sector_names, help="只在这个行业里找。")
@click.option("--level", metavar="指标", help="只要这个一级或二级指标，如 产出、数量。")
@click.option("--own", metavar="文件.toml", type=click.Path(), help="连同本单位自己的指标库文件一起找。")
@click.option("--most", metavar="个数", type=click.IntRange(1), default=_MOST, help="最多列出几个，默认20个。")
@click.option("--sectors", "list_sectors", is_flag=True, help="列出各行业和指标个数。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(
    words: tuple[str, ...],
    sector: str | None,
    level: str | None,
    own: str | None,
    most: int,
    list_sectors: bool,
    as_json: bool,
) -> None:
    """在绩效指标库里找指标：给出指标值样例、怎样算、凭什么证明，弱在哪里。"""
    if list_sectors:
        _show_sectors(as_json)
        return
    found = _found(" ".join(words), sector, level, own)
    if as_json:
        print_json([each.to_dict() for each in found[:most]])
        return
    for each in found[:most]:
        _show(each)
    print_line(_told(len(found), most))


def _found(words: str, sector: str | None, level: str | None, own: str | None) -> list[LibraryIndicator]:
    from jixiao.knowledge.indicator_library import own_indicators
    from jixiao.knowledge.indicator_search import at_levels, search

    found = search(words, sector, own=own_indicators(own) if own else ())
    return at_levels(found, level, None) or at_levels(found, None, level)


def _show(indicator: LibraryIndicator) -> None:
    print_line(f"{indicator.name}  {indicator.shown}", bold=True)
    place = f"{indicator.file or indicator.sector}，{indicator.level1}，{indicator.level2}"
    facts = [("位置", place), ("怎样算", indicator.measures), ("证明", indicator.evidence), ("注意", indicator.weak)]
    for label, text in facts:
        if text:
            print_fact(label, text, 2)


def _told(count: int, most: int) -> str:
    if not count:
        return "没有找到；换一个短一些的词，或不限行业再找。"
    return f"共{count}个。" if count <= most else f"共{count}个，列出前{most}个；加词缩小范围，或用 --most 多列一些。"


def _show_sectors(as_json: bool) -> None:
    from jixiao.knowledge.indicator_library import sector_indicators
    from jixiao.knowledge.indicator_words import sectors

    counts = {sector.name: len(sector_indicators(sector.name)) for sector in sectors()}
    if as_json:
        print_json([{"sector": name, "indicators": count} for name, count in counts.items()])
        return
    print_table("", ["行业", "指标个数"], [[name, str(count)] for name, count in counts.items()], right=[1])
