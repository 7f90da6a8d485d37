"""Memory that only the start needed."""

import sys
from collections.abc import Iterator
from pathlib import Path

_SYSTEM = str(sys.platform)
# From the system's <sys/mman.h>: these pages are not needed now.
_DONTNEED = 4


def code_of(folder: Path, maps: str) -> Iterator[tuple[int, int]]:
    """Yield where the code of the libraries in a folder lies in memory.

    Args:
        folder: The folder, or one around it.
        maps: What the system tells in /proc/self/maps.

    Yields:
        Begin and length, in bytes.
    """
    for line in maps.splitlines():
        columns = line.split(maxsplit=5)
        # Code is read and run and never written: what is taken out of memory is what lies in the file.
        if len(columns) == len(("place", "may", "offset", "device", "inode", "file")) and columns[1] == "r-xp":
            begin, _, end = columns[0].partition("-")
            if Path(columns[5]).is_relative_to(folder):
                yield int(begin, 16), int(end, 16) - int(begin, 16)


def release_code_pages(folder: Path) -> int:
    """Release the code of our own libraries from this process's memory; what is run again comes back by itself.

    Starting runs code that nothing runs afterwards, and while a process holds it, the system keeps it in memory for
    longer than other files. Done once, it costs about two milliseconds.

    Args:
        folder: Where our libraries lie. The system's own are left alone: some change their code while they run.

    Returns:
        How many pieces of memory were let go; 0 where the system is not Linux.
    """
    if _SYSTEM != "linux":
        return 0
    import ctypes  # noqa: PLC0415 (no other system needs it)

    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    # The system tells where a file lies; by which link it was found, it does not know.
    return sum(advise(begin, length, _DONTNEED) == 0 for begin, length in code_of(folder.resolve(), maps))
