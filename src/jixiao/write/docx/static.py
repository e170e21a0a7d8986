"""The parts that all papers have, packed once: styles, settings, fonts, page numbers."""

from __future__ import annotations

from functools import cache

from jixiao.write.docx import names
from jixiao.write.docx.names import EXTENDED, XML, attributes, relations
from jixiao.write.docx.styles import (
    BODY_FONT,
    FIRST_FONT,
    NUMBER_STYLE,
    SECOND_FONT,
    TABLE_FONT,
    TITLE_FONT,
    styles_xml,
)
from jixiao.write.zipped import Entry, member

# What stands in for a font that a machine does not have, by name: the same faces under the names of other makers.
_FONTS = {
    BODY_FONT: ("仿宋", "FangSong", "STFangsong", "方正仿宋_GBK", "Noto Serif CJK SC", "Noto Serif SC"),
    TITLE_FONT: (
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "华文中宋",
        "STZhongsong",
        "宋体",
        "SimSun",
        "Noto Serif CJK SC",
    ),
    FIRST_FONT: ("SimHei", "STHeiti", "方正黑体_GBK", "Noto Sans CJK SC", "Noto Sans SC"),
    SECOND_FONT: ("楷体", "KaiTi", "STKaiti", "方正楷体_GBK", "Noto Serif CJK SC"),
    TABLE_FONT: ("SimSun", "STSong", "方正书宋_GBK", "Noto Serif CJK SC", "Noto Serif SC"),
}
FIRST, ODD, EVEN = "footer1.xml", "footer2.xml", "footer3.xml"
_RELATIONS = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "fontTable", "fontTable.xml"),
    ("rId4", "footer", FIRST),
    ("rId5", "footer", ODD),
    ("rId6", "footer", EVEN),
)
OVERRIDES = {
    "word/document.xml": names.TYPE_OF_DOCUMENT,
    "word/styles.xml": names.TYPE_OF_STYLES,
    "word/settings.xml": names.TYPE_OF_SETTINGS,
    "word/fontTable.xml": names.TYPE_OF_FONTS,
    **{f"word/{name}": names.TYPE_OF_FOOTER for name in (FIRST, ODD, EVEN)},
    "docProps/core.xml": names.TYPE_OF_CORE,
    "docProps/app.xml": names.TYPE_OF_EXTENDED,
}
ENDINGS = {"rels": names.TYPE_OF_RELATIONS, "xml": "application/xml", "xlsx": names.TYPE_OF_BOOK_FILE}
FOOTERS = "".join(
    f'<w:footerReference w:type="{type_}" r:id="{id_}"/>'
    for type_, id_ in (("even", "rId6"), ("default", "rId5"), ("first", "rId4"))
)


@cache
def static_entries() -> tuple[Entry, ...]:
    """Give the packed parts that do not depend on the paper."""
    parts = {
        "_rels/.rels": _package_relations(),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        f"word/{FIRST}": _footer(""),
        f"word/{ODD}": _footer("right"),
        f"word/{EVEN}": _footer("left"),
        "docProps/app.xml": f'{XML}<Properties xmlns="{EXTENDED}"><Application>jixiao</Application></Properties>',
    }
    return tuple(member(name, text.encode()) for name, text in parts.items())


def document_relations(charts: dict[str, str]) -> str:
    """Give what the document leads to: the parts here, and charts by id and file."""
    kept = [(id_, names.kind(word), target) for id_, word, target in _RELATIONS]
    return relations(*kept, *((id_, names.kind("chart"), target) for id_, target in charts.items()))


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return relations(
        ("rId1", names.kind("officeDocument"), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        ("rId3", names.kind("extended-properties"), "docProps/app.xml"),
    )


def _settings() -> str:
    """Odd and even pages differ; punctuation keeps its width, as a page of 28 characters a line wants it."""
    address = "http://schemas.microsoft.com/office/word"
    return (
        f'{XML}<w:settings {attributes("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{address}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"swiss" if name == FIRST_FONT else "roman"}"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _FONTS.items()
    )
    return f"{XML}<w:fonts {attributes('w')}>{fonts}</w:fonts>"


def _footer(side: str) -> str:
    """The page number between dashes, one character in from the outer edge; none on a cover."""
    return f"{XML}<w:ftr {attributes('w')}>{_number(side) if side else _empty()}</w:ftr>"


def _empty() -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{NUMBER_STYLE}"/></w:pPr></w:p>'


def _number(side: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    field = f"{marks[0]}{code}{marks[1]}<w:r><w:t>1</w:t></w:r>{marks[2]}"
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    about = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    text = f"{dash.format('— ')}{field}{dash.format(' —')}"
    return f'<w:p><w:pPr><w:pStyle w:val="{NUMBER_STYLE}"/>{about}</w:pPr>{text}</w:p>'
