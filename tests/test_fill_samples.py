"""The blank forms of four families, filled with what real bureaus reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jixiao.read import read_source
from jixiao.read.data.forms import form_from_dict
from jixiao.read.gate import open_source
from jixiao.write.fill import fill

BLANKS = (
    "jinkouhe-layout.xlsx",
    "lukou-layout.docx",
    "national-layout.docx",
    "national-layout.xlsx",
    "zhaohua-layout.docx",
)
OWN = {
    "leshan-jinkouhe-2024": "jinkouhe-layout.xlsx",
    "zhuzhou-lukou-2023": "lukou-layout.docx",
    "guangyuan-zhaohua-2024": "zhaohua-layout.docx",
}
ERROR = "是公式出错的显示，没有写入"


def truths(samples: Path, name: str) -> list[dict[str, object]]:
    documents: list[dict[str, object]] = json.loads((samples / "truth" / f"{name}.json").read_text("utf-8"))[
        "documents"
    ]
    return documents


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("blank", BLANKS)
def test_what_is_filled_in_is_read_again(blank: str, name: str, samples: Path) -> None:
    forms = [form_from_dict(each) for each in truths(samples, name)]
    result = fill(open_source(samples / "blank" / blank), forms)
    for told in result.told:
        assert [each for each in told.missing if each.why not in ("", ERROR)] == []
        lacking = {each.label for each in told.missing if not each.why}
        assert not lacking & {"项目名称", "主管部门", "实施单位", "年度", "预期目标", "目标完成情况", "总分"}
        assert not any("指标" in label for label in lacking)
    assert len(read_source(open_source(result.data, blank)).forms) == len(forms)


@pytest.mark.parametrize(("name", "blank"), OWN.items())
def test_a_form_in_its_own_layout_says_all_that_it_said(name: str, blank: str, samples: Path) -> None:
    """Level names are those that the blank prints; a cell of a formula's error stays blank."""
    forms = [form_from_dict(each) for each in truths(samples, name)]
    result = fill(open_source(samples / "blank" / blank), forms)
    assert [each for told in result.told for each in told.missing if each.why != ERROR] == []
    read = read_source(open_source(result.data, blank)).forms
    again = fill(open_source(samples / "blank" / blank), read)
    assert again.data == result.data
