"""The numbers written for the first paint are Qt's."""

from PySide6.QtCore import Qt

from benchapp.presenters.session import qt_numbers


def test_they_are_qts() -> None:
    assert Qt.ItemDataRole.DisplayRole.value == qt_numbers.DISPLAY_ROLE
    assert Qt.ItemDataRole.UserRole.value == qt_numbers.USER_ROLE
    assert Qt.FocusPolicy.NoFocus.value == qt_numbers.NO_FOCUS
    assert Qt.FocusPolicy.TabFocus.value == qt_numbers.TAB_FOCUS
    assert Qt.FocusPolicy.StrongFocus.value == qt_numbers.STRONG_FOCUS
    assert Qt.TextFormat.PlainText.value == qt_numbers.PLAIN_TEXT
    assert Qt.TextFormat.RichText.value == qt_numbers.RICH_TEXT
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == qt_numbers.SCROLL_BAR_OFF
    assert Qt.ToolButtonStyle.ToolButtonTextUnderIcon.value == qt_numbers.TEXT_UNDER_ICON
    assert Qt.TimerType.PreciseTimer.value == qt_numbers.PRECISE_TIMER
    assert Qt.AlignmentFlag.AlignLeft.value == qt_numbers.ALIGN_LEFT
    assert Qt.AlignmentFlag.AlignRight.value == qt_numbers.ALIGN_RIGHT
    assert Qt.AlignmentFlag.AlignTop.value == qt_numbers.ALIGN_TOP
    assert Qt.AlignmentFlag.AlignVCenter.value == qt_numbers.ALIGN_MIDDLE
    assert Qt.AlignmentFlag.AlignCenter.value == qt_numbers.ALIGN_CENTRE
    assert Qt.Key.Key_Escape.value == qt_numbers.KEY_ESCAPE
    assert Qt.Key.Key_Return.value == qt_numbers.KEY_RETURN
    assert Qt.Key.Key_Enter.value == qt_numbers.KEY_ENTER
    assert Qt.Key.Key_Home.value == qt_numbers.KEY_HOME
    assert Qt.Key.Key_End.value == qt_numbers.KEY_END
    assert Qt.Key.Key_Left.value == qt_numbers.KEY_LEFT
    assert Qt.Key.Key_Up.value == qt_numbers.KEY_UP
    assert Qt.Key.Key_Right.value == qt_numbers.KEY_RIGHT
    assert Qt.Key.Key_Down.value == qt_numbers.KEY_DOWN
