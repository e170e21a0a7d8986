"""What the truth files beside the samples demand of a reader: every value is the text of a cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jixiao.read.layout import Grid

# what is no cell of its own: repeated or merged levels, and signatures behind their labels
_NOT_CELLS = {"kind", "year", "source", "level1", "level2", "money_unit", "signatures"}
_NUMBERED = re.compile(r"^指标\d+[:：]")


def values(path: Path, document: int | None = None) -> set[str]:
    """Give the values of a truth file without white space; project code and name are one cell in some forms."""
    documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
    chosen = documents if document is None else [documents[document]]
    return {value for form in chosen for value in _leaves(form)}


def cell_texts(grids: Iterable[Grid]) -> set[str]:
    """Give the texts of all cells without white space, and without the "指标1:" that truth files leave out."""
    texts = {"".join(cell.text.split()) for grid in grids for cell in grid.cells}
    return texts | {_NUMBERED.sub("", text) for text in texts}


def _leaves(node: Any) -> Iterable[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "project":
                yield "-".join(part for part in (value["code"], value["name"]) if part)
            elif key not in _NOT_CELLS:
                yield from _leaves(value)
    elif isinstance(node, list):
        for item in node:
            yield from _leaves(item)
    elif isinstance(node, str):
        yield node
