"""Units and accounts from a list (批量导入): all rows or none; each row that does not fit gets its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from jixiao.model.failure import Failure
from jixiao.workbench.history.log import record
from jixiao.workbench.people.accounts import Person, create_account, grant_role
from jixiao.workbench.people.lists import Row, read_list
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.naming import place_named, role_named
from jixiao.workbench.people.places import UnitFacts, add_unit, change_unit

UNIT_HEAD = ("区划代码", "单位编码", "单位名称", "类别")
UNIT_MORE = ("主管部门编码", "行业")
USER_HEAD = ("用户名", "姓名", "角色", "区划代码", "单位编码")
USER_MORE = ("电话", "邮箱")
SHOWN = 50  # sentences that are told at once
_KINDS = {str(kind.label): kind.value for kind in Unit.Kind}


class RowsWrong(Failure):
    """A list with rows that do not fit; nothing of it was taken over."""

    def __init__(self, name: str, sentences: list[str]) -> None:
        self.sentences = sentences[:SHOWN]
        super().__init__(f"{name}：有 {len(sentences)} 行不对，全部没有导入；请按下面的说明改好再导入。")


class BadRow(Failure):
    """Something in a row that means nothing here."""

    def __init__(self, column: str, text: str, should: str) -> None:
        super().__init__(f"{column}“{text}”不对，{should}。")


class NewAccount(NamedTuple):
    """An account that was made, with its first password; `password` is empty where the account was there already."""

    user: User
    password: str


def import_units(data: bytes, name: str, by: User) -> int:
    """Add the units of a list, change those that are there; gives their number.

    Raises RowsWrong, NoHead, Unreadable.
    """
    rows = read_list(data, name, UNIT_HEAD, UNIT_MORE)
    # A department stands before the units under it, whatever the order of the list.
    rows.sort(key=lambda row: row.texts["类别"] == Unit.Kind.UNIT.label)
    regions = {region.code: region for region in Region.objects.all()}
    with transaction.atomic():
        _each(name, rows, lambda row: _unit(row, regions, by))
        record(by, "import_units", None, source=name, rows=len(rows))
    return len(rows)


def import_accounts(data: bytes, name: str, by: User) -> list[NewAccount]:
    """Make the accounts of a list and give them their roles; a person may stand in several rows, one for each role.

    Raises RowsWrong, NoHead, Unreadable.
    """
    rows = read_list(data, name, USER_HEAD, USER_MORE)
    made: dict[str, NewAccount] = {}
    with transaction.atomic():
        _each(name, rows, lambda row: _account(row, made, by))
        record(by, "import_accounts", None, source=name, rows=len(rows), accounts=len(made))
    return [new for new in made.values() if new.password]


def _each(name: str, rows: list[Row], take: Callable[[Row], None]) -> None:
    """Take over every row; raises RowsWrong with a sentence for each that fails, and nothing is kept."""
    wrong = []
    for row in rows:
        try:
            with transaction.atomic():
                take(row)
        except Failure as failure:
            wrong.append((row.number, f"第{row.number}行：{failure}"))
    if wrong:
        raise RowsWrong(name, [sentence for _, sentence in sorted(wrong)])


def _unit(row: Row, regions: dict[str, Region], by: User) -> None:
    texts = row.texts
    region = regions.get(texts["区划代码"])
    if region is None:
        raise BadRow("区划代码", texts["区划代码"], "没有这个区划，请先在“区划和单位”里增加")
    if texts["类别"] not in _KINDS:
        raise BadRow("类别", texts["类别"], f"应为{'、'.join(_KINDS)}")
    code = _short("单位编码", texts["单位编码"], 20)
    above = place_named(region.code, texts.get("主管部门编码", "")).unit
    facts = UnitFacts(
        region,
        code,
        _short("单位名称", texts["单位名称"], 120),
        _KINDS[texts["类别"]],
        above,
        texts.get("行业", "")[:40],
    )
    known = Unit.objects.filter(region=region, code=code).first()
    if known is None:
        add_unit(facts, by)
    else:
        change_unit(known, facts, by)


def _account(row: Row, made: dict[str, NewAccount], by: User) -> None:
    texts = row.texts
    role = role_named(texts["角色"])
    place = place_named(texts["区划代码"], texts["单位编码"])
    username = texts["用户名"]
    if username not in made:
        known = User.objects.filter(username=username).first()
        person = Person(username, _short("姓名", texts["姓名"], 60), texts.get("电话", "")[:40], _mail(texts))
        made[username] = NewAccount(known, "") if known else NewAccount(*create_account(person, by))
    grant_role(made[username].user, role, place, by)


def _short(column: str, text: str, most: int) -> str:
    if not 0 < len(text) <= most:
        raise BadRow(column, text[:20], f"应为 1 至 {most} 个字")
    return text


def _mail(texts: dict[str, str]) -> str:
    text = texts.get("邮箱", "")
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise BadRow("邮箱", text[:40], "应为邮箱地址，或者空着") from None
    return text


def sample_rows(kind: str) -> Iterator[tuple[str, ...]]:
    """Give the rows of a list to start from: its head and an example."""
    if kind == "units":
        yield (*UNIT_HEAD, *UNIT_MORE)
        yield ("510000", "101", "示例县医疗保障局", "主管部门", "", "社会保障")
        yield ("510000", "101001", "示例县医疗保险事务中心", "预算单位", "101", "社会保障")
    else:
        yield (*USER_HEAD, *USER_MORE)
        yield ("zhangsan", "张三", "填报人", "510000", "101001", "", "")
