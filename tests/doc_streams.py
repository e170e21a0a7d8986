"""A binary Word document in the making, for tests: the two streams that its text and its properties stand in."""

from __future__ import annotations

from struct import pack, pack_into

from jixiao.read.formats.doc_file import DocFile

TEXT_AT = 0x800
ROW_END, CELL = b"\x16\x24\x01\x17\x24\x01", b"\x16\x24\x01"
INNER = b"\x16\x24\x01\x49\x66\x02\x00\x00\x00"
INNER_CELL_END, INNER_ROW_END = INNER + b"\x4b\x24\x01", INNER + b"\x4b\x24\x01\x4c\x24\x01"

Written = tuple[str, str, bytes]  # text, the sign that ends it, properties


def cells(edges: list[int], merges: list[int] | None = None) -> bytes:
    """Give the property that describes the cells of a row: edges in twips, merge bits of each cell."""
    count = len(edges) - 1
    body = pack("<B", count) + pack(f"<{count + 1}h", *edges)
    for bits in merges or [0] * count:
        body += pack("<H18x", bits)
    return b"\x08\xd6" + pack("<H", len(body) + 1) + body


def row(*texts: str, edges: list[int] | None = None, merges: list[int] | None = None) -> list[Written]:
    """Give the paragraphs of a row; cells are as wide as each other where no edges are given."""
    edges = edges or [1000 * number for number in range(len(texts) + 1)]
    ending = ("", "\x07", ROW_END + cells(edges, merges))
    return [*((text, "\x07", CELL) for text in texts), ending]


def document(paragraphs: list[Written], *, one_byte: bool = False, runs: dict[int, bytes] | None = None) -> DocFile:
    """Give a document; `runs` are properties of single characters by their number."""
    text = "".join(text + end for text, end, _ in paragraphs)
    size = 1 if one_byte else 2
    word = bytearray(TEXT_AT) + text.encode("cp1252" if one_byte else "utf-16-le")
    word += bytes(-len(word) % 512)
    table = bytearray()
    pieces = pack("<2I", 0, len(text)) + pack("<HIH", 0, TEXT_AT * 2 | 0x40000000 if one_byte else TEXT_AT, 0)
    _entry(word, table, 0x1A2, b"\x02" + pack("<I", len(pieces)) + pieces)
    _entry(word, table, 0x102, _paragraph_pages(word, paragraphs, size))
    _entry(word, table, 0xFA, _run_page(word, len(text), size, runs or {}))
    pack_into("<HH", word, 0, 0xA5EC, 0xC1)
    pack_into("<I", word, 76, len(text))
    return DocFile(bytes(word), (bytes(table), b""), b"")


def _entry(word: bytearray, table: bytearray, at: int, content: bytes) -> None:
    pack_into("<II", word, at, len(table), len(content))
    table += content


def _paragraph_pages(word: bytearray, paragraphs: list[Written], size: int) -> bytes:
    """One page for each paragraph: wasteful and simple."""
    offset, limits, pages = TEXT_AT, [TEXT_AT], []
    for text, end, properties in paragraphs:
        page = bytearray(512)
        following = offset + len(text + end) * size
        content = b"\0\0" + properties + bytes(len(properties) % 2)
        pack_into("<IIB", page, 0, offset, following, 50)
        pack_into(f"<BB{len(content)}s", page, 100, 0, len(content) // 2, content)
        page[-1] = 1
        pages.append(len(word) // 512)
        word += page
        offset = following
        limits.append(offset)
    return pack(f"<{len(limits)}I", *limits) + pack(f"<{len(pages)}I", *pages)


def _run_page(word: bytearray, length: int, size: int, runs: dict[int, bytes]) -> bytes:
    bounds = sorted({0, length, *runs, *(number + 1 for number in runs)})
    page = bytearray(512)
    pack_into(f"<{len(bounds)}I", page, 0, *(TEXT_AT + bound * size for bound in bounds))
    at = 400
    for number, bound in enumerate(bounds[:-1]):
        if properties := runs.get(bound):
            at -= (len(properties) + 2) // 2 * 2
            page[len(bounds) * 4 + number] = at // 2
            pack_into(f"<B{len(properties)}s", page, at, len(properties), properties)
    page[-1] = len(bounds) - 1
    number = len(word) // 512
    word += page
    return pack("<3I", TEXT_AT, TEXT_AT + length * size, number)
