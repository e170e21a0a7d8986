"""The report: one self-contained page for one or several files; no script, nothing fetched, everything escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from jixiao.model.result import CheckResult
from jixiao.report.file import Entry, FileSection, draw_file
from jixiao.report.markup import badges, text
from jixiao.report.outcomes import Sentences
from jixiao.report.words import counts, documents_of, documents_words

TITLE, ACCOUNTS_TITLE, BOTH_TITLE = "绩效表核对报告", "部门决算核对报告", "绩效表和部门决算核对报告"
FOOTER = """<footer>
<p>“错误”指无论怎样四舍五入都不可能成立，或者没有做到规定必须做到的；“警告”指很可能有误或需要说明；“提示”指写法上的习惯。</p>
<p>本报告由 jixiao（绩效）按公开的规则算出，供填报人复核，不代替人的判断。</p>
</footer>"""


def report_page(
    results: Sequence[CheckResult],
    *,
    sentences: Sentences,
    made: datetime,
    failures: Sequence[str] = (),
) -> str:
    """Give the report on checked files as an HTML page.

    `sentences` says what each rule demands, by its id; `failures` are the sentences about files that
    could not be read.
    """
    sections = [draw_file(number, result, sentences) for number, result in enumerate(results, 1)]
    title = _title(results)
    parts = [
        _head(title),
        "<body>",
        _header(title, made),
        "<main>",
        _summary(results, failures),
        _contents(sections),
        *(section.html for section in sections),
        "</main>",
        FOOTER,
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _title(results: Sequence[CheckResult]) -> str:
    """Give what the report is on, with the name of the file where it is one."""
    forms, accounts = any(result.read.forms for result in results), any(result.read.accounts for result in results)
    title = BOTH_TITLE if forms and accounts else ACCOUNTS_TITLE if accounts else TITLE
    return f"{title}：{results[0].read.source.name}" if len(results) == 1 else title


def _head(title: str) -> str:
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="generator" content="jixiao">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style}</style>
</head>"""


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def _header(title: str, made: datetime) -> str:
    when = f"{made.year}年{made.month}月{made.day}日 {made:%H:%M}"
    time = f'<time datetime="{made:%Y-%m-%dT%H:%M}">{when}</time>'
    return f"<header><h1>{text(title)}</h1><p>生成时间：{time}</p></header>"


def _summary(results: Sequence[CheckResult], failures: Sequence[str]) -> str:
    found = counts(finding for result in results for finding in result.findings)
    documents = documents_words(*map(sum, zip(*(documents_of(result.read) for result in results), strict=True)))
    figures = sum(result.figures for result in results)
    relations = sum(result.relations for result in results)
    problems = "".join(f'<li class="failure">{text(failure)}</li>' for failure in failures)
    return f"""<section class="summary" aria-label="摘要">
<p class="badges">{badges(found)}</p>
<p>共 {len(results)} 个文件、{documents}；核对了 {figures} 个数字、{relations} 条关系。</p>
{f"<h2>没有读成的文件</h2><ul>{problems}</ul>" if problems else ""}
</section>"""


def _contents(sections: Sequence[FileSection]) -> str:
    entries = [section.entries for section in sections]
    if sum(map(len, entries)) <= 2:  # one file with one form needs no list
        return ""
    items = "\n".join(_contents_of(file[0], file[1:]) for file in entries)
    return f'<nav class="contents" aria-label="目录"><h2>目录</h2><ul>\n{items}\n</ul></nav>'


def _contents_of(file: Entry, forms: Sequence[Entry]) -> str:
    inner = "".join(f"<li>{_entry(form)}</li>" for form in forms)
    return f"<li>{_entry(file)}{f'<ul>{inner}</ul>' if inner else ''}</li>"


def _entry(entry: Entry) -> str:
    return f'<a href="#{entry.anchor}">{text(entry.name)}</a> {entry.badges}'
