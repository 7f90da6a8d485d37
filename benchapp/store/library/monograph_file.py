"""Monograph files: read whole and checked, or refused with the place, what is wrong and what to write instead."""

import hashlib
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from benchapp.domain.compounds.facts import fact_ids
from benchapp.domain.compounds.identifiers import cas_fits, is_uuid, strange_character
from benchapp.domain.compounds.library_item import LibraryItem
from benchapp.domain.compounds.monograph import FORMAT, Claim, Monograph, Relation, Report, Value
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.kinds import in_base
from benchapp.store.files import reason_of


class Collection(Struct, frozen=True):
    """Several monographs in one file."""

    format: str
    monographs: tuple[Monograph, ...]


COLLECTION = "benchapp-collection/1"
_NUMBER = late_pattern(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
# A monograph of everything known is some hundred kilobytes, and ten thousand short ones some ten megabytes.
LARGEST_BYTES = 64 * 1024 * 1024
LONGEST_TEXT = 4000
_UNITLESS = {"degC"}
# What a mole of anything dosed can weigh, g; an antibody is 150 000.
_LIGHTEST, _HEAVIEST, _NO_MASS = 1.0, 1e8, "0"


def filed(monograph: Monograph) -> LibraryItem:
    """Return a monograph with its hash."""
    return LibraryItem(monograph, content_hash(monograph))


def content_hash(content: Struct) -> str:
    """Return the hash of a monograph or of a fact; that of its canonical JSON, so that layout does not count."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Struct) -> bytes:
    """Return the canonical JSON: keys sorted, no white space, nothing that is the default anyway."""
    return msgspec.json.encode(content, order="sorted")


def pretty(content: Struct) -> bytes:
    """Return JSON as people read it, in the order of the format."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def read_file(path: Path) -> tuple[LibraryItem, ...]:
    """Read one monograph file, of one monograph or a collection.

    Raises:
        BenchError: The file cannot be read or is refused; the values name file, JSON path, what is wrong and
            what to write instead.
    """
    return read_bytes(bytes_of(path), str(path))


def bytes_of(path: Path) -> bytes:
    """Read a file, unless it is larger than any monograph.

    Raises:
        BenchError: It cannot be read.
    """
    try:
        if not path.is_file():
            raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason="it is not a file")
        if path.stat().st_size > LARGEST_BYTES:
            raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason="larger than 64 MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason=reason_of(error)) from error


def read_each(path: Path) -> tuple[LibraryItem | BenchError, ...]:
    """Read a monograph file one monograph at a time: each is given, or why it cannot be taken.

    Raises:
        BenchError: The file as a whole cannot be read.
    """
    return tuple(each_in(path))


def each_in(path: Path) -> Iterator[LibraryItem | BenchError]:
    """Read a monograph file one monograph at a time, as it is asked for.

    Raises:
        BenchError: As `read_each`.
    """
    return _each(bytes_of(path), path.name)


def read_bytes(data: bytes, file: str) -> tuple[LibraryItem, ...]:
    """Read the bytes of a monograph file.

    Raises:
        BenchError: As `read_file`.
    """
    read = []
    for one in _each(data, file):
        if isinstance(one, BenchError):
            raise one
        read.append(one)
    return tuple(read)


def _each(data: bytes, file: str) -> Iterator[LibraryItem | BenchError]:
    content = _content(data, file)
    if not isinstance(content, dict) or content.get("format") != COLLECTION:
        yield _one_or_why(content, file, "$")
        return
    items = content.get("monographs")
    if not isinstance(items, list):
        raise _wrong(file, "$.monographs", "nothing" if items is None else _name(items), "a list")
    seen: set[str] = set()
    for place, item in enumerate(items):
        where = f"$.monographs[{place}]"
        one = _one_or_why(item, file, where)
        if isinstance(one, LibraryItem) and one.monograph.id in seen:
            name = one.monograph.identity.name
            one = BenchError(Message.MONOGRAPH_TOO_MANY, file=file, path=where, found=name)
        elif isinstance(one, LibraryItem):
            seen.add(one.monograph.id)
        yield one


def _one_or_why(content: Any, file: str, path: str) -> LibraryItem | BenchError:
    try:
        return _one(content, file, path)
    except BenchError as error:
        return error


def _content(data: bytes, file: str) -> Any:
    try:
        # Windows Notepad writes a mark before UTF-8, and can write UTF-16.
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16").encode()
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BenchError(Message.MONOGRAPH_NOT_JSON, file=file, reason=str(error)) from error


