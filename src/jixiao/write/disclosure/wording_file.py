"""Files of wording: TOML text, checked key by key, laid over the set that it builds on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.check.relations.mistakes import similar
from jixiao.write.disclosure.wording_failure import (
    CircularWording,
    UnknownWording,
    UnreadableWording,
    WordingMistake,
)

_TEXT, _TEXTS = (str, "文字"), (list, "一列文字")
_NUMBER, _FLAG = (int, "整数"), (bool, "true 或 false")
# What a file may say: the keys of its head and of each kind of part.
HEAD: dict[str, tuple[type, str]] = {
    "name": _TEXT, "label": _TEXT, "base": _TEXT, "tables": _TEXT, "budget": _TEXT,
    "cover": _TEXTS, "forms": _TEXT, "published": _TEXT, "contents": _TEXT,
}  # fmt: skip
NUMBERS: dict[str, tuple[type, str]] = {
    "money": _NUMBER, "rate": _NUMBER, "zero": _TEXT, "hundred": _TEXT, "separator": _TEXT,
}  # fmt: skip
PARTS: dict[str, dict[str, tuple[type, str]]] = {
    "section": {
        "level": _NUMBER, "heading": _TEXT, "text": _TEXTS, "charts": _TEXTS, "block": _TEXT, "reports": _TEXTS,
        "new_page": _FLAG, "after": _TEXT, "omit": _FLAG,
    },
    "list": {
        "item": _TEXT, "of": _TEXTS, "each": _TEXT, "level": _TEXT, "within": _TEXTS, "joint": _TEXT, "last": _TEXT,
        "zeros": _FLAG,
    },
    "compare": {
        "of": _TEXT, "against": _TEXT, "reason": _TEXT, "changed": _TEXT, "flat": _TEXT, "new": _TEXT, "none": _TEXT,
        "unknown": _TEXT,
    },
    "chart": {"kind": _TEXT, "caption": _TEXT, "of": _TEXTS, "list": _TEXT, "single": _FLAG},
}  # fmt: skip
NAMED = ("terms", "texts")  # tables whose keys are names

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
FOLDER = Path(__file__).parents[2] / "knowledge" / "wording"
_SUFFIX = ".toml"


class Leaf(NamedTuple):
    """One value of a file, and where it stands."""

    value: Any
    file: str
    line: int | None

    def fail(self, key: str, reason: str) -> WordingMistake:
        """Give the failure that tells a mistake in the value."""
        return WordingMistake(self.file, self.line, key, reason)


Leaves = dict[str, Leaf]  # by key: section.totals.text


def names() -> tuple[str, ...]:
    """Give the names of the sets that come with jixiao, Sichuan's first."""
    found = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    return tuple(sorted(found, key=lambda name: name != "sichuan"))


def read_leaves(name_or_path: str, seen: tuple[Path, ...] = (), beside: Path | None = None) -> Leaves:
    """Give all values of a set: its own laid over those of its base. Raises WordingFailure."""
    files = _files(name_or_path, beside)
    own: Leaves = {}
    for file in files:
        if file.resolve() in seen:
            raise CircularWording(file.name, name_or_path)
        own |= _read(file)
    base = own.get("base")
    if base is None:
        return own
    below = read_leaves(base.value, (*seen, *(file.resolve() for file in files)), files[0].parent)
    return below | own


def _files(name_or_path: str, beside: Path | None) -> list[Path]:
    """Give the files of a set that comes with jixiao, of a folder, or the file of a path."""
    if name_or_path in names():
        return _inside(FOLDER / name_or_path)
    for path in [Path(name_or_path), *([beside / name_or_path] if beside else [])]:
        try:
            if path.is_dir() and _inside(path):
                return _inside(path)
            if path.is_file():
                return [path]
        except OSError:  # a name that is too long for any file
            break
    raise UnknownWording(name_or_path, names())


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}"))


def _read(path: Path) -> Leaves:
    try:
        text = path.read_text("utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        raise UnreadableWording(path.name, "文件打不开") from error
    except UnicodeDecodeError as error:
        raise UnreadableWording(path.name, "文件不是 UTF-8 编码的文本") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise UnreadableWording(path.name, f"{f'第{found[1]}行' if found else '内容'}写得不合 TOML 规则") from error
    lines = dict(_lines(text))
    return {key: Leaf(value, path.name, lines.get(key)) for key, value in _leaves(path.name, table, lines)}


def _leaves(file: str, table: dict[str, Any], lines: dict[str, int]) -> Iterator[tuple[str, Any]]:
    """Give the values of a file by key, each of the type that its key has."""
    for key, value in table.items():
        if key in PARTS and isinstance(value, dict):
            for name, part in value.items():
                yield from _checked(file, part, PARTS[key], f"{key}.{name}.", lines)
        elif key == "numbers" and isinstance(value, dict):
            yield from _checked(file, value, NUMBERS, "numbers.", lines)
        elif key in NAMED and isinstance(value, dict):
            yield from _checked(file, value, dict.fromkeys(value, _TEXT), f"{key}.", lines)
        else:
            yield from _checked(file, {key: value}, HEAD, "", lines)


def _checked(
    file: str, part: Any, keys: dict[str, tuple[type, str]], prefix: str, lines: dict[str, int]
) -> Iterator[tuple[str, Any]]:
    if not isinstance(part, dict):
        raise WordingMistake(file, lines.get(prefix[:-1]), prefix[:-1], "应为一组键")
    for key, value in part.items():
        full = prefix + key
        if key not in keys:
            known = [*keys, *(["numbers", *NAMED, *PARTS] if not prefix else [])]
            raise WordingMistake(file, lines.get(full), full, f"没有这个键{similar(key, known)}")
        kind, called = keys[key]
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if not fits or (kind is list and not all(isinstance(each, str) for each in value)):
            raise WordingMistake(file, lines.get(full), full, f"应为{called}")
        yield full, value


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Give the line, from 1, that each key of a TOML text stands in, as near as its headers and keys tell."""
    header = ""
    for number, line in enumerate(text.splitlines(), 1):
        found = _HEADER.match(line)
        if found:
            header = found[1].strip().replace('"', "") + "."
            yield header[:-1], number
        elif "=" in line:
            yield header + line.partition("=")[0].strip().strip('"'), number
