"""The anchor file: what is damaged is set aside, and nothing of it is written over."""

from pathlib import Path

import pytest

from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.anchors import AnchorFile, are_damaged, save_anchors, set_aside


def test_each_damaged_anchor_file_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    anchors = tmp_path / "anchors.json"
    assert not are_damaged(anchors)
    save_anchors(anchors, AnchorFile())
    assert not are_damaged(anchors)

    for content in ("{", "["):
        anchors.write_text(content)
        assert are_damaged(anchors)
        set_aside(anchors)
        assert not are_damaged(anchors)

    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {
        "anchors-damaged-1.json": "{",
        "anchors-damaged-2.json": "[",
    }


def test_an_anchor_file_that_cannot_be_set_aside_is_said(tmp_path: Path) -> None:
    with pytest.raises(BenchError) as refused:
        set_aside(tmp_path / "anchors.json")

    assert refused.value.code is Message.NOT_SAVED
    assert refused.value.values["file"] == str(tmp_path / "anchors.json")
