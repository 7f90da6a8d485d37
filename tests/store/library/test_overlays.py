"""A person's edits of a bundled monograph, as files."""

from pathlib import Path

import pytest

from benchapp.domain.messages import BenchError
from benchapp.store.library.overlays import overlay_file, read_overlay, set_aside

COMPOUND = "6f0c7a52-3b0e-5d0c-9a43-a1f6a2d7c501"


def test_a_compound_without_edits_has_none(tmp_path: Path) -> None:
    assert read_overlay(tmp_path, COMPOUND) is None


def test_damaged_edits_are_refused_and_set_aside_whole(tmp_path: Path) -> None:
    overlay_file(tmp_path, COMPOUND).write_text("{", encoding="utf-8")
    with pytest.raises(BenchError):
        read_overlay(tmp_path, COMPOUND)
    set_aside(tmp_path, COMPOUND)
    assert read_overlay(tmp_path, COMPOUND) is None
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == ["{"]
