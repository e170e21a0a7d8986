"""The data folder that `jixiao admin` works on: how a call names it, and making it ready."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao.workbench.config import Config

data_option = click.option(
    "--data", "home", metavar="文件夹", type=click.Path(path_type=Path), help="数据文件夹；不写就用默认的。"
)


def ready(home: Path | None) -> Config:
    """Give the settings of a data folder whose database is that of this version; raises what `set_up` raises."""
    from jixiao.workbench.install import set_up, upgrade

    config = set_up(home)
    upgrade()
    return config
