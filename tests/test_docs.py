"""The manual says what the program does: every command, option, example, link and term is held against the code."""

from __future__ import annotations

import doctest
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest

from jixiao.cli import group, run
from jixiao.knowledge.vocabulary import vocabulary
from jixiao.model import form as model
from jixiao.model import result
from jixiao.score import load_scheme
from jixiao.workbench.config import Config
from jixiao.workbench.people.roles import ROLE_NAMES

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "docs" / "manual"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands() -> dict[str, click.Command]:
    context = click.Context(group)
    return {name: command for name in group.list_commands(context) if (command := group.get_command(context, name))}


def section(page: str, heading: str) -> str:
    found = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no section {heading}"
    return found[1]


def code_blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_in_the_manual_and_no_other(name: str) -> None:
    page = (MANUAL / "command-line.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(--[a-z]+)", section(page, name), re.MULTILINE))
    options = {option for param in commands()[name].params for option in param.opts if isinstance(param, click.Option)}
    assert described == {option for option in options if option.startswith("--")}
    assert f"jixiao {name}" in page


def test_the_examples_of_the_library_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = MANUAL / "library.md"
    session = "\n".join(code_blocks(page, "pycon"))
    test = doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0)
    assert len(test.examples) > 15
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert not failed, "".join(said)


def test_the_example_of_a_scheme_file_loads(tmp_path: Path) -> None:
    [example] = code_blocks(MANUAL / "schemes.md", "toml")
    file = tmp_path / "本县方案.toml"
    file.write_text(example, encoding="utf-8")
    scheme = load_scheme(str(file))
    assert scheme.parameters["reverse_formula"].value == "linear"


def test_the_vocabulary_page_names_every_context() -> None:
    page = (MANUAL / "vocabulary.md").read_text(encoding="utf-8")
    assert [context for context in vocabulary().exact if f"`{context}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_glossary_names_what_the_code_has() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    named = re.findall(r"`([A-Z]\w+)\.(\w+)`", page)
    assert len(named) > 20
    modules = (model, result)
    missing = []
    for owner, name in named:
        kind = next((getattr(module, owner) for module in modules if hasattr(module, owner)), None)
        if kind is not None and name not in {field.name for field in fields(kind)}:
            missing.append(f"{owner}.{name}")
    assert missing == []


def test_every_indicator_and_funding_field_is_in_the_glossary() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    names = [field.name for kind in (model.Indicator, model.FundingLine) for field in fields(kind)]
    assert [name for name in names if f"`{name}`" not in page and f".{name}`" not in page] == []


def test_every_dependency_has_a_decision() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[<>=!~\[ ]", dependency)[0] for dependency in project["dependencies"]]
    decisions = "".join(page.read_text(encoding="utf-8").lower() for page in (ROOT / "docs" / "decisions").glob("*.md"))
    assert names
    assert [name for name in names if name.lower() not in decisions] == []


def test_every_setting_of_the_workbench_is_in_the_manual_and_no_other() -> None:
    page = (MANUAL / "workbench" / "settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([a-z_]+)`", page, re.MULTILINE))
    assert described == {field.name for field in fields(Config)} - {"home"}


def test_no_page_names_a_machine_or_a_registry() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"/(work|root|home|tmp)/|pypi\.org|npmjs", text), page


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_finding_shown_in_the_readme_is_a_real_one(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    [shown] = code_blocks(ROOT / name, "text")
    run(["check", str(ROOT / "examples" / "03-县级汇总.xlsx")])
    out = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in shown.splitlines() if line.strip() not in out] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_python_of_the_readme_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    [example] = code_blocks(ROOT / name, "python")
    names: dict[str, Any] = {}
    exec(example, names)
    assert names["checked"].findings
    assert names["scored"].total


def test_every_picture_of_the_workbench_is_shown_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "images" / "workbench").glob("*.png"))
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert len(pictures) > 15
    assert [picture.name for picture in pictures if f"workbench/{picture.name})" not in text] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > 120_000] == []


def test_every_page_of_the_workbench_manual_and_every_role_is_listed() -> None:
    index = (MANUAL / "workbench" / "index.md").read_text(encoding="utf-8")
    pages = {page.name for page in (MANUAL / "workbench").glob("*.md")} - {"index.md"}
    assert [name for name in sorted(pages) if f"]({name})" not in index] == []
    assert [name for name in ROLE_NAMES.values() if f"[{name}](" not in index] == []
