"""Label ids: `BC-` + five Crockford base-32 characters + one that checks them; six and one in a lab.

Short enough to read out and to print on a cap; the check character catches any single wrong character and any
swap of neighbours. Computers that do not know of each other's labels give one twice in 33 million of the short ones,
and in a thousand million of the long ones.
"""

from collections.abc import Callable

from benchapp.domain.messages import BenchError, Message

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "BC-"
RANDOM_CHARACTERS = 5
# How long the two kinds of ids are, without their beginning.
SHORT, LONG = RANDOM_CHARACTERS + 1, RANDOM_CHARACTERS + 2
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def check_character(random: str) -> str:
    """Return the check character of some: their base-32 value modulo 31, weighted by place.

    31 is prime and each weight differs, so a changed character or two swapped ones give another remainder,
    but for the two characters that are alike modulo 31, `0` and `Z`.
    """
    return ALPHABET[sum(weight * ALPHABET.index(character) for weight, character in enumerate(random, 2)) % 31]


def new_label(pick: Callable[[int], int], *, in_lab: bool = False) -> str:
    """Make a label id.

    Args:
        pick: Gives a random whole number from 0 up to, not including, its argument.
        in_lab: Whether other computers make ids too, of which nobody knows here yet.
    """
    random = "".join(ALPHABET[pick(len(ALPHABET))] for _ in range(RANDOM_CHARACTERS))
    if in_lab:
        # No long id begins with a whole short one: a scan of it would end there.
        others = ALPHABET.replace(check_character(random), "")
        random += others[pick(len(others))]
    return f"{PREFIX}{random}{check_character(random)}"


def read_label(text: str) -> str:
    """Read a typed or scanned label id; small letters and O, I, L are forgiven.

    Raises:
        BenchError: It is no label id, or its check character does not fit.
    """
    tidy = text.strip().upper().removeprefix("BC").lstrip("- ").translate(_READ_AS)
    if len(tidy) not in {SHORT, LONG} or any(character not in ALPHABET for character in tidy):
        raise BenchError(Message.BAD_LABEL, text=text)
    if check_character(tidy[:-1]) != tidy[-1]:
        raise BenchError(Message.BAD_LABEL, text=text)
    return PREFIX + tidy
