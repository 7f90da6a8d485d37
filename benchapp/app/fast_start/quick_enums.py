"""Enumerations made in a tenth of the time, for the two thousand names that Qt for Python makes before the first paint.

Python adds one member after the other to a class that is made already, and looks through everything that a member could
be. Those of Qt are a name and a whole number each: here the standard library makes the class without members, and each
is put into it as it would have put it there. What is anything else is left to the standard library, and so is
everything where Python is not the one whose enumerations are known here.
"""

import enum
import sys
from typing import TypeGuard, cast

# The Python whose enumerations are made like this.
KNOWN = (3, 11)
# They are something else than a member's name, in any enumeration.
_TAKEN = frozenset({"name", "value", "mro", ""})
_WHOLE = frozenset({enum.IntEnum, enum.IntFlag})
_FLAGS = frozenset({enum.Flag, enum.IntFlag})
_KINDS = frozenset({enum.Enum, *_WHOLE, *_FLAGS})
_create = enum.EnumType._create_  # type: ignore[attr-defined]


def begin() -> None:
    """Make enumerations like this from now on."""
    if sys.version_info[:2] == KNOWN:
        enum.EnumType._create_ = create  # type: ignore[attr-defined]


def create(
    kind: type[enum.Enum], class_name: str, names: object, *, module: str | None = None, **more: object
) -> type[enum.Enum]:
    """Return a new enumeration, as the functional interface of `enum` does.

    Args:
        kind: What it is derived from.
        class_name: Its name.
        names: Its members, in any form that the standard library takes.
        module: The name of the module that it belongs to; None for the one that asks.
        more: What else that interface takes.
    """
    if module is None:
        # Who called that interface: the standard library looks as far up, from where it is called here.
        module = sys._getframe(2).f_globals.get("__name__")  # noqa: SLF001 (it has no other)
    more["module"] = module
    if more.get("type") is not None or kind not in _KINDS or not _is_plain(names):
        return cast("type[enum.Enum]", _create(kind, class_name, names, **more))
    made = cast("type[enum.Enum]", _create(kind, class_name, (), **more))
    _fill(made, names, whole=kind in _WHOLE, flags=kind in _FLAGS)
    if kind in _FLAGS:
        _mask(made, [value for _, value in names])
    return made


def _is_plain(names: object) -> TypeGuard[list[tuple[str, int]]]:
    """Return whether these are names with a whole number each, of which none means anything to an enumeration."""
    if names.__class__ is not list:
        return False
    seen = set()
    for item in names:
        if item.__class__ is not tuple or len(item) != 2:
            return False
        name, value = item
        if name.__class__ is not str or value.__class__ is not int or name[:1] == "_" or name in _TAKEN:
            return False
        seen.add(name)
    return len(seen) == len(names)


def _fill(made: type[enum.Enum], names: list[tuple[str, int]], *, whole: bool, flags: bool) -> None:
    """Put members into an enumeration that has none.

    Args:
        made: The enumeration.
        names: Their names and values.
        whole: Whether its members are numbers themselves.
        flags: Whether they are flags, of which only those of one bit are counted.
    """
    members, order = made._member_map_, made._member_names_
    by_value = made._value2member_map_
    # Python's own way asks each time whether the name is a member already.
    put = type.__setattr__
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if whole else object.__new__(made)  # type: ignore[type-var]
            member.__dict__.update(_value_=value, _name_=name, __objclass__=made, _sort_order_=len(order))
            if not flags or _is_one_bit(value):
                order.append(name)
            by_value[value] = member
        put(made, name, member)
        members[name] = member


def _is_one_bit(value: int) -> bool:
    return value != 0 and value & (value - 1) == 0


def _mask(made: type[enum.Enum], values: list[int]) -> None:
    """Keep which bits flags have, and in which order they are gone through.

    Args:
        made: The flags, with their members.
        values: Of their members.
    """
    every, single = 0, 0
    for value in values:
        every |= value
        single |= value if _is_one_bit(value) else 0
    put = type.__setattr__
    put(made, "_flag_mask_", every)
    put(made, "_singles_mask_", single)
    put(made, "_all_bits_", 2 ** every.bit_length() - 1 if values else 0)
    counted = [member._value_ for member in made]
    if counted != sorted(counted):
        put(made, "_iter_member_", made._iter_member_by_def_)  # type: ignore[attr-defined]
