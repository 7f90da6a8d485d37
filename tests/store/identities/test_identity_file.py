"""The file of identities: what is found in it by name, by beginning and by CAS number, and a file that is none."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.compounds.identities.identity import Added, FoundRecord
from benchapp.store.identities.identity_blocks import (
    MAGIC,
    NAMES_IN_BLOCK,
    NameBlock,
    NameRow,
    RecordRow,
    cas_number,
    contents_digest,
    packed_names,
    packed_records,
    unpacked_names,
    unpacked_records,
)
from benchapp.store.identities.identity_file import IdentityFile
from tests.making_identities import (
    DOXORUBICIN,
    DOXORUBICIN_HCL,
    HYDRATE,
    PUROMYCIN,
    SALT,
    STREPTOMYCIN,
    Written,
    identity_bytes,
    identity_file,
)


@pytest.fixture
def file(tmp_path: Path) -> IdentityFile:
    return IdentityFile(identity_file(tmp_path))


def numbers(found: tuple[FoundRecord, ...]) -> list[str]:
    return [one.record.cas for one in found]


def test_the_digest_is_of_what_is_held_however_that_was_packed() -> None:
    data = identity_bytes()
    start = len(MAGIC) + 4
    length = int.from_bytes(data[len(MAGIC) : start], "little")
    head = zlib.compress(zlib.decompress(data[start : start + length]), 0)
    anew = MAGIC + len(head).to_bytes(4, "little") + head + data[start + length :]

    assert anew != data
    assert contents_digest(anew) == contents_digest(data)
    assert contents_digest(identity_bytes((Written(PUROMYCIN, ("ab",), "CH4"),))) != contents_digest(data)


def test_a_record_is_found_by_its_cas_number_whole(file: IdentityFile) -> None:
    record = file.with_cas(DOXORUBICIN_HCL)

    assert record is not None
    assert (record.name, record.formula, record.added) == (
        "doxorubicin hydrochloride",
        "C27H29NO11·HCl",
        (Added("HCl"),),
    )
    assert record.origin == "PubChem"
    assert [one.cas for one in file.forms_of(record)] == [DOXORUBICIN]
    assert numbers(file.search(f" {DOXORUBICIN_HCL} ")) == [DOXORUBICIN_HCL]


@pytest.mark.parametrize("cas", ["25316-40-8", "50-00-0", "9999999-99-4", "", "doxorubicin"])
def test_no_record_is_found_by_a_number_that_is_wrong_or_not_there(file: IdentityFile, cas: str) -> None:
    assert file.with_cas(cas) is None


def test_every_reading_of_a_name_is_found_and_the_salt_is_none_of_its_base(file: IdentityFile) -> None:
    assert numbers(file.named("Adriamycin")) == [DOXORUBICIN, DOXORUBICIN_HCL]
    assert numbers(file.named("doxorubicin HCl")) == [DOXORUBICIN_HCL]
    assert numbers(file.named("Doxorubicin")) == [DOXORUBICIN]
    assert file.named("puromycin dihydrochloride") == ()
    assert file.named("–") == ()


def test_a_beginning_finds_the_exact_name_first(file: IdentityFile) -> None:
    assert [(one.record.cas, one.exact) for one in file.search("doxorubicin")] == [
        (DOXORUBICIN, True), (DOXORUBICIN_HCL, False),
    ]  # fmt: skip
    assert numbers(file.search("stre")) == [STREPTOMYCIN]
    assert numbers(file.search("magnesium chl")) == [HYDRATE]
    assert numbers(file.search("doxo", most=1)) == [DOXORUBICIN]
    assert file.search("zzz") == file.search("do") == file.search("") == file.search("123") == ()
    record = file.search("streptomycin")[0].record
    assert (record.moles, record.added) == (2, (Added("H2SO4", 3),))
    assert file.search("puromycin")[0].record.unmatched == ("H2O", "HCl")
    assert (file.search("nacl")[0].record.cas, file.search("nacl")[0].record.origin) == (SALT, "ChEDL")


def test_a_name_of_two_letters_is_found_whole(tmp_path: Path) -> None:
    path = tmp_path / "two.dat"
    path.write_bytes(identity_bytes((Written(PUROMYCIN, ("ab", "abc"), "CH4"),)))

    assert [one.name for one in IdentityFile(path).search("AB")] == ["ab"]


def test_names_of_many_blocks_are_found_and_one_record_once(tmp_path: Path) -> None:
    path = tmp_path / "many.dat"
    names = tuple(f"alpha{number:05}" for number in range(5 * NAMES_IN_BLOCK))
    path.write_bytes(identity_bytes((Written(PUROMYCIN, names, "CH4"), Written(SALT, ("alpha", "beta"), "NaCl"))))
    file = IdentityFile(path)

    assert numbers(file.search("alpha0")) == [PUROMYCIN]
    assert numbers(file.search("alpha")) == [SALT, PUROMYCIN]
    assert numbers(file.search(names[-1])) == [PUROMYCIN]
    assert numbers(file.search("beta")) == [SALT]
    assert file.at(2) is None
    assert file.at(10_000) is None


@pytest.mark.parametrize("content", [None, b"", MAGIC, MAGIC + b"\x04\x00\x00\x00abcd", b"{}"])
def test_a_file_that_is_none_holds_nothing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "identities.dat"
    if content is not None:
        path.write_bytes(content)

    file = IdentityFile(path)

    assert file.search("doxorubicin") == ()
    assert file.with_cas(DOXORUBICIN) is None
    assert file.at(0) is None


@pytest.mark.parametrize("kept", [0.7, 0.95])
def test_damaged_blocks_hold_nothing_or_less(tmp_path: Path, kept: float) -> None:
    path = identity_file(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)] + b"\x00" * (len(data) - int(len(data) * kept)))
    file = IdentityFile(path)

    assert file.search("doxorubicin") == ()
    assert file.with_cas(DOXORUBICIN) is None


def test_a_record_whose_names_cannot_be_read_goes_by_its_number(tmp_path: Path) -> None:
    path = identity_file(tmp_path)
    whole = IdentityFile(path)
    block, data = whole.head.names[0], path.read_bytes()
    start = len(data) - whole.head.records[-1].start - whole.head.records[-1].length
    path.write_bytes(data[:start] + b"\x00" * block.length + data[start + block.length :])

    record = IdentityFile(path).with_cas(DOXORUBICIN)

    assert record is not None
    assert record.name == DOXORUBICIN


@given(
    st.lists(
        st.tuples(st.text("abc αβ-,()1", min_size=1), st.integers(0, (1 << 20) - 1), st.booleans(), st.integers(0, 3)),
        min_size=1,
        max_size=NAMES_IN_BLOCK,
    )
)
def test_names_are_unpacked_as_they_were_packed(rows: list[tuple[str, int, bool, int]]) -> None:
    names = [NameRow(*row) for row in rows]
    packed = packed_names(names)

    assert unpacked_names(packed) == names
    assert [NameBlock(packed).text(place) for place in range(len(names))] == [row.text for row in names]


@given(st.lists(st.integers(1000, 999_999_999), min_size=1, max_size=50, unique=True), st.integers(1, 9))
def test_records_are_unpacked_as_they_were_packed(places: list[int], moles: int) -> None:
    def cas(place: int) -> str:
        digits = str(place)
        check = sum(at * int(digit) for at, digit in enumerate(reversed(digits), 1)) % 10
        return f"{digits[:-2]}-{digits[-2:]}-{check}"

    rows = [
        RecordRow(cas(place), place % 7, "CH4·HCl", "C.Cl", "HCl", moles, "H2O", "1,2", 1) for place in sorted(places)
    ]

    assert unpacked_records(packed_records(rows)) == rows
    assert [cas_number(row.cas) for row in rows] == sorted(places)
