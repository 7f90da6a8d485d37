"""The mappings of a state: one of which the rest is fetched when it is asked for, and one that grows in place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class LazyMapping(Mapping[str, T]):
    """A mapping that is the same as another, most of which is not fetched yet.

    Args:
        keys: Of everything, in their order.
        near: What is at hand, in the same order.
        whole: Fetches everything.
    """

    def __init__(self, keys: Sequence[str], near: Mapping[str, T], whole: Callable[[], Mapping[str, T]]) -> None:
        self._keys = keys
        self.near = near
        self._fetch = whole
        self._whole: Mapping[str, T] | None = None

    @property
    def fetched(self) -> bool:
        """Whether everything is there."""
        return self._whole is not None

    def whole(self) -> Mapping[str, T]:
        """Return everything."""
        if self._whole is None:
            self._whole = self._fetch()
        return self._whole

    def __getitem__(self, key: str) -> T:
        """Return one; only what is not at hand has the rest fetched."""
        found = self.near.get(key)
        return self.whole()[key] if found is None else found

    def __iter__(self) -> Iterator[str]:
        """Go through the keys, which needs nothing fetched."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return how many there are, which needs nothing fetched."""
        return len(self._keys)


def loaded(mapping: Mapping[str, T]) -> Mapping[str, T]:
    """Return what is at hand of a mapping that may be set aside: everything, where it is not."""
    return mapping.near if isinstance(mapping, LazyMapping) else mapping


class GrowingMapping(dict[str, T]):
    """A mapping that only the replay that fills it holds."""


def with_value(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    """Return a mapping with one value more, or another: the same one where it may grow in place."""
    if isinstance(mapping, GrowingMapping):
        mapping[key] = value
        return mapping
    return {**mapping, key: value}
