"""Make the pictures of the README from real output: the terminal and the report on the example forms.

    python docs/make_images.py

Needs Chromium; its name may be given in the environment variable CHROMIUM.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
EXAMPLE = "examples/01-省级一体化版式.docx"
COLUMNS = 110
QUIET = ["disable-background-networking", "disable-component-update", "disable-sync", "disable-quic", "no-first-run"]
FLAGS = ["headless", "no-sandbox", "disable-gpu", "hide-scrollbars", "force-device-scale-factor=1.25", *QUIET]


def terminal_output(command: list[str]) -> str:
    """Give what a command writes to a terminal of COLUMNS columns, with its colours."""
    main, child = pty.openpty()
    environment = os.environ | {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(command, cwd=ROOT, stdin=child, stdout=child, stderr=child, env=environment)
    os.close(child)
    chunks = []
    try:
        while chunk := os.read(main, 65536):
            chunks.append(chunk)
    except OSError:  # the terminal ends with its last writer
        pass
    process.wait()
    return b"".join(chunks).decode().replace("\r\n", "\n")


def terminal_page(command: str, output: str) -> str:
    """Give a page that looks like a terminal."""
    body = coloured(output)
    return f"""<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: #0d1117; color: #e6edf3; }}
pre {{ margin: 0; padding: 18px 22px; font: 15px/1.5 "Noto Sans Mono CJK SC", monospace; }}
.s1 {{ font-weight: bold; }} .s2 {{ color: #8b949e; }} .prompt {{ color: #7ee787; }}
.s31 {{ color: #ff7b72; }} .s33 {{ color: #e3b341; }} .s34 {{ color: #79c0ff; }}
</style><pre><span class="prompt">$ {escape(command)}</span>\n{body}</pre>"""


def coloured(output: str) -> str:
    """Give terminal output as HTML: text is escaped, a style opens a span, a reset closes all that are open."""
    html, opened = [], 0
    for piece in re.split(r"(\x1b\[[\d;]*m)", output):
        code = re.fullmatch(r"\x1b\[([\d;]*)m", piece)
        if code is None:
            html.append(escape(piece))
        elif code[1] in ("", "0"):
            html.append("</span>" * opened)
            opened = 0
        else:
            html.append(f'<span class="s{code[1]}">')
            opened += 1
    return "".join(html)


def picture(page: Path, target: Path, width: int, height: int) -> None:
    """Draw a page with Chromium."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            os.environ.get("CHROMIUM", "chromium"),
            *(f"--{flag}" for flag in FLAGS),
            f"--user-data-dir={profile}",
        ]
        command += [f"--window-size={width},{height}", f"--screenshot={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Make both pictures."""
    IMAGES.mkdir(exist_ok=True)
    jixiao = [sys.executable, "-m", "jixiao", "check", EXAMPLE]
    with tempfile.TemporaryDirectory() as folder:
        terminal, report = Path(folder, "terminal.html"), Path(folder, "report.html")
        terminal.write_text(terminal_page(f"jixiao check {EXAMPLE}", terminal_output(jixiao)), encoding="utf-8")
        subprocess.run([*jixiao, "--report", str(report)], cwd=ROOT, check=False, capture_output=True)
        picture(terminal, IMAGES / "terminal.png", 1060, 900)
        picture(report, IMAGES / "report.png", 1400, 1650)


if __name__ == "__main__":
    main()
