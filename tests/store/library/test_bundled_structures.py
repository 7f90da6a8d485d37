"""Every structure on file: SMILES, InChIKey, formula, mass and drawing say the same. RDKit is the judge."""

import importlib
import runpy
from pathlib import Path
from typing import Any

import pytest

from benchapp.base import paths
from benchapp.domain.compounds.facts import cited
from benchapp.domain.compounds.formula import Fit, compare, read_formula
from benchapp.domain.compounds.identity_facts import SubstanceKind, Trap
from benchapp.domain.compounds.monograph import Form, Monograph, Role
from benchapp.domain.compounds.solubility import mg_ml
from benchapp.store.library.monograph_file import read_file

# RDKit's own type hints name less than it has.
Chem: Any = importlib.import_module("rdkit.Chem")
Descriptors: Any = importlib.import_module("rdkit.Chem.Descriptors")
Properties: Any = importlib.import_module("rdkit.Chem.rdMolDescriptors")
FILES = sorted((paths.resources() / "monographs").glob("*.json"))
EVERY = {file.stem: read_file(file)[0].monograph for file in FILES}
# What is no small molecule has no structure to be held against anything.
MONOGRAPHS = {slug: one for slug, one in EVERY.items() if one.kind is SubstanceKind.SMALL_MOLECULE}
BIOLOGICS = {slug: one for slug, one in EVERY.items() if slug not in MONOGRAPHS}


def hill(smiles: str) -> str:
    return str(Properties.CalcMolFormula(Chem.MolFromSmiles(smiles)))


def structures(monograph: Monograph) -> dict[str, tuple[str, str, str]]:
    """Name → SMILES, InChIKey, formula; of the compound, and of the forms and traps that have their own."""
    identity = monograph.identity
    found = {"compound": (identity.smiles, identity.inchikey, identity.formula)}
    parts: tuple[Form | Trap, ...] = (*identity.forms, *identity.traps)
    for part in parts:
        if part.smiles:
            found[part.id] = (part.smiles, part.inchikey, part.formula)
    return found


def test_the_library_holds_lenalidomide_its_neighbours_and_the_vehicle() -> None:
    names = [one.identity.name for one in MONOGRAPHS.values()]

    assert set(names) >= {
        "Lenalidomide", "Pomalidomide", "Thalidomide", "Pinometostat", "EPZ004777", "SGC0946", "Bortezomib",
        "Carfilzomib", "Dexamethasone", "Doxorubicin", "Staurosporine", "Cycloheximide", "MG-132", "DMSO",
    }  # fmt: skip
    assert len(set(names)) == len({one.id for one in MONOGRAPHS.values()})
    assert len({one.id for one in EVERY.values()}) == len(FILES)
    assert [one.identity.name for one in MONOGRAPHS.values() if one.role is Role.VEHICLE] == ["DMSO"]


def test_the_library_holds_what_a_cell_laboratory_reaches_for() -> None:
    """One of each kind at least: what is missing here is typed by hand at the bench."""
    kinds = {kind for one in MONOGRAPHS.values() for kind in one.classes}

    assert kinds >= {
        "selection antibiotic", "translation inhibitor", "transcription inhibitor", "proteasome inhibitor",
        "HDAC inhibitor", "GSK-3 inhibitor", "SERCA inhibitor", "PKC activator", "adenylyl cyclase activator",
        "microtubule inhibitor", "myosin II inhibitor", "oestrogen receptor ligand", "DNA crosslinker",
    }  # fmt: skip


@pytest.mark.parametrize("slug", MONOGRAPHS)
def test_an_identity_stands_on_two_sources(slug: str) -> None:
    identity = MONOGRAPHS[slug].identity
    second = next(one for one in identity.references if one.id == "ref.second")

    borne_out = {identity.cas, identity.formula, identity.inchikey, *(form.cas for form in identity.forms)} - {""}
    assert second.value in borne_out
    assert second.source != identity.source
    kinds = {MONOGRAPHS[slug].sources[key].kind for key in (identity.source, second.source)}
    assert not kinds & {"computation", "secondary"}


def test_the_library_holds_what_work_on_t_cells_needs() -> None:
    assert {one.identity.name for one in BIOLOGICS.values()} >= {
        "IL-2 (aldesleukin)", "IL-6", "IL-15", "TNF-α", "IFN-γ", "Anti-CD3 (OKT3)", "Anti-CD28 (CD28.2)",
        "Fetal bovine serum", "Trypsin",
    }  # fmt: skip
    assert {one.kind for one in BIOLOGICS.values()} >= {
        SubstanceKind.PROTEIN, SubstanceKind.ANTIBODY, SubstanceKind.SERUM, SubstanceKind.ENZYME
    }  # fmt: skip


@pytest.mark.parametrize("slug", BIOLOGICS)
def test_a_biologic_is_told_by_two_sources_that_say_the_same(slug: str) -> None:
    """By its accession, its INN, its EC number or its chain: a structure and a CAS number tell no protein apart."""
    identity = BIOLOGICS[slug].identity
    second = next(one for one in identity.references if one.id == "ref.second")

    first = [one for one in identity.references if one.id != second.id and one.value == second.value]
    assert {one.source for one in first} - {second.source}
    kinds = {BIOLOGICS[slug].sources[key].kind for key in (*(one.source for one in first), second.source)}
    assert not kinds & {"computation", "secondary"}
    assert not identity.smiles


