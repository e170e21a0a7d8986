"""Data that a person or a program typed: JSON and TOML become plain Python, with decimals kept exact."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from jixiao.model.failure import Failure
from jixiao.read.encoding import decode
from jixiao.read.source import Source

SUFFIXES = (".json", ".toml")


class NotWellFormed(Failure):
    """JSON or TOML that breaks the rules of its format; `line` and `column` count from 1, 0 where unknown."""

    def __init__(self, name: str, language: str, line: int = 0, column: int = 0) -> None:
        at = f"第{line}行第{column}列附近" if line else "内容"
        quoted = "，中文的键要加引号" if language == "TOML" else ""
        super().__init__(f"{name}：{at}不符合 {language} 的写法，请检查引号、逗号和括号是否配对{quoted}。")


def is_typed(source: Source) -> bool:
    """Tell whether a file holds JSON or TOML: JSON by its content, both by their suffix."""
    return source.kind == "json" or (source.kind in ("txt", "csv") and _suffix(source) in SUFFIXES)


def typed_data(source: Source) -> Any:
    """Give what a file of JSON or TOML says; numbers with decimals are Decimal. Raises NotWellFormed."""
    text = decode(source.data)
    return _toml(source.name, text) if _suffix(source) == ".toml" else _json(source.name, text)


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise NotWellFormed(name, "JSON", error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets without end
        raise NotWellFormed(name, "JSON") from error


def _toml(name: str, text: str) -> Any:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise NotWellFormed(name, "TOML", *_place(str(error))) from error
    except (ValueError, RecursionError) as error:
        raise NotWellFormed(name, "TOML") from error


def _place(message: str) -> tuple[int, int]:
    """tomllib tells the place in words only: … (at line 3, column 7)."""
    numbers = [
        int(word) for word in message.rpartition("(at")[2].replace(",", " ").rstrip(")").split() if word.isdigit()
    ]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)


def _suffix(source: Source) -> str:
    return PurePath(source.name).suffix.lower()
