"""多项目填报: the forms of several projects in one grid, with the columns that one chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jixiao.knowledge.form_layout import Band, Each
from jixiao.knowledge.form_layout_book import load_layout, sheet_of
from jixiao.model.field_names import column_name
from jixiao.model.form import FormKind
from jixiao.model.form_rows import says_something
from jixiao.workbench.cycle.beside import Targets, approved
from jixiao.workbench.cycle.models import Draft, Filing, Step
from jixiao.workbench.cycle.steps import EDITABLE, FORM_KINDS, StepKind
from jixiao.workbench.cycle.typed import opened, sheet
from jixiao.workbench.pages.finders import FILINGS
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.paper import PaperForm, Part
from jixiao.workbench.pages.plain import clock, save_plainly
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within

ROWS = 10  # projects on a page
_COLUMNS: dict[Each, tuple[str, ...]] = {
    "funding": ("initial", "budget", "executed", "rate", "forecast"),
    "indicators": ("target", "actual", "forecast", "possibility", "weight", "score", "reason"),
}
# What is shown unless one chooses: what is told in the step.
_USUAL: dict[str, set[str]] = {
    StepKind.TARGET: {"funding.initial", "funding.budget", "indicators.target", "indicators.weight"},
    StepKind.MONITORING: {"funding.executed", "funding.forecast", "indicators.actual", "indicators.forecast"},
    StepKind.SELF_EVALUATION: {
        *("funding.budget", "funding.executed", "indicators.target", "indicators.actual"),
        *("indicators.score", "indicators.reason"),
    },
}


class Column(NamedTuple):
    """A column that may be chosen: of the funding total, or of each indicator."""

    block: str
    name: str
    title: str

    @property
    def key(self) -> str:
        """Give its name in the address."""
        return f"{self.block}.{self.name}"


class Line(NamedTuple):
    """An indicator of a project: its name and its cells."""

    name: str
    parts: list[Part | None]


class ManySheet(NamedTuple):
    """A project in the grid."""

    filing: Filing
    draft: Draft
    paper: PaperForm
    funding: list[Part | None]
    rows: list[Line]

    @property
    def prefix(self) -> str:
        """Give what the names of its cells begin with."""
        return f"{self.filing.pk}:"

    @property
    def link(self) -> str:
        """Give the address of its own page."""
        return reverse("filing", args=[self.filing.pk])

    @property
    def height(self) -> int:
        """Give its number of rows."""
        return len(self.rows)


@route("filings/grid/", power=Power.WRITE, methods="GET POST", way=(22, "多项目填报"))
def many(request: Request) -> HttpResponse:
    """Show the forms of several projects in one grid; a plain form saves them one after the other."""
    drafts = _drafts(request)
    if request.method == "POST":
        return _save(request, drafts)
    steps = list(_steps(drafts))
    step = next((each for each in steps if str(each.pk) == request.GET.get("step")), steps[0] if steps else None)
    found = drafts.filter(filing__step=step).order_by("filing__unit__code", "filing__project_id")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    offered = _offered(step)
    columns = _chosen(offered, request.GET.getlist("column"), step)
    targets = approved(draft.filing for draft in page)
    shown = {
        "steps": steps,
        "step": step,
        "offered": offered,
        "columns": columns,
        "funding": [column for column in columns if column.block == "funding"],
        "indicators": [column for column in columns if column.block == "indicators"],
        "sheets": [_sheet(draft, columns, targets) for draft in page],
        "page": page,
        "query": kept_query(request),
    }
    return render(request, "workbench/typing/many.html", shown)


def _drafts(request: Request) -> QuerySet[Draft]:
    """The drafts of projects that the person may write now."""
    things = ("filing__unit__department", "filing__unit__region", "filing__project", "filing__step__year__region")
    return Draft.objects.select_related(*things).filter(
        within(request.user, Power.WRITE, "filing__unit__"),
        filing__state__in=EDITABLE,
        filing__step__kind__in=list(_USUAL),
        filing__step__year__closed=False,
    )


def _steps(drafts: QuerySet[Draft]) -> QuerySet[Step]:
    steps = Step.objects.select_related("year").filter(pk__in=drafts.values("filing__step"))
    return steps.order_by("-year__year", "-order", "opens")


def _offered(step: Step | None) -> list[Column]:
    if step is None:
        return []
    kind: FormKind = FORM_KINDS[step.kind]
    paper = sheet_of(load_layout(step.year.layout), kind)
    bands = [(band, names) for each, names in _COLUMNS.items() if (band := paper.band(each)) is not None]
    shown = [(band.each, name) for band, names in bands for name in names if _has(band, name)]
    return [Column(block, name, column_name(kind, block, name)) for block, name in shown]


def _has(band: Band, name: str) -> bool:
    return any(name in cell.fields for cell in (*band.line, *band.total))


def _chosen(offered: list[Column], keys: list[str], step: Step | None) -> list[Column]:
    wanted = set(keys) or (_USUAL[step.kind] if step else set())
    return [column for column in offered if column.key in wanted]


def _sheet(draft: Draft, columns: Sequence[Column], targets: Targets) -> ManySheet:
    filing = draft.filing
    now = opened(filing, draft)
    paper = PaperForm(sheet(filing, now.form, now.layout, targets), True)
    lines = [number for number, line in enumerate(paper.form.funding) if line.source == "total"]
    funding = [paper.at(f"/funding/{lines[0]}/{each.name}") if lines else None for each in columns if _of_funding(each)]
    indicators = [each.name for each in columns if not _of_funding(each)]
    rows = [
        Line(row.name.text or f"第{number + 1}行", [paper.at(f"/indicators/{number}/{name}") for name in indicators])
        for number, row in enumerate(paper.form.indicators)
        if says_something(row)
    ]
    return ManySheet(filing, draft, paper, funding, rows or [Line("", [None] * len(indicators))])


def _of_funding(column: Column) -> bool:
    return column.block == "funding"


def _save(request: Request, drafts: QuerySet[Draft]) -> HttpResponse:
    """Save each project that was on the page; those that are not there for the person any more are not touched."""
    numbers = [int(name[:-6]) for name in request.POST if name.endswith(":shape") and name[:-6].isdecimal()]
    filings = FILINGS.filter(within(request.user, Power.WRITE, "unit__"), pk__in=numbers[:ROWS])
    unsaved: list[dict[str, Any]] = []
    for filing in filings:
        left = save_plainly(request, filing, f"{filing.pk}:")
        unsaved += [left] if left is not None else []
    if unsaved:
        return render(request, "workbench/typing/merge.html", {"unsaved": unsaved}, status=409)
    messages.success(request, f"已保存（{clock()}）")
    return redirect(request.get_full_path())
