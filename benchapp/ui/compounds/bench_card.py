"""The bench card: what is needed at the bench in five figures, each with its source on hover and focus."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from benchapp.domain.compounds.monograph import Claim, Form, Monograph, Relation, Role, Standing, Use, Value
from benchapp.domain.compounds.solubility import best_solvent
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.compound_texts import NO_VALUE, STANDING_CHIPS, source_text, value_text
from benchapp.ui.text.language import mark_text, plain, show, term, tr
from benchapp.ui.widgets.fields import DropDown, fill_combo
from benchapp.ui.widgets.labels import set_chip, set_tip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, hbox, vbox

NOT_ON_FILE = mark_text("not on file")
ANY_CELLS, SENSITIVE = mark_text("any cells"), mark_text("T cells, PBMC, cytokines")


class Summary(Struct, frozen=True):
    """One figure of the bench card.

    Attributes:
        title: What it is.
        figure: The figure.
        small: What else matters about it.
        state: The word of its chip.
        tone: The colour of its chip.
        source: Whose figure it is, in words.
    """

    title: str
    figure: str
    small: str
    state: str
    tone: str
    source: str


def summaries(monograph: Monograph, form: Form | None) -> tuple[Summary, ...]:
    """Return the figures of the bench card that the monograph alone decides."""
    return (_dissolve(monograph, form), _dose(monograph), _time(monograph), _keep(monograph))


def vehicle_summaries(monograph: Monograph, rules: LabRules) -> tuple[Summary, ...]:
    """Return the figures of a vehicle's own bench card."""
    usual, careful = (
        replace(vehicle_summary(rules, kind, monograph), title=tr(kind)) for kind in (ANY_CELLS, SENSITIVE)
    )
    freezes = next(
        (claim for claim in monograph.physical_form if claim.value is not None and claim.value.unit == "degC"), None
    )
    solid = (
        _unknown(tr("Freezes at"), "")
        if freezes is None
        else Summary(
            tr("Freezes at"), value_text(freezes.value), tr("warm it and mix before you pipette"), term(freezes.basis),
            STANDING_CHIPS[freezes.standing], _said_by(freezes, monograph),
        )
    )  # fmt: skip
    return (usual, careful, solid, _keep(monograph))


def _said_by(claim: Claim | Use, monograph: Monograph) -> str:
    source = source_text(claim.source, monograph.sources)
    return f"{source} · {term(claim.basis)} · {term(claim.standing)}: {claim.reason}"


def _unknown(title: str, small: str) -> Summary:
    return Summary(title, tr(NO_VALUE), small, tr(NOT_ON_FILE), "muted", f"{tr(NO_VALUE)}.")


def _dissolve(monograph: Monograph, form: Form | None) -> Summary:
    best = best_solvent(monograph)
    if best is None or best.value is None:
        soluble = next((claim for claim in monograph.solubility if _dissolves(claim)), None)
        if soluble is None:
            return Summary(
                tr("Dissolve in"),
                tr(NO_VALUE),
                tr("test a small amount first"),
                tr(NOT_ON_FILE),
                "muted",
                tr("Solubility: {no_value}.", no_value=tr(NO_VALUE)),
            )
        return Summary(
            tr("Dissolve in"), soluble.context.solvent, value_text(soluble.value), term(soluble.basis),
            STANDING_CHIPS[soluble.standing], _said_by(soluble, monograph),
        )  # fmt: skip
    also = "" if form is None else _other_way(best.value, float(form.molar_mass))
    return Summary(
        tr("Dissolve in"), best.context.solvent,
        f"{tr('highest stock on file')}\n{value_text(best.value)}{also}", term(best.basis),
        STANDING_CHIPS[best.standing], _said_by(best, monograph),
    )  # fmt: skip


def _usual(monograph: Monograph) -> list[Use]:
    # What is disputed is a card, and no part of the usual range.
    return [use for use in monograph.uses if use.standing is not Standing.DISPUTED]


def _other_way(value: Value, molar_mass: float) -> str:
    """Return a solubility by mass as a molar one, and a molar one by mass; both ends of a range."""
    ends = []
    for number in (value.number, value.high):
        known = in_base(number, value.unit) if number else None
        if known is not None:
            by_mass = known[0] is Kind.MASS_CONCENTRATION
            base = known[1] / molar_mass if by_mass else known[1] * molar_mass
            ends.append(show(base, Kind.MOLARITY if by_mass else Kind.MASS_CONCENTRATION))
    return f" ({_from_to(ends)})" if ends else ""


