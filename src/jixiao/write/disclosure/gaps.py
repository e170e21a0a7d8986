"""What a disclosure lacks (缺少的内容): asked for by name, with where to type it; never made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jixiao.model.failure import Failure

GapKind = Literal["text", "figure", "prior", "budget", "unit", "table"]
# Where each is typed: the sheet of the workbook that `jixiao init` writes.
SHEETS: dict[GapKind, str] = {
    "text": "文字",
    "figure": "补充数据",
    "prior": "上年数",
    "budget": "一般公共预算财政拨款支出决算表",
    "unit": "单位",
    "table": "决算表",
}
_SHOWN = 40
MARK = "【待填：{}】"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is lacking: its kind, its name, what is to be typed, and the tag of the figure if it is one."""

    kind: GapKind
    name: str
    note: str
    tag: str = ""

    @property
    def sheet(self) -> str:
        """Give the sheet of the workbook that it is typed in."""
        return SHEETS[self.kind]

    @property
    def sentence(self) -> str:
        """Give the line that tells it to a person."""
        return f"{self.name}：{self.note}（填在工作表“{self.sheet}”）"

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of `jixiao disclose --missing --json`."""
        figure = {"figure": self.tag} if self.tag else {}
        return {"kind": self.kind, "name": self.name, "note": self.note, "sheet": self.sheet, **figure}


class Lacking(Failure):
    """A disclosure that cannot be published yet, with all that it lacks."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self.gaps = tuple(gaps)
        lines = [f"  {number}. {gap.sentence}" for number, gap in enumerate(gaps[:_SHOWN], 1)]
        more = [f"  …… 共{len(gaps)}项，其余见 jixiao disclose --missing。"] if len(gaps) > _SHOWN else []
        head = f"决算公开还缺{len(gaps)}项内容，没有写出文件；先填好，或加 --draft 写出有【待填】标记的草稿："
        super().__init__("\n".join([head, *lines, *more]))
