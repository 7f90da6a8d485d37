"""The signs of life that the computers of a lab leave in its folder: small files, each written once.

A computer writes a new one and removes its own earlier ones; a reader takes the newest of each. One that cannot be
read, or says what cannot be, is passed over: a sign is no entry, and nothing is lost with it.
"""

import os
import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from benchapp.domain.lab.presence import MOST_BOOTS, SignOfLife
from benchapp.store.files import read_plain
from benchapp.store.lab.lab_folder import LabFolder

FORMAT = "benchapp-here/1"
_HERE = "here"
_NAME = re.compile(r"([0-9a-f-]{36})-([0-9]{8})\.json", re.ASCII)
# What a sign may have: far more than one that a program writes.
_MOST_BYTES = 64 * 1024
# Computers whose signs are read at one look.
_MOST_READ = 200
# What clocks can show: beyond it, sums of instants would fail.
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
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
    here = folder.path / _HERE
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
        read = _read(here / name)
        if read is not None and (read.chain, read.counter) == (chain, counter):
            fresh.append(read)
    if sign is not None:
        _leave(folder, sign, mine)
    return FoundSigns(frozenset(names), tuple(fresh))


def _name(chain: str, counter: int) -> str:
    return f"{chain}-{counter:08d}.json"


def _listed(here: Path) -> Iterable[tuple[str, str, int]]:
    try:
        with os.scandir(here) as found:
            matches = [_NAME.fullmatch(one.name) for one in found]
    except OSError:
        return []
    return [(one[0], one[1], int(one[2])) for one in matches if one is not None]


def _read(file: Path) -> SignOfLife | None:
    """Return a sign; None where it cannot be read, or cannot be."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        found = msgspec.json.decode(read_plain(file), type=_SignFile)
    except (OSError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    sign = found.sign
    moments = [sign.at, *(moment for span in sign.boots for moment in (span.first, span.last))]
    figures = [moment.boot_s for moment in moments] + list(sign.seen.values())
    possible = all(_FIRST < moment.wall < _LAST for moment in moments) and all(abs(one) < _MOST_S for one in figures)
    return sign if found.format == FORMAT and possible and sign.at.boot_id else None


def _leave(folder: LabFolder, sign: SignOfLife, mine: Collection[tuple[int, str]]) -> None:
    """Write a sign, and remove the earlier ones of this computer."""
    counter = max((counter for counter, _ in mine), default=0) + 1
    if counter > _MOST_COUNTED:
        return
    kept = SignOfLife(sign.chain, counter, sign.program, sign.at, sign.boots[-MOST_BOOTS:], sign.seen)
    data = msgspec.json.encode(_SignFile(FORMAT, kept))
    folder.put_beside(_HERE, _name(sign.chain, counter), data)
    for _, name in mine:
        folder.remove_beside(_HERE, name)
