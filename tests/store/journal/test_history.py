"""The history of one solution, read from the journal."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchapp.domain.journal.entries import Retracted, SolutionAdded, SolutionDiscarded
from benchapp.store.journal.history import history_of
from benchapp.store.journal.journal import Journal
from tests.making import BEGIN, solution


def test_it_is_what_names_the_solution_and_whether_that_was_undone(journal: Journal) -> None:
    added, _other, spilt = (
        journal.append(body, recorded=BEGIN, happened=BEGIN)
        for body in (SolutionAdded(solution("s1")), SolutionAdded(solution("t2")), SolutionDiscarded("s1", "spilt"))
    )
    journal.append(Retracted(spilt.id), recorded=BEGIN, happened=BEGIN)

    assert history_of("s1", journal.again) == [(added, False), (spilt, True)]
    assert history_of("nobody", journal.again) == []


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_only_a_newer_version_can_read_is_left_out(journal: Journal, tmp_path: Path) -> None:
    for body in (SolutionAdded(solution("s1")), SolutionDiscarded("s1", "spilt")):
        journal.append(body, recorded=BEGIN, happened=BEGIN)
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as file:
        file.execute("UPDATE entry SET kind = 'FromTheFuture' WHERE kind = 'SolutionDiscarded'")
        file.commit()

    assert [entry.kind for entry, _ in history_of("s1", journal.again)] == ["SolutionAdded"]
