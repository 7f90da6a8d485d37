"""The mappings of a state: two of which the rest is fetched when it is asked for, and one that grows in place."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class _FetchedOnce(Mapping[str, T]):
    """A mapping of which everything is fetched when it is first asked for, and kept.

    Args:
        fetch: Fetches everything, without what was changed since.
        changed: What was changed since, in the order of time.
    """

    def __init__(self, fetch: Callable[[], Mapping[str, T]], changed: Mapping[str, T] | None) -> None:
        self._fetch = fetch
        self._changed = changed or {}
        self._whole: Mapping[str, T] | None = None

    @property
    def fetched(self) -> bool:
        """Whether everything is there."""
        return self._whole is not None

    def whole(self) -> Mapping[str, T]:
        """Return everything."""
        if self._whole is None:
            self._whole = {**self._fetch(), **self._changed}
        return self._whole


class LazyMapping(_FetchedOnce[T]):
    """A mapping that is the same as another, most of which is not fetched yet.

    Args:
        keys: Of everything, in their order.
        near: What is at hand, in the same order.
        whole: Fetches everything, without what was changed since.
        changed: What was changed since, in the order of time; it is at hand too.
    """

    def __init__(
        self,
        keys: Collection[str],
        near: Mapping[str, T],
        whole: Callable[[], Mapping[str, T]],
        changed: Mapping[str, T] | None = None,
    ) -> None:
        super().__init__(whole, changed)
        self._keys = keys
        self.near = near

    def __getitem__(self, key: str) -> T:
        """Return one; only what is there and not at hand has the rest fetched."""
        found = self.near.get(key)
        if found is None and self._whole is None and key not in self._looked_up():
            raise KeyError(key)
        return self.whole()[key] if found is None else found

    def _looked_up(self) -> dict[str, None]:
        """Return the keys as they are looked up by their hash."""
        if not isinstance(self._keys, dict):
            self._keys = dict.fromkeys(self._keys)
        return self._keys

    def __iter__(self) -> Iterator[str]:
        """Go through the keys, which needs nothing fetched."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return how many there are, which needs nothing fetched."""
        return len(self._keys)

    def with_value(self, key: str, value: T) -> "LazyMapping[T]":
        """Return it with one value more, or another in its place, with nothing fetched."""
        keys = self._looked_up()
        keys = keys if key in keys else {**keys, key: None}
        return LazyMapping(keys, {**self.near, key: value}, self._fetch, {**self._changed, key: value})


class PartlyAtHand(_FetchedOnce[T]):
    """A mapping of which all is at hand that some keys have; the others are fetched when one of them is asked for.

    Args:
        near: What is at hand.
        known: The keys of which it is known whether they have a value.
        whole: Fetches everything, without what was changed since.
        changed: What was changed since; it is at hand too.
    """

    def __init__(
        self,
        near: Mapping[str, T],
        known: Container[str],
        whole: Callable[[], Mapping[str, T]],
        changed: Mapping[str, T] | None = None,
    ) -> None:
        super().__init__(whole, changed)
        self._near = near
        self._known = known

    def __getitem__(self, key: str) -> T:
        """Return one; only for a key of which nothing is known the rest is fetched."""
        if key in self._changed:
            return self._changed[key]
        return (self._near if self._whole is None and key in self._known else self.whole())[key]

    def __iter__(self) -> Iterator[str]:
        """Go through all keys."""
        return iter(self.whole())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.whole())

    def with_value(self, key: str, value: T) -> "PartlyAtHand[T]":
        """Return it with one value more, or another, with nothing fetched."""
        return PartlyAtHand(self._near, self._known, self._fetch, {**self._changed, key: value})


def loaded(mapping: Mapping[str, T]) -> Mapping[str, T]:
    """Return what is at hand of a mapping that may be set aside: everything, where it is not."""
    return mapping.near if isinstance(mapping, LazyMapping) else mapping


class GrowingMapping(dict[str, T]):
    """A mapping that only the replay that fills it holds.

    Args:
        begin: What is in it at first.
        names: Returns the ids that one value names, where it is asked which ones name an id.
    """

    def __init__(self, begin: Mapping[str, T], names: Callable[[T], Iterable[str]] = lambda _: ()) -> None:
        super().__init__(begin)
        self._names = names
        self._places: dict[str, int] = {}
        self._next = 0
        self._naming: dict[str, set[str]] | None = None

    def put(self, key: str, value: T) -> None:
        """Set one value."""
        self[key] = value
        if self._naming is not None:
            self._note(self._naming, key, value)

    def drop(self, key: str) -> None:
        """Take one value out; put in again, it is the last."""
        self.pop(key, None)
        self._places.pop(key, None)

    def _note(self, naming: dict[str, set[str]], key: str, value: T) -> None:
        if key not in self._places:
            self._places[key] = self._next
            self._next += 1
        for name in self._names(value):
            naming.setdefault(name, set()).add(key)

    def naming(self, name: str) -> list[T]:
        """Return the values that name an id, or did, in their order; what is in it is gone through only once."""
        if self._naming is None:
            self._naming = {}
            for key, value in self.items():
                self._note(self._naming, key, value)
        places = self._places
        return [self[key] for key in sorted(self._naming.get(name, set()) & places.keys(), key=places.__getitem__)]


def with_value(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    """Return a mapping with one value more, or another: the same one where it may grow in place."""
    if isinstance(mapping, GrowingMapping):
        mapping.put(key, value)
        return mapping
    if isinstance(mapping, LazyMapping | PartlyAtHand):
        return mapping.with_value(key, value)
    return {**mapping, key: value}


def without_key(mapping: Mapping[str, T], key: str) -> Mapping[str, T]:
    """Return a mapping without one of its values: the same one where it may be changed in place."""
    if isinstance(mapping, GrowingMapping):
        mapping.drop(key)
        return mapping
    return {other: value for other, value in mapping.items() if other != key}


def that_may_name(mapping: Mapping[str, T], name: str) -> Iterable[T]:
    """Return values of a mapping, those that name an id among them: of one that grows, no others than did once."""
    return mapping.naming(name) if isinstance(mapping, GrowingMapping) else list(mapping.values())
