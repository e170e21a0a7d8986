"""The log (审计日志): entries are added inside the transaction that they tell of, each chained to the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from jixiao.workbench.history.models import LogEntry, LogHead

if TYPE_CHECKING:
    from jixiao.workbench.people.models import User

SYSTEM = ("system", "系统")


def record(
    actor: User | None,
    action: str,
    thing: models.Model | None = None,
    *,
    unit: int | None = None,
    address: str = "",
    **detail: Any,
) -> LogEntry:
    """Add an entry: who did what to which thing, with what else is to be kept; `actor` None is the system itself."""
    with transaction.atomic():
        head, _ = LogHead.objects.select_for_update().get_or_create(pk=1)
        entry = LogEntry(
            at=timezone.now(),
            actor=actor.username if actor else SYSTEM[0],
            actor_name=actor.name if actor else SYSTEM[1],
            action=action,
            kind=thing._meta.model_name or "" if thing is not None else "",
            object_id=str(thing.pk) if thing is not None else "",
            unit_id=unit,
            detail=json.loads(json.dumps(detail, default=str)),
            address=address,
            previous=head.hash,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
        head.hash, head.entries = entry.hash, head.entries + 1
        head.save()
    return entry


def digest(entry: LogEntry) -> str:
    """Give the SHA-256 of an entry and of the hash before it."""
    parts = [
        entry.previous,
        entry.at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds"),
        entry.actor,
        entry.actor_name,
        entry.action,
        entry.kind,
        entry.object_id,
        entry.unit_id,
        entry.detail,
        entry.address,
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> list[str]:
    """Give what is wrong with the chain, one Chinese sentence each; empty where it holds from end to end."""
    previous, count = "", 0
    for entry in LogEntry.objects.order_by("pk").iterator(chunk_size=2000):
        count += 1
        if entry.previous != previous:
            return [f"第{count}条日志（编号{entry.pk}）与它前面的一条接不上：前面的日志被改过、删过或插入过。"]
        if entry.hash != digest(entry):
            return [f"第{count}条日志（编号{entry.pk}）的内容与它的校验码不符：这一条被改过。"]
        previous = entry.hash
    head = LogHead.objects.filter(pk=1).first()
    if (head.hash if head else "", head.entries if head else 0) != (previous, count):
        return [f"日志共{count}条，与记录的{head.entries if head else 0}条不符：末尾的日志被删过或加过。"]
    return []
