"""Names of the format: namespaces, content types and kinds of relationship (ECMA-376)."""

from __future__ import annotations

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_OPEN = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main",
    "r": f"{_OPEN}/officeDocument/2006/relationships",
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OPEN}/drawingml/2006/main",
    "c": f"{_OPEN}/drawingml/2006/chart",
    "mc": f"{_OPEN}/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "s": f"{_OPEN}/spreadsheetml/2006/main",
}
RELATIONS = f"{_OPEN}/package/2006/relationships"
TYPES = f"{_OPEN}/package/2006/content-types"
CORE = f"{_OPEN}/package/2006/metadata/core-properties"
EXTENDED = f"{_OPEN}/officeDocument/2006/extended-properties"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPE_OF_DOCUMENT = f"{_WORD}.document.main+xml"
TYPE_OF_STYLES = f"{_WORD}.styles+xml"
TYPE_OF_SETTINGS = f"{_WORD}.settings+xml"
TYPE_OF_FONTS = f"{_WORD}.fontTable+xml"
TYPE_OF_FOOTER = f"{_WORD}.footer+xml"
TYPE_OF_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
TYPE_OF_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
TYPE_OF_EXTENDED = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
TYPE_OF_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPE_OF_BOOK_FILE = f"{_SHEET}.sheet"
TYPE_OF_BOOK = f"{_SHEET}.sheet.main+xml"
TYPE_OF_SHEET = f"{_SHEET}.worksheet+xml"
TYPE_OF_TEXTS = f"{_SHEET}.sharedStrings+xml"


def attributes(*prefixes: str) -> str:
    """Give the declarations of some namespaces."""
    return " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


def kind(word: str) -> str:
    """Give the kind of a relationship by its last word (styles, footer, chart …)."""
    return f"{NAMESPACES['r']}/{word}"


def relations(*entries: tuple[str, str, str]) -> str:
    """Give a part of relationships: id, kind (whole address) and target of each."""
    lines = (f'<Relationship Id="{id_}" Type="{kind_}" Target="{target}"/>' for id_, kind_, target in entries)
    return f'{XML}<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'


def types(endings: dict[str, str], parts: dict[str, str]) -> str:
    """Give the part that tells the types of all parts: by their ending, or one by one."""
    first = "".join(f'<Default Extension="{end}" ContentType="{type_}"/>' for end, type_ in endings.items())
    then = "".join(f'<Override PartName="/{name}" ContentType="{type_}"/>' for name, type_ in parts.items())
    return f'{XML}<Types xmlns="{TYPES}">{first}{then}</Types>'
