"""Evaluation systems (评价指标体系) and the reports that go with them, as data (evaluations/*.toml).

A system has dimensions with indicators, each with full points and the way its points are found; a report has sections:
sentences with figures, passages that a person writes, and dimensions with what each indicator scored. Points and limits
are set by the local finance bureau: a file of one's own takes the place of those that come with the program.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from jixiao.model.failure import Failure

Method = Literal[
    "ratio",  # Σ over ÷ Σ under
    "deviation",  # |Σ over − Σ under| ÷ Σ under
    "growth",  # (now − before) ÷ before, `over` now and `under` before
    "figure",  # the figure itself, a share from 0 to 1
    "judged",  # points or a level (优 良 中 差) that a person gives
]
_HUNDRED = Decimal(100)


class BadSystem(Failure):
    """A file of an evaluation system that cannot be used; `what` says where and why."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"评价指标体系文件 {file}：{what}。")


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator (评价指标): full points at `full` and none at `zero` of its value, linear between them."""

    name: str
    points: Decimal
    method: Method
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    full: Decimal = Decimal(1)
    zero: Decimal = Decimal(0)
    rule: str = ""  # how it is scored, in words
    forms: bool = False  # stands for the indicators of the project's own form (个性指标)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension (评价维度) with its indicators; `part` is the block that it belongs to (通用指标)."""

    name: str
    measures: tuple[Measure, ...]
    part: str = ""

    @property
    def points(self) -> Decimal:
        """Give the full points of the dimension."""
        return sum((measure.points for measure in self.measures), Decimal(0))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report: its heading and level; `sentences` of which the first whose figures are all known is
    said, a `passage` asked for by name with a `note` on what to write, or a `dimension` with its scores."""

    heading: str
    level: int
    sentences: tuple[str, ...] = ()
    passage: str = ""
    note: str = ""
    optional: bool = False
    dimension: str = ""
    conclusion: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """An evaluation system: title of its report, grades by least score, levels that a person may give, its parts."""

    name: str
    title: str
    source: str
    grades: tuple[tuple[str, Decimal], ...]
    levels: dict[str, Decimal]
    dimensions: tuple[Dimension, ...]
    sections: tuple[Section, ...]

    def grade(self, score: Decimal) -> str:
        """Give the grade (等级) of a score out of 100."""
        return next((name for name, least in self.grades if score >= least), self.grades[-1][0])

    @property
    def passages(self) -> tuple[Section, ...]:
        """Give the sections that ask a person for a text: `passage` its name, `note` what to write, `optional`."""
        return tuple(section for section in self.sections if section.passage)

    def dimension(self, name: str) -> Dimension | None:
        """Give a dimension by name, None where there is none."""
        return next((each for each in self.dimensions if each.name == name), None)


@lru_cache(maxsize=8)
def load_system(name: str) -> System:
    """Give the system `department`, `project` or `ex-ante`, or the one in a file; raises BadSystem."""
    own = Path(name)
    try:
        if name.endswith(".toml") and own.is_file():
            text = own.read_text(encoding="utf-8-sig")
        else:
            text = files("jixiao.knowledge").joinpath("evaluations", f"{name}.toml").read_text(encoding="utf-8")
        return _system(tomllib.loads(text, parse_float=Decimal), own.name)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSystem(own.name, "没有这个文件") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSystem(own.name, f"读不出来：{error}") from error


def _system(data: Mapping[str, Any], file: str) -> System:
    try:
        system = System(
            data["name"],
            data["title"],
            data.get("source", ""),
            tuple((name, Decimal(least)) for name, least in data["grades"]),
            {name: Decimal(share) for name, share in data.get("levels", {}).items()},
            tuple(_dimension(entry, file) for entry in data["dimension"]),
            tuple(_section(entry) for entry in data["section"]),
        )
    except KeyError as error:
        raise BadSystem(file, f"缺少 {error.args[0]}") from error
    points = sum((dimension.points for dimension in system.dimensions), Decimal(0))
    if points != _HUNDRED:
        raise BadSystem(file, f"各指标的分值合计是{points}分，应为100分")
    return system


def _dimension(entry: Mapping[str, Any], file: str) -> Dimension:
    measures = tuple(_measure(each, file) for each in entry["indicator"])
    return Dimension(entry["name"], measures, entry.get("part", ""))


def _measure(entry: Mapping[str, Any], file: str) -> Measure:
    method = entry.get("method", "judged")
    if method not in get_args(Method):
        raise BadSystem(file, f"“{entry['name']}”的 method 是 {method}，应为 {'、'.join(get_args(Method))} 之一")
    return Measure(
        entry["name"],
        Decimal(entry["points"]),
        method,
        tuple(entry.get("over", ())),
        tuple(entry.get("under", ())),
        Decimal(entry.get("full", 1)),
        Decimal(entry.get("zero", 0)),
        entry.get("rule", ""),
        entry.get("forms", False),
    )


def _section(entry: Mapping[str, Any]) -> Section:
    said = entry.get("sentences", entry.get("sentence", ()))
    return Section(
        entry["heading"],
        entry.get("level", 2),
        (said,) if isinstance(said, str) else tuple(said),
        entry.get("passage", ""),
        entry.get("note", ""),
        entry.get("optional", False),
        entry.get("dimension", ""),
        entry.get("conclusion", False),
    )
