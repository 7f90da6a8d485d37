"""Ways in which a journal file gets damaged, for the tests and for `make torture`."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

DAMAGES = ("empty", "nul tail", "nul head", "truncated", "no database", "other schema")
PAGE = 4096


def damaged(file: Path, damage: str, dice: random.Random) -> bytes:
    """Damage a file; give what it then holds."""
    data = bytearray(file.read_bytes())
    match damage:
        case "empty":
            data = bytearray()
        case "nul tail":
            # From the second page on, so that the first still names the tables.
            start = dice.randrange(1, max(2, len(data) // PAGE)) * PAGE
            data[start:] = bytes(len(data) - start)
        case "nul head":
            data[:PAGE] = bytes(PAGE)
        case "truncated":
            data = data[: dice.randrange(1, max(2, len(data) // PAGE)) * PAGE - dice.randrange(1, 100)]
        case "no database":
            data = bytearray(dice.randbytes(len(data)))
        case "other schema":
            file.unlink()
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("CREATE TABLE entry (x, y)")
                connection.commit()
            data = bytearray(file.read_bytes())
    file.write_bytes(data)
    return bytes(data)


def flipped(file: Path, dice: random.Random) -> int:
    """Flip one bit; give its place."""
    data = bytearray(file.read_bytes())
    place = dice.randrange(len(data))
    data[place] ^= 1 << dice.randrange(8)
    file.write_bytes(data)
    return place


def spoilt_page(file: Path, name: str) -> None:
    """Make the first page of a table or an index unreadable; the rest of the file is whole."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    data = bytearray(file.read_bytes())
    data[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    file.write_bytes(data)
