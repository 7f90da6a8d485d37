"""Windows that fit the screen they open on, with their frame, at any scale of the display."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

# What a window manager's frame takes, px, until the window has one: the thickest title bars in use are 38 high.
FRAME = QSize(16, 40)


def fit(window: QWidget) -> None:
    """Make a window no larger than the free part of its screen with its frame, and bring it inside.

    A least size that has no room there is made smaller too; where even that is not enough room, it is maximised. Call
    it before the window is shown, and again when it has its frame.
    """
    if window.isMaximized() or window.isFullScreen():
        return
    free = window.screen().availableGeometry()
    frame = _frame(window)
    room = QSize(free.width() - frame.width(), free.height() - frame.height())
    least = window.minimumSize()
    if least.width() > room.width() or least.height() > room.height():
        window.setMinimumSize(least.boundedTo(room))
        window.resize(room)
        window.showMaximized() if window.isVisible() else _open_maximised(window)
        return
    if window.width() > room.width() or window.height() > room.height():
        window.resize(window.size().boundedTo(room))
    _bring_inside(window, free, frame)


def centre(window: QWidget) -> None:
    """Put a window that is not shown yet in the middle of its screen, no larger than fits there."""
    fit(window)
    free, whole = window.screen().availableGeometry(), window.size() + _frame(window)
    spare = free.size() - whole
    window.move(free.topLeft() + QPoint(max(0, spare.width() // 2), max(0, spare.height() // 2)))


def centre_over(window: QWidget, host: QWidget) -> None:
    """Put a window that is not shown yet over the middle of another one, no larger than fits on the screen."""
    fit(window)
    whole = QRect(QPoint(), window.size() + _frame(window))
    whole.moveCenter(host.frameGeometry().center())
    window.move(whole.topLeft())
    _bring_inside(window, window.screen().availableGeometry(), _frame(window), chosen=True)


def _frame(window: QWidget) -> QSize:
    whole, inner = window.frameGeometry().size(), window.size()
    return whole - inner if window.isVisible() and whole != inner else FRAME


def _open_maximised(window: QWidget) -> None:
    from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without, unless the screen is this small)

    window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _bring_inside(window: QWidget, free: QRect, frame: QSize, *, chosen: bool = False) -> None:
    # A place that nobody chose is the window manager's to find.
    if not chosen and not window.isVisible() and window.pos() == QPoint(0, 0):
        return
    whole = QRect(window.pos(), window.size() + frame)
    if free.contains(whole):
        return
    x = max(free.left(), min(whole.left(), free.left() + free.width() - whole.width()))
    y = max(free.top(), min(whole.top(), free.top() + free.height() - whole.height()))
    window.move(x, y)
