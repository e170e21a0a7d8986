"""What real disclosure tables do to a reader, each trap by itself, drawn as text (see grids.py)."""

from __future__ import annotations

from grids import layout
from jixiao.model.accounts import AccountsTable
from jixiao.model.place import Box
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts.tables import find_tables, read_tables

EXPENDITURE = "项目|<|<|<|本年支出合计|基本支出|项目支出\n科目编码|<|<|科目名称|^|^|^\n"


def read(*blocks: str) -> list[AccountsTable]:
    return read_tables(layout(*blocks))


def one(*blocks: str) -> AccountsTable:
    tables = read(*blocks)
    assert len(tables) == 1, [table.id for table in tables]
    return tables[0]


def lines(table: AccountsTable, *columns: str) -> list[tuple[str | None, ...]]:
    """Give code, label and chosen columns of every row."""
    return [(row.code.text, row.label.text, *[row.values[column].text for column in columns]) for row in table.rows]


def concepts(table: AccountsTable) -> dict[str, str | None]:
    return {f"{row.side or ''}{row.label.text}": row.concept for row in table.rows}


class TestCodes:
    def test_in_three_cells_with_blank_ones(self) -> None:
        table = one(
            "支出决算表",
            EXPENDITURE + "类|款|项|栏次|1|2|3\n^|^|^|合计|9.00|4.00|5.00\n"
            "201||||9.00|4.00|5.00\n201|06||财政事务|9.00|4.00|5.00\n201|06|01|行政运行|9.00|4.00|5.00",
        )
        assert [row.code.text for row in table.rows] == [None, "201", "20106", "2010601"]
        assert lines(table, "total", "basic", "project")[0] == (None, "合计", "9.00", "4.00", "5.00")

    def test_each_level_in_its_own_column_only(self) -> None:
        table = one(
            "支出决算表",
            EXPENDITURE
            + "类|款|项|合计|9|4|5\n201|||一般公共服务支出|9|4|5\n|06||财政事务|9|4|5\n||01|行政运行|9|4|5\n"
            "||50|事业运行|||\n208|||社会保障和就业支出|1||1\n|5||行政事业单位养老支出|1||1",
        )
        assert [row.code.text for row in table.rows][1:] == ["201", "20106", "2010601", "2010650", "208", "20805"]

    def test_whole_codes_at_every_level(self) -> None:
        table = one("支出决算表", EXPENDITURE + "类|款|项|合计|9|4|5\n201|20106|2010601|行政运行|9|4|5")
        assert table.rows[1].code.text == "2010601"

    def test_code_and_name_in_one_cell(self) -> None:
        table = one(
            "支出决算表",
            "科目编码及名称|合计|基本支出|项目支出\n合计|9|4|5\n201一般公共服务支出|9|4|5\n30207邮电费|1|1|",
        )
        assert lines(table) == [(None, "合计"), ("201", "一般公共服务支出"), ("30207", "邮电费")]


