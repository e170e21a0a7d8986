"""Projects: kept by the unit and the finance bureau, taken in from a list, each for one's own units only."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.workbench.cycle.models import Intake, Project
from jixiao.workbench.history.models import LogEntry

LIST = [
    ["2025年部门预算项目明细", "", "", "", "", ""],
    ["序号", "预算单位", "项目类别", "项目名称", "项目编码（20位）", "经办人"],
    ["1", "禾源县医疗保险事务中心", "特定目标类", "医保信息系统运维", "51000025T01", "甲"],
    ["2", "医疗保险事务中心", "其他运转类", "办公设备购置", "51000025Y02", "乙"],
    ["3", "禾源县教育局", "特定目标类", "学生营养改善", "51000025T03", "丙"],
    ["4", "邻县水利局", "特定目标类", "渠系维修", "51000025T04", "丁"],
    ["5", "禾源县医疗保险事务中心", "特定目标类", "医保经办服务", "51000024T000000000001", "甲"],
    ["", "合计", "", "合计", "", ""],
]


def workbook(rows: list[list[str]], name: str = "项目明细.xlsx") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def uploaded(client: Any, file: SimpleUploadedFile) -> Any:
    return client.post("/projects/import/", {"file": file}, follow=True)


def test_a_project_is_added_changed_and_put_out_of_use(county: Any) -> None:
    client = county.client(county.preparer)
    client.post("/projects/new/", {"unit": county.unit.pk, "name": " 信息系统 运维 ", "code": "51 01", "nature": "Y"})
    project = Project.objects.get(unit=county.unit, name="信息系统 运维")
    assert (project.code, project.nature, project.term) == ("5101", "Y", "permanent")
    client.post(f"/projects/{project.pk}/", {"name": "信息系统运维", "code": "5101", "nature": "X", "term": "stage"})
    project.refresh_from_db()
    assert (project.name, project.nature, project.term) == ("信息系统运维", "T", "stage")
    client.post(f"/projects/{project.pk}/active/", {"active": "0"})
    assert ">信息系统运维</a>" not in client.get("/projects/").content.decode()
    assert ">信息系统运维</a>" in client.get("/projects/?active=0").content.decode()
    told = LogEntry.objects.filter(kind="project").order_by("pk").values_list("action", flat=True)
    assert list(told) == ["add_project", "change_project", "disuse_project"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": "  "}, "没有填项目名称"),
        ({"name": "医保经办服务经费"}, "已有名称为“医保经办服务经费”的项目"),
        ({"name": "别的", "code": "51000024T000000000001"}, "已有编码为“51000024T000000000001”的项目"),
    ],
)
def test_what_cannot_be_saved_is_told_and_kept_in_the_page(county: Any, sent: dict[str, str], message: str) -> None:
    page = county.client(county.preparer).post("/projects/new/", sent | {"unit": county.unit.pk}).content.decode()
    assert message in page and f'value="{sent["name"]}"' in page
    assert Project.objects.filter(unit=county.unit).count() == 1


def test_a_project_of_another_unit_is_out_of_reach(county: Any) -> None:
    client = county.client(county.preparer)
    assert client.get(f"/projects/{county.other_project.pk}/").status_code == 404
    client.post("/projects/new/", {"unit": county.other.pk, "name": "不该有的"})
    assert not Project.objects.filter(name="不该有的").exists()
    assert county.client(county.reviewer).get("/projects/new/").status_code == 403


def test_a_list_of_projects_is_shown_and_then_taken(county: Any) -> None:
    client = county.client(county.administrator)
    page = uploaded(client, workbook(LIST))
    text = page.content.decode()
    assert "能导入 4 行，不能导入 1 行" in text and "经办人" in text and "“邻县水利局”不是您能维护的单位" in text
    assert "原名：医保经办服务经费" in text and Project.objects.count() == 2
    intake = Intake.objects.get()
    client.post(f"/projects/import/{intake.pk}/")
    assert Project.objects.get(name="办公设备购置").nature == "Y"
    assert Project.objects.get(name="学生营养改善").unit == county.other
    assert Project.objects.get(code="51000024T000000000001").name == "医保经办服务"
    assert Project.objects.count() == 5
    again = client.post(f"/projects/import/{intake.pk}/", follow=True)
    assert "已经导入过了" in again.content.decode()


def test_a_preparer_takes_rows_of_the_own_unit_only(county: Any) -> None:
    client = county.client(county.preparer)
    assert "能导入 3 行，不能导入 2 行" in uploaded(client, workbook(LIST)).content.decode()
    intake = Intake.objects.get()
    assert county.client(county.stranger).get(f"/projects/import/{intake.pk}/").status_code == 404
    client.post(f"/projects/import/{intake.pk}/")
    assert not Project.objects.filter(name="学生营养改善").exists()
    assert Project.objects.filter(unit=county.unit).count() == 3


def test_two_rows_of_one_name_and_a_name_that_is_taken(county: Any) -> None:
    rows = [["项目名称", "项目编码"], ["甲项目", "01"], ["甲项目", "02"], ["医保经办服务经费", "51000024T09"]]
    page = uploaded(county.client(county.preparer), workbook(rows)).content.decode()
    assert "能导入 2 行，不能导入 1 行" in page and "同一单位已有同名的项目" in page


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0]])
def test_the_order_of_the_columns_does_not_matter(county: Any, order: list[int]) -> None:
    rows = [["项目名称", "单位编码", "项目编码"], ["信息化", "101001", "07"]]
    client = county.client(county.administrator)
    uploaded(client, workbook([[row[place] for place in order] for row in rows]))
    client.post(f"/projects/import/{Intake.objects.get().pk}/")
    assert Project.objects.get(code="07").unit == county.unit


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (None, "没有选文件"),
        (SimpleUploadedFile("空.xlsx", b""), "文件是空的"),
        (SimpleUploadedFile("坏.xlsx", b"PK\x03\x04 nothing"), "坏.xlsx"),
        (workbook([["姓名", "电话"], ["甲", "1"]], "通讯录.xlsx"), "没有找到项目清单"),
    ],
    ids=["none", "empty", "broken", "other"],
)
def test_a_file_that_is_none_gives_one_sentence(county: Any, file: Any, message: str) -> None:
    client = county.client(county.preparer)
    page = client.post("/projects/import/", {"file": file} if file else {}, follow=True).content.decode()
    assert page.count('<p class="error">') == 1 and message in page
    assert not Intake.objects.exists()
