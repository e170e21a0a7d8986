"""The log: who sees what of it, as pages and as a table; its check; the changes of cells on their pages."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jixiao.workbench.cycle.integrity import verify_all
from jixiao.workbench.cycle.models import Draft, Revision
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.workflow import approve
from jixiao.workbench.history.export import safe
from jixiao.workbench.history.log import record
from jixiao.workbench.history.reading import Sought, entries
from jixiao.workbench.pages.log_words import told_detail


def filed(county: Any) -> None:
    """Something done for a unit of the region, by another unit, in another region, and by nobody's unit."""
    county.submit(county.filing)
    record(county.stranger, "comment", county.other_filing, unit=county.other.pk, text="教育局的")
    record(county.foreigner, "comment", None, unit=county.foreign.pk, text="邻县的")
    record(county.security, "password", county.security)


def test_an_auditor_sees_what_units_of_the_region_did(county: Any) -> None:
    filed(county)
    local = county.person("local_auditor", ("auditor", county.region))
    assert {entry.unit_id for entry in entries(local)} == {county.unit.pk, county.other.pk}
    assert {entry.unit_id for entry in entries(county.auditor)} == {county.unit.pk, county.other.pk, county.foreign.pk}
    assert entries(county.audit).count() == entries(county.audit, Sought()).count() > entries(county.auditor).count()
    page = county.client(local).get("/log/").content.decode()
    assert "教育局的" in page and "邻县" not in page and "修改密码</td>" not in page
    assert "邻县的" in county.client(county.audit).get("/log/").content.decode()


@pytest.mark.parametrize(
    "who", ["preparer", "approver", "department", "reviewer", "administrator", "security", "system"]
)
@pytest.mark.parametrize("path", ["", "export/", "verify/"])
def test_nobody_else_sees_it(county: Any, who: str, path: str) -> None:
    assert county.client(getattr(county, who)).get(f"/log/{path}").status_code == 403


def test_filters(county: Any) -> None:
    filed(county)
    today, him = f"{timezone.localdate():%Y-%m-%d}", county.audit

    def found(**sought: str) -> set[str]:
        return {entry.action for entry in entries(him, Sought(**sought))}

    assert found(who="preparer") == {"submit"} and found(who="用户stranger") == {"comment"}
    assert found(action="submit") == {"submit"}
    assert found(unit=str(county.foreign.pk)) == {"comment"}
    assert found(start=today) == found(end=today) == found() and found(start="2999-01-01") == set()
    assert found(end="2000-01-01") == set() and found(start="2024-13-45") == found()
    nothing = ({"unit": "x"}, {"action": "'; --"}, {"who": "%_%"})
    assert [found(**sought) for sought in nothing] == [set()] * 3
    rows = county.client(him).get("/log/", {"action": "submit"}).context["rows"]
    assert [row["action"] for row in rows] == ["报送"]
    assert ("改为", "待单位审核") in rows[0]["detail"]


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"after": "done", "before": "unit"}, "原来：待单位审核；改为：已办结"),
        ({"before": {"kind": "unit"}, "after": {"kind": "department"}}, "原来：类别：预算单位；改为：类别：主管部门"),
        ({"steps": ["target", "monitoring"]}, "环节：绩效目标、绩效监控"),
        ({"how": {"way": "chance", "share": "15", "seed": ""}}, "怎样选的：办法：按主管部门随机抽取，比例：15"),
        ({"changed": {"nature": ["", "T"], "name": ["旧", "新"]}}, "修改：名称：旧、新，项目性质：特定目标类"),
        (
            {"scores": {"/execution/score": "8.14", "/indicators/3/score": "24"}},
            "各项复核得分：预算执行率：8.14，第4项指标：24",
        ),
        ({"pointer": "/goal/actual", "name": "年度总体目标", "notice": None}, "名称：年度总体目标"),
        ({"sha256": "0123456789abcdef"}, "校验码：0123456789ab…"),
    ],
)
def test_details_are_told_in_words(detail: dict[str, Any], words: str) -> None:
    assert "；".join(f"{name}：{word}" for name, word in told_detail(detail)) == words


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}" and safe("12月") == "12月" and safe("") == ""


