"""The names of texts: each is known by itself, those for each 项 with a code behind."""

from __future__ import annotations

from jixiao.knowledge.texts import text_named, texts


def test_names_are_unique_and_each_says_what_to_write() -> None:
    names = [text.name for text in texts()]
    assert len(names) == len(set(names)) > 20
    assert all(text.note.endswith("。") for text in texts())


def test_a_text_for_each_item_is_known_by_the_items_code() -> None:
    known = text_named("支出预算差异原因 2101501")
    assert known is not None
    assert (known.name, known.each_item) == ("支出预算差异原因", True)
    assert text_named("支出预算差异原因 人员") is None
    assert text_named("公务接待费变动原因 2101501") is None


def test_a_reason_is_told_from_a_passage() -> None:
    assert {text.kind for text in texts() if text.name.endswith("原因")} == {"reason"}
    assert text_named("部门职责") is not None
    assert text_named("部门职责 ") is None
