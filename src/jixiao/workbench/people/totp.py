"""One-time codes (动态口令, TOTP, RFC 6238): who needs one, setting the device up, checking a code."""

from __future__ import annotations

from base64 import b32encode
from io import BytesIO

import django_otp
import qrcode
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from jixiao.model.failure import Failure
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User
from jixiao.workbench.people.scope import roles

HAS_DEVICE = "has_totp"  # kept in the session, so that not every page asks the database


class WrongCode(Failure):
    """A code that is not the one of this half minute, or one too many tries."""

    def __init__(self) -> None:
        super().__init__("动态口令不对或已经用过。请核对手机的时间，等口令变了再输；连续输错时要多等一会儿。")


class Demanded(Failure):
    """Codes about to be given up by somebody whose role demands them."""

    def __init__(self) -> None:
        super().__init__("您的角色必须使用动态口令，不能停用。")


def note_device(request: HttpRequest, user: User) -> None:
    """Keep in the session whether the user has a device."""
    request.session[HAS_DEVICE] = TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def demanded(user: User) -> bool:
    """Tell whether a role of the user demands codes (setting totp_roles)."""
    named = set(settings.CONFIG.totp_roles)
    return bool(named) and not named.isdisjoint(role.value for role in roles(user))


def code_missing(request: HttpRequest) -> bool:
    """Tell whether the session still lacks the code of the user's device."""
    return bool(request.session.get(HAS_DEVICE)) and not _verified(request)


def device_missing(request: HttpRequest, user: User) -> bool:
    """Tell whether the user must set up a device first."""
    return demanded(user) and not _verified(request)


def new_device(user: User) -> TOTPDevice:
    """Give the device that is being set up; it counts once a code of it has been given back."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "动态口令"})
    found: TOTPDevice = device
    return found


def key_text(device: TOTPDevice) -> str:
    """Give the key to be typed where nothing can be scanned, in groups of four."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def qr_drawing(device: TOTPDevice) -> SafeString:
    """Give the code to be scanned, as an SVG drawing to stand in a page."""
    drawn = BytesIO()
    qrcode.make(device.config_url, image_factory=SvgPathImage, box_size=12, border=2).save(drawn)
    svg = drawn.getvalue().decode().partition("?>")[2]
    return mark_safe(svg.replace("<svg ", '<svg role="img" aria-label="动态口令二维码" ', 1))


def confirm(request: HttpRequest, user: User, code: str) -> None:
    """Let the new device count, in the place of an older one, if the code is right; raises WrongCode."""
    device = new_device(user)
    if not device.verify_token(code.strip()):
        raise WrongCode
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save()
        record(user, "set_up_totp", user)
    django_otp.login(request, device)
    request.session[HAS_DEVICE] = True


def verify(request: HttpRequest, user: User, code: str) -> None:
    """Let the session count as checked if the code is right; raises WrongCode. Too many tries are slowed down."""
    device = django_otp.match_token(user, code.strip())
    if device is None:
        record(None, "totp_failed", user, username=user.username)
        raise WrongCode
    django_otp.login(request, device)


def give_up(request: HttpRequest, user: User) -> None:
    """Do without codes from now on; raises Demanded."""
    if demanded(user):
        raise Demanded
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        record(user, "give_up_totp", user)
    request.session[HAS_DEVICE] = False


def _verified(request: HttpRequest) -> bool:
    return bool(request.user.is_verified())  # type: ignore[union-attr]  # put there by OTPMiddleware
