"""The layouts of forms (表样) that come with the program, by any of their names, and those in a file of one's own."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from jixiao.knowledge.form_layout import FormLayout, Sheet, cells_of, layout_of
from jixiao.knowledge.form_layout_failure import NoSuchForm, UnknownLayout, UnreadableLayout
from jixiao.model.form import KIND_NAMES, FormKind, Part

_BLOCKS: tuple[Part, ...] = ("goal", "execution", "total")
_COLUMNS: tuple[Part, ...] = ("weight", "score", "actual", "reason")


@lru_cache(maxsize=1)
def form_layouts() -> tuple[FormLayout, ...]:
    """Give the layouts that come with the program, by name."""
    folder = files("jixiao.knowledge").joinpath("form_layouts")
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith("toml")}
    layouts = [layout_of(tomllib.loads(text), name) for name, text in texts.items()]
    return tuple(sorted(layouts, key=lambda layout: layout.name))


def load_layout(name: str) -> FormLayout:
    """Give a layout by its name, one of its other names (any case), or the path of a file; raises LayoutFailure."""
    wanted = name.strip().casefold()
    for layout in form_layouts():
        if wanted in (known.casefold() for known in (layout.name, layout.title, *layout.aliases)):
            return layout
    if name.lower().endswith(".toml") and Path(name).is_file():
        return _from_file(Path(name))
    raise UnknownLayout(name, [layout.name for layout in form_layouts()])


def sheet_of(layout: FormLayout, kind: FormKind) -> Sheet:
    """Give a layout's form of a kind, its own or the one it names; raises NoSuchForm where it has none."""
    if kind in layout.sheets:
        return layout.sheets[kind]
    if kind in layout.like:
        return sheet_of(load_layout(layout.like[kind]), kind)
    raise NoSuchForm(layout.name, KIND_NAMES[kind], [KIND_NAMES[known] for known in (*layout.sheets, *layout.like)])


def parts_of(sheet: Sheet) -> set[Part]:
    """Give the blocks and columns that a sheet has, as `Form.parts` names them: what it lacks is nobody's omission."""
    fields = {name for band in sheet.bands for cell in cells_of(band) for name in cell.fields}
    rows = sheet.band("indicators")
    parts: set[Part] = {"head", *(name for name in _COLUMNS if rows is not None and rows.shows(name))}
    parts |= {"indicators"} if rows is not None else set()
    parts |= {"funding"} if sheet.band("funding") is not None else set()
    for part in _BLOCKS:
        if any(name.startswith(f"{part}.") for name in fields):
            parts.add(part)
    return parts


def _from_file(path: Path) -> FormLayout:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableLayout(path.name, str(error)) from error
    return layout_of(data, path.name)
