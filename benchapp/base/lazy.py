"""What is made when it is first asked for, and can be asked whether it was made; what keeps nobody who is gone."""

from collections.abc import Callable
from functools import cached_property
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

T = TypeVar("T")
Owner = TypeVar("Owner")
P = ParamSpec("P")


class lazy(cached_property[T]):  # noqa: N801 (a decorator, like the one it extends)
    """A property made when it is first asked for; `Owner.name.if_made(owner)` does not make it."""

    def if_made(self, owner: object) -> T | None:
        """Return the value where it was made, None where it was not."""
        return owner.__dict__.get(self.attrname) if self.attrname else None


def weakly(owner: Owner, do: Callable[Concatenate[Owner, P], object]) -> Callable[P, None]:
    """Return what does something with an owner as long as it is there, and does not keep it.

    What a signal is connected to is kept by Qt, where Python looks for no garbage: a function that holds the owner of
    the signal would keep it, with all that belongs to it, after the program was ended or the window made again.
    """
    there = ref(owner)

    def call(*arguments: P.args, **named: P.kwargs) -> None:
        if (one := there()) is not None:
            do(one, *arguments, **named)

    return call
