"""The sections of the disclosure (部门决算公开): their headings and what their figures are about (sections.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

_REMARK = re.compile(r"\([^()]*\)")
_MARKS = dict.fromkeys(map(ord, "“”\"‘’'《》「」*"))

Reads = Literal["concepts", "listed", "skipped"]


@dataclass(slots=True, frozen=True, eq=False)
class SectionKind:
    """A kind of section; see sections.toml for its parts."""

    id: str
    headings: re.Pattern[str]
    under: tuple[str, ...]
    not_under: tuple[str, ...]
    family: str | None
    concept: str | None
    words: dict[str, str]
    items: str | None
    closed: bool
    reads: Reads
    held: bool


@lru_cache(maxsize=1)
def section_kinds() -> tuple[SectionKind, ...]:
    """Give all kinds of section in the order in which a heading is compared with them."""
    source = files("jixiao.knowledge").joinpath("sections.toml").read_text(encoding="utf-8")
    return tuple(_kind(entry) for entry in tomllib.loads(source)["section"])


@lru_cache(maxsize=1024)
def section_of(heading: str, within: tuple[str, ...] = ()) -> SectionKind | None:
    """Give the kind of section that a heading names, None where it is not known.

    The heading is plain text without white space and numbering; `within` are the ids of the sections around it.
    """
    words = _REMARK.sub("", heading.translate(_MARKS)).rstrip("。.:：;；")
    around = set(within)
    return next((kind for kind in section_kinds() if _may_stand(kind, around) and kind.headings.search(words)), None)


def section_kind(identifier: str) -> SectionKind:
    """Give the kind of section of an id."""
    return next(kind for kind in section_kinds() if kind.id == identifier)


@lru_cache(maxsize=1)
def held_against_nothing() -> frozenset[str]:
    """Give the ids of the sections whose figures are of one fund or of all, the text does not say which."""
    return frozenset(kind.id for kind in section_kinds() if not kind.held)


def _may_stand(kind: SectionKind, around: set[str]) -> bool:
    return (not kind.under or not around.isdisjoint(kind.under)) and around.isdisjoint(kind.not_under)


def _kind(entry: dict[str, Any]) -> SectionKind:
    return SectionKind(
        entry["id"],
        re.compile(entry["headings"]),
        tuple(entry.get("under", ())),
        tuple(entry.get("not_under", ())),
        entry.get("family"),
        entry.get("concept"),
        entry.get("words", {}),
        entry.get("items"),
        entry.get("closed", False),
        entry.get("reads", "concepts"),
        entry.get("held", True),
    )
