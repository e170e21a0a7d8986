"""Qualified names of WordprocessingML, as xml.etree spells them."""

from __future__ import annotations

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD = "{" + NAMESPACE + "}"

BODY = _WORD + "body"
PARAGRAPH = _WORD + "p"
PARAGRAPH_PROPERTIES = _WORD + "pPr"
RUN = _WORD + "r"
RUN_PROPERTIES = _WORD + "rPr"
TABLE = _WORD + "tbl"
ROW = _WORD + "tr"
ROW_PROPERTIES = _WORD + "trPr"
CELL = _WORD + "tc"
CELL_PROPERTIES = _WORD + "tcPr"
OUTSIDE_CHUNK = _WORD + "altChunk"
VALUE = _WORD + "val"

# Text of a run
TEXT = _WORD + "t"
FIELD_CHARACTER = _WORD + "fldChar"
FIELD_CHARACTER_KIND = _WORD + "fldCharType"
FORM_FIELD = _WORD + "ffData"
CHECK_BOX = _WORD + "checkBox"
CHECKED = _WORD + "checked"
CHECKED_AT_FIRST = _WORD + "default"
DROP_DOWN = _WORD + "ddList"
RESULT = _WORD + "result"
LIST_ENTRY = _WORD + "listEntry"
SYMBOL = _WORD + "sym"
SYMBOL_FONT = _WORD + "font"
SYMBOL_CODE = _WORD + "char"
RUBY = _WORD + "ruby"
RUBY_BASE = _WORD + "rubyBase"
FONTS = _WORD + "rFonts"
ASCII_FONT = _WORD + "ascii"
HIDDEN = _WORD + "vanish"
PLAIN_PIECES = {
    _WORD + "tab": "\t",
    _WORD + "ptab": "\t",
    _WORD + "br": "\n",
    _WORD + "cr": "\n",
    _WORD + "noBreakHyphen": "-",
}

# Geometry of a table
GRID_SPAN = _WORD + "gridSpan"
GRID_BEFORE = _WORD + "gridBefore"
VERTICAL_MERGE = _WORD + "vMerge"
HORIZONTAL_MERGE = _WORD + "hMerge"

# Tracked changes
INSERTED = _WORD + "ins"
DELETED = _WORD + "del"
MOVED_FROM = _WORD + "moveFrom"
MOVED_TO = _WORD + "moveTo"
CELL_INSERTED = _WORD + "cellIns"
CELL_DELETED = _WORD + "cellDel"

# The properties of a cell that tell its extent or whether it is there at all
SHAPING = frozenset((GRID_SPAN, VERTICAL_MERGE, HORIZONTAL_MERGE, CELL_INSERTED, CELL_DELETED))

# What holds other content and is seen through
CONTENT_CONTROL = _WORD + "sdt"
CONTROL_TAG = f"{_WORD}sdtPr/{_WORD}tag"
WRAPPERS = frozenset(
    _WORD + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
) | {INSERTED, MOVED_TO}
DROPPED = frozenset((DELETED, MOVED_FROM))
CHANGES = frozenset((INSERTED, DELETED, MOVED_FROM, MOVED_TO))

# Drawings, text boxes and alternatives
DRAWINGS = frozenset(_WORD + name for name in ("drawing", "pict", "object"))
TEXT_BOX = _WORD + "txbxContent"
ALTERNATIVES = _MARKUP + "AlternateContent"
CHOICE = _MARKUP + "Choice"
FALLBACK = _MARKUP + "Fallback"

# Formulas
FORMULAS = frozenset((_MATH + "oMath", _MATH + "oMathPara"))
FORMULA_TEXT = _MATH + "t"
FRACTION = _MATH + "f"
NUMERATOR = _MATH + "num"
DENOMINATOR = _MATH + "den"
