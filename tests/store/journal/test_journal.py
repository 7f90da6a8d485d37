import json
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import (
    KINDS,
    AliquotThawed,
    Body,
    IncubationStarted,
    IncubationStopped,
    LabRuleSet,
    PersonNamed,
    Retracted,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.domain.journal.state import apply_entry, replay
from benchapp.domain.mappings import LazyMapping
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import write_whole
from benchapp.store.journal.anchors import AnchorFile, load_anchors, save_anchors
from benchapp.store.journal.chain import check_chain, heads_of
from benchapp.store.journal.encoding import decode_body, encode_body
from benchapp.store.journal.joining import add_rows
from benchapp.store.journal.journal import Journal, reader_of
from benchapp.store.journal.journal_file import JournalFile
from benchapp.store.journal.own_chains import JournalReading, Writer
from benchapp.store.journal.snapshot import LoadedBench, load_bench, save_snapshot
from benchapp.store.journal.whole_journal import check_journal
from benchapp.store.settings import DeviceSettings, load_settings, save_settings
from tests.making import BEGIN, incubation, moment, solution

GROUPED = "SELECT kind, max(version) FROM entry GROUP BY kind"
KEPT = Path(__file__).parent.parent.parent / "data" / "journal-v1.sqlite"


def opened(path: Path, *, installation: str = "here", heads: dict[str, tuple[int, str]] | None = None) -> Journal:
    return Journal(path, Writer(installation, BEGIN, kept_heads=heads or {}))


def filled(path: Path, count: int = 6) -> dict[str, tuple[int, str]]:
    with closing(opened(path)) as journal:
        for number in range(count):
            journal.append(PersonNamed(f"person {number}"), recorded=BEGIN, happened=BEGIN)
        return journal.heads()


def test_an_entry_says_when_it_happened_and_when_it_was_recorded(journal: Journal) -> None:
    entry = journal.append(
        SolutionAdded(solution()),
        recorded=BEGIN,
        happened=BEGIN - timedelta(days=90),
        zone="Europe/Berlin",
        person="Mara",
    )

    (_, again) = journal.entries()
    assert again == entry
    assert again.recorded_at - again.happened_at == timedelta(days=90)
    assert (again.person, again.zone, again.sequence) == ("Mara", "Europe/Berlin", 2)
    assert again.body == SolutionAdded(solution())


def test_bodies_are_canonical_json() -> None:
    data = encode_body(LabRuleSet("overage_percent", 20.0, 10.0))

    assert data == (
        b'{"also":[],"in_months":null,"rule":"overage_percent","value":20.0,"was":10.0,"was_in_months":false}'
    )
    assert json.loads(encode_body(SolutionAdded(solution())))["solution"]["storage"] == "−20 °C"


def test_the_file_is_one_plain_file_without_a_write_ahead_log(journal: Journal, tmp_path: Path) -> None:
    journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)

    assert [path.name for path in tmp_path.iterdir()] == ["journal.sqlite"]


def test_opened_again_by_the_same_installation_the_chain_goes_on(tmp_path: Path) -> None:
    filled(tmp_path / "j.sqlite")

    with closing(opened(tmp_path / "j.sqlite")) as journal:
        assert len(journal.heads()) == 1
        assert len(journal) == 7


def test_a_copied_folder_starts_a_chain_that_names_its_parent(tmp_path: Path) -> None:
    heads = filled(tmp_path / "j.sqlite")
    shutil.copy(tmp_path / "j.sqlite", tmp_path / "copy.sqlite")

    with closing(opened(tmp_path / "copy.sqlite", installation="elsewhere")) as journal:
        begun = journal.entries()[-1].body
        ((chain, (_, head)),) = heads.items()

        assert (begun.reason, begun.parent, begun.parent_head) == ("copied", chain, head)  # type: ignore[union-attr]
        assert check_chain(journal.rows()) == ()


def test_a_restored_older_file_starts_a_new_chain(tmp_path: Path) -> None:
    filled(tmp_path / "old.sqlite", 3)
    shutil.copy(tmp_path / "old.sqlite", tmp_path / "j.sqlite")
    newer = filled(tmp_path / "j.sqlite", 3)

    with closing(opened(tmp_path / "old.sqlite", heads=newer)) as journal:
        assert journal.entries()[-1].body.reason == "restored"  # type: ignore[union-attr]


