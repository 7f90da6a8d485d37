"""Asks of a running incubation whether its dose is renewed, where that was not decided at the start."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from benchapp.domain.incubations.incubations import Plan, Running
from benchapp.domain.incubations.redose import Method, usual_spike_ul
from benchapp.domain.messages import BenchError
from benchapp.domain.units.amounts import volume_amount
from benchapp.ui.incubations.card.card_page import IncubationCardPage
from benchapp.ui.incubations.start.redose_choice import RedoseChoice
from benchapp.ui.text.incubation_texts import plan_text
from benchapp.ui.text.language import shown, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import titled, vbox


class PlanDecision(QWidget):
    """A single dose with one press, or an interval and a method that are planned with a second one.

    Args:
        running: The incubation.
        page: Its page.
        prefix: First part of the object names.
    """

    def __init__(self, running: Running, page: IncubationCardPage, prefix: str) -> None:
        super().__init__()
        self.setObjectName(prefix)
        self._running = running
        self._page = page
        self.choice = RedoseChoice(prefix, Method.HALF_CHANGE_1X, self._decide_single, self._show_details)
        self.choice.spike.fill(shown(volume_amount(usual_spike_ul(running.incubation.well_ul))))
        self.problem = text_label("", tone="past")
        self.problem.hide()
        plan = push_button(tr("Plan it"), f"{prefix}.write", self._plan, primary=True)
        self._details = QWidget()
        # Beside the fields, before what is left of the line.
        self.choice.details.insertWidget(self.choice.details.count() - 1, titled(" ", plan))
        self._details.setLayout(self.choice.details)
        self._details.hide()
        self.setLayout(vbox(self.choice.choices, self._details, self.problem, spacing=8))
        self.choice.offer(timedelta(seconds=running.end.due_s))
        for field in (self.choice.every, self.choice.spike):
            field.edited.connect(self.problem.hide)

    def _show_details(self, every: str | None, method: Method) -> None:
        """Ask for the method, and for another interval than was pressed."""
        if every is not None:
            self.choice.every.fill(every)
        self.choice.show_choice(single=False, every=self.choice.every.text(), method=method)
        self._details.show()

    def _decide_single(self) -> None:
        # What is pressed stays pressed only where it was saved.
        self.choice.single.setChecked(False)
        self._write(Plan(lead_s=self._running.incubation.plan.lead_s, chosen=True))

    def _plan(self) -> None:
        fields = {"every": self.choice.every, "spike": self.choice.spike}
        for field in fields.values():
            field.show_problem("")
        try:
            plan = self._page.progress.read_plan(
                self._running, fields["every"].text(), self.choice.method, fields["spike"].text()
            )
        except BenchError as error:
            fields[str(error.values["field"])].show_problem(say_error(error))
        else:
            self._write(plan)

    def _write(self, plan: Plan) -> None:
        try:
            self._page.progress.choose_plan(self._running, plan, self._page.progress.person)
        except BenchError as error:
            self.problem.setText(say_error(error))
            self.problem.show()
        else:
            self._page.wrote(f"{self._running.incubation.name}: {plan_text(plan)}")
