"""What is beside the list of solutions: the panel of what is chosen in it, or the form of one that is added."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMenu, QVBoxLayout, QWidget

from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.solutions.several_panel import SeveralPanel
from benchapp.ui.solutions.solution_forms import AddForm
from benchapp.ui.solutions.solution_panel import PanelOffers, SolutionPanel
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import focus_in
from benchapp.ui.widgets.layout import dispose, hbox, styled


class SolutionSide(QWidget):
    """Shows what is chosen, or asks for a solution that is added.

    Args:
        desk: What can be done.
        offers: What panels want of their page.
        discard: Writes that all that is left of several was thrown away, with why.

    Attributes:
        panel: The panel of what is chosen; None for nothing.
        form: The form of a solution that is added; None while it is closed.
        back: The button that goes back to the list.

    Signals:
        added: A solution was added; its id.
        form_closed: The form was closed.
    """

    added = Signal(str)
    form_closed = Signal()

    def __init__(
        self, desk: SolutionForm, offers: PanelOffers, discard: Callable[[Sequence[str], str], object]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._offers = offers
        self._discard = discard
        self.panel: SolutionPanel | SeveralPanel | None = None
        self.form: AddForm | None = None
        self.back = push_button(tr("Back to the list"), "solutions.side.back", self._leave)
        self.left_by: Callable[[], object] = lambda: None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(hbox(self.back, 1))
        self._column.addStretch(1)

    def _leave(self) -> None:
        self.left_by()

    def show_rows(self, rows: Sequence[SolutionRow]) -> bool:
        """Show what is chosen; tell whether that is another solution than before.

        A panel is made again only where its tubes have changed, or what it is linked with.
        """
        panel = self.panel
        before = panel.shown.kept.solution.id if isinstance(panel, SolutionPanel) else ""
        if len(rows) == 1 and isinstance(panel, SolutionPanel) and self._stays(panel, rows[0]):
            panel.show_row(rows[0])
            return False
        if panel is not None:
            self._column.removeWidget(panel)
            dispose(panel)
        self.panel = None
        if len(rows) == 1:
            self.panel = SolutionPanel(rows[0], self._desk, self._offers, self)
        elif rows:
            self.panel = SeveralPanel(rows, self._offers.label, self._discard)
        if self.panel is not None:
            self._column.insertWidget(1, self.panel)
            self.panel.setVisible(self.form is None)
        return [row.kept.solution.id for row in rows] != [before]

    def _stays(self, panel: SolutionPanel, row: SolutionRow) -> bool:
        return panel.shown.kept is row.kept and panel.links == self._desk.links(row.kept.solution)

    def pieces(self, show: Callable[[], object]) -> Iterator[None]:
        """Show what is chosen, and style it, while another page is in view.

        Args:
            show: Shows it.
        """
        yield
        show()
        yield from styled(self.panel or self)

    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Return the buttons of what can be done with what is chosen."""
        return () if self.panel is None else self.panel.buttons()

    def menu(self, open_details: Callable[[], object], before: Callable[[], object]) -> QMenu:
        """Return a menu of what can be done: the buttons of the panel, as they can be pressed now.

        Args:
            open_details: Shows what is known of what is chosen.
            before: Called before one of the buttons is pressed by it.
        """
        menu = QMenu(self)
        menu.setObjectName("solutions.list.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Details")).triggered.connect(open_details)
        menu.addSeparator()
        for button in self.buttons():
            action = menu.addAction(button.accessibleName())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(before)
            action.triggered.connect(button.click)
        return menu

    def ask_to_discard(self) -> None:
        """Ask how much of what is chosen is discarded."""
        if self.panel is not None:
            self.panel.ask_to_discard()

    # -- a solution that is added --------------------------------------------------------------------------------

    def open_form(self) -> None:
        """Ask for a solution that is there already."""
        if self.form is None:
            desk = self._desk
            named = partial(desk.compound_to_add, tr)
            self.form = AddForm(desk.add, desk.customary_solvent, desk.read_made, desk.local_now, named, desk.asked)
            self.form.added.connect(self._on_added)
            self.form.left.connect(self.close_form)
            self._column.insertWidget(1, self.form)
        if self.panel is not None:
            self.panel.hide()
        self.form.show()

    def begin_form(self) -> None:
        """Set the keys into the first field of the form."""
        if self.form is not None:
            focus_in(self.form.fields["concentration"].line)

    def close_form(self) -> None:
        """Close the form."""
        if self.form is None:
            return
        self._column.removeWidget(self.form)
        dispose(self.form)
        self.form = None
        if self.panel is not None:
            self.panel.show()
        self.form_closed.emit()

    def _on_added(self, solution: str) -> None:
        self.close_form()
        self.added.emit(solution)