def _edit(path: Path) -> None:
    _run(path, "UPDATE entry SET body = CAST(replace(body, 'person 2', 'person 9') AS BLOB) WHERE sequence = 4")


def _edit_time(path: Path) -> None:
    _run(path, "UPDATE entry SET happened_at = '2020-01-01T00:00:00.000+00:00' WHERE sequence = 4")


def _reorder(path: Path) -> None:
    _run(
        path,
        "UPDATE entry SET sequence = 100 WHERE sequence = 3",
        "UPDATE entry SET sequence = 3 WHERE sequence = 4",
        "UPDATE entry SET sequence = 4 WHERE sequence = 100",
    )


def _insert(path: Path) -> None:
    _run(
        path,
        "UPDATE entry SET sequence = sequence + 100 WHERE sequence > 3",
        "INSERT INTO entry SELECT 'forged', chain, 4, lamport, recorded_at, zone, happened_at, person, kind, version, "
        "body, 'made up', 'made up too' FROM entry WHERE sequence = 3",
        "UPDATE entry SET sequence = sequence - 99 WHERE sequence > 100",
    )


def _cut_inside(path: Path) -> None:
    _run(path, "DELETE FROM entry WHERE sequence = 4")


def _cut_tail(path: Path) -> None:
    _run(path, "DELETE FROM entry WHERE sequence > 5")


def _cut_chain(path: Path) -> None:
    _run(path, "DELETE FROM entry")


def _foreign_chain(path: Path) -> None:
    _run(
        path,
        "INSERT INTO entry SELECT 'forged', 'another', 1, lamport, recorded_at, zone, happened_at, person, kind, "
        "version, body, '', hash FROM entry WHERE sequence = 3",
    )


def _run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as tool:
        for statement in statements:
            tool.execute(statement)
        tool.commit()


@pytest.mark.parametrize(
    ("tamper", "code", "sequence"),
    [
        (_edit, Message.JOURNAL_EDITED, 4),
        (_edit_time, Message.JOURNAL_EDITED, 4),
        (_reorder, Message.JOURNAL_REORDERED, 3),
        (_insert, Message.JOURNAL_INSERTED, 4),
        (_cut_inside, Message.JOURNAL_CUT, 4),
        (_cut_tail, Message.JOURNAL_CUT, 7),
        (_cut_chain, Message.JOURNAL_CUT, 7),
        (_foreign_chain, Message.JOURNAL_INSERTED, 1),
    ],
)
def test_what_a_plain_sqlite_tool_does_is_found(tmp_path: Path, tamper, code: MessageCode, sequence: int) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "j.sqlite"
    heads = filled(path)

    tamper(path)

    (finding,) = check_journal(reader_of(path), heads, tmp_path / "snapshot")
    assert (finding.code, finding.sequence) == (code, sequence)


def test_a_whole_journal_has_no_finding(tmp_path: Path) -> None:
    heads = filled(tmp_path / "j.sqlite")

    assert check_journal(reader_of(tmp_path / "j.sqlite"), heads, tmp_path / "snapshot") == ()


def test_a_newer_file_opens_as_a_viewer_and_is_not_touched(tmp_path: Path) -> None:
    filled(tmp_path / "j.sqlite")
    _run(tmp_path / "j.sqlite", "PRAGMA user_version = 99")
    before = (tmp_path / "j.sqlite").read_bytes()

    with closing(opened(tmp_path / "j.sqlite")) as journal:
        assert journal.why_read_only is not None
        assert journal.why_read_only.code is Message.JOURNAL_NEWER
        assert len(journal.entries()) == 7
        with pytest.raises(BenchError):
            journal.append(PersonNamed("x"), recorded=BEGIN, happened=BEGIN)
    assert (tmp_path / "j.sqlite").read_bytes() == before


def test_older_tables_are_brought_up_to_date_after_a_backup(tmp_path: Path) -> None:
    shutil.copy(KEPT, tmp_path / "journal.sqlite")
    (tmp_path / "journal.sqlite").chmod(0o644)
    asked: list[Path] = []

    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN), before_change=asked.append)) as journal:
        assert asked == [tmp_path / "journal.sqlite"]
        plan = " ".join(str(row) for row in journal._file.connection.execute("EXPLAIN QUERY PLAN " + GROUPED))
        assert "entry_by_kind" in plan
        assert check_chain(journal.rows()) == ()


