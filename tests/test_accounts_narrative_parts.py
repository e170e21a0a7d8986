"""Parts of the narrative of final accounts: cover, contents, captions, places, labels, reports, what is no accounts."""

from __future__ import annotations

from jixiao.model.accounts import FinalAccounts, Statement
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts
from jixiao.read.recognise.accounts.figures import figures_in
from jixiao.read.recognise.accounts.lines import passages

_TOTALS = "2023年度收、支总计均为1,200.50万元。与2022年度相比，收、支总计各增加100.5万元，增长9.14%。"
_INCOME = "本年收入合计1,100.50万元，其中：财政拨款收入1,000.50万元，占90.91%。"


def read(*lines: str) -> list[FinalAccounts]:
    """Read lines as the paragraphs of a file."""
    return recognise_accounts(Layout([Paragraph(line, number) for number, line in enumerate(lines, 1)]))


def accounts(*lines: str) -> FinalAccounts:
    """Read the one document of some lines, behind a heading and figures that make them final accounts."""
    (document,) = read("一、收入支出决算总体情况说明", _TOTALS, *lines)
    return document


def told(*lines: str) -> list[Statement]:
    """Give the statements of some lines of final accounts."""
    return accounts(*lines).statements[3:]


def test_a_cover_of_several_lines_gives_year_unit_title_and_date() -> None:
    (document,) = read(
        "2023年度", "青禾县", "水务局决算", "公开时间：2024年9月25日", "一、收入支出决算总体情况说明", _TOTALS
    )
    assert (document.year, document.year_printed.text) == (2023, "2023年度")
    assert document.unit.text == "青禾县水务局"
    assert document.title.text == "2023年度青禾县水务局决算"
    assert document.published.text == "2024年9月25日"


def test_a_title_below_the_menu_of_a_web_page_stands_for_itself() -> None:
    lines = ("首页", "政务公开", "青禾县水务局2023年度部门决算", "一、收入支出决算总体情况说明", _TOTALS)
    (document,) = read(*lines)
    assert (document.title.text, document.unit.text) == ("青禾县水务局2023年度部门决算", "青禾县水务局")


def test_without_a_cover_year_and_unit_are_those_of_the_text() -> None:
    document = accounts("十、其他重要事项", "2023年度，青禾县水务局机关运行经费支出18.7万元。")
    assert (document.year, document.unit.text, document.title.text) == (2023, "青禾县水务局", None)


def test_the_contents_begin_no_section_and_their_pages_are_no_figures() -> None:
    contents = ("目录", "一、收入支出决算总体情况说明.....6", "二、收入决算情况说明\t6", "第三部分 名词解释……16")
    (document,) = read(*contents, "一、收入支出决算总体情况说明", _TOTALS, "二、收入决算情况说明", _INCOME)
    assert [section.id for section in document.sections] == ["totals", "income"]
    assert [each.value.text for each in document.statements][:3] == ["1,200.50", "100.5", "9.14"]


def test_contents_without_pages_end_where_their_headings_come_again() -> None:
    contents = ("目录", "一、收入支出决算总体情况说明", "二、收入决算情况说明")
    (document,) = read(*contents, "一、收入支出决算总体情况说明", _TOTALS, "二、收入决算情况说明", _INCOME)
    assert [section.id for section in document.sections] == ["totals", "income"]


def test_captions_legends_labels_of_charts_and_page_numbers_are_no_statements() -> None:
    chart = ("图1：收、支决算总计变动情况图", "■ 基本支出 ■ 项目支出", "基本支出 37.82%", "1200.5 1100", "- 16 -")
    assert told(*chart) == []


def test_rows_of_a_table_that_has_lost_its_borders_are_no_statements() -> None:
    assert told("一、一般公共预算财政拨款收入 1 391.87 一、一般公共服务支出 31 0.6") == []


def test_a_running_title_does_not_cut_a_paragraph() -> None:
    title = "青禾县水务局2023年度部门决算"
    lines = (title, "2023年度支出合计90万元，其中：基本", title, "支出60万元，占66.67%；项目支出30", title, "万元。")
    assert [(each.concept, each.value.text, each.unit) for each in told("三、支出决算情况说明", *lines)] == [
        ("expenditure.current", "90", "万元"),
        ("expenditure.basic", "60", "万元"),
        ("expenditure.basic", "66.67", "%"),
        ("expenditure.project", "30", "万元"),
    ]


def test_the_place_of_a_figure_is_its_characters_in_the_source() -> None:
    line = "2023年度 公务接待费支出 0.25 万元，接待 ３ 批次。"
    money, batches = told("七、“三公”经费支出决算情况说明", line)
    assert money.value.place is not None
    assert batches.value.place is not None
    start, end = money.value.place.start, money.value.place.end
    assert start is not None
    assert line[start - 1 : end] == "0.25"
    assert (batches.value.text, batches.value.place.paragraph) == ("３", 4)


def test_the_place_in_joined_lines_is_the_line_of_the_figure() -> None:
    first = Paragraph("2023年度本年收入合计391.87万元，其中：一般公共", 0, page=6, box=(112, 100, 500, 116))
    second = Paragraph("预算财政拨款收入390.87万元，占99.74%。", 0, page=7, box=(80, 90, 400, 106))
    (passage,) = passages([first, second])
    value = passage.value(passage.text.index("390"), passage.text.index("390") + 6)
    assert value.text == "390.87"
    place = value.place
    assert place is not None
    assert (place.page, place.start, place.end, place.bbox) == (7, 9, 14, (80, 90, 400, 106))


