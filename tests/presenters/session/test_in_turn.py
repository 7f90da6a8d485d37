"""Parts that are done one after the other, with the event loop between them."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from benchapp.presenters.session.background_work import MORE, InTurn


def test_each_part_waits_for_the_event_loop_and_what_is_lined_up_meanwhile_comes_last(qtbot: QtBot) -> None:
    turn, done = InTurn(), list[str]()

    def first() -> None:
        done.append("first")
        turn.add(lambda: done.append("third"))

    turn.add(first, lambda: done.append("second"))
    QTimer.singleShot(0, turn, lambda: done.append("event"))
    idle = [turn.idle]
    assert done == []

    with qtbot.waitSignal(turn.done):
        pass
    assert done == ["first", "event", "second", "third"]
    assert [*idle, turn.idle] == [False, True]
    with qtbot.waitSignal(turn.done):
        turn.add(lambda: done.append("later"))
    assert done[-1] == "later"


def test_a_part_that_fails_does_not_keep_back_the_others(qtbot: QtBot) -> None:
    turn, done = InTurn(), list[str]()
    turn.add(lambda: 1 // len(done), lambda: done.append("second"))
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(turn.done):
        pass
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert done == ["second"]


@pytest.mark.parametrize("parts", [1, 3])
def test_after_the_end_nothing_is_done(qtbot: QtBot, parts: int) -> None:
    turn, done = InTurn(), list[str]()
    turn.add(*[lambda: done.append("part")] * parts)
    turn.end()
    qtbot.wait(1)
    assert done == []


def test_a_part_with_more_to_do_goes_on_before_the_next_one_with_the_event_loop_between(qtbot: QtBot) -> None:
    turn, done = InTurn(), list[str]()

    def piece() -> str:
        done.append("piece")
        QTimer.singleShot(0, turn, lambda: done.append("event"))
        return MORE if done.count("piece") < 3 else ""

    with qtbot.waitSignal(turn.done):
        turn.add(piece, lambda: done.append("next"))
    assert done == ["piece", "event", "piece", "event", "piece", "event", "next"]
