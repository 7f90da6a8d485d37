"""Whatever fails is said in a sentence, and nothing is lost or doubled."""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest
from benchapp_postgres.address import read_address, store_password
from benchapp_postgres.sync import Sync
from benchapp_postgres.troubles import TroubleError

from benchapp.domain.journal.entries import NoteAdded
from benchapp.store.lab.lab_folder import LabFolder
from postgres_tests.making_lab import Computer, Database, Keyring, carrying
from postgres_tests.making_server import PASSWORD, Link, wait_until

ROOT = Path(__file__).parents[3]
# How many times as long it is tried as each time that something changes (docs/reliability.md).
TIMES = int(os.environ.get("BENCHAPP_POSTGRES_TIMES", "1"))


def refused(database: Database, computer: Computer, url: str = "") -> str:
    address = read_address(url or database.url())
    with pytest.raises(TroubleError) as trouble:
        Sync(address, computer.folder, computer.told.append).once()
    assert "\n" not in trouble.value.sentence
    return trouble.value.sentence


def carry(database: Database, computer: Computer, user: str = "hood-1") -> None:
    Sync(database.address(user), computer.folder, computer.told.append).once()


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of two megabytes; it can be had by root alone, as whom CI runs."""
    assert os.geteuid() == 0, "a small disk is mounted: run this as root"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=755", "tmpfs", name], check=True)
        yield folder
        subprocess.run(["umount", "-l", name], check=True)


def test_a_wrong_password_and_none(database: Database, tmp_path: Path, passwords: Path) -> None:
    one = Computer(1, tmp_path / "one")
    passwords.write_text("127.0.0.1:*:*:*:another\n", encoding="utf-8")
    assert refused(database, one) == (
        "The server “127.0.0.1” refuses the password of “hood-1”: store the right one with"
        " “benchapp-postgres password”, or mend .pgpass."
    )
    passwords.write_text("", encoding="utf-8")
    assert refused(database, one) == (
        "The server “127.0.0.1” asks for the password of “hood-1”: store it with “benchapp-postgres password”,"
        " or write it into .pgpass (readable by you alone)."
    )


def test_the_password_of_the_keyring_is_taken(database: Database, tmp_path: Path, passwords: Path) -> None:
    passwords.write_text("", encoding="utf-8")
    with pytest.raises(TroubleError, match=r"no keyring that is open: write the password into \.pgpass"):
        store_password(database.address(), PASSWORD)
    keyring.set_keyring(Keyring())
    store_password(database.address(), PASSWORD)
    carry(database, Computer(1, tmp_path / "one"))


def test_a_password_in_the_address_is_not_taken(database: Database) -> None:
    for url in ("postgresql://hood-1:secret@127.0.0.1/lab", "postgresql://hood-1@127.0.0.1/lab?password=secret"):
        with pytest.raises(TroubleError, match="Leave the password out") as trouble:
            read_address(url)
        assert "secret" not in trouble.value.sentence
    with pytest.raises(TroubleError, match="is no address"):
        read_address("http://somewhere")


def test_the_server_must_prove_who_it_is(database: Database, tmp_path: Path) -> None:
    one, server = Computer(1, tmp_path / "one"), database.server
    plain = f"postgresql://hood-1@127.0.0.1:{server.port}/{database.name}"
    assert read_address(plain).is_verified
    said = refused(database, one, plain)
    assert "could not prove that it is the lab's (root certificate file" in said
    assert "does not exist): put the certificate of the lab's authority into ~/.postgresql/root.crt" in said
    # Another authority than the one that signed.
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", "k",
         "-out", "other.crt"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert "could not prove" in refused(database, one, f"{plain}?sslrootcert={tmp_path}/other.crt")
    # Another name than that of the certificate.
    named = f"postgresql://hood-1@localhost:{server.port}/{database.name}?sslrootcert={server.root}/authority.crt"
    assert refused(database, one, named).endswith(": name it in the address as its certificate does.")
    assert not read_address(f"{plain}?sslmode=require").is_verified
    Sync(read_address(f"{plain}?sslmode=require"), one.folder, one.told.append).once()


def test_a_server_that_is_away_and_a_database_that_is_not_set_up(database: Database, tmp_path: Path) -> None:
    one, server = Computer(1, tmp_path / "one"), database.server
    link = Link(server.port)
    link.close()
    assert refused(database, one, database.url(port=link.port)) == (
        "The server “127.0.0.1” cannot be reached (Connection refused): entries wait here until it can."
    )
    assert refused(database, one, server.url("hood-1", "nowhere")) == (
        'The server “127.0.0.1” does not let “hood-1” in (database "nowhere" does not exist):'
        " entries wait here until it does."
    )
    server.make_database(f"{database.name}empty")
    assert "is not set up: run “benchapp-postgres init”" in refused(
        database, one, server.url("hood-1", f"{database.name}empty")
    )
    with server.owner("postgres") as connection:
        connection.execute(f"CREATE ROLE stranger{database.name} LOGIN PASSWORD '{PASSWORD}'")
    assert "make it a member of the role" in refused(database, one, database.url(f"stranger{database.name}"))
    assert not (tmp_path / "one").exists()


def test_a_link_that_is_cut_again_and_again(database: Database, tmp_path: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    link, chance = Link(database.server.port), random.Random(1)
    with carrying(one, database.address(port=link.port)), carrying(two, database.address("hood-2")):
        wait_until(lambda: bool(one.told and two.told))
        for _ in range(6 * TIMES):
            one.write(3)
            time.sleep(chance.uniform(0, 0.1))
            link.cut()
        wait_until(lambda: set(two.hashes().values()) == one.rows.everything(), 60.0)
    lost = (
        r"The (connection to the server was lost|server “127\.0\.0\.1” cannot be reached) \(.+\): entries wait here .+"
    )
    assert all(re.fullmatch(lost, said) for said in one.sentences())
    assert one.sentences()
    assert two.sentences() == []
    assert len(database.lines()) == 18 * TIMES
    link.close()


def test_a_link_that_is_cut_while_it_is_secured_is_no_fault_of_a_certificate(
    database: Database, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            near, _ = listening.accept()
            with near:
                # What asks for TLS; yes, and gone.
                near.recv(8)
                near.sendall(b"S")

        thread = threading.Thread(target=answer)
        thread.start()
        port = int(listening.getsockname()[1])
        with pytest.raises(TroubleError) as trouble:
            Sync(database.address(port=port), LabFolder(tmp_path / "one"), lambda told: None).once()
        thread.join()
    assert trouble.value.sentence.startswith("The server “127.0.0.1” cannot be reached (SSL ")
    assert not trouble.value.lasting


def test_a_link_that_says_nothing_any_more(database: Database, tmp_path: Path) -> None:
    one, link = Computer(1, tmp_path / "one"), Link(database.server.port)
    with carrying(one, database.address(port=link.port), answer_s=1.0, poll_s=0.5):
        wait_until(lambda: bool(one.told))
        link.silent.set()
        one.write(3)
        wait_until(lambda: bool(one.sentences()))
        link.silent.clear()
        wait_until(lambda: len(database.lines()) == 3, 60.0)
    assert "connection to the server was lost" in one.sentences()[0]
    link.close()


def test_the_disk_of_the_server_is_full(database: Database, tmp_path: Path, small_disk: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    carry(database, one)
    two.folder.path.mkdir()
    two.folder.make("Müller lab", one.folder.lab().lab)
    two.write(3)
    carry(database, two)
    place = small_disk / "space"
    place.mkdir()
    shutil.chown(place, database.server.user)
    space = f"small{database.name}"
    with database.owner() as connection:
        connection.execute(f"CREATE TABLESPACE {space} LOCATION '{place}'")
        connection.execute(f"ALTER TABLE benchapp.entry SET TABLESPACE {space}")
    noise = random.Random(1)
    rows = [one.rows.write(one.chain)]
    rows += [one.rows.write(one.chain, NoteAdded(noise.randbytes(4000).hex(), "i1")) for _ in range(300)]
    one.publish(rows)

    assert refused(database, one) == "The disk of the server is full: entries wait here until there is room."
    # What is there already is brought all the same, and each entry is there whole or not at all.
    assert {(two.chain, number) for number in (1, 2, 3)} <= set(one.hashes())
    with database.owner() as connection:
        found = connection.execute(
            "SELECT h.sequence, count(e) FROM benchapp.head h JOIN benchapp.entry e USING (chain) GROUP BY h.chain"
        )
        assert all(sequence == count for sequence, count in found)
        connection.execute("ALTER TABLE benchapp.entry SET TABLESPACE pg_default")
        connection.execute(f"DROP TABLESPACE {space}")
    carry(database, one)
    assert len(database.lines()) == len(rows) + 3


def test_the_disk_of_this_computer_is_full(database: Database, tmp_path: Path, small_disk: Path) -> None:
    one, two = Computer(1, tmp_path / "one"), Computer(2, small_disk / "two")
    carry(database, one)
    carry(database, two, "hood-2")
    two.write(2)
    noise = random.Random(2)
    rows = [one.rows.write(one.chain)]
    rows += [one.rows.write(one.chain, NoteAdded(noise.randbytes(4000).hex(), "i1")) for _ in range(200)]
    one.publish(rows)
    carry(database, one)
    fill = small_disk / "fill"
    fill.write_bytes(b"x" * (1600 * 1024))

    sentence = refused(database, two)
    assert "No space left on device" in sentence
    assert "What is on the server stays there until it can." in sentence
    # What was written here is on the server all the same.
    assert {place for place in database.lines() if place[0] == two.chain} == {(two.chain, 1), (two.chain, 2)}
    fill.unlink()
    carry(database, two)
    assert set(two.hashes().values()) == one.rows.everything() | two.rows.everything()


@contextmanager
def process(database: Database, computer: Computer, user: str, settings: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Run the program as on a computer; the list has the one that runs now."""
    running: list[subprocess.Popen[str]] = []
    start(database, computer, user, settings, running)
    try:
        yield running
    finally:
        running[-1].kill()
        running[-1].wait()


