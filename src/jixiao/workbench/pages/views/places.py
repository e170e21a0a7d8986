"""区划和单位: the system administrator's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jixiao.model.failure import Failure
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people import places as service
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.naming import place_named
from jixiao.workbench.people.roles import Power

ROWS = 50
Place = TypeVar("Place", Unit, Region)


class RegionForm(forms.Form):
    """A new region."""

    code = forms.RegexField(r"^[0-9]{2,12}$", label="区划代码", help_text="如 510100，2 至 12 位数字。")
    name = forms.CharField(label="名称", max_length=60)
    parent = forms.ModelChoiceField(
        Region.objects.filter(active=True), label="上级区划", required=False, empty_label="（没有）"
    )


class NameForm(forms.Form):
    """Another name for a region."""

    name = forms.CharField(label="名称", max_length=60)


class UnitForm(forms.Form):
    """What is known of a unit; its department is given by code."""

    code = forms.CharField(label="单位编码", max_length=20)
    name = forms.CharField(label="单位名称", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=Unit.Kind.choices, initial=Unit.Kind.UNIT)
    department = forms.CharField(label="主管部门编码", required=False, max_length=20, help_text="预算单位要填。")
    sector = forms.CharField(label="行业", required=False, max_length=40)

    def __init__(self, *args: Any, region: Region | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of: Any = region

    def facts(self) -> service.UnitFacts:
        """Give the facts that were typed; raises NoSuchPlace for a department that is not there."""
        given: dict[str, Any] = self.cleaned_data
        region = given.get("region", self.of)
        code = given["department"].strip()
        above = place_named(region.code, code).unit if region and code else None
        return service.UnitFacts(region, given["code"], given["name"], given["kind"], above, given["sector"])


class NewUnitForm(UnitForm):
    """A new unit, with its region."""

    region = forms.ModelChoiceField(Region.objects.filter(active=True), label="区划")
    field_order = ("region", "code", "name", "kind", "department", "sector")


@route("places/", power=Power.PLACES, way=(60, "区划和单位"))
def places(request: Request) -> HttpResponse:
    """Show the tree of regions, and the units of one of them or of all."""
    regions = list(Region.objects.annotate(count=Count("units", filter=Q(units__active=True))).order_by("path"))
    chosen = next((region for region in regions if str(region.pk) == request.GET.get("region")), None)
    words = request.GET.get("words", "").strip()
    units = Unit.objects.select_related("region", "department").order_by("region__path", "code")
    units = units.filter(region=chosen) if chosen else units
    units = units.filter(Q(name__icontains=words) | Q(code__startswith=words)) if words else units
    shown = {
        "tree": [(region, range(region.path.count("/") - 1)) for region in regions],
        "chosen": chosen,
        "words": words,
        "page": Paginator(units, ROWS).get_page(request.GET.get("page")),
        "query": kept_query(request),
    }
    return render(request, "workbench/places.html", shown)


@route("places/regions/new/", power=Power.PLACES, methods="GET POST")
def new_region(request: Request) -> HttpResponse:
    """Add a region."""
    form = RegionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service.add_region(**form.cleaned_data, by=request.user)
            messages.success(request, "区划已增加。")
            return redirect("places")
        except Failure as failure:
            form.add_error("code", str(failure))
    return _form(request, "增加区划", form)


@route("places/regions/<int:region>/", power=Power.PLACES, methods="GET POST")
def change_region(request: Request, region: Region) -> HttpResponse:
    """Rename a region."""
    form = NameForm(request.POST or None, initial={"name": region.name})
    if request.method == "POST" and form.is_valid():
        service.rename_region(region, form.cleaned_data["name"], request.user)
        messages.success(request, "已保存。")
        return redirect("places")
    return _form(request, f"修改区划 {region.code}", form, region)


@route("places/regions/<int:region>/use/", power=Power.PLACES, methods="POST")
def use_region(request: Request, region: Region) -> HttpResponse:
    """Put a region out of use, or into use again."""
    return _used(request, region, service.use_region, "change_region")


@route("places/units/new/", power=Power.PLACES, methods="GET POST")
def new_unit(request: Request) -> HttpResponse:
    """Add a unit."""
    form = NewUnitForm(request.POST or None, initial={"region": request.GET.get("region")})
    if request.method == "POST" and form.is_valid():
        try:
            service.add_unit(form.facts(), request.user)
            messages.success(request, "单位已增加。")
            return redirect("places")
        except Failure as failure:
            form.add_error(None, str(failure))
    return _form(request, "增加单位", form)


@route("places/units/<int:place>/", power=Power.PLACES, methods="GET POST")
def change_unit(request: Request, place: Unit) -> HttpResponse:
    """Change a unit."""
    known = {name: getattr(place, name) for name in ("code", "name", "kind", "sector")}
    above = place.department.code if place.department else ""
    form = UnitForm(request.POST or None, initial=known | {"department": above}, region=place.region)
    if request.method == "POST" and form.is_valid():
        try:
            service.change_unit(place, form.facts(), request.user)
            messages.success(request, "已保存。")
            return redirect("places")
        except Failure as failure:
            form.add_error(None, str(failure))
    return _form(request, f"修改单位 {place.name}", form, place)


@route("places/units/<int:place>/use/", power=Power.PLACES, methods="POST")
def use_unit(request: Request, place: Unit) -> HttpResponse:
    """Put a unit out of use, or into use again."""
    return _used(request, place, service.use_unit, "change_unit")


def _used(request: Request, place: Place, use: Callable[[Place, bool, User], None], back: str) -> HttpResponse:
    active = request.POST.get("active") == "yes"
    try:
        use(place, active, request.user)
        messages.success(request, f"已{'启用' if active else '停用'}{place}。")
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect(back, place.pk)


def _form(request: Request, title: str, form: forms.Form, place: Unit | Region | None = None) -> HttpResponse:
    kept = {"kind": "单位", "use": "use_unit"} if isinstance(place, Unit) else {"kind": "区划", "use": "use_region"}
    return render(request, "workbench/place_form.html", {"title": title, "form": form, "place": place, **kept})
