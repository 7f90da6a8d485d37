"""The monograph library: what compounds there are, found by any name, and read whole only when opened.

The index is made from the files and can be thrown away at any time; it is used again while no file has changed.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from benchapp.domain.messages import BenchError
from benchapp.domain.monograph import NameKind
from benchapp.store.files import write_whole
from benchapp.store.monograph_file import Filed, read_checked, read_file

_INDEX_VERSION = 2
# Below this the names have nothing to do with what was typed.
_WORST_SCORE = 78.0


class Term(Struct, frozen=True):
    """One thing a compound is found by.

    Attributes:
        text: As it is shown.
        kind: "accepted", "code", "brand", "systematic", "misspelling", "CAS", "catalogue number".
        key: As it is compared: small letters and digits only.
    """

    text: str
    kind: str
    key: str


class Headline(Struct, frozen=True):
    """A compound in the index.

    Attributes:
        id: UUID.
        name: The name shown.
        cas: CAS number, "" if none.
        file: The file it is in.
        hash: Hash of its content.
        terms: What it is found by.
    """

    id: str
    name: str
    cas: str
    file: str
    hash: str
    terms: tuple[Term, ...]


class Found(Struct, frozen=True):
    """A search result: the compound, the term that matched, and how well (100 is exact)."""

    headline: Headline
    term: Term
    score: float


class _Index(Struct, frozen=True):
    version: int
    stamp: list[tuple[str, int, int]]
    headlines: tuple[Headline, ...]


def key_of(text: str) -> str:
    """Give a text as it is compared in a search: "CC-5013" and "cc5013" are one."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


class Library:
    """The monographs in some folders.

    Args:
        folders: Where to look; an id in a later folder hides the same id in an earlier one.
        index: Where the index is kept; None keeps none.
    """

    def __init__(self, folders: Sequence[Path], index: Path | None = None) -> None:
        self._folders = tuple(folders)
        self._index = index
        self._headlines: tuple[Headline, ...] | None = None
        self._checked = False
        self.refused: list[BenchError] = []

    def headlines(self) -> tuple[Headline, ...]:
        """Give every compound, by name."""
        if self._headlines is None:
            kept = self._from_index()
            # An index that fits was made from these very files after checking them.
            self._checked = kept is not None
            self._headlines = kept or self._from_files()
        return self._headlines

    def _files(self) -> list[Path]:
        return [path for folder in self._folders if folder.is_dir() for path in sorted(folder.glob("*.json"))]

    def _stamp(self) -> list[tuple[str, int, int]]:
        return [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in self._files()]

    def _from_index(self) -> tuple[Headline, ...] | None:
        if self._index is None:
            return None
        try:
            kept = msgspec.json.decode(self._index.read_bytes(), type=_Index)
        except (OSError, msgspec.DecodeError, ValueError):
            return None
        return kept.headlines if kept.version == _INDEX_VERSION and kept.stamp == self._stamp() else None

    def _from_files(self) -> tuple[Headline, ...]:
        self.refused.clear()
        by_id: dict[str, Headline] = {}
        for path in self._files():
            try:
                filed = read_file(path)
            except BenchError as error:
                self.refused.append(error)
                continue
            for one in filed:
                by_id[one.monograph.id] = _headline(one, path)
        headlines = tuple(sorted(by_id.values(), key=lambda headline: headline.name.casefold()))
        if self._index is not None and not self.refused:
            try:
                write_whole(self._index, msgspec.json.encode(_Index(_INDEX_VERSION, self._stamp(), headlines)))
            except BenchError:
                # Without an index the next start reads the files again; nothing is lost.
                return headlines
        return headlines

    def open(self, compound: str) -> Filed | None:
        """Read the monograph of a compound; None where there is none.

        Raises:
            BenchError: Its file was changed since and is refused.
        """
        headline = next((one for one in self.headlines() if one.id == compound), None)
        if headline is None:
            return None
        if self._checked:
            filed = read_checked(Path(headline.file), headline.hash)
            if filed is not None:
                return filed
        return next((one for one in read_file(Path(headline.file)) if one.monograph.id == compound), None)

    def search(self, text: str, most: int = 8) -> tuple[Found, ...]:
        """Find compounds by any name, code or number, one typing error forgiven; best first."""
        wanted = key_of(text)
        if not wanted:
            return ()
        scored = (_best(headline, wanted) for headline in self.headlines())
        found = sorted((one for one in scored if one is not None), key=lambda one: -one.score)
        return tuple(found[:most])


def _headline(filed: Filed, path: Path) -> Headline:
    identity = filed.monograph.identity
    terms = [(identity.name, NameKind.ACCEPTED.value)]
    terms += [(name.text, name.kind.value) for name in identity.names if name.text != identity.name]
    terms += [(identity.cas, "CAS")] if identity.cas else []
    terms += [(form.cas, "CAS") for form in identity.forms if form.cas and form.cas != identity.cas]
    terms += [(code.code, "catalogue number") for code in filed.monograph.supplier_codes]
    kept = tuple(Term(text, kind, key_of(text)) for text, kind in terms)
    return Headline(filed.monograph.id, identity.name, identity.cas, str(path), filed.hash, kept)


def _best(headline: Headline, wanted: str) -> Found | None:
    best: Found | None = None
    for term in headline.terms:
        score = _score(term.key, wanted)
        if score >= _WORST_SCORE and (best is None or score > best.score):
            best = Found(headline, term, score)
    return best


def _score(key: str, wanted: str) -> float:
    if key == wanted:
        return 100.0
    if key.startswith(wanted):
        return 99.0 - len(key) / 1000
    if len(wanted) >= 3 and wanted in key:
        return 92.0 - len(key) / 1000
    if len(wanted) < 4 or any(character.isdigit() for character in wanted):
        return 0.0
    from rapidfuzz import fuzz  # noqa: PLC0415 (a start that searches nothing does not load it)

    return min(90.0, fuzz.ratio(wanted, key[: len(wanted) + 1]), 90.0)
