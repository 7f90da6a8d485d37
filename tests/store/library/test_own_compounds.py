"""A person's own compounds, and edits laid over bundled ones: saved whole, kept in every version, dropped again."""

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.edits import Edit, edit_of
from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.compounds.monograph import Claim, Monograph, Value
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.compounds.solubility import best_solvent, on_file
from benchapp.domain.messages import BenchError, Message
from benchapp.store.export.list_export import ListExport, safe_cell, write_compounds, write_monographs
from benchapp.store.library.library import DMSO, FIRST_COMPOUND, Library, Renewal
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import content_hash, pretty, read_each, read_file
from benchapp.store.library.own_compounds import OwnCompounds, Removal, Taking
from benchapp.store.lists.tables import read_table

TODAY = "2026-11-24"
BUNDLED = paths.resources() / "monographs"


def compound(number: int, name: str = "") -> Monograph:
    entered = CompoundInput(
        {Field.NAME: name or f"Compound {number}", Field.FORMULA: f"C{10 + number % 20}H{12 + number % 20}N2O2",
         Field.CODE: f"T{number}", Field.SOLUBILITY: "≥ 10 mg/mL"},
        source="label",
    )  # fmt: skip
    return build(parse_input(entered), f"00000000-0000-4000-8000-{number:012d}", TODAY)


@pytest.fixture
def own(tmp_path: Path) -> OwnCompounds:
    return OwnCompounds(Library(Folders(BUNDLED, tmp_path / "monographs"), tmp_path / "library.sqlite"))


def fresh(own: OwnCompounds, tmp_path: Path) -> Library:
    return Library(own.library.folders, tmp_path / "library.sqlite")


def test_a_compound_of_ones_own_is_saved_found_and_opened_again(own: OwnCompounds, tmp_path: Path) -> None:
    saved = own.save(compound(1, "Testimib"))

    again = fresh(own, tmp_path)
    assert again.search("testimb")[0].headline.name == "Testimib"
    opened = again.open(saved.monograph.id)
    assert opened is not None
    assert opened.monograph == saved.monograph
    assert (opened.hash, opened.origin) == (saved.hash, Origin.OWN)
    assert read_file(tmp_path / "monographs" / f"{saved.monograph.id}.json")[0].monograph == saved.monograph


def test_every_version_is_kept_and_a_damaged_one_is_left_out(own: OwnCompounds, tmp_path: Path) -> None:
    first = own.save(compound(1, "Testimib"))
    second = own.save(replace(first.monograph, revision="2026-11-25"))
    own.keep(second)

    versions = own.versions(first.monograph.id)
    assert {one.hash for one in versions} == {first.hash, second.hash}
    assert all(content_hash(one.monograph) == one.hash and one.origin is Origin.VERSION for one in versions)
    file = tmp_path / "monographs" / "versions" / first.monograph.id / f"{first.hash}.json"
    file.write_bytes(file.read_bytes().replace(b"Testimib", b"Testimab"))
    assert [one.hash for one in own.versions(first.monograph.id)] == [second.hash]
    file.write_bytes(b"{")
    assert [one.hash for one in own.versions(first.monograph.id)] == [second.hash]
    assert own.versions("../..") == ()


def test_a_compound_that_came_with_the_program_is_never_replaced(own: OwnCompounds, tmp_path: Path) -> None:
    with pytest.raises(BenchError) as error:
        own.save(replace(compound(1), id=FIRST_COMPOUND))
    assert error.value.code is Message.MONOGRAPH_BUNDLED
    # Put there by hand it is refused too, and the bundled one stays.
    (tmp_path / "monographs").mkdir()
    (tmp_path / "monographs" / "mine.json").write_bytes(pretty(replace(compound(1, "False"), id=FIRST_COMPOUND)))
    again = fresh(own, tmp_path)
    assert [one.code for one in again.refused] == [Message.MONOGRAPH_BUNDLED]
    assert again.search("lenalidomide")[0].headline.origin is Origin.BUNDLED


def edit_solubility(own: OwnCompounds, text: str) -> None:
    opened = own.library.open(FIRST_COMPOUND)
    assert opened is not None
    claim = fact_in(opened.monograph, "solubility", "sol.dmso")
    assert isinstance(claim, Claim)
    assert claim.value is not None
    edited = replace(claim, value=replace(claim.value, number=text))
    own.edit(FIRST_COMPOUND, (edit_of("solubility", edited, TODAY),), {}, TODAY)


