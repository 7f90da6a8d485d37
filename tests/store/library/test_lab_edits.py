"""Edits of bundled compounds that a lab shares: they travel alone, and lie over what is bundled elsewhere."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchapp.domain.compounds.edits import OVERLAY_FORMAT, Overlay, edit_of
from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.monograph import Claim
from benchapp.domain.journal.lab_compounds import EDITS, LabCompound, SharedVersion
from benchapp.domain.messages import Message
from benchapp.store.library.lab_edits import edited_here, editor_of
from benchapp.store.library.lab_monographs import Arriving, own_hashes
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import canonical, content_hash, pretty
from benchapp.store.library.overlays import overlay_file
from benchapp.store.library.own_compounds import OwnCompounds
from tests.making import BEGIN
from tests.store.library.test_lab_monographs import BUNDLED, compound, library, run

__all__ = ["library"]


def edit(library: Library, mg: str) -> str:
    """Edit the solubility of the first bundled compound; give the hash by which the lab knows the edits."""
    opened = library.open(FIRST_COMPOUND)
    assert opened is not None
    claim = fact_in(opened.monograph, "solubility", "sol.dmso")
    assert isinstance(claim, Claim)
    assert claim.value is not None
    made = replace(claim, value=replace(claim.value, number=mg))
    OwnCompounds(library).edit(FIRST_COMPOUND, (edit_of("solubility", made, "2026-11-30"),), {}, "2026-11-30")
    return own_hashes(library, (), set)[FIRST_COMPOUND]


def solubility(library: Library) -> str:
    opened = library.open(FIRST_COMPOUND)
    assert opened is not None
    claim = fact_in(opened.monograph, "solubility", "sol.dmso")
    assert isinstance(claim, Claim)
    return "" if claim.value is None else claim.value.number


def test_edits_of_a_bundled_compound_travel_alone_and_lie_over_what_is_bundled_elsewhere(
    library: Library, tmp_path: Path
) -> None:
    bundled = solubility(library)
    mine = edit(library, "50")
    assert mine.startswith(EDITS)
    (given,) = run(library, give={FIRST_COMPOUND: ""}).given
    assert (given.hash, given.name, given.was) == (mine, "Lenalidomide", "")
    assert len(given.content) < 2000

    other = Library(Folders(BUNDLED, tmp_path / "other"), None)
    found = run(other, take={FIRST_COMPOUND: Arriving(given.hash, given.content, "")})
    assert found.taken == {FIRST_COMPOUND: mine}
    assert (solubility(other), own_hashes(other, (), set)) == ("50", {FIRST_COMPOUND: mine})
    # Edited again, the edits are others; what was edited here meanwhile is not written over.
    again = edit(library, "60")
    (later,) = run(library, give={FIRST_COMPOUND: mine}).given
    assert (later.hash, later.was) == (again, mine)
    assert run(other, take={FIRST_COMPOUND: Arriving(later.hash, later.content, "something else")}).taken == {}
    assert run(other, take={FIRST_COMPOUND: Arriving(later.hash, later.content, mine)}).taken == {FIRST_COMPOUND: again}
    assert solubility(other) == "60"

    assert run(other, drop={FIRST_COMPOUND: mine}).dropped == ()
    assert run(other, drop={FIRST_COMPOUND: again}).dropped == (FIRST_COMPOUND,)
    assert (solubility(other), own_hashes(other, (), set)) == (bundled, {})
    assert run(other, give={FIRST_COMPOUND: again}).given == ()


def test_edits_that_are_not_what_they_say_or_lie_over_nothing_here_are_refused(library: Library) -> None:
    mine = edit(library, "50")
    (given,) = run(library, give={FIRST_COMPOUND: ""}).given
    OwnCompounds(library).drop_edits(FIRST_COMPOUND)

    def why(content: str, said: str = mine, compound: str = FIRST_COMPOUND) -> object:
        return run(library, take={compound: Arriving(said, content, "")}).refused[compound].code

    assert why(given.content, f"{EDITS}0") == Message.MONOGRAPH_BAD_VALUE
    assert why(given.content, compound=compound(7).id) == Message.MONOGRAPH_BAD_VALUE
    assert why("[" * 100_000) == Message.MONOGRAPH_NOT_JSON
    newer = given.content.replace(OVERLAY_FORMAT, "benchapp-overlay/9")
    assert why(newer) == Message.MONOGRAPH_FORMAT
    # With such an edit the monograph would not be one.
    overlay = msgspec.json.decode(given.content, type=Overlay)
    (of,) = overlay.edits
    assert of.claim is not None
    assert of.claim.value is not None
    wrong = replace(of, claim=replace(of.claim, value=replace(of.claim.value, unit="parsec")))
    overlay = replace(overlay, edits=(wrong,))
    assert why(canonical(overlay).decode(), EDITS + content_hash(overlay)) == Message.MONOGRAPH_BAD_VALUE
    assert OwnCompounds(library).drop_edits(FIRST_COMPOUND) is False


def test_a_damaged_file_of_edits_is_set_aside_where_those_of_the_lab_arrive(library: Library, tmp_path: Path) -> None:
    mine = edit(library, "50")
    (given,) = run(library, give={FIRST_COMPOUND: ""}).given
    file = tmp_path / "monographs" / "overlays" / f"{FIRST_COMPOUND}.json"
    file.write_bytes(b"damaged")

    assert own_hashes(library, (), set) == {compound(1).id: content_hash(compound(1))}
    assert run(library, take={FIRST_COMPOUND: Arriving(given.hash, given.content, "")}).taken == {FIRST_COMPOUND: mine}
    assert solubility(library) == "50"
    assert file.with_suffix(".damaged").read_bytes() == b"damaged"
    assert edited_here(Folders(BUNDLED)) == {}


def test_a_file_without_edits_is_none_and_edits_of_what_is_not_here_wait_for_it(
    library: Library, tmp_path: Path
) -> None:
    own, folder = OwnCompounds(library), tmp_path / "monographs" / "overlays"
    folder.mkdir(parents=True)
    empty = Overlay(OVERLAY_FORMAT, FIRST_COMPOUND, "2026-11-30", (), {})
    overlay_file(folder, FIRST_COMPOUND).write_bytes(pretty(empty))
    assert edited_here(library.folders) == {}

    edit(library, "50")
    opened = library.open(FIRST_COMPOUND)
    assert opened is not None
    assert opened.overlay is not None
    later = compound(7).id
    own.take_edits(replace(opened.overlay, compound=later))
    assert set(edited_here(library.folders)) == {FIRST_COMPOUND, later}
    assert library.open(later) is None


def test_who_made_an_edit_that_holds_is_whoever_made_it_first_since_it_was_another(library: Library) -> None:
    edit(library, "50")
    (first,) = run(library, give={FIRST_COMPOUND: ""}).given
    edit(library, "60")
    (second,) = run(library, give={FIRST_COMPOUND: first.hash}).given
    contents = {
        "new": first.content,
        "changed": second.content,
        "kept": second.content,
        "none": msgspec.json.encode(Overlay(OVERLAY_FORMAT, FIRST_COMPOUND, "2026-11-30", (), {})).decode(),
        "newer": "not JSON",
    }

    def editor(*entries: str, fact: str = "sol.dmso") -> str:
        versions = tuple(SharedVersion(EDITS, entry, "c", "", BEGIN, "Lenalidomide") for entry in entries)
        found = editor_of(LabCompound(versions), "solubility", fact, lambda version: contents[version.entry])
        return "" if found is None else found.entry

    assert editor("new") == "new"
    assert editor("new", "changed", "kept") == "changed"
    assert editor("new", "none", "new") == "new"
    assert editor("newer", "changed") == "changed"
    assert editor("changed", "newer") == ""
    assert editor("changed", "none") == ""
    assert editor("changed", fact="sol.water") == ""
