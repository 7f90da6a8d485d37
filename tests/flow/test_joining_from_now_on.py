"""A computer with a past joins a lab from now on: the others see what is in hand and what runs, and no more."""

import gzip
from pathlib import Path

import pytest

from benchapp.domain.journal.entries import (
    AliquotThawed,
    NoteAdded,
    SolutionAdded,
    SolutionDiscarded,
    SolutionFilled,
)
from benchapp.domain.journal.state import LabState
from benchapp.selftest.scenario import Scenario
from benchapp.store.settings import load_settings
from tests.flow.test_two_computers import choose, folder, hood, look, office
from tests.making import solution

__all__ = ["folder", "hood", "office"]

STAYS = "nobody is to read this"


def join(acting: Scenario, folder: Path, computer: str, lab: str = "", *, from_now_on: bool = False) -> None:
    """Join the lab of a folder as a person does."""
    acting.program.rooms.computers.watch.came.disconnect()
    choose(acting, folder)
    if lab:
        acting.type_into("settings.computers.lab", lab)
    acting.type_into("settings.computers.own", computer)
    if from_now_on:
        acting.press("settings.computers.from_now_on")
    acting.press("settings.computers.join")
    acting.wait()


def in_folder(folder: Path) -> str:
    """Return all that anybody can read in the folder of the lab, with the names of its files."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            found += [file.name, (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()]
    return "\n".join(found)


def shared(state: LabState) -> tuple[object, ...]:
    """Return what two computers of a lab have to have alike."""
    solutions = {name: one for name, one in state.solutions.items() if not one.apart}
    incubations = {name: one for name, one in state.incubations.items() if not one.apart}
    return solutions, incubations, state.rules, state.recipes, state.computers, state.settled, state.unseen


@pytest.fixture
def lab(hood: Scenario, office: Scenario, folder: Path) -> tuple[Scenario, Scenario]:
    """The hood joined from now on the lab that the office has made; all is exchanged."""
    session = hood.program.services.session
    session.record_all(
        [SolutionAdded(solution("old")), NoteAdded(STAYS, "old"), SolutionDiscarded("old", STAYS)], person="Mara"
    )
    join(office, folder, "office", "Myeloma lab")
    join(hood, folder, "hood-1", from_now_on=True)
    look(office, hood, office)
    return hood, office


def test_the_others_see_what_is_in_hand_and_what_runs_and_nothing_else(
    lab: tuple[Scenario, Scenario], folder: Path
) -> None:
    here, there = (one.program.services.session for one in lab)

    assert shared(here.bench) == shared(there.bench)
    assert [one.incubation.name for one in there.bench.running()] == [
        one.incubation.name for one in here.bench.running()
    ]
    in_hand = [one.solution.label for one in here.bench.in_hand()]
    assert [one.solution.label for one in there.bench.in_hand()] == in_hand
    assert len(in_hand) > 0
    assert "old" in here.bench.solutions
    assert "old" not in there.bench.solutions
    text = in_folder(folder)
    assert STAYS not in text
    assert not here.apart_chains & {name[:36] for name in text.splitlines()}
    assert not here.apart_chains & there.heads().keys()
    assert set(here.apart_chains) == {*here.own_chains, *here.inherited_chains} - {here.own_chains[0]}
    # The diary here has all of it still.
    assert any(STAYS in str(entry.body) for entry in here.entries())


def test_it_rings_at_home_and_a_thaw_of_what_was_brought_is_seen_on_both(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    assert office.program.services.timers.statuses == ()
    assert len(hood.program.services.timers.statuses) == 1
    session = office.program.services.session
    stock = next(one for one in session.bench.in_hand() if one.solution.aliquots > 1)
    session.record(AliquotThawed(stock.solution.id, 1, session.now()), person="Jo")
    look(office, hood)

    after = hood.program.services.session.bench
    assert after.solutions[stock.solution.id].left == stock.left - 1
    assert shared(after) == shared(session.bench)


def test_nothing_of_before_is_given_where_missing_files_are_written_again(
    lab: tuple[Scenario, Scenario], folder: Path
) -> None:
    hood, _ = lab
    session = hood.program.services.session
    for part in ("new", "old"):
        for file in (folder / part).glob("*"):
            file.unlink()
    hood.press("rail.pages.settings")
    hood.press("settings.computers.put_back")
    hood.wait()
    assert STAYS not in in_folder(folder)
    assert session.own_chains[0] in in_folder(folder)

    settings = load_settings(hood.folder.settings)
    assert set(settings.lab_apart) == session.apart_chains


def test_what_is_used_again_is_brought_and_its_notes_stay(lab: tuple[Scenario, Scenario], folder: Path) -> None:
    hood, office = lab
    session = hood.program.services.session
    session.record(NoteAdded("said today", "old"))
    look(hood, office)
    assert "old" not in office.program.services.session.bench.solutions
    session.record(SolutionFilled("old", lot="L7"), person="Mara")
    look(hood, office)

    there = office.program.services.session.bench
    assert there.solutions["old"].solution.lot == "L7"
    assert STAYS not in "\n".join(line for line in in_folder(folder).splitlines() if "NoteAdded" in line)
    assert shared(session.bench) == shared(there)


def test_left_and_joined_again_it_goes_on_with_what_it_shares(lab: tuple[Scenario, Scenario], folder: Path) -> None:
    hood, office = lab
    session = hood.program.services.session
    chains = session.own_chains
    hood.press("rail.pages.settings")
    hood.press("settings.computers.leave")
    hood.wait()
    choose(hood, folder)
    # To go on as before is what is offered first.
    hood.press("settings.computers.join")
    hood.wait()
    assert session.own_chains == chains
    # And with all that it has, where that is what somebody wants.
    hood.press("settings.computers.leave")
    hood.wait()
    choose(hood, folder)
    hood.press("settings.computers.whole")
    hood.press("settings.computers.join")
    hood.wait()
    look(hood, office, hood)

    assert session.apart_chains == frozenset()
    assert load_settings(hood.folder.settings).lab_apart == ()
    assert "old" in office.program.services.session.bench.solutions
    assert session.bench == office.program.services.session.bench


def test_what_is_shared_and_the_button_that_joins_are_in_view_at_once(hood: Scenario, folder: Path) -> None:
    window = hood.program.window
    window.resize(1000, 640)
    hood.settle()
    choose(hood, folder)
    hood.settle()
    card = hood.program.rooms.settings.page.computers
    for press in (None, "settings.computers.from_now_on", "settings.computers.whole"):
        if press is not None:
            hood.press(press)
            hood.settle()
        assert not card.join.visibleRegion().isEmpty(), press
        assert not card.own.visibleRegion().isEmpty(), press