def _one(content: Any, file: str, path: str) -> LibraryItem:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        found = content.get("format", "nothing") if isinstance(content, dict) else type(content).__name__
        raise BenchError(Message.MONOGRAPH_FORMAT, file=file, path=f"{path}.format", found=str(found), instead=FORMAT)
    _check(content, Monograph, file, path)
    monograph = msgspec.convert(content, type=Monograph)
    check_meaning(monograph, file, path)
    return filed(monograph)


def _wrong(file: str, path: str, found: str, instead: str) -> BenchError:
    return BenchError(Message.MONOGRAPH_WRONG_TYPE, file=file, path=path, found=found, instead=instead)


def _check(value: Any, wanted: Any, file: str, path: str) -> None:
    """Walk content along the types of the format; the decoder's own errors do not name the place in a list."""
    if wanted is str and _is_plain(value):
        return
    origin = _origin(wanted)
    if origin in {typing.Union, types.UnionType}:
        if value is not None:
            _check(value, next(kind for kind in typing.get_args(wanted) if kind is not type(None)), file, path)
    elif origin is tuple:
        _check_items(value, typing.get_args(wanted)[0], file, path)
    elif origin is dict:
        _check_entries(value, typing.get_args(wanted)[1], file, path)
    elif isinstance(wanted, type) and issubclass(wanted, Struct):
        _check_object(value, wanted, file, path)
    elif isinstance(wanted, type) and issubclass(wanted, StrEnum):
        allowed = _allowed(wanted)
        if value not in allowed:
            raise BenchError(
                Message.MONOGRAPH_BAD_VALUE, file=file, path=path, found=str(value), instead=", ".join(allowed)
            )
    elif not isinstance(value, str):
        raise _wrong(file, path, _name(value), 'text in quotes ("…")')
    elif strange := strange_character(value):
        raise BenchError(Message.MONOGRAPH_BAD_TEXT, file=file, path=path, found=strange)
    else:
        raise _bad(file, path, f"{value[:20]}…", f"at most {LONGEST_TEXT} characters")


