"""The numbers written for the first paint are Qt's."""

from PySide6.QtCore import Qt

from benchapp.presenters import numbers


def test_they_are_qts() -> None:
    assert Qt.ItemDataRole.DisplayRole.value == numbers.DISPLAY_ROLE
    assert Qt.ItemDataRole.UserRole.value == numbers.USER_ROLE
    assert Qt.FocusPolicy.NoFocus.value == numbers.NO_FOCUS
    assert Qt.FocusPolicy.StrongFocus.value == numbers.STRONG_FOCUS
    assert Qt.TextFormat.PlainText.value == numbers.PLAIN_TEXT
    assert Qt.TextFormat.RichText.value == numbers.RICH_TEXT
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == numbers.SCROLL_BAR_OFF
    assert Qt.ToolButtonStyle.ToolButtonTextUnderIcon.value == numbers.TEXT_UNDER_ICON
    assert Qt.TimerType.PreciseTimer.value == numbers.PRECISE_TIMER
    assert Qt.AlignmentFlag.AlignLeft.value == numbers.ALIGN_LEFT
    assert Qt.AlignmentFlag.AlignRight.value == numbers.ALIGN_RIGHT
    assert Qt.AlignmentFlag.AlignTop.value == numbers.ALIGN_TOP
    assert Qt.AlignmentFlag.AlignVCenter.value == numbers.ALIGN_MIDDLE
