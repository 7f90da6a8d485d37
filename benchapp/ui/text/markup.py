"""Text as it is between tags, and what keeps parts of it together."""

from benchapp.domain.patterns import late_pattern

_JOINER = "\u2060"
# The beginning of the ids of solutions (domain/solutions/label_ids.py), after which Qt would end a line.
_ID = "BC-"
_TAG = late_pattern(r"(<[^>]*>)")
# Two short words; a longer one, or a part of an address, may go on in the next line.
_UNIT = late_pattern(r"(?<=\b[^\W\d])/(?=[^\W\d]{1,4}\b)|(?<=\b[^\W\d]{2})/(?=[^\W\d]{1,4}\b)")


def escape(text: str) -> str:
    """Write a text so that mark-up shows it as it is.

    As `html.escape` does; that module reads two thousand names of characters first, a millisecond of every start.
    """
    for plain, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(plain, written)
    return text


def keep_units_whole(text: str) -> str:
    """Return a text of which no line ends inside a unit such as g/mol: an unseen character follows its "/".

    For the screen only: what is copied, saved or compared has its units as they are.
    """
    return _UNIT.sub(f"/{_JOINER}", text)


def keep_ranges_whole(text: str) -> str:
    """Return a text of which no line ends inside a range such as B5–D5: an unseen character follows its dash.

    For the screen only, as above.
    """
    return text.replace("–", f"–{_JOINER}")


def keep_ids_whole(text: str) -> str:
    """Return a text of which no line ends inside the id of a solution: an unseen character follows its dash.

    For the screen and for paper; `without_joiner` takes it out of what is copied. What is in a tag stays as it is.
    """
    if _ID not in text:
        return text
    parts = _TAG.split(text) if "<" in text else [text]
    return "".join(part if part.startswith("<") else part.replace(_ID, _ID + _JOINER) for part in parts)


def without_joiner(text: str) -> str:
    """Return a text without the unseen characters that keep ids whole."""
    return text.replace(_ID + _JOINER, _ID)
