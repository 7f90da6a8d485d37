"""The identities that come with the program: each checked, and none offers a base under the name of its salt."""

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from benchapp.base import paths
from benchapp.domain.compounds.formula import read_formula
from benchapp.domain.compounds.identifiers import cas_fits
from benchapp.domain.compounds.identities.completion import molar_mass
from benchapp.domain.compounds.identities.identity import Added, FoundRecord, IdentityRecord, name_key
from benchapp.domain.compounds.identities.name_claims import claims_of
from benchapp.store.identities.identity_blocks import NAMES_IN_BLOCK, FileBlock, contents_digest
from benchapp.store.identities.identity_file import IdentityFile

# Each record names a block of names: the whole file is read in passing, so no block twice.
FILE = IdentityFile(paths.resources() / "identities" / "identities.dat", blocks=None)
TRIED = 1500
# A commit that changes no record looks at one in sixteen: another file has another digest, which its page of counts
# must say, and `make identities-check` checks every record anew.
some_or_all = pytest.mark.parametrize("step", [16, pytest.param(1, marks=pytest.mark.torture)], ids=["some", "all"])
_APART = ("HCl", "HBr", "H2O")


def found(text: str) -> dict[str, FoundRecord]:
    return {one.record.cas: one for one in FILE.search(text)}


def exact(text: str) -> list[str]:
    return [one.record.cas for one in FILE.named(text)]


def records(step: int = 1) -> Iterator[IdentityRecord]:
    number = 0
    while (record := FILE.at(number)) is not None:
        yield record
        number += step


