"""The indicator library (绩效指标库): indicators that people use, by sector and level (indicator_library/*.toml).

A file is read when its sector is first asked for. A bureau adds a file of its own in the same form (`own_indicators`).
Structure of the levels: 财预〔2021〕101号, 财预〔2020〕10号.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from jixiao.knowledge.indicator_failure import BadEntry, UnknownSector, UnreadableLibrary
from jixiao.knowledge.indicator_levels import LevelSet, as_of_2021, level_names
from jixiao.knowledge.indicator_words import sectors, weakness
from jixiao.model.quantity import Quantity, parse_target
from jixiao.model.quantity.words import comparator_of

QUALITATIVE = "定性"
TEXTS = ("name", "target", "measures", "evidence")  # what every indicator must say
KEYS = frozenset((*TEXTS, "weak", "also"))


@dataclass(frozen=True)
class LibraryIndicator:
    """One indicator of the library (指标库的指标): what a form's row takes, and what helps to fill it in.

    `comparator`, `target` and `unit` are the three cells of a form, the target an example; `measures` says how the
    value is worked out (指标解释), `evidence` what proves it (佐证材料), `weak` why it is weak, empty where it is not.
    `also` are other words that it is found by. `file` is the bureau's own file, empty for the library's.
    """

    sector: str
    level1: str
    level2: str
    name: str
    comparator: str
    target: str
    unit: str
    measures: str
    evidence: str
    basis: str
    weak: str = ""
    also: tuple[str, ...] = ()
    file: str = ""

    @cached_property
    def quantity(self) -> Quantity:
        """What the target means."""
        return parse_target(self.comparator, self.target, self.unit)

    @cached_property
    def all_words(self) -> str:
        """All that a search looks at, in one text: what is not in it need not be looked at closer."""
        return "\n".join((self.name, *self.also, self.level2, self.sector, self.measures, self.evidence))

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of the name."""
        return frozenset(self.name)

    @property
    def shown(self) -> str:
        """The target as a sentence takes it: ≥95%, 11月30日前, 优."""
        sign = "" if self.comparator == QUALITATIVE else self.comparator
        return f"{sign}{self.target}{self.unit}"

    def levels(self, level_set: LevelSet) -> tuple[str, str]:
        """Give level 1 and level 2 in the words of a set: forms before 2021 have 成本指标 under 产出指标."""
        return level_names(self.level1, self.level2, level_set)

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of an indicator."""
        names = ("sector", "level1", "level2", "name", "comparator", "target", "unit", "measures", "evidence", "weak")
        return {name: getattr(self, name) for name in names} | {"basis": self.basis, "also": list(self.also)}


def library() -> tuple[LibraryIndicator, ...]:
    """Give all indicators that come with the program, sector by sector."""
    return tuple(indicator for sector in sectors() for indicator in sector_indicators(sector.name))


@cache
def sector_indicators(name: str) -> tuple[LibraryIndicator, ...]:
    """Give the indicators of a sector by its name (医疗保障); raises UnknownSector, which lists those that exist."""
    sector = next((each for each in sectors() if each.name == name), None)
    if sector is None:
        raise UnknownSector(name, [each.name for each in sectors()])
    source = files("jixiao.knowledge").joinpath("indicator_library", f"{sector.file}.toml")
    return tuple(_indicators(source.read_text(encoding="utf-8"), f"{sector.file}.toml", shipped=True))


def own_indicators(path: str | Path) -> tuple[LibraryIndicator, ...]:
    """Give the indicators of a bureau's own file; raises LibraryFailure that names line and key."""
    path = Path(path)
    try:
        return tuple(_indicators(path.read_text(encoding="utf-8-sig"), path.name))
    except OSError as error:
        raise UnreadableLibrary(path.name, "文件打不开") from error
    except UnicodeDecodeError as error:
        raise UnreadableLibrary(path.name, "文件不是 UTF-8 编码的文本") from error


def _indicators(text: str, file: str, *, shipped: bool = False) -> Iterator[LibraryIndicator]:
    data = _parsed(text, file)
    page = _Page(text, file)
    sector = page.text(data, "sector", {})
    for group in page.tables(data, "group"):
        level1, level2 = page.text(group, "level1", group), page.text(group, "level2", group)
        names = as_of_2021(level1, level2)
        if names is None:
            raise page.failure(group, "level2", f"是“{level2}”，“{level1}”下没有这个二级指标")
        for entry in page.tables(group, "indicator"):
            yield _indicator(page, entry, (sector, *names), data.get("basis", ""), "" if shipped else file)


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise UnreadableLibrary(file, f"{f'第{line[1]}行' if line else '内容'}写得不合 TOML 规则") from error


def _indicator(
    page: _Page, entry: Mapping[str, Any], place: tuple[str, str, str], basis: str, file: str
) -> LibraryIndicator:
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise page.failure(entry, unknown[0], f"不认识，可以写的是{'、'.join((*TEXTS, 'weak', 'also'))}")
    name, target, measures, evidence = (page.text(entry, key, entry) for key in TEXTS)
    comparator, value, unit = _cells(target)
    quantity = parse_target(comparator, value, unit)
    if not _is_target(comparator, quantity):
        raise page.failure(entry, "target", f"是“{target}”，应为“≥ 95 %”“定性 优”“11月30日前”这样的指标值")
    weak = page.text(entry, "weak", entry) if "weak" in entry else weakness(quantity)
    also = entry.get("also", ())
    if not isinstance(also, list | tuple) or not all(isinstance(word, str) for word in also):
        raise page.failure(entry, "also", '应为一列文字，如 ["别名"]')
    return LibraryIndicator(*place, name, comparator, value, unit, measures, evidence, basis, weak, tuple(also), file)


def _is_target(comparator: str, quantity: Quantity) -> bool:
    """A number, a date, a word, or whatever text 定性 announces."""
    told = quantity.number is not None and not quantity.embedded
    return told or quantity.dimension in ("date", "quality") or (comparator == QUALITATIVE and bool(quantity.text))


def _cells(target: str) -> tuple[str, str, str]:
    """The three cells of a target: ≥ 95 % is sign, value and unit; the sign or the unit may be missing."""
    parts = target.split()
    sign = parts.pop(0) if len(parts) > 1 and (parts[0] == QUALITATIVE or comparator_of(parts[0])) else ""
    unit = parts.pop() if len(parts) > 1 else ""
    return sign, "".join(parts), unit


class _Page:
    """The text of a file, for telling on which line an entry stands."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file

    def tables(self, holder: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        found = holder.get(key)
        if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
            raise self.failure(holder, key, "没有，或者不是一组条目")
        return found

    def text(self, holder: Mapping[str, Any], key: str, entry: Mapping[str, Any]) -> str:
        found = holder.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self.failure(entry, key, "没有写，应为文字" if found in (None, "") else f"是“{found}”，应为文字")
        return found.strip()

    def failure(self, entry: Mapping[str, Any], key: str, what: str) -> BadEntry:
        return BadEntry(self._file, self._line(entry, key), key, what)

    def _line(self, entry: Mapping[str, Any], key: str) -> int | None:
        """The last line that has most of the texts of the entry: TOML's own reader does not tell lines."""
        told = [text for text in entry.values() if isinstance(text, str) and text]
        lines = self._text.splitlines()
        best = max(range(len(lines)), key=lambda at: (self._hits(lines[at], told, key), at), default=None)
        return best + 1 if best is not None and self._hits(lines[best], told, key) else None

    @staticmethod
    def _hits(line: str, told: list[str], key: str) -> int:
        return 2 * sum(f'"{text}"' in line for text in told) + bool(told and line.lstrip().startswith(key))
