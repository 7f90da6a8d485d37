"""Where the built program begins."""

import os
import sys

if sys.stdout is None or sys.stderr is None:
    # A program with a window has no terminal on Windows; what is said there goes nowhere, and stops nothing.
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (pathlib is not to be imported yet)
    sys.stdout = sys.stdout or nowhere
    sys.stderr = sys.stderr or nowhere

from benchapp.app.fast_start import lazy_imports

lazy_imports.begin(getattr(sys, "_MEIPASS", ""))

from benchapp.__main__ import run  # noqa: E402 (what is above makes the import cheap)

# Nobody sits before these: an error is printed where the rest is, and not in a window that waits for somebody.
UNATTENDED = {"--self-test", "--tour", "--verify", "--check-monograph", "--check-buffer"}

if UNATTENDED.isdisjoint(sys.argv):
    run()
else:
    try:
        run()
    except Exception:  # noqa: BLE001 (whatever it is)
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        sys.exit(1)
