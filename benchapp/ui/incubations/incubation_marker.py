"""What tells one incubation from another at a glance: a shape and a colour that it keeps."""

from PySide6.QtWidgets import QLabel

from benchapp.ui.widgets.labels import text_label

SHAPES = ("●", "■", "▲", "◆", "★", "⬢")


def mark(number: int) -> QLabel:
    """Make the sign that tells an incubation from the others: a shape and a colour."""
    made = text_label(SHAPES[number % len(SHAPES)], wrap=False)
    made.setProperty("mark", str((number + number // len(SHAPES)) % len(SHAPES)))
    return made
