"""The options of the command line, and what they mean."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchapp import __version__


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    made = argparse.ArgumentParser(
        prog="benchapp", description="Bench Companion: compound reference, dilution calculator, incubation timer."
    )
    made.add_argument("file", nargs="?", type=Path, help="a monograph or a list of compounds to open")
    made.add_argument("--version", action="version", version=f"Bench Companion {__version__}")
    made.add_argument("--data", metavar="DIR", type=Path, help="keep the journal in this folder")
    made.add_argument("--self-test", action="store_true", help="walk one bench day off-screen; status 0 or 1")
    made.add_argument("--tour", metavar="DIR", type=Path, help="make pictures of every page in this folder")
    made.add_argument("--on-screen", action="store_true", help="make the tour in real windows of this system")
    made.add_argument("--language", metavar="CODE", choices=("en", "de"), default="en", help="of the tour")
    made.add_argument("--verify", metavar="FILE", type=Path, help="recompute the worked examples of an answer key")
    made.add_argument("--check-buffer", metavar="FILE", type=Path, nargs="+", help="check recipes of buffers")
    made.add_argument("--check-monograph", metavar="FILE", type=Path, nargs="+", help="check monograph files")
    made.add_argument("--plan", metavar="FILE", type=Path, help="plan the request in a JSON file, answer as JSON")
    made.add_argument(
        "--preview", metavar="FILE", type=Path, help="read a list of compounds, say as JSON what it gives"
    )
    made.add_argument(
        "--read", metavar=("FIELD", "TEXT"), nargs=2, help="say as JSON how a typed text is read; status 1 if refused"
    )
    made.add_argument("--now", metavar="ISO", default="", help="of --read: the present, for times; else the clock's")
    made.add_argument("--sheet", metavar="NAME", default="", help="of the list: the sheet of a workbook")
    made.add_argument("--encoding", metavar="NAME", default="", help="of the list: its code page, for example gb18030")
    made.add_argument("--solvent", metavar="NAME", default="", help="of the list: of solubilities that name none")
    made.add_argument(
        "--column", metavar="FIELD=HEADING", action="append", default=[],
        help="of the list: which column is a field, for example \"molar_mass=Salt MW\" or molar_mass=3",
    )  # fmt: skip
    made.add_argument(
        "--unit", metavar="FIELD=UNIT", action="append", default=[],
        help="of the list: of the bare numbers of a field, for example solubility=mM or molar_mass=kDa",
    )  # fmt: skip
    made.add_argument("--heading-row", metavar="N", type=int, help="of the list: row of the headings, 0 for none")
    made.add_argument("--in-background", action="store_true", help="start minimised, as at login")
    made.add_argument(
        "--time-to-window", action="store_true", help="print milliseconds from process start to the painted window"
    )
    return made


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; a text to be read may begin with a dash ("-5mg"), which argparse takes for an option."""
    place = arguments.index("--read") + 2 if "--read" in arguments else len(arguments)
    if place >= len(arguments) or arguments[place].startswith("--"):
        return parser().parse_args(arguments)
    asked = parser().parse_args([*arguments[:place], "text", *arguments[place + 1 :]])
    asked.read = [asked.read[0], arguments[place]]
    return asked
