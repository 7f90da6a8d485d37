"""A journal that lives in memory: for the examples, which leave nothing behind."""

import sqlite3
from collections.abc import Callable
from itertools import count
from typing import Any

_NUMBERS = count(1)


def in_memory() -> Callable[..., sqlite3.Connection]:
    """Return what opens connections to one database in memory; it is gone when the last of them is closed."""
    name = f"file:bench-companion-{next(_NUMBERS)}?mode=memory&cache=shared"

    def connect(_uri: str, **options: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = sqlite3.connect(name, **options)
        return made

    return connect
