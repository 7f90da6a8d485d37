"""What RDKit says of a record: whether its formula, structure and mass agree, and what it holds beside the compound."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from msgspec import Struct
from rdkit import Chem, RDLogger
from rdkit.Chem.Descriptors import MolWt
from rdkit.Chem.MolStandardize import rdMolStandardize
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from benchapp.domain.compounds.identifiers import cas_fits

# Two masses that differ by less are of one formula, with atomic masses of two years.
SAME_WITHIN = 5e-4
_WATER = "H2O"
# How people write what RDKit writes in another order.
_WRITTEN = {"ClH": "HCl", "BrH": "HBr", "IH": "HI", "FH": "HF", "H3N": "NH3", "H2O4S": "H2SO4", "H3O4P": "H3PO4"}
# What may be beside a compound without carbon of its own.
_MINERAL = frozenset(
    {_WATER, "HCl", "HBr", "HI", "HF", "H2SO4", "H3PO4", "HNO3", "HClO4", "NH3", "H2NO3S", "HBF4", "HPF6"}
)
_BARE = frozenset(
    [
        "Li", "Na", "K", "Rb", "Cs", "Be", "Mg", "Ca", "Sr", "Ba", "Al", "Ga", "In", "Tl", "Sn", "Pb", "Bi", "Sc", "Ti",
        "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Y", "Zr", "Nb", "Mo", "Ru", "Rh", "Pd", "Ag", "Cd", "Hf", "Ta",
        "W", "Re", "Os", "Ir", "Pt", "Au", "Hg", "La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm",
        "Yb", "Lu", "Th", "U", "O", "C",
    ]
)  # fmt: skip
_METALS = _BARE - {"O", "C"}
_GROUPS = {
    "sulfate": "[O]S(=O)=O", "phosphate": "P", "nitrate": "N(~O)(~O)~O", "mesylate": "[CX4]S(=O)(=O)[O]",
    "tosylate": "cS(=O)(=O)[O]", "besylate": "cS(=O)(=O)[O]", "acetate": "CC(=O)[O]",
    "trifluoroacetate": "FC(F)(F)C(=O)[O]", "maleate": "[O]C(=O)C=CC(=O)[O]",
    "tartrate": "[O]C(=O)C(O)C(O)C(=O)[O]", "citrate": "[O]C(=O)CC(O)(CC(=O)[O])C(=O)[O]",
    "succinate": "[O]C(=O)CCC(=O)[O]", "lactate": "[CH3]C([O])C(=O)[O]", "oxalate": "[O]C(=O)C(=O)[O]",
}  # fmt: skip


class RefusedError(Exception):
    """A record that is left out; its text says why."""


class Composition(Struct, frozen=True):
    """What a record holds.

    Attributes:
        smiles: Its structure, as RDKit writes it.
        formula: Its parts joined by "·".
        parent: The compound without salt and water.
        flat: The same without stereochemistry.
        moles: How many of it the formula holds.
        added: What else it holds.
        holds: Counts of elements, parts and groups, by which names are judged.
        organic: Whether the compound has carbon.
        beside: The molecules that it holds beside the compound.
    """

    smiles: str
    formula: str
    parent: str
    flat: str
    moles: int
    added: Mapping[str, int]
    holds: Mapping[str, float]
    organic: bool
    beside: frozenset[str]


class Part(Struct, frozen=True):
    """One of the molecules or ions of a record, alike ions written without their charge."""

    atoms: int
    organic: bool
    neutral: str
    flat: str
    neutral_formula: str
    formula: str
    charge: int
    bare: bool
    acid: bool
    base: bool


def elements(formula: str) -> Counter[str]:
    """Count the atoms of a plain formula; deuterium is hydrogen."""
    found: Counter[str] = Counter()
    for element, count in re.findall(r"([A-Z][a-z]?)([0-9]*)", formula):
        found["H" if element == "D" else element] += int(count or 1)
    return found


def composition(cas: str, formula: str, mass: str, smiles: str) -> Composition:
    """Check a record, and give what it holds.

    Raises:
        RefusedError: Something does not agree.
    """
    if not cas_fits(cas):
        raise RefusedError("CAS number")
    molecule = Chem.MolFromSmiles(smiles) if smiles else None
    if molecule is None:
        raise RefusedError("no structure that can be read")
    if any(atom.GetIsotope() or not atom.GetAtomicNum() for atom in molecule.GetAtoms()):
        raise RefusedError("labelled with isotopes, or with an open place")
    if Chem.GetFormalCharge(molecule):
        raise RefusedError("an ion, which nobody weighs")
    if elements(CalcMolFormula(molecule)) != elements(formula):
        raise RefusedError("formula is not that of the structure")
    weight = MolWt(molecule)
    if not abs(weight - float(mass)) <= SAME_WITHIN * weight:
        raise RefusedError("molar mass is not that of the structure")
    written = Chem.MolToSmiles(molecule)
    return _composed(molecule, written, formula, [_part(one) for one in written.split(".")])


def _composed(molecule: Chem.Mol, smiles: str, formula: str, parts: list[Part]) -> Composition:
    if len(parts) > 1 and any(part.bare or part.formula == "H+" for part in parts):
        raise RefusedError("parts that make no salt: a bare metal or proton")
    rest = [part for part in parts if part.neutral_formula != _WATER]
    organic = [part for part in parts if part.organic]
    if organic:
        largest = max(organic, key=lambda part: (part.atoms, part.neutral))
        parent, flat = largest.neutral, largest.flat
        moles = sum(part.neutral == parent for part in parts)
        beside = [part for part in parts if part.neutral != parent]
        if not all(_makes_salt(part, largest) for part in beside):
            raise RefusedError("parts that make no salt: a polymer's units, a mixture or a solvate")
        added = Counter(_beside(part) for part in beside)
    else:
        # Of a salt without carbon nothing is the compound but all of it; water is what it may have or not.
        parent = flat = ".".join(sorted(part.neutral for part in rest or parts))
        moles, added = 1, Counter({_WATER: len(parts) - len(rest)} if rest and len(rest) < len(parts) else {})
    others = frozenset(part.neutral for part in parts if part.neutral != parent)
    holds: dict[str, float] = dict(elements(formula))
    named = Counter(_written(part.neutral_formula) for part in parts)
    holds |= {part: float(named[part]) for part in ("HCl", "HBr", "HI", "H2SO4", _WATER, "NH3") if named[part]}
    holds |= {group: 1.0 for group, pattern in _patterns().items() if molecule.HasSubstructMatch(pattern)}
    holds["added"] = float(sum(added.values()))
    return Composition(smiles, _joined(formula, parts), parent, flat, moles, added, holds, bool(organic), others)


def _beside(part: Part) -> str:
    """Return what is beside a compound: an acid as the acid, a metal by its sign."""
    return (
        re.sub(r"[+-].*", "", part.formula)
        if part.charge and not part.organic and part.charge > 0
        else _written(part.neutral_formula)
    )


def _written(formula: str) -> str:
    plain = re.sub(r"[+-]\d*$", "", formula)
    return _WRITTEN.get(plain, plain)


def _joined(formula: str, parts: list[Part]) -> str:
    """Return the formula in its parts, where each of these is a molecule; ions are written together."""
    neutral = [part for part in parts if not part.charge]
    ions = [part for part in parts if part.charge]
    if len(parts) == 1:
        return formula
    if not neutral:
        return hill(elements(formula))
    counted = Counter(_written(part.formula) for part in sorted(neutral, key=lambda part: (-part.atoms, part.formula)))
    together = Counter[str]()
    for part in ions:
        together += elements(re.sub(r"[+-]\d*$", "", part.formula))
    sizes = {_written(part.formula): part.atoms for part in neutral}
    pieces = [(sizes[one], f"{count if count > 1 else ''}{one}") for one, count in counted.items()]
    pieces += [(sum(part.atoms for part in ions), hill(together))] if ions else []
    return "·".join(piece for _, piece in sorted(pieces, key=lambda piece: (-piece[0], piece[1])))


def hill(counts: Mapping[str, int]) -> str:
    """Return counts of atoms in Hill's order; of a salt without carbon the metal first and oxygen last: "CuSO4"."""
    if "C" not in counts and _METALS & set(counts):
        order = [*sorted(_METALS & set(counts)), *(["H"] if "H" in counts else [])]
        order += [*sorted(set(counts) - _METALS - {"H", "O"}), *(["O"] if "O" in counts else [])]
        return "".join(f"{one}{counts[one] if counts[one] > 1 else ''}" for one in order)
    first = ["C", "H"] if "C" in counts else []
    order = [*(one for one in first if one in counts), *sorted(one for one in counts if one not in first)]
    return "".join(f"{one}{counts[one] if counts[one] > 1 else ''}" for one in order)


