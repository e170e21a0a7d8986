"""Passwords (口令): the rule, no going back to an old one, how long one holds: as 等保2.0 (GB/T 22239-2019) asks."""

from __future__ import annotations

import secrets
import string
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from jixiao.workbench.people.models import OldPassword, User

KINDS = 3
REMEMBERED = 5  # passwords that one may not go back to, the present one among them
_GROUPS = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
_LOOK_ALIKE = "0O1lI"  # left out of temporary passwords: they are read aloud and copied from paper


class KindsOfCharacters:
    """Refuses a password of fewer than three kinds: capital and small letters, digits, others."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password that is too plain."""
        tests = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
        if sum(any(test(sign) for sign in password) for test in tests) < KINDS:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """Give the rule in words."""
        return "密码须含大写字母、小写字母、数字、其他符号中的至少三种。"


class NotUsedBefore:
    """Refuses a password that the person has or had: the last five."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password that was used before."""
        if not isinstance(user, User) or user.pk is None:
            return
        old = OldPassword.objects.filter(user=user).order_by("-pk").values_list("hash", flat=True)[: REMEMBERED - 1]
        present = User.objects.filter(pk=user.pk).values_list("password", flat=True)
        if any(check_password(password, known) for known in (*present, *old)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        """Give the rule in words."""
        return f"不能与最近 {REMEMBERED} 次用过的密码相同。"


def change_password(user: User, password: str, *, temporary: bool) -> None:
    """Give a user another password and remember the old one; a temporary one must be changed at the next login."""
    OldPassword.objects.create(user=user, hash=User.objects.values_list("password", flat=True).get(pk=user.pk))
    kept = OldPassword.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[: REMEMBERED - 1]
    OldPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    user.set_password(password)
    user.must_change_password, user.password_changed_at = temporary, timezone.now()
    user.save()


def temporary_password() -> str:
    """Give a random password that keeps the rule, without signs that look alike."""
    groups = ["".join(sign for sign in group if sign not in _LOOK_ALIKE) for group in _GROUPS]
    length = max(settings.CONFIG.password_length, 12)
    signs = [secrets.choice(group) for group in groups]
    signs += [secrets.choice("".join(groups)) for _ in range(length - len(signs))]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)


def must_change(user: User) -> bool:
    """Tell whether a user must change the password before anything else: it is a temporary one, or too old."""
    days = settings.CONFIG.password_days
    changed = user.password_changed_at
    too_old = bool(days) and (changed is None or timezone.now() - changed > timedelta(days=days))
    return user.must_change_password or too_old
