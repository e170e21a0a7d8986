"""The styles of coloured cells: each is the style that the cell had with another fill (ECMA-376 Part 1, 18.8)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from jixiao.model.result import Severity
from jixiao.write.markup import Markup, with_attribute
from jixiao.write.package import Package

_COLOURS: dict[Severity, str] = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}


class Fills:
    """The styles part of a workbook; without one (rare) cells keep the style that they have."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        self._member = package.related(workbook, "styles")
        self._markup = Markup(package.read(self._member)) if self._member else None
        self._made: dict[tuple[int, Severity], int] = {}
        self._fills: dict[Severity, int] = {}

    def style(self, own: int, severity: Severity) -> int:
        """Give the number of the style of a cell that shall be coloured; `own` is the one that it has."""
        styles, fills = self._list("cellXfs"), self._list("fills")
        if self._markup is None or styles is None or fills is None or own >= len(styles):
            return own
        if (own, severity) not in self._made:
            self._made[own, severity] = len(styles) + len(self._made)
            self._markup.append(styles, _filled(self._markup.whole(styles[own]), self._fill(fills, severity)))
        return self._made[own, severity]

    def save(self) -> None:
        """Put the styles into the package."""
        styles, fills = self._list("cellXfs"), self._list("fills")
        if self._markup is None or self._member is None or styles is None or fills is None or not self._made:
            return
        self._markup.set_attribute(styles, "count", str(len(styles) + len(self._made)))
        self._markup.set_attribute(fills, "count", str(len(fills) + len(self._fills)))
        self._package.put(self._member, self._markup.spliced())

    def _list(self, name: str) -> Element | None:
        return None if self._markup is None else self._markup.root.find(f"{{*}}{name}")

    def _fill(self, fills: Element, severity: Severity) -> int:
        """Give the number of the fill of a severity."""
        assert self._markup is not None  # there are fills
        if severity not in self._fills:
            self._fills[severity] = len(fills) + len(self._fills)
            space = self._markup.root.tag[1:].partition("}")[0]
            self._markup.append(
                fills,
                f'<fill xmlns="{space}"><patternFill patternType="solid"><fgColor rgb="{_COLOURS[severity]}"/>'
                '<bgColor indexed="64"/></patternFill></fill>',
            )
        return self._fills[severity]


def _filled(style: bytes, fill: int) -> str:
    """Give a style as written with another fill."""
    return with_attribute(with_attribute(style, "fillId", str(fill)), "applyFill", "1").decode()
