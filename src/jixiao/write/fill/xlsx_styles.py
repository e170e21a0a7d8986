"""The styles of a workbook as far as filling in asks for them: size of type, wrapping, number format."""

from __future__ import annotations

from functools import cached_property
from xml.etree.ElementTree import Element

from jixiao.write.markup import Markup
from jixiao.write.package import Package

_USUAL_SIZE = 11.0
_TRUE = ("1", "true")


class Styles:
    """The styles part of a workbook; a style that lacks the wrapping that a text needs is added to it."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        self._member = package.related(workbook, "styles")
        self._markup = Markup(package.read(self._member)) if self._member else None
        self._wrapping: dict[int, int] = {}

    def size(self, style: int) -> float:
        """Give the size of type of a cell style in points."""
        xf = self._style(style)
        font = int(xf.get("fontId", "0")) if xf is not None else 0
        size = self._sizes[font] if font < len(self._sizes) else None
        return size or _USUAL_SIZE

    @property
    def usual_size(self) -> float:
        """The size of type that the widths of columns are counted in."""
        return next(iter(self._sizes), None) or _USUAL_SIZE

    def wraps(self, style: int) -> bool:
        """Tell whether a cell breaks its text into lines, or makes it smaller until it fits."""
        xf = self._style(style)
        alignment = xf.find("{*}alignment") if xf is not None else None
        if alignment is None:
            return False
        return alignment.get("wrapText") in _TRUE or alignment.get("shrinkToFit") in _TRUE

    def wrapping(self, style: int) -> int:
        """Give the number of a style that is as this one and breaks its text into lines."""
        xf, styles = self._style(style), self._list("cellXfs")
        if xf is None or styles is None or self._markup is None:
            return style
        if style not in self._wrapping:
            self._wrapping[style] = len(styles) + len(self._wrapping)
            self._markup.append(styles, self._wrapped(xf))
        return self._wrapping[style]

    def save(self) -> None:
        """Put the styles into the package where some were added."""
        styles = self._list("cellXfs")
        if self._wrapping and styles is not None and self._markup is not None and self._member is not None:
            self._markup.set_attribute(styles, "count", str(len(styles) + len(self._wrapping)))
            self._package.put(self._member, self._markup.spliced())

    def _wrapped(self, xf: Element) -> str:
        assert self._markup is not None
        part = Markup(self._spaced(xf))
        part.set_attribute(part.root, "applyAlignment", "1")
        alignment = part.root.find("{*}alignment")
        if alignment is not None:
            part.set_attribute(alignment, "wrapText", "1")
            return part.spliced().decode()
        name = part.name(part.root)
        element = f'<{name.removesuffix("xf")}alignment wrapText="1"/>'
        start = part.inner(part.root)[0]
        if part.tag(part.root).endswith(b"/>"):
            part.append(part.root, element)
        else:
            part.replace(start, start, element)
        return part.spliced().decode()

    def _spaced(self, xf: Element) -> bytes:
        """The style as XML of its own, its namespace declared."""
        assert self._markup is not None
        written = self._markup.whole(xf)
        name = self._markup.name(xf)
        prefix = name.rpartition(":")[0]
        space = xf.tag[1:].partition("}")[0]
        declared = f' xmlns{":" + prefix if prefix else ""}="{space}"'
        return written.replace(f"<{name}".encode(), f"<{name}{declared}".encode(), 1)

    def _style(self, number: int) -> Element | None:
        styles = self._styles
        return styles[number] if 0 <= number < len(styles) else None

    @cached_property
    def _styles(self) -> list[Element]:
        styles = self._list("cellXfs")
        return [] if styles is None else list(styles)

    @cached_property
    def _sizes(self) -> list[float | None]:
        fonts = self._list("fonts")
        return [_size(font) for font in fonts] if fonts is not None else []

    def _list(self, name: str) -> Element | None:
        return None if self._markup is None else self._markup.root.find(f"{{*}}{name}")


def _size(font: Element) -> float | None:
    size = font.find("{*}sz")
    try:
        return float(size.get("val", "")) if size is not None else None
    except ValueError:
        return None
