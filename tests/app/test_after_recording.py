"""What follows from *Record as made*: what was recorded is shown with the way to its labels."""

from PySide6.QtWidgets import QLabel

from benchapp.app.after_recording import AfterRecording
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.store.library.library import FIRST_COMPOUND
from tests.making import solution


def test_a_stock_that_was_recorded_is_taken_for_the_next_dose(
    services: Services, shell: Shell, rooms: Rooms, said: QLabel
) -> None:
    rooms.open_compound(FIRST_COMPOUND)
    calculator = rooms.calculator
    AfterRecording(services, shell, rooms, calculator)
    services.session.record(SolutionAdded(solution("s1", made=services.session.now())))

    calculator.made.emit("s1")

    assert said.text().startswith("Recorded: Lenalidomide 10")
    assert "BC-S10000" in said.text()
    assert calculator.forms.dose.text("stock") == "s1"
    rooms.end()
