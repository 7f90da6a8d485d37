"""About: the version, where the data lie, and the licence of each part."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from benchapp import __version__
from benchapp.presenters.help.about import BundledPart
from benchapp.ui.text.language import term, tr
from benchapp.ui.widgets.layout import splitter
from benchapp.ui.widgets.page import Page


class AboutPage(Page):
    """Shows what this program is and what it is made of.

    Args:
        made_of: The parts.
        data_folder: Where the person's data lie.
        running: What it runs on: Python's version, and the system.
    """

    def __init__(self, made_of: tuple[BundledPart, ...], data_folder: str, running: tuple[str, str]) -> None:
        super().__init__(tr("About"))
        self.keep_readable()
        self._made_of = made_of
        self._about = "\n\n".join(
            (
                tr("Bench Companion {version}", version=__version__),
                tr("Works offline. There is no network code in it: it sends nothing and fetches nothing."),
                tr("Your data is in this folder; copy the folder to back it up:\n{folder}", folder=data_folder),
                tr("Python {python}, Qt {qt}, {system}.", python=running[0], qt=qVersion(), system=running[1]),
                tr("Each of its components is listed here with its licence."),
            )
        )
        self.list = QListWidget()
        self.list.setObjectName("about.parts.list")
        self.list.setAccessibleName(tr("What it is made of"))
        self.list.setMinimumWidth(300)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItem(tr("Bench Companion"))
        self.list.addItems([_line(part) for part in made_of])
        self.text = QPlainTextEdit()
        self.text.setObjectName("about.part.text")
        self.text.setAccessibleName(tr("Text of the licence"))
        self.text.setReadOnly(True)
        self.text.document().setDocumentMargin(16)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(320)
        split = splitter(self.list, self.text, (340, 640))
        self.content.addWidget(split, 1)
        self.first = self.list
        self.list.currentRowChanged.connect(self._on_row)
        self.list.setCurrentRow(0)

    def _on_row(self, row: int) -> None:
        self.text.setPlainText(self._made_of[row - 1].text if row > 0 else self._about)


def _line(part: BundledPart) -> str:
    name = " ".join(word for word in (part.name, part.version) if word)
    where = f" ({term(part.where)})" if part.where else ""
    return f"{name}{where}\n{part.licence}"
