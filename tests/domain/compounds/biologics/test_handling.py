"""How biologics are handled, as their pages say; and what each kind of substance has or lacks."""

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.compounds.biologics.handling import activity_on_file, is_biologic, kept_unfrozen, least_strength
from benchapp.domain.compounds.facts import words_on_handling
from benchapp.domain.compounds.identity_facts import CARRIER, NO_REFREEZE, NO_VORTEX, NOT_FROZEN, SubstanceKind
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.solubility import in_mg_ml, usual_vehicle
from benchapp.store.library.monograph_file import read_file


def page(slug: str) -> Monograph:
    return read_file(paths.resources() / "monographs" / f"{slug}.json")[0].monograph


def test_what_a_page_says_on_handling_is_found_by_its_word() -> None:
    words = words_on_handling(page("il-2"))

    assert list(words) == [NO_VORTEX, NO_REFREEZE, CARRIER]
    assert words[NO_VORTEX].source == "label"
    assert list(words_on_handling(page("anti-cd3-okt3"))) == [NOT_FROZEN]
    assert words_on_handling(page("lenalidomide")) == {}


def test_how_strong_it_is_dissolved_and_how_active_it_is() -> None:
    least = least_strength(page("il-2"))
    assert least is not None
    assert (least.mg_ml, least.claim.source) == (0.1, "plr")
    assert least_strength(page("anti-cd3-okt3")) is None
    assert least_strength(page("lenalidomide")) is None

    active = activity_on_file(page("ifn-gamma"))
    assert active is not None
    assert active.value is not None
    assert (active.value.number, active.value.unit) == ("20000000", "U/mg")
    assert activity_on_file(page("anti-cd3-okt3")) is None


def test_a_strength_in_moles_of_what_has_no_mass_is_none() -> None:
    il6 = page("il-6")
    assert in_mg_ml(il6, "1", "uM") is None
    said = [replace(one, value=replace(one.value, unit="uM")) for one in page("il-2").handling if one.value is not None]
    assert least_strength(replace(il6, handling=tuple(said))) is None


def test_a_biologic_is_dissolved_in_what_its_page_says() -> None:
    assert [usual_vehicle(page(slug)) for slug in ("il-2", "anti-cd28-cd28.2", "trypsin", "fbs", "il-6")] == [
        "water", "PBS", "1 mM HCl", "", "",
    ]  # fmt: skip
    assert usual_vehicle(page("lenalidomide")) == "DMSO"


@pytest.mark.parametrize(
    ("kind", "needs", "molecules", "protein"),
    [
        (SubstanceKind.SMALL_MOLECULE, True, True, False),
        (SubstanceKind.PROTEIN, False, True, True),
        (SubstanceKind.ANTIBODY, False, True, True),
        (SubstanceKind.ENZYME, False, True, True),
        (SubstanceKind.SERUM, False, False, True),
        (SubstanceKind.POLYMER, False, True, False),
        (SubstanceKind.MIXTURE, False, False, False),
    ],
)
def test_what_follows_from_the_kind(kind: SubstanceKind, needs: bool, molecules: bool, protein: bool) -> None:
    assert (kind.needs_molar_mass, kind.has_molecules, kind.is_protein) == (needs, molecules, protein)
    assert is_biologic(replace(page("il-2"), kind=kind)) is (kind is not SubstanceKind.SMALL_MOLECULE)


def test_only_what_has_a_molar_mass_says_so() -> None:
    assert page("il-2").identity.forms[0].has_molar_mass
    assert not page("fbs").identity.forms[0].has_molar_mass


@pytest.mark.parametrize(
    ("slug", "unfrozen"),
    [("il-2", True), ("anti-cd3-okt3", True), ("doxorubicin", True), ("blasticidin-s", False), ("lenalidomide", False)],
)
def test_a_stock_is_kept_out_of_the_freezer_where_its_page_says_only_how_it_keeps_above_zero(
    slug: str, unfrozen: bool
) -> None:
    assert kept_unfrozen(page(slug)) is unfrozen
