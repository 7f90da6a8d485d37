"""An enumeration that is made quickly is the one that the standard library makes."""

import enum
import sys
from collections.abc import Iterator
from types import MethodType
from typing import Any

import pytest
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets

from benchapp.app.fast_start import quick_enums

pytestmark = pytest.mark.skipif(sys.version_info[:2] != quick_enums.KNOWN, reason="elsewhere nothing is made quickly")


def enumerations() -> list[type[enum.Enum]]:
    """Return all that Qt for Python has of the kinds that are made quickly."""
    for module in (QtCore, QtGui, QtWidgets, QtSvg, QtPrintSupport):
        for name in dir(module):
            getattr(module, name)

    def kinds(of: type[enum.Enum]) -> Iterator[type[enum.Enum]]:
        for kind in of.__subclasses__():
            yield kind
            yield from kinds(kind)

    of_qt = {kind for kind in kinds(enum.Enum) if kind.__module__.startswith("PySide6")}
    return sorted((kind for kind in of_qt if kind.__bases__[0] in quick_enums._KINDS), key=str)


def shape(kind: type[enum.Enum]) -> object:
    """Return everything that an enumeration consists of, without what names it itself."""

    def plain(value: object) -> object:
        if isinstance(value, kind):
            assert value.__dict__["__objclass__"] is kind
            return {**value.__dict__, "__objclass__": None}, repr(value), hash(value)
        if isinstance(value, MethodType):
            assert value.__self__ is kind
            return value.__func__
        if isinstance(value, dict):
            return [(key, plain(held)) for key, held in value.items()]
        return value

    own = {name: plain(value) for name, value in vars(kind).items() if name not in {"__dict__", "__weakref__"}}
    return own, dir(kind), repr(kind), [plain(member) for member in kind], len(kind)


def test_all_of_qt_are_alike() -> None:
    found = enumerations()
    assert len(found) > 400
    for kind in found:
        names = [(name, member.value) for name, member in kind.__members__.items()]
        base = kind.__bases__[0]
        with pytest.MonkeyPatch.context() as patched:
            usual = base(kind.__name__, names, module="example", boundary=enum.KEEP)
            patched.setattr(enum.EnumType, "_create_", quick_enums.create)
            quick = base(kind.__name__, names, module="example", boundary=enum.KEEP)
        assert shape(quick) == shape(usual), kind


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enum.EnumType, "_create_", enum.EnumType._create_)  # type: ignore[attr-defined]
    quick_enums.begin()
    assert enum.EnumType._create_ is quick_enums.create  # type: ignore[attr-defined]


@pytest.mark.usefixtures("quick")
def test_members_are_found_and_cannot_be_changed() -> None:
    kind = enum.Enum("kind", [("ONE", 1), ("TWO", 2), ("ALSO_ONE", 1)])

    assert kind.__module__ == __name__
    assert kind(2) is kind["TWO"] is kind.TWO
    assert kind["ALSO_ONE"] is kind.ONE
    assert list(kind) == [kind.ONE, kind.TWO]
    with pytest.raises(ValueError, match="3 is not a valid kind"):
        kind(3)
    with pytest.raises(AttributeError, match="cannot reassign member 'ONE'"):
        kind.ONE = 5
    with pytest.raises(AttributeError, match="cannot delete member 'TWO'"):
        del kind.TWO
    with pytest.raises(TypeError, match="cannot extend"):
        enum.EnumType("more", (kind,), enum.EnumType.__prepare__("more", (kind,)))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "names",
    [
        "ONE TWO",
        ["ONE", "TWO"],
        {"ONE": 1},
        [("ONE", "text")],
        [("_sunder_like", 1)],
        [("value", 1)],
        [("ONE", True)],
        [["ONE", 1]],
        [("ONE", 1, 2)][:0],
    ],
)
def test_what_is_no_list_of_names_and_numbers_is_left_to_the_standard_library(names: object) -> None:
    made = enum.Enum("made", names)  # type: ignore[misc]
    usual = quick_enums._create(enum.Enum, "made", names, module=__name__)

    assert list(made.__members__) == list(usual.__members__)
    assert [member.value for member in made] == [member.value for member in usual]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", [enum.Flag, enum.IntFlag])
def test_flags_are_joined_and_gone_through(kind: Any) -> None:
    flags = kind("flags", [("B", 2), ("A", 1), ("NONE", 0), ("BOTH", 3), ("ALSO_A", 1)])
    one, other = flags["A"], flags["B"]

    assert one | other is flags["BOTH"]
    assert flags["BOTH"] & ~one is other
    assert list(flags) == list(flags["BOTH"]) == [other, one]
    assert flags["ALSO_A"] is one
    assert not flags["NONE"]
    assert len(flags) == 2
    assert one in flags["BOTH"]


@pytest.mark.usefixtures("quick")
def test_doubled_names_are_left_to_the_standard_library() -> None:
    with pytest.raises(TypeError, match="already defined"):
        enum.Enum("twice", [("ONE", 1), ("ONE", 2)])
