"""A second user for the tests of permissions; root, who may do everything, becomes one for a while."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nobody has an account by this number.
ANOTHER = 54321


@contextmanager
def as_another_user() -> Iterator[None]:
    """Be another user than the owner of what was made before, where that can be (as root)."""
    groups = os.getgroups()
    gid = os.getegid()
    os.setgroups([])
    os.setegid(ANOTHER)
    os.seteuid(ANOTHER)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(gid)
        os.setgroups(groups)


@contextmanager
def folder_for_two() -> Iterator[Path]:
    """Return a folder that both users can reach."""
    folder = Path(tempfile.mkdtemp(prefix="bench-two-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
