"""What is not wholly shown on a page, in one size of the window after the other."""

import re

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.selftest.screenshots import fit
from tests.ui.looking import cut, reaches_past

LAPTOP, SMALL = QSize(1366, 768), QSize(960, 540)
# Titles, links and statements of monographs are shown as their sources print them.
_PRINTED = re.compile("“(https?://|Current Protocols|GitHub|github)")


def cut_lines(
    scene: str, rehearsal: Scenario, window: QWidget, sizes: tuple[QSize, ...], *, marked: bool = False
) -> list[str]:
    """Return what is cut in each size; `marked` where the texts hold marks beside their words."""
    found = []
    # Any other window keeps its size.
    for size in sizes if window is rehearsal.program.window else sizes[:1]:
        fit(rehearsal, window, size)
        said = cut(window, 0) if marked else cut(window)
        if window is rehearsal.program.window and not marked:
            said += wider(window, size.width())
        lines = (line for line in (*said, *reaches_past(window)) if not _PRINTED.search(line))
        found += [f"{scene}, {size.width()} px: {line}" for line in lines]
    return found


def wider(window: QWidget, width: int) -> list[str]:
    """Return what wants more than the width that a window was given, in px."""
    found = []
    if max(window.width(), window.minimumSizeHint().width()) > width:
        found.append(f"the window is {window.width()} px wide and wants {window.minimumSizeHint().width()}")
    for area in window.findChildren(QScrollArea):
        inner = area.widget()
        if area.isVisible() and inner is not None and inner.minimumSizeHint().width() > area.viewport().width():
            wanted, given = inner.minimumSizeHint().width(), area.viewport().width()
            found.append(f"{area.objectName()} scrolls sideways: {wanted} px in {given}")
    return found
