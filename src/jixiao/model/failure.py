"""Failures that a person is told of: one clear Chinese sentence each, exit status 2, never a traceback."""

from __future__ import annotations


class Failure(Exception):
    """Base of all failures whose message is meant for the user; `str()` of it is that sentence."""