def _from_to(ends: list[str]) -> str:
    """Return two shown values as a span; the unit once where it is the same."""
    low, high = ends[0], ends[-1]
    if low == high:
        return low
    number, _, unit = low.partition(THIN_SPACE)
    return f"{number}–{high}" if high.endswith(f"{THIN_SPACE}{unit}") else f"{low} – {high}"


def _dissolves(claim: Claim) -> bool:
    """Return whether a claim without a figure to calculate with says that it dissolves."""
    value = claim.value
    says_no = ("insoluble", "precipitates", "poor")
    return value is not None and value.relation is not Relation.AT_MOST and not value.text.startswith(says_no)


def _dose(monograph: Monograph) -> Summary:
    doses = [use for use in _usual(monograph) if use.dose]
    figure = _span([use.dose for use in doses if use.dose])
    return _by_context(tr("Dose"), figure, doses, monograph)


def _time(monograph: Monograph) -> Summary:
    times = [use for use in _usual(monograph) if use.time]
    figure = _span([use.time for use in times if use.time])
    return _by_context(tr("Time"), figure, times, monograph)


def _by_context(title: str, figure: str, uses: list[Use], monograph: Monograph) -> Summary:
    if not uses:
        return _unknown(title, tr("find it with a dose curve of your own"))
    cards = tr("1 card") if len(uses) == 1 else tr("{count} cards", count=len(uses))
    by = "; ".join(f"{tr(use.title)}: {source_text(use.source, monograph.sources)}" for use in uses)
    return Summary(title, figure, tr("depends on cells and read-out, see below"), cards, "note", by)


def _span(values: Iterable[Value]) -> str:
    """Return the least and the most of some values, each as it was stated."""
    ends: list[tuple[float, str]] = []
    for value in values:
        for number in (value.number, value.high):
            known = in_base(number, value.unit) if number else None
            if known is not None:
                relation = Relation.EQUAL if value.relation is Relation.RANGE else value.relation
                ends.append((known[1], value_text(Value(relation, number, value.unit))))
    return _from_to([min(ends)[1], max(ends)[1]]) if ends else tr(NO_VALUE)


def _keep(monograph: Monograph) -> Summary:
    fresh = monograph.wants_fresh()
    solid = next((claim for claim in monograph.storage if claim.context.form in {"solid", "neat"}), None)
    stock = next(iter(monograph.stability.stock), None)
    working = next(iter(monograph.stability.working), None)
    lines = [
        tr("liquid: {value}", value=value_text(solid.value if solid else None))
        if monograph.role is Role.VEHICLE
        else tr("powder: {value}", value=value_text(solid.value if solid else None)),
        tr("stock: {value}", value=value_text(stock.value) if stock else tr("lab rule"))
        if monograph.role is Role.COMPOUND
        else "",
        tr("working: {value}", value=value_text(working.value)) if working is not None and fresh is None else "",
    ]
    said = [_said_by(claim, monograph) for claim in (fresh or working, solid, stock) if claim is not None]
    if not said:
        return Summary(
            tr("Storage"),
            tr(NO_VALUE),
            tr("no limit set; your lab decides"),
            tr(NOT_ON_FILE),
            "muted",
            tr("Storage: {no_value}.", no_value=tr(NO_VALUE)),
        )
    figure = tr("use fresh") if fresh else tr("see below")
    chip = tr("no number") if fresh else tr("as stated")
    return Summary(tr("Storage"), figure, "\n".join(line for line in lines if line), chip, "muted", " — ".join(said))


def vehicle_summary(rules: LabRules, kind: str, evidence: Monograph | None) -> Summary:
    """Return the vehicle limit for a kind of cells: the lab's rule, with what is on file for DMSO."""
    sensitive = kind == SENSITIVE
    warned = rules.vehicle_sensitive_percent if sensitive else rules.vehicle_high_percent
    source = tr("Lab rule; set your own.")
    if evidence is not None:
        shown = [claim for claim in evidence.effects if _is_about(claim, warned, sensitive=sensitive)][:2]
        said = "; ".join(
            f"{value_text(claim.value)}: {claim.statement} ({source_text(claim.source, evidence.sources)})"
            for claim in shown
        )
        source = tr("Lab rule; set your own. On file for DMSO: {said}", said=said or tr(NO_VALUE))
    return Summary(
        tr("DMSO in the well"),
        f"≤ {plain(rules.vehicle_usual_percent, 3)}{THIN_SPACE}%",
        tr("warns from {warned}\u202f%", warned=plain(warned, 3)),
        tr("lab rule"),
        "muted",
        source,
    )


