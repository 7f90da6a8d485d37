"""What a name says of salt and water: a base never answers to the name of its salt, nor the salt to another one's."""

import pytest

from benchapp.domain.compounds.identities.name_claims import (
    NameClaim,
    claims_of,
    fits,
    is_one_substance,
    says_only_salt,
)


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("doxorubicin", []),
        ("doxorubicin hydrochloride", [NameClaim("HCl")]),
        ("puromycin dihydrochloride", [NameClaim("HCl", 2)]),
        ("Puromycin 2 HCl", [NameClaim("HCl", 2)]),
        ("rubex (hydrochloride salt)", [NameClaim("HCl")]),
        ("abacavir sulfate", [NameClaim("sulfate")]),
        ("atropine sulfate (2:1)", [NameClaim("sulfate"), NameClaim("H2SO4", 0.5)]),
        ("lenalidomide hemihydrate", [NameClaim("H2O", 0.5)]),
        ("magnesium chloride hydrate (1:6)", [NameClaim("Mg"), NameClaim("H2O"), NameClaim("H2O", 6)]),
        ("dexamethasone phosphate disodium salt", [NameClaim("Na", 2), NameClaim("phosphate")]),
        ("lenalidomide free base", [NameClaim("none")]),
        ("sodium sulfate anhydrous", [NameClaim("none"), NameClaim("Na"), NameClaim("sulfate")]),
        ("chloral hydrate", []),
        ("carbohydrate", []),
        ("phenylacetate", []),
        ("sodium thiosulfate", [NameClaim("Na")]),
        ("doxorubicinhydrochlorid", [NameClaim("HCl")]),
    ],
)  # fmt: skip
def test_a_name_states_its_salt_and_water(name: str, claims: list[NameClaim]) -> None:
    assert list(claims_of(name)) == claims


@pytest.mark.parametrize(
    ("name", "holds", "moles", "fitting"),
    [
        ("doxorubicin hydrochloride", {"C": 27.0, "added": 0.0}, 1, False),
        ("doxorubicin hydrochloride", {"C": 27.0, "Cl": 1.0, "HCl": 1.0, "added": 1.0}, 1, True),
        # Chlorine in the molecule is no hydrochloride.
        ("clofazimine hydrochloride", {"Cl": 2.0, "added": 0.0}, 1, False),
        ("abacavir sulfate", {"C": 14.0, "added": 0.0}, 1, False),
        ("atropine sulfate (2:1)", {"sulfate": 1.0, "H2SO4": 1.0, "added": 1.0}, 1, False),
        ("atropine sulfate (2:1)", {"sulfate": 1.0, "H2SO4": 1.0, "added": 1.0}, 2, True),
        ("lenalidomide hemihydrate", {"H2O": 1.0, "added": 1.0}, 2, True),
        ("lenalidomide hemihydrate", {"H2O": 1.0, "added": 1.0}, 1, False),
        ("lenalidomide hemihydrate", {"added": 0.0}, 1, False),
        ("nickel acetate tetrahydrate", {"H2O": 4.0, "acetate": 1.0}, 2, True),
        ("lenalidomide free base", {"added": 1.0, "HCl": 1.0}, 1, False),
        ("lenalidomide free base", {"added": 0.0}, 1, True),
    ],
)  # fmt: skip
def test_a_name_is_held_against_what_the_record_holds(
    name: str, holds: dict[str, float], moles: int, *, fitting: bool
) -> None:
    assert all(fits(claim, holds, moles) for claim in claims_of(name)) is fitting


def test_a_solution_or_a_salt_without_its_compound_is_no_name() -> None:
    assert is_one_substance("doxorubicin")
    assert not is_one_substance("formaldehyde, 37 % in water")
    assert not is_one_substance("adriamycin hydrochloride-dna complex")
    assert says_only_salt("trisodium salt")
    assert not says_only_salt("edta trisodium salt")
    assert not says_only_salt("sodium citrate")
