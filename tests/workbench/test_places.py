"""Regions and units: added, changed, put out of use, and taken from lists with a sentence for each row that is off."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

pytest.importorskip("django")
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.workbench.history.log import verify
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people.importing import RowsWrong, import_accounts, import_units, sample_rows
from jixiao.workbench.people.lists import NoHead
from jixiao.workbench.people.models import Grant, Region, Unit, User

HEAD = "区划代码,单位编码,单位名称,类别,主管部门编码,行业\n"
USERS = "用户名,姓名,角色,区划代码,单位编码,电话\n"


def sheet(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_units_are_taken_from_excel_and_csv_departments_first(county: Any) -> None:
    text = HEAD + "990101,201001,县第一中学,预算单位,201,教育\n990101,201,县教体局,主管部门,,教育\n"
    assert import_units(sheet(text), "单位.xlsx", county.system) == 2
    unit = Unit.objects.get(code="201001")
    assert unit.department is not None and unit.department.name == "县教体局" and unit.region == county.region
    again = text.replace("县教体局", "县教育体育局")
    assert import_units(again.encode("gb18030"), "单位.csv", county.system) == 2
    assert Unit.objects.filter(code__startswith="201").count() == 2
    assert Unit.objects.get(code="201").name == "县教育体育局"
    assert verify() == []


def test_a_list_with_a_wrong_row_changes_nothing_and_says_which(county: Any) -> None:
    lines = [
        "990101,301,县水利局,主管部门,,",
        "000000,1,某局,主管部门,,",
        "990101,302,某站,预算单位,999,",
        "990101,,无编码,主管部门,,",
    ]
    lines += ["990101,303,某所,局,,", "990101,304,没有主管,预算单位,,"]
    with pytest.raises(RowsWrong) as caught:
        import_units(sheet(HEAD + "\n".join(lines)), "单位.xlsx", county.system)
    sentences = caught.value.sentences
    assert [sentence[:3] for sentence in sentences] == ["第3行", "第4行", "第5行", "第6行", "第7行"]
    for sentence, word in zip(sentences, ("000000", "999", "单位编码", "类别", "主管部门"), strict=True):
        assert word in sentence, sentence
    assert not Unit.objects.filter(code__startswith="30").exists()


def test_a_list_without_its_head_is_refused(county: Any) -> None:
    with pytest.raises(NoHead, match="单位编码"):
        import_units("名称,编码\n某局,1\n".encode(), "单位.csv", county.system)


def test_accounts_are_taken_from_a_list_with_their_roles(county: Any) -> None:
    text = (
        USERS
        + "li.si,李四,填报人,990101,101001,028-1\nli.si,李四,单位负责人,990101,101001,\nwang,王五,财政审核,990101,,\n"
    )
    made = import_accounts(sheet(text), "账号.xlsx", county.security)
    assert [new.user.username for new in made] == ["li.si", "wang"] and all(new.password for new in made)
    roles = Grant.objects.filter(user__username="li.si").order_by("role").values_list("role", "unit__name")
    assert list(roles) == [("preparer", "禾源县医疗保险事务中心"), ("unit_approver", "禾源县医疗保险事务中心")]
    assert User.objects.get(username="wang").must_change_password


def test_a_wrong_account_keeps_all_out(county: Any) -> None:
    lines = ["good,好人,填报人,990101,101001,", "bad,坏人,校长,990101,101001,", "worse,某人,财政审核,990101,101001,"]
    with pytest.raises(RowsWrong) as caught:
        import_accounts(sheet(USERS + "\n".join(lines)), "账号.xlsx", county.security)
    assert [sentence[:3] for sentence in caught.value.sentences] == ["第3行", "第4行"]
    assert not User.objects.filter(username="good").exists()


@pytest.mark.parametrize("kind", ["units", "accounts"])
def test_the_samples_fit_what_is_asked_for(county: Any, kind: str) -> None:
    text = "\n".join(",".join(row) for row in sample_rows(kind)).replace("510000", "990101")
    take = import_units if kind == "units" else import_accounts
    assert take(sheet(text), "样表.xlsx", county.system if kind == "units" else county.security)


def test_the_pages_of_the_system_administrator(county: Any) -> None:
    client = county.client(county.system)
    client.post("/places/regions/new/", {"code": "990103", "name": "新县", "parent": county.city.pk})
    region = Region.objects.get(code="990103")
    assert region.path == f"{county.city.path}990103/"
    assert "已经是" in client.post("/places/regions/new/", {"code": "990103", "name": "又"}).content.decode()
    client.post(f"/places/regions/{region.pk}/", {"name": "新区"})
    unit = {"region": region.pk, "code": "101", "name": "新区教育局", "kind": "department"}
    assert client.post("/places/units/new/", unit).status_code == 302
    made = Unit.objects.get(region=region)
    page = client.post("/places/units/new/", unit | {"code": "102", "kind": "unit", "department": "999"})
    assert "999" in page.content.decode() and Unit.objects.filter(region=region).count() == 1
    client.post(f"/places/units/{made.pk}/", {"code": "101", "name": "新区教体局", "kind": "department"})
    made.refresh_from_db()
    assert (made.name, made.region.name) == ("新区教体局", "新区")


def test_a_unit_is_put_out_of_use_not_deleted_and_not_over_the_heads_of_others(county: Any) -> None:
    client = county.client(county.system)
    client.post(f"/places/units/{county.bureau.pk}/use/", {"active": "no"})
    assert Unit.objects.get(pk=county.bureau.pk).active, "a unit in use stands under it"
    for unit in (county.unit, county.bureau):
        client.post(f"/places/units/{unit.pk}/use/", {"active": "no"})
        assert not Unit.objects.get(pk=unit.pk).active
    client.post(f"/places/units/{county.bureau.pk}/use/", {"active": "yes"})
    assert Unit.objects.get(pk=county.bureau.pk).active


def test_a_region_is_put_out_of_use_once_nothing_in_it_is_in_use(county: Any) -> None:
    client, region = county.client(county.system), county.other_region
    use = f"/places/regions/{region.pk}/use/"
    page = client.post(use, {"active": "no"}, follow=True).content.decode()
    assert "还有 1 个在用的单位" in page and "停用这个区划" in page
    client.post(f"/places/units/{county.foreign.pk}/use/", {"active": "no"})
    assert "启用这个区划" in client.post(use, {"active": "no"}, follow=True).content.decode()
    assert not Region.objects.get(pk=region.pk).active
    page = client.post(f"/places/units/{county.foreign.pk}/use/", {"active": "yes"}, follow=True).content.decode()
    assert "邻县”已停用" in page and not Unit.objects.get(pk=county.foreign.pk).active
    with pytest.raises(RowsWrong) as caught:
        import_units(sheet(HEAD + "990102,102,邻县水利局,主管部门,,"), "单位.xlsx", county.system)
    assert "邻县”已停用" in caught.value.sentences[0]
    unit = {"region": region.pk, "code": "102", "name": "邻县水利局", "kind": "department"}
    assert client.post("/places/units/new/", unit).status_code == 200, "it is not offered"
    page = client.post(f"/places/regions/{county.city.pk}/use/", {"active": "no"}, follow=True).content.decode()
    assert "还有 1 个在用的区划" in page
    client.post(use, {"active": "yes"})
    assert Region.objects.get(pk=region.pk).active
    actions = list(LogEntry.objects.filter(object_id=str(region.pk)).order_by("pk").values_list("action", flat=True))
    assert [action for action in actions if action.endswith("use_region")] == ["disuse_region", "use_region"]


def test_no_year_is_opened_in_a_region_out_of_use(county: Any) -> None:
    client = county.client(county.administrator)
    assert list(client.get("/years/open/").context["regions"]) == [county.region]
    Region.objects.filter(pk=county.region.pk).update(active=False)
    assert not client.get("/years/open/").context["regions"]


def test_the_page_tells_the_rows_that_are_wrong(county: Any) -> None:
    upload = SimpleUploadedFile("单位.xlsx", sheet(HEAD + "0,1,某局,主管部门,,"))
    page = county.client(county.system).post("/places/import/", {"file": upload})
    assert "第2行" in page.content.decode()
