"""The panel of a filing's page for its papers (导出) and for making it public (公开)."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jixiao.workbench.cycle.models import Filing, Revision
from jixiao.workbench.cycle.publishing import KINDS as PUBLIC_KINDS
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.papers.one import formats_of, has_paper
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may


@panel(90)
def papers(request: HttpRequest, filing: Filing) -> SafeString | None:
    """What may be taken out of a filing: as it stands, as approved, each revision; and whether it is public."""
    if not has_paper(filing):
        return None
    revisions = Revision.objects.filter(filing=filing).only("number", "at", "reason", "filing_id")
    shown = {
        "filing": filing,
        "formats": formats_of(filing).items(),
        "revisions": revisions.order_by("-number"),
        "scored": filing.step.kind in PUBLIC_KINDS,
        "done": filing.state == State.DONE,
        "may_publish": filing.step.kind in PUBLIC_KINDS and may(request.user, Power.PUBLISH, filing.unit),
    }
    return SafeString(render_to_string("workbench/overview/papers.html", shown, request))
