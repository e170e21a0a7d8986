"""批量导入: units and accounts from a list in an Excel or CSV file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from jixiao.model.failure import Failure
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people import importing
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power

Made = TypeVar("Made")


class ListForm(forms.Form):
    """A file with a list."""

    file = forms.FileField(label="Excel 或 CSV 文件")


@dataclass(slots=True)
class Taken(Generic[Made]):
    """What came of a list: what was made of it, None if nothing; what is wrong with it, a sentence a row."""

    form: ListForm
    made: Made | None = None
    wrong: Sequence[str] = ()


@route("places/import/", power=Power.PLACES, methods="GET POST", uploads=True)
def import_units(request: Request) -> HttpResponse:
    """Add units from a list."""
    taken = _taken(request, importing.import_units)
    if taken.made is not None:
        messages.success(request, f"已导入 {taken.made} 个单位。")
        return redirect("places")
    shown = {"title": "导入单位", "back": "places", "sample": "units_sample"}
    return _asked(request, taken, shown | {"columns": [*importing.UNIT_HEAD, *importing.UNIT_MORE]})


@route("places/import/sample/", power=Power.PLACES)
def units_sample(request: Request) -> HttpResponse:
    """Give a list of units to start from."""
    return sample("units", "单位名单.csv")


@route("accounts/import/", power=Power.ACCOUNTS, methods="GET POST", uploads=True)
def import_accounts(request: Request) -> HttpResponse:
    """Make accounts from a list; their first passwords are shown this once."""
    taken = _taken(request, importing.import_accounts)
    if taken.made is not None:
        return render(request, "workbench/accounts_made.html", {"made": taken.made})
    shown = {"title": "导入账号", "back": "accounts", "sample": "accounts_sample"}
    return _asked(request, taken, shown | {"columns": [*importing.USER_HEAD, *importing.USER_MORE]})


@route("accounts/import/sample/", power=Power.ACCOUNTS)
def accounts_sample(request: Request) -> HttpResponse:
    """Give a list of accounts to start from."""
    return sample("accounts", "账号名单.csv")


def _taken(request: Request, read: Callable[[bytes, str, User], Made]) -> Taken[Made]:
    """What a service made of the list that was sent, or why nothing."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return Taken(form)
    file = form.cleaned_data["file"]
    try:
        return Taken(form, made=read(file.read(), file.name, request.user))
    except Failure as failure:
        form.add_error("file", str(failure))
        return Taken(form, wrong=getattr(failure, "sentences", []))


def _asked(request: Request, taken: Taken[Any], shown: dict[str, Any]) -> HttpResponse:
    return render(request, "workbench/import_list.html", {"form": taken.form, "wrong": taken.wrong, **shown})


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
