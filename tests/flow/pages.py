"""Reference pictures of every page. `make pages` (python -m tests.flow.pages) renews them; look at what changed."""

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.selftest.screenshots import View, picture, screens

FOLDER = Path(__file__).parent.parent / "data" / "pages"
LAPTOP = View(QSize(1366, 768))
# In the dark, pages that hold each kind of part once: the rest follows from the tokens.
IN_THE_DARK = ("02-", "04-", "06-", "09-", "24-", "34-")
# What differs from run to run: where the data lies, and hashes of the chain.
_HASH = re.compile(r"\b[0-9a-f]{12,64}\b")
_FOLDER = "settings.data.folder"
_PROBE = "probe.png"
_ALARM = "16-alarm"
_LETTERS = "Inter 0123456789 µ ≥ ± → ◆ ● ▲ ■ ◉ ◇ ≈ ∑ ❞ ▾ ✓ ✎ ⏎ ½"


def drawn(application: QApplication, theme: str, last: str = "") -> Iterator[tuple[str, QImage]]:
    """Act out the bench day up to the page named `last`, and give an image of each page of which one is kept."""
    with tempfile.TemporaryDirectory() as data:
        rehearsal = Scenario(application, Path(data), theme)
        for name, window in screens(rehearsal):
            if theme == "light" or name.startswith(IN_THE_DARK):
                _blank(window)
                if name == _ALARM:
                    # It comes up without the keys; whether it has them all the same depends on what was shown before.
                    window.activateWindow()
                    rehearsal.settle()
                yield f"{name}-{theme}", picture(rehearsal, window, LAPTOP).toImage()
            if name == last:
                break
        rehearsal.end()


def _blank(window: QWidget) -> None:
    for licence in window.findChildren(QPlainTextEdit, "about.part.text"):
        licence.setPlainText("…")
    for label in window.findChildren(QLabel):
        text = "…" if label.objectName() == _FOLDER else _HASH.sub("…", label.text())
        if text != label.text():
            label.setText(text)


def probe() -> QImage:
    """Return letters and signs as this machine draws them: pictures are compared only where these are alike."""
    made = QImage(900, 60, QImage.Format.Format_Grayscale8)
    made.fill(QColor("white"))
    painter = QPainter(made)
    font = QFont("Inter")
    font.setPixelSize(20)
    painter.setFont(font)
    painter.drawText(10, 40, _LETTERS)
    painter.end()
    return made


def draws_as_here() -> bool:
    """Return whether this machine draws letters as the one that made the reference pictures."""
    kept = QImage(str(FOLDER / _PROBE))
    return not kept.isNull() and differing(kept, probe()) == 0


def differing(one: QImage, other: QImage, least: int = 6) -> float:
    """Return the part of pixels whose brightness differs by more than `least` of 255; 1 where the sizes differ.

    A card and the paper under it differ by ten.
    """
    if one.size() != other.size():
        return 1.0
    first, second = (image.convertToFormat(QImage.Format.Format_Grayscale8) for image in (one, other))
    count = 0
    for y in range(first.height()):
        rows = [_row(image, y) for image in (first, second)]
        if rows[0] != rows[1]:
            count += sum(abs(left - right) > least for left, right in zip(*rows, strict=True))
    return count / (first.width() * first.height())


def _row(image: QImage, y: int) -> bytes:
    line: Any = image.constScanLine(y)
    return bytes(line)[: image.width()]


def renew() -> None:
    """Make every reference picture anew."""
    application = QApplication(["pages"])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for theme in ("light", "dark"):
        for name, image in drawn(application, theme):
            # Quality 0 packs most tightly.
            image.convertToFormat(QImage.Format.Format_Grayscale8).save(str(FOLDER / f"{name}.png"), quality=0)
    probe().save(str(FOLDER / _PROBE))
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}\n")


if __name__ == "__main__":
    renew()
