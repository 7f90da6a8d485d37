import math
from pathlib import Path

import pytest
import zxingcpp
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from benchapp.domain.solutions.label_formats import (
    LABEL_STOCKS,
    LabelStock,
    LabelWords,
    initials_of,
    module_dots,
    stock_of,
)
from benchapp.ui.solutions.label_print import code_modules, paint_label, save_labels
from benchapp.ui.solutions.labels_page import LabelsPage
from tests.pdf_text import pdf_text

WORDS = LabelWords("BC-7F3K9QW", "Lenalidomide", "10 mM", "DMSO", "use by 2026-11-24 16:05", "MK", "2026-11-23 14:05")


def printed(stock: LabelStock, words: LabelWords) -> QImage:
    """Print one label as a 300 dpi printer does, on a little paper around it."""
    dots = 300 / 25.4
    image = QImage(
        round(stock.width_mm * dots) + 40, round(stock.height_mm * dots) + 40, QImage.Format.Format_Grayscale8
    )
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(QPoint(20, 20))
    painter.scale(dots, dots)
    paint_label(painter, stock, words)
    painter.end()
    return image


def scanned(image: QImage) -> list[str]:
    view = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    rows = bytes(view)
    seen = zxingcpp.ImageView(rows, image.width(), image.height(), zxingcpp.ImageFormat.Lum, image.bytesPerLine())  # type: ignore[arg-type]
    return [one.text for one in zxingcpp.read_barcodes(seen)]


# What print heads reach, mm of width and height: Brother's from the printable dots of its labels at 300 dpi
# (brother_ql), DYMO's as a lab found it (LimeReport) or as gLabels' templates have it.
REACHED = {
    "brother-17x54": (47.9, 13.9), "brother-17x87": (80.9, 13.9), "brother-23x23": (17.1, 17.1),
    "brother-29x42": (35.9, 25.9), "brother-29x90": (83.9, 25.9), "brother-52x29": (48.9, 22.9),
    "brother-62x29": (58.9, 22.9), "dymo-30330": (44.6, 12.6), "dymo-30336": (47.6, 18.6), "dymo-30334": (50.6, 25.6),
    "dymo-30252": (82.6, 21.6),
}  # fmt: skip


@pytest.mark.parametrize("stock", [one for one in LABEL_STOCKS if one.key in REACHED], ids=lambda stock: stock.key)
def test_all_of_a_label_of_a_roll_lies_where_the_print_head_reaches(stock: LabelStock, qtbot: QtBot) -> None:
    """What the head does not reach is white; code and words are whole all the same."""
    whole, dots = printed(stock, WORDS), 300 / 25.4
    width, height = REACHED[stock.key]
    left, top = 20 + (stock.width_mm - width) / 2 * dots, 20 + (stock.height_mm - height) / 2 * dots
    clipped = QImage(whole.size(), whole.format())
    clipped.fill(QColor("white"))
    painter = QPainter(clipped)
    painter.setClipRect(QRectF(left, top, width * dots, height * dots))
    painter.drawImage(0, 0, whole)
    painter.end()

    assert scanned(clipped) == ["BC-7F3K9QW"]
    assert clipped == whole


def test_the_rolls_are_all_tried() -> None:
    assert {one.key for one in LABEL_STOCKS if not one.columns and not one.round} == REACHED.keys()


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.key)
@pytest.mark.parametrize("code", ["BC-7F3K9Q", "BC-7F3K9QW"])
def test_the_code_on_every_kind_of_label_is_read_back(stock: LabelStock, code: str, qtbot: QtBot) -> None:
    assert scanned(printed(stock, replace(WORDS, code=code))) == [code]


def test_a_code_is_whole_dots_and_fits_a_cap(qtbot: QtBot) -> None:
    modules = len(code_modules("BC-7F3K9QW"))

    assert modules <= 16
    # With its quiet zone at 4 dots a module it lies in the 8 mm that a printer reaches of a 12 mm cap.
    assert module_dots(8.0 * 0.66, modules + 2) >= 3
    assert module_dots(0.1, modules) == 0


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.key)
def test_sheets_lie_on_their_paper(stock: LabelStock) -> None:
    for left, top in stock.places():
        assert left >= 0
        assert top >= 0
        if stock.columns:
            assert left + stock.width_mm <= stock.page_mm[0] + 1e-6
            assert top + stock.height_mm <= stock.page_mm[1] + 1e-6


