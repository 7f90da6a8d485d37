"""Renew the catalogues of the screen's texts: collect every text, keep what is translated, compile.

The texts are in the source (`tr`, `mark_text`) and in `benchapp.ui.window.translatable_terms`. A text that is gone is
dropped from the catalogue, a new one is there untranslated until somebody fills it in; a test fails meanwhile.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGUAGES = ROOT / "resources" / "languages"
MARKS = ("tr", "mark_text")
sys.path.insert(0, str(ROOT))

from benchapp.ui.text.language import ENGLISH, SHIPPED  # noqa: E402
from benchapp.ui.window.translatable_terms import vocabulary  # noqa: E402


def texts_of(source: str) -> Iterator[str]:
    """Return the texts of a module in their order, from its tree, since Babel's reader sees none within an f-string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
                yield text.value


@cache
def collect() -> Catalog:
    """Return every text of the screen, with where it is."""
    found = Catalog(project="Bench Companion", charset="utf-8")
    for path in sorted((ROOT / "benchapp").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for text in texts_of(path.read_text("utf-8")):
            found.add(text, locations=[(place, 0)])
    for text, where in vocabulary():
        found.add(text, auto_comments=[where])
    return found


def renewed(language: str) -> Catalog:
    """Return a catalogue as it must be now, with what is translated already."""
    file = LANGUAGES / f"{language}.po"
    known = read_po(BytesIO(file.read_bytes()), locale=language) if file.exists() else Catalog(locale=language)
    wanted = Catalog(locale=language, project="Bench Companion", charset="utf-8", fuzzy=False)
    for message in collect():
        if message.id:
            before = known.get(message.id)
            # Braces and per cent signs are ours, not those of a format that a tool would check.
            wanted.add(
                message.id,
                before.string if before is not None else "",
                locations=message.locations,
                auto_comments=message.auto_comments,
            ).flags.clear()
    return wanted


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as text, the same each time."""
    written = BytesIO()
    write_po(written, catalogue, width=110, sort_output=True, omit_header=True, include_lineno=False)
    head = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head + written.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue compiled, the same each time."""
    fixed = read_po(BytesIO(as_po(catalogue)), locale=str(catalogue.locale))
    # The heading would carry the moment at which it is made.
    fixed.creation_date = fixed.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    written = BytesIO()
    write_mo(written, fixed)
    return written.getvalue()


def main() -> None:
    """Renew every catalogue, and say what is missing."""
    LANGUAGES.mkdir(exist_ok=True)
    for language in SHIPPED:
        if language == ENGLISH:
            continue
        catalogue = renewed(language)
        (LANGUAGES / f"{language}.po").write_bytes(as_po(catalogue))
        (LANGUAGES / f"{language}.mo").write_bytes(as_mo(catalogue))
        missing = sum(not message.string for message in catalogue if message.id)
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {missing} not translated\n")


if __name__ == "__main__":
    main()
