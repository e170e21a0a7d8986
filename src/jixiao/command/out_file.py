"""Where a command writes papers (-o OUT): one file, or a folder of them; never over an input, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from jixiao.command.inputs import is_same_file
from jixiao.command.report_file import write_whole
from jixiao.model.failure import Failure
from jixiao.write.formats import SUFFIXES

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
PROJECT = "{项目}"  # in the name of a file: a file for each project
_LONGEST = 60  # characters of a file's name: a path has room for as much on every system


class OutRefused(Failure):
    """A file or folder that cannot be written where it was asked for."""

    def __init__(self, target: Path, reason: str) -> None:
        super().__init__(f"{target}：{reason}。")


class Out:
    """The target of a call: `folder` tells whether each paper gets a file of its own, in a folder or named {项目}.

    `suffixes` are how its name may end. Raises OutRefused at once for a target that cannot be right.
    """

    def __init__(
        self, target: str, inputs: Iterable[str], suffix: str = ".docx", suffixes: Sequence[str] = (*SUFFIXES, ".htm")
    ) -> None:
        self.target = Path(target)
        self._is_pattern = PROJECT in target
        self.folder = self._is_pattern or self.target.is_dir() or target.endswith(("/", "\\"))
        self.suffix = suffix if self.folder and not self._is_pattern else self.target.suffix
        self._suffixes = suffixes
        self._inputs = [Path(name) for name in inputs]
        self._names: set[str] = set()
        self._admit()

    def put(self, content: bytes, name: str = "") -> Path:
        """Write a paper; in a folder under `name`, numbered where that is taken already. Gives where it stands."""
        target = self._place(name) if self.folder else self.target
        self._spare_inputs(target)
        write_whole(target, content)
        return target

    def _admit(self) -> None:
        if self.suffix.lower() not in self._suffixes:
            raise OutRefused(self.target, f"文件名请以 {'、'.join(self._suffixes)} 之一结尾，由它决定写成哪种格式")
        place = self.target if self.folder and not self._is_pattern else self.target.resolve().parent
        if place is self.target:
            self._make(place)
        elif not place.is_dir():
            raise OutRefused(self.target, "没有这个文件夹，请先建立它")
        else:
            self._spare_inputs(self.target)

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise OutRefused(folder, "不能建立这个文件夹，请检查上级文件夹、权限和磁盘空间") from error

    def _place(self, name: str) -> Path:
        stem = _NOT_IN_NAMES.sub(" ", name).strip(" .")[:_LONGEST] or "未命名"
        names = (f"{stem}{mark}" for mark in ("", *(f"（{number}）" for number in range(2, 100_000))))
        free = next(each for each in names if each not in self._names)
        self._names.add(free)
        if self._is_pattern:
            return Path(str(self.target).replace(PROJECT, free))
        return self.target / f"{free}{self.suffix}"

    def _spare_inputs(self, target: Path) -> None:
        if target.exists() and any(is_same_file(original, target) for original in self._inputs):
            raise OutRefused(target, "这是输入的文件，不能覆盖它，请换一个文件名")