def _is_plain(value: Any) -> bool:
    """Return whether a value is a text that nothing can be wrong with; nearly all are, and are looked at no further."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and not strange_character(value)


def _check_items(value: Any, wanted: Any, file: str, path: str) -> None:
    if not isinstance(value, list):
        raise _wrong(file, path, _name(value), "a list")
    for place, item in enumerate(value):
        _check(item, wanted, file, f"{path}[{place}]")


def _check_entries(value: Any, wanted: Any, file: str, path: str) -> None:
    if not isinstance(value, dict):
        raise _wrong(file, path, _name(value), "an object")
    for key, item in value.items():
        if strange := strange_character(key):
            raise BenchError(Message.MONOGRAPH_BAD_TEXT, file=file, path=path, found=strange)
        _check(item, wanted, file, f"{path}.{key}")


def _check_object(value: Any, wanted: Any, file: str, path: str) -> None:
    if not isinstance(value, dict):
        raise _wrong(file, path, _name(value), "an object")
    known = _fields(wanted)
    for key in value:
        if key not in known:
            raise BenchError(
                Message.MONOGRAPH_UNKNOWN_KEY, file=file, path=f"{path}.{key}", instead=", ".join(sorted(known))
            )
    for name, entry in known.items():
        if name in value:
            if entry.type is not str or not _is_plain(value[name]):
                _check(value[name], entry.type, file, f"{path}.{name}")
        elif entry.required:
            raise BenchError(Message.MONOGRAPH_MISSING, file=file, path=f"{path}.{name}")


@cache
def _origin(wanted: Any) -> Any:
    return typing.get_origin(wanted)


@cache
def _allowed(wanted: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in wanted)


@cache
def _fields(wanted: Any) -> dict[str, msgspec.structs.FieldInfo]:
    return {entry.name: entry for entry in msgspec.structs.fields(wanted)}


def _name(value: Any) -> str:
    names = {dict: "an object", list: "a list", int: "a number", float: "a number", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "text")


def check_meaning(monograph: Monograph, file: str, path: str = "$") -> None:
    """Check what the types alone do not say: ids once, sources there, values that can be read, CAS numbers that fit.

    Raises:
        BenchError: Naming file, place, what is wrong and what to write instead.
    """
    seen: set[str] = set()
    for fact in fact_ids(monograph):
        if fact in seen:
            raise BenchError(Message.MONOGRAPH_TWICE, file=file, path=path, fact=fact)
        seen.add(fact)
    for where, source in _sources_named(monograph):
        if source not in monograph.sources:
            raise BenchError(Message.MONOGRAPH_NO_SOURCE, file=file, path=f"{path}.{where}", source=source)
    for where, value in _values(monograph):
        _check_value(value, file, f"{path}.{where}")
    _check_identity(monograph, file, path)


def _check_identity(monograph: Monograph, file: str, path: str) -> None:
    identity = monograph.identity
    if not is_uuid(monograph.id):
        raise _bad(file, f"{path}.id", monograph.id, "a UUID in small letters")
    if not identity.name.strip():
        raise _bad(file, f"{path}.identity.name", "nothing", "the name of the compound")
    if not identity.forms:
        raise _bad(file, f"{path}.identity.forms", "an empty list", "at least one form with its molar mass")
    numbers = [("identity.cas", identity.cas)]
    numbers += [(f"identity.forms[id={form.id}].cas", form.cas) for form in identity.forms]
    for where, cas in numbers:
        if cas and not cas_fits(cas):
            raise _bad(file, f"{path}.{where}", cas, "a CAS number whose check digit fits")
    for form in identity.forms:
        where = f"{path}.identity.forms[id={form.id}]"
        # What is no one molecule has no molar mass, and of an antibody nobody may state one.
        if form.molar_mass != _NO_MASS or monograph.kind.needs_molar_mass:
            _check_number(form.molar_mass, file, f"{where}.molar_mass", _LIGHTEST, _HEAVIEST)
        _check_number(form.moles, file, f"{where}.moles", 0.01, 100.0)


def _check_number(number: str, file: str, path: str, smallest: float, largest: float) -> None:
    if _NUMBER.fullmatch(number) is None or not smallest <= float(number) <= largest:
        raise _bad(file, path, number or "nothing", f"a number from {smallest:g} to {largest:g}, in quotes")


def _sources_named(monograph: Monograph) -> Iterator[tuple[str, str]]:
    identity = monograph.identity
    yield "identity.source", identity.source
    for group in ("names", "forms", "traps", "references"):
        for place, fact in enumerate(getattr(identity, group)):
            yield f"identity.{group}[{place}].source", fact.source
    for place, code in enumerate(monograph.supplier_codes):
        yield f"supplier_codes[{place}].source", code.source
    for section, claim in monograph.claims():
        yield f"{section}[id={claim.id}].source", claim.source
        for report in claim.others:
            yield f"{section}[id={claim.id}].others.source", report.source
    for use in monograph.uses:
        yield f"uses[id={use.id}].source", use.source
        for report in use.others:
            yield f"uses[id={use.id}].others.source", report.source


def _stated(where: str, stated: Claim | Report) -> Iterator[tuple[str, Value]]:
    if stated.value is not None:
        yield f"{where}.value", stated.value
    for place, keeping in enumerate(stated.keeps):
        if keeping.concentration is not None:
            yield f"{where}.keeps[{place}].concentration", keeping.concentration


def _values(monograph: Monograph) -> Iterator[tuple[str, Value]]:
    for section, claim in monograph.claims():
        stated = f"{section}[id={claim.id}]"
        yield from _stated(stated, claim)
        for place, report in enumerate(claim.others):
            yield from _stated(f"{stated}.others[{place}]", report)
    for use in monograph.uses:
        for name in ("dose", "time"):
            value = getattr(use, name)
            if value is not None:
                yield f"uses[id={use.id}].{name}", value
        for place, report in enumerate(use.others):
            if report.value is not None:
                yield f"uses[id={use.id}].others[{place}].value", report.value


def _check_value(value: Value, file: str, path: str) -> None:
    if value.relation is Relation.QUALITATIVE:
        if value.number or not value.text:
            raise _bad(file, f"{path}.text", value.number or "nothing", "words in text, and no number")
        return
    from benchapp.domain.compounds.stated import LARGEST, SMALLEST  # noqa: PLC0415
    from benchapp.domain.units.grammar import read_typed  # noqa: PLC0415 (files checked before are not checked again)

    ends = [("number", value.number)] + ([("high", value.high)] if value.relation is Relation.RANGE else [])
    for name, number in ends:
        negative = number.removeprefix("-") if value.unit in _UNITLESS else number
        try:
            typed = read_typed(negative, unit_needed=False)
        except QuantityError as error:
            raise _bad(file, f"{path}.{name}", number or "nothing", "a number with a point, in quotes") from error
        if typed.unit or "," in number:
            raise _bad(file, f"{path}.{name}", number, "a number alone, with a point")
        if typed.number and not SMALLEST <= typed.number <= LARGEST:
            raise _bad(file, f"{path}.{name}", number, f"a number from {SMALLEST:g} to {LARGEST:g}")
    if value.unit and value.unit not in _UNITLESS and in_base("1", value.unit) is None:
        try:
            read_typed(f"1 {value.unit}")
        except QuantityError as error:
            raise _bad(
                file, f"{path}.unit", value.unit, "a unit this program knows, as in resources/units.txt"
            ) from error


def _bad(file: str, path: str, found: str, instead: str) -> BenchError:
    return BenchError(Message.MONOGRAPH_BAD_VALUE, file=file, path=path, found=found, instead=instead)
