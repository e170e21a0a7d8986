"""What must not stand in a finished text: alternatives, placeholders, instructions, codes, marks, empty words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.check.accounts_context import AccountsContext, Trace
from jixiao.check.accounts_text import Paragraph, Told, number_of
from jixiao.check.rule import ACCOUNTS, HOLDS, REPORTS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.model.value import Value

FINISHED = "部门决算应当完整、真实、准确地公开，删除模板的说明和选项"
_BEFORE_FIGURE = re.compile(r"[^,，。；0-9]{0,6}[-－]?$")
_DIRECTIONS = {"up": "增加", "down": "减少"}
_FLAT = "持平"
_NO_FIGURES = ("terms", "annexes", "tables", "tables.one")  # sections in which a unit may stand without a figure
_LONG = 30  # characters of a paragraph that does not stand twice by chance
_WIDE = 30  # characters of a clause that are quoted on either side


def _traces(document: AccountsContext, kind: str) -> list[Trace]:
    return [trace for trace in document.traces if trace.found.pattern.kind == kind]


def _value(trace: Trace) -> Value:
    return trace.paragraph.part(trace.found.start, trace.found.end)


def _around(paragraph: Paragraph, start: int, end: int) -> str:
    """Give what stands around a trace, from the clause before it to the one behind."""
    first = max(paragraph.text.rfind(stop, 0, start) for stop in ",。；：") + 1
    last = min((at for stop in ",。；" if (at := paragraph.text.find(stop, end - 1)) >= 0), default=len(paragraph.text))
    cut = "…" if first < start - _WIDE else ""
    return cut + paragraph.printed[max(first, start - _WIDE) : max(end, min(last, end + _WIDE))]


def _quoted(trace: Trace) -> str:
    return _around(trace.paragraph, trace.found.start, trace.found.end)


def _each(document: AccountsContext, kind: str, suggestion: str | None = None) -> Verdicts:
    """One verdict for each trace of a kind; looked through and clean where the document has text and none."""
    found = _traces(document, kind)
    if document.paragraphs and not found:
        yield HOLDS
    for trace in found:
        pattern = trace.found.pattern
        yield Broken(
            f"文中有{pattern.name}：“{_quoted(trace)}”",
            [suspect(_quoted(trace), _value(trace))],
            severity=pattern.severity,
            suggestion=suggestion,
        )


def _together(document: AccountsContext, kind: str, sentence: str) -> Verdicts:
    """One verdict for all traces of a kind: small things that one reading mends."""
    found = _traces(document, kind)
    if found:
        shown = "、".join(dict.fromkeys(f"“{_quoted(trace)}”" for trace in found[:5]))
        more = f"等{len(found)}处" if len(found) > 5 else ""
        yield Broken(
            f"{sentence}：{shown}{more}", [suspect(_quoted(trace), _value(trace)) for trace in found], cause=kind
        )
    elif document.paragraphs:
        yield HOLDS


@accounts_rule(
    "accounts.text.alternatives",
    sentence="模板中“增加/减少”等二选一的措辞应有取舍。",
    severity="warning",
    basis=FINISHED,
    good="比上年增加70.55万元，增长21.96%",
    bad="比上年增加/减少70.55万元，增长21.96%",
    lacking="没有文字",
)
def alternatives(document: AccountsContext) -> Verdicts:
    """增加/减少 left standing; the figure beside it tells which was meant."""
    found = [trace for trace in _traces(document, "choice") if trace.paragraph.is_account]
    if document.accounts and not found:
        yield HOLDS
    for trace in found:
        following = _figure_after(trace)
        beside = "" if following is None else trace.paragraph.printed[trace.found.end : following.end]
        value = trace.paragraph.part(trace.found.start, trace.found.end + len(beside))
        figures = [suspect("措辞", value, _meant(trace, following, beside))]
        if following is not None:
            figures.append(figure(following.statement.label, following.statement.value))
        yield Broken(
            f"“{_quoted(trace)}”没有取舍，看不出是增还是减",
            figures,
            suggestion="按实际情况保留一个词；没有变化的写“与上年持平”。",
            cause=_sentence(trace),
        )


def _sentence(trace: Trace) -> str:
    """Give what tells the sentence of a trace from others: the alternatives of one sentence are one finding."""
    paragraph = trace.paragraph
    return f"choice {id(paragraph)} {paragraph.text.count('。', 0, trace.found.start)}"


def _figure_after(trace: Trace) -> Told | None:
    """Give the figure that the alternatives speak of, None where none stands right behind them."""
    end = trace.found.end
    told = next((told for told in trace.paragraph.told if told.start >= end), None)
    between = trace.paragraph.text[end : told.start] if told else "。"
    return told if told and _BEFORE_FIGURE.fullmatch(between) else None


def _meant(trace: Trace, following: Told | None, beside: str) -> str | None:
    """Give what was meant as far as the figure and the one beside it tell."""
    if following is None or "加" not in trace.text:
        return None
    if number_of(following.statement) == 0:
        return _FLAT
    near = [told.statement for told in trace.paragraph.told if abs(told.start - following.start) < 24]
    words = {_DIRECTIONS[each.direction] for each in near if each.direction in _DIRECTIONS and each.measure == "growth"}
    return words.pop() + beside if len(words) == 1 else None


@accounts_rule(
    "accounts.text.placeholder",
    sentence="文中不应留有没有填写的占位符。",
    severity="error",
    basis=FINISHED,
    good="2023年度收、支总计均为391.91万元",
    bad="2023年度收、支总计均为XX万元",
    lacking="没有文字",
    kinds=ACCOUNTS + REPORTS,
)
def placeholders(document: AccountsContext) -> Verdicts:
    """XX万元, ……万元, （单位名称）."""
    yield from _each(document, "placeholder", "填写实际的内容。")


@accounts_rule(
    "accounts.text.instruction",
    sentence="文中不应留有模板的填写说明。",
    severity="error",
    basis=FINISHED,
    good="与上年持平",
    bad="（如持平作持平表述）",
    lacking="没有文字",
    kinds=ACCOUNTS + REPORTS,
)
def instructions(document: AccountsContext) -> Verdicts:
    """Passages of the template that tell what to write; in a report a formula explains how a rate was reckoned."""
    for verdict in _each(document, "instruction", "删除填写说明。"):
        if verdict is None or document.document.kind == "final_accounts" or "公式" not in verdict.message:
            yield verdict


@accounts_rule(
    "accounts.text.spreadsheet",
    sentence="文中和表中不应有电子表格错误值和文档域代码。",
    severity="error",
    basis=FINISHED,
    good="完成预算100%",
    bad="完成预算#DIV/0!",
    lacking="没有文字",
    kinds=ACCOUNTS + REPORTS,
)
def spreadsheet_errors(document: AccountsContext) -> Verdicts:
    """#DIV/0!, PAGEREF _Toc, 错误!未定义书签 in text, contents and tables; all of one document are one finding."""
    found = [(_quoted(trace), _value(trace)) for trace in _traces(document, "spreadsheet")]
    found += document.codes_elsewhere
    if found:
        shown = "、".join(dict.fromkeys(f"“{words}”" for words, _ in found[:3]))
        figures = [suspect(words, value) for words, value in found]
        yield Broken(f"印出了错误值或域代码：{shown}", figures, suggestion="更新公式和域后重新生成。", cause="codes")
    elif document.paragraphs or document.document.tables:
        yield HOLDS


