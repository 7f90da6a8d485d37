"""Identifiers of compounds, checked by what they carry themselves: CAS numbers, InChIKeys, UUIDs, plain text."""

import re
from functools import cache

from benchapp.domain.messages import BenchError, Message

_CAS = re.compile(r"([1-9][0-9]{1,6})-([0-9]{2})-([0-9])")
_INCHIKEY = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@cache
def _strange() -> re.Pattern[str]:
    # Control characters, and those that turn the direction of what stands beside them: neither is ever part of a name.
    # Made when first asked for: it takes a millisecond, and the first window asks for nothing.
    return re.compile(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd"
        "\ud800-\udfff]"
    )


def check_digit(cas: str) -> int:
    """Give the check digit that the digits before the last dash ask for (CAS: each digit times its place)."""
    digits = cas.rpartition("-")[0].replace("-", "")
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), 1)) % 10


def cas_fits(cas: str) -> bool:
    """Tell whether it is a CAS number whose check digit fits."""
    return _CAS.fullmatch(cas) is not None and check_digit(cas) == int(cas[-1])


def read_cas(text: str) -> str:
    """Read a typed CAS number.

    Raises:
        BenchError: It has not the shape of one, or its check digit does not fit.
    """
    tidy = re.sub(r"[‐‑‒–—−]", "-", re.sub(r"\s+|^CAS:?\s*(?:No\.?|RN)?:?", "", text.strip(), flags=re.IGNORECASE))
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
    """Tell whether it is a UUID as this program writes them."""
    return _UUID.fullmatch(text) is not None


def strange_character(text: str) -> str:
    """Give the name of the first character that cannot stand in a text ("U+202E"); "" where there is none."""
    found = _strange().search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def read_text(text: str, longest: int = 2000) -> str:
    """Read a line of free text: one line, no character that cannot be shown.

    Raises:
        BenchError: It holds one, or is longer than `longest`.
    """
    tidy = re.sub(r"\s+", " ", text).strip()
    strange = strange_character(tidy)
    if strange:
        raise BenchError(Message.BAD_TEXT, found=strange)
    if len(tidy) > longest:
        raise BenchError(Message.TEXT_TOO_LONG, longest=longest, length=len(tidy))
    return tidy
