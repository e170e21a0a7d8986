"""The password rule (口令规则): three of four kinds of characters, as 等保2.0 asks for complexity."""

from __future__ import annotations

from django.core.exceptions import ValidationError

KINDS = 3


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
