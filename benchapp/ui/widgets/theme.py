"""The look: tokens, typeface and one style sheet. Nothing is styled anywhere else.

Four text sizes and a fifth for what is read from afar, an 8-px grid, one accent; state colours come with a word and a
sign.
"""

from collections.abc import Callable
from functools import cache

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from benchapp.base import paths

SMALL, BODY, LARGE, HUGE = 12, 14, 20, 32
# Figures that are read from two metres: the time left of an incubation, and the steps at the hood.
LARGEST = 48


class Tokens(Struct, frozen=True):
    """The colours of one theme.

    Attributes:
        paper: Behind everything.
        surface: Cards and fields.
        ink: Text.
        muted: Lesser text.
        line: Borders.
        accent: The one colour of what can be done.
        on_accent: Text on it.
        tint: A weak accent, for what is chosen.
        fresh, soon, past, note: State colours, each with the ground it is on.
    """

    paper: str
    surface: str
    ink: str
    muted: str
    line: str
    accent: str
    on_accent: str
    tint: str
    fresh: str
    fresh_ground: str
    soon: str
    soon_ground: str
    past: str
    past_ground: str
    note: str
    note_ground: str


LIGHT = Tokens(
    paper="#F4F6F5",
    surface="#FFFFFF",
    ink="#18212B",
    muted="#5A6672",
    line="#DCE2E0",
    accent="#0B6B6B",
    on_accent="#FFFFFF",
    tint="#E3F1F0",
    fresh="#22703F",
    fresh_ground="#E4F3E9",
    soon="#8A5A00",
    soon_ground="#FFF3D6",
    past="#A8231B",
    past_ground="#FCE7E5",
    note="#2457A6",
    note_ground="#E6EEFB",
)
DARK = Tokens(
    paper="#11161B",
    surface="#192027",
    ink="#E8EDF0",
    muted="#9CA8B2",
    line="#2B353E",
    accent="#5CC1BC",
    on_accent="#0C1A1A",
    tint="#15302F",
    fresh="#6FCB90",
    fresh_ground="#17301F",
    soon="#E8B65A",
    soon_ground="#362A12",
    past="#F08C84",
    past_ground="#3A1B19",
    note="#8FB5F2",
    note_ground="#1A2A44",
)

