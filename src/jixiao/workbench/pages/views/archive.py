"""归档: the archive of a year as one zip, for the units that a person oversees."""

from __future__ import annotations

from urllib.parse import quote

from django.db.models import Count, Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from jixiao.workbench.cycle.models import Step, Year
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.history.log import record
from jixiao.workbench.pages.finders import years
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.papers.archive import archive_chunks
from jixiao.workbench.papers.manifest import Manifest
from jixiao.workbench.papers.names import safe_name
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within


@route("archive/", power=Power.OVERSEE, way=(80, "归档"))
def archive(request: Request) -> HttpResponse:
    """List the years with how many filings of the units within reach are there and done."""
    own = within(request.user, Power.OVERSEE, "filings__unit__")
    steps = Step.objects.filter(year__in=years(request.user, Power.OVERSEE)).filter(own)
    counted = steps.values("year_id").annotate(
        number=Count("filings"), done=Count("filings", filter=Q(filings__state=State.DONE))
    )
    by_year = {row["year_id"]: row for row in counted.order_by()}
    found = years(request.user, Power.OVERSEE).select_related("region")
    rows = [(year, by_year.get(year.pk, {"number": 0, "done": 0})) for year in found]
    return render(request, "workbench/overview/archive.html", {"rows": rows})


@route("years/<int:year>/archive/", power=Power.OVERSEE, methods="POST")
def year_archive(request: Request, year: Year) -> StreamingHttpResponse:
    """Give the archive of a year while it is made; that it was made is kept in the log with the manifest's hash."""
    own = Unit.objects.filter(within(request.user, Power.OVERSEE), filings__step__year=year).distinct().order_by("code")
    user = request.user

    def finished(manifest: Manifest) -> None:
        record(user, "archive", year, files=len(manifest.hashes), sha256=manifest.sha256)

    answer = StreamingHttpResponse(archive_chunks(year, own, finished), content_type="application/zip")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(safe_name(f'{year}绩效归档', '.zip'))}"
    answer["Content-Encoding"] = "identity"  # it is compressed already
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
