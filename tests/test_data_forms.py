"""Forms as data: typed JSON and TOML, what `jixiao read` prints, and papers give the same forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.read import read_file
from jixiao.read.data import load_forms

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
BOOK = EXAMPLES / "03-县级汇总.xlsx"
TOML = """
kind = "project_self_evaluation"
year = 2024
unit = "禾源县医疗保障局"
project = { name = "医保宣传经费" }
funding = [{ source = "total", budget = 12.50, executed = 12 }]
[[indicators]]
name = "发放宣传册"
target = "≥5000"
weight = 10.0
"""


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def plain(form: Form) -> dict[str, object]:
    return {key: value for key, value in form.to_dict().items() if key not in ("where", "parsed")}


def shapes() -> dict[str, object]:
    documents = read_file(BOOK).to_dict()["documents"]
    return {
        "list": documents,
        "read": {"source": {"name": "x"}, "documents": documents},
        "several": [{"documents": documents[:1]}, {"documents": documents[1:]}],
        "with accounts": {"documents": [*documents, {"kind": "final_accounts", "statements": []}]},
    }


@pytest.mark.parametrize("shape", shapes())
def test_what_read_prints_gives_the_forms_that_were_read(shape: str, tmp_path: Path) -> None:
    remarks: list[str] = []
    file = written(tmp_path, "forms.json", json.dumps(shapes()[shape], ensure_ascii=False))
    assert [plain(form) for form in load_forms(file, remarks)] == [plain(form) for form in read_file(BOOK).forms]
    assert remarks == []


def test_a_paper_gives_its_forms() -> None:
    assert len(load_forms(BOOK)) == len(read_file(BOOK).forms) > 1


def test_toml_keeps_numbers_as_typed(tmp_path: Path) -> None:
    [form] = load_forms(written(tmp_path, "form.toml", TOML))
    assert (form.funding[0].budget.text, form.funding[0].executed.text) == ("12.50", "12")
    assert (form.indicators[0].weight.text, form.project.name.text, form.year) == ("10.0", "医保宣传经费", 2024)


def test_unknown_keys_are_told(tmp_path: Path) -> None:
    remarks: list[str] = []
    load_forms(written(tmp_path, "form.toml", TOML + 'scroe = "9"\n'), remarks)
    assert remarks == ["form.toml：绩效表中的“indicators/scroe”不认识，没有使用"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '{"project": {"name": "甲"},}', "a.json：第1行第27列附近不符合 JSON 的写法"),
        ("a.toml", "year = \n", "不符合 TOML 的写法"),
        ("a.json", "[" * 100_000, "不符合 JSON 的写法"),
        ("a.json", '{"x": 1}', "“全部内容”不是一张绩效表"),
        ("a.json", "[1]", "“第1项”不是一张绩效表"),
        ("a.json", '{"documents": []}', "没有找到绩效表"),
        ("a.json", '{"kind": "final_accounts"}', "没有找到绩效表"),
        ("a.json", '[{"indicators": [{}, {"name": []}]}]', "填报数据的“第1项/indicators/1/name”应为文字或数字"),
        ("a.json", '{"project": {}, "funding": [{"source": "gift"}]}', "应为total、fiscal"),
        ("a.json", '{"project": {}, "year": "²²²²"}', "应为四位数的年份"),
        ("a.json", '{"project": {"name": 1.5e999999999}}', "无法使用的数字"),
        ("a.txt", "今天天气很好。", "没有找到绩效表"),
    ],
)
def test_bad_data_ends_in_one_sentence(name: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Failure) as failure:
        load_forms(written(tmp_path, name, text))
    assert said in str(failure.value)


def test_the_samples_truth_loads(samples: Path) -> None:
    for file in sorted((samples / "truth").glob("*.json")):
        remarks: list[str] = []
        forms = load_forms(file, remarks)
        assert len(forms) == len(json.loads(file.read_text(encoding="utf-8"))["documents"])
        assert remarks == []
        assert all(form.project.name for form in forms)