def test_without_a_backup_older_tables_are_left_as_they_are_and_serve(tmp_path: Path) -> None:
    shutil.copy(KEPT, tmp_path / "journal.sqlite")
    (tmp_path / "journal.sqlite").chmod(0o644)

    def full(_file: Path) -> None:
        raise BenchError(Message.BACKUP_FAILED, file="backups", reason="no space")

    with closing(Journal(tmp_path / "journal.sqlite", Writer("here", BEGIN), before_change=full)) as journal:
        journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)
        (version,) = journal._file.connection.execute("PRAGMA user_version").fetchone()
    assert version == 1


def test_a_journal_whose_folder_is_gone_says_so_and_loses_nothing_it_holds(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    filled(folder / "j.sqlite")
    with closing(opened(folder / "j.sqlite")) as journal:
        shutil.rmtree(folder)
        with pytest.raises(BenchError) as refused:
            journal.append(PersonNamed("x"), recorded=BEGIN, happened=BEGIN)

        assert refused.value.code is Message.FOLDER_GONE
        assert len(journal.entries()) == 7


def test_an_unknown_kind_opens_for_reading_only(tmp_path: Path) -> None:
    filled(tmp_path / "j.sqlite")
    _run(tmp_path / "j.sqlite", "UPDATE entry SET kind = 'FromTheFuture' WHERE sequence = 4")

    with closing(opened(tmp_path / "j.sqlite")) as journal:
        assert journal.why_read_only is not None
        assert journal.why_read_only.code is Message.JOURNAL_UNKNOWN_KIND
        assert len(journal.entries()) == 6
        with pytest.raises(BenchError):
            journal.append(PersonNamed("x"), recorded=BEGIN, happened=BEGIN)


def test_an_entry_is_found_by_its_id_and_a_solution_by_how_it_came_to_be(journal: Journal) -> None:
    added = journal.append(SolutionAdded(solution("s1")), recorded=BEGIN, happened=BEGIN)
    journal.append(SolutionDiscarded("s1", "used up"), recorded=BEGIN, happened=BEGIN)

    assert journal.find(added.id) == journal.origin_of("s1") == added
    assert journal.find("nothing") is None
    assert journal.origin_of("s2") is None
    begun = journal.append(IncubationStarted(incubation("i1")), recorded=BEGIN, happened=BEGIN)
    assert journal.origin_of("i1") == begun


def test_read_backwards_what_only_a_newer_version_knows_is_passed_over(tmp_path: Path) -> None:
    filled(tmp_path / "j.sqlite")
    opened(tmp_path / "j.sqlite", installation="elsewhere").close()
    _run(tmp_path / "j.sqlite", "UPDATE entry SET kind = 'FromTheFuture' WHERE sequence = 4")

    with closing(opened(tmp_path / "j.sqlite", installation="elsewhere")) as journal:
        bodies = [entry.body for entry in journal.backwards()]
        assert bodies[1:6] == [PersonNamed(f"person {number}") for number in (5, 4, 3, 1, 0)]
        assert journal.why_read_only is None


def test_a_beginning_of_a_newer_version_opens_for_reading_only(tmp_path: Path) -> None:
    filled(tmp_path / "j.sqlite")
    _run(tmp_path / "j.sqlite", "UPDATE entry SET version = 99 WHERE kind = 'ChainStarted'")

    with closing(opened(tmp_path / "j.sqlite")) as journal:
        # It is this computer's all the same.
        assert len(journal.own) == 1
        assert journal.why_read_only is not None
        assert journal.why_read_only.code is Message.JOURNAL_UNKNOWN_KIND
    assert len(opened_bodies(tmp_path / "j.sqlite")) == 6


@pytest.mark.parametrize(
    ("change", "closes"),
    [
        ("version = 99", False),
        ("version = 99, body = x'7b7d'", False),
        ("body = x'7b7d'", True),
    ],
)
def test_a_beginning_of_another_computer_by_a_newer_version_closes_nothing(
    tmp_path: Path, change: str, closes: bool
) -> None:
    filled(tmp_path / "j.sqlite")
    opened(tmp_path / "j.sqlite", installation="elsewhere").close()
    with closing(Journal(tmp_path / "j.sqlite", read_only=True)) as journal:
        (first, second) = [row for row in journal.rows() if row.kind == "ChainStarted"]
    _run(tmp_path / "j.sqlite", f"UPDATE entry SET {change} WHERE uuid = '{first.uuid}'")  # noqa: S608

    with closing(opened(tmp_path / "j.sqlite", installation="elsewhere")) as journal:
        assert journal.own == (second.chain,)
        assert (journal.why_read_only is not None) == closes


def opened_bodies(path: Path) -> list[Body]:
    with closing(Journal(path, read_only=True)) as journal:
        return [entry.body for entry in journal.entries()]


def test_two_programs_of_one_computer_do_not_write_into_one_chain_unawares(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "j.sqlite")) as first, closing(opened(tmp_path / "j.sqlite")) as second:
        second.append(PersonNamed("second"), recorded=BEGIN, happened=BEGIN)
        with pytest.raises(BenchError) as refused:
            first.append(PersonNamed("first"), recorded=BEGIN, happened=BEGIN)

    assert refused.value.code is Message.JOURNAL_REPLACED
    assert opened_bodies(tmp_path / "j.sqlite")[1:] == [PersonNamed("second")]


