"""Asks once how long the lab stores a stock of which no source states it."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.domain.lab.lab_rules import RULE_NAMES, LabRules
from benchapp.domain.solutions.freshness import COLD_RULES, rule_to_ask
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.spans import days_in_months
from benchapp.ui.text.language import counted, term, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, set_tab_order_before, vbox


class RuleQuestion(Card):
    """The question and its answers.

    Attributes:
        answers: The buttons, in their order.

    Args:
        rule: Name of the lab rule.
        answered: Called with how many months (0 for no limit), and with those in words.
        prefix: First part of the object names.
        narrow: Whether the answers are under the question.
    """

    def __init__(
        self, rule: str, answered: Callable[[int, str], object], prefix: str = "solutions", *, narrow: bool = False
    ) -> None:
        super().__init__()
        storage = next((storage for storage, cold in COLD_RULES.items() if cold == rule), None)
        if storage is not None:
            question = tr(
                "How long does your lab store DMSO stocks at {storage}? No limit is published; your answer holds for "
                "this stock and those that follow, and can be changed.",
                storage=term(storage),
            )
        else:
            question = tr(
                "How long does your lab store stocks in water, ethanol or another solvent, where no limit is "
                "published? Your answer holds for this stock and those that follow, and can be changed."
            )
        answers = flow(spacing=6) if narrow else hbox(spacing=6)
        self.answers: list[QWidget] = []
        for months in (1, 3, 6, 0):
            words = counted("months", months) if months else tr("no limit")
            name = f"{prefix}.rules.{rule}.{days_in_months(months)}"
            button = push_button(words, name, partial(answered, months, words))
            answers.addWidget(button)
            self.answers.append(button)
        if narrow:
            self.body.addLayout(vbox(text_label(question), answers, spacing=8))
            return
        line = hbox(text_label(question), answers, spacing=12)
        line.setStretch(0, 1)
        self.body.addLayout(line)


class RuleQuestions(QWidget):
    """The questions that are open, one after the other: the list below them is what the page is for.

    Attributes:
        following: What Tab goes to after the answers, which are made later; None for what follows anyway.

    Args:
        answered: Called with the name of the rule, how many months, and those in words.
        prefix: First part of the object names.
        narrow: Whether answers are under their question.
    """

    def __init__(
        self, answered: Callable[[str, int, str], object], prefix: str = "solutions", *, narrow: bool = False
    ) -> None:
        super().__init__()
        self._answered = answered
        self._prefix, self._narrow = prefix, narrow
        self._asked: tuple[str, ...] = ()
        self.following: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def ask(self, solutions: Iterable[Solution], rules: LabRules) -> None:
        """Ask for the first rule that solutions need and nobody has set."""
        wanted = {rule_to_ask(solution, rules) for solution in solutions}
        self.ask_rules(tuple(rule for rule in RULE_NAMES if rule in wanted)[:1])

    def ask_rules(self, asked: tuple[str, ...]) -> None:
        """Ask for rules by their names, and for no other ones."""
        if asked == self._asked:
            return
        self._asked = asked
        clear_layout(self._column)
        for rule in asked:
            question = RuleQuestion(rule, partial(self._answered, rule), self._prefix, narrow=self._narrow)
            self._column.addWidget(question)
            if self.following is not None:
                set_tab_order_before(self.following, *question.answers)
        self.setVisible(bool(asked))
