"""The compound page: hazards first, the bench card, dose-and-time cards, every claim with its source."""

import html
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from benchapp.domain.amounts import show
from benchapp.domain.kinds import Kind
from benchapp.domain.monograph import Claim, Form, Monograph, NameKind, Report, Source, Standing, Use
from benchapp.presenters.compound_desk import CompoundDesk
from benchapp.ui import parts
from benchapp.ui.phrases import (
    NO_VALUE,
    STANDING_CHIPS,
    claim_text,
    context_text,
    source_text,
    use_text,
    value_text,
)

NOT_THIS_ONE = "Not this one"
SECTIONS = (
    ("solubility", "Solubility"),
    ("storage", "Storage of the solid"),
    ("stability.stock", "Stability of a stock"),
    ("stability.working", "Stability of a working solution"),
    ("stability.elsewhere", "Stability elsewhere"),
    ("mechanism", "What it does"),
    ("benchmarks", "Benchmarks"),
    ("combinations", "Combinations"),
    ("pitfalls", "Pitfalls and limits"),
    ("hazards", "Hazards"),
    ("physical_form", "Physical form"),
    ("related_reading", "Related reading"),
)


class CompoundPage(parts.Page):
    """Shows the monograph that is open.

    Args:
        desk: Which compound it is.

    Signals:
        stock_wanted: "Prepare a stock" was pressed.
        dose_wanted: "Dose cells" was pressed.
        incubation_wanted: "Start incubation" was pressed.
        copied: A claim was copied.
    """

    stock_wanted = Signal()
    dose_wanted = Signal()
    incubation_wanted = Signal()
    copied = Signal()

    def __init__(self, desk: CompoundDesk) -> None:
        super().__init__("Compound")
        self._desk = desk
        self._waiting: list[Callable[[], None]] = []
        self._goes_on = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._show_next)
        self.first = parts.button("Prepare a stock", "compound.actions.stock", self.stock_wanted.emit, primary=True)
        self.foot.addWidget(self.first)
        self.foot.addWidget(parts.button("Dose cells", "compound.actions.dose", self.dose_wanted.emit))
        self.foot.addWidget(parts.button("Start incubation", "compound.actions.incubate", self.incubation_wanted.emit))
        self.foot.addStretch(1)
        desk.chosen.connect(self.show_compound)
        desk.form_chosen.connect(self.show_compound)
        desk.use_chosen.connect(self._on_use)
        self._use_cards: dict[str, parts.Card] = {}

    def show_compound(self) -> None:
        """Show the top of the page now; the rest waits for `go_on`."""
        parts.clear(self.content)
        self._waiting.clear()
        self._use_cards.clear()
        monograph = self._desk.monograph
        if monograph is None:
            self.content.addWidget(parts.label("No monograph is in the library.", size="large"))
            self.content.addStretch(1)
            return
        self.content.addWidget(self._hazards(monograph))
        self.content.addLayout(self._bench_card(monograph))
        self._waiting.append(partial(self._add, self._uses, monograph))
        self._waiting.append(partial(self._add, self._identity, monograph))
        for section, title in SECTIONS:
            self._waiting.append(partial(self._add_section, monograph, section, title))
        self._waiting.append(partial(self._add, self._unknowns, monograph))
        self._waiting.append(partial(self._add, self._sources, monograph))
        self._waiting.append(self.content.addStretch)
        if self._goes_on:
            self._next.start(0)

    def go_on(self) -> None:
        """Show the rest, a section at a time; call it when the window has been painted."""
        self._goes_on = True
        self._next.start(0)

    def show_refused(self, sentences: list[str]) -> None:
        """Say which files of the library could not be taken; the others are there."""
        for sentence in sentences:
            card = parts.Card(tone="soon")
            card.body.addWidget(parts.label(sentence))
            self.content.insertWidget(0, card)

    def show_all(self) -> None:
        """Show what is still waiting, at once."""
        while self._waiting:
            self._waiting.pop(0)()

    def _show_next(self) -> None:
        if self._waiting:
            self._waiting.pop(0)()
        if self._waiting:
            self._next.start(0)

    def _add(self, make: Callable[[Monograph], QWidget], monograph: Monograph) -> None:
        self.content.addWidget(make(monograph))

    def _hazards(self, monograph: Monograph) -> parts.Card:
        card = parts.Card(tone="past")
        first = monograph.hazards[0] if monograph.hazards else None
        title = parts.label("▲ Hazards", tone="past", strong=True, wrap=False)
        text = first.statement if first else f"{NO_VALUE}."
        rest = " ".join(claim.statement for claim in monograph.hazards[1:3])
        missing = [unknown.what for unknown in monograph.unknowns if unknown.section == "hazards"]
        codes = f"{missing[0]}: {NO_VALUE}, see the supplier’s safety data sheet." if missing else ""
        words = parts.rich(f"{parts.bold(text)} {html.escape(rest)} {html.escape(codes)}")
        words.setObjectName("compound.hazards.text")
        card.body.addLayout(parts.row(title, words, spacing=24))
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return card

    def _bench_card(self, monograph: Monograph) -> QHBoxLayout:
        best = max(
            (claim for claim in monograph.solubility if claim.value and claim.value.number),
            key=lambda claim: float(claim.value.number if claim.value else 0),
            default=None,
        )
        # What is disputed is a card, and no part of the usual range.
        usual = [use for use in monograph.uses if use.standing is not Standing.DISPUTED]
        doses = [use for use in usual if use.dose]
        times = [use for use in usual if use.time]
        fresh = monograph.wants_fresh()
        molar = ""
        form = self._desk.form
        if best is not None and best.value is not None and form is not None:
            molar = f" ({show(float(best.value.number) / float(form.molar_mass), Kind.MOLARITY)})"
        return parts.row(
            _summary(
                "Dissolve in",
                best.context.solvent if best else NO_VALUE,
                f"{value_text(best.value)}{molar}" if best else "",
                best.basis.value if best else "–",
                STANDING_CHIPS[best.standing.value] if best else "muted",
            ),
            _summary(
                "Dose",
                _span_of([use.dose.number for use in doses if use.dose], "µM"),
                "by context, see the cards",
                f"{len(doses)} cards",
                "note",
            ),
            _summary(
                "Time",
                " – ".join(_ends([value_text(use.time) for use in times])) or NO_VALUE,
                "by context, see the cards",
                f"{len(times)} cards",
                "note",
            ),
            _summary(
                "Made solution",
                "use fresh" if fresh else NO_VALUE,
                "no storage of dilutions; frozen stock: lab rule" if fresh else "",
                "no number found" if fresh else "–",
                "muted",
            ),
            spacing=12,
        )

    def _uses(self, monograph: Monograph) -> parts.Card:
        card = parts.Card("Doses and times, by context: choose one to fill calculator and timer")
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, use in enumerate(monograph.uses):
            grid.addWidget(self._use_card(use, monograph), place // 2, place % 2)
        card.body.addLayout(grid)
        return card

    def _use_card(self, use: Use, monograph: Monograph) -> parts.Card:
        card = parts.Card()
        self._use_cards[use.id] = card
        title = parts.label(use.title, strong=True)
        figures = parts.label(use_text(use), size="large")
        context = parts.label(context_text(use.context), size="small", tone="muted")
        note = parts.label(" ".join(part for part in (use.note, use.reason) if part), size="small", tone="muted")
        source = parts.label(
            f"{source_text(use.source, monograph.sources)} · {use.basis.value}", size="small", tone="muted"
        )
        choose = parts.button("Use this", f"compound.uses.{use.id}", partial(self._desk.choose_use, use))
        choose.setAccessibleName(f"Use {use.title}: {use_text(use)}")
        choose.setEnabled(use.dose is not None or use.time is not None)
        top = parts.row(title, parts.chip(use.standing.value, STANDING_CHIPS[use.standing.value]))
        top.setStretch(0, 1)
        middle = parts.row(figures, choose)
        middle.setStretch(0, 1)
        card.body.addLayout(top)
        card.body.addLayout(middle)
        for line in (context, note, source):
            card.body.addWidget(line)
        card.body.addStretch(1)
        return card

    def _on_use(self, use: Use) -> None:
        for use_id, card in self._use_cards.items():
            card.setProperty("chosen", "true" if use_id == use.id else "false")
            parts.restyle(card)

    def _identity(self, monograph: Monograph) -> parts.Card:
        card = parts.Card("Identity")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        top = Qt.AlignmentFlag.AlignTop
        for place, (title, text, source) in enumerate(_identity_rows(monograph, self._desk.form)):
            grid.addWidget(parts.label(title, tone="muted", wrap=False), place, 0, top)
            words = parts.label(text, tone="past" if title == NOT_THIS_ONE else "")
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, place, 1, top)
            said_by = source_text(source, monograph.sources)
            grid.addWidget(parts.label(said_by, size="small", tone="muted"), place, 2, top)
        card.body.addLayout(grid)
        return card

    def _add_section(self, monograph: Monograph, section: str, title: str) -> None:
        claims = [claim for where, claim in monograph.claims() if where == section]
        unknown = [one for one in monograph.unknowns if one.section == section]
        if not claims and not unknown:
            return
        card = parts.Card(title)
        card.body.setSpacing(0)
        for claim in claims:
            card.body.addWidget(self._claim(claim, monograph.sources))
        for one in unknown:
            line = parts.row(parts.label(one.what), parts.chip(NO_VALUE, "muted"))
            line.setStretch(0, 1)
            line.setContentsMargins(0, 6, 0, 6)
            card.body.addLayout(line)
            if one.note:
                card.body.addWidget(parts.label(one.note, size="small", tone="muted"))
        self.content.addWidget(card)

    def _claim(self, claim: Claim, sources: dict[str, Source]) -> QFrame:
        frame = QFrame()
        frame.setProperty("row", "true")
        value = f" {parts.bold(value_text(claim.value))}" if claim.value else ""
        context = context_text(claim.context)
        words = parts.rich(f"{html.escape(claim.statement)}{value}")
        small = [f"{source_text(claim.source, sources)} · {claim.basis.value}{' · ' + context if context else ''}"]
        small.append(claim.reason)
        small += [_report_text(report, sources) for report in claim.others]
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(words)
        column.addWidget(parts.label("\n".join(small), size="small", tone="muted"))
        standing = parts.chip(claim.standing.value, STANDING_CHIPS[claim.standing.value])
        copy = parts.button("Copy", f"compound.claim.{claim.id}", partial(self._copy, claim, sources))
        copy.setAccessibleName(f"Copy with its source: {claim.statement}")
        copy.setFixedWidth(72)
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        line.addLayout(column, 1)
        line.addWidget(standing, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _copy(self, claim: Claim, sources: dict[str, Source]) -> None:
        QGuiApplication.clipboard().setText(claim_text(claim, sources))
        self.copied.emit()

    def _unknowns(self, monograph: Monograph) -> parts.Card:
        card = parts.Card("What nobody states")
        for unknown in monograph.unknowns:
            note = f". {unknown.note}" if unknown.note else ""
            card.body.addWidget(parts.label(f"{unknown.what}: {NO_VALUE}{note}"))
        return card

    def _sources(self, monograph: Monograph) -> parts.Card:
        card = parts.Card("Sources")
        for source in monograph.sources.values():
            parts_of = [source.title, source.kind, f"doi {source.doi}" if source.doi else "", source.note]
            line = parts.label(" · ".join(part for part in parts_of if part), size="small")
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(line)
        card.body.addWidget(parts.label(f"Revision {monograph.revision}", size="small", tone="muted"))
        return card


def _identity_rows(monograph: Monograph, form: Form | None) -> Iterator[tuple[str, str, str]]:
    """Give what the compound is, line by line: title, text, key of the source."""
    identity = monograph.identity
    yield "Formula", _formula(identity.formula), identity.source
    if form is not None:
        yield "Molar mass", f"{form.molar_mass} g/mol ({form.name}; {form.basis.value})", form.source
    yield "CAS", identity.cas, identity.source
    yield "InChIKey", identity.inchikey, identity.source
    yield "SMILES", identity.smiles, identity.source
    for name in identity.names:
        wrong = name.kind is NameKind.MISSPELLING
        title = "Found by, a misspelling" if wrong else f"{name.kind.value.capitalize()} name"
        yield title, f"{name.text}{'. ' + name.note if name.note else ''}", name.source
    for one in identity.forms:
        yield f"Form: {one.name}", f"{one.molar_mass} g/mol, CAS {one.cas or NO_VALUE}. {one.note}", one.source
    for trap in identity.traps:
        yield NOT_THIS_ONE, f"{trap.name}{', CAS ' + trap.cas if trap.cas else ''}. {trap.why}", trap.source
    for code in monograph.supplier_codes:
        yield f"Catalogue, {code.supplier}", f"{code.code}{'. ' + code.note if code.note else ''}", code.source
    for fact in identity.references:
        yield fact.label, f"{fact.value}{'. ' + fact.note if fact.note else ''}", fact.source


def _summary(title: str, figure: str, small: str, state: str, tone: str) -> QWidget:
    card = parts.Card(title)
    card.body.addWidget(parts.label(figure, size="large"))
    card.body.addWidget(parts.label(small, size="small", tone="muted"))
    card.body.addStretch(1)
    card.body.addWidget(parts.chip(state, tone))
    return card


def _report_text(report: Report, sources: dict[str, Source]) -> str:
    value = f" {value_text(report.value)}" if report.value else ""
    context = context_text(report.context)
    where = f" ({context})" if context else ""
    return f"↳ {report.statement}{value}{where}  {source_text(report.source, sources)} · {report.basis.value}"


def _span_of(numbers: Iterable[str], unit: str) -> str:
    figures = sorted(float(number) for number in numbers)
    if not figures:
        return NO_VALUE
    ends = f"{figures[0]:g}" if figures[0] == figures[-1] else f"{figures[0]:g}–{figures[-1]:g}"
    return f"{ends}\u202f{unit}"


def _ends(texts: list[str]) -> list[str]:
    def hours(text: str) -> float:
        number, _, unit = text.replace("\u202f", " ").partition(" ")
        return float(number.split("–", maxsplit=1)[0]) * (24 if unit.startswith("d") else 1)

    ordered = sorted(texts, key=hours)
    return ordered[:1] + ordered[-1:] if len(ordered) > 1 else ordered


def _formula(formula: str) -> str:
    return formula.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
