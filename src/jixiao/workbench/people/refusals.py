"""What is refused in the management of people and places, each with its sentence."""

from __future__ import annotations

from jixiao.model.failure import Failure
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.roles import ROLE_NAMES, Reach, Role

_PLACES: dict[Reach, str] = {
    "unit": "一个单位",
    "department": "一个主管部门",
    "region": "一个区划",
    "region_tree": "一个区划",
    "installation": "整个系统，不选单位和区划",
}


class NameTaken(Failure):
    """A user name that somebody has."""

    def __init__(self, username: str) -> None:
        super().__init__(f"用户名“{username}”已经有人用了，请换一个。")


class BadName(Failure):
    """A user name or name that cannot be one."""

    def __init__(self, username: str) -> None:
        super().__init__(f"用户名“{username}”不能用：2 至 60 个字母、数字、汉字或 . _ - @，不含空格；姓名也要填写。")


class WrongPlace(Failure):
    """A role given for a place that it cannot be held for."""

    def __init__(self, role: Role, reach: Reach) -> None:
        super().__init__(f"“{ROLE_NAMES[role]}”应授予{_PLACES[reach]}，请重新选择。")


class NotSeparate(Failure):
    """One of the three administrators given another role, or the other way round."""

    def __init__(self, user: User, held: Role, wanted: Role) -> None:
        super().__init__(
            f"{user}已是{ROLE_NAMES[held]}，不能再担任{ROLE_NAMES[wanted]}：系统、安全、审计管理员须由三个人分别担任，"
            "也不兼任业务角色（GB/T 22239—2019 三员分立）。"
        )


class GrantedAlready(Failure):
    """A role that is held there already."""

    def __init__(self, user: User, role: Role) -> None:
        super().__init__(f"{user}在这里已有“{ROLE_NAMES[role]}”的角色。")


class NotOneself(Failure):
    """An administrator who acts on the own account."""

    def __init__(self, action: str) -> None:
        super().__init__(f"不能给自己{action}，请由另一位安全管理员办理。")


class LastAdministrator(Failure):
    """The only security administrator about to be lost."""

    def __init__(self) -> None:
        super().__init__("这是唯一启用的安全管理员，停用或收回后就没有人能管理账号了；请先给另一个人授权。")


class CodeTaken(Failure):
    """A code that another unit or region has."""

    def __init__(self, code: str, of: Unit | Region) -> None:
        super().__init__(f"编码“{code}”已经是“{of}”的，请核对。")


class NotEmptyPlace(Failure):
    """A unit or region that others stand under, about to be put out of use."""

    def __init__(self, place: Unit | Region, below: int, what: str = "单位") -> None:
        way = "请先停用或改到别的主管部门" if isinstance(place, Unit) else "请先停用它们"
        super().__init__(f"“{place}”下面还有 {below} 个在用的{what}，{way}。")


class OutOfUse(Failure):
    """A place put into use, or made, below a region that is out of use."""

    def __init__(self, region: Region) -> None:
        super().__init__(f"“{region}”已停用，请先启用它。")


class WrongDepartment(Failure):
    """A department that is none, or one of another region."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”的主管部门不对：预算单位要选同一区划里的主管部门，主管部门和财政部门自己不选。")


class NoSuchAccount(Failure):
    """A user name that nobody has."""

    def __init__(self, username: str) -> None:
        super().__init__(f"没有用户名为“{username}”的账号，有哪些账号见 jixiao admin user list。")


class NoSuchRole(Failure):
    """A role by a name that none has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有“{name}”这个角色，应为：{'、'.join(ROLE_NAMES.values())}。")


class NoSuchPlace(Failure):
    """A code that no region, or no unit in use of the region, has."""

    def __init__(self, column: str, code: str, of: str = "") -> None:
        super().__init__(f"{of}没有{column}为“{code}”的{'在用单位' if of else '区划'}，请核对。")


class NotFirst(Failure):
    """The first account asked for where there are accounts."""

    def __init__(self) -> None:
        super().__init__("系统里已经有账号，第一个账号只能建立一次；请用安全管理员登录后再建别的账号。")
