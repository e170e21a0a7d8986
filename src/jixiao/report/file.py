"""The part of the report on one file: every document with its findings beside it, and what was not understood."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.model.form import Form
from jixiao.model.place import Place
from jixiao.model.result import CheckResult
from jixiao.report.cards import draw_beside, draw_cards
from jixiao.report.grids import draw_parts
from jixiao.report.marks import Marks
from jixiao.report.markup import badges, text
from jixiao.report.outcomes import Sentences, draw_outcomes
from jixiao.report.regions import Part, regions
from jixiao.report.values import draw_values
from jixiao.report.words import accounts_name, counts, documents_of, documents_words, form_kind, form_name

UNREAD_LENGTH = 200


class Entry(NamedTuple):
    """A line of the contents list: where it leads, what it says, the badges behind it."""

    anchor: str
    name: str
    badges: str


class FileSection(NamedTuple):
    """The HTML of a file, and its entries for the contents list: the file, then its documents."""

    html: str
    entries: list[Entry]


def draw_file(number: int, result: CheckResult, sentences: Sentences) -> FileSection:
    """Give the section of the file with this number."""
    anchor = f"f{number}"
    name = result.read.source.name
    forms = [*_forms(result, anchor, sentences), *_accounts(result, anchor, sentences)]
    html = "\n".join(
        [
            f'<section class="file" id="{anchor}">',
            f"<h2>{text(name)}</h2>",
            _about(result),
            *(form_html for form_html, _ in forms),
            _of_whole_file(result, sentences, anchor),
            _unread(result),
            "</section>",
        ]
    )
    return FileSection(html, [Entry(anchor, name, badges(counts(result.findings))), *(entry for _, entry in forms)])


def _forms(result: CheckResult, anchor: str, sentences: Sentences) -> list[tuple[str, Entry]]:
    drawn = []
    first = 1
    parts = regions(result.read.forms, result.read.layout)
    for index, form in enumerate(result.read.forms):
        findings = [finding for finding in result.findings if finding.document == index]
        marks = Marks(form, findings, parts[index], first, f"{anchor}d{index + 1}")
        outcomes = draw_outcomes((o for o in result.outcomes if o.document == index), sentences)
        entry = Entry(marks.anchor, form_name(form), badges(counts(findings)))
        drawn.append((_form(form, marks, parts[index], outcomes), entry))
        first += len(findings)
    return drawn


def _accounts(result: CheckResult, anchor: str, sentences: Sentences) -> list[tuple[str, Entry]]:
    """Give the final accounts and reports of a file, which come after its forms."""
    drawn = []
    forms = len(result.read.forms)
    first = 1 + sum(finding.document is not None and finding.document < forms for finding in result.findings)
    for index, document in enumerate(result.read.accounts, forms):
        from jixiao.check.relations.shown import shown_relations
        from jixiao.report.accounts import draw_accounts  # few files have accounts
        from jixiao.report.accounts_marks import AccountsMarks
        from jixiao.report.relations import draw_relations

        findings = [finding for finding in result.findings if finding.document == index]
        marks = AccountsMarks(document, findings, first, f"{anchor}d{index + 1}")
        outcomes = draw_outcomes((o for o in result.outcomes if o.document == index), sentences)
        entry = Entry(marks.anchor, accounts_name(document), badges(counts(findings)))
        relations = draw_relations(document, shown_relations(document, result.own_relations))
        drawn.append((draw_accounts(document, marks, outcomes, relations), entry))
        first += len(findings)
    return drawn


def _form(form: Form, marks: Marks, parts: list[Part], outcomes: str) -> str:
    picture = draw_parts(parts, marks) if parts else draw_values(form, marks)
    return f"""<article class="form" id="{marks.anchor}" aria-labelledby="{marks.anchor}h">
<h3 id="{marks.anchor}h">{text(form_name(form))}<small>{text(form_kind(form))}</small></h3>
{draw_beside(picture, marks, outcomes)}
</article>"""


def _about(result: CheckResult) -> str:
    source = result.read.source
    pages = f"，{source.pages} 页" if source.pages else ""
    looked = f"核对了 {result.figures} 个数字、{result.relations} 条关系"
    if not result.read.documents:
        looked = "没有认出绩效表或部门决算"
    remarks = "".join(f'<p class="remark">{text(remark)}</p>' for remark in result.read.remarks)
    return (
        f"<p>{text(source.format)}{pages}，{documents_words(*documents_of(result.read))}；{looked}。</p>"
        f'<p class="digest">文件指纹 SHA-256：<code>{text(source.sha256)}</code></p>{remarks}'
    )


def _of_whole_file(result: CheckResult, sentences: Sentences, anchor: str) -> str:
    """Give what is said of the file as a whole, such as one form printed twice."""
    findings = [finding for finding in result.findings if finding.document is None]
    outcomes = draw_outcomes((o for o in result.outcomes if o.document is None), sentences)
    if not findings:
        return outcomes
    first = len(result.findings) - len(findings) + 1
    marks = Marks(None, findings, [], first, f"{anchor}w")
    return f'<div class="findings whole"><h3>关于整个文件</h3>{draw_cards(marks)}{outcomes}</div>'


def _unread(result: CheckResult) -> str:
    unread = result.read.unread
    if not unread:
        return ""
    items = "".join(f"<li>{text(_where(item.place))}{text(_short(item.text))}</li>" for item in unread)
    return f"<details><summary>看到了但没有读懂的内容（{len(unread)} 处）</summary><ul>{items}</ul></details>"


def _where(place: Place) -> str:
    sentence = place.sentence()
    return f"{sentence}：" if sentence else ""


def _short(raw: str) -> str:
    flat = " ".join(raw.split())
    return flat if len(flat) <= UNREAD_LENGTH else f"{flat[:UNREAD_LENGTH]}…"
