"""What is found in the folder of a lab is read as what it should be, or refused in one way."""

from datetime import UTC, datetime, timedelta

import pytest

from benchapp.store.lab.foreign import can_be_shown, decoded


def test_what_is_as_it_should_be_is_read() -> None:
    assert decoded(b'{"a": 1}', dict[str, int]) == {"a": 1}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "too large"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": "one"}', "Expected `int`"),
        (b"{", "truncated"),
        (b"\xff\xfe", "malformed"),
    ],
)
def test_anything_else_is_refused_as_one_kind_of_error(data: bytes | None, words: str) -> None:
    kind: type[object] = dict[str, int] if data != b"[" * 100_000 else object
    with pytest.raises(ValueError, match=words):
        decoded(data, kind)


def test_what_no_clock_shows_is_no_time() -> None:
    assert can_be_shown(datetime(2026, 11, 30, tzinfo=UTC))
    assert not can_be_shown(datetime.min.replace(tzinfo=UTC) + timedelta(days=1))
    assert not can_be_shown(datetime.max.replace(tzinfo=UTC))
