"""The manual: its parts as Markdown, in the language of the screen; the same text makes `docs/manual.md`."""

from pathlib import Path

from msgspec import Struct


class ManualPart(Struct, frozen=True):
    """One part.

    Attributes:
        key: Its name among the files, without number: "calculate".
        title: Its heading.
        text: All of it, Markdown.
    """

    key: str
    title: str
    text: str


def read_manual(folder: Path, language: str, fallback: str = "en") -> tuple[ManualPart, ...]:
    """Read the manual, in another language where there is none in this one.

    Args:
        folder: Where the manuals lie, one folder a language.
        language: Code of the language.
        fallback: Code of the language that is always there.

    Raises:
        OSError: It cannot be read.
    """
    there = folder / language
    files = sorted((there if there.is_dir() else folder / fallback).glob("*.md"))
    return tuple(_part(file) for file in files)


def _part(file: Path) -> ManualPart:
    text = file.read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return ManualPart(file.stem.partition("-")[2], title, text)


def found_in(parts: tuple[ManualPart, ...], wanted: str) -> tuple[ManualPart, ...]:
    """Return the parts that hold every word, those that have it in the title first."""
    words = wanted.casefold().split()
    there = [part for part in parts if all(word in part.text.casefold() for word in words)]

    def order(part: ManualPart) -> tuple[bool, int]:
        in_title = all(word in part.title.casefold() for word in words)
        return not in_title, -part.text.casefold().count(" ".join(words))

    return tuple(sorted(there, key=order))
