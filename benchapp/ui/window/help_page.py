"""The manual in the program: its parts, a search, and the part for the page one came from."""

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QListWidget, QTextBrowser

from benchapp.presenters.help.manual import ManualPart, found_in
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.keys import KEYS
from benchapp.ui.widgets.layout import splitter
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import BODY, LARGE

_KEYS = "keys"


class HelpPage(Page):
    """Shows the manual.

    Args:
        manual: Its parts.
    """

    def __init__(self, manual: tuple[ManualPart, ...]) -> None:
        super().__init__(tr("Help"))
        self.keep_readable()
        self._parts = (*manual[:-1], _keys_part(), *manual[-1:])
        self._shown: tuple[ManualPart, ...] = ()
        self.search = QLineEdit()
        self.search.setObjectName("help.search.text")
        self.search.setAccessibleName(tr("Search the help"))
        self.search.setPlaceholderText(tr("Search the help"))
        self.search.textChanged.connect(self._on_search)
        self.list = QListWidget()
        self.list.setObjectName("help.parts.list")
        self.list.setAccessibleName(tr("Parts of the help"))
        self.list.currentRowChanged.connect(self._on_row)
        self.list.setMinimumWidth(220)
        self.list.setWordWrap(True)
        self.text = QTextBrowser()
        self.text.setObjectName("help.part.text")
        self.text.setAccessibleName(tr("Text of the help"))
        self.text.setOpenLinks(False)
        self.text.setMinimumHeight(320)
        split = splitter(self.list, self.text, (260, 700))
        self.content.addWidget(self.search)
        self.content.addWidget(split, 1)
        self.first = self.search_line = self.search
        self._show_parts(self._parts)

    def show_part(self, key: str) -> None:
        """Show one part, by its key."""
        self.search.clear()
        for place, part in enumerate(self._shown):
            if part.key == key:
                self.list.setCurrentRow(place)

    @property
    def key(self) -> str:
        """The key of the part that is shown; "" for none."""
        row = self.list.currentRow()
        return self._shown[row].key if 0 <= row < len(self._shown) else ""

    def _show_parts(self, shown: tuple[ManualPart, ...]) -> None:
        self._shown = shown
        self.list.clear()
        self.list.addItems([part.title for part in shown])
        self.list.setCurrentRow(0 if shown else -1)

    def _on_search(self, wanted: str) -> None:
        self._show_parts(found_in(self._parts, wanted) if wanted.strip() else self._parts)
        if not self._shown:
            self.text.setPlainText(tr("Nothing in the help contains these words. Try fewer, or another one."))

    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            return
        document = QTextDocument(self.text)
        font = self.font()
        font.setPixelSize(BODY)
        document.setDefaultFont(font)
        document.setMarkdown(self._shown[row].text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        _lay_out(document)
        self.text.setDocument(document)
        word = self.search.text().strip().split()
        if word:
            # The first place where it is found, with the word marked.
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(word[0])


def _lay_out(document: QTextDocument) -> None:
    """Set the space between paragraphs, and the size of the heading."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        heading = shape.headingLevel() > 0
        shape.setBottomMargin(16 if heading else 8)
        shape.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(shape)
        if heading:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            large = QTextCharFormat()
            font = document.defaultFont()
            font.setPixelSize(LARGE)
            font.setWeight(QFont.Weight.DemiBold)
            large.setFont(font)
            cursor.mergeCharFormat(large)
        block = block.next()
    document.setDocumentMargin(16)


def _keys_part() -> ManualPart:
    title = tr("Keys")
    lines = [f"# {title}", ""]
    for group, keys in KEYS.items():
        lines += [f"**{tr(group)}**", "", *(f"- `{tr(key.shown)}` {tr(key.text)}" for key in keys), ""]
    return ManualPart(_KEYS, title, "\n".join(lines))