class TestHeaders:
    def test_the_line_of_the_total_is_the_last_storey(self) -> None:
        table = one(
            "政府性基金预算财政拨款收入支出决算表",
            "项目|<|<|<|年初结转和结余|本年收入|本年支出|<|<|年末结转和结余\n类|款|项|合计|1.00|7.00|合计|基本支出|项目支出|2.00\n"
            "212|||城乡社区支出|1.00|7.00|6.00||6.00|2.00",
        )
        assert list(table.columns) == ["opening", "income", "expenditure", "basic", "project", "closing"]
        assert lines(table, "opening", "income", "expenditure", "project", "closing") == [
            (None, "合计", "1.00", "7.00", None, None, "2.00"),
            ("212", "城乡社区支出", "1.00", "7.00", "6.00", "6.00", "2.00"),
        ]

    def test_groups_whose_cells_are_not_merged(self) -> None:
        table = one(
            "“三公”经费支出决算表",
            "预算数||||||决算数|||||\n合计|因公出国（境）费|公务用车购置及运行费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行费|||公务接待费\n"
            "||小计|购置费|运行费||||小计|购置费|运行费|\n3|0|2|0|2|1|2.5|0|2|0|2|0.5",
        )
        assert {column: value.text for column, value in table.rows[0].values.items()} == {
            "budget.total": "3", "budget.abroad": "0", "budget.vehicles": "2", "budget.vehicles.purchase": "0",
            "budget.vehicles.operation": "2", "budget.reception": "1", "amount.total": "2.5", "amount.abroad": "0",
            "amount.vehicles": "2", "amount.vehicles.purchase": "0", "amount.vehicles.operation": "2",
            "amount.reception": "0.5",
        }  # fmt: skip

    def test_a_header_cut_into_two_rows_of_half_cells(self) -> None:
        table = one(
            "“三公”经费支出决算表",
            "决算数|<|<|<|<|<\n合计|因公出国|公务用车购置及运行|<|<|公务接\n|（境）费|维护费|<|<|待费\n||小计|购置费|运行费|\n5|0|4|1|3|1",
        )
        values = {column: value.text for column, value in table.rows[0].values.items()}
        assert values["amount.abroad"] == "0"
        assert values["amount.vehicles"] == "4"
        assert values["amount.reception"] == "1"

    def test_justified_words_and_blank_rows(self) -> None:
        table = one(
            "收 入 决 算 表",
            "科 目 编 码|科 目 名 称|本 年 收 入|<|<\n^|^|合 计|财 政 拨 款 收 入|上级补\u3000助收入\n"
            "||||\n合  计||9.00|9.00|",
        )
        assert table.id == "income"

    def test_years_in_headers(self) -> None:
        table = one(
            "一般公共预算支出表",
            "科目编码|科目名称|2023年决算数|2024年预算数|<|<\n^|^|^|小计|基本支出|项目支出\n201|一般公共服务支出|8|9|4|5",
        )
        assert lines(table, "budget.total", "budget.basic", "budget.project") == [
            ("201", "一般公共服务支出", "9", "4", "5")
        ]

    def test_last_year_beside_this_year(self) -> None:
        table = one(
            "收入支出决算总表", "项目|2022年决算数|2023年决算数|项目|2022年决算数|2023年决算数\n总计|8|9|总计|8|9"
        )
        assert {(row.side, row.values["prior"].text, row.values["amount"].text) for row in table.rows} == {
            ("income", "8", "9"),
            ("expenditure", "8", "9"),
        }


class TestSides:
    FISCAL = (
        "收入|<|支出|<|<|<|<\n项目|决算数|项目|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款\n"
        "一、一般公共预算财政拨款|8|一、一般公共服务支出|9|8|1|\n二、政府性基金预算财政拨款|1|二、外交支出||||\n"
        "三、国有资本经营预算财政拨款||三、国防支出||||\n本年收入合计|9|本年支出合计|9|8|1|\n"
        "年初财政拨款结转和结余|3|年末财政拨款结转和结余|3|2|1|\n一、一般公共预算财政拨款|2|||||\n二、政府性基金预算财政拨款|1|||||\n"
        "三、国有资本经营预算财政拨款||||||\n总计|12|总计|12|10|2|"
    )

    def test_the_same_names_mean_balances_below_the_balance(self) -> None:
        table = one("财政拨款收入支出决算总表", self.FISCAL)
        left = [(row.label.text, row.concept) for row in table.rows if row.side == "income"]
        assert [concept for _, concept in left] == [
            "income.general", "income.fund", "income.capital", "fiscal.income.current", "fiscal.opening",
            "fiscal.opening.general", "fund.opening", "capital.opening", "fiscal.income.total",
        ]  # fmt: skip
        right = {row.label.text: row for row in table.rows if row.side == "expenditure"}
        assert right["本年支出合计"].concept == "fiscal.expenditure.current"
        assert right["二、外交支出"].concept == "fiscal.function"
        assert {name: value.text for name, value in right["总计"].values.items()} == {
            "total": "12", "general": "10", "fund": "2", "capital": None,
        }  # fmt: skip

    def test_sides_without_names_are_told_by_their_lines(self) -> None:
        table = one(
            "收入支出决算总表",
            "项目|决算数|项目|决算数\n本年支出合计|9|本年收入合计|8\n年末结转和结余|1|年初结转和结余|2\n总计|10|总计|10",
        )
        assert concepts(table)["expenditure本年支出合计"] == "expenditure.current"
        assert concepts(table)["income总计"] == "income.total"

    def test_one_side_below_the_other(self) -> None:
        table = one(
            "部门收支总表",
            "项目|预算数\n一、财政拨款收入|9\n本年收入合计|9\n收入总计|9\n一、一般公共服务支出|9\n本年支出合计|9\n支出总计|9",
        )
        assert [row.side for row in table.rows] == ["income"] * 3 + ["expenditure"] * 3
        assert list(table.columns) == ["budget"]

    def test_three_blocks(self) -> None:
        table = one(
            "收入支出决算总表",
            "收入|<|支出|<|支出|<\n项目|决算数|项目（按功能分类）|决算数|项目（按支出性质和经济分类）|决算数\n"
            "一、一般公共预算财政拨款收入|9|一、一般公共服务支出|9|一、基本支出|6\n二、上级补助收入||二、外交支出||二、项目支出|3\n"
            "本年收入合计|9|本年支出合计|9|本年支出合计|9",
        )
        assert [(row.side, row.concept) for row in table.rows if row.side == "nature"] == [
            ("nature", "expenditure.basic"),
            ("nature", "expenditure.project"),
            ("nature", "expenditure.current"),
        ]

    def test_a_total_over_blocks_that_were_not_merged(self) -> None:
        table = one(
            "一般公共预算财政拨款基本支出决算表",
            "人员经费|<|<|公用经费|<|<|<|<|<\n科目编码|科目名称|金额|科目编码|科目名称|金额|科目编码|科目名称|金额\n"
            "301|工资福利支出|6|302|商品和服务支出|2|310|资本性支出|1\n人员经费合计||6|公用经费合计|||||3",
        )
        assert [(row.side, row.concept, row.values["amount"].text) for row in table.rows if not row.code] == [
            ("personnel", "general.basic.personnel", "6"),
            ("public", "general.basic.public", "3"),
        ]

    def test_staff_costs_in_the_block_at_the_right(self) -> None:
        table = one(
            "一般公共预算财政拨款基本支出决算表",
            "科目编码|科目名称|决算数|科目编码|科目名称|决算数\n301|工资福利支出|6|302|商品和服务支出|2\n30101|基本工资|6|303|对个人和家庭的补助|1",
        )
        assert {row.code.text: row.side for row in table.rows} == {
            "301": "personnel", "30101": "personnel", "302": "public", "303": "personnel",
        }  # fmt: skip


