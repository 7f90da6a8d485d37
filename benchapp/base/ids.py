"""Where ids come from: by chance that nobody repeats, and for a rehearsal by chance that is the same each time."""

import uuid
from typing import Protocol


class Ids(Protocol):
    """Makes ids."""

    def uuid(self) -> str:
        """Return an id that no other thing has."""
        ...

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to below a limit, for a label."""
        ...


class FreshIds:
    """Ids by the chance of the system: two laptops of one lab never make the same."""

    def uuid(self) -> str:
        """Return a random UUID."""
        return str(uuid.uuid4())

    def below(self, limit: int) -> int:
        """Return a whole number by chance."""
        import secrets  # noqa: PLC0415 (the start does without)

        return secrets.randbelow(limit)


class RepeatedIds:
    """Ids that are the same in each run, so that two pictures of one page are alike.

    Args:
        seed: Two with one seed give the same ids.
    """

    def __init__(self, seed: int = 1) -> None:
        import random  # noqa: PLC0415 (only a rehearsal needs it)

        self._chance = random.Random(seed)  # noqa: S311 (nothing secret hangs on it)

    def uuid(self) -> str:
        """Return the next UUID of the row."""
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def below(self, limit: int) -> int:
        """Return the next number of the row."""
        return self._chance.randrange(limit)
