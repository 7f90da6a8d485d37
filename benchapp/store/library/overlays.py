"""Overlays: what a person has edited in a bundled monograph, kept beside it and never in it."""

from pathlib import Path

import msgspec

from benchapp.domain.compounds.edits import OVERLAY_FORMAT, Edit, Overlay, with_edits
from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.identifiers import is_uuid
from benchapp.domain.compounds.library_item import LibraryItem
from benchapp.domain.compounds.monograph import Monograph, Source
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import reason_of, remove_file, write_whole
from benchapp.store.library.monograph_file import bytes_of, check_meaning, content_hash, pretty


def overlay_file(folder: Path, compound: str) -> Path:
    """Return the file in which the edits of a compound lie."""
    return folder / f"{compound}.json"


def read_overlay(folder: Path, compound: str) -> Overlay | None:
    """Read the edits of a compound; None where there are none.

    Raises:
        BenchError: The file is there and cannot be read.
    """
    file = overlay_file(folder, compound)
    try:
        if not is_uuid(compound) or not file.is_file():
            return None
        overlay = msgspec.json.decode(bytes_of(file), type=Overlay)
    except PermissionError as error:
        # Where another user's folder may not be entered, it is one reason for all compounds, and is said once.
        raise BenchError(Message.FILE_UNREADABLE, file=str(folder), reason=reason_of(error)) from error
    except (OSError, msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BenchError(Message.FILE_UNREADABLE, file=str(file), reason=reason_of(error)) from error
    if overlay.format != OVERLAY_FORMAT or overlay.compound != compound:
        raise BenchError(
            Message.MONOGRAPH_FORMAT, file=str(file), path="$.format", found=overlay.format, instead=OVERLAY_FORMAT
        )
    return overlay


def set_aside(folder: Path, compound: str) -> None:
    """Rename a damaged file of edits, so that nothing of it is lost and new edits can be written.

    Raises:
        BenchError: It could not be renamed.
    """
    file = overlay_file(folder, compound)
    try:
        file.replace(file.with_suffix(".damaged"))
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(file), reason=reason_of(error)) from error


def laid_over(filed: LibraryItem, overlay: Overlay | None, file: str) -> LibraryItem:
    """Return a bundled monograph with the edits in place, and which of them rest on a value that has changed.

    Raises:
        BenchError: With its edits the monograph would not be one.
    """
    if overlay is None or not overlay.edits:
        return filed
    bundled = filed.monograph
    edited = with_edits(bundled, overlay.edits, overlay.sources)
    check_meaning(edited, file)
    changed = tuple(edit.fact for edit in overlay.edits if edit.replaces != hash_of(bundled, edit))
    return LibraryItem(edited, content_hash(edited), filed.origin, overlay, bundled, changed)


def hash_of(monograph: Monograph, edit: Edit) -> str:
    """Return the hash of what an edit would replace; "" where there is nothing."""
    fact = fact_in(monograph, edit.section, edit.fact)
    return "" if fact is None else content_hash(fact)


def merged(
    overlay: Overlay | None, bundled: Monograph, edits: tuple[Edit, ...], sources: dict[str, Source], today: str
) -> Overlay:
    """Return an overlay with further edits; one of a fact edited before takes its place."""
    kept = {(edit.section, edit.fact): edit for edit in (overlay.edits if overlay else ())}
    for edit in edits:
        kept[edit.section, edit.fact] = msgspec.structs.replace(edit, replaces=hash_of(bundled, edit))
    # An edit that gives back what is bundled is none.
    standing = tuple(edit for edit in kept.values() if _says_something(edit, bundled))
    every = {**(overlay.sources if overlay else {}), **sources}
    return Overlay(OVERLAY_FORMAT, bundled.id, today, standing, every)


def _says_something(edit: Edit, bundled: Monograph) -> bool:
    fact = fact_in(bundled, edit.section, edit.fact)
    return edit.value != fact


def write_overlay(folder: Path, overlay: Overlay) -> None:
    """Write the edits of a compound; without edits the file goes.

    Raises:
        BenchError: It could not be written.
    """
    file = overlay_file(folder, overlay.compound)
    if overlay.edits:
        write_whole(file, pretty(overlay))
    else:
        remove_file(file)