@cache
def _patterns() -> dict[str, Chem.Mol]:
    return {name: Chem.MolFromSmarts(pattern) for name, pattern in _GROUPS.items()}


@cache
def _uncharger() -> rdMolStandardize.Uncharger:
    RDLogger.DisableLog("rdApp.*")
    return rdMolStandardize.Uncharger()


@cache
def _part(smiles: str) -> Part:
    molecule = Chem.MolFromSmiles(smiles)
    neutral = _uncharger().uncharge(molecule)
    return Part(
        molecule.GetNumHeavyAtoms(),
        any(atom.GetAtomicNum() == 6 for atom in molecule.GetAtoms()),
        Chem.MolToSmiles(neutral),
        Chem.MolToSmiles(neutral, isomericSmiles=False),
        CalcMolFormula(neutral),
        CalcMolFormula(molecule),
        Chem.GetFormalCharge(molecule),
        _is_bare(molecule),
        any(neutral.HasSubstructMatch(pattern) for pattern in _acids()),
        neutral.HasSubstructMatch(_base()),
    )


def _is_bare(molecule: Chem.Mol) -> bool:
    """Return whether it is an atom without charge, as no salt holds it."""
    atom = molecule.GetAtomWithIdx(0)
    lone = molecule.GetNumAtoms() == 1 and not atom.GetFormalCharge() and not atom.GetTotalNumHs()
    return lone and atom.GetSymbol() in _BARE


def _makes_salt(part: Part, compound: Part) -> bool:
    """Return whether what is beside a compound is water, an ion or mineral acid, or an acid for its base."""
    if not part.organic:
        return bool(part.charge) or _written(part.neutral_formula) in _MINERAL
    return bool(part.charge) or (part.acid and compound.base) or (part.base and compound.acid)


@cache
def _acids() -> tuple[Chem.Mol, ...]:
    patterns = ("C(=O)[OH]", "S(=O)(=O)[OH]", "P[OH]", "c[OH]", "c1nc(=O)[nH]c(=O)c1", "[#6](=O)[NH][#6](=O)")
    return tuple(Chem.MolFromSmarts(pattern) for pattern in patterns)


@cache
def _base() -> Chem.Mol:
    return Chem.MolFromSmarts("[#7;!$([#7]C=O);!$([#7]S(=O)=O);!$(N~O)]")
