"""Increases and decreases: the words for them agree with each other and with the figures, and have a base."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_flat import group_before
from jixiao.check.accounts_groups import Group
from jixiao.check.accounts_text import Paragraph, Told, number_of
from jixiao.check.relations.numbers import Printed, printed
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.knowledge.taxonomy import family, normal
from jixiao.model.accounts import Measure, Statement
from jixiao.model.interval import Interval, around
from jixiao.read.recognise.accounts.subjects import Speaking, is_filler, named
from jixiao.score.rounding import plain

AGREE = "增减额、增减率和说明的文字应当一致"
NO_BASE = "比率以不为0的数为基数"
_CLOSE = 30  # characters between a change and its rate
_AMOUNTS = ("change", "difference")
_RATES = ("growth", "difference_rate")
_ZERO, _HUNDRED, _NEARLY = Decimal(0), Decimal(100), Decimal("0.05")
_ONLY_LINK = re.compile(
    r"(?:[,，(、]|万元|元|同比|环比|[比较]上年度?|增幅|降幅|幅度|比例|率|为|约|了|增长|下降|降低|增加|减少|上升|提高)*"
)
_MINUS = re.compile(r"(?P<word>增加|增长|上升|提高|减少|下降|降低)(?:了|额|率|为)*(?P<minus>[-－—])(?=[0-9])")
_LAST_YEAR_NOTHING = re.compile(
    r"(?:上年度?|上一年度?|去年|(?P<year>20[0-9]{2})年度?)(?:同期)?(?:决算|支出|安排|实际|发生)*(?:数|额)?"
    r"(?:(?:为|是)?(?:0|零)(?![.0-9]*[1-9])(?:\.0+)?(?:万?元)?|(?:无|没有|未发生|未安排)(?P<what>[^,，。；]{0,10}?(?:支出|费用|经费|业务))?)(?=[,，。；）)])"
)
_NO_BUDGET = re.compile(
    r"年初(?:未|没有|无)(?:安排|编列|编制|列入)?(?:此项|该项)?预算|(?:未|没有)(?:安排|编制)年初预算"
)
_LEAD = 12  # characters before a figure that say what it is
_AGAINST_BUDGET = re.compile(
    r"决算数?(?P<word>大于|高于|超过|多于|小于|低于|少于)(?:了)?(?:年初|全年|调整|调整后|年度)?预算数?"
)
_MORE = ("大于", "高于", "超过", "多于")


@accounts_rule(
    "accounts.change.direction",
    sentence="增减额与增减率的方向应一致。",
    severity="error",
    basis=AGREE,
    good="减少58.49万元，降低3.71%",
    bad="增加58.49万元，降低3.71%",
    lacking="没有并列的增减额和增减率",
)
def direction(document: AccountsContext) -> Verdicts:
    """An increase of an amount beside a decrease in per cent."""
    for paragraph in document.accounts:
        for one, other in pairwise(paragraph.told):
            if not _pair(paragraph, one, other):
                continue
            if one.statement.direction == other.statement.direction:
                yield HOLDS
                continue
            first, second = (each.statement for each in (one, other))
            said = paragraph.printed[_begin(paragraph, one.start) : other.end + 1]
            yield Broken(
                f"“{said}”一增一减，互相矛盾",
                [suspect(first.label, first.value), suspect(second.label, second.value)],
                suggestion="对照上年数，改正写错的一个方向。",
            )


def _pair(paragraph: Paragraph, one: Told, other: Told) -> bool:
    """Say whether two figures are a change and its rate, both with a direction and neither 0."""
    first, second = one.statement, other.statement
    measures = (first.measure, second.measure)
    if measures not in (_AMOUNTS[:1] + _RATES[:1], _AMOUNTS[1:] + _RATES[1:]):
        return False
    if not {first.direction, second.direction} <= {"up", "down"} or not number_of(first) or not number_of(second):
        return False
    between = paragraph.text[one.end : other.start]
    if _ONLY_LINK.fullmatch(between):
        return True
    if len(between) > _CLOSE or "；" in between:
        return False
    return (
        first.concept is not None
        and (first.concept, first.item) == (second.concept, second.item)
        and "。" not in between
    )


def _begin(paragraph: Paragraph, at: int) -> int:
    return max(paragraph.text.rfind(stop, 0, at) for stop in ",。；：") + 1


@accounts_rule(
    "accounts.change.sign",
    sentence="写明增加或减少的，数字不再带负号。",
    severity="error",
    basis=AGREE,
    good="减少53.7万元",
    bad="减少-53.7万元",
    lacking="没有增减的数",
)
def sign(document: AccountsContext) -> Verdicts:
    """减少-53.7万元 says an increase; 增加-53.7万元 is only clumsy."""
    for paragraph in document.accounts:
        minus = list(_MINUS.finditer(paragraph.text)) if "-" in paragraph.text else []
        if not minus and any(told.statement.direction for told in paragraph.told):
            yield HOLDS
        for found in minus:
            told = next((each for each in paragraph.told if each.end > found.end()), None)
            end = told.end if told else found.end()
            value, down = paragraph.part(found.start(), end), found["word"] in ("减少", "下降", "降低")
            yield Broken(
                f"“{value.text}”方向与负号重复" + ("，字面上成了增加" if down else ""),
                [suspect("增减", value, (value.text or "").replace(found["minus"], "") if down else None)],
                severity="error" if down else "warning",
                suggestion="去掉负号，用“减少”“下降”表示。",
            )


@accounts_rule(
    "accounts.change.flat",
    sentence="写“持平”的，增减额、增减率应为0，完成预算应为100%。",
    severity="error",
    basis=AGREE,
    good="完成预算100%，决算数与预算数持平",
    bad="完成预算78.58%，决算数与预算数持平",
    lacking="没有写“持平”",
)
def flat(document: AccountsContext) -> Verdicts:
    """持平 beside a figure that says otherwise; 基本持平 allows a little."""
    for found in document.flats:
        group = found.group
        if group is None or found.concept != group.concept:
            continue
        against = _against_budget(group) if found.basis == "budget" else _against_last_year(group)
        if not against:
            yield HOLDS
            continue
        said = found.paragraph.part(found.start, found.end)
        yield Broken(
            f"“{group.label}”写“{said.text}”，但{against[0].label}为{against[0].value.text}{against[0].unit or ''}",
            [suspect("持平", said), *(figure(each.label, each.value) for each in against)],
            suggestion="核对是文字还是数字写错。",
        )


def _groups_before(groups: list[Group], at: int) -> list[Group]:
    """Give all figures of the sentence before a place: the words may speak of the first of them."""
    return [group for group in groups if group.start < at and "。" not in group.paragraph.text[group.start : at]]


def _against_budget(group: Group) -> list[Statement]:
    """Give the figures that say that budget and final amount differ."""
    completion, difference = group.number("completion"), group.number("difference")
    budget = group.number("initial_budget") or group.number("budget")
    if not group.number("amount") and not budget:
        completion = None  # nothing spent of nothing: 0% and 100% are both written
    if completion is not None and abs(completion - _HUNDRED) > _NEARLY:
        return _stated(group, "completion")
    return _stated(group, "difference") if difference else []


def _against_last_year(group: Group) -> list[Statement]:
    """Give the figures that say that this year and last year differ."""
    return [each for measure in ("change", "growth") if group.number(measure) for each in _stated(group, measure)]


def _stated(group: Group, measure: Measure) -> list[Statement]:
    statement = group.statement(measure)
    return [statement] if statement else []


@accounts_rule(
    "accounts.change.zero_base",
    sentence="上年数为0的，没有增长率。",
    severity="error",
    basis=NO_BASE,
    good="公务接待费0.25万元，比上年增加0.25万元，上年没有此项支出",
    bad="公务接待费0.25万元，比上年增加0.25万元，增长100%",
    lacking="没有增长率",
)
def zero_base(document: AccountsContext) -> Verdicts:
    """A rate of growth where last year's figure is 0: stated, told in words, or the change is the whole amount."""
    for group in document.groups:
        if not group.number("growth"):
            continue
        why = _zero_base(group)
        if why is None:
            yield HOLDS
            continue
        growth = group.told["growth"].statement
        yield Broken(
            f"{group.label}的上年数为0（{why}），增长率{growth.value.text}%没有意义",
            [suspect(growth.label, growth.value), *group.figures("amount", "change", "prior")],
            relation=why,
            suggestion="不写增长率，说明上年没有此项。",
        )


