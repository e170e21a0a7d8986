"""Where in the source a value stands."""

from __future__ import annotations

from typing import Any, NamedTuple

Box = tuple[float, float, float, float]


class Place(NamedTuple):
    """A place in the source: only what applies is set; counts start at 1; `bbox` in points from the top left."""

    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    line: int | None = None
    start: int | None = None
    end: int | None = None
    bbox: Box | None = None
    text: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the `place` of the contract (read.schema.json): set keys only."""
        found: dict[str, Any] = {key: value for key, value in zip(self._fields, self, strict=True) if value is not None}
        if self.bbox is not None:
            found["bbox"] = [round(edge, 2) for edge in self.bbox]
        return found

    def sentence(self) -> str:
        """Give the place in Chinese for people, such as 第1个表第3行第2列."""
        parts = [
            f"第{self.page}页" if self.page else "",
            f"工作表“{self.sheet}”" if self.sheet else "",
            f"{self.cell}单元格" if self.cell else "",
            f"第{self.table}个表" if self.table and not self.cell else "",
            f"第{self.row}行" if self.row and not self.cell else "",
            f"第{self.column}列" if self.column and not self.cell else "",
            f"第{self.paragraph}段" if self.paragraph else "",
            f"第{self.line}行" if self.line and not self.row else "",
        ]
        return "".join(parts)
