"""The signs of life that the computers of a lab leave in its folder: small files, each written once.

A computer writes a new one and removes its own earlier ones; a reader takes the newest of each. One that cannot be
read, or says what cannot be, is passed over: a sign is no entry, and nothing is lost with it. Whoever carries between
two folders passes the newest of each computer on as it is.
"""

import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from benchapp.domain.lab.presence import MOST_BOOTS, SignOfLife
from benchapp.store.files import read_bounded
from benchapp.store.lab.foreign import can_be_shown, decoded
from benchapp.store.lab.lab_folder import HERE, LabFolder

FORMAT = "benchapp-here/1"
_NAME = re.compile(r"([0-9a-f-]{36})-([0-9]{8})\.json", re.ASCII)
# What a sign may have: far more than one that a program writes.
_MOST_BYTES = 64 * 1024
# Computers whose signs are read at one look.
_MOST_READ = 200
_MOST_S = 1e10
_MOST_COUNTED = 99_999_999


class _SignFile(Struct, frozen=True):
    """A sign as it is in its file."""

    format: str
    sign: SignOfLife


class FoundSigns(Struct, frozen=True):
    """What a look at the signs found.

    Attributes:
        names: Of all files that are signs.
        fresh: Those of other computers that were not known.
    """

    names: frozenset[str] = frozenset()
    fresh: tuple[SignOfLife, ...] = ()


def exchange_signs(
    folder: LabFolder, known: Collection[str], own: Collection[str], sign: SignOfLife | None
) -> FoundSigns:
    """Read the signs that are new in the folder of a lab, and leave one.

    Args:
        folder: The folder.
        known: Names of the files that were found before.
        own: The chains of this computer, whose signs are not read.
        sign: What this computer leaves; None for nothing. Its counter is that of its file.
    """
    here = folder.path / HERE
    newest: dict[str, int] = {}
    mine: list[tuple[int, str]] = []
    names: set[str] = set()
    for name, chain, counter in _listed(here):
        names.add(name)
        if chain in own:
            mine.append((counter, name))
        else:
            newest[chain] = max(counter, newest.get(chain, 0))
    fresh: list[SignOfLife] = []
    for chain, counter in sorted(newest.items()):
        name = _name(chain, counter)
        if name in known or len(fresh) >= _MOST_READ:
            continue
        data = _bytes_of(here / name)
        read = None if data is None else _sign_in(data)
        if read is not None and (read.chain, read.counter) == (chain, counter):
            fresh.append(read)
    if sign is not None:
        _leave(folder, sign, mine)
    return FoundSigns(frozenset(names), tuple(fresh))


def newest_signs(folder: LabFolder) -> dict[str, int]:
    """Return which sign of each computer is the newest in the folder of a lab, by the chain that it writes."""
    newest: dict[str, int] = {}
    for _, chain, counter in _listed(folder.path / HERE):
        newest[chain] = max(counter, newest.get(chain, 0))
    return newest


def sign_data(folder: LabFolder, chain: str, counter: int) -> bytes | None:
    """Return a sign as it is in its file; None where it cannot be read, or cannot be."""
    data = _bytes_of(folder.path / HERE / _name(chain, counter))
    return data if data is not None and _is_of(data, chain, counter) else None


def put_sign(folder: LabFolder, chain: str, counter: int, data: bytes) -> bool:
    """Leave a sign of another computer that came elsewhere, and remove its earlier ones; return whether it is one.

    Args:
        folder: The folder of the lab.
        chain: The chain that the computer writes.
        counter: Which of its signs.
        data: The sign, as `sign_data` returned it there.

    Raises:
        BenchError: It cannot be written.
    """
    name = _name(chain, counter)
    if _NAME.fullmatch(name) is None or len(data) > _MOST_BYTES or not _is_of(data, chain, counter):
        return False
    earlier = [old for old, of, number in _listed(folder.path / HERE) if of == chain and number < counter]
    folder.put_beside(HERE, name, data)
    for old in earlier:
        folder.remove_beside(HERE, old)
    return True


def _name(chain: str, counter: int) -> str:
    return f"{chain}-{counter:08d}.json"


def _listed(here: Path) -> Iterable[tuple[str, str, int]]:
    try:
        with os.scandir(here) as found:
            matches = [_NAME.fullmatch(one.name) for one in found]
    except OSError:
        return []
    return [(one[0], one[1], int(one[2])) for one in matches if one is not None]


def _bytes_of(file: Path) -> bytes | None:
    try:
        return read_bounded(file, _MOST_BYTES)
    except OSError:
        return None


def _is_of(data: bytes, chain: str, counter: int) -> bool:
    sign = _sign_in(data)
    return sign is not None and (sign.chain, sign.counter) == (chain, counter)


def _sign_in(data: bytes) -> SignOfLife | None:
    """Return a sign; None for what cannot be one."""
    try:
        found = decoded(data, _SignFile)
    except ValueError:
        return None
    sign = found.sign
    moments = [sign.at, *(moment for span in sign.boots for moment in (span.first, span.last))]
    figures = [moment.boot_s for moment in moments] + list(sign.seen.values())
    possible = all(can_be_shown(moment.wall) for moment in moments) and all(abs(one) < _MOST_S for one in figures)
    return sign if found.format == FORMAT and possible and sign.at.boot_id else None


def _leave(folder: LabFolder, sign: SignOfLife, mine: Collection[tuple[int, str]]) -> None:
    """Write a sign, and remove the earlier ones of this computer."""
    counter = max((counter for counter, _ in mine), default=0) + 1
    if counter > _MOST_COUNTED:
        return
    kept = SignOfLife(sign.chain, counter, sign.program, sign.at, sign.boots[-MOST_BOOTS:], sign.seen, sign.closing)
    data = msgspec.json.encode(_SignFile(FORMAT, kept))
    folder.put_beside(HERE, _name(sign.chain, counter), data)
    for _, name in mine:
        folder.remove_beside(HERE, name)
