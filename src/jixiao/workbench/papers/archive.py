"""The archive of a year (年度归档): forms as docx and data, evidence, the log, and a manifest of hashes, as one zip.

It is made piece by piece while it is sent: no more of it is ever held than one file. The manifest comes last, so that
an archive that was cut off has none.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from jixiao import __version__
from jixiao.workbench.cycle.evidence_files import path_of
from jixiao.workbench.cycle.models import Evidence, Filing, Revision, Year
from jixiao.workbench.history.export import csv_lines
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.papers.manifest import CHUNK, Manifest
from jixiao.workbench.papers.names import Names, safe_name
from jixiao.workbench.papers.one import has_paper, paper_of
from jixiao.workbench.papers.sink import Sink
from jixiao.workbench.people.models import Unit
from jixiao.write.formats import written

_ROWS = 400  # of the log asked for at once


def archive_chunks(year: Year, units: Iterable[Unit], finished: Callable[[Manifest], None]) -> Iterator[bytes]:
    """Give the bytes of the archive of a year for some units; `finished` is told the manifest once all is written."""
    sink, own = Sink(), list(units)
    manifest = Manifest(year.region.name, year.year, timezone.localtime().isoformat(timespec="seconds"), __version__)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        writing, numbers = _Writing(archive, manifest), []
        for unit in own:
            for filing in _filings(year, unit):
                numbers.append(filing.pk)
                for _ in writing.filing(filing):
                    yield sink.taken()
        for _ in writing.put("日志.csv", _log(numbers, own)):
            yield sink.taken()
        writing.manifest()
        finished(manifest)
    yield sink.taken()


class _Writing:
    """An archive on its way; each `yield` is a moment to send what is there."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.archive, self.kept, self.names = archive, manifest, Names()
        self.made = timezone.localtime().timetuple()[:6]

    def filing(self, filing: Filing) -> Iterator[None]:
        """Write a filing: its form, its data with where it stands, its evidence."""
        folder = f"{safe_name(f'{filing.unit.code} {filing.unit.name}')}/{safe_name(str(filing.step))}"
        stem = f"{folder}/{safe_name(_called(filing))}"
        if has_paper(filing):
            yield from self.put(f"{stem}.docx", [written(paper_of(filing, filing.draft.data), ".docx")])
        yield from self.put(f"{stem}.json", [_data(filing)])
        for evidence in filing.evidence.all():
            yield from self.evidence(f"{folder}/佐证材料/{safe_name(_called(filing))}", evidence)

    def evidence(self, folder: str, evidence: Evidence) -> Iterator[None]:
        """Write a file of evidence under its own name; one that is gone from the data folder is named as missing."""
        path = path_of(evidence.sha256)
        name, dot, ending = evidence.name.rpartition(".")
        called = safe_name(name or ending, f".{safe_name(ending)}" if dot and name else "")
        if not path.is_file():
            self.kept.missing.append(f"{folder}/{called}")
            return
        with path.open("rb") as file:
            yield from self.put(f"{folder}/{called}", iter(lambda: file.read(CHUNK), b""))

    def put(self, name: str, parts: Iterable[bytes]) -> Iterator[None]:
        """Write a file from its parts, and keep its hash."""
        once = self.names.once(name)
        hashed = self.kept.adding(once)
        with self.archive.open(self._entry(once), "w", force_zip64=True) as file:
            for part in parts:
                file.write(part)
                hashed.add(part)
                yield
        hashed.end()
        yield

    def manifest(self) -> None:
        """Write the manifest, for programs and for people."""
        for name, text in self.kept.files().items():
            self.archive.writestr(self._entry(name), text)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        """All are packed, docx too: a zip inside must not be taken for the end of one that was cut off."""
        entry = zipfile.ZipInfo(name, self.made)
        entry.compress_type = zipfile.ZIP_DEFLATED
        return entry


def _filings(year: Year, unit: Unit) -> Iterable[Filing]:
    found = Filing.objects.filter(step__year=year, unit=unit).select_related("unit", "project", "step__year", "draft")
    return found.prefetch_related("evidence", "revisions").order_by("step__order", "step_id", "pk")


def _called(filing: Filing) -> str:
    project = filing.project
    return f"{project.code} {project.name}".strip() if project else f"{filing.unit.name}部门整体"


def _data(filing: Filing) -> bytes:
    """A filing as data: where it stands, what was worked out, each frozen revision with its hash, the form now."""
    project = filing.project
    told = {
        "unit": {"code": filing.unit.code, "name": filing.unit.name},
        "project": {"code": project.code, "name": project.name} if project else None,
        "year": filing.step.year.year,
        "step": {"kind": filing.step.kind, "month": filing.step.month, "name": str(filing.step)},
        "state": filing.state,
        **{name: _number(getattr(filing, name)) for name in ("budget", "executed", "rate", "score", "recheck_score")},
        **{name: getattr(filing, name) for name in ("grade", "light", "gap", "published")},
        "revisions": [_revision(revision) for revision in filing.revisions.all()],
        "document": filing.draft.data,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _revision(revision: Revision) -> dict[str, Any]:
    at: datetime = timezone.localtime(revision.at)
    return {
        "number": revision.number,
        "at": at.isoformat(timespec="seconds"),
        "reason": revision.reason,
        "sha256": revision.sha256,
        "data": revision.data,
    }


def _number(value: object) -> str | None:
    return str(value) if value is not None else None


def _log(filings: list[int], units: list[Unit]) -> Iterator[bytes]:
    """The entries of the log that tell of these filings, in order."""
    names = {unit.pk: unit.name for unit in units}
    wanted = LogEntry.objects.filter(kind="filing", unit_id__in=list(names))
    numbers = {str(number) for number in filings}
    entries = (entry for entry in wanted.order_by("pk").iterator(chunk_size=_ROWS) if entry.object_id in numbers)
    return (line.encode() for line in csv_lines(entries, names))
