"""A tuple that may become long and gets one more from time to time, without all of it being copied for that."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

# So many are copied for one more at most, and one reference for each so many that are there.
PART = 256


class LongTuple(Struct, Generic[T], frozen=True, gc=False, array_like=True):
    """Values in order, in parts of one size: those with the same values are equal.

    Attributes:
        full: The parts that are full.
        last: What follows them, shorter than a part.
    """

    full: tuple[tuple[T, ...], ...] = ()
    last: tuple[T, ...] = ()

    @classmethod
    def of(cls, values: Iterable[T]) -> "LongTuple[T]":
        """Return values as a long tuple."""
        all_of = tuple(values)
        whole = len(all_of) // PART * PART
        full = tuple(all_of[begin : begin + PART] for begin in range(0, whole, PART))
        return cls(full, all_of[whole:])

    def with_one(self, value: T) -> "LongTuple[T]":
        """Return it with one more at its end."""
        last = (*self.last, value)
        return LongTuple(self.full, last) if len(last) < PART else LongTuple((*self.full, last), ())

    def __iter__(self) -> Iterator[T]:
        """Go through the values."""
        return chain(*self.full, self.last)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.full) * PART + len(self.last)
