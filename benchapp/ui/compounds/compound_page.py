"""The compound page: hazards first, the bench card, what is known, by whom, how it stands, what nobody states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from benchapp.domain.compounds.facts import Fact, fact_in
from benchapp.domain.compounds.hazards import by_weight, short_hazard
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.compounds.monograph import Claim, Form, Monograph, Role, Unknown, Use
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.compounds.bench_card import ANY_CELLS, BenchCard, summaries, vehicle_summaries, vehicle_summary
from benchapp.ui.text.compound_texts import NO_VALUE, use_text, value_text
from benchapp.ui.text.language import decimal, mark_text, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.buttons import disclosure_button, push_button, set_opened, toggle_button
from benchapp.ui.widgets.fields import DropDown
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import bold, restyle, rich_label, state_chip, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, toggle_visible
from benchapp.ui.widgets.lazy_page import CARD, LazyPage, Piece, some_at_once
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Tokens

if TYPE_CHECKING:
    from benchapp.ui.compounds.claims import ClaimRow
    from benchapp.ui.compounds.compound_cards import References
    from benchapp.ui.compounds.find_bar import FindBar

SECTIONS = (
    ("effects", mark_text("Effects on cells, by concentration")),
    ("solubility", mark_text("Solubility")),
    ("storage", mark_text("Storage of the solid")),
    ("stability.stock", mark_text("Stability of a stock")),
    ("stability.working", mark_text("Stability of a working solution")),
    ("stability.elsewhere", mark_text("Stability elsewhere")),
    ("mechanism", mark_text("What it does")),
    ("benchmarks", mark_text("Benchmarks")),
    ("combinations", mark_text("Combinations")),
    ("pitfalls", mark_text("Pitfalls and limits")),
    ("hazards", mark_text("Hazards")),
    ("physical_form", mark_text("Physical form")),
    ("related_reading", mark_text("Related reading")),
)


class CompoundPage(Page):
    """Shows the monograph that is open.

    Args:
        desk: Which compound it is.
        rules: Gives the lab rules of the moment.
        tokens: Gives the colours of the theme.
        known_hazards: Tells whether the hazards of a compound have been shown in full before.

    Signals:
        stock_wanted: "Prepare a stock" was pressed.
        dose_wanted: "Dose cells" was pressed.
        incubation_wanted: "Start incubation" was pressed.
        copied: A claim or a DOI was copied.
        asked: Something of the library was asked for: "compare", "pdf", "print", "add", "edit", "import", "export",
            "versions", "current", "stand", "drop" or "remove".
        restore_wanted: An edit is to be dropped: the id of the fact.
        hazards_shown: The hazards of a compound were shown in full; its id.
    """

    stock_wanted = Signal()
    dose_wanted = Signal()
    incubation_wanted = Signal()
    copied = Signal()
    asked = Signal(str)
    restore_wanted = Signal(str)
    hazards_shown = Signal(str)

    def __init__(
        self,
        desk: CurrentCompound,
        rules: Callable[[], LabRules],
        tokens: Callable[[], Tokens],
        known_hazards: Callable[[str], bool],
    ) -> None:
        super().__init__(tr("Compound"))
        self._desk = desk
        self._rules = rules
        self._tokens = tokens
        self._known_hazards = known_hazards
        # Of which compound the hazards are shown in full, so that they do not fold while somebody reads.
        self._in_full = ""
        self._only_supported = False
        self._kind = ANY_CELLS
        self._rest = LazyPage(self)
        self._facts: dict[str, QWidget] = {}
        self._section_cards: dict[str, Card] = {}
        self._rows: dict[str, list[ClaimRow]] = {}
        self._use_cards: dict[str, Card] = {}
        self._bench: BenchCard | None = None
        self._left = QVBoxLayout()
        self._right = QVBoxLayout()
        self._menu: QMenu | None = None
        self._find: FindBar | None = None
        self._references: References | None = None
        self._filters: tuple[QPushButton, ...] = ()
        self._make_foot()
        desk.chosen.connect(self.show_compound)
        desk.form_chosen.connect(self.show_compound)
        desk.use_chosen.connect(self._on_use)

    def _make_foot(self) -> None:
        self._stock = push_button(tr("Prepare a stock"), "compound.actions.stock", self.stock_wanted.emit, primary=True)
        self.first = self._stock
        self._dose = push_button(tr("Dose cells"), "compound.actions.dose", self.dose_wanted.emit)
        self._incubate = push_button(tr("Start incubation"), "compound.actions.incubate", self.incubation_wanted.emit)
        self._compare = push_button(tr("Compare…"), "compound.actions.compare", partial(self.asked.emit, "compare"))
        self._pdf = push_button(tr("Bench card…"), "compound.actions.pdf", partial(self.asked.emit, "pdf"))
        self._library = push_button(tr("Library ▾"), "compound.actions.library", self._open_menu)
        self._library.setAccessibleDescription(tr("Add, edit, import, export, print, earlier versions"))
        next_steps, more = (self._stock, self._dose, self._incubate), (self._compare, self._pdf, self._library)
        self.foot.addLayout(flow(*next_steps, 1, *more, spacing=12), 1)

    # -- what is shown ----------------------------------------------------------------------------------------

    def show_compound(self) -> None:
        """Show the top of the page now; the rest waits for `go_on`."""
        if self._find is not None:
            self._find.forget()
        self._rest.begin_anew()
        clear_layout(self.content)
        self._use_cards.clear()
        self._facts.clear()
        self._section_cards.clear()
        self._rows.clear()
        filed = self._desk.shown
        monograph = filed.monograph if filed is not None else None
        vehicle = monograph is not None and monograph.role is Role.VEHICLE
        for widget in (self._stock, self._dose, self._incubate):
            widget.setVisible(monograph is not None and not vehicle)
        if monograph is None:
            self.content.addWidget(text_label(tr("No monograph is in the library."), size="large"))
            self.content.addStretch(1)
            return
        self._banners(monograph)
        self._add_hazards(monograph)
        self._bench = self._make_bench(monograph)
        self.content.addWidget(self._bench)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(12)
            # What is made later stands over it, and nothing is drawn out to the length of the other column meanwhile.
            column.addStretch(1)
        columns = hbox(self._left, self._right, spacing=12)
        columns.setStretch(0, 8)
        columns.setStretch(1, 5)
        self.content.addLayout(columns)
        self._wait(monograph)

    def _wait(self, monograph: Monograph) -> None:
        """Line up what is made after the first paint, the top of the page first."""
        first, *others = (self._section_to_come(monograph, section, tr(title)) for section, title in SECTIONS)
        # Beside each other: the right column is made first, and only what makes the left one longer counts.
        self._rest.add((0, partial(self._add_identity, monograph)), (0, partial(self._add_uses, monograph)), *first)
        self._rest.add((0, partial(self._add_beside, monograph)))
        self._rest.add((CARD, partial(self._add_filter, monograph)), *chain.from_iterable(others))
        self._rest.add(*self._sources_to_come(monograph))

    def _section_to_come(self, monograph: Monograph, section: str, title: str) -> Iterator[Piece]:
        claims = [claim for where, claim in monograph.claims() if where == section]
        unknown = [one for one in monograph.unknowns if one.section == section]
        if claims or unknown:
            lines = [partial(self._add_claim, monograph, section, claim) for claim in claims]
            lines += [partial(self._add_unknown, section, one) for one in unknown]
            yield from some_at_once(partial(self._add_section, section, title), lines)

    def _sources_to_come(self, monograph: Monograph) -> Iterator[Piece]:
        lines = [partial(self._add_source, key) for key in monograph.sources]
        yield from some_at_once(partial(self._add_references, monograph), [*lines, self._end_references])

    def _add_identity(self, monograph: Monograph) -> None:
        # What comes after the first paint is imported after it too.
        from benchapp.ui.compounds.compound_cards import identity_card  # noqa: PLC0415

        _put(self._right, identity_card(monograph, self._desk.shown_form, self._tokens, self._copy_text))

    def _add_uses(self, monograph: Monograph) -> None:
        from benchapp.ui.compounds.compound_cards import uses_card  # noqa: PLC0415

        if monograph.uses:
            card, self._use_cards = uses_card(monograph, self._desk.choose_use)
            self._facts.update(self._use_cards)
            _put(self._left, card)

    def _add_beside(self, monograph: Monograph) -> None:
        from benchapp.ui.compounds.compound_cards import traps_card, unknowns_card  # noqa: PLC0415

        if monograph.identity.traps:
            _put(self._left, traps_card(monograph))
        _put(self._left, unknowns_card(monograph))

    def _add_references(self, monograph: Monograph) -> None:
        from benchapp.ui.compounds.compound_cards import References  # noqa: PLC0415

        self._references = References(monograph, self.show_fact, self._copy_text)
        self._section_cards["references"] = self._references
        self.content.addWidget(self._references)

    def _add_source(self, key: str) -> None:
        if self._references is not None:
            self._references.add_source(key)

    def _end_references(self) -> None:
        if self._references is not None:
            self._references.end()
        self.content.addStretch(1)

    def go_on(self) -> None:
        """Show the rest as it comes near to being seen; call it when the window has been painted."""
        self._rest.go_on()

    def show_refused(self, sentences: list[str]) -> None:
        """Say which files of the library could not be taken; the others are there."""
        for sentence in sentences:
            card = Card(tone="soon")
            card.body.addWidget(text_label(sentence))
            self.content.insertWidget(0, card)

    @property
    def whole(self) -> bool:
        """Whether nothing of the page is still to be made."""
        return self._rest.whole

    def make_all(self) -> None:
        """Make all that is waiting, with the event loop between."""
        self._rest.make_all()

    def _banners(self, monograph: Monograph) -> None:
        filed = self._desk.shown
        if filed is None:
            return
        if filed.origin is Origin.VERSION:
            users = self._desk.made_by_version
            made = tr(" {list} was made by it.", list=", ".join(users)) if users else ""
            words = tr(
                "An earlier version, of {revision}.{made} Calculations use the current one.",
                revision=monograph.revision,
                made=made,
            )
            self._banner(words, (tr("Back to the current one"), "current"))
        elif filed.changed:
            names = ", ".join(self._asked_again(fact) for fact in filed.changed)
            self._banner(
                tr(
                    "What came with the program has changed since you edited it: {names}. Your value is in use.",
                    names=names,
                ),
                (tr("Keep mine"), "stand"),
                (tr("Take the new one"), "drop-changed"),
            )
        elif filed.overlay is not None:
            count = len(filed.overlay.edits)
            facts = tr("1 fact") if count == 1 else tr("{count} facts", count=count)
            self._banner(
                tr("You have edited {facts} of this monograph; each is marked ✎.", facts=facts),
                (tr("Remove my edits"), "drop"),
            )
        elif filed.origin is Origin.OWN:
            self._banner(tr("Your own compound."), (tr("Edit"), "edit"), (tr("Remove"), "remove"))

    def _asked_again(self, fact: str) -> str:
        filed = self._desk.shown
        edit = next(one for one in filed.overlay.edits if one.fact == fact) if filed and filed.overlay else None
        if filed is None or edit is None or filed.bundled is None:
            return fact
        return tr(
            "{fact} (now bundled: {fact_2})",
            fact=_fact_text(edit.value),
            fact_2=_fact_text(fact_in(filed.bundled, edit.section, fact)),
        )

    def _banner(self, words: str, *actions: tuple[str, str]) -> None:
        card = Card(tone="note")
        card.body.setContentsMargins(16, 8, 8, 8)
        line = hbox(text_label(words))
        line.setStretch(0, 1)
        for title, what in actions:
            line.addWidget(push_button(title, f"compound.banner.{what}", partial(self.asked.emit, what)))
        card.body.addLayout(line)
        self.content.addWidget(card)

    def _add_hazards(self, monograph: Monograph) -> None:
        """Show the hazards: in full the first time, then as a line that opens to them."""
        card = self._hazards(monograph)
        if self._in_full != monograph.id:
            self._in_full = "" if self._known_hazards(monograph.id) else monograph.id
            if self._in_full:
                self._rest.add((0, partial(self.hazards_shown.emit, monograph.id)))
        if not self._in_full:
            first = next(iter(by_weight(monograph.hazards)), None)
            short = short_hazard(first.statement if first else tr("No hazard is on file."))
            fold = disclosure_button(
                tr("Hazards: {said}", said=short), "past", "compound.hazards.open", lambda: self._unfold(fold, card)
            )
            fold.setAccessibleDescription(tr("Shows the hazards in full"))
            self.content.addLayout(flow(fold, 1))
            card.hide()
        self.content.addWidget(card)

    def _unfold(self, fold: QPushButton, card: Card) -> None:
        toggle_visible(card)
        set_opened(fold, opened=not card.isHidden())

    def _hazards(self, monograph: Monograph) -> Card:
        card = Card(tone="past")
        hazards = by_weight(monograph.hazards)
        first = hazards[0] if hazards else None
        title = text_label(tr("▲ Hazards"), tone="past", strong=True, wrap=False)
        text = first.statement if first else tr("No hazard is on file.")
        rest = " ".join(claim.statement for claim in hazards[1:3])
        missing = [unknown.what for unknown in monograph.unknowns if unknown.section == "hazards"]
        codes = (
            tr(
                "{missing}: {no_value}, see the supplier’s safety data sheet.",
                missing=missing[0],
                no_value=tr(NO_VALUE),
            )
            if missing
            else ""
        )
        if not first and not missing:
            codes = tr("No codes found: see the supplier’s safety data sheet.")
        words = rich_label(f"{bold(text)} {escape(rest)} {escape(codes)}")
        words.setObjectName("compound.hazards.text")
        card.body.addLayout(hbox(title, words, spacing=24))
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return card

    def _make_bench(self, monograph: Monograph) -> BenchCard:
        if monograph.role is Role.VEHICLE:
            return BenchCard(vehicle_summaries(monograph, self._rules()), None, self._kind)
        limit = vehicle_summary(self._rules(), self._kind, None)
        bench = BenchCard(summaries(monograph, self._desk.shown_form), limit, self._kind)
        if bench.vehicle is not None:
            bench.vehicle.kind_chosen.connect(self._on_kind)
            # What is on file for DMSO stands in another monograph, which the first paint does not wait for.
            self._rest.add((0, bench.vehicle.offer_kinds), (0, self._show_vehicle))
        return bench

    def _on_kind(self, kind: str) -> None:
        self._kind = kind
        self._show_vehicle()

    def _show_vehicle(self) -> None:
        if self._bench is not None and self._bench.vehicle is not None:
            evidence = self._desk.dmso()
            self._bench.vehicle.show_summary(vehicle_summary(self._rules(), self._kind, evidence))

    def _on_use(self, use: Use) -> None:
        for use_id, card in self._use_cards.items():
            card.setProperty("chosen", "true" if use_id == use.id else "false")
            restyle(card)

    # -- claims -----------------------------------------------------------------------------------------------

    def _add_filter(self, monograph: Monograph) -> None:
        every = toggle_button(tr("All claims"), "compound.filter.all", partial(self._set_filter, only_supported=False))
        only = toggle_button(
            tr("Only what is supported"), "compound.filter.supported", partial(self._set_filter, only_supported=True)
        )
        every.setChecked(not self._only_supported)
        only.setChecked(self._only_supported)
        self._filters = (every, only)
        claims = [claim for _, claim in monograph.claims()]
        supported = sum(claim.standing.value == "supported" for claim in claims)
        count = text_label(
            tr("{supported} of {count} supported", supported=supported, count=len(claims)),
            size="small",
            tone="muted",
            wrap=False,
        )
        find = push_button(tr("Find   Ctrl+F"), "compound.find.open", self.find_on_page)
        filters = flow(every, only, count, 1, self._jump(monograph), find)
        self.content.addLayout(filters)
        for widget in (every, only, count):
            widget.setVisible(bool(claims))

    def _jump(self, monograph: Monograph) -> QComboBox:
        there = {where for where, _ in monograph.claims()} | {unknown.section for unknown in monograph.unknowns}
        jump = DropDown()
        jump.setObjectName("compound.filter.section")
        jump.setAccessibleName(tr("Go to a section"))
        jump.addItem(tr("Go to…"), "")
        for section, title in SECTIONS:
            if section in there:
                jump.addItem(tr(title), section)
        jump.addItem(tr("References"), "references")
        jump.activated.connect(partial(self._go_to, jump))
        return jump

    def _go_to(self, jump: QComboBox, _index: int) -> None:
        self._rest.make_all(partial(self._bring_section, str(jump.currentData())))
        jump.setCurrentIndex(0)

    def _bring_section(self, section: str) -> None:
        card = self._section_cards.get(section)
        if card is not None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.area.verticalScrollBar().setValue(card.mapTo(self.inner, QPoint(0, 0)).y() - 8)

    def _set_filter(self, *, only_supported: bool) -> None:
        self._only_supported = only_supported
        for chosen, button in zip((not only_supported, only_supported), self._filters, strict=True):
            button.setChecked(chosen)
        self._filter_rows()

    def _filter_rows(self) -> None:
        for section in self._rows:
            self._filter_section(section)

    def _filter_section(self, section: str) -> None:
        rows = self._rows[section]
        for row in rows:
            row.setVisible(row.supported or not self._only_supported)
        self._section_cards[section].setVisible(not self._only_supported or any(row.supported for row in rows))

    def _add_section(self, section: str, title: str) -> None:
        card = Card(title)
        self._section_cards[section] = card
        self._rows[section] = []
        card.body.setSpacing(0)
        # What a vehicle does to cells stands where the doses of a compound stand.
        if section == "effects":
            _put(self._left, card)
        else:
            self.content.addWidget(card)
        card.setVisible(not self._only_supported)

    def _add_claim(self, monograph: Monograph, section: str, claim: Claim) -> None:
        from benchapp.ui.compounds.claims import ClaimRow  # noqa: PLC0415

        was = self._was(section, claim)
        row = ClaimRow(claim, monograph.sources, was, value_first=section == "effects")
        row.copied.connect(self._copy_text)
        row.restored.connect(self.restore_wanted)
        self._facts[claim.id] = row
        self._rows[section].append(row)
        self._section_cards[section].body.addWidget(row)
        if self._only_supported:
            self._filter_section(section)

    def _add_unknown(self, section: str, unknown: Unknown) -> None:
        line = hbox(text_label(unknown.what), state_chip(tr(NO_VALUE), "muted"))
        line.setStretch(0, 1)
        line.setContentsMargins(0, 6, 0, 6)
        self._section_cards[section].body.addLayout(line)

    def _was(self, section: str, claim: Claim) -> str:
        filed = self._desk.shown
        if filed is None or filed.overlay is None or filed.bundled is None:
            return ""
        if not any(edit.fact == claim.id and edit.section == section for edit in filed.overlay.edits):
            return ""
        return _fact_text(fact_in(filed.bundled, section, claim.id))

    def _copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()

    def show_fact(self, fact: str) -> None:
        """Bring a fact into view."""
        self._rest.make_all(partial(self._bring_fact, fact))

    def _bring_fact(self, fact: str) -> None:
        widget = self._facts.get(fact)
        if widget is not None:
            widget.setVisible(True)
            self._bring(widget)

    # -- find on this page, and the library's menu ------------------------------------------------------------

    def find_on_page(self) -> None:
        """Open the line that finds inside the page."""
        if self._find is None:
            from benchapp.ui.compounds.find_bar import FindBar  # noqa: PLC0415 (a start that finds nothing does without)

            self._find = FindBar(self.inner, self._bring)
            layout = self.layout()
            if isinstance(layout, QVBoxLayout):
                # At the top, where nothing that is said at the foot lies over it.
                self._find.setContentsMargins(24, 8, 24, 8)
                layout.insertWidget(0, self._find)
            self._find.line.textEdited.connect(self._look_through)
        self._find.begin()
        self._look_through()

    def _look_through(self) -> None:
        """Make what is still to come, for what is looked for may be there."""
        if self._find is not None and not self._rest.whole:
            self._rest.make_all(self._find.look_again)

    def _bring(self, widget: QWidget) -> None:
        # What was made just now has its place when it is laid out.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.area.ensureWidgetVisible(widget, 0, 80)

    def _open_menu(self) -> None:
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.setObjectName("compound.library.menu")
        self._menu.clear()
        filed = self._desk.shown
        own = filed is not None and filed.origin is Origin.OWN
        for title, what, shown in (
            (f"{tr('Add a compound…')}\t{tr('Ctrl+N')}", "add", True),
            (
                f"{tr('Edit this compound…')}\t{tr('Ctrl+E')}",
                "edit",
                filed is not None and filed.origin is not Origin.VERSION,
            ),
            (tr("Remove this compound"), "remove", own),
            ("", "", True),
            (tr("Import a list or monographs…"), "import", True),
            (tr("Export this compound…"), "export", filed is not None),
            (tr("Export every compound of your own…"), "export-own", True),
            ("", "", True),
            (tr("Print the bench card…"), "print", filed is not None),
            (tr("Earlier versions"), "versions", filed is not None),
        ):
            if not title:
                self._menu.addSeparator()
            elif shown:
                action = self._menu.addAction(title)
                action.setObjectName(f"compound.library.{what}")
                action.triggered.connect(partial(self.asked.emit, what))
        corner = self._library.mapToGlobal(self._library.rect().topRight())
        size = self._menu.sizeHint()
        self._menu.popup(corner - QPoint(size.width(), size.height() + 4))


def _put(column: QVBoxLayout, widget: QWidget) -> None:
    """Put something at the end of a column, over the stretch that closes it."""
    column.insertWidget(column.count() - 1, widget)


def _fact_text(fact: Fact | None) -> str:
    match fact:
        case None:
            return tr("nothing")
        case Claim():
            return value_text(fact.value) if fact.value else fact.statement
        case Use():
            return use_text(fact)
        case Form():
            return tr("{molar_mass} g/mol", molar_mass=decimal(fact.molar_mass))
        case _:
            return getattr(fact, "text", "") or getattr(fact, "code", "")
