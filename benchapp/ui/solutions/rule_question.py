"""Asks once how long the lab keeps a stock of which no source states it."""

from collections.abc import Callable
from functools import partial

from benchapp.domain.solutions.freshness import COLD_RULES
from benchapp.ui.text.language import term, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card


class RuleQuestion(Card):
    """The question and its answers.

    Args:
        rule: Name of the lab rule.
        answered: Called with how many days (0 for no limit), and with those in words.
    """

    def __init__(self, rule: str, answered: Callable[[float, str], object]) -> None:
        super().__init__()
        storage = next((storage for storage, cold in COLD_RULES.items() if cold == rule), None)
        if storage is not None:
            question = tr(
                "How long does your lab keep a DMSO stock at {storage}? No source states it: a lab rule, for stocks "
                "made from now on. It can be changed later.",
                storage=term(storage),
            )
        else:
            question = tr(
                "How long does your lab keep a stock in water, ethanol or another solvent, where its page states "
                "nothing? A lab rule, for stocks made from now on. It can be changed later."
            )
        self.body.addWidget(text_label(question))
        answers = flow()
        for words, days in (
            (tr("1 month"), 30.0),
            (tr("3 months"), 91.0),
            (tr("6 months"), 182.0),
            (tr("no limit"), 0.0),
        ):
            name = f"solutions.rules.{rule}.{days:.0f}"
            answers.addWidget(push_button(words, name, partial(answered, days, words)))
        answers.addStretch(1)
        self.body.addLayout(answers)
