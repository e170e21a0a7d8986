"""What an installation settles: its data folder and `workbench.toml` in it, each setting with its default."""

from __future__ import annotations

import errno
import os
import secrets
import sys
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from jixiao.model.failure import Failure
from jixiao.workbench.whole_file import written_whole

HOME = "JIXIAO_HOME"  # names the data folder
FILE = "workbench.toml"
_WHY = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "用完了磁盘配额",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "磁盘出了故障",
    errno.ENOTDIR: "路径里有不是文件夹的",
    errno.EEXIST: "已有同名的文件",
}


class BadSetting(Failure):
    """A setting that does not exist or has a value of another type."""

    def __init__(self, path: Path, name: str, what: str) -> None:
        super().__init__(f"{path}：设置“{name}”{what}。")


class BadFolder(Failure):
    """A data folder that cannot be written to."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = _WHY.get(error.errno or 0, error.strerror)
        super().__init__(f"数据文件夹 {path} 不能写入（{why}），请换一个文件夹，或检查权限和磁盘空间。")


@dataclass(slots=True)
class Config:
    """The settings of an installation; their names are those in workbench.toml.

    `session_minutes` is the time without use after which a session ends, `lock_after` the failed logins that lock an
    account for `lock_minutes`; `password_days` how long a password holds, 0 for ever.
    """

    home: Path
    database: str = ""  # postgresql://user:password@host/name; empty: SQLite in the data folder
    hosts: list[str] = field(default_factory=lambda: ["localhost", "127.0.0.1", "[::1]"])
    https: bool = False
    session_minutes: int = 30
    lock_after: int = 5
    lock_minutes: int = 15
    password_length: int = 10
    password_days: int = 0
    one_session: bool = False
    totp_roles: list[str] = field(default_factory=list)
    ldap_url: str = ""  # ldaps://host; empty: passwords are checked here
    ldap_user: str = ""  # whom to bind as: uid={username},ou=people,dc=example
    upload_mb: int = 20
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: bool = False
    mail_from: str = "jixiao@localhost"
    site_url: str = "http://127.0.0.1:8000"
    processes: int = 0  # worker processes; 0: one for each core, at most 4
    threads: int = 8
    demo: bool = False

    @property
    def evidence(self) -> Path:
        """Give the folder of the evidence files (佐证材料)."""
        return self.home / "evidence"

    @property
    def backups(self) -> Path:
        """Give the folder that backups are written to."""
        return self.home / "backups"

    @property
    def sqlite(self) -> Path:
        """Give the file of the SQLite database."""
        return self.home / "jixiao.sqlite3"


def default_home() -> Path:
    """Give the data folder of this machine's user where none was named."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "jixiao"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "jixiao"


def load_config(home: Path | None = None) -> Config:
    """Give the settings of the data folder: `home`, or JIXIAO_HOME, or this user's own; raises BadSetting."""
    home = home or Path(os.environ.get(HOME) or default_home())
    config, path = Config(home.absolute()), home / FILE
    if path.is_file():
        for name, value in _settings(path).items():
            setattr(config, name, _checked(path, config, name, value))
    return config


def secret_key(config: Config) -> str:
    """Give the key that sessions are signed with, made on first use; readable by the owner alone."""
    path = config.home / "secret.key"
    try:
        key = path.read_text().strip() if path.is_file() else ""
        return key or _made_key(path)
    except OSError as error:
        raise BadFolder(config.home, error) from None


def _made_key(path: Path) -> str:
    """Write a key beside and give it its name once it is whole; of two that start at once the first one's stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".secret-{os.getpid()}")
    with written_whole(made) as file:  # readable by the owner alone
        file.write(secrets.token_urlsafe(48).encode())
    if path.is_file() and not path.read_text().strip():
        path.unlink()  # left by a start that a full disk or a power cut ended
    _name_once(made, path)
    made.unlink(missing_ok=True)
    return path.read_text().strip()


def _name_once(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # a disk that knows no links
        made.replace(path)


def _settings(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(path, FILE, f"读不懂：{error}") from None


def _checked(path: Path, config: Config, name: str, value: Any) -> Any:
    if name not in {each.name for each in fields(Config)} or name == "home":
        raise BadSetting(path, name, "不存在")
    expected = type(getattr(config, name))
    if type(value) is not expected:
        raise BadSetting(path, name, f"应为{_TYPES[expected]}")
    return value


_TYPES: dict[type, str] = {str: "文字", int: "整数", bool: "true 或 false", list: "列表"}
