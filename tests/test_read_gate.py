"""The gate: the kind of a file comes from its content, and what cannot be read is said in one sentence."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compound_file import compound
from jixiao.read.encoding import decode
from jixiao.read.failure import Unreadable
from jixiao.read.gate import MAX_FILE_SIZE, open_source
from wordml import p, package

SENTENCE = (
    "项目支出绩效自评表，年度资金总额 120 万元，全年执行数 115.2 万元，执行率 96%。\n填报单位：示例县医疗保障局\n"
)


def kind(data: bytes, name: str = "x") -> str:
    return open_source(data, name).kind


def refusal(data: bytes, name: str = "x") -> str:
    with pytest.raises(Unreadable) as caught:
        open_source(data, name)
    return str(caught.value)


def zipped(*names: str, **texts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "")
        for name, text in texts.items():
            archive.writestr(name, text)
    return data.getvalue()


# ------------------------------------------------------------------------------------------------ kinds
@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (package(p("甲")), "表.xls", "docx"),
        (zipped("xl/workbook.xml", "xl/worksheets/sheet1.xml"), "表.docx", "xlsx"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "文.pdf", "ofd"),
        (zipped("WORD\\document.xml"), "反斜杠.docx", "docx"),
        (compound({"WordDocument": b""}), "表.doc", "doc"),
        (compound({"WordDocument": b""}), "表.WPS", "wps"),
        (compound({"Workbook": b""}), "表.doc", "xls"),
        (compound({"Book": b""}), "表.xls", "xls"),
        (compound({"Workbook": b""}), "表.et", "et"),
        (compound({"Workbook": b""}, nested=("WordDocument",)), "嵌入.xls", "xls"),
        (b"%PDF-1.7\n", "表.txt", "pdf"),
        (b"\r\n" * 300 + b"%PDF-1.4\n", "前有空行.pdf", "pdf"),
        (b"{\\rtf1\\ansi}", "表.doc", "rtf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "表.xls", "html"),
        ("<?xml version='1.0'?><html xmlns='x'><body/></html>".encode("utf-16"), "表", "html"),
        (b"<!-- x -->\n<div>1</div>", "表", "html"),
        ("<TABLE border=1><tr><td>医保".encode("gb18030"), "表.xls", "html"),
        (b'{"documents": []}', "表.txt", "json"),
        ("[2024]号文件规定".encode(), "表.txt", "txt"),
        ("名称,预算,执行\n甲,1,2\n乙,3,4\n".encode(), "表.txt", "csv"),
        ("﻿标题\n名称,预算,执行\n".encode(), "表.xlsx", "csv"),
        ("名称\t预算\t执行\n".encode("gb18030"), "表.xls", "txt"),
        (SENTENCE.encode(), "表.docx", "txt"),
        (SENTENCE.encode("gb18030"), "表", "txt"),
        (SENTENCE.encode("utf-16"), "表", "txt"),
        (SENTENCE.encode("utf-16-be"), "表", "txt"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, name: str, expected: str) -> None:
    assert kind(data, name) == expected


def test_a_package_is_opened_once() -> None:
    source = open_source(package(p("甲")))
    assert source.archive is not None
    assert "word/document.xml" in source.archive


def test_unusual_member_names_are_told_by_the_declared_types() -> None:
    types = {"[Content_Types].xml": "<Types>application/vnd.openxmlformats-officedocument.{}.main+xml</Types>"}
    for declared, expected in (("wordprocessingml.document", "docx"), ("spreadsheetml.sheet", "xlsx")):
        data = zipped("content/a.xml", **{name: text.format(declared) for name, text in types.items()})
        assert kind(data) == expected


# ------------------------------------------------------------------------------------------------ refusals
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "这是一张图片，需要文字识别（OCR）"),
        (b"\x89PNG\r\n\x1a\n", "这是一张图片"),
        (b"GIF89a", "这是一张图片"),
        (b"BM" + bytes(40), "这是一张图片"),
        (b"RIFF\0\0\0\0WEBPVP8", "这是一张图片"),
        (b"\0\0\0\x18ftypheic", "这是一张图片"),
        (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), "文件设有打开密码"),
        (compound({"WordDocument": bytes(10) + b"\0\x01" + bytes(20)}), "文件设有打开密码"),
        (compound({"Workbook": b"\x09\x08\x04\0\0\0\0\0" + b"\x2f\0\x04\0"}), "文件设有打开密码"),
        (compound({"PowerPoint Document": b""}), "演示文稿"),
        (compound({"Contents": b""}), "认不出是哪种文件"),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "认不出是哪种文件"),
        (zipped("xl/workbook.bin", "xl/styles.bin"), "xlsb 文件…另存为 xlsx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt 文件…另存为 docx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods 文件…另存为 xlsx"),
        (zipped(**{"[Content_Types].xml": "application/x.presentationml.main"}), "演示文稿"),
        (zipped("1.docx", "2.docx"), "压缩包（zip）…请解压"),
        (b"Rar!\x1a\x07\x01\0", "压缩包（rar）"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "压缩包（7z）"),
        (package(p("甲"))[:300], "文件已损坏"),
        (b"PK\x03\x04", "文件已损坏"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "XML 文件"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "mht"),
        (bytes(range(256)) * 20, "认不出是哪种文件"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    sentence = refusal(data, "附件 3.bin")
    assert sentence.startswith("附件 3.bin：")
    assert sentence.endswith("。")
    assert all(part in sentence for part in reason.split("…"))


def test_the_name_tells_what_noise_was_meant_to_be() -> None:
    assert "不是有效的 pdf 文件" in refusal(bytes(range(256)), "通知.pdf")


def test_paths_that_give_no_bytes_are_refused(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "无.docx", "找不到"), (tmp_path, "文件夹"), (tmp_path / "a\0b", "找不到")):
        with pytest.raises(Unreadable, match=reason):
            open_source(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "锁.docx"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(Unreadable, match="没有读取权限"):
        open_source(path)


def test_a_file_beyond_all_size_is_refused_without_reading_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_SIZE * 40)  # sparse: it takes no room
    with pytest.raises(Unreadable, match="文件超过 256 MB"):
        open_source(path)


# ------------------------------------------------------------------------------------------------ names and texts
def test_a_path_keeps_its_name_and_place(tmp_path: Path) -> None:
    path = tmp_path / "附件 3 & '自评表' 100% (1).docx"
    path.write_bytes(package(p("甲")))
    source = open_source(str(path))
    assert (source.name, source.path) == (path.name, str(path))
    assert open_source(path, "上传.docx").name == "上传.docx"


def test_a_name_in_the_bytes_of_old_windows_is_shown_in_chinese(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), "自评表.txt".encode("gb18030"))  # noqa: PTH118 (bytes)
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"1")
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    assert open_source(os.fsdecode(path)).name == "自评表.txt"


@given(
    st.text(st.sampled_from("绩效自评表预算执行率万元，。：≥％12345 \n"), min_size=30),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
)
@settings(max_examples=150, deadline=None)
def test_text_comes_back_from_any_encoding(text: str, encoding: str) -> None:
    whole = SENTENCE + text
    assert decode(whole.encode(encoding)) == whole


def test_a_broken_character_does_not_make_utf8_another_encoding() -> None:
    data = (SENTENCE * 5).encode()
    assert decode(data[:-2] + data[-1:]).startswith(SENTENCE)
    assert decode(data[:50] + b"\xff" + data[50:]).endswith(SENTENCE)


@given(st.binary(max_size=300), st.sampled_from(["x", "a.pdf", "b.xlsx", "c.json", "d.csv"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_have_a_kind_or_are_refused_in_a_sentence(data: bytes, name: str) -> None:
    try:
        assert open_source(data, name).kind in {"txt", "csv", "json", "html", "rtf", "pdf"}
    except Unreadable as failure:
        assert str(failure).startswith(name + "：")


@given(st.integers(0, 4095), st.binary(min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_a_broken_compound_file_is_told_or_refused(place: int, noise: bytes) -> None:
    data = bytearray(compound({"WordDocument": b"", "1Table": b""}))
    data[8 + place : 8 + place + len(noise)] = noise
    try:
        assert open_source(bytes(data), "x.doc").kind == "doc"
    except Unreadable as failure:
        assert str(failure).startswith("x.doc：")


def test_deep_json_is_no_trap() -> None:
    assert kind(b"[" * 100_000) == "txt"
    assert kind(json.dumps({"a": [1]}).encode()) == "json"


# ------------------------------------------------------------------------------------------------ samples
BAD = {
    "01-empty.docx": "文件是空的", "02-truncated.docx": "文件已损坏", "03-zip-bomb.docx": "太大",
    "04-external-entity.docx": "docx", "05-external-relationship.docx": "docx", "06-macros-renamed.docx": "docx",
    "07-password.xlsx": "密码", "08-password.pdf": "pdf", "09-million-empty-rows.xlsx": "xlsx",
    "10-image-only.pdf": "pdf", "11-script-and-deep-divs.html": "html", "12-gb18030.txt": "txt",
    "13-utf16.txt": "txt", "14-jpeg-inside.docx": "图片",
    "15-sixty-columns.docx": "docx", "16-tracked-changes.docx": "docx", "17-text-boxes-nested-tables.docx": "docx",
    "18-hidden-sheets-no-cached-values.xlsx": "xlsx", "19-cyclic-formulas.xlsx": "xlsx",
    "20-附件 3 自评表 (1).docx": "docx", "21-one-megabyte-cell.docx": "docx", "22-negative-amounts.docx": "docx",
    "23-no-weight-column.docx": "docx", "24-two-totals.docx": "docx", "25-weights-sum-to-110.docx": "docx",
    "26-csv-inside.xlsx": "csv", "27-noise.pdf": "不是有效的 pdf 文件",
}  # fmt: skip


def outcome(path: Path) -> str:
    try:
        return open_source(path).kind
    except Unreadable as failure:
        assert str(failure).startswith(path.name)
        return str(failure)


def test_every_bad_sample_has_its_kind_or_its_sentence(samples: Path) -> None:
    found = {path.name: outcome(path) for path in (samples / "bad").iterdir() if path.suffix != ".md"}
    assert found.keys() == BAD.keys()
    assert {name: BAD[name] for name in BAD if BAD[name] not in found[name]} == {}


def test_the_sample_bomb_is_refused_at_once(samples: Path) -> None:
    path = samples / "bad" / "03-zip-bomb.docx"
    started = time.process_time()
    assert "太大" in outcome(path)
    assert time.process_time() - started < 0.05


def test_sample_texts_are_decoded(samples: Path) -> None:
    seed = (samples / "seeds" / "zhuzhou-lukou-2023-forms.txt").read_text("utf-8")
    assert decode((samples / "bad" / "13-utf16.txt").read_bytes()) == seed
    assert "𠮷㛃" in decode((samples / "bad" / "12-gb18030.txt").read_bytes())


def test_real_old_office_files_are_told(samples: Path) -> None:
    assert outcome(samples / "office" / "guangyuan-zhaohua-2024-forms.doc") == "doc"
