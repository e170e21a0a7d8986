"""The marked-up copies that `check --annotate` writes: where they may go; no original is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.command.inputs import Input, NotFound, is_same_file, is_several
from jixiao.command.report_file import write_whole
from jixiao.model.failure import Failure
from jixiao.model.result import CheckResult

if TYPE_CHECKING:
    from jixiao.read.source import Source


class CopyRefused(Failure):
    """A marked-up copy that cannot be written where it was asked for."""

    def __init__(self, target: Path, reason: str) -> None:
        super().__init__(f"{target}：{reason}。")


class Copies:
    """The copies of a call: one file, or a folder of them where the call is about several files.

    Raises `CopyRefused` at once for a target that cannot be right whatever the files are.
    """

    def __init__(self, target: Path, arguments: tuple[str, ...], inputs: Sequence[Input | NotFound]) -> None:
        self._target = target
        self._originals = [item.path for item in inputs if isinstance(item, Input) and item.path]
        self._folder = is_several(arguments) or target.is_dir()
        self._written: list[Path] = []
        self._notes = 0
        self._admit([Path(argument) for argument in arguments if Path(argument).is_dir()])

    def write(self, source: Source, result: CheckResult) -> None:
        """Write the copy of a checked file; raises `Failure` where it takes no notes or cannot be written."""
        from datetime import datetime

        from jixiao.write.annotate import annotate, ending

        target = self._place(source.name, ending(source))
        self._spare_originals(target)
        copy = annotate(source, result, datetime.now())
        if self._folder:
            self._make_folder()
        write_whole(target, copy)
        self._written.append(target)
        self._notes += len(result.findings)

    def told(self) -> str:
        """Give what was written, as a sentence; nothing where nothing was."""
        if not self._written:
            return ""
        if self._folder:
            return f"{len(self._written)} 个标注后的文件写到了 {self._target} 文件夹，共 {self._notes} 条批注。"
        return f"标注后的文件写到了 {self._target}，共 {self._notes} 条批注。"

    def _admit(self, folders: list[Path]) -> None:
        if self._folder and self._target.exists() and not self._target.is_dir():
            raise CopyRefused(self._target, "要核对的文件有几个，标注后的文件要放在一个文件夹里，请写文件夹的名称")
        if not self._target.resolve().parent.is_dir():
            raise CopyRefused(self._target, "没有这个文件夹，请先建立它")
        if any(self._target.resolve().is_relative_to(path.resolve()) for path in folders):
            raise CopyRefused(self._target, "标注后的文件不能放在要核对的文件夹里（下次会被当作原件），请换一个文件夹")
        if not self._folder:
            self._spare_originals(self._target)

    def _place(self, name: str, wanted: str) -> Path:
        """Give where the copy of a file goes; files of one name get a number behind it."""
        if not self._folder:
            if self._target.suffix.lower() != wanted:
                raise CopyRefused(self._target, f"标注后的文件与原件的格式相同，文件名请以 {wanted} 结尾")
            return self._target
        stem = name.removesuffix(Path(name).suffix) if Path(name).suffix else name
        names = (f"{stem}{mark}{wanted}" for mark in ("", *(f"（{number}）" for number in range(2, 100_000))))
        return next(place for name in names if (place := self._target / name) not in self._written)

    def _spare_originals(self, target: Path) -> None:
        """Refuse a target that is one of the originals, by whatever name or link."""
        if target.exists() and any(is_same_file(original, target) for original in self._originals):
            raise CopyRefused(target, "这是要核对的文件，标注后的文件不能覆盖它，请换一个文件名或文件夹")

    def _make_folder(self) -> None:
        try:
            self._target.mkdir(exist_ok=True)
        except OSError as error:
            raise CopyRefused(self._target, "不能建立这个文件夹，请检查权限和磁盘空间") from error
