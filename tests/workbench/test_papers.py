"""Papers out: each version of a filing in each format, sets of them, and nothing of other units."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from jixiao import read
from jixiao.workbench.cycle.models import Draft, Filing, Step
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.workflow import approve
from jixiao.workbench.papers import one
from jixiao.workbench.papers.names import Names, safe_name

pytestmark = pytest.mark.any_database

FILLED = {
    "/funding/0/budget": "100",
    "/funding/0/executed": "95",
    "/execution/weight": "10",
    "/indicators/0/level1": "产出指标",
    "/indicators/0/name": "培训人数",
    "/indicators/0/target": "10人",
    "/indicators/0/actual": "10人",
    "/indicators/0/weight": "90",
}


def fill(county: Any, edits: dict[str, str] = FILLED) -> None:
    draft = Draft.objects.get(filing=county.filing)
    save_edits(county.filing, county.preparer, [Edit(at, "", text) for at, text in edits.items()], draft.shape)


def finish(county: Any) -> Any:
    """Take the filing all the way; gives the revision that was approved."""
    revision = county.submit(county.filing)
    for person, seen in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(Filing.objects.get(pk=county.filing.pk), person, seen)
    return revision


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


@pytest.mark.parametrize("format", ["docx", "xlsx", "pdf"])
def test_a_filing_in_each_format(county: Any, format: str) -> None:
    fill(county)
    answer = county.client(county.preparer).get(f"/filings/{county.filing.pk}/papers/{format}/")
    assert answer["Content-Type"] == one.KINDS[format]
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    [form] = read(answer.content, f"表.{format}").documents
    assert (form.kind, form.project.name.text) == ("project_self_evaluation", "医保经办服务经费")
    assert (form.indicators[0].score.text, form.execution.score.text) == ("90", "9.5")


def test_scores_are_explained_on_demand(county: Any) -> None:
    fill(county)
    client = county.client(county.preparer)
    plain = words(client.get(f"/filings/{county.filing.pk}/papers/docx/").content)
    told = words(client.get(f"/filings/{county.filing.pk}/papers/docx/?explained=1").content)
    assert "计分说明" not in plain
    assert "计分说明：" in told and "培训人数：" in told and "预算执行率：" in told


def test_the_approved_version_and_each_revision(county: Any) -> None:
    fill(county)
    client = county.client(county.preparer)
    address = f"/filings/{county.filing.pk}/papers/docx/?version=approved"
    assert client.get(address).status_code == 302
    assert "没有批复的版本" in client.get(f"/filings/{county.filing.pk}/").content.decode()
    revision = finish(county)
    revision.data = revision.data | {"goal": {"expected": "办结的那一版"}}
    revision.save()
    assert "办结的那一版" in words(client.get(address).content)
    assert "办结的那一版" in words(client.get(f"/revisions/{revision.pk}/papers/docx/").content)
    assert "办结的那一版" not in words(client.get(f"/filings/{county.filing.pk}/papers/docx/").content)


def test_a_set_is_what_one_may_read(county: Any) -> None:
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    for person, expected in (
        (county.preparer, {"医保经办服务经费"}),
        (county.reviewer, {"医保经办服务经费", "校舍维修"}),
    ):
        answer = county.client(person).get(f"/steps/{step.pk}/papers/xlsx/")
        assert set(load_workbook(io.BytesIO(answer.content)).sheetnames) == expected
    other = county.client(county.reviewer).get(f"/steps/{step.pk}/papers/xlsx/?unit={county.other.pk}")
    assert load_workbook(io.BytesIO(other.content)).sheetnames == ["校舍维修"]
    nothing = county.client(county.preparer).get(f"/steps/{step.pk}/papers/xlsx/?unit={county.other.pk}")
    assert nothing.status_code == 302


def test_a_set_has_its_bounds(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one, "MOST", 1)
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    client = county.client(county.reviewer)
    assert client.get(f"/steps/{step.pk}/papers/xlsx/").status_code == 302
    assert "一个文件最多 1 张" in client.get("/filings/").content.decode()


def test_a_set_takes_few_queries(county: Any) -> None:
    step = Step.objects.get(year=county.year, kind="self_evaluation")
    client = county.client(county.reviewer)
    client.get("/tasks/")  # the session is kept alive once a minute
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/steps/{step.pk}/papers/docx/")
    assert len(asked) <= 8, [query["sql"][:90] for query in asked]


def test_an_evaluation_is_a_report(county: Any) -> None:
    filing = Filing.objects.get(step__kind="ex_ante", project=county.project)
    client = county.client(county.preparer)
    assert "事前绩效评估报告" in words(client.get(f"/filings/{filing.pk}/papers/docx/").content)
    assert client.get(f"/filings/{filing.pk}/papers/pdf/").content.startswith(b"%PDF")
    assert client.get(f"/filings/{filing.pk}/papers/xlsx/").status_code == 404
    page = client.get(f"/filings/{filing.pk}/").content.decode()
    assert f"/filings/{filing.pk}/papers/docx/" in page and f"/filings/{filing.pk}/papers/xlsx/" not in page


def test_an_unknown_format_is_not_found(county: Any) -> None:
    assert county.client(county.preparer).get(f"/filings/{county.filing.pk}/papers/exe/").status_code == 404


def test_the_panel_offers_what_there_is(county: Any) -> None:
    client = county.client(county.approver)
    page = client.get(f"/filings/{county.filing.pk}/").content.decode()
    assert f"/filings/{county.filing.pk}/papers/pdf/" in page and "version=approved" not in page
    revision = finish(county)
    page = client.get(f"/filings/{county.filing.pk}/").content.decode()
    assert "version=approved" in page and f"/revisions/{revision.pk}/papers/docx/" in page
    assert f"/filings/{county.filing.pk}/publish/" in page
    assert "/publish/" not in county.client(county.preparer).get(f"/filings/{county.filing.pk}/").content.decode()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("项目/../../etc", "项目_.._.._etc"),
        ("a\x00b\u202egpj.exe", "a_b_gpj.exe"),
        ("CON", "_CON"),
        ("lpt1.txt", "_lpt1.txt"),
        (" . ", "未命名"),
        ("长" * 200, "长" * 60),
    ],
)
def test_names_are_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_names_come_once() -> None:
    names = Names()
    assert [names.once(path) for path in ("a/B.docx", "a/b.docx", "a/B.docx", "c/B.docx")] == [
        "a/B.docx",
        "a/b（2）.docx",
        "a/B（3）.docx",
        "c/B.docx",
    ]
