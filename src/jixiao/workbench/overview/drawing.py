"""Drawing charts (绘图): Vega-Lite to SVG on the server, kept by the hash of what was drawn."""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.settings import CONFIG
from jixiao.workbench.whole_file import written_whole

_FONT_PACKAGE = "pylopdf_fonts_zh_cn"
VERSION = "v5.20"
_SMALL = {"data": {"values": []}, "mark": "bar"}  # loads what all charts need
_MOST = 400  # drawings kept on disk
_warmed: list[Thread] = []
NO_ADDRESS = "about:blank"  # the only address that a specification may fetch from: none


def digest(chart: Chart) -> str:
    """Give the SHA-256 of what a chart is drawn from."""
    text = json.dumps([VERSION, chart.spec()], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def warm() -> None:
    """Load what draws in the background, once: the first chart is asked for a moment after its page."""
    if not _warmed:
        _warmed.append(Thread(target=_converter, daemon=True))
        _warmed[0].start()


def drawn(chart: Chart) -> str:
    """Give a chart as SVG, drawn once for the same numbers."""
    return _kept(digest(chart), json.dumps(chart.spec(), ensure_ascii=False))


@lru_cache(maxsize=64)
def _kept(name: str, spec: str) -> str:
    path = _folder() / f"{name}.svg"
    try:
        return path.read_text("utf-8")
    except OSError:
        svg = _draw(spec)
        _keep(path, svg)
        return svg


def _draw(spec: str) -> str:
    svg: str = _converter().vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[NO_ADDRESS])
    return svg


@cache
def _converter() -> Any:
    """The library with the fonts of the package: widths of Chinese words are measured with them."""
    import vl_convert

    found = find_spec(_FONT_PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        vl_convert.register_font_directory(folder)
    vl_convert.vegalite_to_svg(_SMALL, vl_version=VERSION)
    return vl_convert


def _folder() -> Path:
    return CONFIG.home / "charts"


def _keep(path: Path, svg: str) -> None:
    """Put a drawing into the folder whole or not at all; on a full disk it is drawn anew each time."""
    try:
        path.parent.mkdir(exist_ok=True)
        with written_whole(path) as file:
            file.write(svg.encode())
        _forget(path.parent)
    except OSError:
        return


def _forget(folder: Path) -> None:
    """Throw away the drawings that were made first where there are too many."""
    found = sorted(folder.glob("*.svg"), key=lambda path: path.stat().st_mtime)
    for path in found[: max(0, len(found) - _MOST)]:
        path.unlink(missing_ok=True)
