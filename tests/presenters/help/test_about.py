"""What the program is made of, read from the list and the texts beside it."""

import json
from pathlib import Path

import msgspec
import pytest

from benchapp.base import paths
from benchapp.presenters.help.about import BundledPart, read_parts

PART = {"name": "Qt", "version": "6.8", "licence": "LGPL-3.0-only", "file": "lgpl.txt", "where": "on Linux"}


def test_each_part_has_the_licence_of_its_file_in_the_order_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "parts.json").write_text(json.dumps([PART, {**PART, "name": "Shiboken", "where": ""}]), "utf-8")
    (tmp_path / "lgpl.txt").write_text("“As is”", "utf-8")

    assert read_parts(tmp_path) == (
        BundledPart("Qt", "6.8", "LGPL-3.0-only", "on Linux", "“As is”"),
        BundledPart("Shiboken", "6.8", "LGPL-3.0-only", "", "“As is”"),
    )


def test_what_is_bundled_here_is_listed_whole() -> None:
    parts = read_parts(paths.resources() / "licences")

    assert {"Python", "Qt"} <= {part.name for part in parts}
    assert all(part.licence and part.text for part in parts)


def test_a_missing_text_and_a_damaged_list_are_refused(tmp_path: Path) -> None:
    (tmp_path / "parts.json").write_text(json.dumps([PART]), "utf-8")
    with pytest.raises(OSError, match=r"lgpl\.txt"):
        read_parts(tmp_path)
    (tmp_path / "parts.json").write_text('[{"name": "Qt"}]', "utf-8")
    with pytest.raises(msgspec.DecodeError):
        read_parts(tmp_path)
