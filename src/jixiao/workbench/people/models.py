"""Regions, units, users, and the grants that tie a person's role to a place."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from jixiao.workbench.people.roles import ROLE_NAMES, Role

# What a browser calls itself: the first mark that fits; those that call themselves Chrome as well stand before it.
BROWSERS = (
    *(
        ("Edg", "Edge"),
        ("MicroMessenger", "微信"),
        ("QQBrowser", "QQ 浏览器"),
        ("OPR/", "Opera"),
        ("Firefox", "Firefox"),
    ),
    *(("360SE", "360 浏览器"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("Trident", "Internet Explorer")),
)
SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS")),
    ("Linux", "Linux"),
)


class Region(models.Model):
    """行政区划: a province, city or county; `path` holds the ids from the root, so that a subtree is one range."""

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=120, db_index=True, editable=False)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the region; the path is that of the parent and its own code."""
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(*args, **kwargs)


class Unit(models.Model):
    """单位: a budget unit of a region; `department` is its 主管部门, None for a department itself."""

    class Kind(models.TextChoices):
        FINANCE = "finance", "财政部门"
        DEPARTMENT = "department", "主管部门"
        UNIT = "unit", "预算单位"

    code = models.CharField("单位编码", max_length=20)
    name = models.CharField("单位名称", max_length=120)
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.UNIT)
    region = models.ForeignKey(Region, models.PROTECT, related_name="units", verbose_name="行政区划")
    department = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name="主管部门"
    )
    sector = models.CharField("行业", max_length=40, blank=True)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["region", "code"], name="unit_code")]

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Give a new user, who must change the password at the first login unless told otherwise."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.password_changed_at = timezone.now()
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Give the user of a name as it is typed."""
        return self.get(username=username)


class User(AbstractBaseUser):
    """用户: a person who logs in."""

    username = models.CharField("用户名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("电话", max_length=40, blank=True)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    password_changed_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects: ClassVar[Users] = Users()

    class Meta:
        ordering: ClassVar = ["username"]

    def __str__(self) -> str:
        return self.name or self.username


class Grant(models.Model):
    """授权: a user's role for a unit or a region; a delegated one (委托) ends by itself."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=30, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, verbose_name="单位")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, verbose_name="行政区划")
    delegated_by = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="delegations")
    until = models.DateField("到期", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "unit", "region"], name="grant_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(unit=None) | Q(region=None), name="grant_one_place"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {ROLE_NAMES[Role(self.role)]} {self.unit or self.region or ''}".strip()


class OldPassword(models.Model):
    """旧密码: the hash of a password that was in use, so that nobody goes back to it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="old_passwords")
    hash = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)


class LoginSession(models.Model):
    """在线会话: a session of a user, so that one sees where one is logged in and can end it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=60)
    agent = models.CharField(max_length=200)
    started = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)

    @property
    def browser(self) -> str:
        """Give the browser and the system in a word each, as far as the browser tells them."""
        browser = next((name for mark, name in BROWSERS if mark in self.agent), "其他浏览器")
        system = next((name for mark, name in SYSTEMS if mark in self.agent), "")
        return f"{browser}（{system}）" if system else browser
