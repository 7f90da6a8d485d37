"""The sentences of journal entries."""

from benchapp.domain.journal.entries import Retracted
from benchapp.domain.journal.state import replay
from benchapp.ui.text.journal.entry_texts import EntryWords
from tests.making import entry
from tests.store.every_body import EVERY_BODY


def test_every_kind_of_entry_has_a_sentence() -> None:
    entries = [entry(body, number) for number, body in enumerate(EVERY_BODY, 1)]
    by_id = {one.id: one for one in entries}
    words = EntryWords(lambda: replay(entries), by_id.get)

    sentences = [words.sentence(one) for one in entries]

    assert all(sentences)
    assert all(one.kind not in sentence for one, sentence in zip(entries, sentences, strict=True))
    assert words.sentence(entry(Retracted("e2"), 99)) == f"Undone: {sentences[1]}"
    assert words.sentence(entry(Retracted("gone"), 99)) == "Undone: an entry"
