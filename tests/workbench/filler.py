"""Makes a row of any table of the workbench, each text in it carrying a mark: what a page shows can be traced back."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from jixiao.model.form import Form
from jixiao.model.form_pointers import set_value
from jixiao.workbench.cycle.forms import data_of, form_of

APPS = ("people", "cycle", "history")
# Fields whose words the program chooses, not a person.
CHOSEN = {
    "severity": "warning",
    "pointer": "/indicators/0/name",
    "layout": "F-N20",
    "scheme": "national-2020",
    "action": "approve",
    "sha256": hashlib.sha256(b"").hexdigest(),
    "kind": "pdf",
    "status": "approved",  # a draft has no open review
}
POINTERS = (
    *("/department", "/unit", "/project/name", "/goal/expected", "/goal/actual", "/conclusion", "/problems"),
    *("/indicators/0/level1", "/indicators/0/level2", "/indicators/0/name", "/indicators/0/target"),
    *("/indicators/0/actual", "/indicators/0/reason", "/funding/0/budget", "/texts/绩效"),
)
_numbers = count(1)


def tables() -> list[type[models.Model]]:
    """Give the tables of the workbench but those of the log (written by `record` alone) and of mails sent."""
    found = [table for label in APPS for table in apps.get_app_config(label).get_models()]
    return [table for table in found if table.__name__ not in ("LogEntry", "LogHead", "Reminder")]


class Filler:
    """Makes rows that belong together: a reference leads to what is known already, or to a row made for it."""

    def __init__(self, text: str, known: dict[type[models.Model], models.Model]) -> None:
        self.text, self.known = text, known

    def make(self, table: type[Any]) -> Any:
        """Give a new row of a table, with a value in each field."""
        fields = [field for field in table._meta.concrete_fields if not isinstance(field, models.AutoField)]
        values = {field.name: self._value(field) for field in fields if field.editable or field.is_relation}
        return table.objects.create(**values)

    def _value(self, field: Any) -> Any:
        if field.is_relation:
            return self._other(field)
        if field.choices:
            values = [value for value, _ in field.choices if value]
            return CHOSEN[field.name] if CHOSEN.get(field.name) in values else values[0]
        return self._plain(field)

    def _other(self, field: Any) -> Any:
        other = field.related_model
        if other in self.known:
            return self.known[other]
        if field.null:
            return None
        self.known[other] = self.make(other)
        return self.known[other]

    def _plain(self, field: Any) -> Any:
        match field:
            case models.EmailField():
                return f"mail{next(_numbers)}@example.invalid"
            case models.CharField() | models.TextField():
                return self._text(field)
            case models.BooleanField():
                return field.default if isinstance(field.default, bool) else False
            case models.DecimalField():
                return Decimal("7.31")
            case models.DateTimeField():
                return timezone.now()
            case models.DateField():
                return timezone.localdate() + timedelta(days=30)
            case models.JSONField():
                return field.get_default()
            case models.GenericIPAddressField():
                return "192.0.2.1"
            case models.IntegerField():
                return next(_numbers) % 30000
        raise AssertionError(f"no value for {field}: teach it to tests/workbench/filler.py")

    def _text(self, field: Any) -> str:
        if field.name in CHOSEN:
            return CHOSEN[field.name]
        number = str(next(_numbers)) if field.unique else ""
        most = field.max_length or len(self.text) + len(number)
        return self.text[: most - len(number)] + number


def filled(data: dict[str, Any], text: str) -> dict[str, Any]:
    """Give the data of a draft with a text in the cells that a person types in; empty data stays as it is."""
    if not data:
        return data
    form: Form = form_of(data)
    for pointer in POINTERS:
        set_value(form, pointer, text)
    return data_of(form)
