"""The report page: self-contained, escaped, the form as it was read, marks and findings linked both ways."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from datetime import datetime
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from fakes import ROWS, SENTENCES, fake_check, fake_layout
from jixiao.model.form import Form
from jixiao.model.result import CheckResult
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.report.markup import LONGEST, text
from jixiao.report.page import report_page
from jixiao.report.regions import GridPart, regions

MADE = datetime(2026, 3, 1, 9, 5)
VOID = {"meta", "br", "wbr", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Collects the tags of a page and complains about tags that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def attributes(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(*results: CheckResult, failures: tuple[str, ...] = ()) -> str:
    return report_page(results, sentences=SENTENCES, made=MADE, failures=failures)


@pytest.fixture(params=[True, False], ids=["grid", "values"])
def page(request: pytest.FixtureRequest) -> str:
    return page_of(fake_check(layout=request.param))


def test_it_is_well_formed_and_every_anchor_is_unique(page: str) -> None:
    parsed = Page(page)
    assert [anchor for anchor, times in Counter(parsed.attributes("id")).items() if times > 1] == []


def test_every_link_leads_to_a_place_of_the_page(page: str) -> None:
    parsed = Page(page)
    links = parsed.attributes("href")
    assert links
    assert {link.removeprefix("#") for link in links} <= set(parsed.attributes("id"))
    assert all(link.startswith("#") for link in links)


def test_nothing_is_fetched_or_run(page: str) -> None:
    parsed = Page(page)
    assert not {tag for tag, _ in parsed.tags} & {"script", "link", "img", "iframe", "object", "form"}
    assert not parsed.attributes("src")
    assert not parsed.attributes("style")
    assert not [name for _, attributes in parsed.tags for name in attributes if name.startswith("on")]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_the_page_s_own_style_only(page: str) -> None:
    policy = next(meta["content"] or "" for meta in Page(page).of("meta") if meta.get("http-equiv"))
    style = re.search("<style>(.*)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_it_says_in_its_first_bytes_what_wrote_it(page: str) -> None:
    assert '<meta name="generator" content="jixiao">' in page[:400]


def test_what_the_document_says_is_escaped(page: str) -> None:
    assert "故障<率>" not in page
    assert "故障&lt;率&gt;" in page
    assert "&lt;b&gt;0.5%&lt;/b&gt;" in page


def test_cells_are_drawn_as_they_were_read() -> None:
    drawn = Page(page_of(fake_check()))
    cells = drawn.of("td")
    assert len(cells) == len(fake_layout().blocks[1].cells)  # type: ignore[union-attr]
    assert [cell.get("colspan") for cell in cells if "colspan" in cell] == ["5"]
    assert [cell.get("rowspan") for cell in cells if "rowspan" in cell] == ["2"]
    words = "".join(drawn.words)
    assert all(cell in words for row in ROWS for cell in row)


def test_a_wrong_cell_is_marked_by_class_sign_and_number_and_says_what_it_should_be() -> None:
    page = page_of(fake_check())
    total = re.search(r'<td class="error" id="f1d1t1r5c6">95(.*?)</td>', page)
    assert total
    assert '<a class="mark error" href="#f1d1n1" title="错误，见第 1 条">✕1</a>' in total[1]
    assert "应为 89.6" in total[1]
    assert '<td class="warning" id="f1d1t1r2c6">10' in page
    assert '<td class="info" id="f1d1t1r4c5">0.5%' in page


def test_a_finding_links_back_to_its_cell_and_shows_arithmetic_and_basis() -> None:
    page = page_of(fake_check())
    card = re.search(r'<li class="card error" id="f1d1n1">(.*?)</li>', page)
    assert card
    assert '<a href="#f1d1t1r5c6">总分</a>' in card[1]
    for shown in ("总分写成 95", "9.6 + 50 + 30 = 89.6 ≠ 95", "表中各项得分之和等于总分", "第1个表第5行第6列"):
        assert shown in card[1]


def test_only_the_suspect_is_marked_where_there_is_one() -> None:
    page = page_of(fake_check())
    assert page.count('href="#f1d1n1"') == 1


def test_findings_about_the_whole_file_follow_the_forms() -> None:
    page = page_of(fake_check())
    assert page.index("关于整个文件") > page.index("f1d1n3")
    assert 'id="f1wn4"' in page


def test_rules_that_held_and_that_could_not_run_are_listed() -> None:
    page = page_of(fake_check())
    assert "核对无误的规则（1 条）" in page
    assert "各项分值之和等于满分。（3 处）" in page
    assert "缺少数据、没有核对的规则（1 条）" in page
    assert "form.reason：表中没有“原因”一栏" in page  # a rule without a sentence is called by its id


def test_several_files_have_a_contents_list_and_failures_are_told() -> None:
    page = page_of(fake_check(), fake_check(layout=False), failures=("坏.docx：文件是空的。",))
    parsed = Page(page)
    [contents] = parsed.of("nav")
    assert contents["aria-label"] == "目录"
    assert {"#f1", "#f1d1", "#f2", "#f2d1"} <= set(parsed.attributes("href"))
    assert "坏.docx：文件是空的。" in page
    assert "共 2 个文件、2 份表；核对了 28 个数字、10 条关系。" in page


def test_a_sound_form_says_so() -> None:
    sound = fake_check()
    sound.findings.clear()
    page = page_of(sound)
    assert "✓ 没有发现问题" in page
    assert '<p class="none">没有发现问题。</p>' in page


def test_control_characters_and_endless_cells_are_kept_out() -> None:
    assert text("甲\x00\x1b乙\n丙") == "甲乙\n丙"
    long = text("长" * (LONGEST + 5))
    assert long.count("长") == LONGEST
    assert long.endswith("…（共 2005 字，此处从略）")


def two_forms_on_one_grid(*, rows: int = 3) -> tuple[list[Form], Layout]:
    cells = [Cell(str(row), row, 0) for row in range(2 * rows + 1)]
    grid = Grid(cells, 1)
    forms = [Form("project_self_evaluation") for _ in range(2)]
    for index, form in enumerate(forms):
        form.title = Value("表", (grid, cells[1 + index * rows]))
        form.conclusion = Value("完", (grid, cells[rows - 1 + index * rows]))
    return forms, Layout([grid])


def test_two_forms_of_one_sheet_share_its_rows_without_losing_any() -> None:
    forms, layout = two_forms_on_one_grid()
    [[first], [second]] = regions(forms, layout)
    assert isinstance(first, GridPart)
    assert isinstance(second, GridPart)
    assert (first.first, first.last) == (0, 3)
    assert (second.first, second.last) == (4, 6)


def test_the_note_below_a_form_is_drawn_with_it() -> None:
    result = fake_check()
    [parts] = regions(result.read.documents, result.read.layout)
    assert [type(part).__name__ for part in parts] == ["Paragraph", "GridPart", "Paragraph"]


def test_the_number_above_the_next_form_is_not_drawn_with_the_one_before() -> None:
    result = fake_check()
    result.read.layout.blocks += [Paragraph("附件3", 3), Paragraph("另一张表", 4)]
    [parts] = regions(result.read.documents, result.read.layout)
    assert [part.text for part in parts if isinstance(part, Paragraph)][1:] == ["注：自评得分满分100分。"]


def test_a_long_sheet_is_cut() -> None:
    result = fake_check()
    [grid] = result.read.layout.grids()
    grid.cells += [Cell("", row, 0) for row in range(5, 2000)]
    page = page_of(result)
    assert page.count("<tr>") < 600
    assert "（下面还有 1500 行，此处从略）" in page


def test_long_codes_may_break_and_short_numbers_may_not() -> None:
    assert text("99012324T000000000101-经费") == "99012324T00000<wbr>0000101-经费"
    assert "<wbr>" not in text("1234567.89 万元")


def test_a_note_on_a_worksheet_runs_over_the_blank_cells_beside_it() -> None:
    result = fake_check()
    [grid] = result.read.layout.grids()
    grid.sheet = "自评表"
    grid.cells.append(Cell("说明：得分为各项得分之和。", 5, 0))
    assert '<td colspan="6">说明：得分为各项得分之和。</td>' in page_of(result)
