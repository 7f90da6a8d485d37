"""The calculator checked in the program: published worked examples, recomputed, and what no check can know."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QGridLayout

from benchapp.domain.calculations.answer_key import Case, CaseResult
from benchapp.domain.messages import BenchError
from benchapp.presenters.calculator.verification import Verification
from benchapp.presenters.session.progress import Progress
from benchapp.ui.text.language import decimal, mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import state_chip, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.progress_line import ProgressLine

CANNOT_KNOW = (
    mark_text("whether the figure on your label is right, or the vial holds what it says"),
    mark_text("whether your lot is a hydrate or salt, and how much water it has drawn"),
    mark_text("whether a compound precipitates in your medium, sticks to plastic, or breaks down before you use it"),
    mark_text("whether a pipette was calibrated, and how it was held"),
    mark_text("whether the dose that a paper names is the right one for your cells"),
)
# The fields of the examples, and the sources that are not addresses.
NAMES = {
    "amount": mark_text("Amount"),
    "c2": mark_text("Final concentration"),
    "concentration": mark_text("Concentration"),
    "concentrations": mark_text("Doses"),
    "diluent": mark_text("Diluent"),
    "last": mark_text("Lowest dose"),
    "mass": mark_text("Mass"),
    "take": mark_text("Reagent to take"),
    "transfer": mark_text("From tube to tube"),
    "v1": mark_text("Stock to pipette"),
    "v2": mark_text("Final volume"),
    "value": mark_text("Value"),
    "vehicle": mark_text("Vehicle"),
    "vehicle_volume": mark_text("Volume of vehicle"),
    "volume": mark_text("Volume"),
}
COMPUTED = (
    mark_text("computed: 10 µM ÷ 10 mM"),
    mark_text("computed: mass ÷ (molar mass × concentration)"),
)


class VerifyPage(Page):
    """Shows each published example with our answer beside the stated one.

    Args:
        verification: Checks the calculator.
    """

    def __init__(self, verification: Verification) -> None:
        super().__init__(tr("Verify the calculator"))
        self.keep_readable()
        self._verification = verification
        verification.done.connect(self.show_verdicts)
        verification.failed.connect(self._on_failed)
        card = Card(tr("Verify the calculator"))
        card.body.addWidget(
            text_label(
                tr(
                    "Worked examples from textbooks, vendors’ pages and lab logs, typed in as a user would and "
                    "computed "
                    "here, on this computer, now. An example agrees when ours rounds to the stated figure."
                ),
                tone="muted",
            )
        )
        self.result = text_label("", size="large")
        self.result.setObjectName("verify.result.words")
        self.again = push_button(tr("Check again"), "verify.actions.again", self.begin, primary=True)
        line = hbox(self.result, self.again)
        line.setStretch(0, 1)
        card.body.addLayout(line)
        self.progress = ProgressLine(tr("Check of the calculator"), "verify.progress")
        card.body.addWidget(self.progress)
        self.content.addWidget(card)
        unknown = Card(tr("What no check can tell"))
        for sentence in CANNOT_KNOW:
            unknown.body.addWidget(text_label(f"· {tr(sentence)}"))
        self.content.addWidget(unknown)
        self._cases = Card(tr("Example by example"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 2)
        self._grid.setColumnStretch(3, 3)
        self._cases.body.addLayout(self._grid)
        self.content.addWidget(self._cases)
        self.content.addStretch(1)
        self.first = self.again

    def begin(self) -> None:
        """Check now."""
        self.result.setText(tr("Checking…"))
        report = Progress()
        self.progress.watch(report)
        self._verification.begin(report)

    def _on_failed(self, error: BenchError) -> None:
        self.result.setText(say_error(error))

    def show_verdicts(self, verdicts: Sequence[tuple[Case, CaseResult | None]]) -> None:
        """Show what came of it; a case without a verdict could not be computed."""
        agreed = sum(1 for _, verdict in verdicts if verdict is not None and verdict.agrees)
        whole = len(verdicts)
        differ = whole - agreed
        some = tr("1 differs") if differ == 1 else tr("{count} differ", count=differ)
        words = some if differ else tr("all agree")
        self.result.setText(tr("{agreed} of {whole} examples: {words}.", agreed=agreed, whole=whole, words=words))
        clear_layout(self._grid)
        for column, head in enumerate(("", tr("Stated"), tr("Ours"), tr("Source"))):
            self._grid.addWidget(text_label(head, tone="muted", wrap=False), 0, column)
        # What differs comes first.
        ordered = sorted(verdicts, key=lambda pair: pair[1] is not None and pair[1].agrees)
        for place, (case, verdict) in enumerate(ordered, 1):
            agrees = verdict is not None and verdict.agrees
            stated = _listed(
                (name, ", ".join(text) if isinstance(text, list) else text) for name, text in case.expect.items()
            )
            ours = tr("cannot be computed") if verdict is None else _listed(verdict.ours.items())
            self._grid.addWidget(
                state_chip(tr("agrees") if agrees else tr("differs"), "fresh" if agrees else "past"), place, 0
            )
            self._grid.addWidget(text_label(stated, size="small"), place, 1)
            self._grid.addWidget(text_label(ours, size="small"), place, 2)
            self._grid.addWidget(text_label(tr(case.source), size="small", tone="muted"), place, 3)


def _listed(answers: Iterable[tuple[str, str]]) -> str:
    """Return answers by the names of their fields: "Volume 5 mL; Diluent 4.95 mL"."""
    return "; ".join(f"{tr(NAMES.get(name, name))} {decimal(text)}" for name, text in answers)
