"""Cutting properties out of a Word file's XML: what matters stays, what is odd is left to the parser."""

from __future__ import annotations

import pytest

from jixiao.read.formats.docx_lean import lean


def run(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>12.5</w:t></w:r>"


def body(content: str) -> bytes:
    return f"<w:body><w:p>{content}</w:p></w:body>".encode()


def test_fonts_and_spacing_are_cut() -> None:
    content = f'<w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr></w:pPr>{run("<w:b/>")}{run("<w:i/>")}'
    bare = "<w:r><w:t>12.5</w:t></w:r>"
    assert lean(body(content)) == body(bare + bare)


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:rFonts w:ascii="Wingdings 2"/>',
        '<w:rFonts w:ascii="Symbol"/>',
        '<w:del w:id="1"/>',
        "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>",
        "<!-- </w:rPr> -->",
    ],
)
def test_what_matters_stays(properties: str) -> None:
    data = body(run("<w:b/>") + run(properties))
    assert lean(data) == data


def test_joined_paragraphs_stay() -> None:
    data = body('<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r>')
    assert lean(data) == data


def test_a_commented_tag_cuts_nothing() -> None:
    data = body("<!-- <w:rPr> --><w:r><w:t>甲</w:t></w:r>" + run("<w:b/>"))
    assert lean(data) == data


def test_a_property_that_is_not_closed_stays() -> None:
    data = body("<w:r><w:rPr><w:b/><w:t>甲</w:t></w:r>")
    assert lean(data) == data
