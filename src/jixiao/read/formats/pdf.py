"""PDF: files with a text layer. Ruling lines make tables, alignment where there are none; tables go on over pages.

Boxes are in points from the top left of the page as it is shown.
"""

from __future__ import annotations

from jixiao.read.failure import Unreadable
from jixiao.read.formats import pdf_native as native
from jixiao.read.formats.pdf_blocks import blocks_of
from jixiao.read.formats.pdf_page import PageContent, read_page
from jixiao.read.layout import Layout
from jixiao.read.sniff import Locked
from jixiao.read.source import Source

MAX_PAGES = 2000


class Damaged(Unreadable):
    """Bytes that are no PDF, or one that broke."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "内容不是有效的 PDF 文件，或文件已损坏", "请重新获取")


class TooManyPages(Unreadable):
    """More pages than are read."""

    def __init__(self, name: str, pages: int) -> None:
        super().__init__(name, f"共 {pages} 页，超过 {MAX_PAGES} 页", "请拆分后再试")


class Scanned(Unreadable):
    """Pages that are pictures."""

    def __init__(self, name: str) -> None:
        reason = "这是扫描件，没有文字层，需要先做文字识别（OCR）"
        super().__init__(name, reason, "请提供电子版原件，或识别成文字后再试")


class NoText(Unreadable):
    """Pages with neither text nor pictures of it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "PDF 中没有文字", "请检查文件是否完整")


def read_layout(source: Source) -> Layout:
    """Give the tables and the lines outside of them, in reading order; page numbers are left out.

    Raises Unreadable for files that are locked, damaged, scanned or too long.
    """
    with native.LOCK:
        pages, count, broken = _read_pages(source)
    if not any((page.lines or page.tables) and not page.scanned for page in pages):
        raise (Scanned if any(page.scanned for page in pages) else NoText)(source.name)
    return Layout(blocks_of(pages), pages=count, remarks=_remarks(pages, broken))


def _read_pages(source: Source) -> tuple[list[PageContent], int, list[int]]:
    """The pages that can be read, how many there are in all, and the numbers of those that cannot be read."""
    pages: list[PageContent] = []
    broken: list[int] = []
    try:
        with native.open_document(source.data) as document:
            count = native.page_count(document)
            if count > MAX_PAGES:
                raise TooManyPages(source.name, count)
            for number in range(1, count + 1):
                with native.open_page(document, number - 1) as page:
                    if page:
                        pages.append(read_page(page, number))
                    else:
                        broken.append(number)
    except native.NotOpened as error:
        raise (Locked if error.locked else Damaged)(source.name) from None
    return pages, count, broken


def _remarks(pages: list[PageContent], broken: list[int]) -> list[str]:
    """What could not be read, in sentences."""
    remarks = []
    if scanned := [page.number for page in pages if page.scanned]:
        remarks.append(f"{_pages(scanned)}是图片，没有文字层，需要先做文字识别（OCR），未读取。")
    if broken:
        remarks.append(f"{_pages(broken)}已损坏，未读取。")
    if crowded := [page.number for page in pages if page.crowded]:
        remarks.append(f"{_pages(crowded)}文字或图形过多，只读取了一部分。")
    return remarks


def _pages(numbers: list[int]) -> str:
    return f"第{'、'.join(map(str, numbers))}页"