def test_a_newer_version_of_a_kind_is_not_read_as_the_old_one() -> None:
    with pytest.raises(BenchError) as refused:
        decode_body("PersonNamed", 2, b'{"name":"x"}')
    assert refused.value.code is Message.JOURNAL_UNKNOWN_KIND
    with pytest.raises(BenchError) as damaged:
        decode_body("PersonNamed", 1, b'{"name":5}')
    assert damaged.value.code is Message.JOURNAL_DAMAGED


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    path.write_bytes(b"not a database, but long enough to be looked at as one" * 40)
    before = path.read_bytes()

    with pytest.raises(BenchError) as refused:
        opened(path)

    assert refused.value.code is Message.JOURNAL_DAMAGED
    assert path.read_bytes() == before


def test_what_cannot_be_written_is_refused_and_the_journal_stays_as_it_was(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "j.sqlite")) as journal:
        other = sqlite3.connect(tmp_path / "j.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        journal._file.connection.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(BenchError) as refused:
            journal.append(PersonNamed("x"), recorded=BEGIN, happened=BEGIN)
        other.execute("ROLLBACK")
        other.close()

        assert refused.value.code is Message.NOT_SAVED_IN_USE
        journal.append(PersonNamed("y"), recorded=BEGIN, happened=BEGIN)
        assert len(journal) == 2


def test_read_only_it_is_a_viewer(tmp_path: Path) -> None:
    filled(tmp_path / "j.sqlite")

    with closing(Journal(tmp_path / "j.sqlite", read_only=True)) as viewer:
        assert len(viewer.entries()) == 7
        with pytest.raises(BenchError) as refused:
            viewer.append(PersonNamed("x"), recorded=BEGIN, happened=BEGIN)
        assert refused.value.code is Message.READ_ONLY
    with pytest.raises(BenchError):
        Journal(tmp_path / "nothing.sqlite", read_only=True)


def test_a_snapshot_serves_only_while_it_fits(journal: Journal, tmp_path: Path) -> None:
    journal.append(SolutionAdded(solution()), recorded=BEGIN, happened=BEGIN)
    bench = replay(journal.entries())
    save_snapshot(bench, journal.heads(), tmp_path / "snapshot", journal.rows_known)

    assert load_bench(journal, tmp_path / "snapshot") == LoadedBench(bench, kept=True, current=True)
    (tmp_path / "snapshot").write_bytes(b"damaged")
    assert load_bench(journal, tmp_path / "snapshot") == LoadedBench(bench, kept=False, current=False)


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (("add", "name", "thaw"), True),
        (("add", "undo what is later"), True),
        (("undo what was kept",), False),
        (("comes in later",), True),
        (("comes in earlier",), False),
        (("is of a newer kind", "name"), True),
    ],
)
def test_the_snapshot_that_a_killed_program_left_serves_as_a_beginning(
    journal: Journal, tmp_path: Path, later: tuple[str, ...], kept: bool
) -> None:
    stock = journal.append(SolutionAdded(solution()), recorded=BEGIN, happened=BEGIN)
    # What is in the kept state shows that it was not worked out from the entries.
    marked = replace(replay(journal.entries()), people=("Kept",))
    save_snapshot(marked, journal.heads(), tmp_path / "snapshot", journal.rows_known)
    last = stock
    for what in later:
        match what:
            case "add":
                last = journal.append(SolutionAdded(solution("s2")), recorded=BEGIN, happened=BEGIN)
            case "name":
                journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)
            case "thaw":
                journal.append(AliquotThawed("s1", 1, moment(1), "s1"), recorded=BEGIN, happened=BEGIN)
            case "undo what is later" | "undo what was kept":
                journal.append(Retracted(last.id), recorded=BEGIN, happened=BEGIN)
            case "is of a newer kind":
                comes_in(journal, lamport=stock.lamport + 1, kind="TubeWeighed")
            case _:
                comes_in(journal, lamport=stock.lamport + (1 if what == "comes in later" else -1))

    loaded = load_bench(journal, tmp_path / "snapshot")

    assert (loaded.kept, loaded.current) == (kept, False)
    assert ("Kept" in loaded.bench.people) == kept
    assert replace(loaded.bench, people=()) == replace(replay(journal.entries()), people=())