class TestPages:
    HEAD = "支出决算表", EXPENDITURE + "类|款|项|合计|9|4|5\n201|||一般公共服务支出|4|2|2"

    def test_the_rest_has_neither_title_nor_header(self) -> None:
        table = one(*self.HEAD, "208|||社会保障和就业支出|5|2|3\n208|05||行政事业单位养老支出|5|2|3")
        assert [row.code.text for row in table.rows] == [None, "201", "208", "20805"]

    def test_the_rest_repeats_title_and_header(self) -> None:
        table = one(*self.HEAD, "支出决算表", EXPENDITURE + "类|款|项|栏次|1|2|3\n208|||社会保障和就业支出|5|2|3")
        assert [row.code.text for row in table.rows] == [None, "201", "208"]

    def test_the_header_is_repeated_inside_of_the_table(self) -> None:
        again = EXPENDITURE + "类|款|项|栏次|1|2|3\n208|||社会保障和就业支出|5|2|3"
        table = one(self.HEAD[0], f"{self.HEAD[1]}\n{again}")
        assert [row.code.text for row in table.rows] == [None, "201", "208"]

    def test_the_rest_has_other_finest_columns(self) -> None:
        def cell(text: str, row: int, column: int, columns: int, left: float, right: float, page: int) -> Cell:
            box: Box = (left, 100.0 + 20 * row, right, 120.0 + 20 * row)
            return Cell(text, row, column, 1, columns, page=page, box=box)

        heads = [
            cell(text, 0, at, 1, 100.0 * at, 100.0 * at + 100, 1)
            for at, text in enumerate(["科目编码", "科目名称", "合计", "基本支出", "项目支出"])
        ]
        figures = ["201", "一般公共服务支出", "9", "4", "5"]
        first = [cell(text, 1, at, 1, 100.0 * at, 100.0 * at + 100, 1) for at, text in enumerate(figures)]
        edges = [0, 50, 100, 200, 300, 400, 500]
        rest = ["208", "", "社会保障和就业支出", "1", "", "1"]
        second = [cell(text, 0, at, 1, edges[at], edges[at + 1], 2) for at, text in enumerate(rest)]
        blocks = [Paragraph("支出决算表", 1), Grid([*heads, *first], 1), Grid(second, 2)]
        (table,) = read_tables(Layout(list(blocks)))
        assert lines(table, "total", "basic", "project")[-1] == ("208", "社会保障和就业支出", "1", None, "1")

    def test_the_same_table_of_another_unit_is_another_table(self) -> None:
        assert [table.id for table in read(*self.HEAD, *self.HEAD)] == ["expenditure", "expenditure"]

    def test_a_wide_table_goes_on_beside(self) -> None:
        title = "一般公共预算财政拨款支出决算明细表"
        table = one(
            title,
            "科目编码|科目名称|合计|工资福利支出|<|<\n^|^|^|小计|基本工资|奖金\n201|一般公共服务支出|9|5|4|1",
            title,
            "科目编码|科目名称||商品和服务支出|<\n^|^|绩效工资|小计|办公费\n201|一般公共服务支出||4|4",
        )
        assert list(table.columns) == ["total", "301", "30101", "30103", "30107", "302", "30201"]
        assert lines(table, "total", "30103", "302") == [("201", "一般公共服务支出", "9", "1", "4")]

    def test_the_total_is_repeated_with_the_header(self) -> None:
        head = "科目编码|科目名称|合计|基本支出|项目支出\n合计|<|9|4|5\n"
        table = one("支出决算表", head + "2101101|行政单位医|4|2|2", head + "|疗|||\n221|住房保障支出|5|2|3")
        assert [row.label.text for row in table.rows] == ["合计", "行政单位医疗", "住房保障支出"]

    def test_the_page_ends_below_the_groups_of_the_header(self) -> None:
        rest = "科目编码|科目名称|金额|科目编码|科目名称|金额\n301|工资福利支出|6|302|商品和服务支出|2"
        table = one("一般公共预算财政拨款基本支出决算表", "单位：元", "人员经费|公用经费", rest)
        assert (table.id, table.unit, [row.side for row in table.rows]) == (
            "general_basic",
            "元",
            ["personnel", "public"],
        )

    def test_the_rest_begins_with_the_numbers_of_the_columns(self) -> None:
        table = one(
            "支出决算表", EXPENDITURE.strip(), "类|款|项|栏次|1|2|3\n合计|<|<|<|9|4|5\n201|||一般公共服务支出|4|2|2"
        )
        assert lines(table, "total") == [(None, "合计", "9"), ("201", "一般公共服务支出", "4")]

    def test_balances_alone_on_the_last_page(self) -> None:
        table = one(
            "收入支出决算总表",
            "收入|<|支出|<\n项目|决算数|项目|决算数\n本年收入合计|9|本年支出合计|9",
            "年初结转和结余||年末结转和结余|\n|||\n总计|9|总计|9",
        )
        assert [row.concept for row in table.rows if row.side == "income"] == [
            "income.current",
            "income.opening",
            "income.total",
        ]

    def test_a_label_cut_by_the_page_end(self) -> None:
        blocks = layout(
            "收入支出决算总表",
            "收入|<|支出|<\n项目|决算数|项目|决算数\n总计|9|十五、商业服务业等支|9\n|||\n||出|\n||十六、金融支出|",
        )
        grid = next(blocks.grids())
        grid.breaks = (4,)
        (table,) = read_tables(blocks)
        assert [row.label.text for row in table.rows if row.side == "expenditure"] == [
            "十五、商业服务业等支出",
            "十六、金融支出",
        ]


