"""The log and its head, and the changes of figures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LogEntry(models.Model):
    """日志: one action; `hash` covers the entry and the hash before it, so that no entry can be altered or left out.

    Rows can be neither changed nor deleted: triggers of the database refuse it (see migrations).
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=60)  # the name to log in with: it outlives the account
    actor_name = models.CharField(max_length=60)
    action = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=40)  # what it was done to, and its id
    object_id = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True, db_index=True)
    detail = models.JSONField(default=dict)
    address = models.CharField(max_length=60, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "object_id"])]


class LogHead(models.Model):
    """The end of the chain: one row, locked while an entry is added, so that a cut-off tail is noticed too."""

    hash = models.CharField(max_length=64, blank=True)
    entries = models.BigIntegerField(default=0)
