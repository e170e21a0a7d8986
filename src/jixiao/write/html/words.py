"""Words for the page: escaped, lines kept, long codes broken where a line may end."""

from __future__ import annotations

import re
from html import escape

from jixiao.write.paper import Figure, Run
from jixiao.write.wide import LONGEST_RUN

_NOT_IN_HTML = re.compile("[^\t\n -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_LONG = re.compile(rf"[!-~]{{{LONGEST_RUN + 1},}}")
_PART = re.compile(r"[!-~]{1,6}")
_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


def attribute(text: str) -> str:
    """Give a text for an attribute, or where a line is not broken."""
    return escape(_NOT_IN_HTML.sub("", text))


def words(text: str) -> str:
    """Give a text for the page."""
    if len(text) > LONGEST_RUN:
        text = _LONG.sub(lambda long: "\0".join(_PART.findall(long[0])), _NOT_IN_HTML.sub("", text))
        return "<wbr>".join(escape(part).replace("\n", "<br>") for part in text.split("\0"))
    return attribute(text).replace("\n", "<br>")


def run(run: Run) -> str:
    """Give a run of a paragraph; a figure with its value for programs and the tag of what it is."""
    return words(run) if isinstance(run, str) else _figure(run)


def _figure(figure: Figure) -> str:
    found = _NUMBER.search(figure.text)
    value = found[0].replace(",", "").replace("−", "-") if found else figure.text
    return f'<data value="{attribute(value)}" data-concept="{attribute(figure.tag)}">{words(figure.text)}</data>'
