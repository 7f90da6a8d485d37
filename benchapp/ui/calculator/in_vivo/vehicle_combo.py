"""The vehicle of a dosing solution: chosen from named ones, or its parts typed in their order of mixing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from benchapp.domain.in_vivo.vehicles import NAMED, AnimalVehicle, whose
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import vbox


class VehicleCombo(QWidget):
    """Asks for a vehicle.

    Args:
        line: In which its parts are typed.

    Signals:
        chosen: A named vehicle was chosen: its parts as text.
    """

    chosen = Signal(str)

    def __init__(self, line: LabelledField) -> None:
        super().__init__()
        self.box = DropDown()
        self.box.setObjectName("calculate.in_vivo.vehicle.choice")
        self.box.setAccessibleName(tr("Vehicle"))
        self.box.addItem(tr("typed below"), "")
        for one in NAMED:
            self.box.addItem(one.vehicle.text, one.key)
        narrow(self.box, 10)
        self.source = text_label("", size="small", tone="muted")
        self.source.setObjectName("calculate.in_vivo.vehicle.source")
        self.setLayout(vbox(text_label(tr("Vehicle"), tone="muted", wrap=False), self.box, self.source, line))
        self.box.activated.connect(self._on_activated)

    def _on_activated(self, place: int) -> None:
        if place > 0:
            self.chosen.emit(NAMED[place - 1].vehicle.text)

    def show_vehicle(self, vehicle: AnimalVehicle | None) -> None:
        """Show which of the named ones it is, and who used it so."""
        named = None if vehicle is None else whose(vehicle)
        self.box.setCurrentIndex(0 if named is None else 1 + NAMED.index(named))
        if named is None:
            self.source.setText(tr("Type the parts in the order in which they are mixed."))
        elif named.source:
            self.source.setText(tr("As used in: {source}", source=tr(named.source)))
        else:
            self.source.setText(tr("Often offered; no source was found."))
