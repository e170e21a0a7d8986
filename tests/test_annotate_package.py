"""Packages written anew: what is not changed stays packed as it was, whatever way it was written."""

from __future__ import annotations

import io
import zipfile

import pytest

from annotated import members
from jixiao.read.archive import Archive
from jixiao.write.markup import Markup, escaped
from jixiao.write.package import Package

TYPES = "[Content_Types].xml"
PARTS = {TYPES: b"<Types/>", "word/document.xml": b"<a/>", "word/media/图1.png": bytes(range(256)) * 40, "b.bin": b""}


class Stream(io.BytesIO):
    """A target that cannot be gone back in, as where a program sends a file over a network."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def packed(stream: io.BytesIO, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in PARTS.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("stream", [io.BytesIO, Stream])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_parts_that_are_not_changed_stay_as_they_are_packed(stream: type[io.BytesIO], method: int) -> None:
    data = packed(stream(), method)
    package = Package(Archive("a", data), data)
    package.put("word/Document.XML", b"<new/>")
    package.put("word/新.xml", b"<added/>")
    copy = package.packed()
    assert members(copy) == PARTS | {"word/document.xml": b"<new/>", "word/新.xml": b"<added/>"}
    assert [(i.filename, i.compress_size) for i in _infos(copy) if i.filename.endswith((".png", ".bin"))] == [
        (i.filename, i.compress_size) for i in _infos(data) if i.filename.endswith((".png", ".bin"))
    ]
    assert [info.date_time for info in _infos(copy)[:4]] == [info.date_time for info in _infos(data)]


def _infos(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.infolist()


def test_relationships_and_types_are_told_once() -> None:
    data = packed(io.BytesIO())
    package = Package(Archive("a", data), data)
    assert package.relate("word/document.xml", "http://x/comments", "word/comments.xml") == "rIdNote1"
    assert package.relate("word/document.xml", "http://x/styles", "styles.xml") == "rIdNote2"
    package.declare_ending("vml", "x/vml")
    package.declare_ending("vml", "x/vml")
    again = Archive("a", package.packed())
    assert [(each.kind, each.target) for each in again.relations("word/document.xml")] == [
        ("comments", "word/comments.xml"),
        ("styles", "styles.xml"),
    ]
    assert again.read(TYPES).count(b"vml") == 2  # the ending and its type


def test_changes_are_spliced_in_and_all_else_stays() -> None:
    xml = "<?xml version='1.0'?>\r\n<a  x = '>' ><!-- <b/> --><b y=\"1\"/><c>字&amp;</c><d></d></a >\n".encode()
    markup = Markup(xml)
    b, c, d = markup.root
    markup.set_attribute(b, "y", '"2"')
    markup.set_attribute(b, "z", "3")
    markup.append(b, "<e/>")
    markup.append(b, "<f/>")
    markup.before(c, "<before/>")
    markup.after(c, "<after/>")
    markup.append(d, "in")
    markup.append(markup.root, "<last/>")
    assert markup.spliced().decode() == (
        "<?xml version='1.0'?>\r\n<a  x = '>' ><!-- <b/> --><b z=\"3\" y=\"&quot;2&quot;\"><e/><f/></b>"
        "<before/><c>字&amp;</c><after/><d>in</d><last/></a >\n"
    )
    assert markup.whole(c).decode() == "<c>字&amp;</c>"


def test_elements_that_are_closed_have_no_content_in_the_tree() -> None:
    markup = Markup(b"<a><b><c/></b><b><c><d/></c></b><e/></a>", closed=lambda tag, _: tag == "b")
    assert [(child.tag, len(child)) for child in markup.root] == [("b", 0), ("b", 0), ("e", 0)]
    markup.append(markup.root[1], "<f/>")
    assert markup.spliced() == b"<a><b><c/></b><b><c><d/></c><f/></b><e/></a>"


def test_text_is_escaped_and_what_xml_cannot_hold_is_left_out() -> None:
    assert escaped('<a & "b">\n\t字\U0001f600\x00\x0b\ud800\ufffe') == "&lt;a &amp; &quot;b&quot;&gt;\n\t字\U0001f600"
