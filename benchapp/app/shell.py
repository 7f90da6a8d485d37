"""What every room shows itself by: pages, the line that confirms, notes, and the system's dialogs for files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchapp.app.start.device import Device
from benchapp.base.lazy import lazy
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.window.accessibility import announce
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window

if TYPE_CHECKING:
    from benchapp.domain.journal.entries import Entry
    from benchapp.presenters.session.undone_entries import UndoneEntries
    from benchapp.ui.paper.pages import Pages
    from benchapp.ui.widgets.toast import Toast


class Shell:
    """The window as the rooms see it; made before it.

    Args:
        session: The open journal, whose last action Undo takes back.
        sentence_of: Returns an entry as a sentence.
        device: Keeps the folder into which something was saved last.
    """

    def __init__(self, session: JournalSession, sentence_of: Callable[[Entry], str], device: Device) -> None:
        self._session = session
        self._sentence_of = sentence_of
        self._device = device
        self._window: Window | None = None

    def attach(self, window: Window) -> None:
        """Set the window, when it is made."""
        self._window = window

    @property
    def window(self) -> Window:
        """The window.

        Raises:
            RuntimeError: It is not made yet.
        """
        if self._window is None:
            raise RuntimeError("the window is not made yet")
        return self._window

    @lazy
    def toast(self) -> Toast:
        """The line that confirms what was done."""
        from benchapp.ui.widgets.toast import Toast  # noqa: PLC0415

        window = self.window
        toast = Toast(window, self.undo_aloud, side=lambda: window.now.room, page=window.current_page)
        toast.said.connect(partial(announce, window))
        window.page_shown.connect(toast.place_soon)
        window.now.settled.connect(toast.place_soon)
        return toast

    @lazy
    def undone(self) -> UndoneEntries:
        """What was undone since the last entry, once it has begun to remember."""
        from benchapp.presenters.session.undone_entries import UndoneEntries  # noqa: PLC0415 (not at the start)

        return UndoneEntries(self._session)

    # -- pages -------------------------------------------------------------------------------------------------

    def show(self, page: PageName) -> None:
        """Show a page."""
        self.window.show_page(page)

    def come_forward(self) -> None:
        """Raise the window from the tray, the taskbar or behind other windows."""
        self.window.come_forward()

    def find(self) -> None:
        """Go to the finder from a window beside the program's."""
        self.window.come_forward()
        self.window.header.find()

    # -- what is said ------------------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Show a sentence in the line that confirms."""
        self.toast.say(sentence)

    def say_clock_set(self, by_s: float) -> None:
        """Show that the wall clock was set.

        Args:
            by_s: By how many seconds.
        """
        self.say(say(Message.CLOCK_CHANGED, {"by_s": by_s}))

    def say_use_chosen(self) -> None:
        """Show that dose and time of a use were taken over."""
        self.say(tr("Dose and time are filled in on Calculate and Incubate."))

    def say_done(self, sentence: str) -> None:
        """Show what was written into the journal, with Undo."""
        self.toast.say(sentence, undo=True)

    def say_saved(self, file: Path, sentence: str = "") -> None:
        """Show that a file was saved, and offer to open it, or the folder it is in.

        Args:
            file: The file.
            sentence: What is said; "" for nothing but its name.
        """
        self.toast.say(
            sentence or tr("Saved {file}.", file=file.name),
            then=(tr("Open"), partial(self._open, file)),
            also=(tr("Show in folder"), partial(self._open, file.parent)),
        )

    def _open(self, path: Path) -> None:
        """Let the system open a file or a folder, or say that it cannot."""
        from PySide6.QtCore import QUrl  # noqa: PLC0415
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.say(tr("No program is set up to open {file}.", file=path.name))

    def say_error(self, error: BenchError) -> None:
        """Show what went wrong."""
        self.toast.say(say_error(error))

    def note(
        self, key: str, sentence: str, tone: str = "soon", also: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a note over every page until it is understood; the arguments are those of `NoticeBar.show_note`."""
        self.window.notes.show_note(key, sentence, tone, also)

    def note_error(self, key: str, error: BenchError) -> None:
        """Show a note of what went wrong."""
        self.note(key, say_error(error), "past")

    def note_zone_unknown(self) -> None:
        """Show that only the offset of today is known, and that appointments after a change of clocks may be off."""
        offset = f"{self._session.local_now():%z}"
        self.note("zone", say(Message.ZONE_UNKNOWN, {"offset": f"{offset[:3]}:{offset[3:5]}"}))

    # -- undo --------------------------------------------------------------------------------------------------

    def undo(self) -> str:
        """Undo the last action of the journal; return its sentence.

        Raises:
            BenchError: There is none, or something later rests on it.
        """
        last = self._session.undoable()
        sentence = self._sentence_of(last) if last else ""
        more = len(self._session.written_with(last.id)) - 1 if last else 0
        self._session.undo_last()
        return tr("{sentence} (and {count} more)", sentence=sentence, count=more) if more else sentence

    def undo_aloud(self) -> None:
        """Undo the last action of the journal, and say which, with the way back; or why that cannot be."""
        try:
            undone = self.undo()
        except BenchError as error:
            self.say_error(error)
        else:
            self.toast.say(tr("Undone: {undone}", undone=undone), then=(tr("Bring back"), self.redo_aloud))

    def redo_aloud(self) -> None:
        """Bring back the entry that was undone last, and say which; or why that cannot be."""
        try:
            back = self.undone.bring_back()
        except BenchError as error:
            self.say_error(error)
            return
        if back is None:
            self.say(tr("There is nothing to bring back."))
        else:
            self.say_done(tr("Brought back: {entry}", entry=self._sentence_of(back)))

    # -- files -------------------------------------------------------------------------------------------------

    def ask_save(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where a file is to be saved; None where nothing was chosen.

        Args:
            title: Of the dialog.
            name: The name that is offered, with its ending.
            kinds: The kinds of file, as Qt writes filters.
        """
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        stem, dot, ending = name.rpartition(".")
        wanted = str(self._device.save_folder() / f"{file_name(stem)}{dot}{ending}")
        chosen, kind = QFileDialog.getSaveFileName(self.window, title, wanted, kinds)
        if not chosen:
            return None
        file = Path(chosen)
        if not file.suffix:
            file = file.with_suffix(kind.rpartition("*")[2].rstrip(")"))
        self._device.keep_save_folder(file.parent)
        return file

    def print_pages(self, pages: Pages) -> None:
        """Ask for a printer, and print a document."""
        from benchapp.ui.paper.pages import paint_pages, printed_on  # noqa: PLC0415
        from benchapp.ui.widgets.printing import ask_printer  # noqa: PLC0415

        printer = ask_printer(self.window, pages.title)
        if printer is not None:
            paint_pages(printer, pages, printed_on(self._session.local_now()))
            self.say(tr("{title} sent to {printername}.", title=pages.title, printername=printer.printerName()))

    def ask_open(self, title: str, kinds: str) -> Path | None:
        """Ask for a file to read; None where none was chosen.

        Args:
            title: Of the dialog.
            kinds: The kinds of file, as Qt writes filters.
        """
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        chosen, _ = QFileDialog.getOpenFileName(self.window, title, "", kinds)
        return Path(chosen) if chosen else None

    def ask_folder(self, title: str) -> Path | None:
        """Ask for a folder; None where none was chosen."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        chosen = QFileDialog.getExistingDirectory(self.window, title)
        return Path(chosen) if chosen else None


def file_stem(name: str, otherwise: str = "file") -> str:
    """Return a name as the stem of a file: at most 60 letters, digits and dashes; `otherwise` where nothing is left."""
    signs = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in name.casefold())
    return signs.strip("-")[:60] or otherwise


def file_name(words: str) -> str:
    """Return words as the name of a file, without its ending: what a system does not allow in one is left out."""
    signs = "".join(sign if sign.isprintable() and sign not in _NOT_IN_NAMES else " " for sign in words)
    return " ".join(signs.split()).strip(". ")[:120].rstrip(". ") or "file"


# By Windows, which allows least.
_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
