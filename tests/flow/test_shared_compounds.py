"""Two computers of one lab: compounds and recipes that one enters are on the other, and nothing of either is lost."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.edits import edit_of
from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.monograph import Claim, Monograph
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.journal.entries import CompoundShared
from benchapp.domain.journal.shared_changes import recipe_saved
from benchapp.selftest.scenario import Scenario
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.store.library.own_compounds import OwnCompounds
from benchapp.ui.window.pages import PageName
from tests.flow.test_two_computers import folder, hood, join, lab, look, office, words

__all__ = ["folder", "hood", "lab", "office"]


def compound(number: int, name: str, mass: str = "410.5") -> Monograph:
    entered = CompoundInput({Field.NAME: name, Field.MOLAR_MASS: mass, Field.CODE: f"T{number}"}, source="label")
    return build(parse_input(entered), f"00000000-0000-4000-8000-{number:012d}", "2026-11-30")


def enter(acting: Scenario, monograph: Monograph) -> None:
    """Save a compound as the form does."""
    OwnCompounds(acting.program.services.library).save(monograph)


def edit(acting: Scenario, mg: str) -> None:
    """Edit the solubility of lenalidomide as the form does."""
    library = acting.program.services.library
    opened = library.open(FIRST_COMPOUND)
    assert opened is not None
    claim = fact_in(opened.monograph, "solubility", "sol.dmso")
    assert isinstance(claim, Claim)
    assert claim.value is not None
    made = replace(claim, value=replace(claim.value, number=mg))
    OwnCompounds(library).edit(FIRST_COMPOUND, (edit_of("solubility", made, "2026-11-30"),), {}, "2026-11-30")


def exchange(*computers: Scenario) -> None:
    """Exchange until nothing is left to be said."""
    for _ in range(2):
        look(*computers)


def mass(acting: Scenario, monograph: Monograph) -> str:
    opened = acting.program.services.library.open(monograph.id)
    return "" if opened is None else opened.monograph.identity.forms[0].molar_mass


def test_a_compound_that_one_enters_is_on_the_other_with_who_entered_it(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    entered = compound(1, "Testimib")
    enter(hood, entered)
    exchange(hood, office)

    assert [one.headline.name for one in office.program.services.library.search("testimib")][:1] == ["Testimib"]
    office.program.services.compounds.open(entered.id)
    said = words(office, PageName.COMPOUND)
    assert "Entered on hood-1, " in said
    assert "Entered the compound “Testimib”" in office.program.services.sentence_of(
        next(one for one in office.program.services.session.backwards() if isinstance(one.body, CompoundShared))
    )


def test_a_correction_arrives_while_the_compound_is_open(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    entered = compound(1, "Testimib")
    enter(hood, entered)
    exchange(hood, office)
    hood.program.services.compounds.open(entered.id)
    enter(office, compound(1, "Testimib", "411.5"))
    exchange(office, hood)

    assert mass(hood, entered) == "411.5"
    opened = hood.program.services.compounds.opened
    assert opened is not None
    assert opened.monograph.identity.forms[0].molar_mass == "411.5"
    assert "Testimib was corrected (office)" in hood.program.shell.toast.words.text()
    assert "TO SETTLE" not in words(hood, PageName.TODAY)


def test_what_both_corrected_is_kept_and_somebody_chooses(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    entered = compound(1, "Testimib")
    enter(hood, entered)
    exchange(hood, office)
    enter(hood, compound(1, "Testimib", "412.5"))
    hood.program.rooms.computers.compounds.look()
    hood.wait()
    office.clock.advance(minutes=1)
    enter(office, compound(1, "Testimib", "413.5"))
    office.program.rooms.computers.compounds.look()
    office.wait()
    exchange(hood, office, hood)

    for acting in lab:
        said = words(acting, PageName.TODAY)
        assert "Testimib: corrected on two computers" in said
        assert "412.5" in said
        assert "413.5" in said
        assert mass(acting, entered) == "413.5"
    hood.press("today.settle0.first")
    exchange(hood, office)
    for acting in lab:
        assert mass(acting, entered) == "412.5"
        assert "TO SETTLE" not in words(acting, PageName.TODAY)
    kept = OwnCompounds(office.program.services.library).versions(entered.id)
    assert {one.monograph.identity.forms[0].molar_mass for one in kept} >= {"410.5", "413.5"}


def test_one_name_entered_by_two_is_two_compounds_until_somebody_chooses(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    first, second = compound(1, "Testimib"), compound(2, "testimib", "500")
    for acting, entered in ((hood, first), (office, second)):
        acting.clock.advance(minutes=1)
        enter(acting, entered)
        acting.program.rooms.computers.compounds.look()
        acting.wait()
    exchange(hood, office, hood)
    for acting in lab:
        assert (mass(acting, first), mass(acting, second)) == ("410.5", "500")
        assert "entered on two computers" in words(acting, PageName.TODAY)

    earlier = next(iter(hood.program.services.session.bench.compounds))
    office.press("today.settle0.first")
    exchange(office, hood)
    for acting in lab:
        assert bool(mass(acting, first)) == (earlier == first.id)
        assert bool(mass(acting, second)) == (earlier == second.id)
        assert "TO SETTLE" not in words(acting, PageName.TODAY)


def test_a_compound_that_was_there_before_is_shared_and_a_missing_file_removes_nothing(
    hood: Scenario, office: Scenario, folder: Path
) -> None:
    entered = compound(1, "Testimib")
    enter(hood, entered)
    join(hood, folder, "hood-1", "Myeloma lab")
    join(office, folder, "office")
    exchange(hood, office)
    assert mass(office, entered) == "410.5"

    (office.folder.monographs / f"{entered.id}.json").unlink()
    office.program.services.library.renew()
    exchange(office, hood)
    assert (mass(office, entered), mass(hood, entered)) == ("410.5", "410.5")


def test_who_removes_a_compound_removes_it_everywhere_and_can_have_it_back(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    entered = compound(1, "Testimib")
    enter(hood, entered)
    exchange(hood, office)
    office.program.services.compounds.open(entered.id)
    office.program.rooms.compounds.do("remove")
    office.wait()
    assert "for the whole lab" in office.program.shell.toast.words.text()
    exchange(office, hood)
    assert (mass(office, entered), mass(hood, entered)) == ("", "")

    enter(office, entered)
    exchange(office, hood)
    assert (mass(office, entered), mass(hood, entered)) == ("410.5", "410.5")


def test_a_compound_of_a_newer_format_is_passed_on_and_said(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    body = CompoundShared("00000000-0000-4000-8000-000000000009", "0" * 64, "Futurimib", '{"format":"later/9"}')
    hood.program.services.session.record(body)
    exchange(hood, office)

    assert body.compound in office.program.services.session.bench.compounds
    assert office.program.services.library.search("Futurimib") == ()
    assert "Futurimib" in words(office, PageName.SETTINGS)


@pytest.mark.parametrize("seen", [False, True])
def test_a_recipe_saved_unseen_stands_beside_the_other(lab: tuple[Scenario, Scenario], *, seen: bool) -> None:
    for acting, volume in zip(lab, ("500 mL", "1 L"), strict=True):
        session = acting.program.services.session
        acting.clock.advance(minutes=1)
        inputs = {"name": "Lysis", "volume": volume}
        session.record(recipe_saved(session.bench.recipes, "Lysis", "", "buffer", inputs))
        if seen:
            look(*lab)
    look(*lab, lab[0])

    for acting in lab:
        found = {name: kept.inputs["volume"] for name, kept in acting.program.services.session.bench.recipes.items()}
        assert sorted(found.values()) == (["1 L"] if seen else ["1 L", "500 mL"])
        if not seen:
            assert "Lysis" in found
            assert {"Lysis (hood-1)", "Lysis (office)"} & set(found)


def test_what_somebody_edits_is_left_alone_until_it_is_saved(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    entered = compound(1, "Testimib")
    enter(hood, entered)
    exchange(hood, office)
    office.program.services.compounds.open(entered.id)
    office.program.rooms.compounds.edit()
    enter(hood, replace(compound(1, "Testimib", "412.5"), revision="2026-12-01"))
    exchange(hood, office)
    assert mass(office, entered) == "410.5"

    enter(office, compound(1, "Testimib", "413.5"))
    office.program.rooms.compounds.form.begin_new()
    exchange(office, hood, office)
    assert "Testimib: corrected on two computers" in words(hood, PageName.TODAY)


def test_an_edit_of_a_bundled_compound_is_on_the_other_and_goes_with_it(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    edit(hood, "50")
    exchange(hood, office)
    office.program.services.compounds.open(FIRST_COMPOUND)
    said = words(office, PageName.COMPOUND)
    assert "Edited in your lab: 1 fact of this monograph" in said
    assert "Soluble to at least 50" in said
    assert "Edited on hood-1, " in said
    whole = office.read_page(PageName.COMPOUND)
    assert "✎ Edited on hood-1, 2026-11-23 14:05. Bundled: ≥ 100.8 mg/mL" in whole
    assert "Edited by you" not in whole
    sentences = [office.program.services.sentence_of(one) for one in office.program.services.session.backwards()]
    assert "Edited the bundled compound “Lenalidomide”" in sentences

    # Both edit it again, and somebody chooses.
    edit(hood, "60")
    edit(office, "70")
    exchange(office, hood, office)
    assert "Lenalidomide: corrected on two computers" in words(office, PageName.TODAY)

    office.program.services.compounds.open(FIRST_COMPOUND)
    words(office, PageName.COMPOUND)
    office.program.rooms.compounds.library.drop_edits()
    exchange(office, hood)
    hood.program.services.compounds.open(FIRST_COMPOUND)
    assert "Edited" not in words(hood, PageName.COMPOUND)
    exchange(office, hood)
    assert "Edited" not in words(office, PageName.COMPOUND)
