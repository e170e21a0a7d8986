"""The scoring schemes (评分方案) of `schemes/`: found by name or alias, or read from a file of the user's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jixiao.knowledge.scheme_failure import CircularBase, UnknownScheme
from jixiao.knowledge.scheme_file import Scheme, read_scheme

FOLDER = Path(__file__).parent / "schemes"
SUFFIX = ".toml"
DEFAULT = "national-2020"


@lru_cache(maxsize=1)
def schemes() -> list[Scheme]:
    """Give all schemes that come with jixiao, by name."""
    return [_shipped(name) for name in names()]


def load_scheme(name_or_path: str) -> Scheme:
    """Give a scheme by its name, one of its aliases, or the path of a TOML file.

    Raises SchemeFailure, one Chinese sentence: an unknown name lists those that exist, a faulty file names the key.
    """
    if name_or_path in names():
        return _shipped(name_or_path)
    by_alias = next((scheme for scheme in schemes() if name_or_path in (*scheme.aliases, scheme.title)), None)
    if by_alias is not None:
        return by_alias
    path = Path(name_or_path)
    if not _is_file(path):
        raise UnknownScheme(name_or_path, names())
    return read_scheme(path, lambda base: _base(base, path, (path.resolve(),)))


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Give the names of the schemes that come with jixiao, the general one first."""
    found = sorted(path.stem for path in FOLDER.glob(f"*{SUFFIX}"))
    return tuple(sorted(found, key=lambda name: not name.startswith("national")))


@lru_cache(maxsize=64)
def _shipped(name: str) -> Scheme:
    return read_scheme(FOLDER / f"{name}{SUFFIX}", _shipped)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for any file
        return False


def _base(name: str, deriving: Path, seen: tuple[Path, ...]) -> Scheme:
    """The base of a user's scheme: a shipped one, or a file beside the deriving file."""
    if name in names():
        return _shipped(name)
    path = deriving.parent / name
    if path.resolve() in seen:
        raise CircularBase(deriving.name, name)
    if not _is_file(path):
        raise UnknownScheme(name, names())
    return read_scheme(path, lambda base: _base(base, path, (*seen, path.resolve())))