def highest(library: Library) -> Value | None:
    opened = library.open(FIRST_COMPOUND)
    assert opened is not None
    best = best_solvent(opened.monograph)
    return best.value if best else None


def test_an_edit_lies_over_a_bundled_monograph_and_can_be_dropped(own: OwnCompounds, tmp_path: Path) -> None:
    before = own.library.open(FIRST_COMPOUND)
    assert before is not None
    edit_solubility(own, "50")

    edited = fresh(own, tmp_path).open(FIRST_COMPOUND)
    assert edited is not None
    assert edited.overlay is not None
    assert edited.hash != before.hash
    assert edited.bundled == before.monograph
    assert edited.changed == ()
    assert highest(own.library) == Value(highest(own.library).relation, "50", "mg/mL")  # type: ignore[union-attr]
    assert before.hash in {one.hash for one in own.versions(FIRST_COMPOUND)}

    own.drop_edits(FIRST_COMPOUND)
    assert own.library.open(FIRST_COMPOUND) == before
    assert not list((tmp_path / "monographs" / "overlays").glob("*.json"))


def test_an_edit_that_says_what_is_bundled_is_none(own: OwnCompounds) -> None:
    edit_solubility(own, "50")
    edit_solubility(own, "100.8")

    opened = own.library.open(FIRST_COMPOUND)
    assert opened is not None
    assert opened.overlay is None


def test_one_of_several_edits_is_dropped_alone(own: OwnCompounds) -> None:
    edit_solubility(own, "50")
    own.edit(FIRST_COMPOUND, (Edit("solubility", "sol.ethanol", TODAY),), {}, TODAY)

    own.drop_edits(FIRST_COMPOUND, frozenset({"sol.ethanol"}))

    opened = own.library.open(FIRST_COMPOUND)
    assert opened is not None
    assert on_file(opened.monograph, "ethanol").insoluble is not None
    assert highest(own.library) is not None
    assert highest(own.library).number == "50"  # type: ignore[union-attr]


def test_an_edit_asks_again_when_the_bundled_value_changes(own: OwnCompounds, tmp_path: Path) -> None:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    (bundled / "lenalidomide.json").write_bytes((BUNDLED / "lenalidomide.json").read_bytes())
    library = Library(Folders(bundled, tmp_path / "monographs"))
    edit_solubility(OwnCompounds(library), "50")
    content = json.loads((bundled / "lenalidomide.json").read_text(encoding="utf-8"))
    content["solubility"][0]["value"]["number"] = "120"
    (bundled / "lenalidomide.json").write_text(json.dumps(content), encoding="utf-8")

    newer = Library(library.folders)
    asked = newer.open(FIRST_COMPOUND)
    assert asked is not None
    assert asked.changed == ("sol.dmso",)
    assert highest(newer).number == "50"  # type: ignore[union-attr]

    OwnCompounds(newer).stand_by_edits(FIRST_COMPOUND, TODAY)
    kept_mine = newer.open(FIRST_COMPOUND)
    assert kept_mine is not None
    assert kept_mine.changed == ()
    assert highest(newer).number == "50"  # type: ignore[union-attr]
    OwnCompounds(newer).drop_edits(FIRST_COMPOUND, frozenset({"sol.dmso"}))
    assert highest(newer).number == "120"  # type: ignore[union-attr]


@pytest.mark.parametrize("data", [b"", b"{", b"\x00" * 40, b'{"format": "benchapp-overlay/9"}', b"[" * 5000])
def test_a_damaged_overlay_leaves_the_bundled_monograph_and_is_said(
    own: OwnCompounds, tmp_path: Path, data: bytes
) -> None:
    edit_solubility(own, "50")
    (tmp_path / "monographs" / "overlays" / f"{FIRST_COMPOUND}.json").write_bytes(data)

    again = fresh(own, tmp_path)

    assert highest(again).number == "100.8"  # type: ignore[union-attr]
    assert [error.code for error in again.refused] in ([Message.FILE_UNREADABLE], [Message.MONOGRAPH_FORMAT])
    assert len(again.headlines()) == len(list(BUNDLED.glob("*.json")))


def test_many_compounds_are_one_file_and_each_is_read_from_its_own_bytes(own: OwnCompounds, tmp_path: Path) -> None:
    many = tuple(compound(number) for number in range(40))
    ready = Taking(own.library.index_file, own.library.folders, many, "list").run()
    assert ready is not None
    own.library.use(ready)

    (file,) = (tmp_path / "monographs").glob("*.json")
    assert len(read_file(file)) == 40
    for number in (0, 17, 39):
        opened = own.library.open(many[number].id)
        assert opened is not None
        assert opened.monograph == many[number]
    assert own.library.search("T17")[0].headline.id == many[17].id


