"""Which of a record's names are kept: those by which somebody at a bench may look for it, each said once."""

import re

from benchapp.domain.compounds.identities.identity import name_key

# Longer names are typed by nobody; of so many, the first are the usual ones, and the short ones are typed as well.
LONGEST, MOST, SHORT = 30, 30, 12
_LONGEST_FORMULA = 10
_NUMBER_OF_OTHERS = re.compile(
    r"\d{2,7}-\d\d-\d\b|[a-z]{14}-[a-z]{10}|inchi|(?:agn-pc|ac1|zinc|schembl|surecn|chembl|chebi|mfcd|akos|bb_|bbl|bdbm"
    r"|cid ?\d|ccris|hsdb|einecs|unii|brn|caswell|epa |rcra|un ?\d|fema|ai3|cpd|dsstox|dtx|ncgc|ksc|sbb|smp|tl8|stk|ctk"
    r"|hms|tox\d|tox2|ambap|mls\d|smr\d|ccg|albb|st\d|bim-|oprea|spectrum|kbio|maybridge|lmfa|prestwick|gtpl|idi\d"
    r"|nciopen|bidd|bmse|spbio|bspbio|starbld|divk|sbi-|ambotz|cbdive|pdsp|enamine|chemdiv|bpbio|acon\d|lmpk|cbmicro"
    r"|ninds|lopac|synquest|specplus|timtec|mixcom|ncistruc|brd-|ns0|db-\d|sr-0|s\d+_sel|[jwq]-\d|[za]\d{5}|f\d{4}"
    r"|ft-|ke-|an-\d|ag-[a-z]|ac-\d|ab\d{5}|(?:cs|ds|ps|bp|bs|fs|da|ls|ae|gs|ts|ms)-\d|eu-\d|pc\d{4}|en\d{3}|tra\d"
    r"|str\d|or\d{4}|kb-|ka-|cj-|fd\d{4}|ebd|i14-|[ptmgdbch]\d{4}$|nchem|wln|beilstein|ec \d{3}|bcp|hy-|sc-\d|gnf-pf"
    r"|cas[- ]|nsc)"
)
_TAG = re.compile(
    r"\s*(?:\[(?:german|inn|ban|usan|jan|usp|nf|iso|dcit|dcf|bsi|ansi|mi|hsdb|ep|mart\.?|who-dd|vandf|usp-rs|jp\d*"
    r"|[:,/ -])+\]|\((?:inn|ban|usan|jan|usp|nf|jp1\d|tn|van|[6-9]ci|natural|mart\.?|[,/ ])+\)|\(r\)|®)$",
    re.IGNORECASE,
)
# German names stay: they are typed by whom the program speaks German to.
_ANOTHER_LANGUAGE = re.compile(
    r"\[(?:inn-|iso-)?(?:french|dutch|polish|czech|russian|spanish|italian|latin|japanese|danish|hungarian)[^\]]*\]$",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*){2,}|(?:[a-z]{1,2}\d+){2,}[a-z]*\d*(?:\.[a-z0-9]+)*")


def single_names(names: list[str]) -> list[str]:
    """Return the names of a record one by one: some hold a whole list."""
    found: list[str] = []
    for name in names:
        # PubChem's own names of salts have no blank there: "sodium;chloride".
        parts = re.split(r";\s+" if name.count(";") == 1 else ";", name)
        found += [tidy for part in parts if (tidy := " ".join(part.split())) and tidy.isprintable()]
    return found


def untagged(name: str) -> str:
    """Return a name without the signs of who uses it: "doxorubicin [usan:inn:ban]"."""
    while (shorter := _TAG.sub("", name).strip()) != name:
        name = shorter
    return name


def is_usual(name: str, *, organic: bool) -> bool:
    """Return whether somebody may type it: no number of a list of compounds, no other language, no inverted name.

    Of what has no carbon the formula is a name: "NaCl", "MgCl2".
    """
    low = name.casefold()
    inverted = name.endswith("-") or re.search(r"[a-z](?:\]|\))*-?, ", low) is not None
    return not (
        inverted
        or _NUMBER_OF_OTHERS.match(low)
        or _ANOTHER_LANGUAGE.search(name)
        or (_FORMULA.fullmatch(name) and (organic or len(name) > _LONGEST_FORMULA))
        or len(name_key(name)) < 2
        or name_key(name).isdigit()
    )
