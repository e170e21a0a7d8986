"""HTML: one page that stands alone, says what its figures are, and is read back cell by cell."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.read.formats.html import read_layout
from jixiao.read.layout import Layout
from jixiao.read.source import Source
from jixiao.write.html import write_html
from jixiao.write.paper import Cell, Contents, Figure, Heading, Paper, Paragraph, Table
from papers_drawn import disclosure, random_accounts, random_form, random_table, read_back, written

VOID = {"meta", "col", "br", "hr", "wbr"}


class Tree(HTMLParser):
    """The tags of a page, each closed where it must be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@cache
def example() -> str:
    return write_html(disclosure()).decode()


def page(*blocks: Heading | Paragraph | Table | Contents) -> str:
    return write_html(Paper("页", [*blocks])).decode()


def read(html: bytes) -> Layout:
    return read_layout(Source("paper.html", html, "html"))


def test_every_tag_is_closed_and_every_id_stands_once() -> None:
    ids = [attributes["id"] for _, attributes in Tree(example()).tags if "id" in attributes]
    assert len(ids) > 10
    assert len(ids) == len(set(ids))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    tree = Tree(example())
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tree.tags}
    assert [link for link in tree.of("a") if not (link["href"] or "").startswith("#")] == []
    assert not any(name.startswith("on") or name == "style" for _, attributes in tree.tags for name in attributes)
    assert "url(" not in example() and "@import" not in example()


def test_the_policy_allows_the_one_style() -> None:
    [style] = re.findall("<style>(.*?)</style>", example(), re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    [policy] = [meta["content"] for meta in Tree(example()).of("meta") if "http-equiv" in meta]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_language_title_and_author() -> None:
    tree = Tree(example())
    assert tree.of("html") == [{"lang": "zh-CN"}]
    assert "<title>某县医疗保障局2024年度部门决算</title>" in example()
    assert {"name": "author", "content": "某县医疗保障局"} in tree.of("meta")


def test_contents_lead_to_headings_and_tables() -> None:
    [contents] = re.findall("<nav.*?</nav>", example(), re.DOTALL)
    links = re.findall('<a href="#(.*?)">(.*?)</a>', contents)
    assert [text for _, text in links] == [
        "第一部分 决算情况",
        "一、收入支出决算总体情况说明",
        "第二部分 附表",
        "支出决算明细表",
    ]
    for target, text in links:
        [found] = re.findall(rf'id="{target}".*?>(.*?)</(?:h\d|section)>', example(), re.DOTALL)
        assert text in found


def test_contents_of_levels_left_out_are_lists_all_the_same() -> None:
    levels = [2, 4, 1, 3, 3, 1, 2]
    html = page(Contents(4), *(Heading(level, f"标题{at}") for at, level in enumerate(levels)))
    assert len(re.findall("<li>", html)) == len(levels)
    Tree(html)


def test_a_figure_says_its_value_and_its_concept() -> None:
    runs = ["收入", Figure("1,176.52万元", "income.total"), "，增长", Figure("−9.30%", 'a"b')]
    tree = Tree(page(Paragraph([*runs])))
    assert tree.of("data") == [
        {"value": "1176.52", "data-concept": "income.total"},
        {"value": "-9.30", "data-concept": 'a"b'},
    ]


def test_labels_say_what_they_are_of() -> None:
    head = [(0, Cell("科目", 2, label=True)), (1, Cell("支出", columns=2, label=True))]
    under = [(1, Cell("基本", label=True)), (2, Cell("项目", label=True))]
    body = [(0, Cell("医疗", 2, label=True)), (1, Cell("1.00", tag="x")), (2, Cell("2.00"))]
    table = Table("表", "表", [1.0, 1.0, 1.0], [head, under, body, [(1, Cell("3")), (2, Cell("4"))]], 2)
    tree = Tree(page(table))
    assert [(label.get("scope"), label.get("rowspan"), label.get("colspan")) for label in tree.of("th")] == [
        ("col", "2", None),
        ("colgroup", None, "2"),
        ("col", None, None),
        ("col", None, None),
        ("rowgroup", "2", None),
    ]
    assert [value.get("data-concept") for value in tree.of("td")] == ["x", None, None, None]


def test_a_chart_has_a_name_a_description_and_its_numbers_as_a_table() -> None:
    tree = Tree(example())
    for svg in tree.of("svg"):
        assert svg["role"] == "img"
        for name in (svg["aria-labelledby"] or "").split():
            assert f'id="{name}"' in example()
    details = re.findall("<details>.*?</details>", example(), re.DOTALL)
    assert len(details) == 2
    assert re.findall('<th scope="row">(.*?)</th><td class="r">(.*?)</td>', details[0]) == [
        ("2023年", "1202.96"),
        ("2024年", "1176.52"),
    ]


def test_nothing_in_a_text_is_taken_for_markup() -> None:
    odd = "<b>&amp;\"'</p><script>alert(1)</script>\n--><![CDATA["
    table = Table(odd, odd, [1.0], [[(0, Cell(odd, tag=odd, label=True))]], notes=[odd], heading=[odd], outline=True)
    blocks = [Contents(), Heading(1, odd), Paragraph([odd, Figure(odd, odd)]), table]
    html = write_html(Paper(odd, blocks, odd)).decode()
    Tree(html)
    assert "<script" not in html and "<b>" not in html
    assert unescape(html.replace("<wbr>", "")).count("<script>alert(1)</script>") >= 12


def test_what_html_cannot_hold_is_left_out() -> None:
    assert "控制符" in page(Paragraph(["控\x00制\x08\ud800\ufffe符"]))


def test_a_long_code_may_be_broken_and_a_number_may_not() -> None:
    html = page(Table("表", "表", [1.0], [[(0, Cell("51081122T000006557674"))], [(0, Cell("12,345,678.90"))]]))
    assert "510811<wbr>22T000<wbr>006557<wbr>674" in html
    assert "12,345,678.90" in html


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 30), st.integers(2, 12))
def test_tables_are_read_back_as_they_were_written(seed: int, rows: int, columns: int) -> None:
    tables = [random_table(seed, rows, columns), random_accounts(seed, rows, columns), random_form(seed, rows)]
    tables = [table for table in tables if len(written(table)) > 1]  # one cell alone is a frame around a text
    back = read_back(read(write_html(Paper("表", [*tables]))))
    assert back == [written(table) for table in tables]


def test_a_table_too_wide_for_paper_stays_whole_and_gets_a_sheet_of_its_own() -> None:
    wide = disclosure().tables[-1]
    html = page(wide)
    assert read_back(read(html.encode())) == [written(wide)]
    assert re.search(r"@page b0\{size:\d+mm 210mm", html)
