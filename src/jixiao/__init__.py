"""jixiao (绩效): reads, scores and checks Chinese budget-performance forms.

The three functions here are the whole library for most programs. Importing this module loads no file format.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from jixiao.model.form import Form
    from jixiao.model.result import CheckResult, ReadResult
    from jixiao.score import Scheme, ScoredForm

__all__ = ["__version__", "check", "read", "score"]
__version__ = "0.1.0"


def read(file: str | PathLike[str] | bytes, name: str | None = None) -> ReadResult:
    """Give what a file says: its forms, each value as printed and with its place.

    `file` is a path or the bytes themselves; `name` is what messages call it. Raises `jixiao.model.failure.Failure`
    with one Chinese sentence where the file cannot be read.
    """
    from os import fspath

    from jixiao.read import read_file

    return read_file(file if isinstance(file, bytes) else fspath(file), name)


def check(
    file: str | PathLike[str] | bytes | ReadResult,
    scheme: str | Scheme | None = None,
    *,
    prior: str | PathLike[str] | bytes | ReadResult | None = None,
) -> CheckResult:
    """Give what is wrong with a file (a path, bytes, or what `read` gave) and how each rule ended.

    `scheme` is a scoring scheme (评分方案) or the name of one; by default each form's own layout decides. `prior` is
    the unit's final accounts of the year before (上年决算), to compare with. Raises as `read` does, also where there is
    no scheme of that name. Several files of one unit are held against each other by `jixiao.check.across.desk.Desk`.
    """
    from jixiao.check import check_documents

    result = check_documents(_read(file), _scheme(scheme))
    return result if prior is None else _with_prior(result, _read(prior))


def score(form: Form, scheme: str | Scheme | None = None) -> ScoredForm:
    """Give a form scored anew: points by the scheme's rules, each with the sentence that explains it."""
    from jixiao.score import score as score_form

    return score_form(form, _scheme(scheme))


def _read(file: str | PathLike[str] | bytes | ReadResult) -> ReadResult:
    from jixiao.model.result import ReadResult

    return file if isinstance(file, ReadResult) else read(file)


def _with_prior(result: CheckResult, prior: ReadResult) -> CheckResult:
    from jixiao.check.across.desk import Desk

    name = result.read.source.name
    last = prior.source.name if prior.source.name != name else f"上年的{name}"
    return Desk([(last, prior)]).compare(result, name)


def _scheme(scheme: str | Scheme | None) -> Scheme | None:
    from jixiao.score import load_scheme

    return load_scheme(scheme) if isinstance(scheme, str) else scheme


_FACES: dict[str, Callable[..., Any]] = {"jixiao.read": read, "jixiao.check": check, "jixiao.score": score}


class _Room(ModuleType):
    """A room's module that can be called like the function of its name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _FACES[self.__name__](*args, **kwargs)


class _House(ModuleType):
    """The module `jixiao` itself.

    Importing `jixiao.read` makes Python put that module where the function `read` stood; here it stays callable.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and value.__name__ in _FACES:
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _House
