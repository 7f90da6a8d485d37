"""The bench day as one test: the acts of the rehearsal, on the real window."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.messages import BenchError
from benchapp.selftest.driver import ScenarioError
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName


def test_one_bench_day_from_the_first_start_to_the_alarm(rehearsal: Scenario) -> None:
    acts = list(rehearsal.steps())
    rehearsal.key_by_key = True

    for act in acts:
        act.run()

    assert [act.number for act in acts] == list(range(1, 15))


def test_the_rehearsal_can_fail(rehearsal: Scenario) -> None:
    with pytest.raises(ScenarioError):
        rehearsal.expect("what is said", "something else")
    with pytest.raises(ScenarioError):
        rehearsal.press("no.such.button")
    with pytest.raises(ScenarioError):
        rehearsal.press("calculate.stock.made")


def test_every_control_has_a_unique_name_and_a_name_for_screen_readers(rehearsal: Scenario) -> None:
    rehearsal.begin_with_stock()
    for page in PageName:
        rehearsal.program.window.show_page(page)
    for tool in rehearsal.program.rooms.calculator.page.tabs.ids:
        rehearsal.program.rooms.calculator.show_tool(tool)
    rehearsal.press("calculate.tools.plate")
    rehearsal.press("calculate.actions.recipes")
    rehearsal.make_whole_compound_page()
    seen: dict[str, QWidget] = {}
    for kind in (QAbstractButton, QLineEdit, QComboBox, QTableView):
        for widget in rehearsal.program.window.findChildren(kind):
            inside = widget.parentWidget()
            if isinstance(inside, QComboBox | QTableView | QHeaderView):
                continue
            name = widget.objectName()
            assert name, f"{widget} under {inside.objectName() if inside else ''} has no name"
            assert name not in seen, f"{name} is there twice"
            assert name.count(".") >= 2, f"{name} is not page.tool.field"
            assert widget.accessibleName().strip(), f"{name} has no accessible name"
            seen[name] = widget
    assert {"calculate.stock.mass", "calculate.dilute.v1", "calculate.dilute.c2"} <= set(seen)


def test_enter_never_writes_and_ctrl_enter_does(rehearsal: Scenario, qtbot: QtBot) -> None:
    program = rehearsal.program
    program.rooms.calculator.show_tool("stock")
    rehearsal.type_into("calculate.stock.mass", "4.87 mg")
    rehearsal.type_into("calculate.stock.concentration", "10 mM")
    before = len(program.services.session.entries())
    field = rehearsal.find(QLineEdit, "calculate.stock.concentration")
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    field.setFocus()

    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(program.services.session.entries()) == before
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rehearsal.beat()

    assert len(program.services.session.entries()) == before + 1


def test_a_wrong_amount_is_answered_at_its_field_and_kept(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.calculator.show_tool("stock")
    rehearsal.type_into("calculate.stock.mass", "1,500 mg")
    field = rehearsal.program.rooms.calculator.page.tools.tool("stock").fields["mass"]

    assert "can be read as 1.5 or as 1500" in field.note.text()
    assert field.line.property("wrong") == "true"
    assert field.line.text() == "1,500 mg"
    rehearsal.type_into("calculate.stock.mass", "1.5 mg")
    assert field.note.text() == ""


def test_the_lab_is_asked_once_how_long_a_frozen_stock_keeps(rehearsal: Scenario) -> None:
    rehearsal.begin_with_stock()
    rehearsal.beat()
    rehearsal.press("solutions.rules.stock_frozen_20_d.91")
    rehearsal.beat()

    assert rehearsal.program.services.session.bench.rules.stock_frozen_20_d == 91
    with pytest.raises(ScenarioError):
        rehearsal.press("solutions.rules.stock_frozen_20_d.91")


def test_what_is_missing_is_filled_in_later_and_a_solution_discarded(stocked: Scenario) -> None:
    stocked.press("rail.pages.solutions")
    label = stocked.stock_label
    stocked.press(f"solutions.{label}.fill.open")
    stocked.type_into(f"solutions.{label}.fill.lot", "L7")
    stocked.press(f"solutions.{label}.fill.write")
    stocked.beat()
    assert stocked.program.services.solutions.rows[0].kept.solution.lot == "L7"
    stocked.press(f"solutions.{label}.discard")
    stocked.type_into(f"solutions.{label}.discard.reason", "spilt")
    stocked.press(f"solutions.{label}.discard.write")
    stocked.beat()

    assert stocked.program.services.solutions.in_hand() == ()


def test_a_form_that_cannot_be_read_says_so_at_the_field(rehearsal: Scenario) -> None:
    rehearsal.press("rail.pages.solutions")
    rehearsal.press("solutions.actions.add")
    rehearsal.press("solutions.add.write")
    form = rehearsal.program.rooms.solutions.page.side.form
    assert form is not None
    assert "Type an amount" in form.fields["concentration"].note.text()
    rehearsal.type_into("solutions.add.concentration", "10 mM")
    rehearsal.type_into("solutions.add.ago", "once upon a time")
    rehearsal.press("solutions.add.write")
    assert "is not a time" in form.fields["ago"].note.text()
    rehearsal.press("solutions.add.cancel")
    assert rehearsal.program.services.session.bench.solutions == {}


def test_the_theme_changes_and_is_kept(rehearsal: Scenario) -> None:
    was = rehearsal.program.services.device.theme.dark
    rehearsal.press("header.theme.toggle")

    assert rehearsal.program.services.device.theme.dark is not was
    assert "dark" in rehearsal.folder.settings.read_text(encoding="utf-8")


def test_a_dose_goes_by_the_form_that_its_stock_was_made_of(rehearsal: Scenario) -> None:
    rehearsal.choose("header.compound.form", "hemihydrate")
    rehearsal.press("rail.pages.solutions")
    rehearsal.press("solutions.actions.add")
    # 268.27 g hold one mole of lenalidomide: this is 10 mM, and would be 10.35 mM of the free base.
    rehearsal.type_into("solutions.add.concentration", "2.6827 mg/mL")
    rehearsal.press("solutions.add.write")
    label = rehearsal.program.services.solutions.rows[0].kept.solution.label
    rehearsal.choose("header.compound.form", "free base")
    rehearsal.press("rail.pages.calculate")
    rehearsal.press("calculate.tools.dilute")
    rehearsal.choose("calculate.dilute.stock", label)
    rehearsal.type_into("calculate.dilute.c2", "10 uM")
    rehearsal.type_into("calculate.dilute.wells", "24")
    rehearsal.press("calculate.dilute.resuspended")

    rehearsal.expect(rehearsal.read_page(PageName.CALCULATE), "0.1 % DMSO")
    assert "0.0966" not in rehearsal.read_page(PageName.CALCULATE)


def test_the_table_of_a_vendors_sheet_is_offered_and_taken(rehearsal: Scenario) -> None:
    rehearsal.press("rail.pages.calculate")
    rehearsal.press("calculate.tools.stock")
    # 5 mg ÷ 259.26 g/mol ÷ 10 mM = 1.929 mL, as vendors print it.
    cell = rehearsal.find(QAbstractButton, "calculate.stock.cell32")
    assert isinstance(cell, QAbstractButton)
    assert cell.text().replace("\u202f", " ") == "1.929 mL"
    rehearsal.choose("header.compound.form", "hemihydrate")
    cell = rehearsal.find(QAbstractButton, "calculate.stock.cell32")
    assert isinstance(cell, QAbstractButton)
    assert cell.text().replace("\u202f", " ") == "1.864 mL"

    rehearsal.press("calculate.stock.cell32")

    assert rehearsal.read("calculate.stock.mass") == "5 mg"
    assert rehearsal.read("calculate.stock.concentration") == "10 mM"
    assert rehearsal.read("calculate.stock.volume") == "1.864 mL"
    assert not rehearsal.find(QAbstractButton, "calculate.stock.cell32").isVisible()
    rehearsal.type_into("calculate.stock.mass", "")
    assert rehearsal.find(QAbstractButton, "calculate.stock.cell32").isVisible()
    rehearsal.open_first("pomalidomide")
    rehearsal.press("compound.actions.stock")
    cell = rehearsal.find(QAbstractButton, "calculate.stock.cell42")
    assert isinstance(cell, QAbstractButton)
    assert cell.text().endswith("▲")
    rehearsal.expect(cell.accessibleName(), "5 mg to 50 mM", "above the highest value on file")


def test_the_small_calculators_answer_while_typing_and_are_copied(rehearsal: Scenario) -> None:
    rehearsal.press("rail.pages.calculate")
    rehearsal.press("calculate.tools.reagent")
    for name, text in (("percent_ww", "37 %"), ("density", "1.19 g/mL"), ("molar_mass", "36.46 g/mol")):
        rehearsal.type_into(f"calculate.reagent.{name}", text)
    assert rehearsal.read("calculate.reagent.concentration.figure") == "12.08 M"
    rehearsal.press("calculate.tools.convert")
    rehearsal.type_into("calculate.convert.value", "10 uM")
    assert rehearsal.read("calculate.convert.also1.figure") == "2.593 µg/mL"
    rehearsal.press("calculate.tools.seed")
    rehearsal.type_into("calculate.seed.counted", "1.2e6")
    rehearsal.type_into("calculate.seed.per_well", "200000")
    rehearsal.expect(rehearsal.read_page(PageName.CALCULATE), "Too dilute", "Spin down")
    rehearsal.type_into("calculate.seed.per_well", "20000")
    rehearsal.press("calculate.actions.copy")
    rehearsal.expect(
        QApplication.clipboard().text().replace("\u202f", " "), "Suspension to take: 1.76 mL", "96 × 100 µL"
    )
    assert rehearsal.program.rooms.calculator.page.sheet() is None
    with pytest.raises(ScenarioError, match="cannot be chosen"):
        rehearsal.press("calculate.actions.pdf")
    rehearsal.press("calculate.tools.stock")
    pdf = rehearsal.program.window.findChild(QAction, "calculate.actions.pdf")
    assert isinstance(pdf, QAction)
    assert pdf.isVisible()


def test_another_form_is_used_by_every_calculation(rehearsal: Scenario) -> None:
    rehearsal.press("rail.pages.calculate")
    rehearsal.choose("header.compound.form", "hemihydrate")

    assert rehearsal.read("calculate.stock.molar_mass") == "268.27 g/mol"


def test_the_alarm_can_be_seen_from_any_page_and_stops_when_acknowledged(incubating: Scenario) -> None:
    incubating.clock.advance(days=8)
    incubating.beat()
    status = incubating.program.services.timers.statuses[0]
    name = f"now.{status.running.incubation.id}"
    assert incubating.read(f"{name}.left").startswith("+1 d")
    incubating.press(f"{name}.acknowledge")
    incubating.beat()

    assert incubating.program.services.timers.ringing == ()
    # Heard is not done: the end waits to be recorded.
    assert [one.running.incubation.id for one in incubating.program.services.timers.statuses] == [
        status.running.incubation.id
    ]


def test_an_alarm_sounds_again_each_minute_until_it_is_seen(
    incubating: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = incubating.program
    rung: list[Path] = []

    def play(bell: Path) -> bool:
        rung.append(bell)
        return True

    def beat() -> int:
        incubating.beat()
        program.services.workers.wait()
        return len(rung)

    monkeypatch.setattr("benchapp.app.alarms.play_sound", play)
    program.services.device.settings = replace(program.services.device.settings, sound=True)
    incubating.clock.advance(days=8)
    first = beat()
    assert first >= 1
    assert rung[0].exists()
    # For a minute it sounds over and over, then once a minute.
    incubating.clock.advance(seconds=61)
    looped = beat()
    incubating.clock.advance(seconds=59)
    assert beat() == looped
    incubating.clock.advance(seconds=2)
    assert beat() == looped + 1
    for status in program.services.timers.ringing:
        program.rooms.acknowledge(status)
    incubating.clock.advance(minutes=5)
    assert beat() == looped + 1


def test_a_jumped_clock_is_said_and_journalled(rehearsal: Scenario) -> None:
    rehearsal.beat()
    rehearsal.clock.jump(hours=3)
    rehearsal.beat()

    assert "was set by +3" in rehearsal.read("toast.line.words")


def test_a_redose_can_be_left_out_and_an_incubation_stopped(incubating: Scenario) -> None:
    identity = incubating.program.services.timers.statuses[0].running.incubation.id
    incubating.clock.advance(hours=47)
    incubating.beat()
    incubating.press("rail.pages.incubate")
    incubating.press(f"incubate.{identity}.skip")
    incubating.type_into(f"incubate.{identity}.leave.reason", "the weekend")
    incubating.press(f"incubate.{identity}.leave.write")
    incubating.beat()
    assert incubating.program.services.timers.statuses[0].step.number == 1
    incubating.press(f"incubate.{identity}.stop")
    incubating.press(f"incubate.{identity}.end.write")
    card = incubating.program.rooms.incubations.page._cards[identity]
    assert "Give a short reason" in card._open.problem.text()  # type: ignore[union-attr]
    incubating.type_into(f"incubate.{identity}.end.reason", "contaminated")
    incubating.press(f"incubate.{identity}.end.write")
    incubating.beat()

    assert incubating.program.services.timers.statuses == ()


def test_undo_stands_beside_what_was_done(stocked: Scenario) -> None:
    stocked.dose_cells()
    stocked.make_it()
    before = len(stocked.program.services.session.bench.solutions)
    stocked.press("toast.line.undo")
    stocked.beat()

    assert len(stocked.program.services.session.bench.solutions) == before - 1
    assert "Undone" in stocked.read("toast.line.words")


def test_a_journal_cut_while_the_program_was_closed_is_said_at_the_next_start(rehearsal: Scenario) -> None:
    rehearsal.begin_with_stock()
    rehearsal.press("solutions.rules.stock_frozen_20_d.91")
    rehearsal.program.end()
    rehearsal.kill()
    with closing(sqlite3.connect(rehearsal.folder.journal)) as tool:
        tool.execute("DELETE FROM entry WHERE sequence = (SELECT max(sequence) FROM entry)")
        tool.commit()

    rehearsal.start_again()

    rehearsal.press("rail.pages.journal")
    assert "of the journal is missing" in rehearsal.read("journal.chain.state")
    assert "The journal continues here (restored)" in [
        rehearsal.program.rooms.journal.table.index(row, 2).data()
        for row in range(rehearsal.program.rooms.journal.table.rowCount())
    ]


def test_a_file_that_is_no_monograph_is_named_and_the_others_are_there(qapp: QApplication, tmp_path: Path) -> None:
    own = tmp_path / "data" / "monographs"
    own.mkdir(parents=True)
    (own / "bad.json").write_text("{", encoding="utf-8")

    acting = Scenario(qapp, tmp_path / "data")
    said = acting.read_page(PageName.COMPOUND)
    acting.end()
    qapp.setStyleSheet("")

    assert "bad.json is not JSON" in said
    assert "≥ 100.8 mg/mL" in said


def test_a_crash_report_is_shown_to_copy(qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QDialog

    from benchapp.ui.window import blocking_dialogs

    blocking_dialogs.show_crash("a report")
    dialog = blocking_dialogs._open.pop()
    qtbot.addWidget(dialog)

    assert isinstance(dialog, QDialog)
    copy = dialog.findChild(QAbstractButton, "crash.report.copy")
    assert isinstance(copy, QAbstractButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == "a report"
    dialog.accept()


def test_a_full_disk_keeps_what_was_typed_and_says_so_beside_the_button(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.calculator.show_tool("stock")
    rehearsal.type_into("calculate.stock.mass", "4.87 mg")
    rehearsal.type_into("calculate.stock.concentration", "10 mM")
    connection = rehearsal.program.services.session._journal._file.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    for number in range(200):
        try:
            rehearsal.program.services.session.record(PersonNamed(f"somebody {number}"))
        except BenchError:
            break

    rehearsal.press("calculate.stock.made")
    problem = rehearsal.read("calculate.stock.problem")
    connection.execute("PRAGMA max_page_count = 1000000")
    rehearsal.press("calculate.stock.made")
    rehearsal.beat()

    assert "Not saved: the disk is full" in problem
    assert rehearsal.read("calculate.stock.mass") == "4.87 mg"
    assert len(rehearsal.program.services.session.bench.solutions) == 1


def test_a_journal_of_a_newer_program_opens_as_a_viewer_and_says_why(rehearsal: Scenario) -> None:
    rehearsal.begin_with_stock()
    rehearsal.program.end()
    rehearsal.kill()
    with closing(sqlite3.connect(rehearsal.folder.journal)) as tool:
        tool.execute("UPDATE entry SET kind = 'FromTheFuture' WHERE kind = 'SolutionAdded'")
        tool.commit()

    rehearsal.start_again()
    rehearsal.program.rooms.calculator.show_tool("stock")
    rehearsal.type_into("calculate.stock.mass", "4.87 mg")
    rehearsal.type_into("calculate.stock.concentration", "10 mM")
    made = rehearsal.find(QAbstractButton, "calculate.stock.made")

    assert not made.isEnabled()
    assert "open for reading only" in made.toolTip()
    assert rehearsal.read("calculate.stock.mass") == "4.87 mg"
    rehearsal.press("rail.pages.journal")
    assert "was changed after it was written" in rehearsal.read("journal.chain.state")


def test_a_printed_page_keeps_the_head_of_the_journal(stocked: Scenario) -> None:

    head = stocked.program.services.session.last_hash()

    assert head == stocked.program.services.session.entries()[-1].hash
    stocked.program.rooms.calculator.page.export.save_pdf(stocked.folder.root / "page.pdf", stocked.clock.now().wall)
    assert (stocked.folder.root / "page.pdf").stat().st_size > 1000


def test_a_re_dose_can_be_put_off_and_the_shelf_counts_what_is_left(incubating: Scenario) -> None:
    incubating.clock.advance(hours=47)
    incubating.beat()
    incubating.press("rail.pages.today")
    incubating.press("today.task0.make")
    box = incubating.find(QComboBox, "calculate.dilute.stock")
    assert isinstance(box, QComboBox)
    assert "7 left" in box.currentText()
    incubating.press("calculate.dilute.not_now")

    assert incubating.program.rooms.calculator.forms.dose.redose is None
    assert incubating.program.services.timers.statuses[0].step.number == 0

    # Given without the calculator, what went on the cells is taken of the stock all the same, and Undo puts it back.
    book, stock = (
        incubating.program.services.session,
        incubating.program.services.timers.statuses[0].running.incubation.stock,
    )
    identity, before = (
        incubating.program.services.timers.statuses[0].running.incubation.id,
        book.bench.solutions[stock],
    )
    incubating.press("rail.pages.today")
    incubating.press("today.task0.done_at")
    incubating.press(f"incubate.{identity}.gave.write")
    assert book.bench.solutions[stock].portions != before.portions
    assert 0 in book.bench.incubations[identity].given
    book.undo_last()
    assert book.bench.solutions[stock].portions == before.portions


def test_what_was_recorded_wrongly_is_corrected_and_the_journal_keeps_both(rehearsal: Scenario) -> None:
    rehearsal.begin_with_stock()
    rehearsal.press("rail.pages.solutions")
    label = rehearsal.stock_label
    rehearsal.press(f"solutions.{label}.correct.open")
    assert rehearsal.read(f"solutions.{label}.correct.place") == "box 3, B4"
    rehearsal.type_into(f"solutions.{label}.correct.place", "box 5, A1")
    rehearsal.press(f"solutions.{label}.correct.write")
    rehearsal.beat()

    assert rehearsal.program.services.solutions.rows[0].kept.solution.place == "box 5, A1"
    assert [entry.kind for entry in rehearsal.program.services.session.entries()][-2:] == [
        "SolutionAdded",
        "SolutionCorrected",
    ]


def test_a_solution_goes_only_with_the_plan_it_was_made_by(stocked: Scenario) -> None:
    stocked.dose_cells()
    stocked.make_it()
    program = stocked.program
    program.rooms.show_incubate()
    assert program.rooms.incubations.form.prepared is not None
    assert program.rooms.incubations.form.prepared.solution in program.services.session.bench.solutions

    stocked.type_into("calculate.dilute.c2", "1 uM")
    program.rooms.show_incubate()

    assert program.rooms.incubations.form.prepared.solution == ""


def test_what_was_undone_is_never_what_the_wells_got(stocked: Scenario) -> None:
    program, book = stocked.program, stocked.program.services.session
    stocked.press("calculate.tools.dilute")
    stocked.choose("calculate.dilute.stock", stocked.stock_label)
    stocked.type_into("calculate.dilute.c2", "12 uM")
    made: list[str] = []
    for _ in range(2):
        program.rooms.calculator.as_last_time()
        before = set(book.bench.solutions)
        while set(book.bench.solutions) == before:
            stocked.press("calculate.dilute.made")
        made += set(book.bench.solutions) - before
    first, second = (book.bench.solutions[one].solution for one in made)
    program.shell.undo()
    assert program.rooms.incubations.form.prepared is not None
    assert program.rooms.incubations.form.prepared.solution == first.id
    assert program.rooms.calculator.page.incubate.property("primary") == "true"

    stocked.press("rail.pages.incubate")
    stocked.press("incubate.start.single")
    stocked.press("incubate.start.write")
    stocked.beat()

    running = program.services.timers.statuses[0].running
    assert (running.incubation.solution, running.incubation.also) == (first.id, ())
    program.rooms.incubations.show_report(running.incubation.id)
    report = stocked.read_page(PageName.REPORT)
    assert first.label in report
    assert second.label not in report


def test_undo_of_all_that_was_made_takes_the_way_to_the_incubation_back(stocked: Scenario) -> None:
    stocked.dose_cells()
    stocked.press("calculate.dilute.made")
    program = stocked.program
    assert program.rooms.calculator.page.incubate.property("primary") == "true"

    program.shell.undo()

    assert program.rooms.calculator.page.incubate.property("primary") != "true"
    assert program.rooms.incubations.form.prepared is not None
    assert program.rooms.incubations.form.prepared.solution == ""


def test_the_same_recorded_again_is_asked_about_once(stocked: Scenario) -> None:
    stocked.press("calculate.tools.dilute")
    stocked.choose("calculate.dilute.stock", stocked.stock_label)
    stocked.type_into("calculate.dilute.c2", "12 uM")
    book = stocked.program.services.session
    before = len(book.bench.solutions)

    def press() -> int:
        stocked.press("calculate.dilute.made")
        return len(book.bench.solutions) - before

    assert press() == 1
    assert press() == 1
    assert "Press again to record another." in stocked.read("calculate.dilute.problem")
    assert press() == 2
    stocked.type_into("calculate.dilute.c2", "11 uM")
    assert press() == 3
    stocked.program.shell.undo()
    assert press() == 3

    stocked.type_into("calculate.dilute.ago", "400 d ago")
    assert press() == 3
    assert "later than the time given here" in stocked.read("calculate.dilute.problem")
    assert press() == 4
