"""The header of the window: which compound is open, in which form, the look, the folded Now strip, and the finder."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.text.language import decimal, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, tip_whole_entry
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.window.finder import Finder
from benchapp.ui.window.rail import RAIL_WIDTH

HEADER_HEIGHT = 56


class Header(QObject):
    """Makes the header and lets it follow the open compound.

    Its widget is a plain `QWidget`: one of a class of its own is painted on the ground of the style sheet only by an
    attribute of Qt's namespace, which the first paint does without.

    Args:
        desk: Which compound is open.
        host: The window, over which the finder lists what it finds.

    Signals:
        theme_wanted: Light or dark is to change.
        now_wanted: The folded Now strip is to be shown or hidden.
        form_taken: Another form of the compound was chosen here: the id of the one before.
    """

    theme_wanted = Signal()
    now_wanted = Signal()
    form_taken = Signal(str)

    def __init__(self, desk: CurrentCompound, host: QWidget) -> None:
        super().__init__(host)
        self._desk = desk
        self.finder = Finder(desk.search, host)
        self.widget = QWidget()
        self.widget.setObjectName("header")
        self.widget.setFixedHeight(HEADER_HEIGHT)
        brand = text_label("BENCH", tone="accent", wrap=False)
        brand.setFixedWidth(RAIL_WIDTH - 16)
        self.compound = text_label("", size="large", wrap=False)
        self.compound.setObjectName("header.compound.name")
        self.form = DropDown()
        self.form.setObjectName("header.compound.form")
        self.form.setAccessibleName(tr("Form: its molar mass is used in every calculation"))
        tip_whole_entry(self.form)
        self.form.activated.connect(self._on_form)
        self.cas = text_label("", tone="muted", wrap=False)
        self.cas.setObjectName("header.compound.cas")
        self.now_button = push_button(tr("Now"), "header.now.toggle", self.now_wanted.emit)
        self.now_button.hide()
        self.look = push_button(tr("Light / dark"), "header.theme.toggle", self.theme_wanted.emit)
        layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(12)
        for widget in (brand, self.compound, self.form, self.cas):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.look)
        layout.addWidget(self.now_button)
        layout.addWidget(self.finder)
        desk.chosen.connect(self._on_compound)
        desk.form_chosen.connect(self._on_compound)

    @property
    def folded(self) -> bool:
        """Whether the Now strip is folded to a button here."""
        return self.now_button.isVisibleTo(self.widget)

    def be_narrow(self, *, narrow: bool) -> None:
        """Set the narrow form for a small window, with a button for the Now strip."""
        self.now_button.setVisible(narrow)
        # The look is in the settings and on Ctrl+K too; the form of the compound is nowhere else.
        for widget in (self.cas, self.look):
            widget.setVisible(not narrow)
        self.finder.be_narrow(narrow=narrow)

    def show_urgent(self, text: str) -> None:
        """Show the most urgent thing in the button of the folded Now strip; "" for nothing."""
        self.now_button.setText(tr("Now · {words}", words=text) if text else tr("Now"))

    def find(self) -> None:
        """Go to the finder, and offer what can be gone to."""
        self.finder.setFocus()
        self.finder.selectAll()
        self.finder.offer()

    def _on_compound(self) -> None:
        monograph, form = self._desk.monograph, self._desk.form
        self.form.clear()
        if monograph is None or form is None:
            self.compound.setText(tr("No compound"))
            return
        self.compound.setText(monograph.identity.name)
        cas = form.cas or monograph.identity.cas
        self.cas.setText(tr("CAS {cas}", cas=cas) if cas else tr("no CAS number on file"))
        for offered in monograph.identity.forms:
            # What has no page may have no molar mass.
            text = (
                tr("{name} · {molar_mass} g/mol", name=tr(offered.name), molar_mass=decimal(offered.molar_mass))
                if float(offered.molar_mass)
                else tr("{name} · no molar mass", name=tr(offered.name))
            )
            self.form.addItem(text, offered.id)
        self.form.setCurrentIndex(self.form.findData(form.id))

    def _on_form(self, _index: int) -> None:
        before, wanted = self._desk.form, str(self.form.currentData())
        if before is not None and before.id != wanted:
            self._desk.choose_form(wanted)
            self.form_taken.emit(before.id)
