"""A person's edits of a bundled monograph, as files."""

from pathlib import Path

import pytest

from benchapp.domain.compounds.edits import OVERLAY_FORMAT, Overlay
from benchapp.domain.messages import BenchError, Message
from benchapp.store.library.monograph_file import pretty
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


@pytest.mark.parametrize(
    "overlay",
    [
        Overlay("benchapp-overlay/99", COMPOUND, "2026-11-24", (), {}),
        Overlay(OVERLAY_FORMAT, "377a6677-604d-5477-8caa-546ce7fb3d2a", "2026-11-24", (), {}),
    ],
)
def test_edits_of_another_format_or_compound_are_refused(tmp_path: Path, overlay: Overlay) -> None:
    overlay_file(tmp_path, COMPOUND).write_bytes(pretty(overlay))

    with pytest.raises(BenchError) as refused:
        read_overlay(tmp_path, COMPOUND)
    assert refused.value.code is Message.MONOGRAPH_FORMAT


def test_edits_that_cannot_be_set_aside_are_said(tmp_path: Path) -> None:
    with pytest.raises(BenchError) as refused:
        set_aside(tmp_path, COMPOUND)
    assert (refused.value.code, refused.value.values["file"]) == (
        Message.NOT_SAVED,
        str(overlay_file(tmp_path, COMPOUND)),
    )
