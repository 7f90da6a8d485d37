"""Reads a PDF as whoever copies from it, searches it or has it read out does: by poppler, not by Qt."""

import subprocess
from collections import Counter
from pathlib import Path


def pdf_text(file: Path, *, pages: bool = False) -> str:
    """Return the text of all pages, thin and no-break spaces as spaces; with a form feed after each if asked for."""
    got = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", str(file), "-"], check=True, capture_output=True)
    found = [" ".join(page.split()) for page in got.stdout.decode("utf-8").split("\f")]
    return ("\f" if pages else " ").join(found).rstrip(" ")


def lost(wanted: str, found: str) -> dict[str, int]:
    """Return each character that is in one text more often than in another, and how much more often."""
    more = Counter("".join(wanted.split())) - Counter("".join(found.split()))
    return dict(more)


def foreign(text: str) -> list[str]:
    """Return the characters that are in nobody's alphabet: those of the private use area, controls, and "no such"."""
    return [one for one in text if "\ue000" <= one <= "\uf8ff" or one < " " or one == "\ufffd"]
