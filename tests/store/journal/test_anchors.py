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


def test_chains_that_a_restored_backup_does_not_have_stay_known() -> None:
    before = AnchorFile((), {"first": (9, "h9"), "second": (3, "h3")}, ("third",))
    after = before.with_backup({"first": (4, "h4")})

    assert after == AnchorFile((), {"first": (4, "h4")}, ("second", "third"))
    assert after.chains == before.chains == {"first", "second", "third"}
    assert after.with_backup({"second": (1, "h")}).replaced == ("first", "third")
