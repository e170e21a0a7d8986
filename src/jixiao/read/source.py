"""An opened file: its name, bytes and kind as the gate found them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from jixiao.read.archive import Archive

Kind = Literal["docx", "doc", "xlsx", "xls", "pdf", "scan", "html", "txt", "ofd", "wps", "et", "json", "rtf", "csv"]


@dataclass
class Source:
    """A file that passed the gate: `name` is its base name, `kind` was found from its content, not its name."""

    name: str
    data: bytes
    kind: Kind
    path: str | None = None
    archive: Archive | None = field(default=None, repr=False, compare=False)  # opened by the gate, for its readers

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in lower-case hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def to_dict(self, pages: int | None) -> dict[str, Any]:
        """Give `source` of the contract (read.schema.json)."""
        shown = {"csv": "txt", "rtf": "doc"}.get(self.kind, self.kind)
        return {"name": self.name, "format": shown, "sha256": self.sha256, "pages": pages}
