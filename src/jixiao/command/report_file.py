"""The file that `check --report` writes: where it may go, and that it is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from jixiao.command.inputs import Input, NotFound, is_same_file
from jixiao.model.failure import Failure
from jixiao.model.result import CheckResult


class ReportRefused(Failure):
    """A report that cannot be written where it was asked for."""

    def __init__(self, target: Path, reason: str) -> None:
        super().__init__(f"{target}：{reason}。")


class ReportView:
    """Collects the results of a call and writes the report when all are done."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._results: list[CheckResult] = []

    def add(self, result: CheckResult) -> None:
        """Take in the result of a file."""
        self._results.append(result)

    def write(self, failures: Sequence[str]) -> None:
        """Write the report; `failures` are the sentences about files that could not be read."""
        from datetime import datetime

        from jixiao.check import listed_rules
        from jixiao.report.page import report_page

        sentences = {rule.id: rule.sentence for rule in listed_rules()}
        page = report_page(self._results, sentences=sentences, made=datetime.now(), failures=failures)
        write_whole(self.target, page.encode("utf-8", "replace"))


def admit_target(target: Path, inputs: Sequence[Input | NotFound]) -> None:
    """Refuse a report that is no web page, has no folder to go to, or would overwrite a file of the call."""
    if target.suffix.lower() not in {".html", ".htm"}:
        raise ReportRefused(target, "报告是网页，文件名请以 .html 结尾")
    if not target.resolve().parent.is_dir():
        raise ReportRefused(target, "没有这个文件夹，请先建立它")
    for item in inputs:
        if isinstance(item, Input) and item.path and target.exists() and is_same_file(item.path, target):
            raise ReportRefused(target, "这是要核对的文件，报告不能覆盖它，请换一个文件名")


def write_whole(target: Path, content: bytes) -> None:
    """Write a file under another name beside its place, then put it there in one step."""
    from tempfile import NamedTemporaryFile

    target = target.resolve()
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".jixiao-", suffix=".tmp", delete=False) as temporary:
            temporary.write(content)
        _settle(Path(temporary.name), target)
    except OSError as error:
        raise ReportRefused(target, "写不进去，请检查文件夹的权限和磁盘空间") from error


def _settle(temporary: Path, target: Path) -> None:
    try:
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError:
        temporary.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
