"""Evidence: taken by its content, kept whole under its hash, shown to nobody but who may read the form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.workbench.cycle import evidence as service
from jixiao.workbench.cycle.evidence import TooMany, add_evidence, clean_name, evidence_by_pointer
from jixiao.workbench.cycle.evidence_files import keep, path_of, sweep_evidence, verify_evidence
from jixiao.workbench.cycle.models import Draft, Evidence, Filing
from jixiao.workbench.cycle.refusals import NotAllowed, NotDue
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.history.models import LogEntry

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
BAD = Path(__file__).parents[3] / "shared" / "samples" / "bad"


def file(name: str = "凭证.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def named_row(county: Any, name: str = "参保人数") -> None:
    edit = Edit("/indicators/0/name", "", name)
    save_edits(county.filing, county.preparer, [edit], Draft.objects.get(filing=county.filing).shape)


def upload(county: Any, user: Any, *files: SimpleUploadedFile, pointer: str = "", filing: Any = None) -> Any:
    url = f"/filings/{(filing or county.filing).pk}/evidence/"
    return county.client(user).post(url, {"files": list(files), "pointer": pointer}, follow=True)


def test_a_file_is_kept_once_and_given_back_as_it_was(county: Any) -> None:
    named_row(county)
    page = upload(county, county.preparer, file(), file("照片.png", PNG), pointer="/indicators/0").content.decode()
    assert "已上传 2 个佐证材料" in page and "凭证.pdf" in page and "参保人数" in page
    pdf, png = Evidence.objects.filter(filing=county.filing)
    assert (pdf.kind, png.kind, pdf.pointer, pdf.size) == ("pdf", "png", "/indicators/0", len(PDF))
    assert path_of(pdf.sha256).read_bytes() == PDF and keep(PDF) == pdf.sha256
    got = county.client(county.auditor).get(f"/evidence/{pdf.pk}/")
    assert b"".join(got.streaming_content) == PDF
    assert got["Content-Disposition"].startswith("attachment") and got["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got["Content-Security-Policy"] and "default-src 'none'" in got["Content-Security-Policy"]
    assert LogEntry.objects.filter(action="add_evidence", detail__sha256=pdf.sha256).exists()
    assert list(evidence_by_pointer(Filing.objects.get(pk=county.filing.pk))) == ["/indicators/0"]


def test_pictures_and_pdf_are_shown_and_nothing_else(county: Any) -> None:
    upload(county, county.preparer, file(), file("a.txt", "说明".encode()))
    pdf, text = Evidence.objects.filter(filing=county.filing)
    reader = county.client(county.auditor)
    shown, saved = reader.get(f"/evidence/{pdf.pk}/view/"), reader.get(f"/evidence/{text.pk}/view/")
    assert shown["Content-Disposition"].startswith("inline") and shown["Content-Type"] == "application/pdf"
    assert "script" not in shown["Content-Security-Policy"]
    assert saved["Content-Disposition"].startswith("attachment") and "sandbox" in saved["Content-Security-Policy"]


def test_the_content_counts_not_the_name(county: Any) -> None:
    page = upload(county, county.preparer, file("凭证.exe"), file("凭证.pdf", b"MZ\x90\0" + bytes(range(256)) * 4))
    assert [each.name for each in Evidence.objects.filter(filing=county.filing)] == ["凭证.exe.pdf"]
    assert "认不出是哪种文件" in page.content.decode()
    page = upload(county, county.preparer, file("a.pdf", b"<html><script>alert(1)</script></html>"))
    assert "html 文件，不能作佐证材料" in page.content.decode()
    assert "文件是空的" in upload(county, county.preparer, file("a.pdf", b"")).content.decode()
    assert "没有选文件" in upload(county, county.preparer).content.decode()
    assert Evidence.objects.filter(filing=county.filing).count() == 1


@pytest.mark.skipif(not BAD.is_dir(), reason="the bad files are not here")
@pytest.mark.any_database
def test_bad_files_are_refused_or_kept_as_they_are(county: Any) -> None:
    for path in sorted(BAD.glob("[0-9]*")):
        page = upload(county, county.preparer, file(path.name, path.read_bytes()))
        assert page.status_code == 200, path.name
    for evidence in Evidence.objects.filter(filing=county.filing):
        assert evidence.kind in service.KINDS and path_of(evidence.sha256).stat().st_size == evidence.size
    assert verify_evidence() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\目录\\凭证.pdf", "凭证.pdf"),
        ("../../etc/passwd", "passwd"),
        ("凭\u202e证\x00\n.pdf", "凭证.pdf"),
        ('a<b>:"|?*.pdf', "ab.pdf"),
        (" . ", "未命名文件"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_only_who_fills_in_a_draft_adds_and_takes_out(county: Any) -> None:
    evidence = add_evidence(county.filing, county.preparer, file())
    for user in (county.approver, county.reviewer, county.auditor):
        with pytest.raises(NotAllowed):
            add_evidence(county.filing, user, file())
    assert upload(county, county.stranger, file()).status_code == 404
    assert county.client(county.stranger).get(f"/evidence/{evidence.pk}/").status_code == 404
    county.submit(county.filing)
    with pytest.raises(NotDue):
        add_evidence(Filing.objects.get(pk=county.filing.pk), county.preparer, file())
    county.client(county.preparer).post(f"/evidence/{evidence.pk}/delete/")
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_what_is_taken_out_leaves_a_trace_and_the_file_goes_when_nobody_speaks_of_it(county: Any) -> None:
    mine = add_evidence(county.filing, county.preparer, file(data=PDF + b"1"))
    add_evidence(county.target, county.preparer, file(data=PDF + b"1"))
    county.client(county.preparer).post(f"/evidence/{mine.pk}/delete/")
    assert LogEntry.objects.get(action="remove_evidence").detail["sha256"] == mine.sha256
    sweep_evidence(older=-1)
    assert path_of(mine.sha256).is_file()
    Evidence.objects.filter(sha256=mine.sha256).delete()
    sweep_evidence()
    assert path_of(mine.sha256).is_file(), "an upload on its way may speak of it"
    sweep_evidence(older=-1)
    assert not path_of(mine.sha256).exists()


def test_a_row_that_is_no_longer_there_takes_no_evidence(county: Any) -> None:
    page = upload(county, county.preparer, file(), pointer="/indicators/7").content.decode()
    assert "这张表里已经没有了" in page and not Evidence.objects.exists()


def test_too_much_is_refused(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST", 1)
    add_evidence(county.filing, county.preparer, file())
    with pytest.raises(TooMany):
        add_evidence(county.filing, county.preparer, file())
    monkeypatch.setattr("jixiao.workbench.cycle.uploads.CONFIG.upload_mb", 0)
    assert "超过 0 MB 的限制" in upload(county, county.preparer, file()).content.decode()


def test_a_changed_or_lost_file_is_noticed(county: Any) -> None:
    evidence = add_evidence(county.filing, county.preparer, file(data=PDF + b"2"))
    assert verify_evidence() == []
    path_of(evidence.sha256).write_bytes(b"x")
    assert "校验码不符" in verify_evidence()[0]
    add_evidence(county.filing, county.preparer, file(data=PDF + b"2"))
    assert verify_evidence() == [], "uploading it again mends it"
    path_of(evidence.sha256).unlink()
    assert "不在数据文件夹里" in verify_evidence()[0]
    page = county.client(county.preparer).get(f"/evidence/{evidence.pk}/", follow=True).content.decode()
    assert "从备份中恢复" in page


def test_evidence_follows_its_row(county: Any) -> None:
    from jixiao.workbench.cycle.forms import form_of
    from jixiao.workbench.cycle.saving import save_form

    named_row(county)
    evidence = add_evidence(county.filing, county.preparer, file(), "/indicators/0")
    form = form_of(Draft.objects.get(filing=county.filing).data)
    form.indicators.insert(0, type(form.indicators[0])())
    save_form(county.filing, county.preparer, form, "试")
    evidence.refresh_from_db()
    assert evidence.pointer == "/indicators/1"