class TestTitles:
    def test_titles_that_are_parts_of_others(self) -> None:
        head = "科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|9|4|5"
        titles = {
            "支出决算表": "expenditure",
            "一般公共预算财政拨款支出决算表": "general_expenditure",
            "国有资本经营预算财政拨款支出决算表": "capital_expenditure",
            "2024年度山南县林业局一般公共预算支出情况表": "general_expenditure",
            "表五：一般公共预算财政拨款支出决算表（按功能分类）": "general_expenditure",
            "政府性基金预算支出表": "fund",
        }
        assert {title: one(title, head).id for title in titles} == titles

    def test_a_title_over_two_lines(self) -> None:
        table = one(
            "一般公共预算财政拨款", "支出决算表", "科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|9|4|5"
        )
        assert (table.id, table.title.text) == ("general_expenditure", "一般公共预算财政拨款支出决算表")

    def test_title_and_unit_inside_of_the_grid(self) -> None:
        table = one(
            "支出决算表|<|<|<|<\n编制单位：山南县林业局|<|<|<|金额单位：元\n科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|9|4|5\n"
            "注：本表反映本年度支出。|<|<|<|<"
        )
        assert (table.id, table.unit, [note.text for note in table.notes]) == (
            "expenditure",
            "元",
            ["注：本表反映本年度支出。"],
        )

    def test_two_tables_in_one_grid(self) -> None:
        drawn = "支出决算表|<|<|<|<\n科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|9|4|5\n"
        below = "科目编码|科目名称|合计|基本支出|项目支出\n223|国有资本经营预算支出|1||1"
        tables = read(f"{drawn}国有资本经营预算财政拨款支出决算表|<|<|<|<\n{below}")
        assert [(table.id, len(table.rows)) for table in tables] == [("expenditure", 1), ("capital_expenditure", 1)]

    def test_a_table_whose_title_is_lost(self) -> None:
        table = one("科目编码|科目名称|本年收入合计|财政拨款收入|上级补助收入|事业收入\n201|一般公共服务支出|9|9||")
        assert (table.id, table.title.text) == ("income", None)

    def test_everything_on_one_line(self) -> None:
        table = one(
            "公开03表 支出决算表 编制单位：山南县林业局 单位：千元",
            "科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|9|4|5",
        )
        assert (table.id, table.title.text, table.unit) == ("expenditure", "支出决算表", "千元")

    def test_the_unit_in_a_header(self) -> None:
        table = one("支出决算表", "科目编码|科目名称|合计（万元）|基本支出|项目支出\n201|一般公共服务支出|9|4|5")
        assert table.unit == "万元"

    def test_a_contents_list_is_no_title(self) -> None:
        assert read("一、收入支出决算总表", "二、收入决算表", "三、支出决算表", "项目|金额\n公用经费|3") == []


