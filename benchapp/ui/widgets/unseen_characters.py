"""Characters that show nothing, taken out of a line while it is typed or pasted into."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit

from benchapp.domain.compounds.identifiers import typed_line, unseen_character
from benchapp.ui.text.language import tr


def take_out(line: QLineEdit) -> str:
    """Remove the characters of a line that show nothing, and return a note about them, "" for none; the cursor stays.

    A line break or a TAB, as pasted, becomes a blank: it goes onto labels and into tables.
    """
    text = line.text()
    if text.isascii() and text.isprintable():
        return ""
    shown = typed_line(text)
    if shown == text:
        return ""
    # Qt counts in UTF-16.
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * line.cursorPosition()].decode("utf-16-le", "ignore")
    with QSignalBlocker(line):
        line.setText(shown)
        line.setCursorPosition(len(typed_line(before).encode("utf-16-le")) // 2)
    found = unseen_character(text)
    return tr("An invisible character ({found}) was removed.", found=found) if found else ""
