"""The keys of the program: one table, from which they are bound, listed and shown in the help."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from benchapp.ui.text.language import mark_text, tr


class Key(Struct, frozen=True):
    """A key, or keys that do the same.

    Attributes:
        shown: The keys as people read them, in English.
        text: What they do, in English.
        action: What they are bound to; "" for what the control or Qt does by itself.
        bound: The keys as Qt writes them.
    """

    shown: str
    text: str
    action: str = ""
    bound: tuple[str, ...] = ()


# What writes the journal or the library from the page that is shown.
RECORD = "record"
IN_HOOD = mark_text("In the hood view")
# By where they work.
KEYS: dict[str, tuple[Key, ...]] = {
    mark_text("Everywhere"): (
        Key(
            mark_text("Ctrl+K"),
            mark_text("find a compound, a solution by its id, an incubation, a page or a command"),
            "find",
            ("Ctrl+K",),
        ),
        Key(
            mark_text("Ctrl+1 … Ctrl+6"),
            mark_text("go to a page of the sidebar"),
            "page",
            ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6"),
        ),
        Key(mark_text("Ctrl+,"), mark_text("settings"), "settings", ("Ctrl+,",)),
        Key(mark_text("Ctrl+F"), mark_text("search or filter on this page"), "find_on_page", ("Ctrl+F",)),
        Key(mark_text("Ctrl+Z"), mark_text("take back the last entry, or what was typed since"), "undo", ("Ctrl+Z",)),
        Key(
            mark_text("Ctrl+Shift+Z"),
            mark_text("bring back the entry that was taken back"),
            "redo",
            ("Ctrl+Shift+Z", "Ctrl+Y"),
        ),
        Key(mark_text("Ctrl+P"), mark_text("print the sheet of this page"), "print", ("Ctrl+P",)),
        Key(mark_text("Ctrl+S"), mark_text("save the sheet of this page"), "save", ("Ctrl+S",)),
        Key("F1", mark_text("help for the page that is shown"), "help", ("F1",)),
        Key("F11", mark_text("full screen, and back"), "full_screen", ("F11",)),
        Key("?", mark_text("these keys"), "keys", ("?",)),
        Key(
            mark_text("Ctrl+Enter"),
            mark_text("record, start, save or import what the page shows"),
            RECORD,
            ("Ctrl+Return",),
        ),
        Key(mark_text("Ctrl+H"), mark_text("hood view of today’s tasks"), "day", ("Ctrl+H",)),
        Key(mark_text("Tab, Shift+Tab"), mark_text("to the next control, or back")),
        Key(mark_text("Space, Enter"), mark_text("press the focused button")),
        Key("Esc", mark_text("close a list or a question, then leave the full screen; what was typed stays")),
    ),
    mark_text("In the sidebar"): (Key("↑ ↓", mark_text("go to another button; Enter opens its page")),),
    mark_text("In a field"): (
        Key("↑ ↓", mark_text("the same amount in another unit")),
        Key("Enter", mark_text("record what a form asks for; what is calculated or started waits for Ctrl+Enter")),
    ),
    mark_text("On the compound page"): (
        Key(mark_text("Ctrl+N"), mark_text("add a compound of your own"), "add", ("Ctrl+N",)),
        Key(mark_text("Ctrl+E"), mark_text("edit the compound"), "edit", ("Ctrl+E",)),
    ),
    mark_text("In the journal"): (
        Key("N", mark_text("add a note to the entry"), "note", ("N",)),
        Key("Enter", mark_text("open what the entry names"), "open_entry", ("Return", "Enter")),
    ),
    mark_text("On the plate map"): (
        Key("← ↑ → ↓", mark_text("go from well to well; with Shift choose several")),
        Key(mark_text("Space"), mark_text("mark these wells as chosen beside the map")),
    ),
    mark_text("In the list of solutions"): (
        Key(mark_text("Enter"), mark_text("go to the details of the solution, and what can be done with it")),
        Key(mark_text("Delete"), mark_text("ask how many tubes to discard")),
        # Qt opens menus with the menu key everywhere, and with Shift+F10 on Windows only.
        Key(mark_text("Menu key, Shift+F10"), mark_text("open the menu of what is selected"), "menu", ("Shift+F10",)),
        Key(mark_text("Shift+↑ ↓, Ctrl+A"), mark_text("choose several, for labels or to discard them")),
    ),
    IN_HOOD: (
        Key(
            mark_text("Space, Enter"),
            mark_text("press the large button: step done; on the last page, record it"),
            "press_button",
            ("Space", "Return", "Enter"),
        ),
        Key(
            "→",
            mark_text("step done, show the next"),
            "next_step",
            ("Right", "Down", "PgDown"),
        ),
        Key("←", mark_text("back to the step before"), "step_before", ("Left", "Up", "Backspace", "PgUp")),
        Key(
            mark_text("Ctrl+Enter"),
            mark_text("on the last page: record it"),
            "record_steps",
            ("Ctrl+Return", "Ctrl+Enter"),
        ),
        Key("Esc", mark_text("leave; the ticks stay"), "leave", ("Esc",)),
    ),
    mark_text("On a picture"): (Key(mark_text("Menu key, Shift+F10"), mark_text("save or copy it")),),
}


def bound_to(action: str) -> tuple[str, ...]:
    """Return the keys of an action as Qt writes them; none where it has no key."""
    return next((key.bound for keys in KEYS.values() for key in keys if key.action == action), ())


# Keys as Qt writes them that people know by another name.
_NAMES = (mark_text("Ctrl"), mark_text("Shift"))


def key_text(key: str) -> str:
    """Return a key, as Qt writes it, as it is printed on keyboards here: "Ctrl+1", in German "Strg+1"."""
    return "+".join(tr(part) if part in _NAMES else part for part in key.split("+"))


def bind(widget: QWidget, action: str, do: Callable[[], object]) -> None:
    """Bind the keys of an action while the window of a widget is active.

    Args:
        widget: What the keys belong to.
        action: The action, as the table names it.
        do: Does it.
    """
    for sequence in bound_to(action):
        QShortcut(QKeySequence(sequence), widget).activated.connect(do)


def bind_record(page: QWidget, write: Callable[[], object]) -> None:
    """Bind the keys that record what a page shows.

    Args:
        page: The page; several have these keys, and they belong to the one that holds the focus.
        write: Writes it.
    """
    for sequence in bound_to(RECORD):
        shortcut = QShortcut(QKeySequence(sequence), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(write)


def pressed(event: QKeyEvent, group: str) -> str:
    """Return the action that a press of a key means; "" for none. Of the modifiers only Ctrl counts.

    Args:
        event: The press.
        group: Where it was pressed, as the table names it.
    """
    key = Qt.Key(event.key())
    meant = [QKeySequence(key)]
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        # Before the key alone, which may mean something else.
        meant.insert(0, QKeySequence(QKeyCombination(Qt.KeyboardModifier.ControlModifier, key)))
    bound = [(row.action, [QKeySequence(sequence) for sequence in row.bound]) for row in KEYS[group]]
    return next((action for one in meant for action, sequences in bound if one in sequences), "")
