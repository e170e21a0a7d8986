"""The server (服务): the workbench on a port of this machine, until it is stopped."""

from __future__ import annotations

import os
import socket
import sqlite3
import tempfile
from collections.abc import Callable
from typing import Any

from jixiao.model.failure import Failure
from jixiao.workbench.config import BadFolder, Config
from jixiao.workbench.workers import Workers

ROOM = 1 << 18  # bytes that must be free: with less, the first save would fail
MOST_PROCESSES = 4  # unless the settings say otherwise: one for each core, as long as it helps


class PortTaken(Failure):
    """A port that another program listens on."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        super().__init__(f"{host} 的端口 {port} 不能使用（{error.strerror}），请用 --port 换一个。")


def serve(config: Config, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve until interrupted; `started` is called with the address once the port is open. Raises PortTaken."""
    from django.db import connections

    from jixiao.workbench.cycle.evidence_files import sweep_evidence

    listening = _listen(host, port)
    sweep_evidence()
    started(f"http://{host}:{listening.getsockname()[1]}/")
    connections.close_all()  # none is shared by processes
    processes = _processes(config)
    if processes > 1:
        Workers(processes, lambda: _work(config, listening)).run()
    else:
        _work(config, listening)


def _work(config: Config, listening: socket.socket) -> None:
    """Answer what comes in on the port, with as many threads as the settings say."""
    from waitress import create_server

    from jixiao.workbench.wsgi import application

    given, _open = proxy_settings(config), _kept_open()
    create_server(application, sockets=[listening], threads=config.threads, ident="jixiao", **given).run()


def _kept_open() -> sqlite3.Connection | None:
    """Open SQLite for as long as a process works: the files beside the database then stay, with their room on the disk.

    Without them a page could not even be read where the disk takes no new file; and with the last connection of each
    request SQLite would tidy them up.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        return None
    opened = sqlite3.connect(connection.settings_dict["NAME"], check_same_thread=False)
    opened.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    return opened


def try_writing(config: Config) -> None:
    """Raise BadFolder where nothing can be written into the data folder: nobody could work there."""
    try:
        with tempfile.TemporaryFile(dir=config.home) as file:
            file.write(bytes(ROOM))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BadFolder(config.home, error) from None


def proxy_settings(config: Config) -> dict[str, Any]:
    """Give what the server believes of a proxy on this machine that speaks HTTPS to the outside: who asks, and how.

    Without one nothing is believed: anybody could claim to ask from anywhere.
    """
    if not config.https:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": "127.0.0.1", "trusted_proxy_count": 1, "trusted_proxy_headers": headers}


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows it would let two programs listen on one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise PortTaken(host, port, error) from None
    return listening


def _processes(config: Config) -> int:
    """As many as the settings say, or as there are cores; one where the system cannot fork (Windows)."""
    if not hasattr(os, "fork"):
        return 1
    return config.processes or min(os.cpu_count() or 1, MOST_PROCESSES)