def elements(formula: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in formula.split("·"):
        times, atoms = re.fullmatch(r"(\d*)([A-Z].*)", part).groups()  # type: ignore[union-attr]
        for element, count in re.findall(r"([A-Z][a-z]?)(\d*)", atoms):
            counts[element] = counts.get(element, 0) + int(times or 1) * int(count or 1)
    return counts


_ATOM = re.compile(r"\[\d*([A-Z][a-z]?|[a-z][a-z]?)[^\]]*\]|(Br|Cl|[BCNOPSFIbcnops])")


def heavy_atoms(smiles: str) -> dict[str, int]:
    """Count the atoms of a structure without its hydrogen."""
    found = Counter((bracketed or plain).capitalize() for bracketed, plain in _ATOM.findall(smiles))
    return {element: count for element, count in found.items() if element != "H"}


def test_the_file_says_what_it_is_and_is_small() -> None:
    size = (paths.resources() / "identities" / "identities.dat").stat().st_size

    assert size < 8_000_000
    assert FILE.head.collection.startswith("chemicals ")
    assert FILE.head.counts["records taken"] > 65_000
    assert sum(count for reason, count in FILE.head.counts.items() if reason.startswith("left out")) == (
        FILE.head.counts["records read"] - FILE.head.counts["records taken"]
    )


@pytest.mark.parametrize(
    "text", ["caffeine", "58-08-2", "tris", "glucose", "sod", "acid", "trypan blue", "no such name"]
)
def test_an_answer_reads_a_small_part_of_the_file(text: str) -> None:
    """What is read and unpacked bounds how long an answer takes, on whatever machine."""
    read = list[int]()

    class Counted(IdentityFile):
        def _bytes(self, block: FileBlock) -> bytes:
            read.append(block.length)
            return super()._bytes(block)

    path = paths.resources() / "identities" / "identities.dat"
    Counted(path).search(text)

    assert sum(read) < 0.04 * path.stat().st_size


def test_doxorubicin_and_its_hydrochloride_are_two() -> None:
    assert exact("doxorubicin") == ["23214-92-8"]
    assert exact("doxorubicin HCl") == exact("Doxorubicin hydrochloride") == ["25316-40-9"]
    base, salt = FILE.with_cas("23214-92-8"), FILE.with_cas("25316-40-9")
    assert base is not None
    assert salt is not None
    assert (f"{molar_mass(base):.2f}", base.added) == ("543.52", ())
    assert (f"{molar_mass(salt):.2f}", salt.added) == ("579.98", (Added("HCl"),))
    assert FILE.forms_of(base) == (salt,)
    # A brand is sold as both: both are shown, each with its form.
    assert set(exact("adriamycin")) == {"23214-92-8", "25316-40-9"}


@pytest.mark.parametrize(
    "name", ["abacavir sulfate", "abacavir hemisulfate", "lenalidomide hemihydrate", "puromycin dihydrochloride"]
)
def test_nothing_is_found_under_the_name_of_a_salt_or_hydrate_that_is_not_on_file(name: str) -> None:
    assert found(name) == {}


@pytest.mark.parametrize(
    "name", ["PEG", "PEI", "PVP", "BSA", "FBS", "cresol", "NP-40", "Tween 20", "dextran", "9002-18-0"]
)
def test_a_polymer_or_a_mixture_is_no_record_of_one_molecule(name: str) -> None:
    """Ethylene glycol for PEG, aziridine for PEI, phenol for cresol: their masses would be calculated with."""
    assert FILE.named(name) == ()
    assert not any(one.exact for one in FILE.search(name))


def test_a_salt_that_only_names_tell_of_is_to_be_looked_for_on_the_label() -> None:
    # 58-58-2 is sold as the dihydrochloride, and its record is of the base.
    assert all("HCl" in found("puromycin")[cas].record.unmatched for cas in ("53-79-2", "58-58-2"))
    # Trypan blue is sold as its tetrasodium salt under this number, whose record is the acid: left out.
    assert FILE.with_cas("72-57-1") is None
    # One molecule of sulfuric acid for two of atropine: the record with one for one is left out.
    assert FILE.with_cas("55-48-1") is None


@pytest.mark.parametrize(
    ("text", "cas", "mass"),
    [
        ("Natriumchlorid", "7647-14-5", 58.44),
        ("NaCl", "7647-14-5", 58.44),
        ("DTT", "3483-12-3", 154.25),
        ("HEPES", "7365-45-9", 238.31),
        ("copper(II) sulfate pentahydrate", "7758-99-8", 249.68),
        ("trisodium citrate dihydrate", "6132-04-3", 294.10),
        ("Verapamil HCl", "152-11-4", 491.06),
        ("dexamethasone", "50-02-2", 392.47),
        ("dexamethasone sodium phosphate", "2392-39-4", 516.41),
        ("cycloheximide", "66-81-9", 281.35),
    ],
)
def test_what_a_bench_has_is_found(text: str, cas: str, mass: float) -> None:
    assert cas in exact(text)
    record = FILE.with_cas(cas)
    assert record is not None
    assert molar_mass(record) == pytest.approx(mass, abs=0.01)


@some_or_all
def test_every_name_of_a_salt_or_hydrate_is_that_of_one_and_no_free_base_is_a_salt(step: int) -> None:
    wrong = []
    for number in range(0, len(FILE.head.names), step):
        for row in FILE.names_in(number).rows(0, NAMES_IN_BLOCK):
            claims = claims_of(row.text)
            record = FILE.at(row.record) if claims else None
            if record is None:
                continue
            added = {one.formula for one in record.added}
            atoms = elements(record.formula)
            for claim in claims:
                if claim.part in _APART:
                    # The acid or water itself, or a salt without carbon.
                    held = claim.part in added or "C" not in atoms or not record.added
                elif claim.part in {"Na", "K", "Li", "Ca", "Mg", "Zn", "Al"}:
                    held = claim.part in atoms
                else:
                    held = claim.part != "none" or not added
                if not held:
                    wrong.append((row.text, record.cas, record.formula))
    assert wrong == []


@pytest.mark.slow
def test_formula_structure_and_mass_of_any_record_agree() -> None:
    every = list(records())
    assert len(every) == FILE.head.counts["records taken"]
    assert all(cas_fits(record.cas) and name_key(record.name) for record in every)
    for record in random.Random(19).sample(every, TRIED):
        assert elements(CalcMolFormula(Chem.MolFromSmiles(record.smiles))) == elements(record.formula), record
        assert read_formula(record.formula).molar_mass > 1
        parts = record.smiles.split(".")
        assert len(parts) > 1 or record.added == ()
        assert all(FILE.at(other) is not None for other in record.forms)


@pytest.mark.slow
def test_the_page_of_counts_is_that_of_the_file() -> None:
    page = (paths.resources().parent / "docs" / "identities.md").read_text(encoding="utf-8")

    assert all(f"| {reason} | {count:,} |" in page for reason, count in FILE.head.counts.items())
    # All of it, whatever zlib packed it: the build prints the same digest from the same collection.
    data = (paths.resources() / "identities" / "identities.dat").read_bytes()
    assert f"`{contents_digest(data)}`" in page


def test_a_salt_goes_by_no_name_of_what_stands_beside_its_compound() -> None:
    """A dye's guanidine salt went by "guanidine", or by "hydrochloride", as it happened to be made."""
    assert FILE.with_cas("71077-14-0") is None
    assert exact("guanidine")[0] == "113-00-8"
    assert exact("hydrochloride") == ["7647-01-0"]
    assert "50-01-1" in exact("guanidine hydrochloride")


@pytest.mark.slow
@some_or_all
def test_every_formula_is_that_of_its_structure_and_is_weighed(step: int) -> None:
    for record in records(step):
        assert cas_fits(record.cas), record
        if "·" not in record.formula:
            assert heavy_atoms(record.smiles) == {
                element: count for element, count in elements(record.formula).items() if element != "H"
            }, record
        assert read_formula(record.formula).molar_mass > 1