def test_a_snapshot_of_another_journal_or_with_a_damaged_second_part_is_no_beginning(
    journal: Journal, tmp_path: Path
) -> None:
    snapshot = tmp_path / "snapshot"
    journal.append_all([SolutionAdded(solution()), SolutionDiscarded("s1", "x")], recorded=BEGIN, happened=BEGIN)
    marked, heads = replace(replay(journal.entries()), people=("Kept",)), journal.heads()
    ((chain, (sequence, _)),), rows = heads.items(), journal.rows_known
    journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)
    for others in ({chain: (sequence, "0" * 64)}, {**heads, "another": (1, "0" * 64)}, {}):
        save_snapshot(marked, others, snapshot, rows)
        assert not load_bench(journal, snapshot).kept
    save_snapshot(marked, heads, snapshot, rows)
    assert load_bench(journal, snapshot).kept
    snapshot.write_bytes(snapshot.read_bytes()[:-1])
    assert load_bench(journal, snapshot) == LoadedBench(replay(journal.entries()), kept=False, current=False)


def comes_in(journal: Journal, lamport: int, kind: str = "") -> None:
    """Add the first entry of another computer's chain to the file, by another connection."""
    row = next(row for row in journal.rows() if row.kind == "ChainStarted")
    other = replace(row, uuid="other", chain="0" * 36, lamport=lamport, kind=kind or row.kind)
    add_rows(journal.path, [other.sealed()])
    journal.came_in()


def test_a_start_fetches_nothing_that_is_gone_or_over(journal: Journal, tmp_path: Path) -> None:
    bodies: list[Body] = [
        SolutionAdded(solution("s1")),
        SolutionAdded(solution("s2")),
        IncubationStarted(incubation("i1", 1)),
        IncubationStarted(incubation("i2", 1)),
        SolutionDiscarded("s1", "used up"),
        IncubationStopped("i1", "done"),
    ]
    journal.append_all(bodies, recorded=BEGIN, happened=BEGIN)
    whole = replay(journal.entries())
    save_snapshot(whole, journal.heads(), tmp_path / "snapshot", journal.rows_known)

    bench = load_bench(journal, tmp_path / "snapshot").bench

    solutions, incubations = bench.solutions, bench.incubations
    assert isinstance(solutions, LazyMapping)
    assert isinstance(incubations, LazyMapping)
    assert [one.solution.id for one in bench.in_hand()] == ["s2"]
    assert [one.incubation.id for one in bench.running()] == ["i2"]
    assert list(solutions) == ["s1", "s2"]
    assert len(incubations) == 2
    assert incubations["i2"].incubation.id == "i2"
    assert [solutions.fetched, incubations.fetched] == [False, False]
    assert bench == whole
    assert [solutions.fetched, incubations.fetched] == [True, True]
    assert "nothing" not in solutions
    # What follows is a bench like any other, and so is what is kept of it.
    later = journal.append(SolutionAdded(solution("s3")), recorded=BEGIN, happened=BEGIN)
    again = load_bench(journal, tmp_path / "snapshot").bench
    assert apply_entry(bench, later) == again == replay(journal.entries())


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "replaced"])
def test_the_part_of_a_snapshot_that_waits_is_taken_from_the_journal_where_it_is_damaged(
    harm: str, journal: Journal, tmp_path: Path
) -> None:
    snapshot = tmp_path / "snapshot"
    journal.append_all(
        [SolutionAdded(solution("s1")), SolutionDiscarded("s1", "used up")], recorded=BEGIN, happened=BEGIN
    )
    whole = replay(journal.entries())
    save_snapshot(whole, journal.heads(), snapshot, journal.rows_known)
    loaded = load_bench(journal, snapshot)
    written = snapshot.read_bytes()
    place = written.rindex(b"used up")
    match harm:
        case "changed":
            snapshot.write_bytes(written[:place] + b"x" + written[place + 1 :])
        case "cut":
            snapshot.write_bytes(written[:place])
        case "gone":
            snapshot.unlink()
        case _:
            save_snapshot(replay([]), {}, snapshot, journal.rows_known)

    assert loaded.current
    assert loaded.bench.solutions["s1"] == whole.solutions["s1"]