def start(
    database: Database, computer: Computer, user: str, settings: Path, running: list[subprocess.Popen[str]]
) -> None:
    # The built program, where there is one to try.
    built = os.environ.get("BENCHAPP_POSTGRES")
    command = [built] if built else [sys.executable, "-m", "benchapp_postgres"]
    command += ["--settings", str(settings), "sync"]
    command += [database.url(user), str(computer.folder.path)]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "packaging" / "postgres")])
    running[:] = [
        subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.DEVNULL, text=True)
    ]


def test_kill_9_of_programs_and_of_the_server(database: Database, tmp_path: Path) -> None:
    computers = [Computer(number, tmp_path / str(number)) for number in range(1, 5)]
    chance = random.Random(4)
    for number, computer in enumerate(computers, 1):
        carry(database, computer, f"hood-{number}")
    with (
        process(database, computers[0], "hood-1", tmp_path / "s1") as first,
        process(database, computers[1], "hood-2", tmp_path / "s2") as second,
        carrying(computers[2], database.address("hood-3")),
        carrying(computers[3], database.address("hood-4")),
    ):
        writing = threading.Thread(target=_write_on, args=(computers, chance))
        writing.start()
        for number in range(3 * TIMES):
            time.sleep(chance.uniform(0.3, 1.5))
            killed = (first, second)[number % 2]
            killed[-1].send_signal(signal.SIGKILL)
            killed[-1].wait()
            database.server.stop(signal.SIGKILL)
            time.sleep(0.1)
            database.server.start()
            start(database, computers[number % 2], f"hood-{number % 2 + 1}", tmp_path / f"s{number % 2 + 1}", killed)
        writing.join()
        everything = set().union(*(computer.rows.everything() for computer in computers))
        for computer in computers:
            wait_until(lambda: set(computer.hashes().values()) == everything, 60.0)  # noqa: B023 (waited for here)
    # Each once, and all of them: more than once is not even possible, and says so.
    assert len(database.lines()) == len(everything) == 4 * 40 * TIMES
    assert any("lost" in said or "reached" in said for said in computers[2].sentences())


def _write_on(computers: list[Computer], chance: random.Random) -> None:
    for _ in range(40 * TIMES):
        for computer in computers:
            computer.write()
        time.sleep(chance.uniform(0, 0.1))


def test_who_may_not_set_up_is_told_who_may(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    from benchapp_postgres.__main__ import main

    server, name = database.server, f"{database.name}owned"
    assert main(["init", database.url()]) == 1
    assert "This user may not set the database up (permission denied" in capsys.readouterr().err
    # Who owns a database may not make roles for that.
    server.make_database(name)
    with database.owner() as connection:
        connection.execute(f'ALTER DATABASE "{name}" OWNER TO "hood-2"')
    url = server.url("hood-2", name)
    assert main(["init", url, "--role", "of this lab"]) == 1
    assert 'whoever may runs “CREATE ROLE "of this lab";” once, and then this again' in capsys.readouterr().err
    with database.owner() as connection:
        connection.execute('CREATE ROLE "of this lab"')
    assert main(["init", url, "--role", "of this lab"]) == 0
    assert 'IN ROLE "of this lab";' in capsys.readouterr().out
