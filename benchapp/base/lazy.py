"""What is made when it is first asked for, and can be asked whether it was made."""

from functools import cached_property
from typing import TypeVar

T = TypeVar("T")


class lazy(cached_property[T]):  # noqa: N801 (a decorator, like the one it extends)
    """A property made when it is first asked for; `Owner.name.if_made(owner)` does not make it."""

    def if_made(self, owner: object) -> T | None:
        """Return the value where it was made, None where it was not."""
        return owner.__dict__.get(self.attrname) if self.attrname else None
