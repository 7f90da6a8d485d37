from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.messages import QuantityError
from benchapp.domain.units.units import Units
from benchapp.presenters.forms.form_model import FormModel, read_whole


class Lengths(FormModel[int]):
    """How long all texts are together; how often that was computed."""

    def __init__(self, preset: Mapping[str, str]) -> None:
        super().__init__(preset, 0)
        self.computed = 0

    def is_amount(self, name: str) -> bool:
        return name != "word"

    def _solve(self, units: Units) -> int:
        self.computed += 1
        return sum(map(len, self._texts.values()))


class SlowLengths(Lengths):
    delay_ms = 1


@pytest.fixture
def form(qapp: QApplication, units: Units) -> Lengths:
    lengths = Lengths({"word": "ab"})
    lengths.use_units(units)
    return lengths


def test_in_view_each_change_is_answered_at_once(form: Lengths) -> None:
    before = form.computed

    form.set_text("word", "abc")

    assert (form.computed - before, form.due, form.answer) == (1, False, 3)


def test_out_of_view_nothing_is_computed_until_it_is_read(form: Lengths) -> None:
    form.leave_view()
    before = form.computed

    for text in ("a", "ab", "abc", "abcd"):
        form.set_text("word", text)

    assert (form.computed - before, form.due) == (0, True)
    assert form.answer == 4
    assert form.answer == 4
    assert (form.computed - before, form.due) == (1, False)


def test_what_is_due_is_computed_when_it_comes_into_view_and_nothing_else(form: Lengths) -> None:
    form.leave_view()
    before = form.computed

    form.come_into_view()
    assert form.computed == before
    form.leave_view()
    form.set_text("word", "abc")
    form.come_into_view()

    assert form.computed - before == 1


def test_with_a_delay_the_last_of_several_keys_is_computed_and_none_out_of_view(
    qtbot: QtBot, qapp: QApplication, units: Units
) -> None:
    form = SlowLengths({})
    form.use_units(units)
    before = form.computed

    with qtbot.waitSignal(form.answered):
        form.set_text("word", "a")
        form.set_text("word", "ab")
    assert form.computed - before == 1
    form.set_text("word", "abc")
    form.leave_view()

    assert (form.due, form.computed - before) == (True, 1)


def test_what_the_program_filled_in_takes_the_decimal_sign_and_what_was_typed_does_not(qapp: QApplication) -> None:
    comma = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines(), decimal_comma=True)
    form = Lengths({"preset": "1.5 mL", "typed": "2.5 mL", "word": "v1.5"})
    form.set_text("typed", "2.5 mL")
    form.fill("filled", "3.5 mL")

    form.use_units(comma)

    assert form.inputs() == {"filled": "3,5 mL", "preset": "1,5 mL", "typed": "2.5 mL", "word": "v1.5"}


def test_a_kept_choice_that_is_not_known_is_as_at_first(form: Lengths) -> None:
    form.choices["word"] = frozenset({"ab", "cd"})

    form.take_inputs({"word": "cd"})
    assert form.text("word") == "cd"
    form.take_inputs({"word": "ef"})
    assert form.text("word") == "ab"


def test_a_whole_number_is_between_its_bounds_and_the_lower_one_where_nothing_is_typed() -> None:
    assert read_whole({}, "wells", 2, 9) == 2
    assert read_whole({"wells": " 9 "}, "wells", 2, 9) == 9
    for text in ("1", "10", "2.5", "many"):
        with pytest.raises(QuantityError) as caught:
            read_whole({"wells": text}, "wells", 2, 9)
        assert caught.value.values["field"] == "wells"
