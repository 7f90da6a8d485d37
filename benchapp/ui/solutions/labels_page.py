"""The page of labels: which size, how many, where on the sheet; shown as they will be, saved as PDF or printed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.solutions.label_formats import LABEL_STOCKS, LabelStock, LabelWords, stock_of
from benchapp.domain.units.grammar import read_whole_number
from benchapp.ui.solutions.label_print import picture, save_labels
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox, titled
from benchapp.ui.widgets.page import Page

_SHOWN = 6
# px: a number, with what is wrong with it in a few lines under it; both are beside the kind in a small window.
_NUMBER_WIDTH = 170


class LabelsPage(Page):
    """Labels of one solution.

    Args:
        prints: Puts labels onto paper: the kind, the words of each, the first place on the sheet.
        ask_file: Asks where a file is to be saved, by a title, a name and the kinds of file.

    Signals:
        left: Back to the solutions.
        stock_chosen: Another kind of label was chosen, or one was printed; its key.
    """

    left = Signal()
    stock_chosen = Signal(str)

    def __init__(
        self,
        prints: Callable[[LabelStock, Sequence[LabelWords], int], object],
        ask_file: Callable[[str, str, str], Path | None],
    ) -> None:
        super().__init__(tr("Labels"))
        self.keep_readable()
        self._prints = prints
        self._ask_file = ask_file
        self._words: tuple[LabelWords, ...] = ()
        self.title = text_label(tr("Labels"), size="large")
        back = push_button(tr("Back to the solutions"), "labels.actions.back", self.left.emit)
        head = hbox(self.title, back, spacing=16)
        head.setStretch(0, 1)
        self.kind = DropDown()
        self.kind.setObjectName("labels.choice.kind")
        self.kind.setAccessibleName(tr("Kind of label"))
        for stock in LABEL_STOCKS:
            self.kind.addItem(tr(stock.name), stock.key)
        self.kind.activated.connect(self._on_kind)
        self.count = LabelledField(tr("How many"), "labels.choice.count")
        self.place = LabelledField(tr("First free label"), "labels.choice.place")
        self.place.fill("1")
        for field in (self.count, self.place):
            field.setFixedWidth(_NUMBER_WIDTH)
            field.edited.connect(self._on_typed)
        self.save = push_button(tr("Save as PDF"), "labels.actions.save", self._ask_pdf, primary=True)
        self.print = push_button(tr("Print"), "labels.actions.print", self._print)
        kinds = titled(tr("Kind of label"), self.kind)
        choice = flow(kinds, self.count, self.place, 1, spacing=12)
        narrow(self.kind, 30)
        self.preview = QLabel()
        self.preview.setObjectName("labels.preview.picture")
        self.preview.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.said_on = text_label("", size="small", tone="muted")
        self.said_on.setObjectName("labels.preview.text")
        advice = tr(
            "Print at 100 %, not “fit to page”. For the freezer take thermal-transfer or cryo labels and stick them on "
            "at room temperature, never on frost. The code holds the id and nothing else; scan or type it anywhere in "
            "the program and the solution opens."
        )
        card = Card()
        card.body.addLayout(choice)
        for shown in (self.preview, self.said_on, text_label(advice, size="small", tone="muted")):
            card.body.addWidget(shown)
        card.body.addLayout(flow(self.save, self.print, 1))
        self.content.addLayout(head)
        self.content.addWidget(card)
        self.content.addStretch(1)
        self.first = self.kind

    def show_labels(self, words: tuple[LabelWords, ...], key: str) -> None:
        """Show the labels of a solution, in the kind that was used last, or in the usual one."""
        self._words = words
        self.title.setText(
            tr("Labels: {name} {concentration} ({code})", name=words[0].name, concentration=words[0].concentration,
               code=words[0].code)
            if words
            else tr("Labels")
        )  # fmt: skip
        self.kind.setCurrentIndex(self.kind.findData(stock_of(key).key))
        self.count.fill(str(len(words)))
        self.refresh()

    @property
    def stock(self) -> LabelStock:
        """The kind that is chosen."""
        return stock_of(str(self.kind.currentData()))

    def _on_kind(self, _index: int) -> None:
        self.stock_chosen.emit(self.stock.key)
        self.refresh()

    def _on_typed(self, _text: str) -> None:
        self.refresh()

    def chosen(self) -> tuple[tuple[LabelWords, ...], int]:
        """Return the labels that are printed, and the place on the sheet they begin at, from 0.

        Raises:
            BenchError: A number cannot be read; `field` names which.
        """
        count = _whole(self.count.text(), 1, 1000, "count")
        place = _whole(self.place.text() or "1", 1, self.stock.per_page, "place")
        # More labels than tubes: the last tube's once more, as for a lid and its box.
        words = (*self._words, *([self._words[-1]] * count))[:count] if self._words else ()
        return words, place - 1

    def refresh(self) -> None:
        """Show what would be printed."""
        self.place.setVisible(self.stock.per_page > 1)
        for field in (self.count, self.place):
            field.show_problem("")
        try:
            words, first = self.chosen()
        except BenchError as error:
            {"count": self.count, "place": self.place}[str(error.values["field"])].show_problem(say_error(error))
            words = ()
            first = 0
        for button in (self.save, self.print):
            button.setEnabled(bool(words))
        self._paint(words, first)

    def _paint(self, words: Sequence[LabelWords], first: int) -> None:
        if not words:
            self.preview.clear()
            self.said_on.setText("")
            return
        stock = self.stock
        shown = list(dict.fromkeys(words))[:_SHOWN]
        scale = min(10.0, 350 / stock.width_mm, 200 / stock.height_mm)
        self.preview.setPixmap(side_by_side([picture(stock, one, scale) for one in shown]))
        self.preview.setAccessibleName("; ".join(", ".join(one.lines()) for one in shown))
        pages = -(-(first + len(words)) // stock.per_page)
        on = tr(" on 1 sheet") if pages == 1 else tr(" on {pages} sheets", pages=pages)
        sheets = on if stock.columns else ""
        different = len(set(words))
        kinds = (
            tr(", {different} different, {shown} shown", different=different, shown=min(different, _SHOWN))
            if different > 1
            else ""
        )
        self.said_on.setText(
            (tr("1 label") if len(words) == 1 else tr("{count} labels", count=len(words))) + sheets + kinds
        )

    def print_sheet(self) -> bool:
        """Print the labels; tell whether there are any."""
        if self.print.isEnabled():
            self._print()
        return bool(self._words)

    def save_sheet(self) -> bool:
        """Save the labels as a PDF; tell whether there are any."""
        if self.save.isEnabled():
            self._ask_pdf()
        return bool(self._words)

    def _ask_pdf(self) -> None:
        first = self._words[0]
        name = tr("Labels of {name} {concentration}", name=first.name, concentration=first.concentration)
        file = self._ask_file(tr("Save the labels"), f"{name} {first.code}.pdf", tr("PDF (*.pdf)"))
        if file is not None:
            self.save_pdf(file)

    def save_pdf(self, file: Path) -> None:
        """Write the labels as a PDF file, or say why that went wrong."""
        words, first = self.chosen()
        try:
            save_labels(file, self.stock, words, first)
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.stock_chosen.emit(self.stock.key)
            self.file_saved.emit(file)

    def _print(self) -> None:
        words, first = self.chosen()
        self.stock_chosen.emit(self.stock.key)
        self._prints(self.stock, words, first)


def side_by_side(pictures: Sequence[QPixmap]) -> QPixmap:
    """Put pictures into one, left to right, wrapped where they would be wider than a page."""
    gap, widest = 12, 760
    places: list[QPoint] = []
    x = y = height = width = 0
    for one in pictures:
        if x and x + one.width() > widest:
            x, y, height = 0, y + height + gap, 0
        places.append(QPoint(x, y))
        x += one.width() + gap
        height, width = max(height, one.height()), max(width, x - gap)
    whole = QPixmap(max(1, width), max(1, y + height))
    whole.fill(QColor("transparent"))
    painter = QPainter(whole)
    for place, one in zip(places, pictures, strict=True):
        painter.drawPixmap(place, one)
    painter.end()
    return whole


def _whole(text: str, least: int, most: int, field: str) -> int:
    try:
        number = read_whole_number(text)
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "field": field}) from error
    if not least <= number <= most:
        raise QuantityError(Message.NOT_BETWEEN, text=text, least=least, most=most, field=field)
    return number
