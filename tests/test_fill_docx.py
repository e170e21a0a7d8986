"""Word documents filled in: the look of the cell, lines of labels, boxes, rows of fixed height, copies on new pages."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from jixiao.model.form import Form
from jixiao.read import read_source
from jixiao.read.data.forms import form_from_dict
from jixiao.read.gate import open_source
from jixiao.write.fill import Filled, fill
from wordml import p, package, r, table, tbl, tc, tr

HEADER = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
FORM = f"项目名称 _+6 | {HEADER} | 产出指标v 数量指标 _ _ _ _ _ | ^ 质量指标 _ _ _ _ _ | 总分+5 _ _"


def data(*names: str, **more: object) -> Form:
    rows = [{"level1": "产出指标", "level2": "数量指标", "name": name, "target": "3个", "actual": "3个", "weight": "10",
             "score": "10"} for name in names]  # fmt: skip
    given = {
        "year": 2024,
        "project": {"name": "道路养护"},
        "indicators": rows,
        "total": {"weight": "100", "score": "98"},
    }
    return form_from_dict(given | more)


def filled(*blocks: str, forms: tuple[Form, ...] = ()) -> Filled:
    return fill(open_source(package(*blocks), "空白表.docx"), list(forms or (data("养护里程"),)))


def xml(result: Filled) -> str:
    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        return archive.read("word/document.xml").decode()


def lines(result: Filled) -> list[str]:
    from jixiao.read import read_layout

    return [paragraph.text for paragraph in read_layout(open_source(result.data, "a.docx")).paragraphs()]


def test_a_text_has_the_font_of_the_blank_that_it_fills() -> None:
    blank = '<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:sz w:val="21"/></w:rPr></w:pPr></w:p>'
    rows = tbl(tr(tc(p("项目名称")), tc(blank, 6)), *_rows(HEADER), *_rows("产出指标 数量指标 _ _ _ _ _"))
    shown = xml(filled(p("项目支出绩效自评表"), rows))
    assert (
        '<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:sz w:val="21"/></w:rPr></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">道路养护</w:t></w:r></w:p>'
    ) in shown


def test_a_blank_without_a_font_takes_that_of_the_labels_without_their_weight() -> None:
    label = p(r("项目名称", '<w:b/><w:sz w:val="18"/>'))
    rows = tbl(tr(tc(label), tc("<w:p/>", 6)), *_rows(HEADER), *_rows("产出指标 数量指标 _ _ _ _ _"))
    shown = xml(filled(p("项目支出绩效自评表"), rows))
    assert '<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">道路养护</w:t></w:r>' in shown


def _rows(line: str) -> list[str]:
    return re.findall(r"<w:tr>.*?</w:tr>", table(line))


def test_what_stood_in_a_cell_gives_way_and_is_told() -> None:
    result = filled(p("项目支出绩效自评表"), table(FORM.replace("项目名称 _+6", "项目名称 上年项目+6")))
    assert result.told[0].notes == ["项目名称原为“上年项目”，已改为“道路养护”"]
    assert "上年项目" not in xml(result)


def test_nothing_changes_where_all_stands_there_already() -> None:
    once = filled(p("项目支出绩效自评表（2024年度）"), table(FORM)).data
    form = read_source(open_source(once, "a.docx")).forms[0]
    assert fill(open_source(once, "a.docx"), [form]).data == once


@pytest.mark.parametrize(
    ("blank", "shown"),
    [
        ("（      年度）", "（2024年度）"),
        ("（ 20   年度）", "（ 2024年度）"),
        ("(2023年度)", "(2024年度)"),
        ("（ 年度）", "（2024年度）"),
        ("______年度", "2024年度"),
    ],
)
def test_the_year_goes_into_its_blank(blank: str, shown: str) -> None:
    result = filled(p("项目支出绩效自评表"), p(blank), table(FORM))
    assert result.told[0].missing == []
    assert shown in lines(result)


def test_the_year_goes_into_a_title() -> None:
    result = filled(p("____年度项目支出绩效自评表"), table(FORM))
    assert "2024年度项目支出绩效自评表" in lines(result)


def test_values_go_behind_their_labels_in_a_line() -> None:
    line = p(r("填报单位：（盖章）"), r("          ", "<w:u/>"), r("（     年度）"))
    tail = p("填报人：        联系电话：____ 填报日期：    年  月  日")
    texts = {"填报单位": "示例局", "填报人": "王一", "联系电话": "123", "填报日期": "2024年3月1日"}
    result = filled(p("项目支出绩效自评表"), line, table(FORM), tail, forms=(data("里程", texts=texts),))
    assert result.told[0].missing == []
    assert "填报单位：（盖章）示例局    （2024年度）" in lines(result)
    assert "填报人：王一    联系电话：123 填报日期：2024年3月1日" in lines(result)
    assert '<w:r><w:rPr><w:u/></w:rPr><w:t xml:space="preserve">示例局    </w:t></w:r>' in xml(result)


def test_labels_and_values_in_one_cell() -> None:
    form = FORM.replace("项目名称 _+6", "项目名称：____+4 主管部门：+3")
    result = filled(p("自评表"), table(form), forms=(data("里程", department="示例局"),))
    assert result.told[0].missing == [] or [each.label for each in result.told[0].missing] == ["年度"]
    read = read_source(open_source(result.data, "a.docx")).forms[0]
    assert (read.project.name.text, read.department.text) == ("道路养护", "示例局")


def test_a_box_is_ticked() -> None:
    rows = FORM + " | 自评等级 □优（90分以上）□良□中+6"
    result = filled(p("项目支出绩效自评表（2024年度）"), table(rows), forms=(data("里程", texts={"自评等级": "优"}),))
    assert result.told[0].missing == []
    assert "☑优（90分以上）□良□中" in xml(result)


def test_a_box_that_is_not_offered_is_told() -> None:
    rows = FORM + " | 自评等级 □优□良+6"
    result = filled(p("项目支出绩效自评表（2024年度）"), table(rows), forms=(data("里程", texts={"自评等级": "差"}),))
    assert [(each.label, each.text) for each in result.told[0].missing] == [("自评等级", "差")]


def test_rows_are_copies_of_the_row_above_and_levels_go_on() -> None:
    result = filled(p("项目支出绩效自评表（2024年度）"), table(FORM), forms=(data("甲", "乙", "丙"),))
    assert result.told[0].missing == []
    assert xml(result).count('<w:vMerge w:val="restart"/>') == 2  # 产出指标 as before, 数量指标 over three rows now
    names = [each.name.text for each in read_source(open_source(result.data, "a.docx")).forms[0].indicators]
    assert names == ["甲", "乙", "丙"]


def test_a_new_level_stands_apart_from_the_merged_one_above() -> None:
    form = data("甲")
    form.indicators[0].level1.text, form.indicators[0].level2.text = "效益指标", "社会效益指标"
    read = read_source(
        open_source(filled(p("项目支出绩效自评表（2024年度）"), table(FORM), forms=(form,)).data, "a.docx")
    ).forms
    assert [(each.level1.text, each.level2.text, each.name.text) for each in read[0].indicators] == [
        ("效益指标", "社会效益指标", "甲")
    ]


def test_ids_stay_unique_in_copies() -> None:
    marked = table(FORM).replace("<w:tr>", '<w:tr w14:paraId="0A0B0C0D">')
    marked = marked.replace(
        "<w:p></w:p>", '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>', 1
    )
    spaces = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    from wordml import NAMESPACES

    book = package(p("项目支出绩效自评表（2024年度）"), marked, namespaces=f"{NAMESPACES} {spaces}")
    result = fill(open_source(book, "空白表.docx"), [data("甲", "乙"), data("丙")])
    shown = xml(result)
    assert shown.count("paraId") == 5
    assert shown.count("w:bookmarkStart") == 1


def test_a_fixed_height_gives_way_to_a_long_text() -> None:
    def row(cells: str) -> str:
        return _rows(cells)[0].replace("<w:trPr>", '<w:trPr><w:trHeight w:val="300" w:hRule="exact"/>')

    rows = tbl(
        *_rows("项目名称 _+6"),
        row("年度总体目标 预期目标+6"),
        row("_ _+6"),
        *_rows(HEADER),
        row("产出指标 数量指标 _ _ _ _ _"),
    )
    long = data("里程", goal={"expected": "完成县道乡道村道养护任务" * 20})
    shown = xml(filled(p("项目支出绩效自评表（2024年度）"), rows, forms=(long,)))
    assert shown.count('w:hRule="atLeast"') == 1
    assert shown.count('w:hRule="exact"') == 2


def test_further_projects_begin_on_pages_of_their_own() -> None:
    forms = tuple(data("里程", project={"name": f"项目{number}"}) for number in range(3))
    result = filled(p("项目支出绩效自评表（    年度）"), table(FORM), p("填报人："), forms=forms)
    assert [told.missing for told in result.told] == [[], [], []]
    assert xml(result).count("<w:pageBreakBefore/>") == 2
    read = read_source(open_source(result.data, "a.docx")).forms
    assert [form.project.name.text for form in read] == ["项目0", "项目1", "项目2"]
    assert lines(result).count("项目支出绩效自评表（2024年度）") == 3


def test_forms_of_a_file_are_filled_in_their_order_the_last_one_copied() -> None:
    blank = [p("项目支出绩效自评表（    年度）"), table(FORM)]
    forms = tuple(data("里程", project={"name": f"项目{number}"}) for number in range(3))
    result = filled(*blank, *blank, forms=forms)
    read = read_source(open_source(result.data, "a.docx")).forms
    assert [form.project.name.text for form in read] == ["项目0", "项目1", "项目2"]


def test_line_breaks_of_a_goal_are_kept() -> None:
    form = read_source(
        open_source(
            package(
                p("项目支出绩效自评表（2024年度）"),
                tbl(
                    *_rows("项目名称 甲+6"),
                    *_rows("年度总体目标 预期目标+6"),
                    tr(tc("<w:p/>"), tc(p("1.修路") + p("2.架桥 6 座"), 6)),
                    *_rows(HEADER),
                    *_rows("产出指标 数量指标 里程 1公里 1公里 10 10"),
                ),
            ),
            "a.docx",
        )
    ).forms[0]
    blank = table(f"项目名称 _+6 | 年度总体目标 预期目标+6 | _ _+6 | {HEADER} | 产出指标 数量指标 _ _ _ _ _")
    shown = xml(filled(p("项目支出绩效自评表（    年度）"), blank, forms=(form,)))
    assert ">1.修路</w:t><w:br/><w:t" in shown
    assert "2.架桥 6 座" in shown


def test_rows_that_were_counted_are_counted_anew() -> None:
    form = (
        "项目名称 _+7 | 序号 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
        " | 1 产出指标 数量指标 _ _ _ _ _ | 2 效益指标 社会效益指标 _ _ _ _ _ | 总分+6 _ _"
    )
    result = filled(p("项目支出绩效自评表（2024年度）"), table(form), forms=(data("甲", "乙"),))
    rows = re.findall(r"<w:tr>.*?</w:tr>", xml(result))
    assert [re.sub(r"<[^>]+>", "", row)[:2] for row in rows[2:5]] == ["1产", "2乙", "3效"]


def test_a_chance_is_ticked_below_its_word() -> None:
    form = (
        "项目名称 _+8 | 一级指标v 二级指标v 三级指标v 年度指标值v 实际完成值v 全年预计完成情况v 完成目标可能性+3"
        " | ^ ^ ^ ^ ^ ^ 确定能 有可能 完全不可能 | 产出指标 数量指标 _ _ _ _ _ _ _"
    )
    given = data("里程", kind="performance_monitoring")
    given.indicators[0].forecast.text, given.indicators[0].possibility.text = "5个", "有可能"
    given.indicators[0].weight.text = given.indicators[0].score.text = None
    given.total.weight.text = given.total.score.text = None
    result = filled(p("绩效运行监控表（2024年度）"), table(form), forms=(given,))
    assert result.told[0].missing == []
    last = re.findall(r"<w:tr>.*?</w:tr>", xml(result))[-1]
    assert [re.sub(r"<[^>]+>", "", cell) for cell in last.split("</w:tc>")[-4:-1]] == ["", "√", ""]


def test_indicators_that_stay_in_the_blank_are_told() -> None:
    form = FORM.replace("质量指标 _", "质量指标 合格率")
    told = filled(p("项目支出绩效自评表（2024年度）"), table(form)).told[0]
    assert told.notes == ["空白表上原有的“合格率”不在数据中，仍留在表上"]


def test_a_notice_that_a_form_is_annexed_to_is_not_repeated() -> None:
    notice = [p(f"第{number}条通知") for number in range(8)]
    forms = tuple(data("里程", project={"name": f"项目{number}"}) for number in range(2))
    result = filled(*notice, p("项目支出绩效自评表（    年度）"), table(FORM), p("填报人："), forms=forms)
    shown = lines(result)
    assert shown.count("第3条通知") == 1
    assert shown.count("项目支出绩效自评表（2024年度）") == shown.count("填报人：") == 2


def test_a_content_control_no_longer_shows_its_instruction() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/>'
        '<w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">    </w:t></w:r></w:sdtContent></w:sdt>'
    )
    rows = tbl(tr(tc(p("项目名称")), tc(p(control), 6)), *_rows(HEADER), *_rows("产出指标 数量指标 _ _ _ _ _"))
    shown = xml(filled(p("项目支出绩效自评表（2024年度）"), rows))
    assert "showingPlcHdr" not in shown
    run = '<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">道路养护</w:t></w:r>'
    assert f"<w:sdtContent>{run}</w:sdtContent>" in shown


def test_forms_that_stand_in_several_tables_are_copied_whole() -> None:
    head, rest = FORM.split(" | ", 1)
    forms = tuple(data("里程", project={"name": f"项目{number}"}) for number in range(2))
    result = filled(p("项目支出绩效自评表（    年度）"), table(head), p("绩效指标"), table(rest), forms=forms)
    assert [told.missing for told in result.told] == [[], []]
    read = read_source(open_source(result.data, "a.docx")).forms
    assert [(form.project.name.text, len(form.indicators)) for form in read] == [("项目0", 1), ("项目1", 1)]