class TestNotes:
    EMPTY = "科目编码|科目名称|年初结转和结余|本年收入|本年支出|年末结转和结余\n合计|<||||\n|||||\n|||||"

    def test_an_empty_table_has_no_rows_and_its_note(self) -> None:
        note = "本单位2024年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出。"
        table = one("政府性基金预算财政拨款收入支出决算表", "单位：万元", self.EMPTY, note)
        assert (table.id, table.rows, [line.text for line in table.notes]) == ("fund", [], [note])

    def test_notes_over_several_lines_and_what_follows(self) -> None:
        found = find_tables(
            layout(
                "支出决算表",
                "科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|9|4|5",
                "注：1.本表反映部门本年度各项支出情况，包括基本支出、",
                "项目支出。",
                "2.本表以万元为单位。",
                "第三部分 2024年度部门决算情况说明",
            )
        )
        assert [note.text for note in found.tables[0].notes] == [
            "注：1.本表反映部门本年度各项支出情况，包括基本支出、",
            "项目支出。",
            "2.本表以万元为单位。",
        ]
        assert len(found.used) == 5

    def test_noughts_are_figures(self) -> None:
        table = one(
            "政府性基金预算财政拨款收入支出决算表", self.EMPTY.replace("合计|<||||", "合计|<|0.00|0.00|0.00|0.00")
        )
        assert lines(table, "opening", "closing") == [(None, "合计", "0.00", "0.00")]


