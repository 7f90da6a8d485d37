"""A library and the compounds of a lab that are kept alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.base import paths
from benchapp.base.clock import SteppedClock
from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.journal.entries import CompoundShared, CompoundWithdrawn
from benchapp.domain.messages import BenchError
from benchapp.presenters.compounds.lab_compounds import LabCompounds
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import canonical, content_hash
from benchapp.store.library.own_compounds import OwnCompounds
from tests.making import BEGIN
from tests.presenters.session.test_lab_exchange import AtHand


def compound(number: int, mass: str = "410.5") -> Monograph:
    entered = CompoundInput({Field.NAME: f"Compound {number}", Field.MOLAR_MASS: mass}, source="label")
    return build(parse_input(entered), f"00000000-0000-4000-8000-{number:012d}", "2026-11-30")


def shared(monograph: Monograph, was: str = "") -> CompoundShared:
    content = canonical(monograph).decode()
    return CompoundShared(monograph.id, content_hash(monograph), monograph.identity.name, content, "", was)


class Here:
    """A computer with its journal and its library."""

    def __init__(self, folder: Path) -> None:
        clock = SteppedClock(BEGIN)
        journal = Journal(folder / "journal.sqlite", Writer("here", clock.now().wall))
        self.session = JournalSession(journal, clock, folder / "anchors.json", folder / "snapshot")
        self.library = Library(Folders(paths.resources() / "monographs", folder / "monographs"), folder / "index")
        self.workers = AtHand()
        self.edited = ""
        self.compounds = LabCompounds(self.session, self.library, self.workers, lambda: self.edited)  # type: ignore[arg-type]
        self.said: list[object] = []
        self.compounds.taken.connect(self.said.append)
        self.compounds.failed.connect(self.said.append)

    def look(self) -> None:
        self.compounds.look()
        self.workers.run()

    def mass(self, number: int) -> str:
        found = self.library.open(compound(number).id)
        return "" if found is None else found.monograph.identity.forms[0].molar_mass


@pytest.fixture
def here(tmp_path: Path, qapp: QApplication) -> Iterator[Here]:
    made = Here(tmp_path)
    yield made
    made.library.close()
    made.session.close()


def test_what_is_entered_is_recorded_once(here: Here) -> None:
    OwnCompounds(here.library).save(compound(1))
    for _ in range(3):
        here.look()

    assert [one.body for one in here.session.entries() if isinstance(one.body, CompoundShared)] == [shared(compound(1))]


def test_what_was_recorded_elsewhere_is_written_and_what_is_edited_waits(here: Here) -> None:
    here.session.record(shared(compound(1)))
    here.session.record(shared(compound(2)))
    here.edited = compound(2).id
    here.look()
    assert (here.mass(1), here.mass(2)) == ("410.5", "")
    assert here.said == [(compound(1).id,)]

    here.edited = ""
    here.look()
    assert here.mass(2) == "410.5"


def test_what_cannot_be_read_is_kept_in_mind_and_taken_when_it_can(here: Here) -> None:
    wrong = CompoundShared(compound(1).id, "0" * 64, "Compound 1", '{"format":"later"}')
    here.session.record(wrong)
    here.look()
    assert list(here.compounds.refused) == [compound(1).id]

    here.session.record(shared(compound(1), wrong.hash))
    here.look()
    assert here.compounds.refused == {}
    assert here.mass(1) == "410.5"


def test_who_removes_one_removes_it_for_the_lab(here: Here) -> None:
    OwnCompounds(here.library).save(compound(1))
    here.compounds.withdraw(compound(1).id)
    assert not any(isinstance(one.body, CompoundWithdrawn) for one in here.session.entries())
    here.look()
    OwnCompounds(here.library).remove(compound(1).id)
    here.compounds.withdraw(compound(1).id)
    here.look()
    assert here.session.bench.compounds[compound(1).id].withdrawn

    OwnCompounds(here.library).save(compound(1))
    here.look()
    assert not here.session.bench.compounds[compound(1).id].withdrawn
    here.session.record(CompoundWithdrawn(compound(1).id, "Compound 1", content_hash(compound(1))))
    here.look()
    assert here.mass(1) == ""


def test_what_cannot_be_written_is_said(here: Here) -> None:
    here.session.record(shared(compound(1)))
    ((here.library.folders.own or Path()) / f"{compound(1).id}.json").mkdir(parents=True)
    here.look()

    assert any(isinstance(one, BenchError) for one in here.said)
