"""The signs of life in the folder: the newest of each computer, and nothing that cannot be one."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.lab.presence import MOST_BOOTS, SignOfLife
from benchapp.domain.units.moments import BootSpan, Moment
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.signs_of_life import FoundSigns, exchange_signs, newest_signs, put_sign, sign_data
from tests.making import moment
from tests.store.lab.making_lab import chain_id

HOOD, OFFICE = chain_id(1), chain_id(2)
SIGN = SignOfLife(HOOD, 0, "0.1", moment(1), (BootSpan(moment(), moment(1)),), {"office": 1.5})


@pytest.fixture
def folder(tmp_path: Path) -> LabFolder:
    return LabFolder(tmp_path)


def names(folder: LabFolder) -> list[str]:
    return sorted(one.name for one in (folder.path / "here").iterdir())


def test_a_sign_is_read_once_and_takes_the_place_of_the_one_before(folder: LabFolder) -> None:
    assert exchange_signs(folder, (), (OFFICE,), None) == FoundSigns()
    exchange_signs(folder, (), (HOOD,), SIGN)
    found = exchange_signs(folder, (), (OFFICE,), None)
    assert found.fresh == (replace(SIGN, counter=1),)
    assert exchange_signs(folder, found.names, (OFFICE,), None).fresh == ()
    exchange_signs(folder, (), (HOOD,), replace(SIGN, at=moment(2)))

    assert names(folder) == [f"{HOOD}-00000002.json"]
    assert [one.at for one in exchange_signs(folder, found.names, (OFFICE,), None).fresh] == [moment(2)]
    assert exchange_signs(folder, (), (HOOD,), None).fresh == ()


def test_an_earlier_one_that_cannot_be_removed_is_passed_over(folder: LabFolder) -> None:
    exchange_signs(folder, (), (HOOD,), SIGN)
    before = (folder.path / "here" / f"{HOOD}-00000001.json").read_bytes()
    exchange_signs(folder, (), (HOOD,), SIGN)
    (folder.path / "here" / f"{HOOD}-00000001.json").write_bytes(before)

    assert [one.counter for one in exchange_signs(folder, (), (OFFICE,), None).fresh] == [2]


def test_only_so_many_boots_are_told(folder: LabFolder) -> None:
    exchange_signs(folder, (), (HOOD,), replace(SIGN, boots=SIGN.boots * 50))
    assert len(exchange_signs(folder, (), (OFFICE,), None).fresh[0].boots) == MOST_BOOTS


LATE = Moment(datetime(9999, 12, 31, tzinfo=UTC), 0.0, "b")


@pytest.mark.parametrize(
    "sign",
    [
        replace(SIGN, chain=OFFICE, counter=7),
        replace(SIGN, counter=8),
        replace(SIGN, counter=7, at=LATE),
        replace(SIGN, counter=7, at=replace(moment(), boot_s=1e300)),
        replace(SIGN, counter=7, at=replace(moment(), boot_id="")),
        replace(SIGN, counter=7, boots=(BootSpan(moment(), LATE),)),
        replace(SIGN, counter=7, seen={"office": -1e300}),
    ],
)
def test_one_that_says_what_cannot_be_is_passed_over(folder: LabFolder, sign: SignOfLife) -> None:
    here = folder.path / "here"
    here.mkdir()
    made = {"format": "benchapp-here/1", "sign": sign}
    (here / f"{HOOD}-00000007.json").write_bytes(msgspec.json.encode(made))

    assert exchange_signs(folder, (), (OFFICE,), None).fresh == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.just(b"[" * 50_000) | st.just(b" " * 70_000))
def test_bytes_that_are_no_sign_are_passed_over(folder: LabFolder, data: bytes) -> None:
    here = folder.path / "here"
    here.mkdir(exist_ok=True)
    (here / f"{HOOD}-00000001.json").write_bytes(data)
    (here / f"{HOOD}-00000001 (conflicted copy).json").write_bytes(data)

    assert exchange_signs(folder, (), (OFFICE,), None).fresh == ()


def test_no_sign_is_left_behind_the_last_number(folder: LabFolder) -> None:
    here = folder.path / "here"
    here.mkdir()
    (here / f"{HOOD}-99999999.json").write_bytes(b"")
    exchange_signs(folder, (), (HOOD,), SIGN)

    assert names(folder) == [f"{HOOD}-99999999.json"]


def test_a_flood_of_signs_is_read_some_at_a_time(folder: LabFolder) -> None:
    first = chain_id(3)
    exchange_signs(folder, (), (), replace(SIGN, chain=first))
    data = sign_data(folder, first, 1)
    assert data is not None
    for number in range(4, 260):
        assert put_sign(folder, chain_id(number), 1, data.replace(first.encode(), chain_id(number).encode()))
    assert len(exchange_signs(folder, (), (OFFICE,), None).fresh) == 200


def test_the_newest_of_each_is_passed_on_as_it_is(folder: LabFolder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = LabFolder(tmp_path / "other")
    assert newest_signs(folder) == {}
    for number in (1, 2):
        exchange_signs(folder, (), (), replace(SIGN, at=moment(number)))
    data = (folder.path / "here" / f"{HOOD}-00000001.json").read_bytes()
    exchange_signs(folder, (), (OFFICE,), replace(SIGN, chain=OFFICE))
    (folder.path / "here" / f"{HOOD}-00000002.json").write_bytes(data.replace(b'"counter":1', b'"counter":2'))
    (folder.path / "here" / f"{HOOD}-00000001.json").write_bytes(data)

    assert newest_signs(folder) == {HOOD: 2, OFFICE: 1}
    for counter in (1, 2):
        found = sign_data(folder, HOOD, counter)
        assert found is not None
        assert put_sign(other, HOOD, counter, found)
    assert names(other) == [f"{HOOD}-00000002.json"]
    assert exchange_signs(other, (), (OFFICE,), None).fresh[0].counter == 2
    # An older one that comes late takes nothing away.
    assert put_sign(other, HOOD, 1, data)
    assert exchange_signs(other, (), (OFFICE,), None).fresh[0].counter == 2


def test_what_is_no_sign_is_neither_read_nor_left(folder: LabFolder) -> None:
    exchange_signs(folder, (), (HOOD,), SIGN)
    data = sign_data(folder, HOOD, 1)
    assert data is not None
    assert sign_data(folder, HOOD, 2) is None
    (folder.path / "here" / f"{HOOD}-00000002.json").write_bytes(data)
    (folder.path / "here" / f"{HOOD}-00000003.json").write_bytes(b" " * 70_000)
    assert sign_data(folder, HOOD, 2) is sign_data(folder, HOOD, 3) is None

    for chain, counter, told in (
        (HOOD, 2, data), (OFFICE, 1, data), (HOOD, 1, b"{}"), (HOOD, 1, data + b" " * 70_000),
        ("../" + HOOD[3:], 1, data.replace(HOOD.encode(), ("../" + HOOD[3:]).encode())),
    ):  # fmt: skip
        assert not put_sign(folder, chain, counter, told)
    assert len(names(folder)) == 3


def test_that_it_was_closed_is_read(folder: LabFolder) -> None:
    exchange_signs(folder, (), (HOOD,), replace(SIGN, closing=True))

    assert [one.closing for one in exchange_signs(folder, (), (OFFICE,), None).fresh] == [True]
