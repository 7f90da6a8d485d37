"""The sentences of counting: each code has one, and each place in it is filled."""

from benchapp.domain.codes.counting import CountingMessages
from benchapp.domain.messages import Message
from benchapp.ui.text.calculations.counting_texts import COUNTING_TEXTS
from benchapp.ui.text.message_texts import say


def test_every_code_of_counting_has_its_sentence() -> None:
    codes = {code for name, code in vars(CountingMessages).items() if name.isupper()}

    assert codes == set(COUNTING_TEXTS)


def test_what_is_doubted_names_the_figure_and_what_to_do() -> None:
    values = {"cells": 43, "chance": 15.2, "enough": 100}

    assert say(Message.COUNTED_FEW, values) == (
        "Only 43 cells were counted: by chance alone that is ± 15.2 %. Count 100 or more."
    )
