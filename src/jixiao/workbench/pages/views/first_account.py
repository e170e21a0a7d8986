"""The first account (第一个账号): the page that an empty installation opens with; it is gone once there is a user."""

from __future__ import annotations

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jixiao.model.failure import Failure
from jixiao.workbench.pages.routes import route
from jixiao.workbench.people.accounts import Person, create_first
from jixiao.workbench.people.models import User


class FirstForm(forms.Form):
    """Who the first security administrator is."""

    username = forms.CharField(label="用户名", max_length=60)
    name = forms.CharField(label="姓名", max_length=60)
    password = forms.CharField(
        label="密码", widget=forms.PasswordInput, help_text=password_validation.password_validators_help_text_html()
    )
    again = forms.CharField(label="再输一次密码", widget=forms.PasswordInput)

    def clean(self) -> dict[str, str]:
        """Check the password against the rule, and that it was typed twice alike."""
        given: dict[str, str] = self.cleaned_data
        if given.get("password") != given.get("again"):
            raise ValidationError("两次输入的密码不一样。")
        user = User(username=given.get("username", ""), name=given.get("name", ""))
        try:
            password_validation.validate_password(given.get("password", ""), user)
        except ValidationError as error:
            self.add_error("password", error)
        return given


@route("first-account/", methods="GET POST", public=True)
def first_account(request: HttpRequest) -> HttpResponse:
    """Make the first account: the security administrator, who makes all others."""
    if User.objects.exists():
        raise Http404
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            create_first(Person(given["username"], given["name"]), given["password"])
            return redirect("login")
        except Failure as failure:
            form.add_error(None, str(failure))
    return render(request, "workbench/first_account.html", {"form": form})
