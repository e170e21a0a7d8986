"""Naming (指称): which subject a figure has, by the words before and behind it and by what the text speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.knowledge.narrative import any_word, narrative_words
from jixiao.knowledge.subjects import class_stems, economic_by_name, item_names
from jixiao.knowledge.taxonomy import Concept, normal, taxonomy
from jixiao.model.accounts import Measure
from jixiao.read.recognise.accounts.clauses import Clause
from jixiao.read.recognise.accounts.context import Context
from jixiao.read.recognise.accounts.subjects import (
    RATIO_UNITS,
    VEHICLE_UNITS,
    Speaking,
    Subject,
    as_printed,
    function_named,
    in_unit,
    is_filler,
    kind_named,
    label_in,
    named,
    once,
    path_in,
)

_DENIED = re.compile(r"[无未没不]|原因|用于")
LONGEST_CLAUSE = 120  # characters before a figure that can say what it is
_COMPARING = re.compile(r"[比较与]")
SPENT = re.compile(r"支出|执行|实际|决算|使用")
_GRADES = frozenset(narrative_words("result", "grades"))
_SAID_OF = re.compile(rf"(?:{any_word('aside', 'uses')}|{any_word('aside', 'reasons')})是?$")
_PAID_BY = re.compile(rf"{any_word('source', 'by')}[^,]*{any_word('source', 'paid')}$")
_INCLUDES = re.compile(any_word("aside", "includes"))
_USED_FOR = re.compile(rf"^(?:主要)?{any_word('aside', 'uses')}")
_KINDS = re.compile(rf"{any_word('kinds', 'words')}$")
PARTS = re.compile(r"[、和及与]")
_REST = "其他支出"
_OF_BASIC = "general.economic"
_NOT_BASIC = frozenset({"general.project", "general.expenditure", "fiscal.expenditure.project"})
_BY_NATURE = frozenset(f"expenditure.{name}" for name in ("basic", "project", "superior", "operating", "affiliated"))
_OF_BUDGETS = frozenset({"all", "fiscal", "general", "fund", "capital"})
_TOGETHER = re.compile(any_word("filler", "together"))
_LISTED_ALONE = frozenset({"overview"})  # families whose figures only their own sections state
_SENTENCE = re.compile("[。；]")
_LISTED: frozenset[Measure] = frozenset({"amount", "budget", "initial_budget", "completion"})


class Words(NamedTuple):
    """The words around a figure: its clauses since the last figure, plain and as printed, and what stands behind it."""

    clauses: list[str]
    printed: list[str]
    tail: str
    same_sentence: bool  # as the figure before


def told(words: Words, unit: str, said: Clause, context: Context) -> Subject | None:
    """Give what the words around a figure name, None where they name nothing that is known."""
    path = path_in(words.clauses[-1], words.printed[-1])
    if path is not None:
        return context.item(path)
    found = _told_after(words.tail, unit) or _graded(said.words, unit, context) or _named(words, unit, said, context)
    return found or _item(words, unit, said.words, context)


def spoken_of(words: Words, unit: str, said: Clause, context: Context) -> Subject | None:
    """Give what a figure without a name is about: what the sentence named before, the last subject, the section."""
    found = _earlier(words, unit, context) or _each(said.words, context) or _bare(said.words, context)
    found = found or _counted_in(unit, context) or context.subject or context.of_section()
    if found is None or found.concept is None:
        return found
    concept = in_unit(found.concept, unit)
    return found._replace(concept=concept) if concept else None


def _counted_in(unit: str, context: Context) -> Subject | None:
    """公务接待费支出情况说明。国内公务接待8批次，预算为1.5万元: behind a count the money is what the heading names."""
    counted = context.concept is not None and not context.concept.is_money
    return context.title if counted and unit.endswith("元") else None


def together(found: Subject | None, said: Clause, context: Context, stated: set[str | None]) -> Subject | None:
    """国内接待3批次，外事接待1批次，共接待4批次: what is counted again behind its like is counted of both.

    `stated` are the concepts that the passage has stated so far.
    """
    concept = found.concept if found else None
    if found is not None and concept is not None and _of_a_part(concept, context.concept, stated):
        return Subject(None, None, found.label)
    if found is None or concept is None or concept.is_money or not _TOGETHER.match(said.words):
        return found
    whole = taxonomy().whole_count(concept)
    if whole is None or concept.id not in stated or len(stated & taxonomy().counted_like(concept)) < 2:
        return found
    return Subject(whole, None, whole.label)


def _of_a_part(counted: Concept, current: Concept | None, stated: set[str | None]) -> bool:
    """出国团组1个、共3人，参加其他单位的团组0个、共0人: who went with the others is not who went in all."""
    above = taxonomy().concepts.get(current.parent or "") if current else None
    if current is None or above is None or current.is_money or above.is_money or counted.id == current.id:
        return False
    return counted.id in stated


def listed(words: Words, unit: str, said: Clause, context: Context) -> Subject | None:
    """Give what a figure of a section that is only listed is about: a concept of the section's own family."""
    section = context.section
    if section is None or section.reads != "listed" or section.family is None:
        return None
    found = _counted(words, unit, said, section.family)
    if found is not None:
        return found if found.concept and found.concept.family == section.family else None
    if said.measure == "change" and words.same_sentence and is_filler(said.words):
        return context.subject if context.concept is not None and unit in context.concept.units else None
    own = context.of_section()
    if own is None or said.measure not in _LISTED or not is_filler(said.words):
        return None
    if own.concept is None or in_unit(own.concept, unit) is not own.concept:
        return None
    return own if said.measure != "amount" or SPENT.search(said.words) else None