def _zero_base(group: Group) -> str | None:
    """Say how it is told that last year's figure is 0, None where it is not."""
    if group.number("prior") == 0:
        return "上年数写明为0"
    amount, change = _printed(group, "amount"), _printed(group, "change")
    statement = group.statement("change")
    if amount and change and amount.number > 0 and statement and statement.direction == "up":
        base = around(amount.number, amount.places) - around(change.number, change.places)
        if base.contains(_ZERO) and not _fits(group, base, around(change.number, change.places)):
            return f"{plain(amount.number)} - {plain(change.number)} = {plain(amount.number - change.number)}"
    return _told_nothing(group) if _may_be_all_new(group) else None


def _may_be_all_new(group: Group) -> bool:
    """Say whether words such as 上年无此项支出 can be of the whole: all of it is new, or 100% stands for that."""
    growth, change, amount = (group.statement(measure) for measure in ("growth", "change", "amount"))
    if growth is None or growth.direction != "up":
        return False
    if change is not None and amount is not None:
        return number_of(change) == number_of(amount)
    return number_of(growth) == _HUNDRED


def _told_nothing(group: Group) -> str | None:
    """Give the words of the sentence that say that there was nothing last year."""
    growth = group.statement("growth")
    for found in _LAST_YEAR_NOTHING.finditer(_sentence_of(group)):
        last = found["year"] is None or (growth is not None and growth.year == int(found["year"]) + 1)
        if last and _is_of(group, found["what"] or ""):
            return f"“{found.group()}”"
    return None


