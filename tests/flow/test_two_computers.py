"""Two computers of one lab, on one folder: what is recorded on one is there on the other, and rings at home alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from benchapp.app.program.application import Application
from benchapp.base.ids import RepeatedIds
from benchapp.domain.journal.entries import AliquotThawed, LabRuleSet
from benchapp.domain.units.amounts import plain_spaces
from benchapp.selftest.scenario import Scenario
from benchapp.store.lab.server_note import ServerNote, leave_note
from benchapp.store.settings import load_settings
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import BegunDay, QuickScenario, ResumedScenario, with_index


class OtherComputer(QuickScenario):
    """A computer whose ids are others than those of the first."""

    def _start(self) -> Application:
        self._ids = RepeatedIds(2)
        return super()._start()


@pytest.fixture
def hood(qapp: QApplication, tmp_path: Path, begun_day: BegunDay) -> Iterator[Scenario]:
    """The computer at which a plate runs."""
    acting = ResumedScenario(qapp, tmp_path / "hood", begun_day)
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, bundled_index: Path) -> Iterator[Scenario]:
    """A computer on which nothing was recorded yet."""
    acting = OtherComputer(qapp, with_index(tmp_path / "office", bundled_index))
    acting.settle()
    yield acting
    acting.end()
    qapp.setStyleSheet("")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "lab"
    made.mkdir()
    return made


def choose(acting: Scenario, folder: Path) -> None:
    """Choose a folder in the settings; the dialog for it is the system's."""

    def chosen(title: str) -> Path | None:
        return folder if title else None

    acting.program.shell.ask_folder = chosen  # type: ignore[method-assign]
    acting.press("rail.pages.settings")
    acting.press("settings.computers.choose")


def join(acting: Scenario, folder: Path, computer: str, lab: str = "") -> None:
    """Join the lab of a folder as a person does, in the settings; it is looked into when a test says so alone."""
    acting.program.rooms.computers.watch.came.disconnect()
    choose(acting, folder)
    if lab:
        acting.type_into("settings.computers.lab", lab)
    acting.type_into("settings.computers.own", computer)
    acting.press("settings.computers.join")
    acting.wait()


def look(*computers: Scenario) -> None:
    """Let computers look into the folder, one after the other."""
    for acting in computers:
        acting.program.rooms.computers.exchange.look()
        acting.wait()


@pytest.fixture
def lab(hood: Scenario, office: Scenario, folder: Path) -> tuple[Scenario, Scenario]:
    """Both in one lab, and all that was recorded exchanged."""
    join(hood, folder, "hood-1", "Myeloma lab")
    join(office, folder, "office")
    look(hood, office)
    return hood, office


def words(acting: Scenario, page: PageName) -> str:
    """Return all that a page says."""
    acting.program.shell.show(page)
    acting.settle()
    shown = acting.program.window.current_page()
    assert shown is not None
    return "\n".join(label.text() for label in shown.findChildren(QLabel) if not label.isHidden())


