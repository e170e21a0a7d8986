"""The server (服务): the workbench on a port of this machine, until it is stopped."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.model.failure import Failure
from jixiao.workbench.config import Config


class PortTaken(Failure):
    """A port that another program listens on."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        super().__init__(f"{host} 的端口 {port} 不能使用（{error.strerror}），请用 --port 换一个。")


def serve(config: Config, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve until interrupted; `started` is called with the address once the port is open. Raises PortTaken."""
    from waitress import create_server

    from jixiao.workbench.wsgi import application

    try:
        server = create_server(application, host=host, port=port, threads=config.threads, ident="jixiao")
    except OSError as error:
        raise PortTaken(host, port, error) from None
    started(f"http://{host}:{server.effective_port}/")
    server.run()
