"""Worker processes (工作进程): one port served by several, each started anew where it ends by itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from types import FrameType

PAUSE = 1.0  # seconds before a worker that ended by itself is started anew


class Workers:
    """Runs a function in several processes until told to stop; ends them with itself."""

    def __init__(self, count: int, work: Callable[[], None]) -> None:
        self.count, self.work = count, work
        self.running: set[int] = set()
        self.stopping = False

    def run(self) -> None:
        """Start the processes and watch over them; gives back once all have ended."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for _ in range(self.count):
            self._start()
        while self.running:
            ended, _ = os.wait()
            self.running.discard(ended)
            if not self.stopping:
                time.sleep(PAUSE)
                self._start()

    def _start(self) -> None:
        child = os.fork()
        if child:
            self.running.add(child)
            if self.stopping:  # told to stop between the two lines above
                os.kill(child, signal.SIGTERM)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os._exit(0))
        _end_with_parent()
        try:
            self.work()
        finally:
            os._exit(1)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        for child in self.running:
            os.kill(child, signal.SIGTERM)


def _end_with_parent() -> None:
    """Let a worker end when the process that watches over it is killed (Linux: PR_SET_PDEATHSIG)."""
    import ctypes

    try:
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGTERM)
    except (OSError, AttributeError):
        return  # another system: who kills the parent ends the workers too
