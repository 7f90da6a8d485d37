"""Edits of bundled compounds, as a lab shares them; what they lie over comes with the program and does not travel."""

from collections.abc import Callable

import msgspec

from benchapp.domain.compounds.edits import OVERLAY_FORMAT, Overlay
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.journal.lab_compounds import EDITS, LabCompound, SharedVersion
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import listed
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import content_hash, filed
from benchapp.store.library.overlays import laid_over, read_overlay


def hash_here(found: LibraryItem | None) -> str:
    """Return what a lab knows a compound of this library by: its hash, or that of its edits; "" for nothing."""
    if found is None or found.origin is not Origin.BUNDLED:
        return "" if found is None else found.hash
    return _hash_of(found.overlay)


def _hash_of(overlay: Overlay | None) -> str:
    return EDITS + content_hash(overlay) if overlay is not None and overlay.edits else ""


def edited_here(folders: Folders) -> dict[str, str]:
    """Return the hash of the edits of each bundled compound that was edited here; what cannot be read is left out."""
    found = {}
    for file in () if folders.overlays is None else listed(folders.overlays, "*.json"):
        try:
            overlay = read_overlay(file.parent, file.stem)
        except BenchError:
            continue
        if of_edits := _hash_of(overlay):
            found[file.stem] = of_edits
    return found


def read_edits(compound: str, content: str, wanted: str, here: LibraryItem | None) -> Overlay:
    """Return edits that arrived.

    Args:
        compound: Id of the compound.
        content: The edits as JSON.
        wanted: What they say that their hash is.
        here: The compound in this library; None where there is none.

    Raises:
        BenchError: They are of a newer format, not what they say they are, or of a compound that is not bundled here.
    """
    try:
        overlay = msgspec.json.decode(content, type=Overlay)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BenchError(Message.MONOGRAPH_NOT_JSON, file=compound, reason=str(error)) from error
    if overlay.format != OVERLAY_FORMAT:
        raise BenchError(
            Message.MONOGRAPH_FORMAT, file=compound, path="$.format", found=overlay.format, instead=OVERLAY_FORMAT
        )
    if here is None or overlay.compound != compound or _hash_of(overlay) != wanted:
        raise BenchError(Message.MONOGRAPH_BAD_VALUE, file=compound, path="$", found=overlay.compound, instead=wanted)
    laid_over(filed(here.bundled or here.monograph), overlay, compound)
    return overlay


def editor_of(
    known: LabCompound, section: str, fact: str, content: Callable[[SharedVersion], str]
) -> SharedVersion | None:
    """Return the version by which an edit that holds of a bundled compound came; None where the lab does not know it.

    Args:
        known: The compound.
        section: Where the fact is stated.
        fact: Id of the fact.
        content: Gives the edits of a version as JSON; "" where they are not there.
    """
    came: SharedVersion | None = None
    holds = None
    for version in reversed(known.versions):
        try:
            overlay = msgspec.json.decode(content(version), type=Overlay)
        except (msgspec.DecodeError, ValueError, RecursionError):
            break
        made = next((one.value for one in overlay.edits if (one.section, one.fact) == (section, fact)), None)
        if made is None or (came is not None and made != holds):
            break
        came, holds = version, made
    return came
