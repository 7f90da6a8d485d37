"""Opens untrusted files as the program does, and looks at what became of the data folder.

    python -m tests.torture [COUNT] [SEED]

Run by `make torture` with ten thousand files; the tests run some hundred.
"""

import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


from benchapp.base import paths
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import BenchError
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.own_compounds import Taking
from benchapp.store.lists.previews import Reader
from benchapp.ui.compounds.bench_summaries import summaries
from benchapp.ui.text.message_texts import say_error
from tests.untrusted import hostile

TODAY = "2026-11-24"
# A place in a sentence that was not filled.
_OPEN_PLACE = re.compile(r"\{[a-z_]+:[a-z_]+\}|\{(?:file|path|text|found|instead|name|reason|row)\}")


class Torture:
    """One data folder and what happened in it.

    Args:
        root: An empty folder; the data folder is made inside, so that what is written beside it shows.

    Attributes:
        wrong: What must not happen, in words.
        refused: Files refused as a whole.
        taken: Compounds taken.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._data = root / "data"
        for folder in (self._incoming, self._data):
            folder.mkdir(parents=True)
        self.folders = Folders(paths.resources() / "monographs", self._data / "monographs")
        self._index = str(self._data / "library.sqlite")
        self._bundled = {file.name: file.stat().st_mtime_ns for file in self.folders.bundled.iterdir()}
        self.wrong: list[str] = []
        self.refused = self.taken = self.left_out = 0
        self.codes: Counter[str] = Counter()

    def open(self, name: str, data: bytes) -> None:
        """Open a file, look through what it holds, and take what can be taken."""
        file = self._incoming / name
        file.write_bytes(data)
        before = self._compounds()
        try:
            preview = Reader(file, self._index, self.folders, TODAY).run()
        except BenchError as error:
            self.refused += 1
            self._look_at(error, name)
            return
        for remark in preview.remarks:
            self._look_at(remark, name)
        for verdict in preview.bad:
            self.left_out += 1
            if verdict.reason is not None:
                self._look_at(verdict.reason, name)
            elif not preview.remarks:
                self.wrong.append(f"{name}: row {verdict.row} is left out without a reason")
        if not preview.good:
            return
        try:
            Taking(self._index, self.folders, preview.good, "list").run()
        except BenchError as error:
            self._look_at(error, name)
            if self._compounds() != before:
                self.wrong.append(f"{name}: taken in part")
            return
        self.taken += len(preview.good)
        self._look_at_taken(preview.good, name)

    def _compounds(self) -> set[str]:
        library = Library(self.folders, Path(self._index))
        try:
            return {f"{one.id} {one.hash}" for one in library.headlines()}
        finally:
            library.close()

    def _look_at(self, error: BenchError, name: str) -> None:
        self.codes[str(error.code)] += 1
        sentence = say_error(error)
        if len(sentence) < 10 or _OPEN_PLACE.search(sentence):
            self.wrong.append(f"{name}: {sentence!r} is no sentence")

    def _look_at_taken(self, good: tuple[object, ...], name: str) -> None:
        library = Library(self.folders, Path(self._index))
        try:
            for one in good:
                opened = library.open(one.id)  # type: ignore[attr-defined]
                if opened is None or opened.monograph != one:
                    self.wrong.append(f"{name}: {one!r:.80} was taken and cannot be opened")
                else:
                    summaries(opened.monograph, opened.monograph.identity.forms[0], LabRules())
        finally:
            library.close()

    def end(self) -> None:
        """Look at what lies where."""
        allowed = {"incoming", "data"}
        self.wrong += [f"written outside: {path}" for path in self._root.iterdir() if path.name not in allowed]
        for path in (self._data / "monographs").rglob("*"):
            if path.is_file() and path.suffix != ".json":
                self.wrong.append(f"left behind: {path}")
        now = {file.name: file.stat().st_mtime_ns for file in self.folders.bundled.iterdir()}
        if now != self._bundled:
            self.wrong.append("a bundled monograph was changed")


def main(count: int, seed: int) -> int:
    """Open so many files; status 1 if anything went wrong."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        torture = Torture(Path(folder))
        for number, (name, data) in enumerate(hostile(count, seed), 1):
            try:
                torture.open(name, data)
            except Exception as error:  # noqa: BLE001 (whatever it is, it is what is looked for)
                torture.wrong.append(f"file {number} ({name}): {type(error).__name__}: {error}")
        torture.end()
    took = time.perf_counter() - began
    print(
        f"{count} untrusted files in {took:.0f} s: {torture.refused} refused whole, {torture.left_out} rows left out, "
        f"{torture.taken} compounds taken, {len(torture.wrong)} wrong"
    )
    for code, times in torture.codes.most_common():
        print(f"  {times:6} {code}")
    for line in torture.wrong[:20]:
        print(f"WRONG {line}")
    return 1 if torture.wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
