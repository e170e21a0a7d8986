"""Frozen revisions (定稿版本): the draft as it stood, with a fingerprint that the log keeps."""

from __future__ import annotations

from jixiao.workbench.cycle.models import Draft, Filing, Revision
from jixiao.workbench.fingerprint import fingerprint
from jixiao.workbench.people.models import User


def freeze(filing: Filing, user: User, reason: str) -> Revision:
    """Give a frozen revision of the draft, numbered from 1."""
    data = Draft.objects.get(filing=filing).data
    last = filing.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return Revision.objects.create(
        filing=filing, number=last + 1, data=data, sha256=fingerprint(data), reason=reason, by=user
    )


def intact(revision: Revision) -> bool:
    """Tell whether a revision still is what was frozen."""
    return fingerprint(revision.data) == revision.sha256
