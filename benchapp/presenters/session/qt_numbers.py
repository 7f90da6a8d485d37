"""Qt's numbers, for what is made before the first paint.

To read one name of Qt's namespace makes all eleven hundred: 11 ms of the start (docs/performance.md). What the first
window needs is written here by number, and set as a property;
`tests/presenters/session/test_qt_numbers.py` holds them to Qt's.
"""

from typing import Final

DISPLAY_ROLE: Final = 0
USER_ROLE: Final = 0x100

NO_FOCUS: Final = 0
TAB_FOCUS: Final = 1
STRONG_FOCUS: Final = 11
PLAIN_TEXT: Final = 0
RICH_TEXT: Final = 1
SCROLL_BAR_OFF: Final = 1
TEXT_UNDER_ICON: Final = 3
PRECISE_TIMER: Final = 0

ALIGN_LEFT: Final = 0x01
ALIGN_RIGHT: Final = 0x02
ALIGN_TOP: Final = 0x20
ALIGN_MIDDLE: Final = 0x80
ALIGN_CENTRE: Final = 0x84

KEY_ESCAPE: Final = 0x01000000
KEY_RETURN: Final = 0x01000004
KEY_ENTER: Final = 0x01000005
KEY_HOME: Final = 0x01000010
KEY_END: Final = 0x01000011
KEY_LEFT: Final = 0x01000012
KEY_UP: Final = 0x01000013
KEY_RIGHT: Final = 0x01000014
KEY_DOWN: Final = 0x01000015
