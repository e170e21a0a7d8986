"""`jixiao check --annotate`: where copies may go, that originals stay, and what the call says."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest

import jixiao
from annotated import members, says_the_same
from cli_runner import Runner

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FILES = sorted(file for file in EXAMPLES.iterdir() if file.suffix in (".docx", ".xlsx", ".pdf"))
DOCX, XLSX, PDF = (next(file for file in FILES if file.suffix == suffix) for suffix in (".docx", ".xlsx", ".pdf"))


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A form to check, in a folder of its own."""
    folder = tmp_path / "报表"
    folder.mkdir()
    return Path(shutil.copy(DOCX, folder / "自评表.docx"))


def test_the_copy_bears_every_finding_and_the_original_stays(jixiao_cli: Runner, tmp_path: Path) -> None:
    for file in FILES:
        before = file.read_bytes()
        target = tmp_path / f"标注{file.suffix}"
        found = json.loads(jixiao_cli("check", file, "--annotate", target, "--json").out)["findings"]
        assert found or "填报" in file.name  # the workbooks of data are sound, the papers have their slips
        text = _text(target)
        assert all(text.count(_squeezed(finding["message"])) >= 1 for finding in found), file
        assert text.count("【错误】") + text.count("【警告】") + text.count("【提示】") == len(found)
        assert file.read_bytes() == before
        assert says_the_same(target.read_bytes(), before, file.name)


