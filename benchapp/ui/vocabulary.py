"""What the catalogue holds besides the texts of the screen: words that other layers keep in English."""

from collections.abc import Iterator
from enum import Enum

from benchapp.domain.cautions import CELL_KINDS
from benchapp.domain.dose_series import Scheme
from benchapp.domain.entries import LEFT_OVER
from benchapp.domain.freshness import State
from benchapp.domain.incubations import Dosing
from benchapp.domain.kinds import Kind
from benchapp.domain.label_stock import LABEL_STOCKS
from benchapp.domain.messages import Work
from benchapp.domain.monograph import Basis, Standing
from benchapp.domain.plates import Use
from benchapp.domain.redose import Method
from benchapp.domain.solutions import Role, Storage
from benchapp.domain.steps import StepKind
from benchapp.domain.story import WRITTEN
from benchapp.presenters.progress_desk import WANTED
from benchapp.ui.window import PageName
from benchapp.ui.words import CATALOGUE

_KINDS: tuple[type[Enum], ...] = (
    State, Dosing, Kind, Basis, Standing, Use, Method, Role, Storage, StepKind, PageName, Scheme,
    Work,
)  # fmt: skip
# What entries keep as a word of their own: what a step found, and how a step of a story came out.
_KEPT = (
    "cells per ml", "viability percent", "done", "due", "waiting", "left out", "seen", "open", "heard", "not heard",
    "medium", "label", "concentration", "on time", "tube", "not given", "not told", "as sold", "in Qt", "on Linux",
    "mL", "well", "copied", "restored", "salvaged", "upgraded", LEFT_OVER,
)  # fmt: skip
# Kinds of source, as monographs write them, and what was entered by hand; "told" is what earlier files hold.
_SOURCES = (
    "As entered",
    "As told",
    "as told",
    "database",
    "drug label",
    "journal article",
    "computation",
    "vendor",
    "patent",
    "safety data sheet",
    "secondary",
    "as entered",
    "vendor list",
)
# Solvents that have a name of their own in each language.
_SOLVENTS = ("water", "buffer", "ethanol", "methanol", "saline")  # fmt: skip


def vocabulary() -> Iterator[tuple[str, str]]:
    """Yield each word or sentence with where it comes from."""
    for code, text in CATALOGUE.items():
        yield text, f"message {code}"
    for kind in _KINDS:
        for one in kind:
            yield str(one.value), f"{kind.__module__}.{kind.__name__}"
    for _, title, _ in WANTED.values():
        yield title, "asked with a step"
    yield WRITTEN, "a story as Markdown"
    for word in (*CELL_KINDS, *_KEPT, *_SOURCES, *_SOLVENTS, *(stock.name for stock in LABEL_STOCKS)):
        yield word, "kept as it is"
