"""What a desk wrote into its fields before the registry of units said which decimal sign is typed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchapp.domain.units.units import Units


class PendingDecimalSigns:
    """The fields whose text of the program's own still waits for its decimal sign.

    What a person typed is never among them, also where it was typed before the registry was there: it is not rewritten.

    Args:
        names: Fields that hold a preset.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = set(names)

    def signed(self, name: str, text: str, units: Units | None) -> str:
        """Return a text of the program's own with the decimal sign of `units`; without them the field waits for it."""
        if units is None:
            self._names.add(name)
            return text
        return units.written(text)

    def typed(self, name: str) -> None:
        """Take note that a person typed into a field."""
        self._names.discard(name)

    def take(self) -> tuple[str, ...]:
        """Return the fields that wait, in order, and let them wait no longer."""
        names, self._names = sorted(self._names), set()
        return tuple(names)