def _counted(words: Words, unit: str, said: Clause, family: str) -> Subject | None:
    """Give what is counted: by its clause, by what follows (3个下属单位), behind a list by what the list is of."""
    own = Speaking((family,), None)
    found = named(said.words, unit, own) or _told_after(words.tail, unit, family)
    if found is None and _TOGETHER.match(said.words) and is_filler(said.words):
        heads = (_INCLUDES.split(each, maxsplit=1)[0] or each for each in words.clauses[-2::-1])
        found = next((one for head in heads if (one := named(normal(head), unit, own))), None)
    return found


def use_of(spoken: Subject | None, words: Words, unit: str, said: Clause) -> Subject | None:
    """农林水（类）支出20万元。主要用于行政运行5万元、湿地保护3万元: uses of a 类 that are called by its 项."""
    name = _USED_FOR.sub("", said.words)
    if spoken is None or spoken.concept is None or not unit.endswith("元") or said.measure != "amount":
        return None
    whole = spoken.item or ""
    if whole.removesuffix("支出") not in class_stems() or name not in item_names() or "/" in whole:
        return None
    return Subject(spoken.concept, f"{whole}/{name}", words.printed[-1])


def several(first: Subject | None, words: str, unit: str, context: Context) -> list[Subject]:
    """Give what the words name one by one (收入总计、支出总计), or the two parts of 收支总计."""
    if first is not None and first.concept is not None and first.concept.pair:
        parts = [taxonomy().concepts[name] for name in first.concept.pair]
        return [Subject(part, None, part.label) for part in parts]
    found = [named(part, unit, context.speaking()) for part in PARTS.split(words)]
    return [subject for subject in found if subject is not None]


def _named(words: Words, unit: str, said: Clause, context: Context) -> Subject | None:
    found = named(said.words, unit, context.speaking())
    if found is None or found.concept is None:
        return None
    current = context.concept
    if _is_of_a_kind(said.words, found.label):
        return Subject(None, None, words.printed[-1])
    if found.item and found.concept.id == _OF_BASIC and context.whole is not None and context.whole.id in _NOT_BASIC:
        return Subject(None, None, found.label)  # 项目支出3万元，其中：商品和服务支出1万元
    among = _among_items(said.words, found.concept, context)
    if among is not None:
        return among
    concept = _of_one_budget(found.concept, said.words, context)
    if current is not None and _is_vague(found, unit, current):
        return None
    if words.same_sentence and current is not None and _leaves(current, concept):
        return Subject(None, None, found.label)
    narrower = _narrowed(words, unit, concept, context)
    if narrower is not None:
        return narrower
    item = as_printed(words.printed[-1], words.clauses[-1], found.item) if found.item else None
    return found._replace(concept=concept, item=item, label=label_in(words.printed[-1], words.clauses[-1], found.label))


