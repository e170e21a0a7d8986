"""Forms printed by LibreOffice: generated sheets in documents of many looks, long texts in them, over several pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from layouts import Sheet, generate
from layouts_rare import generate_rare
from word_writer import Look, docx

# Looks that make rows run over page ends, cells wrap and columns differ.
RULED = {
    "plain": Look(),
    "narrow margins": Look(size=10.5, margin=28),
    "big": Look(size=12, margin=72, centred=True),
    "landscape": Look(size=14, landscape=True, centred=True),
    "uneven": Look(size=10.5, uneven=7),
    "uneven, centred": Look(size=12, margin=40, uneven=5, centred=True),
    "repeated header": Look(size=14, repeated=1, centred=True),
    "two repeated rows": Look(size=12, repeated=2, uneven=3),
    "tiny": Look(size=7.5, landscape=True, uneven=9),
}
UNRULED = {
    "horizontal rules": Look(rules="horizontal"),
    "horizontal rules, big": Look(size=12, rules="horizontal", centred=True, uneven=4),
    "no rules": Look(rules="none"),
    "no rules, landscape": Look(rules="none", centred=True, landscape=True),
}
_LONG = {
    "完成年度任务，改善群众生产生活条件。": (
        "完成全县农村道路养护年度任务，改善沿线群众生产生活条件；目标1：养护里程达到120公里以上，其中县道40公里；"
        "目标2：维修桥梁12座、涵洞35道，消除安全隐患；目标3：带动就业不少于300人次，群众满意度达到95%以上。"
    ),
    "已按计划完成，群众满意。": (
        "截至2023年12月31日，养护里程126公里，完成年初目标的105%；维修桥梁12座、涵洞37道，全部通过验收；"
        "带动就业326人次，发放劳务报酬85.6万元，群众满意度96.3%，各项任务按计划完成。"
    ),
    "受天气影响，部分推迟": "受汛期持续强降雨影响，部分路段施工推迟至下一年度第一季度，下一步将提前谋划、加快进度。",
}


class Printed(NamedTuple):
    """A document that was printed: its look, where it is and what it says."""

    look: str
    path: Path
    truth: dict[str, Any]


def print_forms(looks: dict[str, Look], each: int, kind: str, folder: Path) -> list[Printed]:
    """Write `each` forms in every look and convert all of them to `kind` in one call of LibreOffice."""
    made = []
    for number, (name, look) in enumerate(list(looks.items()) * each):
        sheet, truth = _form(number, long=look.rules == "all")
        file = folder / f"{number:03}.docx"
        file.write_bytes(docx(sheet, look))
        made.append(Printed(name, file.with_suffix(f".{kind}"), truth))
    convert(sorted(folder.glob("*.docx")), kind, folder)
    return made


def convert(files: list[Path], kind: str, folder: Path) -> None:
    """Convert files by LibreOffice into a folder."""
    office = shutil.which("soffice")
    assert office is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def _form(seed: int, *, long: bool) -> tuple[Sheet, dict[str, Any]]:
    random = Random(seed)
    sheet, truth = generate(seed) if random.random() < 0.5 else generate_rare(seed)[:2]
    return _lengthened(sheet, truth) if long and random.random() < 0.7 else (sheet, truth)


def _lengthened(sheet: Sheet, truth: dict[str, Any]) -> tuple[Sheet, dict[str, Any]]:
    sheet.rows = [[(_LONG.get(text, text), columns, rows) for text, columns, rows in row] for row in sheet.rows]
    text = json.dumps(truth, ensure_ascii=False)
    longer: dict[str, Any] = json.loads(text, object_hook=_lengthen)
    return sheet, longer


def _lengthen(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _LONG.get(value, value) if isinstance(value, str) else value for key, value in values.items()}
