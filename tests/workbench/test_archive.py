"""The archive of a year: everything within reach and nothing else, and any change of it is found."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jixiao.workbench.cycle.evidence_files import keep, path_of
from jixiao.workbench.cycle.models import Evidence, Project, Revision
from jixiao.workbench.cycle.opening import make_filings
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.papers.verify import verify_archive

from .test_papers import fill, finish


def archive(county: Any, person: Any = None) -> bytes:
    answer = county.client(person or county.reviewer).post(f"/years/{county.year.pk}/archive/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.fixture
def stored(county: Any, tmp_path: Path) -> Path:
    """An archive with a finished filing and a file of evidence."""
    fill(county)
    Evidence.objects.create(
        filing=county.filing, name="签到../表.pdf", sha256=keep(b"%PDF-1"), size=6, kind="pdf", by=county.preparer
    )
    finish(county)
    path = tmp_path / "年度.zip"
    path.write_bytes(archive(county))
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Give the archive written anew with some files changed."""
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    other = path.with_name("改.zip")
    with zipfile.ZipFile(other, "w") as new:
        for name, data in files.items():
            new.writestr(name, data)
    return other


def test_what_is_in_it(county: Any, stored: Path) -> None:
    with zipfile.ZipFile(stored) as found:
        names = found.namelist()
        folder = "101001 禾源县医疗保险事务中心/绩效自评"
        own = f"{folder}/51000024T000000000001 医保经办服务经费"
        assert {f"{own}.docx", f"{own}.json", "日志.csv", "manifest.json", "manifest.txt"} <= set(names)
        assert f"{folder}/佐证材料/51000024T000000000001 医保经办服务经费/签到.._表.pdf" in names
        told = json.loads(found.read(f"{own}.json"))
        assert told["state"] == "done" and told["document"]["project"]["name"] == "医保经办服务经费"
        assert [each["sha256"] for each in told["revisions"]] == [Revision.objects.get(filing=county.filing).sha256]
        assert "审核通过" in found.read("日志.csv").decode()
        lines = found.read("manifest.txt").decode().splitlines()
        assert len(lines) == len(names) - 2
        for line in lines:
            digest, name = line.split("  ")
            assert hashlib.sha256(found.read(name)).hexdigest() == digest
    assert verify_archive(stored) == []


def test_the_log_ties_the_archive_to_its_manifest(stored: Path) -> None:
    entry = LogEntry.objects.get(action="archive")
    with zipfile.ZipFile(stored) as found:
        assert entry.detail["sha256"] == hashlib.sha256(found.read("manifest.json")).hexdigest()


def test_it_is_within_reach(county: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(county, county.department))) as found:
        names = "\n".join(found.namelist())
        assert county.unit.name in names and county.other.name not in names
        assert county.other.name not in found.read("日志.csv").decode()


def test_two_projects_of_one_name_are_both_there(county: Any) -> None:
    twins = [Project.objects.create(unit=county.unit, name=name) for name in ("同名:", "同名?")]
    make_filings(county.year)
    with zipfile.ZipFile(io.BytesIO(archive(county))) as found:
        names = [name for name in found.namelist() if "绩效自评/同名_" in name]
    assert len(names) == len(set(names)) == 2 * len(twins)


def test_evidence_that_is_gone_is_named(county: Any, tmp_path: Path) -> None:
    Evidence.objects.create(
        filing=county.filing, name="照片.png", sha256="f" * 64, size=6, kind="png", by=county.preparer
    )
    assert not path_of("f" * 64).exists()
    with zipfile.ZipFile(io.BytesIO(archive(county))) as found:
        [missing] = json.loads(found.read("manifest.json"))["missing"]
    assert missing.endswith("照片.png")


def test_a_change_of_any_file_is_found(stored: Path) -> None:
    with zipfile.ZipFile(stored) as found:
        names = [name for name in found.namelist() if not name.startswith("manifest")]
    for name in names[:6]:

        def change(files: dict[str, bytes], name: str = name) -> None:
            files[name] += b" "

        assert any(name in sentence for sentence in verify_archive(changed(stored, change)))


def test_what_is_missing_and_what_is_too_much_is_found(stored: Path) -> None:
    def drop(files: dict[str, bytes]) -> None:
        del files["日志.csv"]
        files["多余.txt"] = b""

    assert verify_archive(changed(stored, drop)) == ["归档里多出“多余.txt”，清单里没有它。", "归档里缺少“日志.csv”。"]


def test_a_revision_rewritten_with_its_manifest_is_found(stored: Path) -> None:
    def rewrite(files: dict[str, bytes]) -> None:
        name = next(name for name in files if "绩效自评/" in name and name.endswith("医保经办服务经费.json"))
        told = json.loads(files[name])
        told["revisions"][0]["data"]["goal"] = {"actual": "改过的"}
        files[name] = json.dumps(told).encode()
        manifest = json.loads(files["manifest.json"])
        old = manifest["files"][name]["sha256"]
        new = manifest["files"][name]["sha256"] = hashlib.sha256(files[name]).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()
        files["manifest.txt"] = files["manifest.txt"].replace(old.encode(), new.encode())

    [sentence] = verify_archive(changed(stored, rewrite))
    assert "第1版与报送时的校验码不符" in sentence


def test_an_archive_that_was_cut_off_is_none(stored: Path) -> None:
    stored.write_bytes(stored.read_bytes()[:-200])
    assert "不是完整的归档文件" in verify_archive(stored)[0]


def test_a_byte_flipped_anywhere_in_a_file_is_found(stored: Path) -> None:
    data = bytearray(stored.read_bytes())
    data[len(data) // 3] ^= 0xFF
    stored.write_bytes(bytes(data))
    assert verify_archive(stored) != []


def test_the_page_counts_within_reach(county: Any) -> None:
    page = county.client(county.department).get("/archive/")
    [(year, counted)] = page.context["rows"]
    assert year == county.year and counted["number"] < county.year.steps.count() * 3