_SHEET = """
QWidget#window, QWidget#page, QScrollArea, QWidget#page_body { background: @paper; border: none; }
QWidget#header, QWidget#rail, QScrollArea#now_area { background: @surface; }
QWidget#header { border-bottom: 1px solid @line; }
QWidget#rail { border-right: 1px solid @line; }
QScrollArea#now_area { border: 1px solid transparent; border-left-color: @line; }
QScrollArea[clear="true"], QWidget[clear="true"] { background: transparent; }
QFrame[card="true"] { background: @surface; border: 1px solid @line; border-radius: 10px; }
QFrame[card="true"][tone="past"] { background: @past_ground; border-color: @past; }
QFrame[card="true"][tone="soon"] { background: @soon_ground; border-color: @soon; }
QFrame[card="true"][tone="note"] { background: @note_ground; border-color: @note; }
QFrame[card="true"][chosen="true"] { border: 2px solid @accent; }
QFrame[card="true"][sourced="true"]:hover, QFrame[card="true"][sourced="true"]:focus { border: 2px solid @accent; }
QPushButton[link] { min-height: 0; padding: 0; font-weight: 400; text-align: left; }
QPushButton[link="card"] { border-radius: 10px; }
QPushButton[link="row"] {
    border: 1px solid transparent; border-bottom-color: @line; border-radius: 0; background: transparent;
}
QPushButton[link="row"]:hover { border: 1px solid @accent; }
QPushButton[link="strip"] {
    border: none; border-left: 1px solid @line; border-radius: 0; background: @surface; color: @muted;
}
QPushButton[link="strip"]:hover { border-left-color: @accent; background: @tint; }
QPushButton[link][tone="past"] { background: @past_ground; border-color: @past; }
QPushButton[link][tone="soon"] { background: @soon_ground; border-color: @soon; }
QPushButton[link]:focus { border: 2px solid @accent; }
QWidget[inputs="column"] { background: @surface; }
QScrollArea[inputs="true"] { background: @surface; border: 1px solid transparent; border-right-color: @line; }
QScrollArea[inputs="true"] > QWidget > QWidget#page_body { background: @surface; }
QToolButton[fold="true"] { border: none; background: transparent; font-weight: 600; padding: 0 2px; min-height: 40px; }
QToolButton[fold="true"]:focus { border: 2px solid @accent; border-radius: 4px; }
QPushButton[link="row"][last="true"] { border-bottom-color: transparent; }
QPushButton[link="row"][last="true"]:hover, QPushButton[link="row"][last="true"]:focus { border-color: @accent; }
QSplitter::handle { background: transparent; }
QFrame[row="true"] { border: none; border-bottom: 1px solid @line; border-radius: 0; background: transparent; }
QLabel[text_size="small"] { font-size: 12px; }
QLabel[text_size="large"] { font-size: 20px; font-weight: 600; }
QLabel[text_size="huge"] { font-size: 32px; font-weight: 600; }
QLabel[text_size="hood"] { font-size: 48px; }
QLabel[weight="strong"] { font-weight: 600; }
QLabel[tone="muted"] { color: @muted; }
QLabel[tone="past"] { color: @past; }
QLabel[tone="soon"] { color: @soon; }
QLabel[tone="accent"] { color: @accent; font-weight: 600; }
QLabel[heading="true"] { color: @muted; font-size: 12px; font-weight: 600; letter-spacing: 0.5px; }
QLabel[pill="true"] { color: @muted; border: 1px solid @line; border-radius: 6px; padding: 2px 8px; }
QLabel[chip="fresh"] { color: @fresh; background: @fresh_ground; }
QLabel[chip="soon"] { color: @soon; background: @soon_ground; }
QLabel[chip="past"] { color: @past; background: @past_ground; }
QLabel[chip="note"] { color: @note; background: @note_ground; }
QLabel[chip="muted"] { color: @muted; background: @paper; }
QLabel[chip] { border-radius: 4px; padding: 3px 8px; font-size: 12px; font-weight: 600; }
QLabel[mark] { font-size: 20px; }
QLabel[mark="0"] { color: @mark0; }
QLabel[mark="1"] { color: @mark1; }
QLabel[mark="2"] { color: @mark2; }
QLabel[mark="3"] { color: @mark3; }
QLabel[mark="4"] { color: @mark4; }
QLabel[mark="5"] { color: @mark5; }
QLabel[found="true"] { background: @soon_ground; }
QLabel[found="here"] { background: @soon_ground; border: 2px solid @soon; }
QPushButton {
    min-height: 38px; padding: 0 16px; border: 1px solid @line; border-radius: 8px;
    background: @surface; font-weight: 600;
}
QPushButton:hover { border-color: @accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; }
QPushButton:disabled { color: @muted; background: @paper; }
QPushButton[primary="true"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[primary="true"]:focus { border: 2px solid @ink; }
QPushButton[primary="true"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton:checked { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[choice="true"] { font-weight: 400; }
QPushButton[hood="true"] { min-height: 72px; font-size: 20px; padding: 0 32px; }
QWidget#hood { background: @paper; }
QPushButton[tab="true"] { padding: 0 9px; }
QPushButton[title="true"] {
    font-size: 20px; border-color: transparent; padding: 0 24px 0 4px;
    background: @surface url(@icons/chevron-@mode.svg) no-repeat right center;
}
QPushButton[title="true"]:hover { border-color: @accent; }
QPushButton[title="true"]:focus { border: 2px solid @accent; }
QPushButton[quiet="true"] { border-color: transparent; background: transparent; color: @accent; padding: 0 10px; }
QPushButton[dense="true"] { padding: 0 7px; min-width: 26px; }
QPushButton[opens="true"] { text-align: left; padding: 0 6px; }
QPushButton[quiet="true"]:hover { border-color: @accent; }
QPushButton[quiet="true"]:focus { border: 2px solid @accent; }
QPushButton[quiet="true"]:disabled { color: @muted; }
QPushButton[calendar="true"] {
    padding: 0 8px; min-width: 22px; max-width: 22px; border-color: transparent; background: transparent;
    image: url(@icons/@mode/calendar-check-off.svg);
}
QPushButton[calendar="true"]:hover { border-color: @accent; }
QPushButton[calendar="true"]:focus { border: 2px solid @accent; }
QFrame#calendar { background: @surface; border: 1px solid @line; }
QFrame#calendar QToolButton { color: @ink; font-size: 16px; font-weight: 600; min-height: 32px; min-width: 32px; }
QFrame#calendar QToolButton:focus { border: 2px solid @accent; }
QFrame#calendar QTableView {
    border: none; alternate-background-color: @paper;
    selection-background-color: @accent; selection-color: @on_accent;
}
QFrame#calendar QTableView:disabled { color: @muted; }
QFrame#calendar QTableView::item { padding: 0; }
QFrame#calendar QSpinBox { min-height: 28px; background: @surface; color: @ink; }
QFrame#calendar QWidget#qt_calendar_navigationbar { background: @paper; }
QPushButton[chip] { font-size: 12px; border-radius: 4px; padding: 0 8px; }
QPushButton[chip="fresh"] { color: @fresh; background: @fresh_ground; }
QPushButton[chip="soon"] { color: @soon; background: @soon_ground; }
QPushButton[chip="past"] { color: @past; background: @past_ground; }
QPushButton[chip="note"] { color: @note; background: @note_ground; }
QPushButton[chip="muted"] { color: @muted; background: @paper; }
QPushButton[chip]:disabled { color: @muted; background: @paper; }
QPushButton[choice="true"]:checked { background: @tint; color: @accent; border-color: @accent; }
QToolButton {
    border: 2px solid transparent; border-radius: 0; background: transparent; color: @muted; font-size: 12px;
}
QToolButton:hover { color: @ink; }
QToolButton:checked { background: @tint; color: @accent; font-weight: 600; }
QLineEdit, QComboBox {
    min-height: 38px; padding: 0 12px; border: 1px solid @line; border-radius: 8px; background: @surface;
    selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 0 11px; }
QLineEdit[wrong="true"] { border: 2px solid @past; padding: 0 11px; }
QLineEdit { placeholder-text-color: @muted; }
QLineEdit:read-only { background: @paper; color: @muted; }
QLineEdit[unknown="true"] {
    background: @tint; border: 2px solid @accent; padding: 0 11px; placeholder-text-color: @ink;
}
QLineEdit[dense="true"] { min-height: 28px; }
QLineEdit[figure="true"] { min-height: 44px; font-size: 20px; font-weight: 600; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox[compact="true"] { padding: 0 2px 0 8px; }
QComboBox[compact="true"]:focus { padding: 0 1px 0 7px; }
QComboBox[compact="true"]::drop-down { width: 24px; }
QComboBox::down-arrow { image: url(@icons/chevron-@mode.svg); width: 18px; height: 18px; }
QComboBox QAbstractItemView, QListView, QTableView, QTreeView {
    background: @surface; border: 1px solid @line; border-radius: 8px; outline: none;
    selection-background-color: @tint; selection-color: @ink; gridline-color: @line;
}
QListView::item, QTableView::item { padding: 6px 8px; }
QListView::item { min-height: 28px; }
QListView:focus, QTableView:focus, QTreeView:focus { border: 2px solid @accent; }
QTableView[list="true"]:focus { border: 1px solid @accent; }
QTextBrowser, QPlainTextEdit { background: @surface; border: 1px solid @line; border-radius: 8px; }
QTextBrowser:focus, QPlainTextEdit:focus { border: 2px solid @accent; }
QSplitter::handle { background: transparent; width: 12px; }
QHeaderView { background: @surface; }
QHeaderView::section {
    background: @surface; color: @muted; font-size: 12px; font-weight: 600;
    border: none; border-bottom: 1px solid @line; padding: 8px;
}
QCheckBox { spacing: 8px; background: transparent; min-height: 40px; min-width: 8px; }
QCheckBox[tick="true"] { min-height: 24px; }
QCheckBox::indicator {
    width: 20px; height: 20px; border: 2px solid @line; border-radius: 5px; background: @surface;
}
QCheckBox::indicator:checked {
    background: @accent; border-color: @accent; image: url(@icons/check-@mode.svg);
}
QCheckBox:focus::indicator { border-color: @accent; }
QProgressBar { border: none; border-radius: 4px; background: @line; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { border-radius: 4px; background: @accent; }
QProgressBar[tone="fresh"]::chunk { background: @fresh; }
QProgressBar[tone="soon"]::chunk { background: @soon; }
QProgressBar[tone="past"]::chunk { background: @past; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 5px; min-height: 32px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @line; border-radius: 5px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0; }
QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal { width: 0; }
QMenu { background: @surface; color: @ink; border: 1px solid @line; padding: 4px 0; }
QMenu::item { min-height: 28px; padding: 6px 24px 6px 16px; }
QMenu::item:selected { background: @tint; color: @ink; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 0; }
QToolTip { background: @surface; color: @ink; border: 1px solid @line; padding: 6px; }
QFrame#drop { background: @tint; border: 3px dashed @accent; border-radius: 12px; }
QFrame#drop[taken="false"] { background: @past_ground; border-color: @past; }
QWidget#toast { background: @ink; border-radius: 8px; }
QWidget#toast QLabel { color: @surface; }
QWidget#toast QPushButton { background: transparent; color: @surface; border-color: @muted; }
"""


