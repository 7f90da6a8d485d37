"""What a new user is offered over the first page: language, appearance, a name, and sample data to look around with."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Signal

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox, titled
from benchapp.ui.window.settings_page import language_box, theme_box


class FirstStart(Struct, frozen=True):
    """How it is set before anybody chose.

    Attributes:
        language: Code of the language that is spoken.
        theme: "system", "light" or "dark".
    """

    language: str
    theme: str


class FirstStartCard(Card):
    """The card; it is taken away by *Done*, and by the first entry.

    Args:
        shown: How it is set.
        examples: Opens the sample data.
        done: Takes the card away.

    Signals:
        language_chosen: Another language; its code.
        theme_chosen: Another look: "system", "light" or "dark".
        person_named: Who works here.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    person_named = Signal(str)

    def __init__(self, shown: FirstStart, examples: Callable[[], object], done: Callable[[], object]) -> None:
        super().__init__()
        self._done = done
        self.language = language_box("notes.first.language")
        self.language.setCurrentIndex(max(0, self.language.findData(shown.language)))
        self.language.activated.connect(lambda _index: self.language_chosen.emit(str(self.language.currentData())))
        self.theme = theme_box("notes.first.theme")
        self.theme.setCurrentIndex(max(0, self.theme.findData(shown.theme)))
        self.theme.activated.connect(lambda _index: self.theme_chosen.emit(str(self.theme.currentData())))
        self.person = LabelledField(tr("Your name or initials"), "notes.first.person")
        self.person.line.setMaxLength(40)
        self.person.setMaximumWidth(150)
        title = text_label(tr("Welcome to Bench Companion"), strong=True, wrap=False)
        words = text_label(
            tr("All of this can be changed in Settings. Sample data opens in a separate window, and nothing is kept."),
            tone="muted",
        )
        words.setObjectName("notes.examples.text")
        line = hbox(title, words, spacing=12)
        line.setStretch(1, 1)
        try_it = push_button(tr("Try it with sample data"), "notes.examples.act", examples)
        finish = push_button(tr("Get started"), "notes.examples.understood", self._finish)
        boxes = (titled(tr("Language"), self.language), titled(tr("Appearance"), self.theme), self.person)
        self.body.addLayout(line)
        self.body.addLayout(flow(*boxes, 1, titled("", try_it), titled("", finish), spacing=12))

    def _finish(self) -> None:
        if self.person.text().strip():
            self.person_named.emit(self.person.text().strip())
        self._done()
