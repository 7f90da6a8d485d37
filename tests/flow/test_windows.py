"""Nothing flashes: on a bench day no part of a page is shown as a window of its own, which takes the keys away."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.selftest.screenshots import screens

# What may stand on the screen beside the program's window, and what Qt makes for its lists and hints.
MAY = {"Window", "AlarmWindow", "HoodView", "KeySheet", "NowWindow", "QMenu", "QComboBoxPrivateContainer", "QTipLabel"}


class WindowWatch(QObject):
    """Remembers every window that was shown."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.shown: list[str] = []
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if isinstance(watched, QListView) and watched.windowType() is Qt.WindowType.Popup:
                # The names that are offered while one is typed; the field keeps the keys.
                assert watched.focusProxy() is not None
                return False
            text = watched.text() if isinstance(watched, QLabel | QPushButton) else ""
            self.shown.append(f"{type(watched).__name__} {watched.objectName()} {text}".strip())
        return False

    def end(self) -> None:
        self._application.removeEventFilter(self)


def test_no_part_of_a_page_is_ever_a_window(qapp: QApplication, tmp_path: Path) -> None:
    watch = WindowWatch(qapp)
    rehearsal = Scenario(qapp, tmp_path)
    try:
        scenes_seen = 0
        for _name, window in screens(rehearsal):
            if not window.isVisible():
                window.show()
            rehearsal.settle()
            scenes_seen += 1
    finally:
        watch.end()
        rehearsal.end()

    assert scenes_seen > 25
    assert [line for line in watch.shown if line.split(" ")[0] not in MAY] == []