def _is_about(claim: Claim, percent: float, *, sensitive: bool) -> bool:
    if claim.value is None or not claim.value.number or float(claim.value.number) > percent * (1 + 1e-9):
        return False
    return ("T cells" in claim.context.cells) if sensitive else float(claim.value.number) >= percent * (1 - 1e-9)


class SummaryCard(Card):
    """One figure; it takes the focus, so that its source can be read without a mouse.

    Signals:
        pointed_at: It was hovered or has the focus: the words of its source; "" when it is left.
    """

    pointed_at = Signal(str)

    def __init__(self, summary: Summary) -> None:
        super().__init__(summary.title)
        self.setProperty("sourced", "true")
        self.setProperty("focusPolicy", qt_numbers.STRONG_FOCUS)
        self.body.setContentsMargins(12, 12, 12, 12)
        self._figure = text_label("", size="large")
        self._small = text_label("", size="small", tone="muted")
        # Made as it is shown: to restyle a chip later costs the first paint a look at every style option of Qt.
        self._chip = state_chip(summary.state, summary.tone)
        self.body.addWidget(self._figure)
        self.body.addWidget(self._small)
        self.body.addStretch(1)
        self.body.addWidget(self._chip)
        self.show_summary(summary)

    def show_summary(self, summary: Summary) -> None:
        """Show another figure."""
        self._summary = summary
        self._figure.setText(summary.figure)
        self._small.setText(summary.small)
        set_chip(self._chip, summary.state, summary.tone)
        self.setAccessibleName(f"{summary.title}: {summary.figure}, {summary.small}")
        self.setAccessibleDescription(summary.source)
        set_tip(self, summary.source)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the source."""
        self.pointed_at.emit(f"{self._summary.title}: {self._summary.source}")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Take it away again."""
        self.pointed_at.emit("")
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the source."""
        self.pointed_at.emit(f"{self._summary.title}: {self._summary.source}")
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Take it away again, unless it has the focus."""
        if not self.hasFocus():
            self.pointed_at.emit("")
        super().leaveEvent(event)


class VehicleCard(SummaryCard):
    """The vehicle limit, with the kind of cells to choose.

    Signals:
        kind_chosen: Another kind of cells was chosen.
    """

    kind_chosen = Signal(str)

    def __init__(self, summary: Summary, kind: str) -> None:
        super().__init__(summary)
        self._kind = kind
        # Room for what is to be chosen; the choice itself is made after the first paint.
        self._room = QWidget()
        self._room.setFixedHeight(40)
        self.body.insertWidget(3, self._room)

    def offer_kinds(self) -> None:
        """Make the choice of the kind of cells."""
        kind = DropDown()
        kind.setObjectName("compound.vehicle.kind")
        kind.setAccessibleName(tr("Kind of cells, for the vehicle limit"))
        fill_combo(kind, (ANY_CELLS, SENSITIVE))
        kind.setCurrentIndex(kind.findData(self._kind))
        kind.setMinimumContentsLength(8)
        kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        kind.currentIndexChanged.connect(lambda _index: self.kind_chosen.emit(str(kind.currentData())))
        self.body.replaceWidget(self._room, kind)
        self._room.deleteLater()


class BenchCard(QWidget):
    """The row of figures, and under it the source of the one that is pointed at.

    Args:
        figures: The figures.
        vehicle: The vehicle limit; None for a vehicle itself.
        kind: The kind of cells chosen for it.
    """

    def __init__(self, figures: Iterable[Summary], vehicle: Summary | None, kind: str) -> None:
        super().__init__()
        self.cards: list[SummaryCard] = [SummaryCard(one) for one in figures]
        self.vehicle = None if vehicle is None else VehicleCard(vehicle, kind)
        if self.vehicle is not None:
            self.cards.append(self.vehicle)
        self.source = text_label(tr(_HINT), size="small", tone="muted")
        self.source.setObjectName("compound.bench.source")
        # Room for two lines, so that pointing at a figure does not move what is under it.
        self.source.setFixedHeight(32)
        self.source.setProperty("alignment", qt_numbers.ALIGN_TOP)
        row = hbox(*self.cards, spacing=12)
        for place in range(len(self.cards)):
            row.setStretch(place, 1)
        self.setLayout(vbox(row, self.source, spacing=8))
        for card in self.cards:
            card.setFrameShape(QFrame.Shape.NoFrame)
            card.pointed_at.connect(self._on_pointed_at)

    def _on_pointed_at(self, words: str) -> None:
        self.source.setText(words or tr(_HINT))


_HINT = mark_text("Point at a figure, or go to it with Tab: its source is shown here.")
