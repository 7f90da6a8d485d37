"""Entries as a file."""

import json
from pathlib import Path

from benchapp.domain.journal.entries import PersonNamed
from benchapp.store.export.journal_export import entries_json
from tests.making import entry


def test_each_entry_keeps_its_id_and_what_happened(tmp_path: Path) -> None:
    entries_json(tmp_path / "entries.json", [entry(PersonNamed("Mara"), 1), entry(PersonNamed("Jo"), 2)])
    read = json.loads((tmp_path / "entries.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in read] == [entry(PersonNamed("Mara"), 1).id, entry(PersonNamed("Jo"), 2).id]
    assert "Mara" in json.dumps(read[0])
