"""The styles of a paper (样式): what GB/T 9704 says of fonts, sizes and lines, as styles that Word and WPS list.

A user who changes a style changes the paper; text itself carries no formatting of its own.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from jixiao.write.docx.geometry import LINE, PORTRAIT
from jixiao.write.docx.names import XML, attributes
from jixiao.write.wide import SIZES

BODY_FONT = "仿宋_GB2312"
TITLE_FONT = "方正小标宋简体"
FIRST_FONT = "黑体"
SECOND_FONT = "楷体_GB2312"
TABLE_FONT = "宋体"
LATIN_FONT = "Times New Roman"  # of digits and letters: every machine has it, and its digits are half an em wide too
# 28 characters of 16 points are a little more than the 156 mm of a line: each gives 0.25 points of its width.
SQUEEZE = -5
TABLE_SIZES = tuple(round(size * 2) for size in SIZES)  # half points


class Style(NamedTuple):
    """A paragraph style. `size` in half points, `line` and spaces in twips (0: as the font wants), `first` and `left`
    are indents in characters, `outline` is the level of a heading from 1, `custom` that Word does not know the name.
    """

    id: str
    name: str
    font: str = BODY_FONT
    size: int = 32
    line: int = LINE
    align: str = "both"
    first: int = 0
    left: int = 0
    before: int = 0
    after: int = 0
    squeeze: int = 0
    bold: bool = False
    keep: bool = False
    outline: int = 0
    tabs: str = ""
    following: str = "Body"
    custom: bool = True


def table_style(size: int) -> str:
    """Give the id of the style of text in tables, by its size in half points."""
    return f"Table{size}"


def table_pitch(size: int) -> int:
    """Give the distance of two lines in a table in twips, by the size of the text in half points."""
    return round(size * 13)  # 1.3 times the size


_CONTENTS_TAB = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{PORTRAIT.text_width}"/></w:tabs>'
_CONTENTS = Style("", "", size=28, line=480, align="left", tabs=_CONTENTS_TAB, custom=False)
_HEADING = Style("", "", first=2, squeeze=SQUEEZE, keep=True, custom=False)
NUMBER_STYLE = "Footer"

STYLES = {
    style.id: style
    for style in (
        Style("Body", "公文正文", first=2, squeeze=SQUEEZE),
        Style("Heading1", "heading 1", TITLE_FONT, 36, LINE, "center", after=290, keep=True, outline=1, custom=False),
        _HEADING._replace(id="Heading2", name="heading 2", font=FIRST_FONT, outline=2),
        _HEADING._replace(id="Heading3", name="heading 3", font=SECOND_FONT, outline=3),
        _HEADING._replace(id="Heading4", name="heading 4", bold=True, outline=4),
        Style("Title", "Title", TITLE_FONT, 44, 720, "center", after=LINE, keep=True, custom=False),
        Style("Cover", "封面标题", TITLE_FONT, 52, 880, "center", after=240),
        Style("Annex", "附件序号", FIRST_FONT, keep=True),
        Style("Plain", "顶格正文", squeeze=SQUEEZE),
        Style("Centered", "居中正文", align="center", squeeze=SQUEEZE),
        _HEADING._replace(id="First", name="附件一级标题", font=FIRST_FONT, custom=True),
        _HEADING._replace(id="Second", name="附件二级标题", font=SECOND_FONT, custom=True),
        _HEADING._replace(id="Third", name="附件三级标题", bold=True, custom=True),
        Style("Note", "表注", TABLE_FONT, 21, 300, "left", before=60),
        Style("ContentsTitle", "TOC Heading", TITLE_FONT, 44, 720, "center", after=LINE, custom=False),
        _CONTENTS._replace(id="TOC1", name="toc 1", font=FIRST_FONT, before=120),
        _CONTENTS._replace(id="TOC2", name="toc 2", left=1),
        _CONTENTS._replace(id="TOC3", name="toc 3", left=3),
        _CONTENTS._replace(id="TOC4", name="toc 4", left=5),
        Style("TableNumber", "表号", TABLE_FONT, 21, 320, "right", keep=True),
        Style("TableTitle", "表题", FIRST_FONT, 32, 520, "center", keep=True),
        Style("TableUnit", "表头说明", TABLE_FONT, 21, 340, "left", keep=True),
        Style("Chart", "图", line=0, align="center", before=120, keep=True, following="Caption"),
        Style("Caption", "caption", FIRST_FONT, 24, 400, "center", after=180, custom=False),
        Style("Spacer", "间隔", size=2, line=20, align="left"),
        Style(NUMBER_STYLE, "footer", TABLE_FONT, 28, 0, "left", custom=False, following=NUMBER_STYLE),
        *(
            Style(table_style(size), f"表格文字{size / 2:g}磅", TABLE_FONT, size, table_pitch(size), "center")
            for size in TABLE_SIZES
        ),
    )
}


@cache
def styles_xml() -> str:
    """Give the part word/styles.xml."""
    return f"{XML}<w:styles {attributes('w')}>{_defaults()}{''.join(map(_style, STYLES.values()))}{_TABLE}</w:styles>"


def font_xml(font: str, latin: str = LATIN_FONT) -> str:
    """Give the fonts of Chinese and of digits; by the hint, marks that both have (“”…—) are of the Chinese one."""
    fonts = {"ascii": latin, "eastAsia": font, "hAnsi": latin, "cs": latin}
    return f'<w:rFonts w:hint="eastAsia"{"".join(f" w:{slot}={quoteattr(name)}" for slot, name in fonts.items())}/>'


def _defaults() -> str:
    # Digits are of a Western language even here: one with Chinese rules would break 394.60 behind its point.
    languages = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    text = f'{font_xml(BODY_FONT)}<w:sz w:val="32"/><w:szCs w:val="32"/>{languages}'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{text}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f"{_PARAGRAPH}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{_NORMAL}{_NORMAL_TABLE}"
    )


def _style(style: Style) -> str:
    custom = ' w:customStyle="1"' if style.custom else ""
    following = "" if style.following == style.id else f'<w:next w:val="{style.following}"/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_text(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    line = f' w:line="{style.line}" w:lineRule="exact"' if style.line else ' w:line="240" w:lineRule="auto"'
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}"{line}/>'
    outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    keep = "<w:keepNext/>" if style.keep else ""
    return f'{keep}{style.tabs}{spacing}{_indent(style)}<w:jc w:val="{style.align}"/>{outline}'


def _indent(style: Style) -> str:
    """Indents in characters, and in twips for those programs that do not count in characters."""
    width = style.size * 10 + style.squeeze
    left = f' w:leftChars="{style.left * 100}" w:left="{style.left * width}"' if style.left else ""
    first = f' w:firstLineChars="{style.first * 100}" w:firstLine="{style.first * width}"' if style.first else ""
    return f"<w:ind{left}{first}/>" if left or first else ""


def _text(style: Style) -> str:
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    squeeze = f'<w:spacing w:val="{style.squeeze}"/>' if style.squeeze else ""
    # The standard has page numbers in 宋体.
    latin = style.font if style.id == NUMBER_STYLE else LATIN_FONT
    return f'{font_xml(style.font, latin)}{bold}{squeeze}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'


# No room is added between Chinese and digits: a page of 28 characters a line has none for it.
_PARAGRAPH = (
    '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/>'
)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f"<w:pPr>{_PARAGRAPH}</w:pPr></w:style>"
)
_NORMAL_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
_TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="Grid"><w:name w:val="公文表格"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/></w:style>'
)
