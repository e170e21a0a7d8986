"""Contents (目录): a field that Word can update, with a result stored that shows page numbers before it does.

Neither the field nor the settings ask Word to update it on opening: Word would ask the reader a question first.
"""

from __future__ import annotations

from typing import NamedTuple

from jixiao.write.docx.text import bookmark, paragraph, run
from jixiao.write.markup import escaped
from jixiao.write.paper import Contents


class Entry(NamedTuple):
    """A line of the contents: level, text, number of its bookmark, page."""

    level: int
    text: str
    number: int
    page: int


def contents_parts(contents: Contents, entries: list[Entry], new_page: bool) -> str:
    """Give the title and the lines of the contents, in the frame that Word shows its update button on."""
    title = paragraph("ContentsTitle", run(contents.title), new_page=new_page)
    lines = [_line(entry) for entry in entries if entry.level <= contents.levels]
    begin = _mark("begin") + _instruction(f'TOC \\o "1-{contents.levels}" \\h \\z \\u') + _mark("separate")
    first, *rest = lines or [("TOC1", "")]
    body = paragraph(first[0], begin + first[1] + ("" if rest else _mark("end")))
    body += "".join(
        paragraph(style, content + (_mark("end") if number == len(rest) else ""))
        for number, (style, content) in enumerate(rest, 1)
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f'<w:sdt><w:sdtPr><w:id w:val="1"/>{gallery}</w:sdtPr><w:sdtContent>{title}{body}</w:sdtContent></w:sdt>'


def _line(entry: Entry) -> tuple[str, str]:
    """The style of a line, and its link: the text, dots up to the page number, which is a field of its own."""
    target = bookmark(entry.number)
    code = f"PAGEREF {target} \\h"
    page = f"{_mark('begin')}{_instruction(code)}{_mark('separate')}{run(str(entry.page))}{_mark('end')}"
    link = f"{run(' '.join(entry.text.split()))}<w:r><w:tab/></w:r>{page}"
    return f"TOC{min(entry.level, 4)}", f'<w:hyperlink w:anchor="{target}" w:history="1">{link}</w:hyperlink>'


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
