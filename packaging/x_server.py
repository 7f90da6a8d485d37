"""An X server beside, for what is tried in real windows."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator


@contextlib.contextmanager
def x_server(display: str) -> Iterator[None]:
    """Run one with the screen of a bench laptop, on a display such as ":98"."""
    command = ["Xvfb", display, "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        yield
    finally:
        server.terminate()
        server.wait()
