"""Where a solution is stored: chosen, or left open."""

from benchapp.domain.solutions.solutions import Storage
from benchapp.ui.text.language import mark_text, term, tr
from benchapp.ui.widgets.fields import DropDown

NOT_GIVEN = mark_text("not given")


class StorageCombo(DropDown):
    """The choice of a storage, or of none.

    Args:
        name: Stable object name.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(tr("Stored at"))
        self.addItem(tr(NOT_GIVEN), None)
        for storage in Storage:
            self.addItem(term(storage), storage)

    @property
    def chosen(self) -> Storage | None:
        """The storage that is chosen; None for none."""
        value = self.currentData()
        return Storage(value) if value else None

    def choose(self, storage: Storage | None) -> None:
        """Choose a storage; None for none."""
        self.setCurrentIndex(max(0, self.findData(storage)))
