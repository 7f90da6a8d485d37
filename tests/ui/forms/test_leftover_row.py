"""What is left of a working solution is said, and asked where there is something."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.calculator.leftovers import Leftover, LeftoverChoice
from benchapp.ui.forms.leftover_row import LeftoverRow
from tests.making import solution


@pytest.mark.parametrize(
    ("held", "used", "tubes", "said", "asked"),
    [
        (1320.0, 1200.0, 0, "Left over of A: 120 µL", True),
        (1200.0, 1200.0, 0, "Nothing is left over of A.", False),
        (None, 1200.0, 0, "What is left over of A:", True),
        (1320.0, 1200.0, 3, "Left over of A: 120 µL in the strongest tube", True),
    ],
)
def test_what_is_left_by_the_plan_is_said(
    held: float | None, used: float, tubes: int, said: str, asked: bool, qtbot: QtBot
) -> None:
    row = LeftoverRow("x", lambda _choice: None)
    qtbot.addWidget(row)
    row.show_volumes("A", held, used, tubes=tubes)

    assert row.said.text().replace("\u202f", " ") == said
    assert row.discard.isHidden() is not asked


def test_a_choice_is_handed_on_and_forgotten_when_asked_again(qtbot: QtBot) -> None:
    chosen: list[LeftoverChoice] = []
    row = LeftoverRow("x", chosen.append)
    qtbot.addWidget(row)
    short = BenchError(Message.MORE_KEPT_THAN_HELD, ul=100.0)
    row.show_rest(Leftover(solution("s1"), 100.0, 40.0, LeftoverChoice(text="200"), short))
    assert not row.problem.isHidden()
    row.volume.edited.emit("50 µL")
    row.discard.click()
    assert chosen == [LeftoverChoice(text="50 µL"), LeftoverChoice(discard=True)]

    row.forget()

    assert (row.choice, row.problem.isHidden()) == (LeftoverChoice(), True)
