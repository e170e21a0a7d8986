"""Making an installation ready (安装): Django set up for a data folder, the database brought up to date."""

from __future__ import annotations

import os
from pathlib import Path

from jixiao.model.failure import Failure
from jixiao.workbench.config import FILE, HOME, BadFolder, Config, default_home, load_config, secret_key
from jixiao.workbench.schema import upgrade

__all__ = ["NeedsWorkbench", "set_up", "set_up_example", "upgrade"]

SETTINGS = "jixiao.workbench.settings"


class NeedsWorkbench(Failure):
    """The workbench asked for where its libraries are not installed."""

    def __init__(self) -> None:
        super().__init__("工作台需要另外安装：pip install 'jixiao[workbench]'")


def set_up(home: Path | None = None) -> Config:
    """Give the settings of a data folder, with Django ready to use it; raises NeedsWorkbench, BadFolder, BadSetting."""
    if home is not None:
        os.environ[HOME] = str(home.absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    config = load_config()
    _folders(config)
    secret_key(config)
    try:
        import django
        import django_otp  # noqa: F401
    except ImportError:
        raise NeedsWorkbench from None
    django.setup()
    return config


def set_up_example(home: Path | None = None) -> Config:
    """Set up a data folder for the example county, one of its own where none is named; raises as `set_up` does.

    A new folder is marked as one for trying out: its login page lists the people and their password.
    """
    home = home or default_home().with_name("jixiao-example")
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not any(home.iterdir()):
            (home / FILE).write_text("# 示例县：登录页列出人员和密码\ndemo = true\n", "utf-8")
    except OSError as error:
        raise BadFolder(home, error) from None
    return set_up(home)


def _folders(config: Config) -> None:
    try:
        for folder in (config.home, config.evidence, config.backups, config.home / "static"):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadFolder(config.home, error) from None
