"""Text as it is between tags, and what keeps parts of it together."""

from benchapp.domain.patterns import late_pattern

_JOINER = "\u2060"
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
