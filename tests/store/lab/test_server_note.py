"""What whoever carries to a server says in the folder: read as it was left, and passed over where it cannot be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchapp.domain.messages import BenchError, Message
from benchapp.store.lab.server_note import FORMAT, NAME, ServerNote, leave_note, read_note

AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize("note", [ServerNote(), ServerNote(AT), ServerNote(AT, "away", AT + timedelta(minutes=3))])
def test_it_is_read_as_it_was_left_and_replaces_the_one_before(tmp_path: Path, note: ServerNote) -> None:
    assert read_note(tmp_path) is None
    leave_note(tmp_path, ServerNote(None, "x", AT))
    leave_note(tmp_path, note)
    assert read_note(tmp_path) == note
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_is_away_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BenchError) as refused:
        leave_note(tmp_path / "away", ServerNote(AT))
    assert refused.value.code is Message.LAB_NOT_HERE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "made",
    [
        {"format": "benchapp-server/2", "server": ServerNote(AT)},
        {"format": FORMAT, "server": {"last": "2026-03-02T14:05:00"}},
        {"format": FORMAT, "server": {"last": "9999-12-31T23:59:59Z"}},
        {"format": FORMAT, "server": {"trouble": "x", "since": "0001-01-01T00:00:00Z"}},
        {"format": FORMAT, "server": {"trouble": "x" * 2001}},
        {"format": FORMAT, "server": {"trouble": 7}},
        {"format": FORMAT},
    ],
)
def test_one_that_cannot_be_is_passed_over(tmp_path: Path, made: object) -> None:
    (tmp_path / NAME).write_bytes(msgspec.json.encode(made))
    assert read_note(tmp_path) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.binary(max_size=200) | st.just(b"[" * 50_000) | st.just(b"{" * 20_000))
def test_bytes_that_are_none_are_passed_over(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NAME).write_bytes(data)
    assert read_note(tmp_path) is None
