"""The header of the window: the page, or the open compound where it matters, the look, and the finder."""

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.text.language import molar_mass_text, tr
from benchapp.ui.widgets.buttons import flat_button, named, push_button
from benchapp.ui.widgets.fields import DropDown, shortened, tip_whole_entry
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.window.rail import RAIL_WIDTH
from benchapp.ui.window.search_field import SearchField

HEADER_HEIGHT = 56
# The last entry under the forms of a compound; no form is called so.
_OTHER, _BACK = "other:", "back:"
# The name of a compound at its narrowest, px.
_NARROWEST = 110
# The letters of a form that are shown at the least.
_FEWEST = 12


@qt_overrides
class NameButton(QPushButton):
    """The name of a compound: ended by “…” where there is no room for it, and whole in the tip."""

    def __init__(self) -> None:
        super().__init__()
        # What is around the text, px: the style sheet has it.
        self._around = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_name(self, text: str, aloud: str) -> None:
        """Show a text, and what is said of it aloud and in the tip."""
        self.setText(text)
        self.setAccessibleName(aloud)
        self.setToolTip(aloud)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size in which the text is whole."""
        whole = super().sizeHint()
        self._around = whole.width() - self.fontMetrics().horizontalAdvance(self.text())
        return whole

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return how small it may become."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), _NARROWEST), whole.height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 (Qt's name)
        """Show “…” at the end: Qt would cut both ends, and the first letter with them."""
        super().initStyleOption(option)
        text, room, measure = self.text(), self.width() - self._around, self.fontMetrics().horizontalAdvance
        if measure(text) > room:
            option.text = shortened(text, lambda one: measure(one) <= room)


class Header(QObject):
    """Makes the header and lets it follow the open compound.

    Its widget is a plain `QWidget`: one of a class of its own is painted on the ground of the style sheet only by an
    attribute of Qt's namespace, which the first paint does without.

    Args:
        desk: Which compound is open.
        host: The window, over which the finder lists what it finds.

    Signals:
        theme_wanted: Light or dark is to change.
        form_taken: Another form of the compound was chosen here: the id of the one before.
        other_wanted: A substance without a page was asked for.
        list_wanted: The name of the compound was pressed: the list of all of them is wanted.
        compound_wanted: The open compound is wanted, from the list of all of them.
        lab_wanted: How the exchange with the lab goes is wanted.
    """

    other_wanted = Signal()
    list_wanted = Signal()
    compound_wanted = Signal()
    theme_wanted = Signal()
    lab_wanted = Signal()
    form_taken = Signal(str)

    def __init__(self, desk: CurrentCompound, host: QWidget) -> None:
        super().__init__(host)
        self.desk = desk
        self.finder = SearchField(desk.search, host, adds=True)
        self.widget = QWidget()
        self.widget.setObjectName("header")
        self.widget.setFixedHeight(HEADER_HEIGHT)
        brand = text_label("BENCH", tone="accent", wrap=False)
        brand.setFixedWidth(RAIL_WIDTH - 16)
        self.title = text_label("", size="large", wrap=False)
        self.title.setObjectName("header.page.title")
        self.compound = named(NameButton(), "header.compound.name", self.list_wanted.emit, "")
        self.compound.setProperty("title", "true")
        self.back = named(NameButton(), "header.compound.back", self.compound_wanted.emit, "")
        self.back.setProperty("quiet", "true")
        self.form = DropDown()
        self.form.setObjectName("header.compound.form")
        self.form.setAccessibleName(tr("Form: its molar mass is used in every calculation"))
        # As wide as the forms of this compound: it was made for those of the first.
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.form.setMinimumContentsLength(_FEWEST)
        tip_whole_entry(self.form)
        self.form.activated.connect(self._on_form)
        self.cas = text_label("", tone="muted", wrap=False)
        self.cas.setObjectName("header.compound.cas")
        self._narrow = False
        self._with_compound = self._offers_look = True
        self._in_list = False
        self.look = push_button(tr("Light / dark"), "header.theme.toggle", self.theme_wanted.emit)
        self._lab: QPushButton | None = None
        self._layout = layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(12)
        for widget in (brand, self.title, self.back, self.compound, self.form, self.cas):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.look)
        layout.addWidget(self.finder)
        desk.chosen.connect(self._on_compound)
        desk.form_chosen.connect(self._on_compound)

    def show_page(self, title: str, *, with_compound: bool, in_list: bool = False) -> None:
        """Show the title of a page, or the open compound where the page is about it.

        Args:
            title: The title.
            with_compound: Whether the page is about the open compound.
            in_list: Whether the page is the list of all compounds, from which a button leads to the open one.
        """
        self.title.setText(title)
        self._with_compound = with_compound
        self._in_list = in_list
        self._settle()

    def be_narrow(self, *, narrow: bool) -> None:
        """Set the narrow form for a small window."""
        self._narrow = narrow
        self.finder.be_narrow(narrow=narrow)
        self._settle()

    def _settle(self) -> None:
        self.title.setVisible(not self._with_compound)
        self.compound.setVisible(self._with_compound)
        self.form.setVisible(self._with_compound)
        self.back.setVisible(self._in_list and self.desk.monograph is not None)
        # The look is in the settings and on Ctrl+K too; the form of the compound is nowhere else.
        self.cas.setVisible(self._with_compound and not self._narrow)
        self.look.setVisible(not self._narrow and self._offers_look)

    def leave_look(self) -> None:
        """Remove the button of the look, for a window without settings of its own."""
        self._offers_look = False
        self._settle()

    def show_lab(self, text: str, tone: str) -> None:
        """Show how old what is known of the other computers is; "" for nothing."""
        if not text and self._lab is None:
            return
        if self._lab is None:
            self._lab = flat_button("", "header.lab.state", self.lab_wanted.emit)
            self._layout.insertWidget(self._layout.indexOf(self.look), self._lab)
        self._lab.setText(text)
        self._lab.setAccessibleName(text)
        self._lab.setProperty("tone", tone)
        restyle(self._lab)
        self._lab.setVisible(bool(text))

    def find(self) -> None:
        """Go to the finder, and offer what can be gone to."""
        self.finder.setFocus()
        self.finder.selectAll()
        self.finder.offer()

    def _on_compound(self) -> None:
        monograph, form = self.desk.monograph, self.desk.form
        self.form.clear()
        if monograph is None or form is None:
            self._show_name(tr("No compound"))
            self._offer_other()
            return
        self._show_name(monograph.identity.name)
        cas = form.cas or monograph.identity.cas
        self.cas.setText(tr("CAS {cas}", cas=cas) if cas else tr("no CAS number on file"))
        for offered in monograph.identity.forms:
            mass = molar_mass_text(offered.molar_mass)
            # What has no page has no form either: its name is beside it.
            self.form.addItem(mass if self.desk.something_else else f"{tr(offered.name)} · {mass}", offered.id)
        self._offer_other()
        self.form.setCurrentIndex(self.form.findData(form.id))

    def _offer_other(self) -> None:
        """Offer a substance without a page under the forms; the compound that is open, while there is such a one."""
        opened = self.desk.opened
        if not self.desk.something_else:
            self.form.addItem(tr("Something else…"), _OTHER)
        elif opened is not None:
            self.form.addItem(tr("Back to {name}", name=opened.monograph.identity.name), _BACK)

    def _show_name(self, name: str) -> None:
        self.compound.show_name(name, tr("{name}: all compounds", name=name))
        self.back.show_name(f"‹ {name}", tr("Back to {name}", name=name))
        self._settle()

    def _on_form(self, _index: int) -> None:
        before, wanted = self.desk.form, str(self.form.currentData())
        if wanted in {_OTHER, _BACK}:
            self.form.setCurrentIndex(self.form.findData(before.id) if before is not None else -1)
            (self.other_wanted.emit if wanted == _OTHER else self.desk.leave_other)()
        elif before is not None and before.id != wanted:
            self.desk.choose_form(wanted)
            self.form_taken.emit(before.id)
