"""The rows of the list of compounds, kept in the index."""

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.compounds.monograph import Monograph
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.listing import packed, unpacked
from benchapp.store.library.monograph_file import filed
from benchapp.store.library.own_compounds import OwnCompounds


def test_a_row_is_kept_and_read_again(lenalidomide: Monograph) -> None:
    row = unpacked("len", "Lenalidomide", "191732-72-6", "own", "/x/vendor-list.json", packed(filed(lenalidomide)))

    assert row.collection == "vendor-list"
    assert row.origin is Origin.OWN
    assert "A4211" in row.codes
    assert not row.edited
    assert row.summary.molar_mass == "259.26"


def test_one_added_by_itself_and_a_bundled_one_are_of_no_collection(lenalidomide: Monograph) -> None:
    kept = packed(filed(lenalidomide))

    assert unpacked("len", "", "", "own", "/x/len.json", kept).collection == ""
    assert unpacked("len", "", "", "bundled", "/x/lenalidomide.json", kept).collection == ""


def test_every_compound_is_listed_by_name_and_the_library_says_when_to_look_again(tmp_path: Path) -> None:
    library = Library(Folders(paths.resources() / "monographs", tmp_path))
    names = [one.name for one in library.listed()]
    seen = library.changes

    assert names == sorted(names, key=str.casefold)
    assert "Lenalidomide" in names
    library.renew()
    assert library.changes == seen

    opened = library.open(FIRST_COMPOUND)
    assert opened is not None
    identity = replace(opened.monograph.identity, name="0 Aamib")
    mine = replace(opened.monograph, id="00000000-0000-4000-8000-000000000001", identity=identity)
    OwnCompounds(library).save(mine)
    assert library.changes > seen
    assert library.listed()[0].name == "0 Aamib"
    library.close()


@pytest.mark.slow
@pytest.mark.parametrize("count", [500, pytest.param(2000, marks=pytest.mark.torture)])
def test_many_are_listed_without_reading_their_files(tmp_path: Path, lenalidomide: Monograph, count: int) -> None:
    def numbered(number: int) -> Monograph:
        identity = replace(lenalidomide.identity, name=f"Compound {number}")
        slim = replace(
            lenalidomide, mechanism=(), benchmarks=(), combinations=(), pitfalls=(), uses=lenalidomide.uses[:1]
        )
        return replace(slim, id=f"00000000-0000-4000-8000-{number:012}", identity=identity)

    library = Library(Folders(paths.resources() / "monographs", tmp_path))
    OwnCompounds(library).save_collection(tuple(numbered(number) for number in range(count)), "many")
    begun = time.process_time()
    library.renew()
    reading = time.process_time() - begun
    begun = time.process_time()
    listed = library.listed()

    assert len(listed) > count
    # Beside what reading the files took, since a machine may be slow and shared.
    assert time.process_time() - begun < reading / 5
    library.close()
