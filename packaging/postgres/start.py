"""Where the built program begins."""

import os
import sys

if sys.stdout is None or sys.stderr is None:
    # Without a window there is no terminal on Windows; what is said there is in `status`.
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (open as long as the program)
    sys.stdout = sys.stdout or nowhere
    sys.stderr = sys.stderr or nowhere

from benchapp_postgres.__main__ import run

run()
