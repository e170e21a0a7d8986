"""附件: the reports that are published with the accounts, and the self-evaluation forms of the projects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from jixiao.knowledge.texts import text_named
from jixiao.model.form import Form
from jixiao.write.disclosure.composer import Composer
from jixiao.write.disclosure.reports import evaluated_report
from jixiao.write.paper import Block, Heading, PageBreak, Paragraph, ParagraphStyle

FormBlocks = Callable[[Form], Sequence[Block]]
_FORMS = "部门预算项目支出绩效自评表"
_STYLES: dict[int, ParagraphStyle] = {2: "first", 3: "second"}
_PART = re.compile(r"[一二三四五六七八九十]{1,3}、\S{1,30}$")
_SUBPART = re.compile(r"（[一二三四五六七八九十]{1,3}）\S{1,30}$")


def annexes(composer: Composer, reports: Sequence[str], form_blocks: FormBlocks | None) -> Iterator[Block]:
    """Give the annexes with their numbers: each report, the forms drawn by `form_blocks` behind the first of them.

    Where there are none, one sentence says so, and nothing at all where no reports are wanted.
    """
    parts = list(_parts(composer, reports, list(_forms(composer, form_blocks)) if form_blocks else []))
    for number, blocks in enumerate(parts, 1):
        if number > 1:
            yield PageBreak()
        yield Heading(2, f"附件{number}")
        yield from blocks
    if reports and not parts:
        yield Paragraph(["没有需要随决算公开的附件。"])


def _parts(composer: Composer, reports: Sequence[str], forms: list[Block]) -> Iterator[list[Block]]:
    """Give what stands in each annex; the forms belong to the report on the whole unit, the first."""
    for name in reports:
        if not composer.says_none(name):
            own, forms = (forms, []) if name == reports[0] else ([], forms)
            attached = [PageBreak(), Paragraph(["附表"], "annex"), *own] if own else []
            yield [*_report(composer, name), *attached]
        elif name == reports[0] and forms:
            yield forms
            forms = []
    if forms:
        yield forms


def _report(composer: Composer, name: str) -> Iterator[Block]:
    """Give a report: written from its scores where those were typed, else as it was typed as a whole."""
    evaluated = evaluated_report(composer, name)
    title = name if composer.year.unit.whole else name.replace("部门", "单位")
    yield Paragraph([f"{composer.year.year}年{composer.year.unit.name}\n{title}"], "title")
    yield from map(_within, evaluated) if evaluated is not None else _typed(composer, name)


def _typed(composer: Composer, name: str) -> Iterator[Block]:
    """Give a report as it was typed; lines such as 一、… look like headings."""
    if not composer.has_text(name):
        known = text_named(name)
        yield Paragraph([composer.lack("text", name, known.note if known else "")])
        return
    for line in composer.year.texts[name].strip().split("\n"):
        yield from _line(line.strip())


def _within(block: Block) -> Block:
    """Give a block as it stands within an annex: its headings are none of the whole paper's contents."""
    if isinstance(block, Heading):
        return Paragraph([block.text], _STYLES.get(block.level, "third"))
    return block


def _line(text: str) -> Iterator[Block]:
    if _PART.match(text):
        yield Paragraph([text], "first")
    elif _SUBPART.match(text):
        yield Paragraph([text], "second")
    elif text:
        yield Paragraph([text])


def _forms(composer: Composer, form_blocks: FormBlocks) -> Iterator[Block]:
    forms = [form for form in composer.year.forms if form.kind == "project_self_evaluation"]
    if forms:
        yield Paragraph([_FORMS], "title")
    for form in forms:
        yield from form_blocks(form)
