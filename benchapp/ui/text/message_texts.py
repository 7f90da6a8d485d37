"""Every message in words.

Free of widgets, so that the command line speaks the same sentences. The sentences are in `message_catalogue`, which is
read with the first of them: the first paint shows none.
"""

from collections.abc import Mapping

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Value
from benchapp.ui.text.language import decimal, fill, mark_text, places, plain, tr


def say(code: MessageCode | str, values: Mapping[str, Value] | None = None) -> str:
    """Return a message in words."""
    from benchapp.ui.text.message_catalogue import CATALOGUE, derived_values  # noqa: PLC0415

    given = dict(values or {})
    if isinstance(given.get("text"), str):
        # Quoted without the blanks around it.
        given["text"] = str(given["text"]).strip()
    if isinstance(given.get("reason"), str):
        given["reason"] = reason_text(str(given["reason"]))
    if isinstance(given.get("hazard"), str):
        given["hazard"] = tr(str(given["hazard"]))
    if (second := str(given.get("second", ""))).endswith(_AGO):
        given["second"] = tr("{length} ago", length=decimal(second.removesuffix(_AGO)))
    sentence = tr(CATALOGUE[MessageCode(code)])
    # A value that a message carries is never replaced by one that is derived for others under the same name; where it
    # carries all that are named, none is derived.
    missing = places(sentence) - given.keys()
    return fill(sentence, {**derived_values(given, missing), **given} if missing else given)


# What systems and SQLite say in English, or with a number before it and a path behind, as people call it.
_REASONS = {
    "disk is full": mark_text("the disk is full"),
    "No space left on device": mark_text("the disk is full"),
    "Disk quota exceeded": mark_text("the disk quota is used up"),
    "File too large": mark_text("this disk holds no larger file"),
    "Read-only file system": mark_text("it is write-protected"),
    "readonly database": mark_text("it is write-protected"),
    "Permission denied": mark_text("access is denied"),
    "disk I/O error": mark_text("the disk reports an error"),
    "Input/output error": mark_text("the disk reports an error"),
    "Is a directory": mark_text("it is a folder"),
    "No such file or directory": mark_text("it is not there"),
}


def reason_text(reason: str) -> str:
    """Return why something failed, as the system says it, in the language of the screen where that is known."""
    return next((tr(words) for said, words in _REASONS.items() if said in reason), reason)


# The second reading of "9.30": so long ago.
_AGO = " ago"


def say_error(error: BenchError) -> str:
    """Return an error in words."""
    return say(error.code, error.values)


def say_step(code: MessageCode | str, values: Mapping[str, Value]) -> tuple[str, str, str]:
    """Return a recipe step: what leads (pipette and setting), what follows, and the smaller line."""
    lead, _, rest = say(code, values).partition("|")
    text, _, detail = rest.partition("|")
    return lead.strip(), text.strip(), detail.strip()


def error_text(typical: float, worst: float) -> str:
    """Return how far off an amount may be, in a few words; both errors as a part of it."""
    shown = [plain(100 * error, 3 if error >= _ROUND_FROM else 2) for error in (typical, worst)]
    if shown[0] == shown[1]:
        return tr("±\u202f{error}\u202f%", error=shown[0])
    return tr("±\u202f{error}\u202f%, at worst ±\u202f{worst}\u202f%", error=shown[0], worst=shown[1])


# From here on an error is shown with a third figure.
_ROUND_FROM = 0.1
