"""附件: reports typed or written from scores, the forms behind the report on the whole unit, one sentence for none."""

from __future__ import annotations

from pathlib import Path

from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.form import Form
from jixiao.model.unit_year import UnitYear
from jixiao.model.value import Value
from jixiao.write.disclosure import load_wording, write_disclosure
from jixiao.write.disclosure.forms import form_blocks
from jixiao.write.formats import written
from jixiao.write.paper import Block, Heading, Paragraph, Table
from unit_years import unit_year

REPORTS = ("部门整体支出绩效自评报告", "专项预算项目绩效评价报告")


def annexed(year: UnitYear) -> list[str]:
    """What stands in the part of annexes: texts with their style, titles of tables."""
    blocks = write_disclosure(year, load_wording("sichuan"), table_set("sichuan"), form_blocks("F-SC")).paper.blocks
    begin = next(n for n, block in enumerate(blocks) if _is_part(block, "第四部分"))
    end = next(n for n, block in enumerate(blocks) if _is_part(block, "第五部分"))
    return [shown for block in blocks[begin + 1 : end] if (shown := _shown(block))]


def _is_part(block: Block, part: str) -> bool:
    return isinstance(block, Heading) and block.text.startswith(part)


def _shown(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"{block.style} {block.text}"
    return block.text if isinstance(block, Heading) else f"table {block.name}" if isinstance(block, Table) else ""


def with_forms(texts: dict[str, str]) -> UnitYear:
    year = unit_year(3)
    year.texts |= texts
    for name in ("退耕还林补助", "森林防火"):
        form = Form("project_self_evaluation", year.year)
        form.project.name = Value(name)
        year.forms.append(form)
    return year


def test_where_there_are_none_one_sentence_says_so() -> None:
    assert annexed(unit_year(3)) == ["body 没有需要随决算公开的附件。"]


def test_the_forms_belong_to_the_report_on_the_whole() -> None:
    texts = dict.fromkeys(REPORTS, "一、概况\n（一）机构组成\n内设2个股室。")
    assert annexed(with_forms(texts)) == [
        "附件1",
        "title 2023年山南县林业局\n单位整体支出绩效自评报告",
        "first 一、概况",
        "second （一）机构组成",
        "body 内设2个股室。",
        "annex 附表",
        "title 部门预算项目支出绩效自评表",
        "table 退耕还林补助",
        "table 森林防火",
        "附件2",
        "title 2023年山南县林业局\n专项预算项目绩效评价报告",
        "first 一、概况",
        "second （一）机构组成",
        "body 内设2个股室。",
    ]


def test_the_forms_stand_alone_without_a_report() -> None:
    found = annexed(with_forms({}))
    assert found == ["附件1", "title 部门预算项目支出绩效自评表", "table 退耕还林补助", "table 森林防火"]


def test_a_project_named_in_place_of_a_report_is_evaluated() -> None:
    year = with_forms({REPORTS[1]: "森林防火"})
    made = write_disclosure(year, load_wording("sichuan"), table_set("sichuan"))
    assert any(gap.name.startswith("评分：") for gap in made.gaps)
    assert any(_shown(block) == "first 一、项目概况" for block in made.paper.blocks)


def test_scores_make_the_report_on_the_whole(tmp_path: Path) -> None:
    year = unit_year(3)
    del year.texts[REPORTS[0]]
    made = write_disclosure(year, load_wording("sichuan"), table_set("sichuan"))
    assert [gap.name for gap in made.gaps] == [REPORTS[0]]
    year.texts["评分：财务管理制度"] = "优"
    made = write_disclosure(year, load_wording("sichuan"), table_set("sichuan"))
    assert any("财务管理制度" in block.text for block in made.paper.blocks if isinstance(block, Paragraph))
    year.texts |= {gap.name: "优" if gap.name.startswith("评分：") else "按计划完成。" for gap in made.gaps}
    made = write_disclosure(year, load_wording("sichuan"), table_set("sichuan"))
    assert made.gaps == []
    assert written(made.paper, ".docx")
