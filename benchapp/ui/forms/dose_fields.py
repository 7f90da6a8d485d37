"""The fields in which the doses of a series are typed: by a factor, or as a list."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from benchapp.presenters.calculator.plan_form import PlanAnswer, PlanForm
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.layout import grid, hbox

DOSES = {
    "c1": mark_text("Stock concentration"),
    "top": mark_text("Highest dose"),
    "factor": mark_text("Dilution factor"),
    "points": mark_text("Number of doses"),
    "lowest": mark_text("Lowest dose"),
}


def say_whose(fields: Mapping[str, LabelledField], mark: str, compound: str, top: str) -> None:
    """Name the compound in the titles of its stock and of its highest dose, and aloud at each of its fields.

    Args:
        fields: The fields, by name.
        mark: What follows the names of those of the compound.
        compound: Its name.
        top: Title of the highest dose, translated, with "{compound}" in it.
    """
    for name, pattern in (("c1", tr("Stock of {compound}")), ("top", top)):
        fields[f"{name}{mark}"].set_title(pattern.replace("{compound}", compound))
    for name in ("factor", "points", "lowest", "doses"):
        field = fields[f"{name}{mark}"]
        field.line.setAccessibleName(f"{field.title()}, {compound}")


class DoseFields(QWidget):
    """The fields for doses: by a factor, or a list.

    Args:
        form: What is in them.
        prefix: First part of the object names.
        mark: What follows each field's name ("_2" for a second compound).
        stock: Whether the concentration of the stock comes first.
        columns: In how many columns they are; 0 for one line.
        parent: What they are in; put there afterwards, all of them would be styled once more.
    """

    def __init__(
        self,
        form: PlanForm[PlanAnswer],
        prefix: str,
        mark: str = "",
        parent: QWidget | None = None,
        *,
        stock: bool = True,
        columns: int = 0,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._mark = mark
        titles = {name: tr(title) for name, title in DOSES.items() if stock or name != "c1"}
        self.fields = {
            f"{name}{mark}": LabelledField(title, f"{prefix}.{name}{mark}", self, figure=not columns)
            for name, title in titles.items()
        }
        self.listed = LabelledField(tr("Doses, with ; between"), f"{prefix}.doses{mark}", self, figure=not columns)
        self.fields[f"doses{mark}"] = self.listed
        self.by = {
            way: toggle_button(text, f"{prefix}.by_{way}{mark}", partial(self._choose, way))
            for way, text in (("factor", tr("Dilution factor")), ("list", tr("Own doses")))
        }
        if columns:
            self.setLayout(grid(columns, *list(self.fields.values())[:-1], (self.listed, columns)))
        else:
            layout = hbox(*self.fields.values(), spacing=12)
            layout.setStretch(layout.count() - 1, 3)
            self.setLayout(layout)
        self.refresh()

    def _choose(self, way: str) -> None:
        self._form.set_text(f"by{self._mark}", way)
        self.refresh()

    def refresh(self) -> None:
        """Show the fields that are asked for."""
        listed = self._form.text(f"by{self._mark}") == "list"
        for way, button in self.by.items():
            button.setChecked((way == "list") is listed)
        for name in ("top", "factor", "points", "lowest"):
            self.fields[f"{name}{self._mark}"].setVisible(not listed)
        self.listed.setVisible(listed)
