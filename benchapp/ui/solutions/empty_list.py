"""What is shown where the list of solutions is empty: why, and what to do."""

from collections.abc import Callable

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card


class EmptyList(Card):
    """Says why the list is empty, and offers what to do.

    Args:
        prepare: Shows where a stock is prepared.
        add: Asks for a solution that is there already.
        show_all: Shows every solution, in whatever state.
    """

    def __init__(
        self, prepare: Callable[[], object], add: Callable[[], object], show_all: Callable[[], object]
    ) -> None:
        super().__init__()
        self._title = text_label("", size="large")
        self._text = text_label("", tone="muted")
        self._text.setObjectName("solutions.empty.text")
        self._prepare = push_button(tr("Prepare a stock"), "solutions.empty.prepare", prepare, primary=True)
        self._add = push_button(tr("Add a solution I have"), "solutions.empty.add", add)
        self._all = push_button(tr("Show all solutions"), "solutions.empty.all", show_all, primary=True)
        for part in (self._title, self._text):
            self.body.addWidget(part)
        self.body.addLayout(flow(self._prepare, self._add, self._all, 1))
        self.body.addStretch(1)

    def show_why(self, there: int, elsewhere: int) -> None:
        """Show why nothing is shown.

        Args:
            there: How many solutions there are.
            elsewhere: How many of them match in another state or of another compound.
        """
        if there:
            self._show_no_match(elsewhere)
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self._title.setText(tr("No solutions yet"))
        self._text.setText(
            tr(
                "What you record as made on Calculate is listed here, with its use-by and its tubes. What is in the "
                "freezer already can be added."
            )
        )
        self._offer(nothing=True)

    def _show_no_match(self, elsewhere: int) -> None:
        self._title.setText(tr("No solution matches"))
        self._text.setText(
            tr("{count:solutions} in another state or of another compound.", count=elsewhere)
            if elsewhere
            else tr("Try another word, or show all solutions.")
        )
        self._offer(nothing=False)

    def _offer(self, *, nothing: bool) -> None:
        self._prepare.setVisible(nothing)
        self._add.setVisible(nothing)
        self._all.setVisible(not nothing)