def test_what_one_recorded_is_on_the_other_with_the_name_of_the_computer(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab

    assert hood.program.services.session.bench == office.program.services.session.bench
    assert [row.kept.solution.label for row in office.program.services.solutions.in_hand()] == [
        row.kept.solution.label for row in hood.program.services.solutions.in_hand()
    ]
    table = office.program.rooms.journal.table
    office.press("rail.pages.journal")
    office.wait()
    assert {line.computer for line in table.lines} == {"hood-1", "office"}
    assert not office.program.rooms.journal.page.table.isColumnHidden(4)


def test_what_runs_elsewhere_is_shown_and_does_not_ring(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    said = words(office, PageName.TODAY)

    assert "ON OTHER COMPUTERS" in said
    assert "on hood-1" in said
    assert office.program.services.timers.statuses == ()
    assert len(hood.program.services.timers.statuses) == 1
    for acting in (hood, office):
        acting.clock.advance(days=9)
        acting.beat()
    assert hood.program.services.timers.ringing != ()
    assert office.program.services.timers.ringing == ()


def test_a_thaw_at_the_office_is_seen_at_the_hood(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    session = office.program.services.session
    stock = next(one for one in session.bench.in_hand() if one.solution.aliquots > 1)
    left = stock.left

    session.record(AliquotThawed(stock.solution.id, 1, session.now()), person="Jo")
    look(office, hood)

    after = hood.program.services.session.bench
    assert after.solutions[stock.solution.id].left == left - 1
    assert after == session.bench
    newest = next(hood.program.services.session.backwards())
    assert (newest.person, after.computers.name_of(newest.chain)) == ("Jo", "office")


def test_undo_takes_back_what_was_recorded_here(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    session = office.program.services.session
    stock = next(one for one in session.bench.in_hand() if one.solution.aliquots > 1)
    session.record(AliquotThawed(stock.solution.id, 1, session.now()))
    look(office, hood)
    last = hood.program.services.session.undoable()

    assert last is not None
    assert last.chain in hood.program.services.session.own_chains
    session.undo_last()
    look(office, hood)
    assert hood.program.services.session.bench.solutions[stock.solution.id].left == stock.left


def test_a_folder_that_is_away_is_said_and_nothing_is_lost(lab: tuple[Scenario, Scenario], folder: Path) -> None:
    hood, office = lab
    away = folder.rename(folder.with_name("taken away"))
    session = hood.program.services.session
    session.record(AliquotThawed(session.bench.in_hand()[0].solution.id, 1, session.now()))
    look(hood)
    hood.program.shell.show(PageName.SETTINGS)
    hood.settle()

    assert "connect that first" in hood.read("settings.computers.said")
    assert hood.read("settings.computers.state").endswith("not exchanged")
    assert hood.read("header.lab.state") == "Lab: not exchanged"
    hood.press("rail.pages.today")
    hood.press("header.lab.state")
    hood.settle()
    card = hood.program.rooms.settings.page.computers
    assert card.visibleRegion().boundingRect().height() > card.height() // 2
    away.rename(folder)
    look(hood, office)
    hood.settle()
    assert hood.read("settings.computers.state").endswith("exchanged just now")
    assert hood.read("settings.computers.other0.text").startswith("office: is on, ")
    assert office.program.services.session.bench == session.bench


def test_the_lab_is_joined_again_at_the_next_start(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    session = hood.program.services.session
    session.record(AliquotThawed(session.bench.in_hand()[0].solution.id, 1, session.now()))
    look(hood)
    office.program.end()
    office.program.window.hide()
    office.program.window.deleteLater()
    kept = load_settings(office.folder.settings)
    office.start_again()
    # As a start does, which reads the settings.
    office.program.services.device.settings = kept
    office.program.rooms.computers.begin()
    office.wait()

    assert office.program.rooms.computers.exchange.state.member is not None
    assert office.program.services.session.bench == session.bench


def test_who_leaves_keeps_what_came_and_gives_nothing_more(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    before = office.program.services.session.bench
    office.press("rail.pages.settings")
    office.press("settings.computers.leave")
    session = hood.program.services.session
    session.record(AliquotThawed(session.bench.in_hand()[0].solution.id, 1, session.now()))
    look(hood, office)

    assert office.program.services.session.bench == before
    assert office.program.services.device.settings.lab_folder == ""


def test_a_name_is_asked_for_and_a_second_lab_is_not_made(hood: Scenario, office: Scenario, folder: Path) -> None:
    join(hood, folder, "", "Myeloma lab")
    assert hood.program.rooms.computers.exchange.state.member is None
    assert "Give it a name." in words(hood, PageName.SETTINGS)
    hood.type_into("settings.computers.own", "hood-1")
    hood.press("settings.computers.join")
    hood.wait()
    choose(office, folder)

    assert office.read("settings.computers.what").startswith("Join the lab “Myeloma lab” in ")
    office.press("settings.computers.cancel")
    assert office.program.rooms.computers.exchange.state.member is None


def last_aliquots(acting: Scenario) -> tuple[str, str]:
    """Return the ids of a stock and of the portion of its sealed aliquots."""
    stock = next(one for one in acting.program.services.session.bench.in_hand() if one.solution.aliquots > 1)
    return stock.solution.id, next(one.id for one in stock.portions.all if not one.opened)


def test_two_who_thaw_all_that_is_left_are_asked_and_one_answer_is_enough(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    stock, portion = last_aliquots(hood)
    before = hood.program.services.session.bench.solutions[stock]
    left = before.left
    for acting, person, minutes in ((hood, "Mara", 0), (office, "Jo", 12)):
        acting.clock.advance(minutes=minutes)
        session = acting.program.services.session
        session.record(AliquotThawed(stock, left, session.now(), portion), person=person)
    look(hood, office, hood)
    for acting in lab:
        said = words(acting, PageName.TODAY)
        assert "TO SETTLE" in said
        assert "one tube, or two?" in said
        assert "Mara on hood-1, " in said
        assert "Jo on office, " in said
        count = acting.find(QLabel, "rail.today.count")
        assert (acting.read("rail.today.count"), count.property("chip")) == ("1", "soon")
        assert count.accessibleName().startswith("1 to settle")

    office.press("today.settle0.same")
    assert office.find(QLabel, "rail.today.count").property("chip") == "muted"
    look(office, hood)
    assert hood.find(QLabel, "rail.today.count").isHidden()
    for acting in lab:
        assert "TO SETTLE" not in words(acting, PageName.TODAY)
        opened = acting.program.services.session.bench.solutions[stock].opened
        assert sum(one.count for one in opened) == left + sum(one.count for one in before.opened)
    hood.press("rail.pages.journal")
    hood.wait()
    assert "It is the same tube" in next(iter(hood.program.rooms.journal.table.lines)).sentence


def test_a_rule_that_two_set_is_asked_and_the_earlier_value_can_be_had_back(lab: tuple[Scenario, Scenario]) -> None:
    for acting, value, minutes in zip(lab, (15.0, 25.0), (0, 1), strict=True):
        acting.clock.advance(minutes=minutes)
        acting.program.services.session.record(LabRuleSet("overage_percent", value, 10.0))
    look(*lab, lab[0])
    hood, office = lab
    assert hood.program.services.session.bench.rules.overage_percent == 25
    assert "set on two computers" in words(hood, PageName.TODAY)

    hood.press("today.settle0.first")
    look(hood, office)
    assert office.program.services.session.bench.rules.overage_percent == 15
    assert "TO SETTLE" not in words(office, PageName.TODAY)


def test_a_solution_says_who_thawed_the_last_aliquot_where_and_how_long_ago(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    stock, portion = last_aliquots(office)
    session = office.program.services.session
    session.record(AliquotThawed(stock, 1, session.now(), portion), person="Jo")
    look(office, hood)
    hood.clock.advance(minutes=12)
    label = hood.program.services.session.bench.solutions[stock].solution.label
    hood.program.rooms.solutions.show_label(label)
    hood.settle()

    said = words(hood, PageName.SOLUTIONS)
    assert "Last thawed by Jo on office, 12\u202fmin ago" in said
    assert "Entered on" in said
    hood.press(f"solutions.{label}.history")
    hood.settle()
    assert " · Jo · office" in words(hood, PageName.SOLUTIONS)


def test_what_was_undone_here_comes_back_although_another_computer_recorded_since(
    lab: tuple[Scenario, Scenario],
) -> None:
    hood, office = lab
    stock, portion = last_aliquots(hood)
    session = hood.program.services.session
    left = session.bench.solutions[stock].left
    session.record(AliquotThawed(stock, 1, session.now(), portion), person="Mara")
    office.clock.advance(minutes=1)
    office.program.services.session.record(LabRuleSet("overage_percent", 15.0, 10.0), person="Jo")
    look(hood, office, hood)

    hood.program.shell.undo_aloud()
    assert session.bench.solutions[stock].left == left
    assert session.bench.rules.overage_percent == 15
    hood.program.shell.redo_aloud()
    assert session.bench.solutions[stock].left == left - 1
    assert hood.read("toast.line.words").startswith("Brought back")


def test_a_server_that_is_away_is_said_over_every_page(lab: tuple[Scenario, Scenario], folder: Path) -> None:
    hood, office = lab
    now = hood.program.services.session.now().wall
    why = "The server “db.example.org” cannot be reached (no route to host): entries wait here until it can."
    leave_note(folder, ServerNote(now - timedelta(hours=1), why, now - timedelta(minutes=40)))
    look(hood, office)

    for acting in (hood, office):
        assert plain_spaces(acting.read("header.lab.state")) == "Server: 40 min ago"
    said = words(hood, PageName.SETTINGS)
    assert "The lab's server has not had everything since" in said
    assert why in said
    assert "server not up to date for 40 min" in plain_spaces(said)

    leave_note(folder, ServerNote(now))
    look(hood)
    assert hood.find(QPushButton, "header.lab.state").isHidden()
    assert why not in words(hood, PageName.SETTINGS)
