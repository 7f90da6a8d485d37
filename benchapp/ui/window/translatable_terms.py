"""What the catalogue holds besides the texts of the screen: words that other layers keep in English."""

from collections.abc import Iterator
from enum import Enum

import msgspec

from benchapp.base import paths
from benchapp.domain.buffers.buffer_recipe import BufferRecipe
from benchapp.domain.compounds.form_edits import LABEL_DIFFERS, ON_THE_LABEL
from benchapp.domain.compounds.identity_facts import SENTENCES, SubstanceKind
from benchapp.domain.compounds.monograph import Basis, Monograph, NameKind, Standing
from benchapp.domain.compounds.monograph_builder import ENTERED_BY_HAND
from benchapp.domain.compounds.phrases import standard_phrases
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.journal.entries import LEFT_OVER
from benchapp.domain.journal.reports.incubation_report import DEVIATIONS, WRITTEN
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Work
from benchapp.domain.recipes.cautions import CELL_KINDS
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.solutions.freshness import State
from benchapp.domain.solutions.label_formats import LABEL_STOCKS
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.bounds import Beyond
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.incubations.running_incubation import WANTED
from benchapp.ui.text.message_catalogue import CATALOGUE
from benchapp.ui.window.pages import PageName

_KINDS: tuple[type[Enum], ...] = (
    State, Dosing, Kind, Basis, NameKind, Standing, WellUse, Method, SolutionPurpose, Storage, StepKind, PageName,
    Scheme, Work, SubstanceKind, Beyond,
)  # fmt: skip
# What entries keep as a word of their own: what a step found, and how a step of a report came out.
_KEPT = (
    "cells per ml", "viability percent", "done", "due", "waiting", "left out", "open", "heard", "not heard",
    "medium", "label", "concentration", "on time", "tube", "not given", "not told", "as sold", "in Qt", "on Linux",
    "step", "planned", "delay", "seen", "Planned and done", "What happened",
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
    "laboratory protocol",
    "secondary",
    "as entered",
    "vendor list",
    "own label",
    ON_THE_LABEL,
    LABEL_DIFFERS,
)
# What is said of a compound of one's own, of the solvents that labels name.
_OWN = (
    ENTERED_BY_HAND,
    "As the list states it; nothing else was compared.",
    "Solubility in water.",
    *(
        says.format(solvent=solvent)
        for says in ("Dissolves in {solvent}.", "Called insoluble in {solvent}.")
        for solvent in ("DMSO", "DMF", "water", "ethanol", "methanol", "acetonitrile", "PBS", "saline")
    ),
)
# What else a compound is found by.
_FOUND_BY = ("CAS", "catalogue number", "not this one", "a form of it")
# Solvents that have a name of their own in each language.
_SOLVENTS = ("water", "buffer", "ethanol", "methanol", "saline", "PBS + 0.1 % BSA")  # fmt: skip


def vocabulary() -> Iterator[tuple[str, str]]:
    """Yield each word or sentence with where it comes from."""
    for code, text in CATALOGUE.items():
        yield text, f"message {code}"
    for kind in _KINDS:
        for member in kind:
            yield str(member.value), f"{kind.__module__}.{kind.__name__}"
    for _, title, _ in WANTED.values():
        yield title, "asked with a step"
    yield WRITTEN, "a story as Markdown"
    yield DEVIATIONS, "a heading of a story"
    for file in sorted((paths.resources() / "monographs").glob("*.json")):
        for phrase in standard_phrases(msgspec.json.decode(file.read_bytes(), type=Monograph)):
            yield phrase, "a phrase of a bundled monograph"
    for file in sorted((paths.resources() / "buffers").glob("*.json")):
        for text in msgspec.json.decode(file.read_bytes(), type=BufferRecipe).words():
            yield text, "a recipe of a buffer that comes with the program"
    stocks = (stock.name for stock in LABEL_STOCKS)
    for word in (*CELL_KINDS, *_KEPT, *_SOURCES, *_OWN, *_FOUND_BY, *_SOLVENTS, *stocks):
        yield word, "kept as it is"
    for sentence in SENTENCES.values():
        yield sentence, "how a substance of one’s own is handled"
