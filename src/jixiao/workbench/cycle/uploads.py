"""Uploaded files (上传): taken in up to the size that the installation allows, read in a child process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.read.isolate import Limits, run_isolated
from jixiao.workbench.cycle.models import Filing, Intake, Step
from jixiao.workbench.people.models import User
from jixiao.workbench.settings import CONFIG

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_KEPT = timedelta(days=7)  # a preview that nobody took


class NoFile(Failure):
    """A form sent without its file."""

    def __init__(self) -> None:
        super().__init__("没有选文件，请先选一个文件。")


class TooLarge(Failure):
    """A file beyond the size that is taken."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(f"{name}：文件有 {size / (1 << 20):.1f} MB，超过 {CONFIG.upload_mb} MB 的限制，请拆分后再试。")


def uploaded(file: UploadedFile[Any] | None) -> tuple[str, bytes]:
    """Give name and bytes of an uploaded file; raises NoFile, TooLarge."""
    if file is None:
        raise NoFile
    name = (file.name or "未命名文件")[-120:]
    if (file.size or 0) > CONFIG.upload_mb << 20:
        raise TooLarge(name, file.size or 0)
    return name, file.read()


def understood(
    user: User,
    what: Intake.What,
    file: UploadedFile[Any] | None,
    read: Callable[[bytes, str], Any],
    *,
    step: Step | None = None,
    filing: Filing | None = None,
) -> Intake:
    """Give what a file says, read in a child process and kept for its author to look at; raises Unreadable.

    Nothing is taken over yet. Previews of the author that nobody took for a week are thrown away.
    """
    name, data = uploaded(file)
    found = run_isolated(name, Limits(), read, data, name)
    Intake.objects.filter(by=user, at__lt=timezone.now() - _KEPT).delete()
    sha256 = hashlib.sha256(data).hexdigest()
    return Intake.objects.create(
        what=what, step=step, filing=filing, name=name, sha256=sha256, data=found.to_dict(), by=user
    )
