"""Windows that fit the screen they open on, with their frame, at any scale of the display."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, SignalInstance
from PySide6.QtWidgets import QWidget

# What a window manager's frame takes, px, until the window has one: the thickest title bars in use are 38 high.
FRAME = QSize(16, 40)
# How far a window lies beside the one under it, px: a title bar, and as much of the edge as a hand finds.
_STEP = QSize(48, 48)


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


def fit_until_framed(window: QWidget, framed: SignalInstance) -> None:
    """Fit a window now, and again when it has its frame.

    Args:
        window: The window.
        framed: Emitted when it has been shown.
    """
    fit(window)
    framed.connect(partial(fit, window))


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


def step_aside(window: QWidget, host: QWidget) -> None:
    """Put a window that is not shown yet over another one, of which the title and the left edge stay in sight."""
    free = window.screen().availableGeometry()
    room = free.size() - _frame(window) - _STEP
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    window.resize(window.size().boundedTo(room))
    window.move(host.frameGeometry().topLeft() + QPoint(_STEP.width(), _STEP.height()))
    _bring_inside(window, free, _frame(window), chosen=True)


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
    # One that was remembered stays where it was, whatever its frame is taken to be: it is fitted again when it has it.
    remembered = not chosen and not window.isVisible() and free.contains(QRect(window.pos(), window.size()))
    if remembered or free.contains(whole):
        return
    x = max(free.left(), min(whole.left(), free.left() + free.width() - whole.width()))
    y = max(free.top(), min(whole.top(), free.top() + free.height() - whole.height()))
    window.move(x, y)


def swap_full_screen(window: QWidget) -> None:
    """Let a window fill the whole screen, or give it back."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without)

    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
