"""An X server beside, for what is tried in real windows."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def x_server(display: str, size: str = "1366x768", picture: Path | None = None) -> Iterator[None]:
    """Run one, with the screen of a bench laptop unless another is wanted.

    Args:
        display: Its name, such as ":98".
        size: Of its screen, in dots.
        picture: A folder in which the file "Xvfb_screen0" holds what is on the screen; None for no such file.

    Raises:
        RuntimeError: It does not come up, as where the display is in use.
    """
    command = ["Xvfb", display, "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    if picture is not None:
        command += ["-fbdir", str(picture)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    socket = Path(f"/tmp/.X11-unix/X{display.lstrip(':')}")  # noqa: S108 (where every X server has it)
    until = time.monotonic() + 20
    while not socket.exists() and server.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    if server.poll() is not None or not socket.exists():
        server.kill()
        raise RuntimeError(f"no X server came up on {display}")
    try:
        yield
    finally:
        server.terminate()
        server.wait()