@pytest.mark.parametrize("slug", BIOLOGICS)
def test_a_mass_of_a_biologic_is_that_of_a_protein_or_none(slug: str) -> None:
    for form in BIOLOGICS[slug].identity.forms:
        assert form.molar_mass == "0" or 1_000 <= float(form.molar_mass) <= 1_000_000
        assert form.molar_mass == "0" or BIOLOGICS[slug].kind.has_molecules


@pytest.mark.parametrize("slug", MONOGRAPHS)
def test_smiles_inchikey_and_formula_agree(slug: str) -> None:
    for name, (smiles, inchikey, formula) in structures(MONOGRAPHS[slug]).items():
        molecule = Chem.MolFromSmiles(smiles)
        assert molecule is not None, name
        assert Chem.MolToInchiKey(molecule) == inchikey, name
        assert hill(smiles) == formula, name


@pytest.mark.parametrize("slug", MONOGRAPHS)
def test_each_molar_mass_is_that_of_its_formula_by_two_libraries(slug: str) -> None:
    for form in MONOGRAPHS[slug].identity.forms:
        stated = float(form.molar_mass)
        assert compare(read_formula(form.formula), stated, float(form.moles)).fit is Fit.AGREES, form.id
        # To the two decimals in which it is written, give or take the libraries' own atomic masses.
        assert stated == pytest.approx(read_formula(form.formula).molar_mass / float(form.moles), abs=0.02, rel=2e-5), (
            form.id
        )
        smiles = form.smiles or (
            MONOGRAPHS[slug].identity.smiles if form.formula == MONOGRAPHS[slug].identity.formula else ""
        )
        if smiles:
            rdkit = Descriptors.MolWt(Chem.MolFromSmiles(smiles)) / float(form.moles)
            assert stated == pytest.approx(rdkit, abs=0.006), form.id


@pytest.mark.parametrize("slug", MONOGRAPHS)
def test_each_monoisotopic_mass_is_that_of_the_structure(slug: str) -> None:
    identity = MONOGRAPHS[slug].identity
    stated = next(one.value for one in identity.references if one.id == "ref.monoisotopic")

    assert float(stated) == pytest.approx(Descriptors.ExactMolWt(Chem.MolFromSmiles(identity.smiles)), abs=6e-5)


@pytest.mark.parametrize("slug", MONOGRAPHS)
def test_each_compound_has_its_drawing(slug: str) -> None:
    drawing = paths.resources() / "structures" / f"{MONOGRAPHS[slug].identity.inchikey}.svg"

    assert drawing.read_text(encoding="utf-8").count("<path") > 2


def test_each_drawing_is_of_something_in_the_library() -> None:
    known = {key for one in MONOGRAPHS.values() for _, key, _ in structures(one).values()}

    assert {file.stem for file in (paths.resources() / "structures").glob("*.svg")} <= known


@pytest.mark.parametrize("slug", MONOGRAPHS)
def test_each_source_is_used_and_each_claim_gives_its_reason(slug: str) -> None:
    monograph = MONOGRAPHS[slug]

    assert set(monograph.sources) == {key for key, _ in cited(monograph)}
    assert all(claim.reason.strip() for _, claim in monograph.claims())
    assert monograph.unknowns
    assert "".join(monograph.sources) == "".join(monograph.sources).lower()


def test_no_figure_that_is_calculated_with_is_second_hand() -> None:
    for monograph in MONOGRAPHS.values():
        for claim in monograph.solubility:
            if mg_ml(monograph, claim) is not None:
                assert monograph.sources[claim.source].kind != "secondary", (monograph.identity.name, claim.id)


def test_the_list_of_sources_is_that_of_the_monographs() -> None:
    page = runpy.run_path(str(Path(__file__).parents[3] / "packaging" / "make_sources.py"))["page"]

    assert (paths.resources() / "SOURCES.md").read_text(encoding="utf-8") == page()


def test_the_hydrochloride_of_sgc0946_is_not_given_its_monoisotopic_mass() -> None:
    salt = MONOGRAPHS["sgc0946"].form("form.hcl")

    assert compare(read_formula(salt.formula), 653.2).fit is Fit.MONOISOTOPIC
    assert compare(read_formula(salt.formula), float(salt.molar_mass)).fit is Fit.AGREES


def test_a_salt_is_never_taken_for_its_base() -> None:
    for slug, salt, base, percent in (
        ("epz004777", "form.hcl", "form.free", 6.8),
        ("sgc0946", "form.hcl", "form.free", 5.9),
    ):
        monograph = MONOGRAPHS[slug]
        shift = float(monograph.form(salt).molar_mass) / float(monograph.form(base).molar_mass) - 1
        assert round(shift * 100, 1) == percent
        assert (
            compare(read_formula(monograph.form(base).formula), float(monograph.form(salt).molar_mass)).other == "+ HCl"
        )


def test_lenalidomide_hemihydrate_counts_two_molecules() -> None:
    form = MONOGRAPHS["lenalidomide"].form("form.hemihydrate")

    assert (form.moles, form.molar_mass) == ("2", "268.27")
    assert compare(read_formula("C13H13N3O3·0.5H2O"), 268.27).fit is Fit.AGREES
