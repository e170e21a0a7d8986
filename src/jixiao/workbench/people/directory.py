"""Logging in by the office's directory (统一身份, LDAP): the password is checked there, roles stay here."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from jixiao.workbench.people.models import User

NAME = "jixiao.workbench.people.directory.Directory"
TIMEOUT = 10  # seconds
logger = logging.getLogger(__name__)


class Directory(ModelBackend):
    """Lets in whoever has an account here and can bind to the directory with the password typed."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Give the user of this name; None where there is none in use, or the directory refuses or does not answer."""
        if not username or not password:  # to bind without a password is to bind as nobody, and succeeds
            return None
        user = User.objects.filter(username=username, is_active=True).first()
        return user if user is not None and _bound(username, password) else None


def came_by_directory(request: HttpRequest) -> bool:
    """Tell whether a session was opened by the directory: its password is not ours to be changed."""
    return bool(request.session.get(BACKEND_SESSION_KEY) == NAME)


def _bound(username: str, password: str) -> bool:
    import ldap3
    from ldap3.core.exceptions import LDAPException
    from ldap3.utils.dn import escape_rdn

    config = settings.CONFIG
    name = config.ldap_user.replace("{username}", escape_rdn(username))
    try:
        server = ldap3.Server(config.ldap_url, connect_timeout=TIMEOUT)
        with ldap3.Connection(server, name, password, receive_timeout=TIMEOUT) as connection:
            return bool(connection.bound)
    except LDAPException as error:
        logger.error("LDAP: %s", error)
        return False
