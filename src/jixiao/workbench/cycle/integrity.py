"""Whether what is kept is what was done (完整性校验): the log, the frozen revisions, the forms under review."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet

from jixiao.workbench.cycle.models import Filing, Revision
from jixiao.workbench.cycle.steps import EDITABLE
from jixiao.workbench.fingerprint import fingerprint
from jixiao.workbench.history.log import verify
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people.models import Unit

CHUNK = 200
Number = tuple[int, int]  # a filing, and a revision of it


class Kept(NamedTuple):
    """A revision as it is kept, with what its filing says now; the fields are those of the query."""

    filing: int
    number: int
    data: Any
    filing__state: str
    filing__draft__data: Any
    filing__project__name: str | None
    filing__unit__name: str

    @property
    def name(self) -> str:
        """Give what people call the filing, and its number."""
        return f"“{self.filing__project__name or self.filing__unit__name}”（填报件{self.filing}）"


def verify_all(units: QuerySet[Unit] | None = None) -> list[str]:
    """Give what is wrong with the log and the revisions that it tells of, one Chinese sentence each.

    The chain is checked from end to end; `units` narrows whose revisions are looked at, and named.
    """
    filings = Filing.objects.all() if units is None else Filing.objects.filter(unit__in=units)
    return [*verify(), *_revisions(filings, _logged(units)), *_never_submitted(filings)]


def _logged(units: QuerySet[Unit] | None) -> dict[Number, str]:
    """The SHA-256 of each revision as the log has it since its submission."""
    entries = LogEntry.objects.filter(action="submit", kind="filing")
    if units is not None:
        entries = entries.filter(unit_id__in=units.values("pk"))
    told = entries.values_list("object_id", "detail").iterator(chunk_size=CHUNK * 10)
    return {(int(filing), detail.get("revision", 0)): detail.get("sha256", "") for filing, detail in told}


def _revisions(filings: QuerySet[Filing], logged: dict[Number, str]) -> Iterator[str]:
    """Each revision against the log, and the last of each filing against its draft; in one pass, for there are many."""
    rows = Revision.objects.filter(filing__in=filings).order_by("filing_id", "number").values_list(*Kept._fields)
    for _, found in groupby((Kept(*row) for row in rows.iterator(chunk_size=CHUNK)), key=lambda kept: kept.filing):
        for kept in found:
            yield from _revision(kept, logged.pop((kept.filing, kept.number), None))
        if kept.filing__state not in EDITABLE and kept.data != kept.filing__draft__data:
            yield f"{kept.name}已报送，底稿与最后一版（第{kept.number}版）不同：底稿被改过。"
    for filing, number in logged:
        yield f"填报件{filing}第{number}版在日志里有报送记录，但版本不在了：它被删过。"


def _revision(kept: Kept, told: str | None) -> Iterator[str]:
    if told is None:
        yield f"{kept.name}第{kept.number}版在日志里没有报送记录：它是绕过程序加进来的。"
    elif fingerprint(kept.data) != told:
        yield f"{kept.name}第{kept.number}版的内容与报送时记入日志的校验码不符：它被改过。"


def _never_submitted(filings: QuerySet[Filing]) -> Iterator[str]:
    for filing in filings.exclude(state__in=EDITABLE).filter(revisions=None).select_related("project", "unit", "step"):
        yield f"填报件{filing.pk}“{filing.project or filing.unit}”没有报送过，却已在审核或办结：状态被改过。"
