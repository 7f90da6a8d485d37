"""What is under the bench card on the page of a compound: two columns, sections of claims, references.

It is made as it comes near to being seen, and what it is made of is imported after the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from benchapp.base.lazy import lazy
from benchapp.domain.compounds.monograph import Claim, Monograph, Unknown, Use
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.text.compound_texts import REFERENCES, SECTIONS
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import restyle
from benchapp.ui.widgets.layout import Card, clear_layout, hbox
from benchapp.ui.widgets.lazy_page import CARD, LazyPage, Piece, some_at_once
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Tokens

if TYPE_CHECKING:
    from benchapp.ui.compounds.claim_sections import ClaimSections
    from benchapp.ui.compounds.compound_cards import References


class CompoundBody(QObject):
    """Makes what is known of a compound, piece by piece, on its page.

    Args:
        page: The page.
        compounds: Which compound it is.
        tokens: Gives the colours of the theme.
        copy: Puts a text on the clipboard.
        restore: Drops the edit of a fact, by its id.
        find: Opens the line that finds inside the page.

    Attributes:
        rest: What of the page is still to be made.

    Signals:
        labelled: What a label says is to be put beside a claim: section, id of the fact, figure, name of the label.
    """

    labelled = Signal(str, str, str, str)

    def __init__(
        self,
        page: Page,
        compounds: CurrentCompound,
        tokens: Callable[[], Tokens],
        copy: Callable[[str], object],
        restore: Callable[[str], object],
        find: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._compounds = compounds
        self._tokens = tokens
        self._copy = copy
        self._restore = restore
        self._find = find
        self.rest = LazyPage(page)
        self._left = QVBoxLayout()
        self._right = QVBoxLayout()
        self._use_cards: dict[str, Card] = {}
        self._references: References | None = None
        compounds.use_chosen.connect(self._on_use)

    def clear(self) -> None:
        """Remove everything from the page, which is to show another compound."""
        self.rest.begin_anew()
        clear_layout(self._page.content)
        self._use_cards.clear()
        self._references = None
        if (sections := CompoundBody._sections.if_made(self)) is not None:
            sections.clear()

    def show(self, monograph: Monograph) -> None:
        """Line up what is known of a compound, under what is on its page already."""
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(12)
            # What is made later is over it, and nothing is drawn out to the length of the other column meanwhile.
            column.addStretch(1)
        columns = hbox(self._left, self._right, spacing=12)
        columns.setStretch(0, 8)
        columns.setStretch(1, 5)
        self._page.content.addLayout(columns)
        self._wait(monograph)

    def _wait(self, monograph: Monograph) -> None:
        """Line up what is made after the first paint, the top of the page first."""
        first, *others = (self._section_to_come(monograph, section, tr(title)) for section, title in SECTIONS)
        # Beside each other: the right column is made first, and only what makes the left one longer counts.
        self.rest.add((0, partial(self._add_identity, monograph)), (0, partial(self._add_uses, monograph)), *first)
        self.rest.add((0, partial(self._add_beside, monograph)))
        self.rest.add((CARD, partial(self._add_filter, monograph)), *chain.from_iterable(others))
        self.rest.add(*self._sources_to_come(monograph))

    def _section_to_come(self, monograph: Monograph, section: str, title: str) -> Iterator[Piece]:
        claims = [claim for where, claim in monograph.claims() if where == section]
        unknown = [one for one in monograph.unknowns if one.section == section]
        if claims or unknown:
            lines = [partial(self._add_line, section, claim) for claim in claims]
            lines += [partial(self._add_line, section, one) for one in unknown]
            yield from some_at_once(partial(self._add_section, section, title), lines)

    def _sources_to_come(self, monograph: Monograph) -> Iterator[Piece]:
        lines = [partial(self._add_source, key) for key in monograph.sources]
        yield from some_at_once(partial(self._add_references, monograph), [*lines, self._end_references])

    def _add_identity(self, monograph: Monograph) -> None:
        # What comes after the first paint is imported after it too.
        from benchapp.ui.compounds.compound_cards import identity_card  # noqa: PLC0415

        _put(self._right, identity_card(monograph, self._compounds.shown_form, self._tokens, self._copy))

    def _add_uses(self, monograph: Monograph) -> None:
        from benchapp.ui.compounds.compound_cards import uses_card  # noqa: PLC0415

        if monograph.uses:
            card, self._use_cards = uses_card(monograph, self._compounds.choose_use)
            _put(self._left, card)

    def _add_beside(self, monograph: Monograph) -> None:
        from benchapp.ui.compounds.compound_cards import traps_card, unknowns_card  # noqa: PLC0415

        if monograph.identity.traps:
            _put(self._left, traps_card(monograph))
        _put(self._left, unknowns_card(monograph))

    def _add_references(self, monograph: Monograph) -> None:
        from benchapp.ui.compounds.compound_cards import References  # noqa: PLC0415

        self._references = References(monograph, self.show_fact, self._copy)
        self._page.content.addWidget(self._references)

    def _add_source(self, key: str) -> None:
        if self._references is not None:
            self._references.add_source(key)

    def _end_references(self) -> None:
        if self._references is not None:
            self._references.end()
        self._page.content.addStretch(1)

    def _on_use(self, use: Use) -> None:
        for use_id, card in self._use_cards.items():
            card.setProperty("chosen", "true" if use_id == use.id else "false")
            restyle(card)

    # -- claims -----------------------------------------------------------------------------------------------

    @lazy
    def _sections(self) -> ClaimSections:
        from benchapp.ui.compounds.claim_sections import ClaimSections  # noqa: PLC0415

        return ClaimSections(self._compounds, self._copy, self._restore, self.labelled.emit)

    def _add_section(self, section: str, title: str) -> None:
        card = self._sections.begin(section, title)
        # What a vehicle does to cells is where the doses of a compound are.
        if section == "effects":
            _put(self._left, card)
        else:
            self._page.content.addWidget(card)
        card.setVisible(not self._sections.only_supported)

    def _add_line(self, section: str, line: Claim | Unknown) -> None:
        self._sections.add(section, line)

    def _add_filter(self, monograph: Monograph) -> None:
        from benchapp.ui.compounds.claim_sections import section_chooser  # noqa: PLC0415

        jump = section_chooser(monograph)
        jump.activated.connect(partial(self._go_to, jump))
        find = push_button(tr("Find   Ctrl+F"), "compound.find.open", self._find)
        filters = self._sections.filters(monograph)
        self._page.content.addLayout(flow(*filters, 1, jump, find))
        for widget in filters:
            widget.setVisible(next(monograph.claims(), None) is not None)

    def _go_to(self, jump: QComboBox, _index: int) -> None:
        self.rest.make_all(partial(self._bring_section, str(jump.currentData())))
        jump.setCurrentIndex(0)

    def _bring_section(self, section: str) -> None:
        card = self._references if section == REFERENCES else self._sections.cards.get(section)
        if card is not None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self._page.area.verticalScrollBar().setValue(card.mapTo(self._page.inner, QPoint(0, 0)).y() - 8)

    # -- the way to a fact ------------------------------------------------------------------------------------

    def show_fact(self, fact: str) -> None:
        """Bring a fact into view."""
        self.rest.make_all(partial(self._bring_fact, fact))

    def _bring_fact(self, fact: str) -> None:
        widget: QWidget | None = self._use_cards.get(fact, self._sections.facts.get(fact))
        if widget is not None:
            widget.setVisible(True)
            self.bring(widget)

    def bring(self, widget: QWidget) -> None:
        """Scroll until a widget is seen."""
        # What was made just now has its place when it is laid out.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._page.area.ensureWidgetVisible(widget, 0, 80)


def _put(column: QVBoxLayout, widget: QWidget) -> None:
    """Put something at the end of a column, over the stretch that closes it."""
    column.insertWidget(column.count() - 1, widget)