# What tells one incubation from another, always beside a shape of its own.
MARKS_LIGHT = ("#0B6B6B", "#2457A6", "#6B3FA0", "#8A4B00", "#A8236B", "#3F6212")
MARKS_DARK = ("#5CC1BC", "#8FB5F2", "#C3A5F0", "#E8B65A", "#F09CC6", "#A8CF6F")


@cache
def sheet(tokens: Tokens) -> str:
    """Return the style sheet with the colours of a theme."""
    icons = (paths.resources() / "icons").as_posix()
    text = _SHEET.replace("@icons", icons).replace("@mode", "dark" if tokens is DARK else "light")
    for number, colour in enumerate(MARKS_DARK if tokens is DARK else MARKS_LIGHT):
        text = text.replace(f"@mark{number}", colour)
    # Longer names first, so that @past_ground is not taken for @past.
    for name in sorted(tokens.__struct_fields__, key=len, reverse=True):
        text = text.replace(f"@{name}", getattr(tokens, name))
    return text


def screen_font(pixels: int) -> QFont:
    """Return the typeface for the screen: digits of one width, and every sign as it was typed.

    By itself, Inter shows the x of “CHIR-99021x 3” as ×, which is another name.

    Args:
        pixels: Its size.
    """
    font = QFont("Inter")
    font.setPixelSize(pixels)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


