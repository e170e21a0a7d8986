"""The relations of final accounts (勾稽关系) in the report: how each ended, by table and section, the broken ones open.

Nothing runs in the page: what unfolds are plain <details>. Cases that hold are many, up to some thousands: more than a
few of one relation are counted by column, and their equations listed behind the count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jixiao.check.relations.facts import Site, kind_of
from jixiao.check.relations.shown import Case, CaseVerdict, Shown
from jixiao.model.accounts import FinalAccounts
from jixiao.report.markup import text

_WORDS: dict[CaseVerdict, str] = {"broken": "不成立", "doubtful": "存疑", "holds": "成立"}
_FEW = 12  # cases that hold of one relation at one place that are shown with their figures
_LISTED = 40  # equations in one list
_FIGURES = 30  # figures of one case
_ELSEWHERE = "正文其他部分"


class Place(NamedTuple):
    """A table or section and the relations that have cases there."""

    name: str
    relations: list[Shown]

    @property
    def cases(self) -> list[Case]:
        """All cases of the place."""
        return [case for shown in self.relations for case in shown.cases]


def draw_relations(document: FinalAccounts, shown: Sequence[Shown]) -> str:
    """Give the section of a document's relations, empty where none was evaluated."""
    cases = [case for each in shown for case in each.cases]
    if not cases:
        return ""
    lacking = [each for each in shown if each.lacking is not None]
    places = "\n".join(map(_place, _places(document, shown)))
    return (
        f'<section class="relations"><h4>勾稽关系</h4>'
        f"<p>共核对 {len(cases)} 处：{_counts(cases)}；另有 {len(lacking)} 条关系缺少数据，没有核对。"
        "印出来的数按四舍五入前可能的区间核对，区间内有一组数能使关系成立，就算成立。</p>\n"
        f"{places}\n{_lacking(lacking)}</section>"
    )


def _places(document: FinalAccounts, shown: Iterable[Shown]) -> list[Place]:
    """Give the places with what was evaluated there: those with broken relations first, else as in the document."""
    found: dict[Site, list[Shown]] = defaultdict(list)
    for each in shown:
        here: dict[Site, list[Case]] = defaultdict(list)
        for case in each.cases:
            here[case.site].append(case)
        for site, cases in here.items():
            found[site].append(Shown(each.relation, cases, None))
    order = sorted(found, key=lambda site: (site.table is not None, site.table or 0))
    places = [Place(_name(document, site), found[site]) for site in order]
    return sorted(places, key=lambda place: not _is_open(place.cases))


def _name(document: FinalAccounts, site: Site) -> str:
    if site.table is not None:
        table = document.tables[site.table]
        kind = kind_of(table)
        return f"《{kind.name if kind else table.title.text or '表'}》"
    headings = (section.heading.text for section in document.sections if section.id == site.section)
    return next((heading for heading in headings if heading), _ELSEWHERE)


def _place(place: Place) -> str:
    relations = sorted(place.relations, key=lambda shown: not _is_open(shown.cases))
    inside = "\n".join(map(_relation, relations))
    summary = f"{text(place.name)} {_badge(place.cases)}"
    return f"<details{_open(place.cases)}><summary>{summary}</summary>\n{inside}</details>"


def _relation(shown: Shown) -> str:
    told = [case for case in shown.cases if case.verdict != "holds"]
    held = [case for case in shown.cases if case.verdict == "holds"]
    body = "".join(map(_full, told)) + ("".join(map(_full, held)) if len(held) <= _FEW else "")
    listed = _by_column(held, single=shown.relation.each == "cell") if len(held) > _FEW else ""
    basis = f'<p class="basis">依据：{text(shown.relation.basis)} <code>{text(shown.relation.id)}</code></p>'
    cases = f'<ul class="cases">{body}</ul>' if body else ""
    summary = f"{text(shown.relation.sentence)} {_badge(shown.cases)}"
    return f'<details class="relation"{_open(shown.cases)}><summary>{summary}</summary>{basis}{cases}{listed}</details>'


def _full(case: Case) -> str:
    """A case with its figures; those of one that is broken are open."""
    reserve = f"，{text(case.reserve)}" if case.reserve else ""
    word = f'<b class="verdict {case.verdict}">{_WORDS[case.verdict]}</b>'
    figures = case.figures
    rows = "".join(
        f"<tr><td>{text(each.label)}</td><td>{text(each.printed)}</td><td>{text(each.interval)}</td>"
        f"<td>{text(each.value.place.sentence() if each.value.place else '')}</td></tr>"
        for each in figures[:_FIGURES]
    )
    more = f"<tr><td>另 {len(figures) - _FIGURES} 个数</td></tr>" if len(figures) > _FIGURES else ""
    head = "<tr><th>数</th><th>印为</th><th>可能的区间</th><th>位置</th></tr>"
    table = f'<div class="scroll"><table class="facts">{head}{rows}{more}</table></div>'
    state = "" if case.verdict == "holds" else " open"
    return f"<li>{word} {text(case.words)}{reserve}<details{state}><summary>数与位置</summary>{table}</details></li>"


def _by_column(cases: list[Case], *, single: bool) -> str:
    """Count cases that hold column by column, their equations behind the count; cells alone are only counted."""
    columns: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        columns[case.column].append(case)
    return "".join(_column(name, found, single) for name, found in columns.items())


def _column(name: str, cases: list[Case], single: bool) -> str:
    title = f"{f'“{text(name)}”栏：' if name else ''}{len(cases)} 处成立"
    if single:
        return f'<p class="counted">{title}</p>'
    items = "".join(f"<li>{text(case.words)}</li>" for case in cases[:_LISTED])
    more = f"<li>另 {len(cases) - _LISTED} 处</li>" if len(cases) > _LISTED else ""
    return f'<details class="counted"><summary>{title}</summary><ul>{items}{more}</ul></details>'


def _lacking(shown: list[Shown]) -> str:
    if not shown:
        return ""
    items = "".join(
        f"<li>{text(each.relation.sentence)} <b>未核对</b>：{text(each.lacking or '')}</li>" for each in shown
    )
    return f"<details><summary>没有核对的关系（{len(shown)} 条）</summary><ul>{items}</ul></details>"


def _is_open(cases: Iterable[Case]) -> bool:
    return any(case.verdict != "holds" for case in cases)


def _open(cases: Iterable[Case]) -> str:
    return " open" if _is_open(cases) else ""


def _counts(cases: Sequence[Case]) -> str:
    numbers = [(word, sum(case.verdict == verdict for case in cases)) for verdict, word in _WORDS.items()]
    return "，".join(f"{word} {number} 处" for word, number in numbers if number)


def _badge(cases: Sequence[Case]) -> str:
    return f'<small class="{"bad" if _is_open(cases) else "good"}">{_counts(cases)}</small>'
