"""The fields of a further compound in the wells: its name, its stock and its doses."""

from functools import partial

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.ui.forms.dose_fields import DoseFields, say_whose
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.forms.stock_combo import StockCombo
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.layout import grid, vbox

MOST_NAMES = 8
NAMES_WIDTH = 240


class PartnerFields(QWidget):
    """What is asked of a further compound.

    Args:
        form: What is in the fields.
        prefix: First part of the object names.
        mark: What follows the names of its fields: "_2", "_3".
        columns: In how many columns the fields are.
        parent: What they are in; put there afterwards, all of them would be styled once more.
    """

    def __init__(self, form: CombineForm, prefix: str, mark: str, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._mark = mark
        self._checkerboard = False
        # The compound that the fields name, and how its highest dose is called.
        self._named = ("", "")
        # In the order in which Tab goes through them.
        self._name = LabelledField(
            tr("Second compound") if mark == "_2" else tr("Third compound, if any"), f"{prefix}.compound{mark}", self
        )
        self._without = flat_button(
            tr("Substance without a page"), f"{prefix}.without_page{mark}", self._take_without_page
        )
        self._without.setParent(self)
        self._without.setToolTip(tr("Nothing is on file for it, and it is judged by no limits."))
        self._without.hide()
        self._mass = LabelledField(tr("Molar mass, if units mix"), f"{prefix}.molar_mass{mark}", self)
        self._mass.hide()
        self.solution_table = StockCombo(
            f"{prefix}.stock{mark}",
            partial(form.offered_to, mark),
            partial(form.choose_partner_stock, mark),
            tr("Stock solution"),
            self,
        )
        self.solution_table.hide()
        self._stock = LabelledField(tr("Stock concentration"), f"{prefix}.c1{mark}", self)
        self.solvent = SolventCombo(f"{prefix}.solvent{mark}", tr("Stock is in"), 2, self)
        activity = LabelledField(tr("Activity of the lot, U/mg"), f"{prefix}.potency{mark}", self)
        self._doses = DoseFields(form, prefix, mark, self, stock=False, columns=columns)
        self.fields = {f"compound{mark}": self._name, f"c1{mark}": self._stock, f"potency{mark}": activity}
        self.fields |= {f"molar_mass{mark}": self._mass}
        self.fields |= self._doses.fields
        self._complete()
        named = ((one, columns) for one in (self._name, self._without, self._mass, self.solution_table))
        chosen = grid(columns, *named, self._stock, self.solvent)
        self.setLayout(vbox(chosen, activity, self._doses))

    def _complete(self) -> None:
        """Complete a name from the library while it is typed, and write out the one that was meant."""
        names = QStringListModel(self)
        completer = QCompleter(names, self._name.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # The library has chosen already; a whole name or another of its names needs no list, and is written out.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._name.line.setCompleter(completer)
        self._name.edited.connect(lambda text: names.setStringList(self._form.further.names_like(text)[:MOST_NAMES]))
        self._name.edited.connect(lambda _text: _widen(completer.popup()))
        completer.activated.connect(lambda text: self._finish(str(text)))
        self._name.line.editingFinished.connect(lambda: self._finish(self._name.text()))

    def _finish(self, text: str) -> None:
        if self._form.text(f"compound{self._mark}") != text:
            self._form.set_text(f"compound{self._mark}", text)
        self._form.finish_name(self._mark)
        # The keys go to the next field after this; where Enter was pressed they stay.
        QTimer.singleShot(0, self, self.refresh_name)

    def refresh(self, *, checkerboard: bool) -> None:
        """Show the fields that are asked for.

        Args:
            checkerboard: Whether every dose goes with every dose; a third compound has no place in that.
        """
        mark = self._mark
        self._doses.refresh()
        self._checkerboard, self._named = checkerboard, ("", "")
        together = tr("Its dose") if self._form.text("mode") == "constant" else tr("Dose with the highest dose")
        self._doses.fields[f"top{mark}"].set_title(tr("Highest dose") if checkerboard else together)
        for name in ("factor", "points", "lowest", "doses"):
            self._doses.fields[f"{name}{mark}"].setVisible(checkerboard and name != "doses")
        for widget in (self._name, self._stock, self.solvent, self._doses):
            widget.setVisible(mark == "_2" or not checkerboard)

    def name_fields(self) -> None:
        """Show whose stock and doses they are, once the compound is found."""
        found = self._form.further.found(self._form.text(f"compound{self._mark}").strip())
        if found is None:
            # What was meant by the first letters is not what was typed in the end.
            if self._named != ("", ""):
                self._stock.set_title(tr("Stock concentration"))
                self.refresh(checkerboard=self._checkerboard)
            return
        if self._checkerboard:
            top = tr("Highest dose of {compound}")
        elif self._form.text("mode") == "constant":
            top = tr("Dose of {compound}")
        else:
            top = tr("Dose of {compound} with the highest dose")
        name = found.identity.name
        if self._named == (name, top):
            return
        self._named = (name, top)
        say_whose(self.fields, self._mark, name, top)
        self.solution_table.say_whose(name)
        self.solvent.box.setAccessibleName(tr("Stock of {compound} is in", compound=name))

    def _take_without_page(self) -> None:
        self._form.use_without_page(self._mark)
        # The button goes, and the keys with it.
        self._stock.line.setFocus()

    def refresh_name(self) -> None:
        """Offer to use a name that was not found without a page, and ask for the molar mass of one that is."""
        form, mark = self._form, self._mark
        missing = not self._name.line.hasFocus() and form.is_missing(mark)
        if missing:
            self._without.setText(
                tr("Calculate with “{name}” without a page", name=form.text(f"compound{mark}").strip())
            )
            self._without.setAccessibleName(self._without.text())
        passed = self._stock.line.hasFocus() and not self._stock.text()
        if missing and passed and self._without.isHidden():
            # It appears where Tab has just gone past.
            self._without.setVisible(True)
            self._without.setFocus()
        self._without.setVisible(missing)
        self._mass.setVisible(form.is_plain(mark))
        if (record := form.record(mark)) is not None and not self._mass.said():
            self._mass.show_note(
                tr("identity record: {record}, {formula}. Check the label.", record=record.name, formula=record.formula)
            )

    def refresh_stocks(self, *, named: bool) -> None:
        """Show the stocks in hand.

        Args:
            named: Whether the compound is named.
        """
        self.solution_table.refresh(self._form.text(f"stock{self._mark}"))
        # A partner of which nothing is in hand has nothing to choose from.
        offered, passed = named and bool(self._form.offered_to(self._mark)), self._stock.line.hasFocus()
        if offered and passed and self.solution_table.isHidden() and not self._stock.text():
            # It appears where Tab has just gone past: it comes before the strength.
            self.solution_table.setVisible(True)
            self.solution_table.box.setFocus()
        self.solution_table.setVisible(offered)


def _widen(popup: QAbstractItemView | None) -> None:
    """Give the list of names its width: it is made when a name is first typed, and dearer than the field."""
    if popup is not None:
        popup.setMinimumWidth(NAMES_WIDTH)