@accounts_rule(
    "accounts.text.missing",
    sentence="金额、比例和数量应当填写完整，句子应当写完。",
    severity="error",
    basis=FINISHED,
    good="共有车辆1辆，其中：其他用车1辆",
    bad="共有车辆辆，其中：其他用车1辆",
    lacking="没有文字",
)
def missing(document: AccountsContext) -> Verdicts:
    """支出决算为万元, 共有车辆辆, 主要变动原因是。"""
    found = [trace for trace in _traces(document, "missing") if trace.paragraph.kind not in _NO_FIGURES]
    if document.accounts and not found:
        yield HOLDS
    for trace in found:
        pattern = trace.found.pattern
        words = trace.paragraph.part(*_clause(trace))
        yield Broken(
            f"“{_quoted(trace)}”{pattern.name}",
            [suspect(_quoted(trace), words)],
            severity=pattern.severity,
            suggestion="补上内容；没有发生的，写明没有。",
        )


def _clause(trace: Trace) -> tuple[int, int]:
    """Give where the clause begins that a figure is missing in, and where what is found ends."""
    text = trace.paragraph.text
    return max(text.rfind(stop, 0, trace.found.start) for stop in ",。；：") + 1, trace.found.end


@accounts_rule(
    "accounts.text.hollow",
    sentence="原因和用途应当写明，不应以“无”填写；没有的，不写这一句。",
    severity="info",
    basis="收支的增减变化应当说明原因；没有变化的不必说明",
    good="因公出国（境）支出与上年持平",
    bad="因公出国（境）支出比上年增加0万元，主要原因是无。",
    lacking="没有文字",
)
def hollow(document: AccountsContext) -> Verdicts:
    """主要原因是无: a warning where a figure did change."""
    found = [trace for trace in _traces(document, "hollow") if trace.paragraph.is_account]
    if document.accounts and not found:
        yield HOLDS
    for trace, changed in ((trace, _changed(trace)) for trace in found):
        yield Broken(
            f"“{_quoted(trace)}”没有内容" + ("，而前面的数有变化，应当说明原因" if changed else ""),
            [suspect(_quoted(trace), _value(trace)), *(figure(t.statement.label, t.statement.value) for t in changed)],
            severity="warning" if changed else "info",
            suggestion="写明原因。" if changed else "没有变化的，删去这一句。",
            cause=None if changed else "hollow",
        )


