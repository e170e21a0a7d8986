"""Web pages filled in: source kept, texts escaped, rowspans widened, copies behind the form."""

from __future__ import annotations

from jixiao.model.form import Form
from jixiao.read import read_source
from jixiao.read.data.forms import form_from_dict
from jixiao.read.gate import open_source
from jixiao.write.fill import Filled, fill

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>空白表</title><style>td { border: 1px solid }</style></head>
<body><div class="nav">首页</div>
<h1>项目支出绩效自评表（&nbsp;&nbsp;&nbsp;&nbsp;年度）</h1>
<p>填报单位：<u>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;</u></p>
<table class="form">
<tr id="first"><td>项目名称</td>
<td colspan="6"><p align="center"><span style="color:red">&nbsp;</span></p></td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td>
<td>分值</td><td>得分</td></tr>
<tr class="row"><td rowspan=2>产出指标</td><td>数量指标</td><td id="n"></td><td></td><td></td><td></td><td></td></tr>
<tr><td>质量指标</td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td colspan="5">总分</td><td></td><td></td></tr>
</table>
<footer>版权所有</footer></body></html>
"""


def data(*names: str, project: str = "道路<养护>") -> Form:
    row = {"level1": "产出指标", "level2": "数量指标", "target": "≥3个", "actual": "3个", "weight": "10", "score": "10"}
    rows = [{**row, "name": name} for name in names]
    return form_from_dict(
        {"year": 2024, "unit": "示例局", "project": {"name": project}, "indicators": rows, "total": {"score": "98"}}
    )


def filled(*forms: Form, page: str = PAGE, encoding: str = "utf-8") -> Filled:
    return fill(open_source(page.encode(encoding), "空白表.html"), list(forms))


def test_all_but_what_is_filled_in_stays_as_it_is() -> None:
    result = filled(data("里程"))
    assert result.told[0].missing == []
    expected = (
        PAGE.replace("（&nbsp;&nbsp;&nbsp;&nbsp;年度）", "（2024年度）")
        .replace("<u>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;</u>", "<u>示例局</u>")
        .replace('red">&nbsp;<', 'red">道路&lt;养护&gt;<')
        .replace(
            f'<td id="n"></td>{"<td></td>" * 4}', f'<td id="n">里程</td><td>≥3个</td><td>3个</td>{"<td>10</td>" * 2}'
        )
        .replace("总分</td><td></td><td></td>", "总分</td><td></td><td>98</td>")
    )  # fmt: skip
    assert result.data.decode() == expected


def test_rows_are_put_in_and_spans_widen() -> None:
    result = filled(data("甲", "乙", "丙"))
    assert result.told[0].missing == []
    page = result.data.decode()
    assert '<td rowspan="4">产出指标</td><td rowspan="3">数量指标</td>' in page
    assert page.count('<tr class="row">') == 3
    assert page.count('id="n"') == 1
    names = [each.name.text for each in read_source(open_source(result.data, "a.html")).forms[0].indicators]
    assert names == ["甲", "乙", "丙"]


def test_a_new_level_is_a_cell_of_its_own() -> None:
    form = data("甲", "乙")
    for each in form.indicators:
        each.level1.text, each.level2.text = "效益指标", "社会效益指标"
    page = filled(form).data.decode()
    assert '<td rowspan="2">效益指标</td><td rowspan="2">社会效益指标</td>' in page


def test_the_encoding_stays() -> None:
    page = PAGE.replace("utf-8", "gb2312")
    result = filled(data("里程", project="㑇水利工程"), page=page, encoding="gb18030")
    assert "㑇水利工程" in result.data.decode("gb18030")
    assert result.told[0].missing == []


def test_further_projects_stand_behind_the_form() -> None:
    result = filled(*(data("里程", project=f"项目{number}") for number in range(3)))
    assert [told.missing for told in result.told] == [[], [], []]
    page = result.data.decode()
    assert page.count("page-break-before") == 2
    assert page.index("项目2") < page.index("版权所有")
    assert page.count("首页") == 1
    read = read_source(open_source(result.data, "a.html")).forms
    assert [form.project.name.text for form in read] == ["项目0", "项目1", "项目2"]
    assert [form.year for form in read] == [2024] * 3
