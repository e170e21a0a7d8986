"""Evidence (佐证材料): files that prove what a form says, for an indicator, for the whole, or for a notice's answer."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from jixiao.model.failure import Failure
from jixiao.read.attached import attached_kind, is_package
from jixiao.read.isolate import Limits, run_isolated
from jixiao.workbench.cycle.evidence_files import keep
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.locking import locked_filing, require_open
from jixiao.workbench.cycle.models import Evidence, Filing, Notice
from jixiao.workbench.cycle.refusals import NotDue
from jixiao.workbench.cycle.steps import EDITABLE, FORM_KINDS, fills
from jixiao.workbench.cycle.uploads import uploaded
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User
from jixiao.workbench.people.scope import may

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KINDS: dict[str, str] = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "wps": "application/vnd.ms-works",
    "rtf": "application/rtf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "et": "application/vnd.ms-excel",
    "txt": "text/plain",
    "csv": "text/csv",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}
SHOWN = frozenset({"pdf", "jpg", "png", "gif", "webp"})  # what browsers show without running anything of it
SUFFIXES = {"jpeg": "jpg", "wpt": "wps", "ett": "et"}  # other endings of the same kinds
MOST = 200  # files of a filing
_LONGEST = 120  # characters of a name
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


class NotTaken(Failure):
    """A kind of file that is no evidence."""

    def __init__(self, name: str, kind: str) -> None:
        taken = "、".join(KINDS)
        super().__init__(f"{name}：按内容看是 {kind} 文件，不能作佐证材料；可以上传的有：{taken}。")


class TooMany(Failure):
    """More files than a filing takes."""

    def __init__(self) -> None:
        super().__init__(f"一件填报最多 {MOST} 个佐证材料，请合并后再传。")


class NoSuchPlace(Failure):
    """Evidence for a row that the form does not have."""

    def __init__(self) -> None:
        super().__init__("选的指标在这张表里已经没有了，请刷新后再选。")


class EvidenceLost(Failure):
    """A row of evidence whose file is not in the data folder."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(f"佐证材料“{evidence.name}”的文件不在数据文件夹里，请联系系统管理员从备份中恢复。")


def evidence_of(filing: Filing) -> list[Evidence]:
    """Give the evidence of a filing with who gave it, the oldest first; fetched once for a page."""
    prefetch_related_objects([filing], Prefetch("evidence", Evidence.objects.select_related("by")))
    return list(filing.evidence.all())


def evidence_by_pointer(filing: Filing) -> dict[str, list[Evidence]]:
    """Give the evidence of a filing by the row that it proves; "" holds that for the form as a whole."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in evidence_of(filing):
        if evidence.notice_id is None:
            found[evidence.pointer].append(evidence)
    return dict(found)


def places_of(filing: Filing, data: dict[str, Any]) -> list[tuple[str, str]]:
    """Give what evidence may be for: the whole, and each indicator of the form by pointer with its name."""
    whole = [("", "整张表")]
    if filing.step.kind not in FORM_KINDS:
        return whole
    rows = enumerate(form_of(data).indicators)
    return whole + [(f"/indicators/{at}", row.name.text) for at, row in rows if row.name.text]


def may_add(user: Any, filing: Filing) -> bool:
    """Tell whether a person may add and take out evidence now: who fills the filing in, while it is a draft."""
    open_now = filing.state in EDITABLE and not filing.step.year.closed
    return open_now and may(user, fills(filing.step.kind), filing.unit)


def add_evidence(
    filing: Filing, user: User, file: UploadedFile[Any] | None, pointer: str = "", *, notice: Notice | None = None
) -> Evidence:
    """Keep a file as evidence for a row of the form, for the whole, or for the answer to a notice.

    The content tells the kind. Raises NoFile, TooLarge, Unreadable, NotTaken, NoSuchPlace,
    TooMany, NotAllowed, NotDue and YearClosed.
    """
    _require(filing, user, notice)
    name, data = uploaded(file)
    name = clean_name(name)
    kind = _kind(data, name)
    if kind not in KINDS:
        raise NotTaken(name, kind)
    sha256 = keep(data)
    return _added(
        filing,
        user,
        notice,
        Evidence(pointer=pointer, name=_suffixed(name, kind), sha256=sha256, kind=kind, size=len(data)),
    )


def add_all(
    filing: Filing, user: User, files: Iterable[UploadedFile[Any]], pointer: str
) -> tuple[list[Evidence], list[Failure]]:
    """Keep several files, each for itself; gives what was kept, and why the others were not."""
    kept, refused = [], []
    for file in files:
        try:
            kept.append(add_evidence(filing, user, file, pointer))
        except Failure as failure:
            refused.append(failure)
    return kept, refused


@transaction.atomic
def remove_evidence(evidence: Evidence, user: User) -> None:
    """Take evidence out of a draft or of an answer not yet given; the file stays until nobody speaks of it."""
    filing = locked_filing(evidence.filing)
    _require(filing, user, evidence.notice)
    told = {"name": evidence.name, "sha256": evidence.sha256, "pointer": evidence.pointer}
    evidence.delete()
    record(user, "remove_evidence", filing, unit=filing.unit_id, **told)


def clean_name(name: str) -> str:
    """Give a name as every system takes it: no path, no control or direction marks, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(character for character in last if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co"))
    plain = _FORBIDDEN.sub("", shown).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    short = plain if len(plain) <= _LONGEST else f"{stem[: _LONGEST - len(suffix) - 1]}{dot}{suffix}"[:_LONGEST]
    return short or "未命名文件"


def _kind(data: bytes, name: str) -> str:
    """What a file is; packages must be opened to tell, which is done in a child process."""
    if is_package(data):
        return str(run_isolated(name, Limits(), attached_kind, data, name))
    return attached_kind(data, name)


def _suffixed(name: str, kind: str) -> str:
    """A name that ends as the content is: what opens it on a double click must be what it is."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    return name if SUFFIXES.get(suffix, suffix) == kind else f"{name}.{kind}"


@transaction.atomic
def _added(filing: Filing, user: User, notice: Notice | None, evidence: Evidence) -> Evidence:
    filing = locked_filing(filing)
    _require(filing, user, notice)
    if evidence.pointer not in dict(places_of(filing, filing.draft.data)):
        raise NoSuchPlace
    if Evidence.objects.filter(filing=filing).count() >= MOST:
        raise TooMany
    evidence.filing, evidence.notice, evidence.by = filing, notice, user
    evidence.save()
    told = {name: getattr(evidence, name) for name in ("name", "sha256", "size", "pointer")}
    record(user, "add_evidence", filing, unit=filing.unit_id, notice=notice.pk if notice else None, **told)
    return evidence


def _require(filing: Filing, user: User, notice: Notice | None) -> None:
    require_open(filing, user, fills(filing.step.kind), "修改")
    if filing.state not in EDITABLE if notice is None else notice.answered_at is not None:
        raise NotDue(filing, "增减佐证材料")
