"""A computer of a lab whose backup is restored, and files in the folder that are none: what a person sees of it."""

from pathlib import Path

import pytest

from benchapp.domain.journal.entries import AliquotThawed, IncubationStarted
from benchapp.selftest.scenario import Scenario
from benchapp.store.settings import load_settings
from benchapp.ui.window.pages import PageName
from tests.flow import test_two_computers as two_computers
from tests.flow.test_two_computers import join, look, words
from tests.making import incubation

hood, office, folder, lab = two_computers.hood, two_computers.office, two_computers.folder, two_computers.lab


def restore(acting: Scenario, backup: Path) -> None:
    """Restore a backup as the settings do: the program ends, and starts again with it."""
    acting.program.end()
    acting.program.window.hide()
    acting.program.window.deleteLater()
    acting.program.rooms.backups.put_back(backup)
    kept = load_settings(acting.folder.settings)
    acting.start_again()
    # As a start does, which reads the settings.
    acting.program.services.device.settings = kept
    acting.program.rooms.computers.begin()
    acting.wait()


def backed_up(acting: Scenario) -> Path:
    acting.program.rooms.backups.back_up()
    acting.wait()
    return acting.program.rooms.backups.backups()[0].file


def test_what_was_recorded_since_the_backup_comes_back_from_the_folder(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    backup = backed_up(hood)
    session = hood.program.services.session
    stock = next(one for one in session.bench.in_hand() if one.solution.aliquots > 1)
    before, home = session.own_chains, session.own_chains[0]
    hood.clock.advance(minutes=5)
    session.record(AliquotThawed(stock.solution.id, 1, session.now()), person="Mara")
    begun = {"since"}
    session.record(IncubationStarted(incubation("since", start=session.now())))
    look(hood, office)
    for times in (1, 2):
        restore(hood, backup)
        session = hood.program.services.session
        session.record(IncubationStarted(incubation(f"again-{times}", start=session.now())))
        look(hood, office, hood)

        assert session.bench == office.program.services.session.bench, f"restored {times} times"
        assert session.bench.solutions[stock.solution.id].left == stock.left - 1
        assert len(session.own_chains) == len(before) + times
        assert home in session.own_chains
        # What it began itself rings here, and not elsewhere.
        begun |= {f"again-{times}"}
        assert begun <= {one.running.incubation.id for one in hood.program.services.timers.statuses}
        assert office.program.services.timers.statuses == ()
        for acting in lab:
            acting.program.rooms.computers.refresh()
            words(acting, PageName.SETTINGS)
            assert acting.read("settings.computers.state").endswith("exchanged just now")
            assert acting.program.rooms.computers.exchange.state.looked.claimed == ()
            assert acting.program.rooms.settings.page.computers.said.isHidden()
        hood.press("rail.pages.journal")
        hood.wait()
        assert "Journal intact" in hood.read("journal.chain.state")
        assert "The journal continues here (restored)" in {
            line.sentence for line in hood.program.rooms.journal.table.lines
        }


def test_an_alarm_of_before_that_nobody_answered_does_not_ring_at_who_joins(
    hood: Scenario, office: Scenario, folder: Path
) -> None:
    session = hood.program.services.session
    for number in range(20):
        session.record(IncubationStarted(incubation(f"old-{number}", 1, start=session.now())))
    for acting in (hood, office):
        acting.clock.advance(days=30)
        acting.beat()
    assert len(hood.program.services.timers.ringing) >= 20
    join(hood, folder, "hood-1", "Myeloma lab")
    join(office, folder, "office")
    look(hood, office)
    office.beat()

    assert office.program.services.session.bench == session.bench
    assert office.program.services.timers.ringing == ()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("{chain}-00000001-00000009-0123456789ab.gz", b"half", "cannot be read"),
        ("{chain}-00000001-00000009-0123456789ab.gz", bytes(9 * 2**20), "is larger than any file of this program"),
        ("99999999-0000-4000-8000-000000000009-00000001-00000002-0123456789ab.gz", None, "cannot be opened"),
    ],
)
def test_a_file_that_is_none_is_said_in_the_settings_and_the_rest_goes_on(
    lab: tuple[Scenario, Scenario], folder: Path, name: str, data: bytes | None, said: str
) -> None:
    hood, office = lab
    chain = office.program.services.session.own_chains[0]
    file = folder / "new" / name.format(chain=chain)
    if data is None:
        file.mkdir()
    else:
        file.write_bytes(data)
    session = office.program.services.session
    session.record(AliquotThawed(session.bench.in_hand()[0].solution.id, 1, session.now()))
    look(office, hood, hood)
    hood.program.shell.show(PageName.SETTINGS)
    hood.settle()

    # It is said at every look, not only at those that try it again.
    assert said in hood.read("settings.computers.said")
    assert file.name in hood.read("settings.computers.said")
    assert hood.program.services.session.bench == session.bench
    file.rmdir() if data is None else file.unlink()
    look(hood)
    assert hood.program.rooms.settings.page.computers.said.isHidden()
