"""Label ids: `BC-` + five Crockford base-32 characters + one that checks them.

Short enough to read out and to print on a cap; the check character catches any single wrong character and any
swap of neighbours.
"""

from collections.abc import Callable

from benchapp.domain.messages import BenchError, Message

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "BC-"
RANDOM_CHARACTERS = 5
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def check_character(five: str) -> str:
    """Return the check character of five: their base-32 value modulo 31, weighted by place.

    31 is prime and each weight differs, so a changed character or two swapped ones give another remainder,
    but for the two characters that are alike modulo 31, `0` and `Z`.
    """
    return ALPHABET[sum(weight * ALPHABET.index(character) for weight, character in enumerate(five, 2)) % 31]


def new_label(pick: Callable[[int], int]) -> str:
    """Make a label id.

    Args:
        pick: Gives a random whole number from 0 up to, not including, its argument.
    """
    five = "".join(ALPHABET[pick(len(ALPHABET))] for _ in range(RANDOM_CHARACTERS))
    return f"{PREFIX}{five}{check_character(five)}"


def read_label(text: str) -> str:
    """Read a typed or scanned label id; small letters and O, I, L are forgiven.

    Raises:
        BenchError: It is no label id, or its check character does not fit.
    """
    tidy = text.strip().upper().removeprefix("BC").lstrip("- ").translate(_READ_AS)
    if len(tidy) != RANDOM_CHARACTERS + 1 or any(character not in ALPHABET for character in tidy):
        raise BenchError(Message.BAD_LABEL, text=text)
    if check_character(tidy[:-1]) != tidy[-1]:
        raise BenchError(Message.BAD_LABEL, text=text)
    return PREFIX + tidy
