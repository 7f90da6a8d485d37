"""Where the built program begins."""

import sys

from benchapp import lean

lean.begin(getattr(sys, "_MEIPASS", ""))

from benchapp.__main__ import run  # noqa: E402 (what is above makes the import cheap)

run()
