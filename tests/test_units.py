"""Names of units: which mean one unit, which may, which do not."""

from __future__ import annotations

import pytest

from jixiao.knowledge.units import UnitName, scope_of, unit_name


def named(text: str) -> UnitName:
    found = unit_name(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例县医疗保障局", "示例县医疗保障局"),
        ("河中省江北市示例县医疗保障局", "示例县医疗保障局"),
        ("河中省江北市示例县医疗保障局", "江北市示例县医疗保障局"),
        ("示例县医疗保障局（盖章）", "示例县医疗保障局"),
        ("304-示例县医疗保障局", "示例县医疗保障局"),
        ("示例县医疗保障局部门", "示例县医疗保障局"),
        ("示例县医疗保障局(本级)", "示例县医疗保障局"),
        ("南山彝族自治州示例县医疗保障局", "示例县医疗保障局"),
        ("江北市市场监督管理局", "河中省江北市市场监督管理局"),
        ("区医疗保障局", "区医疗保障局"),
    ],
)
def test_names_of_one_unit(one: str, other: str) -> None:
    assert named(one).is_same(named(other))
    assert named(other).is_same(named(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例县医疗保障局", "邻县医疗保障局"),
        ("江北市鼓楼区民政局", "江南市鼓楼区民政局"),
        ("示例县医疗保障局", "示例县医疗保障事务中心"),
        ("示例县医疗保障局", "示例区医疗保障局"),
    ],
)
def test_names_of_two_units(one: str, other: str) -> None:
    assert not named(one).is_same(named(other))
    assert not (named(one).placed and named(other).placed and named(one).may_be(named(other)))


@pytest.mark.parametrize("bare", ["区医疗保障局", "医疗保障局"])
def test_a_name_without_a_place_may_be_any_of_its_kind(bare: str) -> None:
    full = named("江北市示例区医疗保障局")
    assert not named(bare).is_same(full)
    assert named(bare).may_be(full) and full.may_be(named(bare))
    assert not named(bare).may_be(named("江北市示例区民政局"))


@pytest.mark.parametrize("text", [None, "", "局", "—"])
def test_what_is_no_name(text: str | None) -> None:
    assert unit_name(text) is None


@pytest.mark.parametrize(
    ("texts", "scope"),
    [
        (("2024年度示例县医疗保障局部门决算",), "department"),
        (("2024年度示例县医疗保障局单位决算",), "unit"),
        (("2024年度部门决算", "示例县医疗保障局（本级）"), "unit"),
        ((None, "示例县医疗保障局"), None),
    ],
)
def test_whose_accounts_they_are(texts: tuple[str | None, ...], scope: str | None) -> None:
    assert scope_of(*texts) == scope
