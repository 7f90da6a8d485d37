"""The compound page: the bench card, hazards, what is known, by whom, how well supported, and what nobody states."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Monograph, Role
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.compounds.bench_card import BenchCard
from benchapp.ui.compounds.bench_summaries import (
    ANY_CELLS,
    DOSE,
    STOCK,
    Summary,
    summaries,
    vehicle_summaries,
    vehicle_summary,
    with_lab_stock,
)
from benchapp.ui.compounds.compound_body import CompoundBody
from benchapp.ui.compounds.hazard_card import hazard_card, hazard_fold, no_hazard_line
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import flat_button, push_button, set_opened
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, dispose, set_tab_order
from benchapp.ui.widgets.page import Page, bring_into_view
from benchapp.ui.widgets.theme import Tokens

if TYPE_CHECKING:
    from benchapp.domain.compounds.lab_stocks import LabStock
    from benchapp.ui.window.keys.find_bar import FindBar

# Wider than this, lines are too long to be read.
_WIDEST = 1248
# Narrower than this, only what is pressed often has a button.
_ROOM_FOR_ALL = 1000


@qt_overrides
class CompoundPage(Page):
    """Shows the monograph that is open.

    Args:
        compounds: Which compound it is.
        rules: Gives the lab rules of the moment.
        tokens: Gives the colours of the theme.
        known_hazards: Tells whether the hazards of a compound have been shown in full before.
        lab_stock: Gives the stock of a compound that the lab made last.
        entered: Says who of the lab entered a compound; "" where it is this computer's alone.

    Signals:
        stock_wanted, dose_wanted, incubation_wanted: "Prepare a stock", "Dose cells" or "Start incubation" was pressed.
        stock_used: A stock is to be prepared like the one that the lab made last: its concentration, "" for none.
        copied: A claim or a DOI was copied.
        asked: Something of the library was asked for: "compare", "pdf", "edit" and the like; the controller names all.
        restore_wanted: An edit is to be dropped: the id of the fact.
        label_wanted: A label's figure goes beside a claim: section, id of the fact, figure, name of the label.
        hazards_shown: The hazards of a compound were shown in full; its id.
    """

    stock_wanted = Signal()
    stock_used = Signal(str)
    dose_wanted = Signal()
    incubation_wanted = Signal()
    copied = Signal()
    asked = Signal(str)
    restore_wanted = Signal(str)
    label_wanted = Signal(str, str, str, str)
    hazards_shown = Signal(str)

    def __init__(
        self,
        compounds: CurrentCompound,
        rules: Callable[[], LabRules],
        tokens: Callable[[], Tokens],
        known_hazards: Callable[[str], bool],
        lab_stock: Callable[[str], LabStock | None],
        entered: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__(tr("Compound"))
        self.inner.setMaximumWidth(_WIDEST)
        self._lab_stock = lab_stock
        self._entered = entered
        self._compounds = compounds
        self._rules = rules
        self._known_hazards = known_hazards
        # Of which compound the hazards are shown in full, so that they do not fold while somebody reads.
        self._in_full = ""
        self._kind = ANY_CELLS
        self._body = CompoundBody(self, compounds, tokens, self._copy_text, self.restore_wanted.emit, self.search_page)
        self._body.labelled.connect(self.label_wanted.emit)
        self._rest = self._body.rest
        self._bench: BenchCard | None = None
        self._menu: QMenu | None = None
        self._find: FindBar | None = None
        self._make_foot()
        compounds.chosen.connect(self.fill)
        compounds.form_chosen.connect(self.fill)

    def _make_foot(self) -> None:
        # What stays in view while the page is scrolled: the way to the list, and the hazards in a word.
        self._all = flat_button(tr("‹ All compounds"), "compound.head.all", partial(self.asked.emit, "all"))
        self._stock = push_button(tr("Prepare a stock"), "compound.actions.stock", self.stock_wanted.emit, primary=True)
        self.first = self._stock
        self._dose = push_button(tr("Dose cells"), "compound.actions.dose", self.dose_wanted.emit)
        self._incubate = push_button(tr("Start incubation"), "compound.actions.incubate", self.incubation_wanted.emit)
        self._compare = push_button(tr("Compare…"), "compound.actions.compare", partial(self.asked.emit, "compare"))
        self._pdf = push_button(tr("Bench card…"), "compound.actions.pdf", partial(self.asked.emit, "pdf"))
        self._library = push_button(tr("Compounds ▾"), "compound.actions.library", self._open_menu)
        self._library.setAccessibleDescription(tr("All, add, edit, import, export, print, earlier versions"))
        self._buttons = (self._stock, self._dose, self._incubate, self._compare, self._pdf, self._library)
        self.foot.addLayout(flow(*self._buttons, spacing=12), 1)
        self._head = flow(self._all)
        self._head.setContentsMargins(14, 8, 24, 0)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(0, self._head)
        self._fold: QPushButton | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep what is rarely pressed in the menu alone, where it would take a second row from the page."""
        super().resizeEvent(event)
        for button in (self._compare, self._pdf):
            button.setVisible(event.size().width() >= _ROOM_FOR_ALL)

    # -- what is shown ----------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show the top of the page now; the rest waits for `go_on`."""
        if self._find is not None:
            self._find.forget()
        self._body.clear()
        filed = self._compounds.shown
        dosed = filed is not None and filed.monograph.role is not Role.VEHICLE
        for widget in (self._stock, self._dose, self._incubate):
            widget.setVisible(dosed)
        if filed is None:
            self.content.addWidget(text_label(tr("No monograph is in the library."), size="large"))
            self.content.addStretch(1)
            return
        self._add_banner(filed)
        self._bench = self._make_bench(filed.monograph)
        self._bench.used.connect(self._on_used)
        self.content.addWidget(self._bench)
        self._add_hazards(filed.monograph)
        set_tab_order(*(one for one in (self._all, self._fold, *self._buttons) if one is not None))
        self._body.show(filed.monograph)

    def go_on(self, *, ahead: bool = True) -> None:
        """Show the rest as it is seen, or comes near to it; call it when the window has been painted."""
        self._rest.go_on(ahead=ahead)

    def show_refused(self, sentences: list[str]) -> None:
        """Show which files of the library could not be taken; the others are there."""
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

    def _add_banner(self, filed: LibraryItem) -> None:
        """Show whose the monograph is, where it is not as it came with the program."""
        if filed.origin is not Origin.BUNDLED or filed.overlay is not None:
            from benchapp.ui.compounds.banner import banner  # noqa: PLC0415

            self.content.addWidget(banner(filed, self._compounds.made_by_version, self.asked.emit, self._entered))

    def _add_hazards(self, monograph: Monograph) -> None:
        """Show the hazards: in a word over the page, and in full under the bench card until they were read once."""
        if self._fold is not None:
            self._head.removeWidget(self._fold)
            dispose(self._fold)
            self._fold = None
        if not monograph.hazards:
            self.content.addWidget(no_hazard_line(monograph))
            return
        card = hazard_card(monograph)
        self._fold = hazard_fold(monograph, card)
        self._fold.clicked.connect(partial(self._bring_hazards, card))
        self._head.addWidget(self._fold)
        if self._in_full != monograph.id:
            self._in_full = "" if self._known_hazards(monograph.id) else monograph.id
            if self._in_full:
                self._rest.add((0, partial(self.hazards_shown.emit, monograph.id)))
        self.content.addWidget(card)  # Shown before, it would be a window of its own for a moment, and take the keys.
        card.setHidden(not self._in_full)
        set_opened(self._fold, opened=not card.isHidden())

    def _bring_hazards(self, card: Card) -> None:
        if not card.isHidden():
            bring_into_view(card)

    def _make_bench(self, monograph: Monograph) -> BenchCard:
        if monograph.role is Role.VEHICLE:
            return BenchCard(vehicle_summaries(monograph, self._rules()), None, self._kind)
        figures = summaries(monograph, self._compounds.shown_form, self._rules())
        dmso = monograph.kind is SubstanceKind.SMALL_MOLECULE
        bench = BenchCard(figures, vehicle_summary(self._rules(), self._kind, None) if dmso else None, self._kind)
        # What the lab has made is in the journal, which the first paint does not read.
        self._rest.add((0, partial(self._show_lab_stock, bench, figures[0])))
        if bench.vehicle is not None:
            bench.vehicle.kind_chosen.connect(self._on_kind)
            # What is on file for DMSO is in another monograph, which the first paint does not wait for.
            self._rest.add((0, bench.vehicle.offer_kinds), (0, self._show_vehicle))
        return bench

    def _show_lab_stock(self, bench: BenchCard, figure: Summary) -> None:
        filed = self._compounds.shown
        if filed is not None and (stock := self._lab_stock(filed.monograph.id)) is not None:
            bench.tiles[0].show_summary(with_lab_stock(figure, stock))

    def _on_used(self, what: str, button: QPushButton) -> None:
        """Use a figure: make the usual stock, choose a dose with its time, or set the lab's own limit."""
        filed = self._compounds.shown
        if filed is None:
            return
        if what == STOCK:
            made = self._lab_stock(filed.monograph.id)
            self.stock_used.emit(made.latest.concentration.nominal() if made else "")
        elif what == DOSE:
            from benchapp.ui.compounds.library_menu import choose_use  # noqa: PLC0415

            choose_use(button, filed.monograph, self._compounds.choose_use)
        else:
            self.asked.emit("lab")

    def _on_kind(self, kind: str) -> None:
        self._kind = kind
        self._show_vehicle()

    def _show_vehicle(self) -> None:
        if self._bench is not None and self._bench.vehicle is not None:
            self._bench.vehicle.show_summary(vehicle_summary(self._rules(), self._kind, self._compounds.dmso()))

    # -- find on this page, copy, and the library's menu ------------------------------------------------------

    def _copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()

    def print_sheet(self) -> bool:
        """Print the bench card."""
        self.asked.emit("print")
        return True

    def save_sheet(self) -> bool:
        """Save the bench card as a PDF."""
        self.asked.emit("pdf")
        return True

    def search_page(self) -> bool:
        """Open the line that finds inside the page."""
        if self._find is None:
            from benchapp.ui.window.keys.find_bar import FindBar  # noqa: PLC0415 (a start that finds nothing does without)

            self._find = FindBar(self.inner, self._body.bring)
            layout = self.layout()
            if isinstance(layout, QVBoxLayout):
                # At the top, where nothing that is said at the foot lies over it.
                self._find.setContentsMargins(24, 8, 24, 8)
                layout.insertWidget(0, self._find)
            self._find.line.textEdited.connect(self._look_through)
        self._find.begin()
        self._look_through()
        return True

    def _look_through(self) -> None:
        """Make what is still to come, for what is looked for may be there."""
        if self._find is not None and not self._rest.whole:
            self._rest.make_all(self._find.look_again)

    def _open_menu(self) -> None:
        from benchapp.ui.compounds.library_menu import fill_library_menu  # noqa: PLC0415

        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.setObjectName("compound.library.menu")
        fill_library_menu(self._menu, self._compounds.shown, self.asked.emit)
        corner = self._library.mapToGlobal(self._library.rect().topRight())
        size = self._menu.sizeHint()
        self._menu.popup(corner - QPoint(size.width(), size.height() + 4))
