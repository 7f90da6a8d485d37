"""Who of the lab entered a compound, in words."""

from datetime import timedelta

from msgspec.structs import replace

from benchapp.domain.journal.computers import ComputerNamed, Computers
from benchapp.domain.journal.lab_compounds import LabCompound, SharedVersion
from benchapp.ui.text.compounds.entered_texts import changed_text, entered_text
from tests.making import BEGIN

HOOD = Computers().with_chain("a", "1").with_name("a", ComputerNamed("hood-1"))
COMPUTERS = HOOD.with_chain("b", "2").with_name("b", ComputerNamed("office"))
FIRST = SharedVersion("h1", "e1", "a", "Mara", BEGIN, "Testimib")
SECOND = replace(FIRST, hash="h2", entry="e2", chain="b", person="", at=BEGIN + timedelta(days=1))


def test_who_entered_it_and_who_corrected_it_are_named() -> None:
    words = entered_text(LabCompound((FIRST,)), COMPUTERS, lambda at: at)
    assert words == f"Entered by Mara on hood-1, {BEGIN:%Y-%m-%d %H:%M}."
    words = entered_text(LabCompound((FIRST, SECOND)), COMPUTERS, lambda at: at)
    assert words.endswith(f" Corrected on office, {SECOND.at:%Y-%m-%d %H:%M}.")
    assert entered_text(None, COMPUTERS, lambda at: at) == ""
    assert entered_text(LabCompound((FIRST,), withdrawn=True), COMPUTERS, lambda at: at) == ""


def test_what_somebody_changed_is_said() -> None:
    assert changed_text(LabCompound((FIRST,)), COMPUTERS) == (
        "Testimib was corrected (Mara, hood-1). You see the new version."
    )
    assert changed_text(LabCompound((FIRST,), withdrawn=True), COMPUTERS).startswith("Testimib was removed")