def test_one_of_many_edited_or_removed_leaves_the_others(own: OwnCompounds) -> None:
    many = tuple(compound(number) for number in range(3))
    own.save_collection(many, "list")
    own.library.renew()

    own.save(replace(many[1], revision="2026-12-01"))
    opened = own.library.open(many[1].id)
    assert opened is not None
    assert opened.monograph.revision == "2026-12-01"
    own.remove(many[0].id)

    assert own.library.open(many[0].id) is None
    assert own.library.open(many[2].id) is not None
    assert [one.hash for one in own.versions(many[0].id)] == [content_hash(many[0])]
    own.remove(FIRST_COMPOUND)
    assert own.library.open(FIRST_COMPOUND) is not None


def test_a_worker_takes_one_compound_and_takes_it_out_again(own: OwnCompounds, tmp_path: Path) -> None:
    index, folders, mine = own.library.index_file, own.library.folders, compound(1, "Testimib")
    for work, found in (
        (Taking(index, folders, (mine,), "unused"), ["Testimib"]),
        (Removal(index, folders, mine.id), []),
    ):
        ready = work.run()
        assert ready is not None
        own.library.use(ready)
        assert [one.headline.name for one in own.library.search("testimib")] == found

    assert [one.hash for one in own.versions(mine.id)] == [content_hash(mine)]
    assert list((tmp_path / "monographs").glob("*.json")) == []


def test_a_list_may_hold_a_compound_that_came_with_the_program(own: OwnCompounds) -> None:
    bundled = own.library.open(FIRST_COMPOUND)
    assert bundled is not None

    own.save_collection((compound(1), bundled.monograph), "list")

    assert own.versions(FIRST_COMPOUND) == ()
    assert own.library.open(FIRST_COMPOUND) == bundled


def test_a_library_that_is_closed_or_has_no_folder_of_ones_own_is_not_written_to(tmp_path: Path) -> None:
    bundled = OwnCompounds(Library(Folders(BUNDLED)))
    opened = bundled.library.open(FIRST_COMPOUND)
    assert opened is not None
    for action in (lambda: bundled.save(compound(1)), lambda: edit_solubility(bundled, "50")):
        with pytest.raises(BenchError) as refused:
            action()
        assert refused.value.code is Message.READ_ONLY
    # Nobody can ask for a version there, so that none is kept.
    bundled.keep(opened)
    assert bundled.versions(FIRST_COMPOUND) == ()

    closed = OwnCompounds(Library(Folders(BUNDLED, tmp_path)))
    why = BenchError(Message.READ_ONLY_DRIVE, file=str(tmp_path), reason="")
    closed.library.close_where(lambda: why)
    with pytest.raises(BenchError) as said:
        closed.save(compound(1))
    assert said.value is why
    assert list(tmp_path.iterdir()) == []


def test_without_edits_none_are_dropped_and_none_stand(own: OwnCompounds, tmp_path: Path) -> None:
    own.drop_edits(FIRST_COMPOUND)
    own.stand_by_edits(FIRST_COMPOUND, TODAY)
    assert own.versions(FIRST_COMPOUND) == ()
    with pytest.raises(BenchError) as refused:
        own.edit(compound(1).id, (), {}, TODAY)
    assert refused.value.code is Message.FILE_UNREADABLE
    assert not (tmp_path / "monographs" / "overlays").exists()


def test_what_is_removed_does_not_come_back_from_an_older_list(own: OwnCompounds) -> None:
    many = tuple(compound(number) for number in range(3))
    for _ in range(2):
        own.save_collection(many, "list")
        own.library.renew()
    own.save(replace(many[1], revision="2026-12-01"))

    own.remove(many[1].id)

    assert own.library.open(many[1].id) is None
    assert own.library.open(many[0].id) is not None


def test_a_damaged_file_of_edits_is_set_aside_by_the_next_edit(own: OwnCompounds, tmp_path: Path) -> None:
    edit_solubility(own, "50")
    file = tmp_path / "monographs" / "overlays" / f"{FIRST_COMPOUND}.json"
    file.write_bytes(b"{")

    edit_solubility(own, "60")

    assert highest(own.library).number == "60"  # type: ignore[union-attr]
    assert file.with_suffix(".damaged").read_bytes() == b"{"


