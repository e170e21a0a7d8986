"""How grades bear on next year's budget (评价结果应用), as data: application.toml, or a file of the bureau's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jixiao.model.failure import Failure

_NONE, _ALL = Decimal(0), Decimal(1)


class BadApplication(Failure):
    """A file of the rule that cannot be used; `what` says where and why."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"结果应用文件 {file}：{what}。")


@dataclass(frozen=True, slots=True)
class GradeRule:
    """What a grade (等级) means for the budget: least and greatest share cut, in words, whether it may be cancelled."""

    name: str
    least_cut: Decimal
    greatest_cut: Decimal
    words: str
    same: tuple[str, ...] = ()
    cancel: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationRule:
    """The rule of a place: its grades, the basis, where the shares come from, whether they are to be confirmed."""

    name: str
    basis: str
    source: str
    local: bool
    grades: tuple[GradeRule, ...]

    def grade(self, name: str) -> GradeRule | None:
        """Give what a grade or another name of it (一等) means, None where the rule does not have it."""
        return next((each for each in self.grades if name == each.name or name in each.same), None)


@lru_cache(maxsize=8)
def load_application(path: str = "") -> ApplicationRule:
    """Give the rule that comes with the program, or the one of a TOML file; raises BadApplication."""
    file = Path(path).name or "application.toml"
    try:
        text = Path(path).read_text(encoding="utf-8-sig") if path else _shipped()
        return _rule(tomllib.loads(text, parse_float=Decimal), file)
    except (OSError, UnicodeDecodeError) as error:
        raise BadApplication(file, "打不开，或者不是 UTF-8 编码的文本") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadApplication(file, f"写得不合 TOML 规则（{error}）") from error


def _shipped() -> str:
    return files("jixiao.knowledge").joinpath("application.toml").read_text(encoding="utf-8")


def _rule(data: Mapping[str, Any], file: str) -> ApplicationRule:
    entries = data.get("grade")
    if not isinstance(entries, list) or not entries:
        raise BadApplication(file, "没有 [[grade]]，应为每个等级写一条")
    name, basis, source = (str(data.get(key, "")) for key in ("name", "basis", "source"))
    grades = tuple(_grade(entry, file) for entry in entries)
    return ApplicationRule(name or file, basis, source, bool(data.get("local", not source)), grades)


def _grade(entry: Mapping[str, Any], file: str) -> GradeRule:
    name = entry.get("name")
    if not isinstance(name, str) or not name:
        raise BadApplication(file, "有一个 [[grade]] 没有写 name（等级名称）")
    least, greatest = _cuts(entry.get("cut"), name, file)
    return GradeRule(
        name,
        least,
        greatest,
        str(entry.get("words", "")),
        tuple(entry.get("same", ())),
        bool(entry.get("cancel", False)),
    )


def _cuts(cut: object, name: str, file: str) -> tuple[Decimal, Decimal]:
    """The two shares, each from 0 to 1, the smaller first."""
    ends = cut if isinstance(cut, list) else []
    numbers = [Decimal(end) for end in ends if isinstance(end, int | Decimal) and not isinstance(end, bool)]
    if len(ends) != 2 or len(numbers) != 2 or not _NONE <= numbers[0] <= numbers[1] <= _ALL:
        raise BadApplication(file, f"“{name}”的 cut 是 {cut}，应为由小到大的两个数，在0到1之间，如 [0.05, 0.10]")
    return numbers[0], numbers[1]