@pytest.mark.parametrize("size", [0, 7, 8, 9, 100])
def test_a_snapshot_cut_in_its_first_part_is_thrown_away(size: int, journal: Journal, tmp_path: Path) -> None:
    journal.append(SolutionAdded(solution("s1")), recorded=BEGIN, happened=BEGIN)
    bench = replay(journal.entries())
    save_snapshot(bench, journal.heads(), tmp_path / "snapshot", journal.rows_known)
    (tmp_path / "snapshot").write_bytes((tmp_path / "snapshot").read_bytes()[:size])

    assert load_bench(journal, tmp_path / "snapshot") == LoadedBench(bench, kept=False, current=False)


def test_a_snapshot_that_lies_is_found_and_thrown_away(journal: Journal, tmp_path: Path) -> None:
    journal.append(SolutionAdded(solution()), recorded=BEGIN, happened=BEGIN)
    save_snapshot(replay([]), journal.heads(), tmp_path / "snapshot", journal.rows_known)

    findings = check_journal(reader_of(journal.path), {}, tmp_path / "snapshot")

    assert [finding.code for finding in findings] == [Message.JOURNAL_SNAPSHOT_DIFFERS]
    assert not (tmp_path / "snapshot").exists()


@pytest.mark.parametrize("rehashed", [True, False])
def test_an_entry_that_cannot_be_read_is_found_though_its_hash_may_fit(tmp_path: Path, rehashed: bool) -> None:
    filled(tmp_path / "j.sqlite", 1)
    _run(tmp_path / "j.sqlite", "UPDATE entry SET body = CAST('5' AS BLOB) WHERE sequence = 2")
    if rehashed:
        with closing(Journal(tmp_path / "j.sqlite", read_only=True)) as journal:
            right = list(journal.rows())[1].computed_hash()
        _run(tmp_path / "j.sqlite", f"UPDATE entry SET hash = '{right}' WHERE sequence = 2")  # noqa: S608

    findings = check_journal(reader_of(tmp_path / "j.sqlite"), {}, tmp_path / "none")

    assert [one.code for one in findings] == [Message.JOURNAL_DAMAGED if rehashed else Message.JOURNAL_EDITED]


def test_every_kind_of_entry_survives_the_way_to_disk_and_back() -> None:
    from tests.store.every_body import EVERY_BODY

    assert {type(body).__name__ for body in EVERY_BODY} == set(KINDS)
    for body in EVERY_BODY:
        kind = type(body).__name__
        assert decode_body(kind, KINDS[kind].VERSION, encode_body(body)) == body


def test_the_kept_file_of_the_first_format_still_opens(tmp_path: Path) -> None:
    shutil.copy(KEPT, tmp_path / "kept.sqlite")

    with closing(Journal(tmp_path / "kept.sqlite", read_only=True)) as journal:
        bench = replay(journal.entries())
        assert check_chain(journal.rows()) == ()
        assert heads_of(journal.rows()) == journal.heads()
    assert bench.solutions["s1"].left == 7
    assert bench.solutions["w"].solution.limits[0].span_s == 7200
    assert bench.incubations["i1"].given == {0: moment(48)}
    assert bench.incubations["i1"].incubation == incubation(every_h=48)
    assert bench.rules.overage_percent == 20
    assert Retracted.__name__ in KINDS


