"""What a name says of salt and water, held against what a record holds: a base must not answer to its salt's name."""

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

WATER = "H2O"
_SAME = 0.01
NOTHING_ADDED = "none"
_NUMBERS = {
    "hemi": 0.5, "semi": 0.5, "mono": 1.0, "sesqui": 1.5, "di": 2.0, "bis": 2.0, "tri": 3.0, "tris": 3.0, "tetra": 4.0,
    "penta": 5.0, "hexa": 6.0, "hepta": 7.0, "octa": 8.0, "nona": 9.0, "deca": 10.0, "dodeca": 12.0, "1": 1.0,
    "2": 2.0, "3": 3.0, "4": 4.0,
}  # fmt: skip
_TIMES = r"(?P<times>hemi|semi|mono|sesqui|di|bis|tris?|tetra|penta|hexa|hepta|octa|nona|deca|dodeca|[1-4])?[ -]?"
# The words that state a part, as they begin; an ester's name states its acid by the same words, and its structure
# holds it as well.
_WORDS = {
    "HCl": r"hydrochlorid|hcl\b|chlorhydrat|cloridrato|clorhidrato|hydrogen chloride",
    "HBr": r"hydrobromid|hbr\b|bromhydrat|bromidrato",
    "HI": r"hydr(?:o|ogen )?iodid|iodhydrat",
    "Na": r"sodium|natrium|na salt|sodique|sodico",
    "K": r"potassium|kalium|k salt",
    "Li": r"lithium",
    "Ca": r"calcium",
    "Mg": r"magnesium",
    "Zn": r"zinc\b|zink",
    "Al": r"alumini?um",
    "NH3": r"ammonium(?= salt|$)",
    WATER: r"hydrate?\b|h2o\b",
    "sulfate": r"(?<!thio)(?<!per)sul(?:f|ph)ate?\b",
    "phosphate": r"phosphate?\b",
    "nitrate": r"nitrate?\b",
    "mesylate": r"mes[yi]late?\b|methanesul(?:f|ph)onate?\b",
    "tosylate": r"tos[yi]late?\b|toluenesul(?:f|ph)onate?\b",
    "besylate": r"bes[yi]late?\b|benzenesul(?:f|ph)onate?\b",
    "acetate": r"(?<![a-z])acetate?\b",
    "trifluoroacetate": r"trifluoroacetate?\b|\btfa\b",
    "maleate": r"maleate?\b|fumarate?\b",
    "tartrate": r"tartrate?\b",
    "citrate": r"(?<!iso)citrate?\b",
    "succinate": r"(?<![a-z])succinate?\b",
    "lactate": r"(?<![a-z])lactate?\b",
    "oxalate": r"(?<![a-z])oxalate?\b",
}
# "atropine sulfate (2:1)", "magnesium chloride hydrate (1:6)": compound to acid, and to water.
_RATIO = (
    r"(?P<part>sul(?:f|ph)ate|hydrochloride|hydrobromide|hydrate)[ ,]*(?:salt )?"
    r"[\[(](?P<of>[1-9]):(?P<to>[1-9]\d?)[\])]"
)
_IN_RATIO = {"hydrochloride": "HCl", "hydrobromide": "HBr", "hydrate": WATER}
_ALONE = r"\bfree (?:base|acid)\b|\(parent\)|\banhydrous\b|\banhydr\.|\bwasserfrei"
# Names of what is no substance alone.
_MIXED = (
    r"%|\bsolution\b|\bin water\b|conjugate|\bcomplex\b|\bmixt|\bmixed\b|impurity|\bstandard\b|supplied by|selleck"
    r"|particle|\bmesh\b|\bpowder\b|\bgrade\b|dextrose|\bwith\b|\band\b|\bplus\b|compound|deriv|polymer|\bpoly|copolymer"
    r"|lipos|-d[1-9]\d?\b|deuter|labeled|labelled|\b1[345][cn]\b|\(.+\)-d[1-9]"
)


class NameClaim(Struct, frozen=True):
    """A part that a name states.

    Attributes:
        part: "HCl", "Na", "H2O", "sulfate"; "none" for "free base" and "anhydrous".
        times: How many there are for one compound; None where the name leaves it open.
    """

    part: str
    times: float | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {part: re.compile(rf"{_TIMES}(?:{words})") for part, words in _WORDS.items()}


def is_one_substance(name: str) -> bool:
    """Return whether a name is that of one substance, and not of a solution, a mixture or a labelled form."""
    return re.search(_MIXED, name.casefold()) is None


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join([_ALONE, *_WORDS.values()]))


def claims_of(name: str) -> tuple[NameClaim, ...]:
    """Return what a name says of salt and water."""
    plain = name.casefold()
    if _any().search(plain) is None:
        return ()
    # What is no hydrate by its water.
    plain = re.sub(r"carbohydrate|(?:chloral|terpin|ninhydrin|hydrazine) (?:mono)?hydrate", " ", plain)
    found = [NameClaim(NOTHING_ADDED)] if re.search(_ALONE, plain) else []
    for part, pattern in _patterns().items():
        for match in pattern.finditer(plain):
            times = match["times"]
            claim = NameClaim(part, _NUMBERS[times] if times and _is_count(plain, match.start(), part) else None)
            if claim not in found:
                found.append(claim)
    found += [
        NameClaim(_IN_RATIO.get(match["part"], "H2SO4"), int(match["to"]) / int(match["of"]))
        for match in re.finditer(_RATIO, plain)
    ]
    return tuple(found)


def says_only_salt(name: str) -> bool:
    """Return whether a name is that of a salt without its compound: "trisodium salt"."""
    rest = name.casefold()
    if "salt" not in rest:
        return False
    for pattern in _patterns().values():
        rest = pattern.sub(" ", rest)
    return not re.search(r"[a-z]", re.sub(r"\bsalt\b|\b(?:acid|hydrogen|form)\b", " ", rest))


def _is_count(plain: str, start: int, part: str) -> bool:
    # "phosphatidiacetate": a number is the beginning of a word, and of an acid counts what an ester holds as well.
    return part in {"HCl", "HBr", "HI", WATER, "Na", "K", "Li"} and (start == 0 or not plain[start - 1].isalnum())


def fits(claim: NameClaim, holds: Mapping[str, float], moles: int = 1) -> bool:
    """Return whether a record holds what a name states.

    Args:
        claim: What the name states.
        holds: How many of each part the formula holds, its groups included; "added" is all that is beside the compound.
        moles: Molecules of the compound in the formula: names count for one of them, or for the formula.
    """
    if claim.part == NOTHING_ADDED:
        return not holds.get("added", 0.0)
    held = holds.get(claim.part, 0.0)
    return held > 0 if claim.times is None else any(abs(one - claim.times) < _SAME for one in (held, held / moles))
