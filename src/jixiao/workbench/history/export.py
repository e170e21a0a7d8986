"""The log as a table for Excel (导出日志): no cell of it can be taken for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from django.utils import timezone

from jixiao.workbench.history.actions import action_name, thing_name
from jixiao.workbench.history.models import LogEntry

HEADER = ("编号", "时间", "用户名", "姓名", "操作", "对象", "对象编号", "单位", "内容", "地址", "校验码")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Give a text as a cell that no program takes for a formula (CSV injection): an apostrophe leads it."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def csv_lines(entries: Iterable[LogEntry], units: Mapping[int, str]) -> Iterator[str]:
    """Give the lines of a CSV file, with the mark by which Excel knows UTF-8; `units` names units by number."""
    yield "\ufeff" + _line(HEADER)
    for entry in entries:
        detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True) if entry.detail else ""
        yield _line(
            (
                str(entry.pk),
                timezone.localtime(entry.at).isoformat(" ", "seconds"),
                entry.actor,
                entry.actor_name,
                action_name(entry.action),
                thing_name(entry.kind),
                entry.object_id,
                units.get(entry.unit_id or 0, ""),
                detail,
                entry.address,
                entry.hash,
            )
        )


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([safe(cell) for cell in cells])
    return out.getvalue()
