"""Monograph files: read whole and checked, or refused with the place, what is wrong and what to write instead."""

import hashlib
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.monograph import FORMAT, Monograph, Relation, Value

COLLECTION = "benchapp-collection/1"
# A monograph of everything known is some hundred kilobytes; what is far larger is not one.
LARGEST_BYTES = 16 * 1024 * 1024
_UNITLESS = {"degC"}


class Filed(Struct, frozen=True):
    """A monograph with the hash of its content, which entries keep."""

    monograph: Monograph
    hash: str


def read_file(path: Path) -> tuple[Filed, ...]:
    """Read one monograph file, of one monograph or a collection.

    Raises:
        BenchError: The file cannot be read or is refused; the values name file, JSON path, what is wrong and
            what to write instead.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason="larger than 16 MB")
        data = path.read_bytes()
    except OSError as error:
        raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason=error.strerror or str(error)) from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, file: str) -> tuple[Filed, ...]:
    """Read the bytes of a monograph file.

    Raises:
        BenchError: As `read_file`.
    """
    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BenchError(Message.MONOGRAPH_NOT_JSON, file=file, reason=str(error)) from error
    if isinstance(content, dict) and content.get("format") == COLLECTION:
        items = content.get("monographs")
        if not isinstance(items, list):
            raise _wrong(file, "$.monographs", "nothing" if items is None else type(items).__name__, "a list")
        return tuple(_one(item, file, f"$.monographs[{place}]") for place, item in enumerate(items))
    return (_one(content, file, "$"),)


def read_checked(path: Path, content_hash: str) -> Filed | None:
    """Read a file of one monograph that was checked before and has not changed; None where it is something else."""
    try:
        return Filed(msgspec.json.decode(path.read_bytes(), type=Monograph), content_hash)
    except (OSError, msgspec.DecodeError, ValueError):
        return None


def _one(content: Any, file: str, path: str) -> Filed:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        found = content.get("format", "nothing") if isinstance(content, dict) else type(content).__name__
        raise BenchError(Message.MONOGRAPH_FORMAT, file=file, path=f"{path}.format", found=str(found), instead=FORMAT)
    _check(content, Monograph, file, path)
    monograph = msgspec.convert(content, type=Monograph)
    _check_meaning(monograph, file, path)
    canonical = msgspec.json.encode(content, order="sorted")
    return Filed(monograph, hashlib.sha256(canonical).hexdigest())


def _wrong(file: str, path: str, found: str, instead: str) -> BenchError:
    return BenchError(Message.MONOGRAPH_WRONG_TYPE, file=file, path=path, found=found, instead=instead)


def _check(value: Any, wanted: Any, file: str, path: str) -> None:
    """Walk content along the types of the format; the decoder's own errors do not name the place in a list."""
    origin = typing.get_origin(wanted)
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
        allowed = [member.value for member in wanted]
        if value not in allowed:
            raise BenchError(
                Message.MONOGRAPH_BAD_VALUE, file=file, path=path, found=str(value), instead=", ".join(allowed)
            )
    elif not isinstance(value, str):
        raise _wrong(file, path, _name(value), 'text in quotes ("…")')


def _check_items(value: Any, wanted: Any, file: str, path: str) -> None:
    if not isinstance(value, list):
        raise _wrong(file, path, _name(value), "a list")
    for place, item in enumerate(value):
        _check(item, wanted, file, f"{path}[{place}]")


def _check_entries(value: Any, wanted: Any, file: str, path: str) -> None:
    if not isinstance(value, dict):
        raise _wrong(file, path, _name(value), "an object")
    for key, item in value.items():
        _check(item, wanted, file, f"{path}.{key}")


def _check_object(value: Any, wanted: Any, file: str, path: str) -> None:
    if not isinstance(value, dict):
        raise _wrong(file, path, _name(value), "an object")
    known = {entry.name: entry for entry in msgspec.structs.fields(wanted)}
    for key in value:
        if key not in known:
            raise BenchError(
                Message.MONOGRAPH_UNKNOWN_KEY, file=file, path=f"{path}.{key}", instead=", ".join(sorted(known))
            )
    for name, entry in known.items():
        if name in value:
            _check(value[name], entry.type, file, f"{path}.{name}")
        elif entry.required:
            raise BenchError(Message.MONOGRAPH_MISSING, file=file, path=f"{path}.{name}")


def _name(value: Any) -> str:
    names = {dict: "an object", list: "a list", int: "a number", float: "a number", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "text")


def _check_meaning(monograph: Monograph, file: str, path: str) -> None:
    seen: set[str] = set()
    for fact in monograph.fact_ids():
        if fact in seen:
            raise BenchError(Message.MONOGRAPH_TWICE, file=file, path=path, fact=fact)
        seen.add(fact)
    for where, source in _sources_named(monograph):
        if source not in monograph.sources:
            raise BenchError(Message.MONOGRAPH_NO_SOURCE, file=file, path=f"{path}.{where}", source=source)
    for where, value in _values(monograph):
        _check_value(value, file, f"{path}.{where}")
    cas = monograph.identity.cas
    if cas and not cas_fits(cas):
        raise BenchError(
            Message.MONOGRAPH_BAD_VALUE,
            file=file,
            path=f"{path}.identity.cas",
            found=cas,
            instead="a CAS number whose check digit fits",
        )


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


def _values(monograph: Monograph) -> Iterator[tuple[str, Value]]:
    for section, claim in monograph.claims():
        if claim.value is not None:
            yield f"{section}[id={claim.id}].value", claim.value
        for place, report in enumerate(claim.others):
            if report.value is not None:
                yield f"{section}[id={claim.id}].others[{place}].value", report.value
    for use in monograph.uses:
        for name in ("dose", "time"):
            value = getattr(use, name)
            if value is not None:
                yield f"uses[id={use.id}].{name}", value


def _check_value(value: Value, file: str, path: str) -> None:
    if value.relation is Relation.QUALITATIVE:
        if value.number or not value.text:
            raise _bad(file, f"{path}.text", value.number or "nothing", "words in text, and no number")
        return
    from benchapp.domain.grammar import read_typed  # noqa: PLC0415 (files checked before are not checked again)

    ends = [("number", value.number)] + ([("high", value.high)] if value.relation is Relation.RANGE else [])
    for name, number in ends:
        negative = number.removeprefix("-") if value.unit in _UNITLESS else number
        try:
            typed = read_typed(negative, unit_needed=False)
        except QuantityError as error:
            raise _bad(file, f"{path}.{name}", number or "nothing", "a number with a point, in quotes") from error
        if typed.unit or "," in number:
            raise _bad(file, f"{path}.{name}", number, "a number alone, with a point")
    if value.unit and value.unit not in _UNITLESS:
        try:
            read_typed(f"1 {value.unit}")
        except QuantityError as error:
            raise _bad(
                file, f"{path}.unit", value.unit, "a unit this program knows, as in resources/units.txt"
            ) from error


def _bad(file: str, path: str, found: str, instead: str) -> BenchError:
    return BenchError(Message.MONOGRAPH_BAD_VALUE, file=file, path=path, found=found, instead=instead)


def cas_fits(cas: str) -> bool:
    """Tell whether the check digit of a CAS number fits."""
    digits = cas.replace("-", "")
    parts = cas.split("-")
    if len(parts) != 3 or not digits.isascii() or not digits.isdigit() or len(parts[1]) != 2 or len(parts[2]) != 1:
        return False
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == int(digits[-1])
