"""*Something else*: what the calculators are for when it is no compound of the library."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from benchapp.domain.messages import QuantityError
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.text.language import molar_mass_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.fields import LabelledField, focus_in
from benchapp.ui.widgets.layout import hbox
from benchapp.ui.widgets.page import bring_into_view


class OtherRow(QWidget):
    """Asks for the name and, where units mix, the molar mass of a substance without a page.

    Args:
        compounds: Which compound the calculators are for.
        units: Returns the registry; None until it is there.
    """

    def __init__(self, compounds: CurrentCompound, units: Callable[[], Units | None]) -> None:
        super().__init__()
        self._compounds = compounds
        self._units = units
        self.tick = toggle_button(tr("Substance without a page"), "calculate.other.tick", self._on_tick)
        self.tick.setToolTip(tr("Calculate with a substance that is not in the library: nothing is on file for it"))
        self.name = LabelledField(tr("Substance"), "calculate.other.name")
        self.mass = LabelledField(tr("Molar mass"), "calculate.other.mass")
        self.mass.show_computed(tr("if units mix"), unknown=False)
        self.setLayout(hbox(self.name, self.mass, spacing=12))
        for field in (self.name, self.mass):
            field.edited.connect(self._take)
        # Whether what is calculated is of a compound at all.
        self._offered = True
        compounds.chosen.connect(self.refresh)
        compounds.form_chosen.connect(self._show_taken)
        self.refresh()

    def refresh(self) -> None:
        """Show whether something else is calculated with."""
        self.tick.setChecked(self._compounds.something_else)
        self.setVisible(self._compounds.something_else and self._offered)
        self._show_taken()

    def _show_taken(self) -> None:
        """Show the substance that is calculated with where it was not typed here: a solution of it was chosen."""
        taken = self._compounds.filed if self._compounds.something_else else None
        if taken is None or taken.monograph.identity.name == self._typed():
            return
        molar_mass = taken.monograph.identity.forms[0].molar_mass
        self.name.fill(taken.monograph.identity.name)
        self.mass.fill(molar_mass_text(molar_mass) if molar_mass != "0" else "")

    def _typed(self) -> str:
        return self.name.text().strip() or tr("Something else")

    def offer(self, *, offered: bool) -> None:
        """Offer it, or not where nothing is calculated of a compound."""
        self._offered = offered
        self.tick.setVisible(offered)
        self.refresh()

    def begin(self, name: str = "") -> None:
        """Calculate with a substance of this name, and put the keys where the next word is typed.

        Args:
            name: As it was looked for; "" leaves what is in the line.
        """
        if name:
            self.name.fill(name)
            self.mass.fill("")
        self._take()
        self.refresh()
        focus_in(self.name.line if not name else self.mass.line)

    def _on_tick(self) -> None:
        if self._compounds.something_else:
            self._compounds.leave_other()
        else:
            self._take()
        self.refresh()
        if self._compounds.something_else:
            # The name is above everything, and may be out of view.
            bring_into_view(self.name)
            focus_in(self.name.line)

    def _take(self, _text: str = "") -> None:
        mass, problem, units = "0", "", self._units()
        if self.mass.text().strip() and units is not None:
            try:
                read = units.read(self.mass.text(), Kind.MOLAR_MASS)
                mass = repr(float(read.m_as("g/mol")))
            except QuantityError as error:
                problem = say_error(error)
        self.mass.show_problem(problem)
        self._compounds.take_other(self._typed(), mass)
