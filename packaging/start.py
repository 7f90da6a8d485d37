"""Where the built program begins."""

from benchapp.__main__ import run

run()
