"""Subject codes of table rows: 类, 款 and 项 in one cell (2010601) or in up to three (201 | 06 | 01)."""

from __future__ import annotations

import re

CLASS_LENGTH = 3
STEP = 2
_CODE_WITH_NAME = re.compile(r"([0-9]{3}(?:[0-9]{2}){0,3})[-—_.、:：]?([^0-9,.%\-].*)")


def joined_code(parts: list[tuple[int, str]], before: str) -> str:
    """Give the code of a row from its filled code cells, each with its place among the code columns (from 0).

    A cell further right may be filled alone (blank | 06 | blank): then the code of the row `before` tells what stands
    above it. Codes may be printed whole at every level (201 | 20106 | 2010601), and sheets lose leading zeros (6).
    """
    code = ""
    for position, digits in parts:
        if code and digits.startswith(code):
            code = digits
        elif code:
            code += digits.zfill(STEP)
        elif len(digits) >= CLASS_LENGTH or position == 0:
            code = digits
        else:
            code = before[: CLASS_LENGTH + STEP * (position - 1)] + digits.zfill(STEP)
    return code


def split_code(text: str) -> tuple[str, str] | None:
    """Give code and name where a cell has both (30207邮电费), None where it does not begin with a code."""
    found = _CODE_WITH_NAME.fullmatch(text)
    return (found[1], found[2]) if found else None


def is_code_part(text: str) -> bool:
    """Tell whether a cell beside a label is a code or a part of one."""
    return len(text) <= CLASS_LENGTH + 4 * STEP and text.isascii() and text.isdigit()