class TestOthers:
    def test_three_public_line_by_line(self) -> None:
        table = one(
            "“三公”经费、机关运行经费情况表",
            "项目|行次|年初预算数|全年预算数|决算数\n栏次||1|2|3\n一、“三公”经费支出|1|||\n（一）支出合计|2|5|5|4\n1.因公出国（境）费|3|0|0|0\n"
            "2.公务用车购置及运行维护费|4|4|4|3\n（1）公务用车购置费|5|||\n（2）公务用车运行维护费|6|4|4|3\n3.公务接待费|7|1|1|1\n（1）国内接待费|8|1|1|1\n"
            "（二）相关统计数|9|—|—|—\n1.因公出国（境）团组数（个）|10|—|—|0\n4.公务用车保有量（辆）|11|—|—|2\n二、机关运行经费|12|30|30|28",
        )
        assert list(table.columns) == ["initial_budget", "budget", "amount"]
        named = {row.concept: row.values["amount"].text for row in table.rows if row.concept and row.values["amount"]}
        assert named == {
            "three_public": "4", "three_public.abroad": "0", "three_public.vehicles": "3",
            "three_public.vehicles.operation": "3", "three_public.reception": "1", "operating_cost": "28",
            "three_public.reception.domestic": "1", "three_public.abroad.groups": "0",
            "three_public.vehicles.held": "2",
        }  # fmt: skip

    def test_three_public_with_meetings_and_training(self) -> None:
        table = one(
            "一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表",
            "项目|合计|“三公”经费|<|<|<|<|<|会议费|培训费\n^|^|小计|因公出国（境）费|公务接待费|公务用车购置及运行维护费|<|<|^|^\n"
            "^|^|^|^|^|小计|公务用车购置费|公务用车运行维护费|^|^\n预算数|9|6|0|2|4|0|4|1|2\n决算数|7|5|0|1|4|0|4|1|1",
        )
        assert {name: value.text for name, value in table.rows[1].values.items()}["amount.total"] == "5"
        assert {name: value.text for name, value in table.rows[1].values.items()}["amount.all"] == "7"

    def test_three_public_by_two_figures_each(self) -> None:
        table = one(
            "一般公共预算财政拨款“三公”经费及机关运行经费支出决算表",
            "一般公共预算财政拨款“三公”经费|<|<|<|<|<|<|<|机关运行经费决算数\n"
            "合计|<|因公出国（境）费|<|公务用车购置及运行费|<|公务接待费|<|^\n"
            "预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|325.88\n22.00|8.77|||14.00|8.47|8.00|0.30|^",
        )
        assert [{name: value.text for name, value in row.values.items() if value} for row in table.rows] == [
            {
                "budget.total": "22.00", "amount.total": "8.77", "budget.vehicles": "14.00", "amount.vehicles": "8.47",
                "budget.reception": "8.00", "amount.reception": "0.30", "amount.operating_cost": "325.88",
            }
        ]  # fmt: skip

    def test_expenditure_by_function_and_by_nature(self) -> None:
        table = one(
            "2019年收支预算总表",
            "收入|<|支出|<|<|<|<|<\n项目|本年预算数|支出类别|本年预算数|部门预算经济分类|本年预算数|功能分类|本年预算数\n"
            "一、财政拨款收入|9|一、基本支出|6|一、工资福利支出|5|一、一般公共服务支出|9\n二、其他收入||二、项目支出|3|二、商品和服务支出|4|二、外交支出|",
        )
        assert [row.side for row in table.rows] == ["income"] * 2 + ["nature"] * 4 + ["expenditure"] * 2
        assert table.rows[2].concept == "expenditure.basic"

    def test_by_unit(self) -> None:
        table = one("收入决算表（分单位）", "单位编码|单位名称|合计|财政拨款收入|事业收入\n|合计|9|8|1\n001|本级|9|8|1")
        assert (table.id, [row.label.text for row in table.rows]) == ("income_by_unit", ["合计", "本级"])

    def test_projects_by_name(self) -> None:
        table = one(
            "一般公共预算财政拨款项目支出决算表",
            "科目编码|科目名称|项目名称|金额\n|合计||9\n2101505|医疗保障政策管理|医保宣传经费|4\n^|^|医保稽核经费|5",
        )
        assert lines(table, "project_name", "amount")[1:] == [
            ("2101505", "医疗保障政策管理", "医保宣传经费", "4"),
            ("2101505", "医疗保障政策管理", "医保稽核经费", "5"),
        ]


class TestNoTables:
    FORM = (
        "项目名称|医疗救助|<|<|<|<\n主管部门|山南县医疗保障局|<|<|<|<\n项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|得分\n"
        "年度资金总额|10|10|9|10|9\n一级指标|二级指标|三级指标|年度指标值|实际完成值|得分\n产出指标|数量指标|救助人次|≥100|120|20"
    )

    def test_forms(self) -> None:
        assert read("2024年部门预算项目支出绩效自评表", self.FORM) == []
        assert read("支出决算表", self.FORM) == []

    def test_a_form_after_a_table_is_not_its_rest(self) -> None:
        drawn = "科目编码|科目名称|合计|基本支出|项目支出|经营支出\n201|一般公共服务支出|9|4|5|"
        assert len(one("支出决算表", drawn, self.FORM).rows) == 1

    def test_grids_of_the_narrative(self) -> None:
        assert read("2024年度收入决算结构如下表", "收入|金额|占比\n财政拨款收入|9|90%\n其他收入|1|10%") == []
        assert read("表1 支出决算结构表", "项目|金额|占比\n人员|9|90%\n其他|1|10%") == []
        assert read("单位名称|人数\n本级|9") == []

    def test_columns_of_figures_without_figures(self) -> None:
        assert (
            read("支出决算表", "科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|见附件|见附件|见附件")
            == []
        )

    def test_blocks_taken_by_others(self) -> None:
        blocks = layout("支出决算表", "科目编码|科目名称|合计|基本支出|项目支出\n201|一般公共服务支出|9|4|5")
        grid = next(blocks.grids())
        assert len(read_tables(blocks)) == 1
        assert read_tables(blocks, {id(grid)}) == []
