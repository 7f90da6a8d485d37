"""A folder for a while. What a system will not released, as Windows a file that is open, is left to the system."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield an empty folder, and remove what can be removed of it."""
    folder = Path(tempfile.mkdtemp(prefix="benchapp-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
