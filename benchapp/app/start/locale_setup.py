"""The language and the customs of the screen, as chosen or as the system has them; taken once at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from benchapp.base import paths
from benchapp.ui.text.language import ENGLISH, SHIPPED, LocaleFormat, read_catalogue, set_language

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

AS_SYSTEM = "system"


def choose_language(chosen: str) -> None:
    """Speak a language from now on, with its decimal sign and dates; a catalogue that is not there leaves English.

    Args:
        chosen: "system", or the code of a language that is shipped.
    """
    locale = locale_for(chosen)
    code = _code(locale)
    code = code if code in SHIPPED else ENGLISH
    translate = None
    if code != ENGLISH:
        try:
            translate = read_catalogue(paths.resources() / "languages" / f"{code}.mo")
        except OSError:
            code = ENGLISH
    QLocale.setDefault(locale)
    set_language(code, translate, customs_of(locale))
    _translate_dialogs(code)


def locale_for(chosen: str) -> QLocale:
    """Return the locale: the system's own where it speaks the chosen language, else that language's."""
    system = QLocale.system()
    if chosen in {AS_SYSTEM, _code(system)} or chosen not in SHIPPED:
        return system
    return QLocale(_USUAL.get(chosen, chosen))


# English as most of the world's benches write it: the day before the month, the clock with 24 hours.
_USUAL = {ENGLISH: "en_GB"}


def customs_of(locale: QLocale) -> LocaleFormat:
    """Return how a locale writes numbers and dates."""
    return LocaleFormat(
        decimal="," if locale.decimalPoint() == "," else ".",
        twelve_hours="ap" in locale.timeFormat(QLocale.FormatType.ShortFormat).casefold(),
        month_first=locale.dateFormat(QLocale.FormatType.ShortFormat).startswith("M"),
    )


def _code(locale: QLocale) -> str:
    # The locale "C" of a system that has none set is written in English.
    return ENGLISH if locale.language() is QLocale.Language.C else locale.name().partition("_")[0]


_FOR_DIALOGS: list[QTranslator] = []


def _translate_dialogs(code: str) -> None:
    """Set the language of Qt's own dialogs and menus."""
    if code == ENGLISH and not _FOR_DIALOGS:
        return
    from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator  # noqa: PLC0415 (English does without)

    while _FOR_DIALOGS:
        QCoreApplication.removeTranslator(_FOR_DIALOGS.pop())
    if code == ENGLISH:
        return
    made = QTranslator()
    if made.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(made)
        _FOR_DIALOGS.append(made)