def test_a_line_break_in_a_paragraph_ends_its_heading() -> None:
    (statement,) = told("八、政府性基金预算支出决算情况说明\n2023年度支出12万元。")
    assert (statement.concept, statement.section) == ("fund.expenditure", "fund")
    place = statement.value.place
    assert place is not None
    assert (place.paragraph, place.start, place.end) == (3, 27, 28)


def test_text_in_a_frame_is_read_as_any_text() -> None:
    cells = [Cell("二、收入决算情况说明", 0, 0), Cell("2023年度收入合计90万元。\n其中：事业收入5万元。", 1, 0)]
    blocks = [Paragraph("一、收入支出决算总体情况说明", 1), Paragraph(_TOTALS, 2), Grid(cells, 3)]
    (document,) = recognise_accounts(Layout(list(blocks)))
    found = [(each.concept, each.value.text, each.value.place) for each in document.statements[3:]]
    assert [(concept, value) for concept, value, _ in found] == [("income.current", "90"), ("income.business", "5")]
    place = found[1][2]
    assert place is not None
    assert (place.table, place.row, place.column, place.start) == (3, 2, 1, 24)


def test_labels_are_the_words_of_the_document() -> None:
    labels = [each.label for each in told("二、收入决算情况说明", _INCOME)]
    assert labels == ["本年收入合计", "财政拨款收入", "财政拨款收入占比"]
    (statement,) = told("七、“三公”经费支出", "2023年度“三公”经费财政拨款支出决算为0.25万元。")
    assert statement.label == "“三公”经费财政拨款支出决算"


def test_a_figure_that_is_not_known_is_listed_with_the_words_before_it() -> None:
    (statement,) = told("本年新建水库3座。")
    assert (statement.concept, statement.value.text, statement.unit) == (None, "3", "座")
    assert statement.label == "本年新建水库"


def test_a_number_missing_before_its_unit_is_a_statement_without_a_value() -> None:
    missing, other = told("十、国有资产占用情况", "本单位共有车辆辆，其中：其他用车1辆。")
    assert (missing.concept, missing.value.text, missing.unit) == ("assets.vehicles", None, "辆")
    assert (other.item, other.value.text) == ("其他用车", "1")


def test_last_years_amounts_are_told_from_slips_in_the_year() -> None:
    prior, amount = told("二、收入", "2022年度收入合计90万元，2023年度收入合计100万元。")
    assert (prior.measure, prior.year, amount.measure, amount.year) == ("prior", 2022, "amount", 2023)
    (slip,) = told("三、支出决算情况说明", "2022年度支出合计90万元。")
    assert (slip.measure, slip.year) == ("amount", 2022)


def test_years_dates_numbers_of_lists_documents_and_codes_are_no_figures() -> None:
    text = (
        "根据《通知》(青财〔2019〕20号)和青编发2019〔23〕号,2019年3月成立,1-12月,截至2023年12月31日,"
        "1.基本支出;2、项目支出,社会保障和就业支出(208类)养老(05款),2080505机关事业单位养老支出,"
        "2070104(图书馆),第3季度,图2,附件1;5G网络"
    )
    assert figures_in(text) == []


def test_units_are_as_printed() -> None:
    text = "4.4万余人次,160元/人,台(套)2台(套),1,234.5万元,12个百分点,3批次,-5.2%,30余人,7"
    assert [(text[each.start : each.end], each.unit) for each in figures_in(text)] == [
        ("4.4", "万人次"), ("160", "元/人"), ("2", "台(套)"), ("1,234.5", "万元"), ("12", "个百分点"), ("3", "批次"),
        ("-5.2", "%"), ("30", "人"), ("7", ""),
    ]  # fmt: skip


def test_reports_are_documents_of_their_own_with_score_and_grade() -> None:
    report = ("附件1", "青禾县水务局", "部门整体支出绩效自评报告", "一、部门概况", "略。", "二、绩效分析", "略。",
              "三、评价结论", "自评总分96.5分，评价等级为“优”。")  # fmt: skip
    main, annexed = read("一、收入支出决算总体情况说明", _TOTALS, *report, "第五部分 附表", "无。")
    assert (main.kind, annexed.kind) == ("final_accounts", "department_self_evaluation_report")
    assert (annexed.unit.text, annexed.year) == ("青禾县水务局", 2023)
    assert (annexed.score.text, annexed.grade.text) == ("96.5", "优")
    assert [section.id for section in main.sections] == ["totals", "tables"]


def test_a_report_that_is_only_mentioned_is_none() -> None:
    assert len(read("一、收入支出决算总体情况说明", _TOTALS, "绩效自评报告详见附件《2023年整体绩效自评报告》。")) == 1


def test_what_is_no_final_accounts_gives_none() -> None:
    assert read("青禾县水务局2024年部门预算", "一、收支总体情况", "2024年收支总预算1,200.50万元。") == []
    assert read("项目支出绩效自评表", "项目名称：水库维修", "全年预算数100万元，执行数90万元。") == []
    assert read() == []


def test_numbers_in_chinese_numerals_are_figures_where_a_unit_says_so() -> None:
    text = "支出合计三十五万元,占百分之九十五点五,十四五规划,二十大,三公经费,一是"
    found = [(text[each.start : each.end], each.unit) for each in figures_in(text)]
    assert found == [("三十五", "万元"), ("九十五点五", "%")]
    money, share = told("三、支出决算情况说明", "2023年度基本支出三十五万元，占百分之九十五。")
    assert (money.concept, share.concept, share.measure) == ("expenditure.basic", "expenditure.basic", "share")


def test_units_keep_their_brackets_as_printed() -> None:
    units = [each.unit for each in told("十、国有资产占用情况", "单价100万元（含）以上设备2台（套）。")]
    assert units == ["万元", "台（套）"]
