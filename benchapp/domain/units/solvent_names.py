"""Solvents by the names that vendors, databases and people give them."""

import re
from functools import cache

from msgspec import Struct

# The name the library writes, and the spellings that mean it. Spellings are matched as whole words, in any case.
_SPELLINGS: dict[str, str] = {
    "DMSO": r"d6-dmso|dmso(?:-d6)?|dimethyl ?sulf?phoxide|dimethyl ?sulfoxide?|methyl sulfoxide",
    "DMF": r"dmf|(?:n,n-)?dimethyl ?formamide?",
    "DMA": r"dma|dmac|(?:n,n-)?dimethyl ?acetamide?",
    "NMP": r"nmp|n-methyl-2-pyrrolidone|n-methyl-pyrrolidone?",
    "water": r"(?:dd|d|ultrapure |distilled |deioni[sz]ed |sterile )?h ?2 ?[o0]"
    r"|(?:distilled |deioni[sz]ed |ultrapure |sterile )?water"
    r"|h₂o|aqueous(?: solution)?|aq\.?|aqua|wasser|wässrig|waessrig",
    "ethanol": r"etoh|ethanol|ethyl alcohol|äthanol|aethanol",
    "methanol": r"meoh|methanol|methyl alcohol",
    "isopropanol": r"isopropanol|2-propanol|isopropyl alcohol|ipa",
    "acetonitrile": r"acetonitrile?|mecn|acn",
    "acetone": r"acetone?",
    "chloroform": r"chloroform|chcl3",
    "dichloromethane": r"dichlorometh?ane?|dcm|ch2cl2|methylene chloride",
    "ethyl acetate": r"ethyl acetate|ethylacetate?|etoac",
    "THF": r"thf|tetrahydrofurane?",
    "toluene": r"toluene|toluol",
    "hexane": r"n?-?hexane?",
    "pyridine": r"pyridine?",
    "acetic acid": r"(?:glacial )?acetic acid|essigsäure",
    "PBS": r"(?:1x )?d?pbs|phosphate[- ]buffered saline",
    "saline": r"(?:normal |physiological |0\.9 ?% )?saline|0\.9 ?% nacl|kochsalzlösung",
    "PEG 300": r"peg[- ]?300",
    "PEG 400": r"peg[- ]?400",
    "propylene glycol": r"propylene glycol|propylenglykol",
    "glycerol": r"glycerol|glycerin",
    "corn oil": r"corn oil|maisöl",
    "FaSSIF": r"fassif",
    "FeSSIF": r"fessif",
    "0.1 M HCl": r"0\.1 ?[mn] hcl",
    "1 M HCl": r"1 ?[mn] hcl",
    "0.1 M NaOH": r"0\.1 ?[mn] naoh",
    "1 M NaOH": r"1 ?[mn] naoh",
}
# A buffer's pH is part of what something dissolves in.
_PH = r"(?P<ph>[ ,(]*ph ?[=:]? ?[0-9]{1,2}(?:\.[0-9]{1,2})?\)?)?"


class FoundSolvent(Struct, frozen=True):
    """A solvent in a text: its name, and where it is."""

    name: str
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    groups = "|".join(f"(?P<s{place}>{spelling})" for place, spelling in enumerate(_SPELLINGS.values()))
    return re.compile(rf"(?<![^\W_])(?:{groups})(?![^\W_]){_PH}", re.IGNORECASE)


def find_solvents(text: str) -> tuple[FoundSolvent, ...]:
    """Return the solvents that a text names, in its order; "_" parts words, as in headings."""
    names = tuple(_SPELLINGS)
    found = []
    for match in _pattern().finditer(text.replace("_", " ")):
        place = next(int(group[1:]) for group, said in match.groupdict().items() if said and group != "ph")
        ph = re.search(r"[0-9.]+", match["ph"] or "")
        name = names[place] if ph is None else f"{names[place]} pH {ph.group()}"
        found.append(FoundSolvent(name, match.start(), match.end()))
    return tuple(found)


def solvent_in(text: str) -> str:
    """Return the one solvent that a text names; of a mixture its words; "" where it names none."""
    found = find_solvents(text)
    names = tuple(dict.fromkeys(one.name for one in found))
    if len(names) < 2:
        return "".join(names)
    return " ".join(text.replace("_", " ")[found[0].start : found[-1].end].split())
