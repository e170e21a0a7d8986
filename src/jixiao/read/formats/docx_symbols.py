"""Symbol fonts: the characters that Word shows for letters of Wingdings, Wingdings 2 and Symbol.

Forms are ticked with them (☑ is R in Wingdings 2) and compared with them (≥ is 0xB3 in Symbol).
"""

from __future__ import annotations

_PRIVATE_USE = 0xF000  # Word stores the code of a symbol as it is or moved to this area


def _numbered(first: int, circled: str) -> dict[int, str]:
    return {first + place: mark for place, mark in enumerate(circled)}


_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
        **_numbered(0x81, "①②③④⑤⑥⑦⑧⑨⑩"), **_numbered(0x8C, "❶❷❸❹❺❻❼❽❾❿"),
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□",
        **_numbered(0x6A, "①②③④⑤⑥⑦⑧⑨⑩"), **_numbered(0x75, "❶❷❸❹❺❻❼❽❾❿"),
    },
    "symbol": {
        0x2D: "-", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
        0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xE5: "∑",
        **{code: chr(code) for code in range(0x20, 0x40) if code not in (0x22, 0x24, 0x27, 0x2A, 0x2D)},
    },
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """Give the character of a symbol by its font and hexadecimal code; nothing where it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.lower())
    if known is not None:
        return known.get(number & 0xFF, "")
    # Other fonts: a code of Unicode is the character itself, one of the private use area is anything.
    return chr(number) if 0x20 <= number < 0xD800 else ""


def shown(font: str, text: str) -> str:
    """Give text as a symbol font shows it; characters that the font is not known to replace stay."""
    known = _FONTS.get(font.lower())
    if known is None:
        return text
    return "".join(known.get(ord(char) & 0xFF, char) if _is_symbol(char) else char for char in text)


def _is_symbol(char: str) -> bool:
    return ord(char) < 0x100 or _PRIVATE_USE <= ord(char) < _PRIVATE_USE + 0x100
