"""Identifiers of compounds, checked by what they carry themselves: CAS numbers, InChIKeys, UUIDs, plain text."""

import re
from functools import cache

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.patterns import late_pattern

_CAS = late_pattern(r"([1-9][0-9]{1,6})-([0-9]{2})-([0-9])")
_INCHIKEY = late_pattern(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")
_UUID = late_pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@cache
def _strange() -> re.Pattern[str]:
    # Control characters, and those that turn the direction of what is beside them: neither is ever part of a name.
    # Made when first asked for: it takes a millisecond, and the first window asks for nothing.
    return re.compile(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd"
        "\ud800-\udfff]"
    )


@cache
def _unseen() -> re.Pattern[str]:
    # Signs that print nothing at all, or a blank: two names that differ only by one look the same on a label. They are
    # the default-ignorable code points of Unicode (DerivedCoreProperties.txt), the blanks that are no white space, the
    # private use areas, which print a box, and what is no character.
    return re.compile(
        "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u08e2\u115f\u1160\u17b4\u17b5"
        "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffd"
        "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
        "\U000f0000-\U0010ffff]"
    )


def check_digit(cas: str) -> int:
    """Return the check digit that the digits before the last dash ask for (CAS: each digit times its place)."""
    digits = cas.rpartition("-")[0].replace("-", "")
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), 1)) % 10


def cas_fits(cas: str) -> bool:
    """Return whether it is a CAS number whose check digit fits."""
    return _CAS.fullmatch(cas) is not None and check_digit(cas) == int(cas[-1])


def read_cas(text: str) -> str:
    """Read a typed CAS number.

    Raises:
        BenchError: It has not the shape of one, or its check digit does not fit.
    """
    prefix = r"\s+|^CAS\s*(?:registry|reg\.?)?\s*(?:No\.?|Nr\.?|number|nummer|RN|#)?\s*[:#]?"
    tidy = re.sub(r"[‐‑‒–—−]", "-", re.sub(prefix, "", text.strip(), flags=re.IGNORECASE))
    if _CAS.fullmatch(tidy) is None:
        raise BenchError(Message.CAS_SHAPE, text=text.strip()[:40])
    if not cas_fits(tidy):
        raise BenchError(Message.CAS_WRONG, cas=tidy, digit=check_digit(tidy))
    return tidy


def read_inchikey(text: str) -> str:
    """Read a typed InChIKey.

    Raises:
        BenchError: It has not the shape of one.
    """
    tidy = re.sub(r"\s+|^InChIKey=", "", text.strip())
    if _INCHIKEY.fullmatch(tidy) is None:
        raise BenchError(Message.INCHIKEY_SHAPE, text=text.strip()[:40])
    return tidy


def is_uuid(text: str) -> bool:
    """Return whether it is a UUID as this program writes them."""
    return _UUID.fullmatch(text) is not None


def strange_character(text: str) -> str:
    """Return the name of the first character that cannot be in a text ("U+202E"); "" where there is none."""
    found = _strange().search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def unseen_character(text: str) -> str:
    """Return the first character that shows nothing where it is stated ("U+200B"); "" where there is none."""
    found = _unseen().search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def without_unseen(text: str) -> str:
    """Return a text without the characters that show nothing."""
    return _unseen().sub("", text)


def typed_line(text: str) -> str:
    """Return a text as it can be typed into a line: without what shows nothing, and a blank for each break or TAB."""
    return without_unseen(re.sub("[\t\n\v\f\r\x85\u2028\u2029]", " ", text))


def for_others(text: str) -> str:
    """Return a text for another program: its breaks are line feeds, its blanks ordinary, and nothing is unseen."""
    return without_unseen(re.sub("\r\n|[\v\f\r\x85\u2028\u2029]", "\n", text.replace("\u202f", " ")))


def one_line(text: str) -> str:
    """Return a text as it goes onto a label or into a heading: in one line, without what shows nothing."""
    return without_unseen(re.sub(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*", " ", text)).strip()


@cache
def _markdown() -> re.Pattern[str]:
    # What Markdown takes for itself, with GitHub's tables, struck out text and formulas; "&" only where a name follows.
    return re.compile(r"[\\`*_{}\[\]<>#|~$]|&(?=#?\w+;)")


def as_markdown(text: str) -> str:
    """Return a text so that Markdown shows it as it was typed, in one line."""
    return _markdown().sub(r"\\\g<0>", one_line(text))


# Greek capitals, and the omicron and nu, that look like Latin letters; α, β, γ, κ … are at home in names of compounds.
_GREEK_LIKE_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ")
# Cyrillic letters that look like Latin ones (confusables.txt of Unicode).
_CYRILLIC_LIKE_LATIN = frozenset("АВЕЅІЈКМНОРСТУХҮԌԚԜӀӏасеѕіјорхуһԁԛԝѵ")
_WORD = late_pattern(r"[^\W\d_]+")


def mixed_word(text: str) -> str:
    """Return the first word with letters of another script that look like Latin ones; "" for none.

    That is a word of two scripts ("Lеnalidomide", Cyrillic е), or one all of whose letters look so ("СОХ-2", "А-485",
    Cyrillic) in a text that holds no other letter of that script.
    """
    if text.isascii():
        return ""
    words = [match.group() for match in _WORD.finditer(text)]
    for word in words:
        if not word.isascii() and any(_is_latin(sign) for sign in word) and any(_looks_latin(sign) for sign in word):
            return word
    for alike, first, last in ((_GREEK_LIKE_LATIN, "\u0370", "\u03ff"), (_CYRILLIC_LIKE_LATIN, "\u0400", "\u052f")):
        if not any(first <= sign <= last and sign not in alike for sign in text):
            disguised = next((word for word in words if all(sign in alike for sign in word)), "")
            if disguised:
                return disguised
    return ""


def _is_latin(sign: str) -> bool:
    return sign.isascii() or "\u00c0" <= sign <= "\u024f" or "\u1e00" <= sign <= "\u1eff"


def _looks_latin(sign: str) -> bool:
    # Cyrillic, Armenian, Cherokee, Lisu, full-width and mathematical letters.
    return sign in _GREEK_LIKE_LATIN or any(
        first <= sign <= last
        for first, last in (
            ("\u0400", "\u058f"), ("\u13a0", "\u13ff"), ("\u1c80", "\u1c8f"), ("\u2c80", "\u2cff"),
            ("\ua4d0", "\ua4ff"),
            ("\ua640", "\ua69f"), ("\uab70", "\uabbf"), ("\uff21", "\uff5a"), ("\U0001d400", "\U0001d7ff"),
        )
    )  # fmt: skip


def read_text(text: str, longest: int = 2000) -> str:
    """Read a line of free text: one line, no character that cannot be shown or that shows nothing.

    Raises:
        BenchError: It holds one, or is longer than `longest`.
    """
    tidy = re.sub(r"\s+", " ", text).strip()
    strange = strange_character(tidy) or unseen_character(tidy)
    if strange:
        raise BenchError(Message.BAD_TEXT, found=strange)
    if len(tidy) > longest:
        raise BenchError(Message.TEXT_TOO_LONG, longest=longest, length=len(tidy))
    return tidy
