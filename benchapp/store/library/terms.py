"""Search: names, codes and numbers of every compound, ranked, with one typing error forgiven.

All keys lie in one long text, so that a search is a few passes of the fastest thing Python has. Ten thousand compounds
are some fifty thousand keys and a megabyte.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

EXACT, BEGINS, WITHIN, NEARLY = 100.0, 99.0, 92.0, 90.0
# A word of few letters is nearly anything; and a digit is never a typing error, or one number finds another.
SHORTEST_FORGIVEN, SHORTEST_WITHIN = 4, 3
# So many hits of one way are ranked; the rest cannot be distinguished by so short a query.
_MOST = 400


def key_of(text: str) -> str:
    """Return a text as it is compared in a search: "CC-5013" and "cc5013" are one."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


class Terms:
    """The keys to search in.

    Args:
        keys: Each key with the number by which its owner knows it, in any order.
    """

    def __init__(self, keys: Iterable[tuple[int, str]]) -> None:
        self._rows = array("I")
        self._starts = array("I")
        parts = ["\n"]
        place = 1
        for row, key in keys:
            self._rows.append(row)
            self._starts.append(place)
            parts.append(key + "\n")
            place += len(key) + 1
        self._text = "".join(parts)

    def __len__(self) -> int:
        """Number of keys."""
        return len(self._rows)

    def find(self, wanted: str) -> list[tuple[float, int]]:
        """Find keys for a key as typed so far.

        Returns:
            Score (100 is exact) and number of each, best first.
        """
        if not wanted:
            return []
        best: dict[int, float] = {}
        for place in self._all(f"\n{wanted}"):
            self._keep(best, place + 1, EXACT if self._key(place + 1) == wanted else BEGINS)
        if len(wanted) >= SHORTEST_WITHIN:
            for place in self._all(wanted):
                self._keep(best, place, WITHIN)
        if not best and sum(sign.isalpha() for sign in wanted) >= SHORTEST_FORGIVEN:
            for start in self._nearly(wanted):
                self._keep(best, start, NEARLY)
        return sorted(((score, row) for row, score in best.items()), key=lambda item: (-item[0], item[1]))

    def _key(self, start: int) -> str:
        return self._text[start : self._text.index("\n", start)]

    def _keep(self, best: dict[int, float], place: int, score: float) -> None:
        number = bisect_right(self._starts, place) - 1
        row = self._rows[number]
        # Of two that begin alike the shorter is meant more often.
        exact = score if score == EXACT else score - len(self._key(self._starts[number])) / 1000
        if exact > best.get(row, 0.0):
            best[row] = exact

    def _all(self, part: str, most: int = _MOST) -> Iterator[int]:
        place = self._text.find(part)
        while place >= 0 and most:
            yield place
            most -= 1
            place = self._text.find(part, place + 1)

    def _nearly(self, wanted: str) -> Iterator[int]:
        """Yield where keys start that begin with `wanted` but for one letter too many, missing, wrong or swapped.

        One error leaves one half of the word whole, or swaps the two letters where the halves meet.
        """
        from rapidfuzz.distance import OSA  # noqa: PLC0415 (4 MiB and 14 ms, for the first typing error)

        half = len(wanted) // 2
        first, second = wanted[:half], wanted[half:]
        swapped = first[:-1] + second[0] + first[-1] + second[1:]
        starts = {place + 1 for part in (first, swapped) for place in self._all(f"\n{part}", 10 * _MOST)}
        for place in self._all(second, 10 * _MOST):
            for back in (half - 1, half, half + 1):
                if self._text[place - back - 1 : place - back] == "\n":
                    starts.add(place - back)
        length = len(wanted)
        digits = _digits(wanted)
        for start in sorted(starts):
            key = self._text[start : start + length + 1].partition("\n")[0]
            begins = (key[:size] for size in (length, length + 1, length - 1))
            if any(OSA.distance(wanted, one, score_cutoff=1) <= 1 and _digits(one) == digits for one in begins):
                yield start


def _digits(key: str) -> str:
    return "".join(sign for sign in key if sign.isdigit())
