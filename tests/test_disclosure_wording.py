"""Sets of wording: the slots of a sentence, a county's own file over a shipped set, mistakes told with their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jixiao.check.relations.mistakes import Misread
from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.failure import Failure
from jixiao.write.disclosure import load_wording, write_disclosure
from jixiao.write.disclosure.language import (
    PIECES,
    VARIABLES,
    Condition,
    Direction,
    FigureSlot,
    PieceSlot,
    Variable,
    Words,
    parse_template,
    pieces,
)
from jixiao.write.disclosure.wording import CASES
from jixiao.write.disclosure.wording_file import HEAD, NUMBERS, PARTS, names
from jixiao.write.paper import Heading, Paragraph
from unit_years import unit_year


def test_a_sentence_is_words_variables_and_figures() -> None:
    assert parse_template("{年度}年度收入总计{收入总计}万元") == (
        Variable("年度"),
        Words("年度收入总计"),
        FigureSlot("income.total", "amount"),
        Words("万元"),
    )


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("{income.total}", FigureSlot("income.total", "amount")),
        ("{“三公”经费支出.完成率}", FigureSlot("three_public", "completion")),
        ("{公务用车保有量[轿车]}", FigureSlot("three_public.vehicles.held", "amount", "轿车")),
        ("{此项.增减额}", FigureSlot(None, "change")),
        ("{增加|减少}", Direction("增加", "减少")),
        (
            "{比较 part：因公出国（境）费}",
            PieceSlot("比较", (Words("part"),), FigureSlot("three_public.abroad", "amount")),
        ),
        ("{文字 支出用途 {编码}}", PieceSlot("文字", (Words("支出用途 "), Variable("编码")))),
    ],
)
def test_slots(text: str, slot: object) -> None:
    assert parse_template(text) == (slot,)


def test_conditions_stand_within_each_other() -> None:
    [outer] = parse_template("{?列表 a|有{?文字 部门职责|话|}|无}")
    assert isinstance(outer, Condition)
    assert outer.other == (Words("无"),)
    assert [piece.kind for piece in pieces((outer,))] == ["列表", "文字"]


@pytest.mark.parametrize(
    ("text", "offset", "reason"),
    [
        ("共{收支总合}万元", 2, "是否应为"),
        ("共{收入总计万元", 1, "没有配对"),
        ("共收入总计}万元", 5, "多了一个右花括号"),
        ("{?年度|是|否}", 2, "不能作条件"),
        ("{?收入总计}", 1, "条件写作"),
        ("{增|减|平}", 1, "竖线多了"),
        ("{比较}", 4, "后面要写名称"),
    ],
)
def test_mistakes_in_a_sentence_are_told_with_their_place(text: str, offset: int, reason: str) -> None:
    with pytest.raises(Misread) as failed:
        parse_template(text)
    assert reason in failed.value.reason
    assert failed.value.offset == offset


@pytest.mark.parametrize("name", names())
def test_the_shipped_sets_load(name: str) -> None:
    wording = load_wording(name)
    assert wording.name == name
    assert len(wording.sections) > 20


def county(folder: Path, text: str) -> str:
    file = folder / "本县措辞.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def said(wording: str, heading: str) -> str:
    """What the section of a heading says of an invented unit."""
    year = unit_year(3)
    blocks = write_disclosure(year, load_wording(wording), table_set("national")).paper.blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and heading in block.text)
    return "".join(block.text for block in blocks[at + 1 : at + 3] if isinstance(block, Paragraph))


def test_a_county_says_only_what_it_says_otherwise(tmp_path: Path) -> None:
    own = county(
        tmp_path,
        'base = "sichuan"\n[section.totals]\ntext = ["本年收、支各{收支总计}万元。"]\n[numbers]\nseparator = ","\n',
    )
    assert "，" not in said(own, "一、收入支出决算总体").replace("收、支各", "")
    assert said(own, "一、收入支出决算总体").startswith("本年收、支各")
    assert said(own, "三、支出决算")[:20].split("合计")[0] == said("sichuan", "三、支出决算")[:20].split("合计")[0]


def test_a_county_adds_a_section_where_it_belongs_and_leaves_one_out(tmp_path: Path) -> None:
    own = county(
        tmp_path,
        'base = "sichuan"\n[section.training]\nafter = "three_public_detail"\nlevel = 3\nheading = "（三）培训费"\n'
        'text = ["{文字 培训说明}"]\n[section.capital]\nomit = true\n[texts]\n"培训说明" = "培训次数和人数。"\n',
    )
    wording = load_wording(own)
    order = [section.id for section in wording.sections]
    assert order[order.index("three_public_detail") + 1] == "training"
    assert "capital" not in order
    gaps = write_disclosure(unit_year(3), wording, table_set("sichuan")).gaps
    assert [(gap.name, gap.note) for gap in gaps] == [("培训说明", "培训次数和人数。")]


def test_a_folder_of_files_is_one_set(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('base = "national"\nname = "本县"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('[terms]\n"基本支出" = "指日常开支。"\n', encoding="utf-8")
    wording = load_wording(str(tmp_path))
    assert (wording.name, wording.terms["基本支出"]) == ("本县", "指日常开支。")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'base = "sichuan"\n[section.totals]\ntxet = ["a"]',
            "第3行的 section.totals.txet：没有这个键，是否应为 text。",
        ),
        ('base = "sichuan"\n[section.totals]\ntext = "a"', "第3行的 section.totals.text：应为一列文字。"),
        (
            'base = "sichuan"\n\n[section.totals]\ntext = ["甲", "收入{收入总合}万元"]',
            "第4行的 section.totals.text：第2段",
        ),
        ('base = "sichuan"\n[section.totals]\ntext = ["{比较 total}"]', "没有 compare.total，是否应为 totals。"),
        ('base = "sichuan"\n[section.totals]\ntext = ["{文字 部门职能}"]', "没有名为“部门职能”的文字"),
        ('base = "sichuan"\n[section.extra]\ntext = ["甲"]', "section.extra.heading：没有写。"),
        ('base = "sichuan"\n[section.x]\nheading = "x"\nafter = "total"', "没有“total”这一节，是否应为 totals。"),
        ('base = "sichuan"\nbudget = "prior"', "第2行的 budget：只能是 budget、initial_budget，不能是“prior”。"),
        ('base = "四川"', "没有名为“四川”的措辞"),
        ('base = "本县措辞.toml"', "成了循环。"),
        ('base = "sichuan"\nname = \n', "第2行写得不合 TOML 规则。"),
    ],
)
def test_mistakes_are_told_with_file_line_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(Failure) as failed:
        load_wording(county(tmp_path, text))
    assert message in str(failed.value)
    assert "\n" not in str(failed.value)


def test_a_set_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="可用的有：sichuan、national"):
        load_wording(str(tmp_path / "没有.toml"))


@given(st.text(alphabet="{}|?[]. ：年度收入总计此项增减a1"))
@example("{?收入总计|{?收入总计|{|}|}}")
@example("{}")
@example("{{年度}}")
def test_any_text_is_read_or_its_mistake_is_told_with_a_place(text: str) -> None:
    try:
        parse_template(text)
    except Misread as mistake:
        assert 0 <= mistake.offset <= len(text)
        assert mistake.reason


@given(st.text(st.characters(blacklist_characters="{}")))
def test_text_without_slots_stands_as_it_is(text: str) -> None:
    assert parse_template(text) == ((Words(text),) if text else ())


MANUAL = Path(__file__).resolve().parents[1] / "docs" / "manual" / "disclose.md"


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    [example] = re.findall(r"^```toml\n(.*?)^```", MANUAL.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    wording = load_wording(county(tmp_path, example))
    assert wording.label == "禾源县"
    gaps = write_disclosure(unit_year(3), wording, table_set("sichuan")).gaps
    assert {gap.name for gap in gaps} == {"培训费", "培训用途"}


def test_the_manual_names_every_slot_and_key() -> None:
    page = MANUAL.read_text(encoding="utf-8")
    told = [*(f"{{{name}}}" for name in VARIABLES), *(f"{{{piece} " for piece in PIECES)]
    keys = [*HEAD, *NUMBERS, *CASES, *(key for part in PARTS.values() for key in part)]
    missing = [name for name in told if name not in page]
    missing += [key for key in keys if f"`{key}`" not in page and f"`{key} " not in page]
    assert sorted(set(missing)) == []
