"""What reads like an entry and cannot have been written: it is refused when it is read, and never breaks a start."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchapp.domain.journal.entries import KINDS, Body
from benchapp.domain.journal.reports.well_contents import brought_to_each
from benchapp.domain.journal.state import replay
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.freshness import judge
from benchapp.store.journal.encoding import StoredRow, decode_body, encode_body
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from tests.making import BEGIN, entry, moment
from tests.store.every_body import EVERY_BODY

# Put in the place of everything that is in a body, one after the other.
IMPOSSIBLE: tuple[object, ...] = (
    "", "x", "1e400", "nan", "inf", "-5", "x" * 100_000, "\x00\x1b", "\u202e", None, True, 0, -1, 10**30, 1e308, -1e308,
    1e-308, [], {}, [["a"]], "s1", {"number": "nan", "unit": "uL"}, {"number": "1e999", "unit": "uL"},
    {"number": "5", "unit": "parsec"}, {"wall": "2026-01-01T00:00:00", "boot_s": 0, "boot_id": ""},
    {"wall": "0001-01-01T00:00:00Z", "boot_s": -1e300, "boot_id": "x"}, {"times": 0.0, "vehicle_times": -1.0},
    {"times": 1e308, "vehicle_times": 1e308},
)  # fmt: skip
NEW = {"SolutionCorrected", "NoteAdded", "RedoseGiven", "StepDone", "PortionMoved", "SolutionFilled", "AmountTaken"}
_GONE = object()


def _places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place, *(one for key in keys for one in _places(value[key], (*place, key)))]


def _with(value: Any, place: tuple[Any, ...], other: object) -> Any:
    again = json.loads(json.dumps(value))
    of = again
    for key in place[:-1]:
        of = of[key]
    if other is _GONE:
        del of[place[-1]]
    else:
        of[place[-1]] = other
    return again


@pytest.mark.parametrize("number", [n for n, body in enumerate(EVERY_BODY) if type(body).__name__ in NEW])
def test_whatever_is_in_a_body_it_is_refused_or_harmless(number: int) -> None:
    body = EVERY_BODY[number]
    kind, value = type(body).__name__, json.loads(encode_body(body))
    refused = 0
    for place in _places(value)[1:]:
        for other in (*IMPOSSIBLE, _GONE):
            try:
                read = decode_body(kind, KINDS[kind].VERSION, json.dumps(_with(value, place, other)).encode())
            except BenchError as error:
                assert error.code is Message.JOURNAL_DAMAGED
                refused += 1
                continue
            _is_harmless([*EVERY_BODY[:number], read, *EVERY_BODY[number + 1 :]])
    assert refused > 30


def _is_harmless(bodies: list[Body]) -> None:
    bench = replay(entry(one, place) for place, one in enumerate(bodies, 1))
    for kept in bench.solutions.values():
        judge(kept, moment(50))
        assert all(one.count > 0 for one in kept.portions.all)
    for running in bench.incubations.values():
        brought_to_each(bench, running)


@pytest.mark.parametrize("text", [b'{"times": NaN}', b"", b"{", b"[]", b'{"text": "\xff"}', b"null", b"5"])
@pytest.mark.parametrize("kind", ["SolutionCorrected", "NoteAdded"])
def test_what_is_no_body_is_damage(kind: str, text: bytes) -> None:
    with pytest.raises(BenchError) as refused:
        decode_body(kind, 1, text)

    assert refused.value.code is Message.JOURNAL_DAMAGED


@pytest.mark.parametrize("kind", ["SolutionCorrected", "NoteAdded", "RedoseGiven"])
def test_a_newer_version_of_them_is_left_to_the_newer_program(kind: str) -> None:
    with pytest.raises(BenchError) as refused:
        decode_body(kind, KINDS[kind].VERSION + 1, b"{}")

    assert refused.value.code is Message.JOURNAL_UNKNOWN_KIND


def test_a_correction_of_the_first_version_leaves_the_limits_as_they_are() -> None:
    body = decode_body(
        "SolutionCorrected", 1, b'{"solution":"s1","before":{"solvent":"DMSO"},"after":{"solvent":"water"}}'
    )

    assert getattr(body, "limits", ()) is None


def test_a_note_of_a_million_characters_is_kept_whole(tmp_path: Path) -> None:
    note = next(body for body in EVERY_BODY if type(body).__name__ == "NoteAdded")
    long = KINDS["NoteAdded"](text="Zellen 🧫 \u202e" * 100_000, target=note.target)  # type: ignore[call-arg,union-attr]

    with closing(Journal(tmp_path / "j.sqlite", Writer("here", BEGIN))) as journal:
        journal.append(long, recorded=BEGIN, happened=BEGIN)
    with closing(Journal(tmp_path / "j.sqlite", read_only=True)) as journal:
        rows: list[StoredRow] = list(journal.rows())
        assert journal.entries()[-1].body == long
    assert rows[-1].hash == rows[-1].computed_hash()
