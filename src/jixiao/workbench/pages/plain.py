"""Saving without a script (普通保存): all cells of a page come back, with what they said before."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.model.field_names import field_name
from jixiao.model.form import Form
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.moves import Move
from jixiao.workbench.cycle.saving import Conflict, Edit, save_edits, save_moves
from jixiao.workbench.pages.routes import Request

LONGEST_SHOWN = 60  # characters of a refused text in a message
LONGEST_NUMBER = 9  # digits


class BadRequest(Failure):
    """What no page of the workbench sends."""

    def __init__(self) -> None:
        super().__init__("请求的内容不完整，请刷新页面后再试。")


def save_plainly(request: Request, filing: Filing, prefix: str) -> dict[str, Any] | None:
    """Save the changed cells of a page, whose names begin with a prefix, then move a row where that was pressed.

    Gives None where all was saved, else what the page of the unsaved shows: where others changed a cell one chooses,
    else one may copy the own text.
    """
    edits = _edits(request, prefix)
    try:
        saved = save_edits(filing, request.user, edits, _number(request.POST.get(f"{prefix}shape")))
        pressed = request.POST.get("row")
        if pressed and not saved.conflicts:
            saved = save_moves(filing, request.user, [_pressed(pressed, saved.sheet.form)], saved.draft.shape)
    except Failure as failure:
        lost = [_lost(filing, edit) for edit in edits]
        return {"filing": filing, "error": str(failure), "lost": lost}
    for refused in saved.refused:
        messages.error(request, f"{refused.why}没有保存：{refused.mine[:LONGEST_SHOWN]}")
    return _unsaved(filing, saved.conflicts, saved.draft.shape) if saved.conflicts else None


def clock(at: datetime | None = None) -> str:
    """Give a time of day as pages say it: 10:32."""
    return timezone.localtime(at).strftime("%H:%M")


def _unsaved(filing: Filing, conflicts: list[Conflict], shape: int) -> dict[str, Any]:
    """What is to be decided, and what has no row any more."""
    to_decide = [conflict for conflict in conflicts if conflict.pointer]
    return {
        "filing": filing,
        "shape": shape,
        "conflicts": to_decide,
        "seen": json.dumps({conflict.pointer: conflict.theirs for conflict in to_decide}, ensure_ascii=False),
        "lost": [conflict for conflict in conflicts if not conflict.pointer],
    }


def _edits(request: Request, prefix: str) -> list[Edit]:
    """The cells that say something else than the page had them say."""
    try:
        seen = json.loads(request.POST.get(f"{prefix}seen", "{}"))
    except ValueError:
        seen = {}
    seen = seen if isinstance(seen, dict) else {}
    cells = {
        name.removeprefix(prefix): str(text).replace("\r\n", "\n")
        for name, text in request.POST.items()
        if name.startswith(f"{prefix}/")
    }
    return [Edit(at, old, text) for at, text in cells.items() if text != (old := str(seen.get(at, "")))]


def _lost(filing: Filing, edit: Edit) -> Conflict:
    """An edit that came to nothing, under the name of its cell where there is such a cell by now."""
    try:
        name = field_name(form_of(Draft.objects.get(filing=filing).data), edit.pointer)
    except Failure:
        name = edit.pointer
    return Conflict("", name, "", edit.new)


def _number(text: str | None) -> int:
    """A whole number; raises BadRequest."""
    if text is None or not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise BadRequest
    return int(text)


def _pressed(button: str, form: Form) -> Move:
    """The move of a button in a row: add:3, level2:3 (another level 2), level1:3, remove:3, up:3, down:3."""
    op, _, number = button.partition(":")
    row = _number(number)
    match op:
        case "add":
            return Move("add", row + 1)
        case "level2" if row < len(form.indicators):
            return Move("add", row + 1, values={"level1": form.indicators[row].level1.text or ""})
        case "level1":
            return Move("add", row + 1, values={})
        case "remove":
            return Move("remove", row)
        case "up" if row > 0:
            return Move("move", row, row - 1)
        case "down":
            return Move("move", row, row + 1)
    raise BadRequest
