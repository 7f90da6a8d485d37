"""What is typed and not recorded is kept beside the journal, as well as the disk lets it."""

from pathlib import Path

from benchapp.store.unsaved import Unsaved, forget_unsaved, keep_unsaved, take_unsaved

TYPED = Unsaved(
    decimal=",",
    own={"Medium": "medium"},
    compound="lenalidomide",
    calculators={"stock": {"mass": "4,87 mg"}},
    tool="stock",
    ticks=(0, 2),
    incubation={"texts": {"name": "plate 3"}},
    compounds={"": {"texts": {"name": "Testimib"}}},
)


def test_what_is_kept_is_taken_once(tmp_path: Path) -> None:
    file = tmp_path / "unsaved.json"
    keep_unsaved(file, Unsaved())
    keep_unsaved(file, TYPED)
    assert [one.name for one in tmp_path.iterdir()] == ["unsaved.json"]

    assert take_unsaved(file) == TYPED
    assert take_unsaved(file) is None


def test_what_was_cut_is_nothing_and_does_not_come_again(tmp_path: Path) -> None:
    file = tmp_path / "unsaved.json"
    keep_unsaved(file, TYPED)
    file.write_bytes(file.read_bytes()[:-9])

    assert take_unsaved(file) is None
    assert not file.exists()


def test_a_folder_that_takes_nothing_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    keep_unsaved(tmp_path / "file" / "unsaved.json", TYPED)
    forget_unsaved(tmp_path / "file" / "unsaved.json")
    assert take_unsaved(tmp_path / "file" / "unsaved.json") is None


def test_only_what_was_typed_counts() -> None:
    assert Unsaved(compound="lenalidomide", own={"medium": "medium"}).empty
    assert not TYPED.empty