def _of_one_budget(found: Concept, words: str, context: Context) -> Concept:
    """一般公共预算财政拨款本年收入9万元、年初结转和结余1万元: that budget's; without 本年 of all 财政拨款."""
    subject, own = context.subject, context.section.family if context.section else None
    if own != "fiscal" or subject is None or subject.concept is None or found.year == "flow" or "财政拨款" in words:
        return found
    budget = subject.concept.budget if "本年" in subject.label else None
    name = found.id.rsplit(".", 1)[-1]
    if budget == "general" and found.id in ("fiscal.opening", "fiscal.closing"):
        return taxonomy().concepts[f"{found.id}.general"]
    return taxonomy().concepts[f"fiscal.{name}"] if found.family == subject.concept.budget != budget else found


def _among_items(words: str, named_concept: Concept, context: Context) -> Subject | None:
    """会议费（30215）0.99万元 among the basic expenditure: an economic subject, whatever else has its name."""
    if context.section is None or context.section.items is None or named_concept.family in _OF_BUDGETS:
        return None
    found = kind_named(words, taxonomy().concepts[context.section.items])
    return found if found is not None and found.item in economic_by_name() else None


def _is_of_a_kind(words: str, name: str) -> bool:
    """其他资金项目支出, 处置车辆: what stands right before a name makes it a part, or something else."""
    return _KINDS.search(words[: words.rfind(name)]) is not None


def _narrowed(words: Words, unit: str, whole: Concept, context: Context) -> Subject | None:
    """由中小企业供应商中标的，采购金额…: a name that is only the whole's, behind a clause that says of which part."""
    if len(words.clauses) < 2 or not words.clauses[-2].endswith("的"):
        return _crossed(words, unit, whole, context)
    part = named(normal(words.clauses[-2]), unit, context.speaking())
    if part is None or part.concept is None or part.concept.parent != whole.id:
        return None
    return part


def _crossed(words: Words, unit: str, whole: Concept, context: Context) -> Subject | None:
    """授予中小企业合同金额中，货物采购2万元，工程采购1万元: what is part of a part is not all of its kind."""
    if not unit.endswith("元") or len(words.clauses) < 2:
        return None
    lead = words.clauses[-2]
    said = named(normal(lead[:-1]), unit, context.speaking()) if lead.endswith("中") else None
    current = (said.concept if said else None) or (context.concept if words.same_sentence else None)
    if current is None or not current.is_money:
        return None
    suffix = current.id.rsplit(".", 1)[-1]
    goes_on = current.parent != whole.parent and current.id.endswith(f".{suffix}") and current.id.count(".") > 1
    begins = lead.endswith("中") and current.parent == whole.parent
    found = taxonomy().concepts.get(f"{whole.id}.{suffix}") if goes_on or begins else None
    return Subject(found, None, found.label) if found and found.is_money and found is not current else None


def _is_vague(found: Subject, unit: str, current: Concept) -> bool:
    """接待人次 alone counts for what is spoken of, if that is counted so."""
    counted = unit not in RATIO_UNITS and not unit.endswith("元") and unit != ""
    return counted and is_filler(found.label) and in_unit(current, unit) is not None


def _leaves(current: Concept, found: Concept) -> bool:
    """三公经费（其中：一般公共预算支出10万元）: the budget that pays a part is not what it is a part of."""
    return current.family not in _OF_BUDGETS and found.family in _OF_BUDGETS


def _told_after(tail: str, unit: str, family: str | None = None) -> Subject | None:
    """对7个项目开展了绩效自评: what is counted is told behind the figure; `family` is the only one it may be of."""
    if unit not in ("个", "项", "家") and not unit.endswith("元"):
        return None
    for concept in taxonomy().told_after:
        if unit not in concept.units or (concept.family != family if family else concept.family in _LISTED_ALONE):
            continue
        found = concept.after.search(_SENTENCE.split(tail, maxsplit=1)[0]) if concept.after else None
        if found is not None:
            return Subject(concept, found[1] if concept.items else None, concept.label)
    return None


def _graded(words: str, unit: str, context: Context) -> Subject | None:
    """其中：优10个，良2个: projects by their grade."""
    if unit not in ("个", "项") or words.removeprefix("其中") not in _GRADES or context.family != "performance":
        return None
    concept = taxonomy().concepts["performance.rated"]
    return Subject(concept, words.removeprefix("其中"), concept.label)


