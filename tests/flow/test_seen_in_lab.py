"""What people see of the other computers of their lab, acted on two windows and one folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from benchapp.domain.incubations.steps import PlannedStep, StepKind
from benchapp.domain.journal.entries import AliquotThawed, AmountTaken, LabRuleSet, SolutionAdded, StepAdded
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.presenters.journal.journal_table import JournalColumn
from benchapp.presenters.solutions.preparation import unused_label
from benchapp.presenters.solutions.solution_list import ListColumn
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import BegunDay, ResumedScenario, with_index
from tests.flow.test_two_computers import OtherComputer, join, last_aliquots, look, words
from tests.making import solution

Lab = tuple[Scenario, Scenario]


@pytest.fixture
def lab(qapp: QApplication, tmp_path: Path, begun_day: BegunDay, bundled_index: Path) -> Iterator[Lab]:
    """The computer at which a plate runs, and another, in one lab; all is exchanged."""
    hood = ResumedScenario(qapp, tmp_path / "hood", begun_day)
    hood.settle()
    office = OtherComputer(qapp, with_index(tmp_path / "office", bundled_index))
    office.settle()
    (tmp_path / "lab").mkdir()
    join(hood, tmp_path / "lab", "hood-1", "Myeloma lab")
    join(office, tmp_path / "lab", "office")
    look(hood, office, hood)
    yield hood, office
    for acting in (hood, office):
        acting.end()
    qapp.setStyleSheet("")


def test_a_stock_that_one_undid_while_another_thawed_it_is_brought_back_with_the_thaw(lab: Lab) -> None:
    hood, office = lab
    session, name = hood.program.services.session, "one more stock"
    stock = replace(solution(name), aliquot_volume=Amount("100", "uL"), made=session.now())
    added = session.record(SolutionAdded(stock), person="Mara")
    look(hood, office)
    there = office.program.services.session
    office.clock.advance(minutes=1)
    thawed = there.record(AliquotThawed(name, 1, there.now(), name), person="Jo")
    there.record(AmountTaken(name, thawed.id, Amount("5", "uL"), there.now()), person="Jo")
    hood.clock.advance(minutes=2)
    session.undo(added.id)
    look(office, hood, office)

    for acting in lab:
        assert "was undone, but an entry uses it" in words(acting, PageName.TODAY)
    office.press("today.settle0.back")
    look(office, hood)
    for acting in lab:
        assert "TO SETTLE" not in words(acting, PageName.TODAY)
        (opened,) = acting.program.services.session.bench.solutions[name].opened
        assert opened.volume_ul == pytest.approx(95)
    assert session.bench == there.bench


def test_a_count_of_a_plate_that_runs_elsewhere_is_recorded_with_its_figures(lab: Lab) -> None:
    hood, office = lab
    session = hood.program.services.session
    (running,) = session.bench.running()
    identity = running.incubation.id
    session.record(StepAdded(identity, PlannedStep(1000, StepKind.COUNT, 3600.0)), person="Mara")
    for acting in lab:
        acting.clock.advance(hours=2)
    look(hood, office, hood, office)
    for acting in lab:
        acting.beat()

    assert "Done at…" in words_of_buttons(office, PageName.TODAY)
    office.press("today.elsewhere0.done_at")
    assert office.program.window.page is PageName.INCUBATE
    assert "hood-1" in words(office, PageName.INCUBATE)
    assert "rings here: nobody has answered it" in office.read(f"incubate.{identity}.where")
    office.type_into(f"incubate.{identity}.did.cells_per_ml", "4.2e5")
    office.type_into(f"incubate.{identity}.did.viability_percent", "93")
    office.press(f"incubate.{identity}.did.write")
    look(office, hood)

    for acting in lab:
        state = acting.program.services.session.bench.incubations[identity]
        assert state.did[1000].values == {"cells_per_ml": "4.2e5", "viability_percent": "93"}
    office.beat()
    office.settle()
    assert "until re-dose" in office.read(f"incubate.{identity}.next")


def test_what_runs_elsewhere_is_counted_beside_every_page_and_opens_today(lab: Lab) -> None:
    hood, office = lab
    office.beat()
    panel = office.program.window.now
    panel.set_room(room=True)
    office.settle()
    assert "1 on another computer" in words_of_buttons(office, PageName.JOURNAL)
    count, today = office.find(QLabel, "rail.today.count"), office.find(QToolButton, "rail.pages.today")
    assert (office.read("rail.today.count"), count.property("chip"), count.isVisible()) == ("1", "muted", True)
    assert today.accessibleDescription() == count.accessibleName() == "1 on another computer"
    assert today.toolTip().startswith("Today · 1 on another computer · ")
    assert today.rect().contains(count.geometry())
    assert panel.docked
    office.press("now.others")
    assert office.program.window.page is PageName.TODAY
    assert office.read("today.head.text") == "Nothing runs on this computer"

    hood.beat()
    hood.settle()
    assert "on another computer" not in words_of_buttons(hood, PageName.JOURNAL)


def test_the_list_names_the_computer_and_an_old_exchange_is_said_before_a_thaw(lab: Lab) -> None:
    hood, office = lab
    stock, portion = last_aliquots(office)
    there = office.program.services.session
    there.record(AliquotThawed(stock, 1, there.now(), portion), person="Jo")
    look(office, hood)
    label = hood.program.services.session.bench.solutions[stock].solution.label
    hood.program.rooms.solutions.show_label(label)
    hood.settle()
    for acting, said in ((hood, "thawed on office, 14:05"), (office, "hood-1")):
        acting.program.shell.show(PageName.SOLUTIONS)
        found = acting.program.rooms.solutions.page.list
        place = found.place_of(stock)
        assert place is not None
        assert found.index(place, ListColumn.NAME).data().endswith(f" · {said}")
    unseen = hood.find(QLabel, f"solutions.{label}.unseen")
    assert not unseen.isVisible()

    hood.clock.advance(hours=3)
    hood.beat()
    hood.settle()
    assert unseen.isVisible()
    assert plain_spaces(hood.read(f"solutions.{label}.unseen")) == (
        "Last exchange 3 h ago: another computer may have taken of it since."
    )
    look(hood)
    hood.clock.advance(seconds=11)
    hood.beat()
    hood.settle()
    assert not unseen.isVisible()


def test_a_computer_that_was_closed_is_said_to_be_and_gave_what_was_recorded_last(lab: Lab) -> None:
    hood, office = lab
    hood.clock.advance(minutes=5)
    office.clock.advance(minutes=5)
    session = hood.program.services.session
    session.record(LabRuleSet("overage_percent", 15.0, 10.0), person="Mara")
    hood.program.end()
    hood.program.window.hide()
    hood.program.window.deleteLater()
    look(office)

    assert office.program.services.session.bench.rules.overage_percent == 15
    words(office, PageName.SETTINGS)
    assert office.read("settings.computers.other0.text").startswith("hood-1: closed 14:10, version ")
    office.clock.advance(minutes=2)
    look(office)
    assert "will ring here: hood-1 was closed 14:10" in words(office, PageName.TODAY)
    hood.start_again()


def test_what_comes_into_a_folder_of_this_computer_is_looked_at_at_once(lab: Lab) -> None:
    hood, office = lab
    computers = office.program.rooms.computers
    assert computers.watch.watches
    computers.watch.came.connect(computers.exchange.look)
    hood.program.services.session.record(LabRuleSet("overage_percent", 15.0, 10.0), person="Mara")
    look(hood)

    office._until(lambda: office.program.services.session.bench.rules.overage_percent == 15)
    office.wait()
    office.program.shell.show(PageName.SETTINGS)
    office.press("settings.computers.leave")
    assert not computers.watch.watches


def test_what_came_in_late_is_marked_and_the_journal_is_filtered_by_computer(lab: Lab) -> None:
    hood, office = lab
    session = office.program.services.session
    stock, portion = last_aliquots(office)
    office.clock.advance(minutes=1)
    session.record(AliquotThawed(stock, 1, session.now(), portion), person="Jo")
    for acting in lab:
        acting.clock.advance(hours=3)
    look(office, hood)
    hood.press("rail.pages.journal")
    hood.wait()
    page, table = hood.program.rooms.journal.page, hood.program.rooms.journal.table
    assert {line.computer for line in table.lines} == {"hood-1", "office"}

    page.filters.computer.setCurrentIndex(page.filters.computer.findText("office"))
    page.filters.computer.activated.emit(0)
    assert {line.computer for line in table.lines} == {"office"}
    page.filters.computer.setCurrentIndex(0)
    page.filters.group.setCurrentIndex(page.filters.group.findText("came in late"))
    page.filters.group.activated.emit(0)
    (line,) = table.lines
    assert (line.kind, line.person) == ("AliquotThawed", "Jo")
    recorded = table.index(0, JournalColumn.RECORDED).data()
    assert plain_spaces(recorded) == "Mon 23 Nov, 14:06\n↓ came in 17:05"
    assert table.rows_for_file()[0][-1].startswith("2026-11-23T17:05")
    hood.program.rooms.journal.page.table.setCurrentIndex(table.index(0, 0))
    hood.program.rooms.journal.page.table.copy()
    assert "14:06, ↓ came in" in plain_spaces(QGuiApplication.clipboard().text())
    # Here it was recorded, and came from nowhere.
    office.press("rail.pages.journal")
    office.wait()
    assert {line.came for line in office.program.rooms.journal.table.lines} == {None}
    # Neither knows yet which labels the other gives.
    assert [len(unused_label(acting.program.services.session)) for acting in lab] == [len("BC-") + 7] * 2


def words_of_buttons(acting: Scenario, page: PageName) -> str:
    """Return what all buttons say that are in view on a page and beside it."""
    acting.program.shell.show(page)
    acting.settle()
    buttons = acting.program.window.findChildren(QPushButton)
    return "\n".join(button.text() for button in buttons if button.isVisible())
