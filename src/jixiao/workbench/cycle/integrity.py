"""Whether what is kept is what was done (完整性校验): the log, the frozen revisions, the forms under review."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from jixiao.workbench.cycle.freeze import fingerprint
from jixiao.workbench.cycle.models import Filing, Revision
from jixiao.workbench.cycle.steps import EDITABLE
from jixiao.workbench.history.log import verify
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people.models import Unit

CHUNK = 200
Number = tuple[int, int]  # a filing, and a revision of it


def verify_all(units: QuerySet[Unit] | None = None) -> list[str]:
    """Give what is wrong with the log and the revisions that it tells of, one Chinese sentence each.

    The chain is checked from end to end; `units` narrows whose revisions are looked at, and named.
    """
    return [*verify(), *_revisions(units), *_drafts(units)]


def _logged(units: QuerySet[Unit] | None) -> dict[Number, str]:
    """The SHA-256 of each revision as the log has it since its submission."""
    entries = LogEntry.objects.filter(action="submit", kind="filing")
    if units is not None:
        entries = entries.filter(unit_id__in=units.values("pk"))
    told = entries.values_list("object_id", "detail").iterator(chunk_size=CHUNK * 10)
    return {(int(filing), detail.get("revision", 0)): detail.get("sha256", "") for filing, detail in told}


def _revisions(units: QuerySet[Unit] | None) -> Iterator[str]:
    logged = _logged(units)
    revisions = Revision.objects.select_related("filing__project", "filing__unit")
    if units is not None:
        revisions = revisions.filter(filing__unit__in=units)
    for revision in revisions.iterator(chunk_size=CHUNK):
        told = logged.pop((revision.filing_id, revision.number), None)
        where = (
            f"“{revision.filing.project or revision.filing.unit}”第{revision.number}版（填报件{revision.filing_id}）"
        )
        if told is None:
            yield f"{where}在日志里没有报送记录：它是绕过程序加进来的。"
        elif fingerprint(revision.data) != told:
            yield f"{where}的内容与报送时记入日志的校验码不符：它被改过。"
    for filing, number in logged:
        yield f"填报件{filing}第{number}版在日志里有报送记录，但版本不在了：它被删过。"


def _drafts(units: QuerySet[Unit] | None) -> Iterator[str]:
    """Under review and afterwards the form that is shown is the last revision."""
    filings = Filing.objects.exclude(state__in=EDITABLE).select_related("draft", "project", "unit")
    if units is not None:
        filings = filings.filter(unit__in=units)
    for filing in filings.prefetch_related("revisions").iterator(chunk_size=CHUNK):
        last = max(filing.revisions.all(), key=lambda revision: revision.number, default=None)
        if last is None or last.data != filing.draft.data:
            yield f"“{filing.project or filing.unit}”（填报件{filing.pk}）已报送，底稿与最后一版不同：底稿被改过。"
