"""What a stock is dissolved in: chosen from the usual ones, or typed."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from benchapp.domain.compounds.identifiers import typed_line
from benchapp.domain.lab.solvents import OFFERED, same
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.fields import DropDown, narrow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import vbox


class SolventCombo(QWidget):
    """Asks for a solvent.

    Args:
        name: Stable object name of the list.
        title: What is above it.
        least: How many characters wide it is at least; fewer where its column is wide enough anyway.
        parent: What it is in; put there afterwards, all of it would be styled once more.

    Signals:
        edited: The person chose or typed another one.
    """

    edited = Signal(str)

    def __init__(
        self, name: str, title: str = mark_text("Stock is in"), least: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.box = DropDown(self)
        self.box.setObjectName(name)
        self.box.setAccessibleName(tr(title))
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # As the screen says them; what is chosen or kept is the name that the recipe goes by.
        self._shown = {solvent: tr(solvent) for solvent in OFFERED}
        self.box.addItems(list(self._shown.values()))
        narrow(self.box, least)
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(tr(title))
            line.setPlaceholderText(tr("choose…"))
            line.setMaxLength(60)
        # Chosen beforehand, it says on whose word.
        self.note = text_label(tr("as its page says"), self, size="small", tone="muted")
        self.note.setObjectName(f"{name}.note")
        self.note.hide()
        self.problem = text_label("", self, size="small", tone="past")
        self.problem.setObjectName(f"{name}.problem")
        self.problem.hide()
        above = text_label(tr(title), self, tone="muted", wrap=False)
        self.setLayout(vbox(above, self.box, self.note, self.problem, 1))
        self.fill("")
        self.box.currentTextChanged.connect(self._on_text)

    def text(self) -> str:
        """Return what is in it."""
        shown = typed_line(self.box.currentText())
        return next((solvent for solvent, word in self._shown.items() if word == shown), shown)

    def _on_text(self) -> None:
        self.edited.emit(self.text())

    def fill(self, text: str) -> None:
        """Put a solvent in, without it counting as chosen."""
        if self.text() == text and text:
            return
        shown = self._shown.get(text, text)
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findText(shown))
            self.box.setEditText(shown)
            if (line := self.box.lineEdit()) is not None:
                # Of a long name its beginning is in view.
                line.setCursorPosition(0)

    def show_customary(self, solvent: str) -> None:
        """Show under it that it is the solvent that the compound's page makes customary; "" where it makes none."""
        self.note.setVisible(bool(solvent) and same(self.text(), solvent))

    def show_undiluted(self, *, undiluted: bool) -> None:
        """Show in it, while it is empty, whether there is anything to choose: a liquid as bought is in nothing."""
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("none: undiluted") if undiluted else tr("choose…"))

    def show_problem(self, sentence: str) -> None:
        """Show under it what is missing; "" for nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
