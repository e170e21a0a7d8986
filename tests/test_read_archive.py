"""The archive: bounds are kept by what the directory says and by what inflating gives."""

from __future__ import annotations

import io
import pickle
import tracemalloc
import zipfile

import pytest

from jixiao.read import archive as archive_module
from jixiao.read.archive import Archive, Damaged, Relation
from jixiao.read.failure import Unreadable
from jixiao.read.gate import open_source

MEGABYTE = 1 << 20
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """The same archive, its directory stating another size for its first member."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + size.to_bytes(4, "little") + data[at + 4 :]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        Archive("a.docx", data)
    return str(caught.value)


# ------------------------------------------------------------------------------------------------ bounds
def test_a_member_of_a_gigabyte_is_refused_by_the_directory_alone() -> None:
    assert "上限 67,108,864" in refusal(claiming(packed({"a": b"1" * 5000}), 1 << 30))


def test_members_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "MAX_TOTAL_SIZE", 1000)
    assert "总字节数" in refusal(packed({"a": b"1" * 600, "b": b"2" * 600}))


def test_a_bombs_ratio_is_refused_and_that_of_blank_rows_is_not() -> None:
    assert "压缩比" in refusal(packed({"a": b"\0" * (2 * MEGABYTE)}))
    rows = b'<row s="1" customFormat="1"><c s="1"/><c s="1"/></row>' * 60_000
    assert len(Archive("a.xlsx", packed({"a": rows})).read("a")) == len(rows)


def test_too_many_members_are_refused_before_the_directory_is_read() -> None:
    many = packed({f"member{number:05}": "x" * 20 for number in range(2001)}, zipfile.ZIP_STORED)
    assert "文件太多（2,001" in refusal(many)


def test_members_that_share_their_bytes_are_refused() -> None:
    noise = bytes(range(256)) * 8
    data = packed({"a": noise, "b": b"1"}, zipfile.ZIP_STORED)
    end = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    stated = len(noise).to_bytes(4, "little")
    assert "压缩目录与内容不符" in refusal(data[: end + 20] + stated * 2 + data[end + 28 :])


def test_a_directory_that_understates_a_member_does_not_let_it_inflate() -> None:
    data = packed({"a": b"1" * (20 * MEGABYTE)})
    opened = Archive("a.docx", claiming(data, 1000))
    tracemalloc.start()
    with pytest.raises(Damaged):
        opened.read("a")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTE


@pytest.mark.parametrize("mark", ["<!DOCTYPE x>", "<!ENTITY a 'b'>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_xml_with_a_dtd_is_never_parsed(mark: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding[:6]}"?>{mark}<x/>'.encode(encoding)
    opened = Archive("a.docx", packed({"a.xml": xml}))
    with pytest.raises(Unreadable, match="DTD"):
        opened.parse("a.xml")


def test_a_part_of_endless_tags_is_not_made_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Archive("a.docx", packed({"a.xml": b"<x>" + b"<y/>" * 100 + b"</x>"}))
    assert len(opened.parse("a.xml")) == 100
    monkeypatch.setattr(archive_module, "MAX_MARKS", 100)
    with pytest.raises(Unreadable, match="标记太多"):
        opened.parse("a.xml")


@pytest.mark.parametrize("xml", ["<x>", "", "no", '<?xml version="1.0" encoding="utf-7"?><x/>',
                                 '<?xml version="1.0" encoding="nonsense"?><x/>'])  # fmt: skip
def test_what_is_no_xml_is_damaged(xml: str) -> None:
    with pytest.raises(Damaged, match="不是有效的 XML"):
        Archive("a.docx", packed({"a.xml": xml})).parse("a.xml")


def test_members_that_cannot_be_unpacked_are_said() -> None:
    damaged = bytearray(packed({"a": bytes(range(256)) * 10}))
    damaged[40] ^= 0xFF
    locked = bytearray(packed({"a": b"1"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    for data, reason in (
        (bytes(damaged), "无法解压"),
        (bytes(locked), "密码"),
        (packed({"a": b"1"}, zipfile.ZIP_BZIP2), "压缩方法 12"),
        (packed({"b": b"1"}), "缺少 a"),
    ):
        with pytest.raises(Unreadable, match=reason):
            Archive("a.docx", data).read("a")


# ------------------------------------------------------------------------------------------------ contents
def test_member_names_are_compared_as_packages_do() -> None:
    opened = Archive("a.docx", packed({"Word\\Document.XML": b"1", "/xl/b.xml": b"2"}))
    assert opened.names == ["Word/Document.XML", "xl/b.xml"]
    assert (opened.read("word/document.xml"), opened.read("xl/B.xml")) == (b"1", b"2")
    assert "word/other.xml" not in opened


def relations(*items: tuple[str, str, str]) -> str:
    made = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target, mode) in enumerate(items, 1)
    )
    return f"<Relationships>{made}</Relationships>"


def test_relations_are_resolved_to_member_names() -> None:
    outside = ' TargetMode="External"'
    rels = relations(("worksheet", "worksheets/s1.xml", ""), ("styles", "/xl/styles.xml", ""),
                     ("image", "../media/p.png", ""), ("hyperlink", "http://example.invalid/", outside))  # fmt: skip
    opened = Archive("a.xlsx", packed({"xl/_rels/workbook.xml.rels": rels}))
    assert opened.relations("xl/workbook.xml") == [
        Relation("r1", "worksheet", "xl/worksheets/s1.xml", False),
        Relation("r2", "styles", "xl/styles.xml", False),
        Relation("r3", "image", "media/p.png", False),
        Relation("r4", "hyperlink", "http://example.invalid/", True),
    ]
    assert opened.relations("xl/other.xml") == []


def test_what_is_set_aside_is_named_once_and_hyperlinks_are_not() -> None:
    outside = ' TargetMode="External"'
    picture = ("image", "http://example.invalid/a.png", outside)
    rels = relations(picture, picture, ("hyperlink", "http://example.invalid/", outside), ("styles", "styles.xml", ""))
    members = ("word/vbaProject.bin", "word/embeddings/sheet.xlsx", "word/embeddings/object.bin")
    opened = Archive("a.docm", packed({"word/_rels/document.xml.rels": rels} | dict.fromkeys(members, b"")))
    assert opened.remarks() == [
        "文件带有宏（VBA），没有运行",
        "文件嵌有 2 个其他文件或对象，没有打开",
        "文件引用了外部内容“http://example.invalid/a.png”，没有打开",
    ]
    assert Archive("a.docx", packed({"word/document.xml": b""})).remarks() == []


def test_sources_and_failures_survive_the_way_to_another_process() -> None:
    source = pickle.loads(pickle.dumps(open_source(packed({"word/document.xml": b"1"}), "a.docx")))
    assert source.archive.read("word/document.xml") == b"1"
    with pytest.raises(Damaged) as caught:
        source.archive.read("b")
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (type(copied), str(copied), copied.name) == (Damaged, str(caught.value), "a.docx")
