"""Names of units (单位名称): which unit a name means, and whether two names mean the same one (units.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from jixiao.model.quantity.normal import plain

Scope = Literal["unit", "department"]
_CODE = re.compile(r"^[0-9A-Za-z]{2,}[-—－_. ]*")
_BRACKETS = re.compile(r"\([^()]*\)")
_SHORTEST = 3


class UnitName(NamedTuple):
    """A unit by its name: `core` begins with the place it belongs to, `above` are the places that place lies in.

    `kind` is the name without any place. Without a place of its own (区医疗保障局) it is not `placed`: many have it.
    """

    core: str
    above: tuple[str, ...]
    kind: str
    placed: bool

    def is_same(self, other: UnitName) -> bool:
        """Say whether both are one unit: the same name in the same place, as far as both tell the places above."""
        if self.core != other.core:
            return False
        short, long = sorted((self.above, other.above), key=len)
        return not short or long[-len(short) :] == short

    def may_be(self, other: UnitName) -> bool:
        """Say whether both may be one unit: the same, or the same but for the place that one of them leaves out."""
        return self.is_same(other) or (self.kind == other.kind and not (self.placed and other.placed))


@lru_cache(maxsize=4096)
def unit_name(text: str | None) -> UnitName | None:
    """Give the unit that a printed name means, None where it is no name."""
    name = _undressed(plain(text or ""))
    if len(name) < _SHORTEST:
        return None
    places: list[str] = []
    rest = name
    while (found := _place().match(rest)) and len(rest) > found.end():
        places.append(found.group())
        rest = rest[found.end() :]
    bare = _bare().match(rest) if not places else None
    kind = rest[bare.end() :] if bare else rest
    return UnitName("".join(places[-1:]) + rest, tuple(places[:-1]), kind, bool(places))


def scope_of(*texts: str | None) -> Scope | None:
    """Give whose accounts a title or a name says they are: the unit's alone or the department's; None if neither."""
    said = plain("".join(filter(None, texts)))
    words: dict[str, list[str]] = _data()["scope"]
    if any(word in said for word in words["unit"]):
        return "unit"
    return "department" if any(word in said for word in words["department"]) else None


def _undressed(name: str) -> str:
    name = _BRACKETS.sub(lambda found: "" if _is_remark(found.group()) else found.group(), _CODE.sub("", name))
    behind = next((word for word in _data()["remark"]["behind"] if name.endswith(word)), "")
    return name.removesuffix(behind) if len(name) - len(behind) > _SHORTEST else name


def _is_remark(bracket: str) -> bool:
    return bracket[1:-1] in _data()["remark"]["words"]


@cache
def _place() -> re.Pattern[str]:
    words = _data()["place"]
    ends = "|".join(words["ends"])
    return re.compile(f"[一-龥]{{2,7}}?(?:{ends})(?![{''.join(words['not_before'])}])")


@cache
def _bare() -> re.Pattern[str]:
    words = _data()["place"]
    return re.compile(f"(?:{'|'.join(words['bare'])})(?![{''.join(words['not_before'])}])")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("jixiao.knowledge").joinpath("units.toml").read_text("utf-8"))
