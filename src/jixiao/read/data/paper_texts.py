"""The texts (文字) that a published disclosure has, by the names of texts.toml: duties, reasons, uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.knowledge.texts import NONE
from jixiao.model.accounts import FinalAccounts, Section

_REASON = re.compile(
    r"(?P<budget>决算数[^。；，]{0,6}预算数[^。；，]{0,4}的)?(?:主要)?(?:变动|增减)?原因(?:主要)?是[：:]?(?P<text>[^。；]+)"
)
_WORK = re.compile(r"重点工作|工作完成|年度任务")
_CHANGES = {
    "totals": "收支总计变动原因",
    "fiscal": "财政拨款收支总计变动原因",
    "general.total": "一般公共预算财政拨款支出变动原因",
    "three_public.total": "“三公”经费变动原因",
    "operating_cost": "机关运行经费变动原因",
}
# What a paragraph of “三公” is about, by a word of its beginning.
_PARTS = {"出国": "因公出国（境）费", "公务用车": "公务用车购置及运行维护费", "公务接待": "公务接待费"}
_BEGINNING = 14
# Sections and what stands in them as it goes on in the sentence.
_PHRASES = (
    ("three_public.detail", "国内公务接待用途", re.compile(r"国内公务接待支出[^。]{0,24}?主要用于([^。]+)。")),
    ("three_public.detail", "国内公务接待内容", re.compile(r"国内公务接待.*?具体内容包括[：:]?([^。]+)。")),
    ("three_public.detail", "外事接待内容", re.compile(r"外事接待.*?(?:具体内容包括|主要是)[：:]?([^。]+)。")),
    ("three_public.detail", "公务用车运行用途", re.compile(r"运行维护费支出[^。]{0,24}?主要用于(.+?)所需的?公务用车")),
    ("three_public.detail", "公务用车购置用途", re.compile(r"购置公务用车[^。]{0,80}?主要用于([^。]+)。")),
    ("procurement", "政府采购用途", re.compile(r"采购[^。]*。?主要用于([^。]+)。")),
    ("performance", "绩效自评综述", re.compile(r"绩效自评综述[：:]?(.+?。)(?:绩效自评报告|$)")),
)
_LONGEST_BEFORE_REPORT = 4000
_ITEM = re.compile(
    r"（款）(?P<item>[^（）]{2,40}(?:（[^（）项]{1,8}）[^（）]{0,20})?)（项）[^；]{0,120}?原因(?:主要)?是[：:]?(?P<text>[^。；]+)"
)
_ITEM_DIGITS = 7


def paper_texts(accounts: FinalAccounts) -> dict[str, str]:
    """Give the texts that a paper as read has, by name; what is filled with 无, or too long to be one, is left out."""
    found: dict[str, str] = {}
    sections = accounts.sections
    for name, text in (*_passages(sections), *_reasons(sections), *_phrases(sections), *_of_items(accounts)):
        text = text.strip("：:，。 \n") if "原因" in name else text.strip()
        if text.strip("。") not in ("", NONE) and len(text) < _LONGEST_BEFORE_REPORT:
            found.setdefault(name, text)
    return found


def _passages(sections: list[Section]) -> Iterator[tuple[str, str]]:
    duties: list[str] = []
    work: list[str] = []
    organisation: list[str] = []
    at_work = False
    for section in sections:
        lines = [paragraph.text or "" for paragraph in section.paragraphs]
        if section.id == "duties":
            at_work = _WORK.search(section.heading.text or "") is not None
            (work if at_work else duties).extend(lines)
        elif section.id == "organisation":
            heading = [section.heading.text or ""] if section.level > 3 else []
            organisation += [*heading, *lines]
    yield "部门职责", "\n".join(duties)
    yield "重点工作完成情况", "\n".join(work)
    yield "机构设置", "\n".join(organisation)


def _reasons(sections: list[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        about = _CHANGES.get(section.id or "")
        for paragraph in section.paragraphs:
            text = paragraph.text or ""
            part = next((name for word, name in _PARTS.items() if word in text[:_BEGINNING]), None)
            for found in _REASON.finditer(text) if about or (part and section.id == "three_public.detail") else ():
                stem = (about or f"{part}变动原因").removesuffix("变动原因")
                yield f"{stem}{'预算差异' if found['budget'] else '变动'}原因", found["text"]


def _of_items(accounts: FinalAccounts) -> Iterator[tuple[str, str]]:
    """The reasons of 五（三）, by the codes that the tables of the same document, or of its data, give the 项."""
    names = {_key(row.label.text): row.code.text for table in accounts.tables for row in table.rows if row.code.text}
    for section in accounts.sections:
        for paragraph in section.paragraphs if section.id in ("general.detail", "general") else ():
            for found in _ITEM.finditer(paragraph.text or ""):
                code = names.get(_key(found["item"]))
                if code is not None and len(code) == _ITEM_DIGITS:
                    yield f"支出预算差异原因 {code}", found["text"]


def _key(name: str | None) -> str:
    return "".join((name or "").split()).replace("(", "（").replace(")", "）")


def _phrases(sections: list[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        for kind, name, pattern in _PHRASES:
            for paragraph in section.paragraphs if section.id == kind else ():
                if found := pattern.search(paragraph.text or ""):
                    yield name, found[1]