def test_a_sheet_is_begun_where_it_was_left_off_and_goes_on_to_the_next(tmp_path: Path, qtbot: QtBot) -> None:
    sheet = next(one for one in LABEL_STOCKS if one.columns)
    save_labels(tmp_path / "labels.pdf", sheet, [WORDS] * 4, first=sheet.per_page - 2)

    assert (tmp_path / "labels.pdf").read_bytes().count(b"/Type /Page\n") == 2


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.key)
@pytest.mark.parametrize("made", ["2026-11-23 14:05", ""])
def test_name_strength_and_id_are_on_every_kind_of_label(
    stock: LabelStock, made: str, tmp_path: Path, qtbot: QtBot
) -> None:
    words = replace(WORDS, made=made, kept="−20 °C, box 3", hazards="Embryo-fetal toxicity", code="BC-7F3K9QW")
    save_labels(tmp_path / "label.pdf", stock, [words])

    found = pdf_text(tmp_path / "label.pdf")
    for needed in ("Lenalidomide", "10 mM", "7F3K9QW"):
        assert needed in found
    if not stock.round:
        assert "BC-7F3K9QW" in found
        assert "MK" in found


def test_how_it_is_kept_goes_on_in_the_next_line_where_there_is_room_below(tmp_path: Path, qtbot: QtBot) -> None:
    kept = replace(WORDS, kept="−20 °C, box 3, B4 · keep from light")
    for key in ("brother-29x42", "brother-52x29", "a4-38x21", "dymo-30334"):
        file = tmp_path / f"{key}.pdf"
        save_labels(file, stock_of(key), [kept])

        said = pdf_text(file)

        assert "keep from light" in said, key
        assert "…" not in said, key


def test_on_a_cap_nothing_lies_outside_the_disc_that_is_printed(qtbot: QtBot) -> None:
    for stock in (one for one in LABEL_STOCKS if one.round):
        image, dots = printed(stock, WORDS), 300 / 25.4
        middle = 20 + stock.width_mm / 2 * dots
        dark = [
            math.hypot(x + 0.5 - middle, y + 0.5 - middle) / dots
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).lightness() < 100
        ]
        assert max(dark) <= stock.printable_mm / 2 + 0.1


def test_a_name_is_shortened_to_initials() -> None:
    assert [initials_of(name) for name in ("Mara Klein", "Jo", "Maria", "M. Klein", "")] == ["MK", "Jo", "Ma", "MK", ""]


def test_the_page_says_at_its_field_what_cannot_be_printed(qtbot: QtBot, tmp_path: Path) -> None:
    page = LabelsPage(lambda stock, words, first: None, lambda title, name, kinds: None)
    qtbot.addWidget(page)
    page.show_labels((WORDS, WORDS), "a4-38x21")

    page.count.line.setText("0")
    page.count.line.textEdited.emit("0")
    assert "outside 1 to 1000" in page.count.note.text()
    assert not page.save.isEnabled()
    page.count.line.setText("3")
    page.place.line.setText("65")
    page.place.line.textEdited.emit("65")

    words, first = page.chosen()
    assert (len(words), first) == (3, 64)
    assert "3 labels on 2 sheets" in page.said_on.text()
    page.save_pdf(tmp_path / "labels.pdf")
    assert (tmp_path / "labels.pdf").read_bytes().startswith(b"%PDF")


def test_the_usual_label_is_a_strip_until_another_one_is_used(qtbot: QtBot, tmp_path: Path) -> None:
    offered: list[str] = []

    def ask(_title: str, name: str, _kinds: str) -> Path:
        offered.append(name)
        return tmp_path / "labels.pdf"

    used: list[str] = []
    saved: list[Path] = []
    page = LabelsPage(lambda stock, words, first: used.append(f"printed {stock.key}"), ask)
    qtbot.addWidget(page)
    page.stock_chosen.connect(used.append)
    page.file_saved.connect(saved.append)
    page.show_labels((WORDS,), "")

    assert page.stock.key == "brother-17x54"
    assert page.title.text() == "Labels: Lenalidomide 10 mM (BC-7F3K9QW)"
    assert page.save_sheet()
    assert page.print_sheet()
    assert offered == ["Labels of Lenalidomide 10 mM BC-7F3K9QW.pdf"]
    assert saved == [tmp_path / "labels.pdf"]
    assert used == ["brother-17x54", "brother-17x54", "printed brother-17x54"]
