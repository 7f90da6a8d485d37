"""Compounds that a lab shares, as files of a library: written where they are what they say, and never over an edit."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.messages import BenchError, Message
from benchapp.store.library import lab_monographs
from benchapp.store.library.lab_monographs import (
    Arriving,
    CompoundExchange,
    Exchanged,
    agreed_file,
    own_hashes,
    read_agreed,
    write_agreed,
)
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import canonical, content_hash
from benchapp.store.library.own_compounds import OwnCompounds

BUNDLED = paths.resources() / "monographs"


def compound(number: int, mass: str = "410.5") -> Monograph:
    entered = CompoundInput({Field.NAME: f"Compound {number}", Field.MOLAR_MASS: mass}, source="label")
    return build(parse_input(entered), f"00000000-0000-4000-8000-{number:012d}", "2026-11-30")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(Folders(BUNDLED, tmp_path / "monographs"), tmp_path / "library.sqlite")
    OwnCompounds(made).save(compound(1))
    return made


def run(library: Library, **wanted: dict[str, object]) -> Exchanged:
    parts: dict[str, dict[str, object]] = {"give": {}, "take": {}, "drop": {}} | wanted
    work = CompoundExchange(library.index_file, library.folders, **parts)  # type: ignore[arg-type]
    found = work.run()
    library.use(found.ready)
    return found


def arriving(monograph: Monograph, before: str = "") -> Arriving:
    return Arriving(content_hash(monograph), canonical(monograph).decode(), before)


def test_what_is_given_carries_its_content_and_is_what_is_taken_elsewhere(library: Library, tmp_path: Path) -> None:
    mine = compound(1)
    (given,) = run(library, give={mine.id: "before", "no such compound": ""}).given

    assert (given.compound, given.hash, given.name, given.was) == (mine.id, content_hash(mine), "Compound 1", "before")
    other = Library(Folders(BUNDLED, tmp_path / "other"), None)
    found = run(other, take={mine.id: Arriving(given.hash, given.content, "")})
    assert found.taken == {mine.id: given.hash}
    opened = other.open(mine.id)
    assert opened is not None
    assert opened.monograph == mine


def test_a_long_one_is_not_recorded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_monographs, "_MOST_BYTES", 100)

    assert run(library, give={compound(1).id: ""}).given == ()


def test_what_was_edited_here_meanwhile_is_not_written_over(library: Library) -> None:
    mine = compound(1)
    found = run(library, take={mine.id: arriving(compound(1, "500"), "what it was")}, drop={mine.id: "what it was"})

    assert (found.taken, found.dropped, found.refused, found.ready) == ({}, (), {}, None)
    opened = library.open(mine.id)
    assert opened is not None
    assert opened.hash == content_hash(mine)


def test_a_correction_is_written_and_what_it_replaces_is_kept(library: Library) -> None:
    before, after = compound(1), compound(1, "500")
    assert run(library, take={before.id: arriving(after, content_hash(before))}).taken == {
        before.id: content_hash(after)
    }
    opened = library.open(before.id)
    assert opened is not None
    assert opened.hash == content_hash(after)
    assert [one.hash for one in OwnCompounds(library).versions(before.id)] == [content_hash(before)]

    assert run(library, drop={before.id: content_hash(after)}).dropped == (before.id,)
    assert library.open(before.id) is None


def test_what_is_not_what_it_says_is_refused_and_the_rest_is_taken(library: Library) -> None:
    good, other = compound(2), compound(3)
    found = run(
        library,
        take={
            good.id: arriving(good),
            other.id: replace(arriving(other), hash="0" * 64),
            compound(4).id: arriving(compound(5)),
            "later": Arriving("", '{"format":"benchapp-monograph/9"}', ""),
            "empty": Arriving("", '{"format":"benchapp-collection/1","monographs":[]}', ""),
            "deep": Arriving("", "[" * 100_000, ""),
        },
    )

    assert list(found.taken) == [good.id]
    assert {name: error.code for name, error in found.refused.items()} == {
        other.id: Message.MONOGRAPH_BAD_VALUE,
        compound(4).id: Message.MONOGRAPH_BAD_VALUE,
        "later": Message.MONOGRAPH_FORMAT,
        "empty": Message.MONOGRAPH_BAD_VALUE,
        "deep": Message.MONOGRAPH_NOT_JSON,
    }


def test_a_bundled_compound_is_never_replaced(library: Library) -> None:
    bundled = library.open(FIRST_COMPOUND)
    assert bundled is not None
    found = run(library, take={FIRST_COMPOUND: arriving(replace(bundled.monograph, revision="2027-01-01"))})

    assert found.taken == {}


def test_a_library_that_cannot_be_written_to_is_said(library: Library) -> None:
    (library.folders.own or Path()).joinpath(f"{compound(2).id}.json").mkdir()

    with pytest.raises(BenchError) as raised:
        run(library, take={compound(2).id: arriving(compound(2))})
    assert raised.value.code == Message.NOT_SAVED


def test_of_a_long_list_what_something_was_made_of_is_shared(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_monographs, "MOST_OF_A_LIST", 2)
    OwnCompounds(library).save_collection(tuple(compound(number) for number in (2, 3, 4)), "list")
    library.renew()
    alone, used, known = (compound(number).id for number in (1, 3, 4))

    assert set(own_hashes(library, (), tuple)) == {alone}
    assert set(own_hashes(library, {known}, lambda: {used})) == {alone, used, known}


def test_where_no_list_is_long_nobody_asks_what_was_made(library: Library) -> None:
    asked: list[str] = []

    def used() -> list[str]:
        asked.append("asked")
        return asked

    assert set(own_hashes(library, (), used)) == {compound(1).id}
    assert asked == []


def test_what_both_had_alike_is_kept_beside_the_library(library: Library) -> None:
    folders = library.folders
    assert read_agreed(folders) == {}
    write_agreed(folders, {"b": "2", "a": "1"})
    assert read_agreed(folders) == {"a": "1", "b": "2"}
    file = agreed_file(folders)
    assert file is not None
    for damaged in (b"{", b"[1]", b"\xff"):
        file.write_bytes(damaged)
        assert read_agreed(folders) == {}
    library.renew()
    assert library.refused == []
    nowhere = Folders(BUNDLED)
    write_agreed(nowhere, {"a": "1"})
    assert read_agreed(nowhere) == {}
