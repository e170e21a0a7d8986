"""Forms from files: shown before they are taken, matched by code or name, all or none; what goes out comes in again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from form_papers import agreed, make_form
from jixiao.check.across.indicator_rows import aim
from jixiao.knowledge.form_layout_book import form_layouts, load_layout, sheet_of
from jixiao.model.form import Form, FormKind
from jixiao.model.value import Value
from jixiao.workbench.cycle import intake as intake_module
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.intake import ChosenTwice, NothingTaken, found_in, take_forms, targets_of
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing, Intake, Project
from jixiao.workbench.cycle.project_intake import TakenAlready
from jixiao.workbench.cycle.year_changes import add_filings
from jixiao.workbench.history.models import LogEntry
from jixiao.write.formats import written
from jixiao.write.forms import form_paper

BAD = Path(__file__).resolve().parents[3] / "shared" / "samples" / "bad"
EXPORT = [
    ["2025年项目支出绩效目标表"],
    [
        "项目名称",
        "年度资金总额",
        "年度总体目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重",
    ],
    ["医保经办服务经费", "160", "做好经办", "产出指标", "数量指标", "参保人数", "≥", "31000", "人", "40"],
    ["医保经办服务经费", "160", "做好经办", "效益指标", "社会效益指标", "群众负担下降", "定性", "明显", "", "50"],
    ["信息系统运维", "20", "系统稳定", "产出指标", "质量指标", "系统可用率", "≥", "99", "%", "90"],
    ["渠系维修", "9", "修好渠系", "产出指标", "数量指标", "渠长", "≥", "3", "千米", "90"],
]


def upload(client: Any, county: Any, name: str, content: bytes, kind: str = "target") -> Any:
    step = county.year.steps.get(kind=kind)
    return client.post(f"/steps/{step.pk}/intake/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def sheet(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def draft(filing: Filing) -> Form:
    return form_of(Draft.objects.get(filing=filing).data)


@pytest.fixture
def second(county: Any) -> Filing:
    """A second project of the unit, with its target."""
    project = Project.objects.create(unit=county.unit, name="信息系统运维")
    add_filings(county.year, county.administrator)
    return Filing.objects.get(project=project, step__kind="target", step__year=county.year)


def test_many_projects_in_one_sheet_go_where_they_belong(county: Any, second: Filing) -> None:
    client = county.client(county.preparer)
    page = upload(client, county, "导出.xlsx", sheet(EXPORT))
    found = page.context["found"]
    assert [each.filing for each in found] == [county.target, second, None]
    assert "1 张没有对上项目" in page.content.decode() and Draft.objects.get(filing=county.target).version == 0
    intake = Intake.objects.get()
    sent = {f"form-{each.number}": each.filing.pk for each in found if each.filing}
    done = client.post(f"/intakes/{intake.pk}/", sent, follow=True)
    assert "已导入 2 张表" in done.content.decode()
    form = draft(county.target)
    assert [(row.name.text, aim(row), row.weight.text) for row in form.indicators if row.name] == [
        ("参保人数", "≥31000人", "40"),
        ("群众负担下降", "明显", "50"),
    ]
    assert (form.kind, form.year, form.project.code.text) == (
        "performance_target",
        county.year.year,
        county.project.code,
    )
    assert form.goal.expected.text == "做好经办" and form.funding[0].initial.text == "160"
    assert FigureChange.objects.filter(filing=second, by=county.preparer).exists()
    assert LogEntry.objects.filter(action="import").count() == 2


def test_nobody_takes_a_form_into_anothers_filing(county: Any) -> None:
    client = county.client(county.stranger)
    upload(client, county, "导出.xlsx", sheet(EXPORT))
    intake = Intake.objects.get()
    assert county.client(county.preparer).get(f"/intakes/{intake.pk}/").status_code == 404
    page = client.post(f"/intakes/{intake.pk}/", {"form-0": county.target.pk}, follow=True)
    assert "没有选中要导入的表" in page.content.decode()
    assert Draft.objects.get(filing=county.target).version == 0


def test_one_form_for_one_filing_is_taken_whatever_its_name(county: Any) -> None:
    form = make_form(3, "performance_target")
    form.project.name, form.project.code = Value("别的名称"), Value()
    form.year, form.year_printed, form.money_unit = 2019, Value("2019"), Value("元")
    form.funding[0].initial = form.funding[0].budget = Value("1600000")
    content = written(form_paper([form], load_layout("F-N20")), ".docx")
    client = county.client(county.preparer)
    file = SimpleUploadedFile("目标.docx", content)
    page = client.post(f"/filings/{county.target.pk}/intake/", {"file": file}, follow=True)
    [found] = page.context["found"]
    assert found.filing == county.target and found.changed
    told = "；".join(found.said)
    assert "2019年度" in told and "换算成万元" in told and "项目名称是“别的名称”" in told
    client.post(f"/intakes/{Intake.objects.get().pk}/", {"form-0": county.target.pk})
    taken = draft(county.target)
    assert taken.project.name.text == "医保经办服务经费" and taken.year == county.year.year
    assert taken.funding[0].initial.text == "160" and taken.money_unit.text == "万元"


def test_a_self_evaluation_gives_a_target_without_results(county: Any) -> None:
    form = make_form(5)
    content = written(form_paper([form], load_layout("F-N20")), ".xlsx")
    client = county.client(county.preparer)
    file = SimpleUploadedFile("自评.xlsx", content)
    page = client.post(f"/filings/{county.target.pk}/intake/", {"file": file}, follow=True)
    assert "是项目支出绩效自评表，只取绩效目标表有的栏目" in page.content.decode()
    client.post(f"/intakes/{Intake.objects.get().pk}/", {"form-0": county.target.pk})
    taken = draft(county.target)
    assert len(taken.indicators) == len(form.indicators)
    assert not any(row.actual or row.score for row in taken.indicators) and not taken.funding[0].executed


@pytest.mark.parametrize("layout", [layout.name for layout in form_layouts()])
@pytest.mark.parametrize("kind", ["performance_target", "project_self_evaluation", "performance_monitoring"])
def test_what_is_written_is_taken_in_the_same(county: Any, second: Filing, layout: str, kind: FormKind) -> None:
    """Import, export as xlsx, import: the second time finds nothing to change but what the layout does not print."""
    steps = {"performance_target": "target", "performance_monitoring": "monitoring"}
    step = county.year.steps.get(kind=steps.get(kind, "self_evaluation"))
    filings = list(Filing.objects.filter(step=step, unit=county.unit).order_by("pk"))
    client, shown = county.client(county.preparer), load_layout(layout)
    states = []
    for turn, seeds in enumerate(((11, 12), None)):
        forms = [make_form(seed, kind) for seed in seeds] if seeds else [draft(filing) for filing in filings]
        for form, filing in zip(forms, filings, strict=True):
            assert filing.project is not None
            form.project.name, form.project.code = Value(filing.project.name), Value(filing.project.code or None)
        content = written(form_paper(forms, shown), ".xlsx")
        page = upload(client, county, f"{turn}.xlsx", content, step.kind)
        assert [each.filing for each in page.context["found"]] == filings
        sent = {f"form-{number}": filing.pk for number, filing in enumerate(filings)}
        client.post(f"/intakes/{Intake.objects.order_by('-pk')[0].pk}/", sent)
        states.append([agreed(draft(filing), sheet_of(shown, kind)) for filing in filings])
    assert states[0] == states[1]


def taking(county: Any, second: Filing) -> Intake:
    forms = [make_form(seed, "performance_target").to_dict() for seed in (1, 2)]
    data = {"forms": forms, "where": ["", ""], "unread": [], "remarks": []}
    step = county.year.steps.get(kind="target")
    return Intake.objects.create(
        what="forms", step=step, name="两张.xlsx", sha256="a" * 64, data=data, by=county.preparer
    )


def test_a_failure_in_the_middle_leaves_nothing_behind(
    county: Any, second: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake, saves = taking(county, second), []

    def failing(*arguments: Any) -> Any:
        saves.append(arguments)
        if len(saves) == 2:
            raise OSError("gone")
        return saved(*arguments)

    saved = intake_module.save_form
    monkeypatch.setattr(intake_module, "save_form", failing)
    with pytest.raises(OSError):
        take_forms(intake, county.preparer, {0: county.target.pk, 1: second.pk})
    assert not Draft.objects.filter(version__gt=0).exists() and not FigureChange.objects.exists()
    intake.refresh_from_db()
    assert intake.taken_at is None and not LogEntry.objects.filter(action="import").exists()


def test_a_file_is_taken_once_and_one_form_for_one_project(county: Any, second: Filing) -> None:
    intake = taking(county, second)
    with pytest.raises(ChosenTwice, match="医保经办服务经费"):
        take_forms(intake, county.preparer, {0: county.target.pk, 1: county.target.pk})
    with pytest.raises(NothingTaken):
        take_forms(intake, county.preparer, {})
    assert take_forms(intake, county.preparer, {0: county.target.pk}) == 1
    with pytest.raises(TakenAlready):
        take_forms(intake, county.preparer, {0: county.target.pk})


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.glob("*.*")) if BAD.is_dir() else ["none"])
def test_a_bad_file_gives_one_sentence_or_a_preview(county: Any, name: str) -> None:
    if name == "none":
        pytest.skip("the bad samples are not here")
    page = upload(county.client(county.preparer), county, name, (BAD / name).read_bytes())
    text = page.content.decode()
    assert page.status_code == 200 and text.count('<p class="error">') <= 1
    assert ('<p class="error">' in text) != ("导入预览" in text)


def test_a_preview_takes_few_queries_however_many_forms(county: Any) -> None:
    client = county.client(county.preparer)
    counts = []
    for size in (2, 12):
        for number in range(size):
            Project.objects.get_or_create(unit=county.unit, name=f"项目{number}")
        add_filings(county.year, county.administrator)
        rows = EXPORT[:2] + [[f"项目{n}", *EXPORT[2][1:]] for n in range(size)]
        upload(client, county, "导出.xlsx", sheet(rows))
        url = f"/intakes/{Intake.objects.order_by('-pk')[0].pk}/"
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        assert len(page.context["found"]) == size
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_a_submitted_filing_takes_nothing(county: Any, second: Filing) -> None:
    intake = taking(county, second)
    Filing.objects.filter(pk=county.target.pk).update(state="unit")
    assert targets_of(intake, county.preparer) == [second]
    assert all(each.filing != county.target for each in found_in(intake, targets_of(intake, county.preparer)))
    with pytest.raises(NothingTaken):
        take_forms(intake, county.preparer, {0: county.target.pk})