def _changed(trace: Trace) -> list[Told]:
    """Give the changes told in the sentence and the one before that are not 0."""
    stop = trace.paragraph.text.rfind("。", 0, trace.found.start)
    start = trace.paragraph.text.rfind("。", 0, max(stop, 0))
    if "用于" in trace.text or "包括" in trace.text:
        return []
    near = [told for told in trace.paragraph.told if start < told.start < trace.found.start]
    return [told for told in near if told.statement.measure in ("change", "growth") and number_of(told.statement)]


@accounts_rule(
    "accounts.text.residue",
    sentence="文中不应有排版标记、图例残留和重复的标点。",
    severity="info",
    basis=FINISHED,
    good="公务用车购置支出0万元。",
    bad="**公务用车购置支出0万元。**",
    lacking="没有文字",
    kinds=ACCOUNTS + REPORTS,
)
def residue(document: AccountsContext) -> Verdicts:
    """Marks of editors and converters, doubled punctuation; all of one document are one finding."""
    yield from _together(document, "residue", "文中有排版标记或重复的标点")


@accounts_rule(
    "accounts.text.repeated",
    sentence="同一个词不应重复书写，句子应当完整。",
    severity="info",
    basis=FINISHED,
    good="母婴室、自助服务区、填单区",
    bad="母婴室、自助服务区、填单区、自助服务区",
    lacking="没有文字",
    kinds=ACCOUNTS + REPORTS,
)
def repeated(document: AccountsContext) -> Verdicts:
    """A word twice in a row or in one list, a sentence that breaks off."""
    verdicts = [*_together(document, "repeated", "文字重复或句子不完整"), *_lists(document)]
    broken = [verdict for verdict in verdicts if verdict is not None]
    yield from broken or verdicts[:1]


def _lists(document: AccountsContext) -> Iterator[Broken]:
    for paragraph in document.paragraphs:
        for twice, start in _twice(paragraph.printed):
            value = paragraph.part(start, start + len(twice))
            yield Broken(f"列举中“{twice}”出现两次", [suspect(twice, value)], cause=f"twice {twice}")


_ENUMERATION = re.compile(r"[一-龥（）()]{3,16}(?:、[一-龥（）()]{3,16}){2,}")


def _twice(text: str) -> Iterator[tuple[str, int]]:
    """Give the words that stand twice in one enumeration, and where the second stands."""
    if text.count("、") < 2:
        return
    for found in _ENUMERATION.finditer(text):
        seen: set[str] = set()
        at = found.start()
        for word in found.group().split("、"):
            if word in seen and len(word) > 3:
                yield word, at
            seen.add(word)
            at += len(word) + 1


@accounts_rule(
    "accounts.text.twice",
    sentence="同一段说明不应出现两次。",
    severity="warning",
    basis=FINISHED,
    good="（一）机关运行经费、（二）政府采购，各写一段",
    bad="（一）机关运行经费的一段，在（二）政府采购下面又印了一遍",
    lacking="没有写金额的段落",
)
def twice(document: AccountsContext) -> Verdicts:
    """A paragraph with figures that stands word for word elsewhere too."""
    seen: dict[str, Paragraph] = {}
    for paragraph in document.accounts:
        if not paragraph.told or len(paragraph.text) < _LONG:
            continue
        first = seen.setdefault(paragraph.text, paragraph)
        if first is paragraph:
            yield HOLDS
            continue
        beginning = f"{paragraph.printed[:24]}…"
        yield Broken(
            f"“{beginning}”这一段出现两次",
            [figure("第一处", first.part(0, 24)), suspect("第二处", paragraph.part(0, 24))],
            suggestion="删去重复的一段，或改为应有的内容。",
        )
