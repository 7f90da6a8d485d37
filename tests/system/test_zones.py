"""The system's time zone in every way that systems keep it; never UTC without a word."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchapp.domain.lab.appointments import read_length
from benchapp.domain.messages import Message, QuantityError
from benchapp.system.clocks import SystemClock, SystemZone, system_zone
from benchapp.ui.text.message_texts import say_error

BERLIN = ZoneInfo("Europe/Berlin")

TIMES = [datetime(2026, month, 15, 12, tzinfo=UTC) for month in range(1, 13)]


@pytest.fixture
def zone_data(tmp_path: Path) -> Path:
    """The zone data of Berlin as a file that lies in no named place."""
    import tzdata  # type: ignore[import-untyped]

    file = tmp_path / "data"
    shutil.copy(Path(tzdata.__file__).parent / "zoneinfo" / "Europe" / "Berlin", file)
    return file


def offsets(zone: SystemZone) -> list[timedelta | None]:
    return [at.astimezone(zone.zone).utcoffset() for at in TIMES]


IN_BERLIN = [at.astimezone(BERLIN).utcoffset() for at in TIMES]


@pytest.mark.parametrize("variable", ["Europe/Berlin", ":Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3"])
def test_tz_is_a_name_or_rules(variable: str, tmp_path: Path) -> None:
    zone = system_zone(tmp_path, {"TZ": variable})

    assert zone.found
    assert offsets(zone) == IN_BERLIN


@pytest.mark.parametrize(
    ("variable", "hours"), [("JST-9", 9.0), ("UTC0", 0.0), ("<+0530>-5:30", 5.5), ("EST5", -5.0), ("NST3:30", -3.5)]
)
def test_rules_without_a_change_of_clocks_are_read(variable: str, hours: float, tmp_path: Path) -> None:
    zone = system_zone(tmp_path, {"TZ": variable})

    assert zone.found
    assert set(offsets(zone)) == {timedelta(hours=hours)}


def test_tz_may_be_a_file(zone_data: Path, tmp_path: Path) -> None:
    assert offsets(system_zone(tmp_path, {"TZ": f":{zone_data}"})) == IN_BERLIN


def test_a_link_to_a_named_file_gives_the_name(tmp_path: Path) -> None:
    (tmp_path / "zoneinfo" / "Europe").mkdir(parents=True)
    (tmp_path / "zoneinfo" / "Europe" / "Berlin").touch()
    (tmp_path / "localtime").symlink_to(tmp_path / "zoneinfo" / "Europe" / "Berlin")

    assert system_zone(tmp_path, {}).zone.key == "Europe/Berlin"


@pytest.mark.parametrize(
    ("file", "text"),
    [("timezone", "Europe/Berlin\n"), ("sysconfig/clock", '# set by hand\nUTC=true\nZONE="Europe/Berlin"\n')],
)
def test_a_copy_is_named_by_the_file_beside_it(file: str, text: str, zone_data: Path, tmp_path: Path) -> None:
    shutil.copy(zone_data, tmp_path / "localtime")
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text)

    assert system_zone(tmp_path, {}).zone.key == "Europe/Berlin"


@pytest.mark.parametrize("name", [None, "Asia/Tokyo", "nonsense", ""])
def test_a_copy_without_a_name_or_with_a_stale_one_is_read_itself(
    name: str | None, zone_data: Path, tmp_path: Path
) -> None:
    shutil.copy(zone_data, tmp_path / "localtime")
    if name is not None:
        (tmp_path / "timezone").write_text(name)

    zone = system_zone(tmp_path, {})

    assert zone.found
    assert offsets(zone) == IN_BERLIN
    assert SystemClock(zone.zone).zone is zone.zone


@pytest.mark.parametrize("variable", ["Mars/Olympus", "not a zone", "/no/such/file", "12345", "CET-1CEST,nonsense"])
def test_what_cannot_be_read_is_the_offset_of_today_and_is_said(variable: str, tmp_path: Path) -> None:
    zone = system_zone(tmp_path, {"TZ": variable})

    assert not zone.found
    assert datetime.now(UTC).astimezone(zone.zone).utcoffset() == datetime.now().astimezone().utcoffset()


def test_an_appointment_rings_at_its_hour_whatever_way_the_zone_is_written(tmp_path: Path) -> None:
    zone = system_zone(tmp_path, {"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}).zone
    now = datetime(2026, 10, 24, 9, 0, tzinfo=UTC).astimezone(zone)

    until = read_length("until tomorrow 17:00", now).until
    assert until is not None
    assert until.astimezone(UTC) == datetime(2026, 10, 25, 16, 0, tzinfo=UTC)


# -- hours that are skipped, or come twice ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "now", "text", "last", "next_"),
    [
        ("Europe/Berlin", "2027-03-27 12:00", "until Sun 02:30", "02:00", "03:00"),
        ("Africa/Cairo", "2026-04-23 12:00", "until Fri 00:30", "00:00", "01:00"),
        ("America/Sao_Paulo", "2018-11-03 12:00", "until tomorrow 00:30", "00:00", "01:00"),
        ("Antarctica/Troll", "2026-03-28 12:00", "until Sun 02:30", "01:00", "03:00"),
        ("Australia/Lord_Howe", "2026-10-03 12:00", "until Sun 02:15", "02:00", "02:30"),
    ],
)
def test_an_hour_that_is_skipped_is_refused_with_the_times_beside_it(
    zone: str, now: str, text: str, last: str, next_: str
) -> None:
    with pytest.raises(QuantityError) as refused:
        read_length(text, datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone)))

    assert refused.value.code is Message.HOUR_SKIPPED
    assert (refused.value.values["last"], refused.value.values["next"]) == (last, next_)
    assert "does not exist" in say_error(refused.value)


def test_an_hour_that_comes_twice_is_asked_and_either_answer_is_read() -> None:
    now = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    with pytest.raises(QuantityError) as refused:
        read_length("until Sun 02:30", now)

    values = refused.value.values
    assert refused.value.code is Message.HOUR_TWICE
    assert (values["first"], values["second"]) == ("2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00")
    read = [read_length(f"until {values[name]}", now).until for name in ("first", "second")]
    assert [one.astimezone(UTC).hour for one in read if one] == [0, 1]


def test_of_an_hour_that_comes_twice_only_the_one_to_come_is_meant_within_it() -> None:
    now = datetime(2026, 10, 25, 1, 40, tzinfo=UTC).astimezone(BERLIN)

    until = read_length("until 02:45", now).until
    assert until is not None
    assert until.astimezone(UTC) == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)