def test_the_table(county: Any) -> None:
    filed(county)
    answer = county.client(county.audit).get("/log/export/")
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff编号,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == entries(county.audit).count()
    told = [(row["操作"], row["单位"]) for row in rows if row["操作"] != "导出日志"]
    assert ("报送", "禾源县医疗保险事务中心") in told and ("修改密码", "") in told
    assert all(len(row["校验码"]) == 64 for row in rows)
    assert entries(county.audit, Sought(action="export_log")).count() == 1


def test_the_check_finds_what_was_changed_behind_the_program(county: Any) -> None:
    revision = county.submit(county.filing)
    assert verify_all() == []
    client = county.client(county.audit)
    assert "校验通过" in client.post("/log/verify/").content.decode()
    Revision.objects.filter(pk=revision.pk).update(data={**revision.data, "unit": "别的"}, sha256="0" * 64)
    found = verify_all()
    assert len(found) == 2 and "第1版" in found[0] and "它被改过" in found[0] and "底稿" in found[1]
    assert "它被改过" in client.post("/log/verify/").content.decode()
    local = county.person("foreign_auditor", ("auditor", county.other_region))
    html = county.client(local).post("/log/verify/").content.decode()
    assert "医保经办" not in html and "末条校验码" not in html
    Revision.objects.filter(pk=revision.pk).update(data=revision.data, sha256=revision.sha256)
    assert verify_all() == []
    Draft.objects.filter(filing=county.filing).update(data={})
    assert [problem for problem in verify_all() if "底稿被改过" in problem]
    Draft.objects.filter(filing=county.filing).update(data=revision.data)
    Revision.objects.create(filing=county.filing, number=9, data={}, sha256="", by=county.preparer)
    assert [problem for problem in verify_all() if "绕过程序" in problem]


def test_the_log_asks_no_more_for_many_entries(county: Any, connection_of_tests: Any) -> None:
    filed(county)
    for who in (county.audit, county.auditor):
        client = county.client(who)

        def asked(client: Any = client) -> int:
            client.get("/log/")
            with CaptureQueriesContext(connection_of_tests) as queries:
                client.get("/log/")
            return len(queries)

        few = asked()
        for number in range(60):
            record(county.preparer, "comment", county.filing, unit=county.unit.pk, text=f"意见{number}")
        assert asked() == few <= 12


def test_the_changes_of_a_filing(county: Any, connection_of_tests: Any) -> None:
    for number in range(60):
        old = str(number - 1) if number else ""
        save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", old, str(number))], 0)
    save_edits(county.filing, county.preparer, [Edit("/goal/expected", "", "<b>做好</b>")], 0)
    url = f"/filings/{county.filing.pk}/history/"
    client = county.client(county.auditor)
    page = client.get(url)
    assert page.context["page"].paginator.count == 61 and "&lt;b&gt;做好" in page.content.decode()
    assert client.get(url, {"words": "总体目标"}).context["page"].paginator.count == 1
    assert client.get(url, {"who": county.preparer.pk}).context["page"].paginator.count == 61
    for nobody in (county.stranger.pk, "x", "9" * 30):
        assert client.get(url, {"who": nobody}).context["page"].paginator.count == 0
    with CaptureQueriesContext(connection_of_tests) as queries:
        client.get(url)
    assert len(queries) <= 12
    life = client.get(f"/filings/{county.filing.pk}/cell/", {"pointer": "/goal/expected"}).content.decode()
    assert "年度总体目标的预期目标的经过" in life and "&lt;b&gt;" in life
    assert county.client(county.stranger).get(url).status_code == 404


def test_who_approved_is_in_the_log_with_the_revision(county: Any) -> None:
    revision = county.submit(county.filing)
    approve(county.filing, county.approver, "unit", "同意")
    entry = entries(county.audit, Sought(action="approve")).get()
    assert (entry.detail["revision"], entry.detail["sha256"], entry.detail["why"]) == (1, revision.sha256, "同意")
