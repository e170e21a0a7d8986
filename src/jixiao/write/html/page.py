"""The page: head, style and blocks; no script, no picture, nothing fetched, and a policy that says so."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jixiao.write.html.anchors import Entry, anchor, contents, entries
from jixiao.write.html.chart import chart_html
from jixiao.write.html.table import Drawn, draw_table
from jixiao.write.html.words import attribute, run, words
from jixiao.write.paper import Block, Chart, Contents, Heading, PageBreak, Paper, Paragraph, Table


def write_html(paper: Paper) -> bytes:
    """Give a paper as a page in UTF-8."""
    found = entries(paper.blocks)
    drawn = [_block(block, anchor(number), found) for number, block in enumerate(paper.blocks)]
    style = _style() + "\n".join(each.style for each in drawn if each.style)
    body = "\n".join(each.html for each in drawn)
    return f"{_head(paper, style)}\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n".encode()


def _head(paper: Paper, style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    author = f'<meta name="author" content="{attribute(paper.author)}">\n' if paper.author else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="generator" content="jixiao">
{author}<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{attribute(paper.title)}</title>
<style>{style}</style>
</head>"""


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def _block(block: Block, name: str, found: list[Entry]) -> Drawn:
    return draw_table(block, name) if isinstance(block, Table) else Drawn(_plain(block, name, found), "")


def _plain(block: Heading | Paragraph | Chart | Contents | PageBreak, name: str, found: list[Entry]) -> str:
    match block:
        case Heading():
            return _heading(block, name)
        case Paragraph():
            return f'<p class="{block.style}">{"".join(map(run, block.runs))}</p>'
        case Chart():
            return chart_html(block, name)
        case Contents():
            return _contents(block, found)
        case PageBreak():
            return '<hr class="break">'


def _heading(heading: Heading, name: str) -> str:
    level = min(max(heading.level, 1), 6)
    page = ' class="page"' if heading.new_page else ""
    return f'<h{level} id="{name}"{page}>{words(heading.text)}</h{level}>'


def _contents(block: Contents, found: list[Entry]) -> str:
    title = attribute(block.title)
    return f'<nav aria-label="{title}"><p class="contents-title">{title}</p>{contents(found, block.levels)}</nav>'
