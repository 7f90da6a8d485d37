"""The sentences of journal entries."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import AlarmAcknowledged, IncubationStarted, Retracted
from benchapp.domain.journal.state import replay
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.journal.entry_texts import EntryWords
from tests.making import BEGIN, as_it_is, entry, incubation
from tests.store.every_body import EVERY_BODY


def test_every_kind_of_entry_has_a_sentence() -> None:
    entries = [entry(body, number) for number, body in enumerate(EVERY_BODY, 1)]
    by_id = {one.id: one for one in entries}
    words = EntryWords(lambda: replay(entries), by_id.get, as_it_is)

    sentences = [words.sentence(one) for one in entries]

    assert all(sentences)
    assert all(one.kind not in sentence for one, sentence in zip(entries, sentences, strict=True))
    assert words.sentence(entry(Retracted("e2"), 99)) == f"Undone: {sentences[1]}"
    assert words.sentence(entry(Retracted("gone"), 99)) == "Undone: an entry"


@pytest.mark.parametrize(
    ("entered_h", "late"),
    [(0.0, ", 3 h after it was due"), (51.5, "; it was due 3 h before, and entered after that")],
)
def test_an_alarm_due_before_its_plate_was_entered_did_not_come(entered_h: float, late: str) -> None:
    started = replace(entry(IncubationStarted(incubation(every_h=48))), recorded_at=BEGIN + timedelta(hours=entered_h))
    heard = replace(
        entry(AlarmAcknowledged("i1", 0, 3.5 * 3600, 48 * 3600.0, ends=False), 2),
        happened_at=BEGIN + timedelta(hours=51, seconds=1),
    )
    words = EntryWords(lambda: replay([started, heard]), lambda _: None, as_it_is)

    assert plain_spaces(words(heard)) == f"Alarm of H929 i1 acknowledged{late}"


@pytest.mark.parametrize(
    ("late_h", "said"),
    # Its alarm comes half an hour ahead.
    [(4.1, ", 3 h 36 min after it was due"), (0.25, ", 15 min before it was due"), (0.5, "")],
)
def test_the_delay_of_an_alarm_is_counted_from_when_its_step_was_due(late_h: float, said: str) -> None:
    started = entry(IncubationStarted(incubation(every_h=48)))
    heard = replace(
        entry(AlarmAcknowledged("i1", 0, late_h * 3600, 48 * 3600.0, ends=False), 2),
        happened_at=BEGIN + timedelta(hours=47.5 + late_h),
    )
    words = EntryWords(lambda: replay([started, heard]), lambda _: None, as_it_is)

    assert plain_spaces(words(heard)) == f"Alarm of H929 i1 acknowledged{said}"


def test_the_delay_of_an_alarm_of_an_appointment_is_counted_from_that() -> None:
    started = entry(IncubationStarted(incubation(every_h=48)))
    due = BEGIN + timedelta(hours=60)
    heard = replace(
        entry(AlarmAcknowledged("i1", 0, 5400.0, 60 * 3600.0, due, ends=False), 2), happened_at=due + timedelta(hours=1)
    )
    words = EntryWords(lambda: replay([started, heard]), lambda _: None, as_it_is)

    assert plain_spaces(words(heard)) == "Alarm of H929 i1 acknowledged, 1 h after it was due"
