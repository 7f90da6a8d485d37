"""The choice whether and how a dose is renewed: a single dose, or a re-dose every so often, by a method."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from benchapp.domain.incubations.redose import Method
from benchapp.presenters.incubations.redose_plan import REDOSE_OFFERS_H, offered_intervals
from benchapp.ui.text.incubation_texts import method_text
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.fields import DropDown, LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.layout import hbox, titled


class RedoseChoice:
    """The buttons and fields of the choice; whoever shows them puts `choices` and `details` into a layout.

    Args:
        prefix: First part of the object names.
        method: The method that is chosen at first.
        single: Called where one dose is chosen.
        renewed: Called where the dose is to be renewed: with the interval, or None for the one in its field.

    Attributes:
        choices: The buttons, a layout.
        details: The interval, the method and the volume of a spike, a layout.
    """

    def __init__(
        self,
        prefix: str,
        method: Method,
        single: Callable[[], object],
        renewed: Callable[[str | None, Method], object],
    ) -> None:
        self._renewed = renewed
        self.single = toggle_button(tr("Single dose"), f"{prefix}.single", single)
        self.offers = {
            hours: toggle_button(
                tr("Re-dose every {hours} h", hours=hours), f"{prefix}.every{hours}", partial(self._renew, f"{hours} h")
            )
            for hours in REDOSE_OFFERS_H
        }
        for hours, button in self.offers.items():
            if hours not in offered_intervals(None):
                button.hide()
        self.every = LabelledField(tr("Re-dose every"), f"{prefix}.every")
        self.spike = LabelledField(tr("Spike per well"), f"{prefix}.spike")
        self.methods = DropDown()
        self.methods.setObjectName(f"{prefix}.method")
        self.methods.setAccessibleName(tr("Method of re-dosing"))
        for one in Method:
            self.methods.addItem(method_text(one), one)
        # None of them is cut.
        self.methods.setMinimumContentsLength(max(len(method_text(one)) for one in Method))
        self.choose_method(method)
        self.methods.activated.connect(self._on_method)
        self.choices = flow(self.single, *self.offers.values(), 1)
        self._titled_methods = titled(tr("Method"), self.methods)
        self.details = hbox(self.every, self._titled_methods, self.spike, 1, spacing=12)

    @property
    def method(self) -> Method:
        """The method that is chosen."""
        return Method(self.methods.currentData())

    def choose_method(self, method: Method) -> None:
        """Show a method as the chosen one."""
        self.methods.setCurrentIndex(self.methods.findData(method))

    def offer(self, length: timedelta | None) -> None:
        """Offer the intervals that fit; what is chosen stays.

        Args:
            length: How long the incubation lasts; None where that is not known.
        """
        fitting = offered_intervals(length)
        for hours, button in self.offers.items():
            button.setVisible(hours in fitting or button.isChecked())

    def _on_method(self, _index: int) -> None:
        self._renew(None)

    def _renew(self, every: str | None) -> None:
        self._renewed(every, self.method)

    def show_choice(self, single: bool | None, every: str, method: Method) -> None:
        """Show what is chosen.

        Args:
            single: Whether one dose is meant to last; None where that is not decided.
            every: The interval, as typed.
            method: How the dose is renewed.
        """
        renewed = single is False
        self.single.setChecked(single is True)
        for hours, button in self.offers.items():
            button.setChecked(renewed and every == f"{hours} h")
        for widget in (self.every, self._titled_methods):
            widget.setVisible(renewed)
        self.spike.setVisible(renewed and method is Method.SPIKE)