def test_a_list_that_cannot_be_written_leaves_what_it_would_have_renewed(
    own: OwnCompounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = own.save(compound(1))
    own.keep(mine)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BenchError):
        own.save_collection((replace(compound(1), revision="2026-12-01"), compound(2)), "list")
    monkeypatch.undo()

    own.library.renew()
    assert own.library.open(compound(1).id) == mine


def test_the_same_list_again_takes_the_place_of_what_was_edited_and_keeps_it(own: OwnCompounds) -> None:
    many = tuple(compound(number) for number in range(3))
    own.save_collection(many, "list")
    own.library.renew()
    mine = own.save(replace(many[1], revision="2026-12-01"))

    own.save_collection(many, "list")
    own.library.renew()

    opened = own.library.open(many[1].id)
    assert opened is not None
    assert opened.monograph == many[1]
    assert mine.hash in {one.hash for one in own.versions(many[1].id)}


def test_a_full_disk_takes_nothing_and_says_so(own: OwnCompounds, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = own.save(compound(1))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for action in (
        lambda: own.save(replace(saved.monograph, revision="2026-12-01")),
        lambda: own.save_collection((compound(2), compound(3)), "list"),
        lambda: edit_solubility(own, "50"),
    ):
        with pytest.raises(BenchError) as error:
            action()
        assert error.value.code is Message.NOT_SAVED
    monkeypatch.undo()

    opened = own.library.open(saved.monograph.id)
    assert opened is not None
    assert opened.monograph == saved.monograph
    assert highest(own.library).number == "100.8"  # type: ignore[union-attr]
    assert own.library.open(compound(2).id) is None


def test_an_index_in_memory_and_one_renewed_by_a_worker_serve_alike(tmp_path: Path) -> None:
    folders = Folders(BUNDLED, tmp_path / "monographs")
    without = Library(folders)
    without.use(Renewal(without.index_file, folders).run())
    assert without.search("pomalid")[0].headline.name == "Pomalidomide"
    kept = Library(folders, tmp_path / "library.sqlite")
    ready = kept.renewal.run()
    assert ready is not None
    kept.use(ready)
    assert kept.search("pomalidmide")[0].headline.name == "Pomalidomide"
    assert Library(folders, tmp_path / "no" / "such" / "folder" / "x.sqlite").search("dmso")[0].headline.id == DMSO


def test_what_is_exported_is_read_back(own: OwnCompounds, tmp_path: Path) -> None:
    monographs = tuple(compound(number) for number in range(3))
    write_monographs(tmp_path / "many.json", monographs)
    assert [one.monograph for one in read_each(tmp_path / "many.json") if not isinstance(one, BenchError)] == list(
        monographs
    )
    write_monographs(tmp_path / "one.json", monographs[:1])
    assert read_file(tmp_path / "one.json")[0].monograph == monographs[0]
    opened = own.library.open(FIRST_COMPOUND)
    assert opened is not None
    write_compounds(tmp_path / "list.csv", (opened.monograph,))
    table = read_table(tmp_path / "list.csv")
    assert table.rows[0][1][:3] == ("Lenalidomide", "CC-5013; Revlimid", "191732-72-6")
    assert len(table.rows) == len(opened.monograph.identity.forms) == 4


def test_a_worker_exports_the_compounds_that_are_still_there(own: OwnCompounds, tmp_path: Path) -> None:
    index, folders = own.library.index_file, own.library.folders
    mine = own.save(compound(1, "Testimib")).monograph

    assert ListExport(tmp_path / "a.json", index, folders, (mine.id, compound(2).id)).run() == 1
    assert read_file(tmp_path / "a.json")[0].monograph == mine
    assert ListExport(tmp_path / "a.CSV", ":memory:", folders, (mine.id, DMSO)).run() == 2
    assert [row[0] for _, row in read_table(tmp_path / "a.CSV").rows] == ["Testimib", "DMSO"]


@pytest.mark.parametrize("text", ["=CMD|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "plain", "", "(−)-x"])
def test_no_cell_is_taken_for_a_formula(text: str, tmp_path: Path) -> None:
    assert safe_cell(text)[:1] not in {"=", "+", "-", "@", "\t"} or not text
    renamed = replace(compound(1), identity=replace(compound(1).identity, name=text or "x"))
    write_compounds(tmp_path / "list.csv", (renamed,))
    raw = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert not raw.startswith(("=", "+", "-", "@", "\t", '"='))