def _is_of(group: Group, what: str) -> bool:
    """Say whether words such as 此项支出 or 公务接待费支出 mean what a group is of, and not a part of it."""
    words = normal(what)
    if is_filler(words.removeprefix("此项").removeprefix("该项").removeprefix("相关").removeprefix("此类")):
        return True
    found = named(words, "万元", Speaking((family(group.concept or ""), "all"), None))
    return found is not None and found.concept is not None and found.concept.id == group.concept


def _fits(group: Group, base: Interval, change: Interval) -> bool:
    """Say whether the rate can be right with a base that is printed as 0 and is a little more."""
    growth = _printed(group, "growth")
    return growth is not None and (around(growth.number, growth.places).scale(Decimal("0.01")) * base).meets(change)


def _printed(group: Group, measure: Measure) -> Printed | None:
    statement = group.statement(measure)
    return printed(statement.value.text) if statement else None


def _sentence_of(group: Group) -> str:
    text = group.paragraph.text
    end = text.find("。", group.end)
    return text[text.rfind("。", 0, group.start) + 1 : end + 1 if end >= 0 else len(text)]


def _clause_of(group: Group) -> str:
    """Give the part of the sentence that speaks of a group alone: between its semicolons."""
    sentence = _sentence_of(group)
    start = group.start - (group.paragraph.text.rfind("。", 0, group.start) + 1)
    first = max(sentence.rfind(stop, 0, start) for stop in "；;") + 1
    ends = [end for stop in "；;" if (end := sentence.find(stop, start)) >= 0]
    return sentence[first : min(ends, default=len(sentence))]


@accounts_rule(
    "accounts.change.zero_budget",
    sentence="预算数为0的，没有完成预算的比率。",
    severity="error",
    basis=NO_BASE,
    good="年初预算为0万元，支出决算为307.82万元，年中追加",
    bad="年初预算为0万元，支出决算为307.82万元，完成年初预算的95.89%",
    lacking="没有同时写预算数和完成预算的比率",
)
def zero_budget(document: AccountsContext) -> Verdicts:
    """A share completed of a budget of 0."""
    for group in document.groups:
        budgets = [group.number(measure) for measure in ("initial_budget", "budget")]
        completion = group.statement("completion")
        words = _no_budget(group) if completion is not None else None
        if completion is None or (words is None and not any(budget is not None for budget in budgets)):
            continue
        if any(budgets) or (not number_of(completion) and not group.number("amount")):
            yield HOLDS
            continue
        yield Broken(
            f"{group.label}的预算数为0，完成预算{completion.value.text}%没有意义",
            [suspect(completion.label, completion.value), *group.figures("initial_budget", "budget", "amount")],
            severity="error" if number_of(completion) else "warning",
            relation=words or "除数为0",
            suggestion="不写完成预算的比率，说明年中追加等原因；如按全年预算计算，写明全年预算数。",
        )


def _no_budget(group: Group) -> str | None:
    """Give the words that say that there was no budget, where the share completed is that of the 年初预算."""
    text, at = group.paragraph.text, group.told["completion"].start
    if "年初预算" not in text[max(0, at - _LEAD) : at]:
        return None
    found = _NO_BUDGET.search(_clause_of(group))
    return f"“{found.group()}”" if found else None


@accounts_rule(
    "accounts.change.budget_words",
    sentence="“决算数大于（小于）预算数”应与数字相符。",
    severity="error",
    basis=AGREE,
    good="完成预算78.58%，决算数小于预算数的主要原因是厉行节约",
    bad="完成预算78.58%，决算数大于预算数的主要原因是厉行节约",
    lacking="没有写决算数大于或小于预算数",
)
def budget_words(document: AccountsContext) -> Verdicts:
    """决算数大于预算数 where less than the budget was spent."""
    for paragraph in document.accounts:
        words = list(_AGAINST_BUDGET.finditer(paragraph.text)) if "预算数" in paragraph.text else []
        groups = [group for group in document.groups if group.paragraph is paragraph] if words else []
        for found in words:
            group = group_before(groups, found.start())
            sign = _sign_against_budget(group) if group else None
            if group is None or sign is None:
                continue
            said_sign = 1 if found["word"] in _MORE else -1
            if said_sign in map(_sign_against_budget, _groups_before(groups, found.start())):
                yield HOLDS
                continue
            said = paragraph.part(*found.span())
            yield Broken(
                f"{group.label}写“{said.text}”，与{_told_by(group)}不符",
                [figure("文字", said), *group.figures("completion", "amount", "initial_budget", "budget")],
                severity="error" if sign else "warning",
                suggestion="核对是文字还是数字写错。",
            )


def _sign_against_budget(group: Group) -> int | None:
    """Say whether more (1), less (-1) or all (0) of the budget was spent, None where the figures do not tell."""
    amount, completion = group.number("amount"), group.number("completion")
    budget = group.number("initial_budget") or group.number("budget")
    if amount is not None and budget is not None:
        return (amount > budget) - (amount < budget)
    return None if completion is None else (completion > _HUNDRED) - (completion < _HUNDRED)


def _told_by(group: Group) -> str:
    completion = group.statement("completion")
    return f"完成预算{completion.value.text}%" if completion else "决算数、预算数"
