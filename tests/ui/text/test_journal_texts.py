"""Messages about the journal and the computer."""

from benchapp.domain.messages import Message, Value
from benchapp.ui.text.journal_texts import JOURNAL_TEXTS
from benchapp.ui.text.message_texts import say

RESCUED: dict[str, Value] = {"reason": "torn", "file": "j.damaged", "backup": "b.sqlite", "entries": 1, "salvaged": 12}


def test_a_rescued_journal_says_what_was_kept_and_what_was_read() -> None:
    assert Message.JOURNAL_RESCUED in JOURNAL_TEXTS
    assert say(Message.JOURNAL_RESCUED, RESCUED) == (
        "The journal was damaged (torn). It is kept as j.damaged. The backup b.sqlite with 1 entry was opened instead; "
        "later ones read from the damaged file: 12 entries. Check the last days on the Journal page."
    )


def test_a_rescued_journal_is_shown_in_german(german: None) -> None:
    assert say(Message.JOURNAL_RESCUED, RESCUED) == (
        "Das Journal war beschädigt (torn). Es ist als j.damaged aufbewahrt. Stattdessen wurde die Sicherung b.sqlite "
        "(1 Eintrag) geöffnet; an späteren Einträgen aus der beschädigten Datei gelesen: 12 Einträge. Bitte die "
        "letzten Tage auf der Seite Journal prüfen."
    )


def test_a_clock_that_was_set_says_by_how_much() -> None:
    assert say(Message.CLOCK_CHANGED, {"by_s": -3600.0}).startswith("The clock of this computer was set by −1\u202fh. ")
