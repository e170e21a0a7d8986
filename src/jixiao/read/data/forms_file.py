"""The forms (绩效表) of one file: typed as JSON or TOML, or standing in any paper that `read` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from jixiao.model.failure import Failure
from jixiao.model.form import Form, FormKind
from jixiao.read.data.forms import form_from_dict, unknown_keys
from jixiao.read.data.typed import is_typed, typed_data
from jixiao.read.data.workbook import is_workbook, read_workbook
from jixiao.read.gate import open_source
from jixiao.read.source import Source

FORM_KINDS = get_args(FormKind)
_LISTS = ("documents", "forms")
_SIGNS = frozenset({"kind", "project", "indicators", "funding"})  # what tells a form from other groups of keys


class NoForms(Failure):
    """A file of data without any form in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}：没有找到绩效表，请提供绩效表文件，或按手册 data.md 写成 JSON、TOML。")


class NotAForm(Failure):
    """A place of typed data where a form should stand and does not."""

    def __init__(self, name: str, where: str) -> None:
        super().__init__(f"{name}：“{where}”不是一张绩效表，应有 project、funding、indicators 等键。")


def load_forms(path: str | Path, remarks: list[str] | None = None) -> list[Form]:
    """Give the forms of a file or a folder in their order; what was left aside is added to `remarks`.

    The workbook of `jixiao init` has its own sheets for them. JSON and TOML hold one form, a list of forms, or what
    `jixiao read` prints ({"documents": [...]}); any other file is read as a paper. Raises Failure where the file cannot
    be read or has no form.
    """
    told = remarks if remarks is not None else []
    if Path(path).is_dir():
        from jixiao.read.data.gather import files_of

        forms = [form for file in files_of(path, told) for form in forms_of_source(open_source(file), told)]
    else:
        forms = forms_of_source(open_source(path), told)
    if not forms:
        raise NoForms(Path(path).name)
    return forms


def forms_of_source(source: Source, remarks: list[str]) -> list[Form]:
    """Give the forms of an opened file, none where it has none."""
    if is_workbook(source):
        return read_workbook(source, remarks).forms
    if is_typed(source):
        return forms_of_data(typed_data(source), source.name, remarks)
    from jixiao.read import read_source

    result = read_source(source)
    remarks += [f"{source.name}：{remark}" for remark in result.remarks]
    return result.forms


def forms_of_data(data: Any, name: str, remarks: list[str]) -> list[Form]:
    """Give the forms of typed data; keys that mean nothing are told in `remarks`."""
    forms = []
    for where, entry in _entries(data, name, ""):
        remarks += [f"{name}：{where}中的“{key}”不认识，没有使用" for key in unknown_keys(entry)]
        forms.append(form_from_dict(entry, where))
    return forms


def _entries(data: Any, name: str, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the forms among typed data, each with its place in words."""
    if isinstance(data, list):
        for number, entry in enumerate(data, 1):
            yield from _entries(entry, name, f"{where}第{number}项")
    elif not isinstance(data, Mapping):
        raise NotAForm(name, where or "全部内容")
    elif held := [key for key in _LISTS if key in data]:
        for key in held:
            yield from _entries(data[key], name, where or key)
    elif data.get("kind", FORM_KINDS[0]) in FORM_KINDS and not _SIGNS.isdisjoint(data):
        yield where or "绩效表", data
    elif "kind" not in data:
        raise NotAForm(name, where or "全部内容")
