"""JSON Pointers (RFC 6901): the parts of one, and how a name is written in it."""

from __future__ import annotations


def token(name: str) -> str:
    """Give a name as it stands in a pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def tokens(pointer: str) -> list[str]:
    """Give the names that a pointer goes through: /project/name gives project and name; none where it is no pointer."""
    if not pointer.startswith("/"):
        return []
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]
