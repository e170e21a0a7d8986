"""批量导入: units and accounts from a list in an Excel or CSV file."""

from __future__ import annotations

import csv
from io import StringIO

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from jixiao.model.failure import Failure
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people import importing
from jixiao.workbench.people.roles import Power


class ListForm(forms.Form):
    """A file with a list."""

    file = forms.FileField(label="Excel 或 CSV 文件")


@route("places/import/", power=Power.PLACES, methods="GET POST", uploads=True)
def import_units(request: Request) -> HttpResponse:
    """Add units from a list."""
    form = ListForm(request.POST or None, request.FILES or None)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            count = importing.import_units(file.read(), file.name, request.user)
            messages.success(request, f"已导入 {count} 个单位。")
            return redirect("places")
        except Failure as failure:
            form.add_error("file", str(failure))
            wrong = getattr(failure, "sentences", [])
    shown = {"form": form, "wrong": wrong, "title": "导入单位", "back": "places", "sample": "units_sample"}
    return render(
        request, "workbench/import_list.html", shown | {"columns": [*importing.UNIT_HEAD, *importing.UNIT_MORE]}
    )


@route("places/import/sample/", power=Power.PLACES)
def units_sample(request: Request) -> HttpResponse:
    """Give a list of units to start from."""
    return sample("units", "单位名单.csv")


@route("accounts/import/", power=Power.ACCOUNTS, methods="GET POST", uploads=True)
def import_accounts(request: Request) -> HttpResponse:
    """Make accounts from a list; their first passwords are shown this once."""
    form = ListForm(request.POST or None, request.FILES or None)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = importing.import_accounts(file.read(), file.name, request.user)
            return render(request, "workbench/accounts_made.html", {"made": made})
        except Failure as failure:
            form.add_error("file", str(failure))
            wrong = getattr(failure, "sentences", [])
    shown = {"form": form, "wrong": wrong, "title": "导入账号", "back": "accounts", "sample": "accounts_sample"}
    return render(
        request, "workbench/import_list.html", shown | {"columns": [*importing.USER_HEAD, *importing.USER_MORE]}
    )


@route("accounts/import/sample/", power=Power.ACCOUNTS)
def accounts_sample(request: Request) -> HttpResponse:
    """Give a list of accounts to start from."""
    return sample("accounts", "账号名单.csv")


def sample(kind: str, name: str) -> HttpResponse:
    """Give a list to start from as a CSV file that Excel opens."""
    text = StringIO()
    csv.writer(text).writerows(importing.sample_rows(kind))
    disposition = content_disposition_header(True, name)
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition or "attachment"},
    )