def test_the_kept_file_of_the_second_format_still_opens(tmp_path: Path) -> None:
    """It holds what was in a calculator, the doses of a series, and a saved recipe."""
    shutil.copy(KEPT.with_name("journal-v2.sqlite"), tmp_path / "kept.sqlite")

    with closing(Journal(tmp_path / "kept.sqlite", read_only=True)) as journal:
        bench = replay(journal.entries())
        assert check_chain(journal.rows()) == ()
    assert [dose.shown() for dose in bench.solutions["w"].solution.doses] == ["10\u202fµM", "1\u202fµM"]
    assert bench.repeatable[-1].tool == "series"
    assert (bench.incubations["i1"].incubation.tool, bench.incubations["i1"].incubation.doses) == ("plate", 8)
    assert bench.recipes["Monday plate"].inputs["replicates"] == "3"


def test_anchors_are_written_whole_and_a_damaged_file_is_an_empty_one(tmp_path: Path) -> None:
    clock = SteppedClock()
    from benchapp.domain.units.moments import renewed

    kept = AnchorFile(renewed((), clock.now()), {"c": (3, "abc")})
    save_anchors(tmp_path / "anchors.json", kept)

    assert load_anchors(tmp_path / "anchors.json") == kept
    (tmp_path / "anchors.json").write_text("{", encoding="utf-8")
    assert load_anchors(tmp_path / "anchors.json") == AnchorFile()


def test_damaged_settings_are_set_aside_and_the_defaults_serve(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, DeviceSettings(theme="dark"))
    assert load_settings(path).theme == "dark"
    path.write_bytes(b"\x00\x00\x00")

    assert load_settings(path) == DeviceSettings()
    assert (tmp_path / "settings.damaged.json").read_bytes() == b"\x00\x00\x00"
    assert load_settings(tmp_path / "none.json") == DeviceSettings()


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").write_text("kept", encoding="utf-8")

    with pytest.raises(BenchError) as refused:
        write_whole(tmp_path / "folder", b"new")

    assert refused.value.code is Message.NOT_SAVED
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_the_kept_file_of_the_third_format_still_opens(tmp_path: Path) -> None:
    """It holds what was taken of which tube, handling, lots with dates, and steps of every kind."""
    shutil.copy(KEPT.with_name("journal-v3.sqlite"), tmp_path / "kept.sqlite")

    with closing(Journal(tmp_path / "kept.sqlite", read_only=True)) as journal:
        bench = replay(journal.entries())
        assert journal.why_read_only is not None
        assert journal.why_read_only.code is Message.READ_ONLY
        assert check_chain(journal.rows()) == ()
    running = bench.incubations["i1"]
    assert running.added[1000].ratio == 3.0
    assert running.half_life is not None
    assert running.incubation.length_s == 700000.0
    assert bench.solutions["s1"].discarded is None
    assert bench.solutions["s1"].solution.lot_expiry == "2027-03"


def test_a_journal_that_is_only_read_notices_what_another_connection_added(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "here.sqlite")) as journal:
        journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)
        with closing(Journal(journal.path, read_only=True)) as reader:
            assert reader.came_in() == []
            journal.append(PersonNamed("Jo"), recorded=BEGIN, happened=BEGIN)

            assert reader.came_in() == [(journal.own[0], 3, 3)]


def test_what_another_connection_of_this_program_added_is_noticed(tmp_path: Path) -> None:
    there = tmp_path / "there.sqlite"
    with closing(opened(there, installation="there")) as journal:
        journal.append(PersonNamed("Jo"), recorded=BEGIN, happened=BEGIN)
        (chain,), rows = journal.own, list(journal.rows())
    with closing(opened(tmp_path / "here.sqlite")) as journal:
        with closing(JournalFile(journal.path)) as beside, beside.transaction():
            for row in rows:
                beside.insert(row)
        assert journal.came_in() == [(chain, 1, 2)]
        assert journal.came_in() == []
        mine = journal.append(PersonNamed("Mara"), recorded=BEGIN, happened=BEGIN)

        assert journal.heads()[chain] == (2, rows[-1].hash)
        assert [entry.body for entry in journal.between(chain, 2, 2)] == [PersonNamed("Jo")]
        assert journal.after(journal.between(chain, 2, 2)[0].place) == [mine]
        assert (journal.trouble(), journal.unknown) == (None, 0)
    with closing(JournalFile(there, read_only=True)) as file:
        assert [entry.kind for entry in JournalReading(file).entries()] == ["ChainStarted", "PersonNamed"]