def _text(file: Path) -> str:
    """All notes of a file in one, without white space and the signs that XML writes otherwise."""
    data = file.read_bytes()
    if file.suffix == ".pdf":
        with pikepdf.open(io.BytesIO(data)) as document:
            notes = [str(note.Contents) for page in document.pages for note in page.get("/Annots", [])]
        return _squeezed("".join(notes))
    parts = [content.decode() for name, content in members(data).items() if "comments" in name]
    return _squeezed("".join(parts).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"'))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_status_and_findings_are_the_same_with_a_copy(jixiao_cli: Runner, tmp_path: Path) -> None:
    plain, copied = jixiao_cli("check", DOCX), jixiao_cli("check", DOCX, "--annotate", tmp_path / "a.docx")
    assert (copied.status, copied.out) == (plain.status, plain.out)
    assert copied.err == f"标注后的文件写到了 {tmp_path / 'a.docx'}，共 6 条批注。\n"


def test_severity_leaves_notes_out(jixiao_cli: Runner, tmp_path: Path) -> None:
    jixiao_cli("check", DOCX, "--annotate", tmp_path / "a.docx", "--severity", "error")
    texts = [comment.text for comment in docx.Document(str(tmp_path / "a.docx")).comments]
    assert texts and all(text.startswith("【错误】") for text in texts)


def test_several_files_go_to_a_folder(jixiao_cli: Runner, tmp_path: Path) -> None:
    ran = jixiao_cli("check", EXAMPLES, "--annotate", tmp_path / "标注")
    assert sorted(path.name for path in (tmp_path / "标注").iterdir()) == [file.name for file in FILES]
    assert f"{len(FILES)} 个标注后的文件写到了 {tmp_path / '标注'} 文件夹" in ran.err


def test_one_file_may_go_to_a_folder_that_is_there(jixiao_cli: Runner, tmp_path: Path) -> None:
    jixiao_cli("check", DOCX, "--annotate", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [DOCX.name]


def test_files_of_one_name_do_not_replace_each_other(jixiao_cli: Runner, tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        shutil.copy(DOCX, tmp_path / folder / "表.docx")
    for _ in range(2):  # a second call replaces the copies of the first
        jixiao_cli("check", tmp_path / "甲", tmp_path / "乙", "--annotate", tmp_path / "标注")
        assert sorted(path.name for path in (tmp_path / "标注").iterdir()) == ["表.docx", "表（2）.docx"]


@pytest.mark.parametrize("how", ["itself", "hard link", "symbolic link"])
def test_the_original_is_never_overwritten(jixiao_cli: Runner, original: Path, how: str) -> None:
    before = original.read_bytes()
    target = original
    if how != "itself":
        target = original.with_name("别名.docx")
        os.link(original, target) if how == "hard link" else target.symlink_to(original)
    ran = jixiao_cli("check", original, "--annotate", target)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"{target}：这是要核对的文件，标注后的文件不能覆盖它，请换一个文件名或文件夹。\n"
    assert original.read_bytes() == before


def test_the_folder_of_the_original_is_no_target(jixiao_cli: Runner, original: Path) -> None:
    before = original.read_bytes()
    ran = jixiao_cli("check", original, "--annotate", original.parent)
    assert ran.status == 2 and "不能覆盖它" in ran.err
    for target in (original.parent, original.parent / "标注"):
        ran = jixiao_cli("check", original.parent, "--annotate", target)
        assert ran.status == 2 and "不能放在要核对的文件夹里" in ran.err
    assert list(original.parent.iterdir()) == [original] and original.read_bytes() == before


def test_one_of_several_originals_is_not_overwritten_either(jixiao_cli: Runner, original: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(XLSX, tmp_path / "另一张.xlsx"))
    before = other.read_bytes()
    ran = jixiao_cli("check", original, other, "--annotate", tmp_path)
    assert ran.status == 2 and f"{other}：这是要核对的文件" in ran.err
    assert other.read_bytes() == before
    assert (tmp_path / original.name).exists()  # the other file of the call is still done


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("a.pdf", "标注后的文件与原件的格式相同，文件名请以 .docx 结尾"),
        ("没有/a.docx", "没有这个文件夹，请先建立它"),
    ],
)
def test_a_target_that_cannot_be(jixiao_cli: Runner, tmp_path: Path, target: str, words: str) -> None:
    ran = jixiao_cli("check", DOCX, "--annotate", tmp_path / target)
    assert (ran.status, ran.err) == (2, f"{tmp_path / target}：{words}。\n")
    assert list(tmp_path.iterdir()) == []


def test_several_files_do_not_go_to_one_file(jixiao_cli: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    ran = jixiao_cli("check", DOCX, XLSX, "--annotate", tmp_path / "a.docx")
    assert ran.status == 2 and "请写文件夹的名称" in ran.err


def test_formats_that_take_no_notes_say_what_to_do(jixiao_cli: Runner, tmp_path: Path) -> None:
    page = tmp_path / "表.html"
    page.write_text("<table><tr><td>项目支出绩效自评表</td></tr></table>", encoding="utf-8")
    ran = jixiao_cli("check", page, DOCX, "--annotate", tmp_path / "标注")
    assert ran.status == 2
    said = "能加的只有 docx、xlsx 和 pdf，请另存为其中一种，或改用 --report 把结果写成网页。"
    assert f"表.html：html 文件不能加批注，{said}\n" in ran.err
    assert [path.name for path in (tmp_path / "标注").iterdir()] == [DOCX.name]


def test_a_name_that_does_not_tell_the_kind_gets_the_usual_ending(jixiao_cli: Runner, tmp_path: Path) -> None:
    shutil.copy(DOCX, tmp_path / "表.doc")
    jixiao_cli("check", tmp_path / "表.doc", PDF, "--annotate", tmp_path / "标注")
    assert sorted(path.name for path in (tmp_path / "标注").iterdir()) == sorted(["表.docx", PDF.name])


def test_a_failure_leaves_no_file_behind(jixiao_cli: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("jixiao.write.annotate.annotate", broken)
    ran = jixiao_cli("check", DOCX, "--annotate", tmp_path / "a.docx")
    assert ran.status == 2 and "内部错误" in ran.err
    assert ran.out == jixiao_cli("check", DOCX).out
    assert list(tmp_path.iterdir()) == []


def test_xml_that_only_readers_forgive_is_refused_in_words(jixiao_cli: Runner, tmp_path: Path) -> None:
    parts = members(XLSX.read_bytes())
    name = next(name for name in parts if name.endswith("sheet1.xml"))
    parts[name] = parts[name].replace(b"<pageMargins ", b"<pageMargins left='1' left='1' ")
    assert parts[name] != members(XLSX.read_bytes())[name]
    with zipfile.ZipFile(tmp_path / "坏.xlsx", "w") as package:
        for member, content in parts.items():
            package.writestr(member, content)
    assert jixiao.check(tmp_path / "坏.xlsx").findings
    ran = jixiao_cli("check", tmp_path / "坏.xlsx", "--annotate", tmp_path / "a.xlsx")
    assert ran.status == 2 and "不能加批注" in ran.err
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_opens_the_copies(jixiao_cli: Runner, tmp_path: Path) -> None:
    jixiao_cli("check", EXAMPLES, "--annotate", tmp_path / "标注")
    for file in (tmp_path / "标注").iterdir():
        filter_name = ["--infilter=writer_pdf_import"] if file.suffix == ".pdf" else []
        home = f"-env:UserInstallation=file://{tmp_path / 'office'}"
        call = [
            "soffice",
            home,
            "--headless",
            *filter_name,
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(file),
        ]
        subprocess.run(call, check=True, capture_output=True, timeout=300)
        assert len(pikepdf.open(tmp_path / f"{file.stem}.pdf").pages) >= 1