class Theme:
    """The look of the running program.

    Args:
        application: What is styled.
    """

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self.tokens = LIGHT

    def load_typeface(self) -> None:
        """Load Inter with tabular figures; the system's own typeface is used where it cannot be loaded."""
        if QFontDatabase.applicationFontFamilies(0):
            # Loaded already, for a window before the program's own or before a start in place.
            return
        for file in ("Inter-Regular.otf", "Inter-SemiBold.otf"):
            QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / file))
        self._application.setFont(screen_font(BODY))

    def take_icon(self) -> None:
        """Set the program's icon for every window."""
        self._application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "benchapp.svg")))

    def guess_system_dark(self) -> bool:
        """Return whether the system's look is dark, by its colours: the first paint does without Qt's names."""
        return self._application.palette().window().color().lightness() < 128

    def is_system_dark(self) -> bool:
        """Return whether the system says that it wants a dark look."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without)

        return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def take(self, look: str, system_dark: Callable[[], bool]) -> None:
        """Set the look: "light", "dark", or "system" for the one that the system has."""
        self.apply(dark=look == "dark" or (look == "system" and system_dark()))

    def apply(self, *, dark: bool) -> None:
        """Apply the dark look or the light one."""
        self.tokens = DARK if dark else LIGHT
        # What the style sheet does not reach (menus, dialogs of the system's own) follows the palette.
        palette = self._application.palette()
        palette.setColor(palette.ColorRole.PlaceholderText, QColor(self.tokens.muted))
        palette.setColor(palette.ColorRole.Window, QColor(self.tokens.paper))
        palette.setColor(palette.ColorRole.Base, QColor(self.tokens.surface))
        palette.setColor(palette.ColorRole.Link, QColor(self.tokens.accent))
        palette.setColor(palette.ColorRole.LinkVisited, QColor(self.tokens.accent))
        for role in (palette.ColorRole.WindowText, palette.ColorRole.Text, palette.ColorRole.ButtonText):
            palette.setColor(role, QColor(self.tokens.ink))
        self._application.setPalette(palette)
        text = sheet(self.tokens)
        if self._application.styleSheet() != text:
            # The same again, as after a restart in place, would style every widget again.
            self._application.setStyleSheet(text)

    @property
    def dark(self) -> bool:
        """Whether the dark theme is on."""
        return self.tokens is DARK

    def icon(self, name: str) -> QIcon:
        """Return an icon of the rail, muted, and in the accent when chosen; drawn when it is first seen."""
        folder = paths.resources() / "icons" / ("dark" if self.dark else "light")
        icon = QIcon(str(folder / f"{name}-off.svg"))
        icon.addFile(str(folder / f"{name}-on.svg"), QSize(), QIcon.Mode.Normal, QIcon.State.On)
        return icon


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, as WCAG 2 defines it (1 to 21)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
