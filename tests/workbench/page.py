"""What a page holds that a browser would run or send: its scripts and handlers, its forms with their fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_LEADS = ("href", "src", "action", "formaction", "data", "xlink:href", "hx-get", "hx-post")
_RUN = ("javascript:", "data:text", "vbscript:")


@dataclass
class Form:
    """A form: where it goes, how, and its fields by name with the values that it would send or offers."""

    action: str
    method: str
    multipart: bool
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """A page, parsed: `forms`, and `dangers`, which must be empty: whatever in it would run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.dangers: list[str] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what would run, and the fields of forms."""
        given = {name: value or "" for name, value in attrs}
        self._judge(tag, given)
        if tag == "form":
            multipart = "multipart" in given.get("enctype", "")
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower(), multipart))
        elif self.forms:
            self._fill(self.forms[-1], tag, given)

    def _judge(self, tag: str, given: dict[str, str]) -> None:
        self.dangers += [f"<{tag} {name}>" for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        leads = [given[name].strip().lower() for name in _LEADS if name in given]
        self.dangers += [f"<{tag} {lead}>" for lead in leads if lead.startswith(_RUN)]
        local = given.get("src", "").startswith("/static/")
        if tag == "script" and not local and given.get("type") != "application/json":
            self.dangers.append(f"<script {given}>")
        foreign_image = tag == "img" and not given.get("src", "").startswith(("/", "?"))
        if tag in ("iframe", "object", "embed", "base") or foreign_image:
            self.dangers.append(f"<{tag} {given}>")

    def _fill(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self._select = name
            form.fields.setdefault(name, [])
        elif tag == "option":
            form.fields.setdefault(self._select, []).append(given.get("value", ""))
        elif name and given.get("type") == "file":
            form.files.append(name)
        elif name and tag in ("input", "textarea", "button"):
            form.fields.setdefault(name, []).append(given.get("value", ""))