def _each(words: str, context: Context) -> Subject | None:
    """收入总计…，支出总计…，各增加: both are spoken of."""
    both = taxonomy().of_pair.get(context.concept.id) if context.concept and words in ("各", "各自", "均") else None
    return Subject(both, None, both.label) if both else None


def _bare(words: str, context: Context) -> Subject | None:
    """收入 and 支出 alone are the section's own where nothing of that side is spoken of yet."""
    current = context.concept
    if current is not None and current.budget and (spent := _spent_of(current.budget, words)):
        return spent
    for word, identifier in context.section.words.items() if context.section else ():
        before, found, after = words.partition(word)
        concept = taxonomy().concepts[identifier]
        spoken = current is not None and current.side == concept.side and current.year == "flow"  # no balance
        if found and is_filler(before) and is_filler(after) and not spoken:
            return Subject(concept, None, word)
    return None


def _spent_of(budget: str, words: str) -> Subject | None:
    """一般公共预算财政拨款收入完成预算的98%；支出完成预算的97%: what is spent behind an income is of its budget."""
    before, found, after = words.partition("支出")
    concept = taxonomy().concepts[f"{budget}.expenditure"]
    return Subject(concept, None, "支出") if found and is_filler(before) and is_filler(after) else None


def _item(words: Words, unit: str, rest: str, context: Context) -> Subject | None:
    """Give an item of what the text speaks of: a function in 支出结构, a kind of vehicle among vehicles."""
    if is_filler(rest):
        return None
    if unit in VEHICLE_UNITS:
        found = _vehicle(words, unit, rest, context)
    elif not unit.endswith("元") or context.family is None:
        return None
    else:
        found = function_named(rest, context.family, items=context.lists_items) or _of_section(rest, context)
    if found is None or found.item is None or _is_by_nature(found, context):
        return None
    name = once(as_printed(words.printed[-1], words.clauses[-1], found.item))
    return Subject(found.concept, name, name)


def _is_by_nature(found: Subject, context: Context) -> bool:
    """项目支出20万元，经营支出0万元，其他支出(上缴上级支出)1万元: among kinds of spending 其他支出 is no function."""
    return found.item == _REST and context.concept is not None and context.concept.id in _BY_NATURE


def _of_section(rest: str, context: Context) -> Subject | None:
    """Give an item of those that the section lists: 办公费 among the basic expenditure."""
    listed = context.section.items if context.section else None
    return kind_named(rest, taxonomy().concepts[listed]) if listed else None


def _vehicle(words: Words, unit: str, rest: str, context: Context) -> Subject | None:
    spoken = context.subject if context.concept else _earlier(words, unit, context)
    counted = in_unit(spoken.concept, unit) if spoken and spoken.concept else None
    return kind_named(rest, counted) if counted and counted.items else None


def _earlier(words: Words, unit: str, context: Context) -> Subject | None:
    """Give what the sentence named before its last comma: …（项）：支出决算为; a subject of 政府收支分类 above all."""
    found = _path_before(words, context) or _named_before(words, unit, context)
    if found is not None:
        context.subject = found
    return found


def _path_before(words: Words, context: Context) -> Subject | None:
    pairs = zip(words.clauses[-2::-1], words.printed[-2::-1], strict=True)
    path = next((path for clause, printed in pairs if (path := path_in(clause, printed))), None)
    return context.item(path) if path is not None else None


def _named_before(words: Words, unit: str, context: Context) -> Subject | None:
    for number in range(len(words.clauses) - 2, -1, -1):
        if number and _SAID_OF.search(words.clauses[number - 1]):
            continue  # 主要用于：干部培训。年初预算为3万元
        if _PAID_BY.search(words.clauses[number]):
            continue  # 全部由一般公共预算财政拨款安排
        head = _COMPARING.split(words.clauses[number][-LONGEST_CLAUSE:], maxsplit=1)[0]
        head = _INCLUDES.split(head, maxsplit=1)[0] or head
        if not head or _DENIED.search(head):
            continue
        found = named(normal(head), unit, context.speaking()) or _item_before(head, unit, context)
        if found is not None:
            return found
    return None


def _item_before(head: str, unit: str, context: Context) -> Subject | None:
    """2210201住房公积金：年初预算100万元: a 项 by its name."""
    if context.family is None or not context.lists_items or not (unit in RATIO_UNITS or unit.endswith("元")):
        return None
    found = function_named(head, context.family, items=True)
    return found if found is not None and found.item in item_names() else None
