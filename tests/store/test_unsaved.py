"""What is typed and not recorded is kept beside the journal, as well as the disk lets it."""

from pathlib import Path

from msgspec.structs import replace

from benchapp.store.unsaved import Unsaved, begin_with_unsaved, forget_unsaved, keep_unsaved, set_aside

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


def test_what_is_kept_stays_until_something_takes_its_place_and_counts_the_tries(tmp_path: Path) -> None:
    file = tmp_path / "unsaved.json"
    keep_unsaved(file, Unsaved())
    keep_unsaved(file, TYPED)
    assert [one.name for one in tmp_path.iterdir()] == ["unsaved.json"]

    assert begin_with_unsaved(file) == TYPED
    assert begin_with_unsaved(file) == replace(TYPED, tries=1)
    assert begin_with_unsaved(file) == replace(TYPED, tries=2)
    forget_unsaved(file)
    assert begin_with_unsaved(file) is None


def test_what_was_cut_is_nothing_and_does_not_come_again(tmp_path: Path) -> None:
    file = tmp_path / "unsaved.json"
    keep_unsaved(file, TYPED)
    file.write_bytes(file.read_bytes()[:-9])

    assert begin_with_unsaved(file) is None
    assert not file.exists()


def test_what_is_set_aside_takes_the_place_of_nothing(tmp_path: Path) -> None:
    file = tmp_path / "unsaved.json"
    for number, name in enumerate(("unsaved-1.json", "unsaved-2.json")):
        keep_unsaved(file, replace(TYPED, tries=number))
        assert set_aside(file).name == name
        assert not file.exists()
    assert begin_with_unsaved(tmp_path / "unsaved-1.json") == TYPED
    assert set_aside(file) == file, "there is nothing"


def test_a_folder_that_takes_nothing_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    keep_unsaved(tmp_path / "file" / "unsaved.json", TYPED)
    forget_unsaved(tmp_path / "file" / "unsaved.json")
    assert begin_with_unsaved(tmp_path / "file" / "unsaved.json") is None


def test_only_what_was_typed_counts() -> None:
    assert Unsaved(compound="lenalidomide", own={"medium": "medium"}).empty
    assert not TYPED.empty
