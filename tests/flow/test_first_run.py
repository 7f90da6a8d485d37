"""A new user: one visible next step, and examples that leave nothing behind."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from benchapp.app.alarms import AlarmController
from benchapp.app.program.examples import ExamplesWindow
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import QuickScenario


def open_examples(rehearsal: Scenario) -> ExamplesWindow:
    rehearsal.press("notes.examples.act")
    rehearsal.show_examples()
    examples = rehearsal.program.welcome.examples
    assert examples is not None
    return examples


def test_the_first_page_is_lenalidomide_with_one_next_step(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path)
    rehearsal.make_whole_compound_page()

    assert rehearsal.program.window.page is PageName.COMPOUND
    assert rehearsal.read("header.compound.name") == "Lenalidomide"
    primary = [
        button.objectName()
        for button in rehearsal.program.rooms.compounds.page.findChildren(QPushButton)
        if button.property("primary") == "true" and button.isVisible()
    ]
    assert primary == ["compound.actions.stock"]
    assert rehearsal.program.window.notes.texts() == ("examples",)
    rehearsal.end()


def test_examples_stand_in_a_window_apart_and_are_gone_in_one_click(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path)
    examples = open_examples(rehearsal)
    shown = examples.program
    folder = Path(examples.program.services.folder.root)

    # It opens on what is due, says what it is before anything else, and does not hide the window it came from.
    window = shown.shell.window
    assert window.page is PageName.TODAY
    assert "Example plate" in shown.rooms.incubations.today.headline.text()
    assert window.windowTitle() == "Sample data · Bench Companion"
    own_window = rehearsal.program.window
    assert window.y() > own_window.y()
    assert window.x() > own_window.x()
    bench = shown.services.session.bench
    assert sorted(kept.solution.made_by for kept in bench.solutions.values()) == ["Example"] * 3
    assert [running.incubation.name for running in bench.incubations.values()] == ["Example plate"]
    # Nothing of a journal is on disk, and nothing of it in one's own.
    assert not (folder / "journal.sqlite").exists()
    assert not list(folder.glob("backups/*"))
    own = rehearsal.program.services.session.bench
    assert not own.solutions
    assert not own.incubations
    close: QPushButton | None = None
    for page in (PageName.TODAY, PageName.COMPOUND, PageName.SOLUTIONS, PageName.INCUBATE, PageName.JOURNAL):
        shown.shell.window.show_page(page)
        close = shown.shell.window.findChild(QPushButton, "examples.window.close")
        assert close is not None
        assert close.isVisible()
    rehearsal.wait()

    assert close is not None
    close.click()
    rehearsal.settle()

    assert rehearsal.program.welcome.examples is None
    assert not folder.exists()
    assert rehearsal.program.window.isVisible()
    rehearsal.end()


def test_examples_are_silent_until_the_alarm_is_tried(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path)
    examples = open_examples(rehearsal)
    shown = examples.program
    rehearsal.clock.advance(hours=3)
    shown.services.heartbeat.ask()
    rehearsal.settle()

    assert shown.services.timers.ringing
    assert AlarmController.alarm_window.if_made(shown.rooms.alarms) is None

    shown.rooms.alarms.try_out()
    rehearsal.settle()

    assert not shown.rooms.alarms.alarm_window.isHidden()
    examples.end()
    rehearsal.end()


def test_the_offer_goes_with_the_first_thing_of_ones_own_and_stays_away(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path)
    rehearsal.begin_with_stock()
    assert rehearsal.program.window.notes.texts() == ()
    rehearsal.end()


def test_an_offer_that_was_declined_is_not_made_again(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path)
    rehearsal.press("notes.examples.understood")
    # Who goes to work at once is asked for small pipettes, once.
    assert rehearsal.program.window.notes.texts() == ("small_pipettes",)
    assert "examples" in rehearsal.program.services.device.settings.understood
    rehearsal.press("notes.small_pipettes.understood")
    assert rehearsal.program.window.notes.texts() == ()
    assert "small_pipettes" in rehearsal.program.services.device.settings.understood
    # Not now is no answer to where they would help.
    assert not rehearsal.program.welcome.declined_small()
    rehearsal.end()


def test_small_pipettes_are_added_from_where_a_volume_is_too_small(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path)
    program = rehearsal.program
    rehearsal.press("rail.pages.calculate")
    rehearsal.press("calculate.tools.dilute")
    for name, text in (("c1", "10 mM"), ("c2", "10 uM"), ("wells", "24")):
        rehearsal.type_into(f"calculate.dilute.{name}", text)
    offer = program.rooms.calculator.page.offer
    # 2.64 µL of stock: a P20 sets it within 7.6 %, a P10 within 4.5 %.
    assert offer.isVisible()
    assert rehearsal.read("calculate.smaller.words").startswith("Have a P2 or P10?")

    rehearsal.press("calculate.smaller.add")

    assert program.window.page is PageName.LAB
    assert rehearsal.read("lab.pipettes.name0") == "P2"
    rehearsal.press("lab.pipettes.save")
    saved = program.services.session.pipettes
    assert [(one.name, one.error_ul) for one in saved[:3]] == [("P2", 0.08), ("P10", 0.12), ("P20", 0.2)]
    # What they were added for is in view again.
    assert program.window.page.value == PageName.CALCULATE.value
    rehearsal.settle()
    assert not offer.isVisible()
    plan = program.rooms.calculator.forms.dose.answer.plan
    assert plan is not None
    assert len(plan.tubes) == 1
    rehearsal.end()


def test_who_has_no_small_pipettes_is_not_asked_again(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path)
    rehearsal.press("rail.pages.calculate")
    rehearsal.press("calculate.tools.dilute")
    for name, text in (("c1", "10 mM"), ("c2", "10 uM")):
        rehearsal.type_into(f"calculate.dilute.{name}", text)
    offer = rehearsal.program.rooms.calculator.page.offer

    rehearsal.press("calculate.smaller.none")

    assert not offer.isVisible()
    rehearsal.type_into("calculate.dilute.c2", "9 uM")
    assert not offer.isVisible()
    assert rehearsal.program.welcome.declined_small()
    rehearsal.end()
