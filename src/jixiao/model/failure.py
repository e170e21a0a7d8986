"""Failures that a person is told of: one clear Chinese sentence each, exit status 2, never a traceback."""

from __future__ import annotations

from typing import Any


class Failure(Exception):
    """Base of all failures whose message is meant for the user; `str()` of it is that sentence."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Subclasses build their sentence from arguments of their own; process pools must carry them all the same.
        return _carried, (type(self), str(self), self.__dict__)


def _carried(kind: type[Failure], sentence: str, attributes: dict[str, Any]) -> Failure:
    failure = kind.__new__(kind)
    failure.args = (sentence,)
    failure.__dict__.update(attributes)
    return failure
