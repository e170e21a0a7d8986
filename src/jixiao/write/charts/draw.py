"""What charts are drawn with: a few elements of SVG, the width of words, the colours.

Lengths are the units of the drawing, of which a line of the page is `WIDTH`.
"""

from __future__ import annotations

from jixiao.write.markup import escaped

WIDTH = 560.0
SIZE = 15.0  # of words
LINE = 20.0  # from one line of words to the next
INK, SOFT, HAIR = "#1f2328", "#57606a", "#d0d7de"
# Far apart in lightness from one to the next, so that they differ on grey paper too.
COLOURS = ("#1f5a94", "#f0a33e", "#5b9a68", "#c9ddf2", "#a33f37", "#b8b8b8", "#6d4f9c", "#e3c567", "#2f7f86", "#e6a7b0")
FONTS = "'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', SimHei, sans-serif"


def colour(number: int) -> str:
    """Give the colour of a series or a slice by its number from 0."""
    return COLOURS[number % len(COLOURS)]


def length(text: str, size: float = SIZE) -> float:
    """Give about how wide a line of words is."""
    return sum(0.58 if char.isascii() else 1.0 for char in text) * size


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """Give a text in lines that fit, about equally long, cut anywhere as Chinese is; digits and Latin stay together."""
    lines = _lines(text, room, size)
    even = _lines(text, length(text, size) / len(lines) + size, size)
    return even if len(even) == len(lines) else lines


def _lines(text: str, room: float, size: float) -> list[str]:
    lines, line = [], ""
    for word in _words(text):
        if line and length(line + word, size) > room:
            lines.append(line)
            line = ""
        line += word
    return [*lines, line]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        if words and char.isascii() and words[-1][-1].isascii():
            words[-1] += char
        else:
            words.append(char)
    return words


def words(x: float, y: float, text: str, anchor: str = "middle", *, size: float = SIZE, fill: str = INK) -> str:
    """Give a line of words whose base is at `y`, `anchor` (start, middle, end) at `x`."""
    return (
        f'<text x="{_short(x)}" y="{_short(y)}" font-size="{_short(size)}" text-anchor="{anchor}" fill="{fill}">'
        f"{escaped(text)}</text>"
    )


def rectangle(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Give a filled rectangle."""
    return f'<rect x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="{_short(height)}" fill="{fill}"/>'


def line(points: list[tuple[float, float]], stroke: str, width: float = 1.0) -> str:
    """Give a line through some points."""
    path = "L".join(f"{_short(x)} {_short(y)}" for x, y in points)
    return f'<path d="M{path}" fill="none" stroke="{stroke}" stroke-width="{_short(width)}"/>'


def shape(path: str, fill: str) -> str:
    """Give a filled path with a white edge."""
    return f'<path d="{path}" fill="{fill}" stroke="#fff" stroke-width="0.8" stroke-linejoin="round"/>'


def legend(names: list[str], y: float) -> str:
    """Give squares of colour with their names in one line, or several where one is too short, around the middle."""
    return "".join(_legend_line(row, y + LINE * at) for at, row in enumerate(_legend_lines(names)))


def legend_height(names: list[str]) -> float:
    """Give how high the legend is."""
    return LINE * len(_legend_lines(names))


def _legend_lines(names: list[str]) -> list[list[tuple[int, str]]]:
    lines: list[list[tuple[int, str]]] = [[]]
    for number, name in enumerate(names):
        if lines[-1] and _legend_width([*lines[-1], (number, name)]) > WIDTH:
            lines.append([])
        lines[-1].append((number, name))
    return lines


def _legend_width(row: list[tuple[int, str]]) -> float:
    return sum(length(name) + 38 for _, name in row)


def _legend_line(row: list[tuple[int, str]], y: float) -> str:
    x = (WIDTH - _legend_width(row)) / 2
    drawn = []
    for number, name in row:
        drawn += [rectangle(x, y - 11, 12, 12, colour(number)), words(x + 18, y, name, "start")]
        x += length(name) + 38
    return "".join(drawn)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
