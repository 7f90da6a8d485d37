"""A small file of identities, for tests: bases with their salts, hydrates, and names that several of them have."""

from pathlib import Path

from msgspec import Struct

from benchapp.domain.compounds.identities.identity import name_key
from benchapp.store.identities.identity_blocks import Head, NameRow, RecordRow, cas_number, file_bytes

DOXORUBICIN, DOXORUBICIN_HCL = "23214-92-8", "25316-40-9"
PUROMYCIN, STREPTOMYCIN, SALT, HYDRATE = "58-58-2", "3810-74-0", "7647-14-5", "7791-18-6"


class Written(Struct, frozen=True):
    """A record as a test states it: its usual name first."""

    cas: str
    names: tuple[str, ...]
    formula: str
    added: str = ""
    moles: int = 1
    unmatched: str = ""
    other_form: str = ""
    rank: int = 0
    origin: int = 0


WRITTEN = (
    Written(DOXORUBICIN, ("doxorubicin", "adriamycin"), "C27H29NO11", other_form=DOXORUBICIN_HCL, rank=3),
    Written(
        DOXORUBICIN_HCL,
        ("doxorubicin hydrochloride", "adriamycin"),
        "C27H29NO11·HCl",
        added="HCl",
        other_form=DOXORUBICIN,
    ),
    Written(PUROMYCIN, ("puromycin",), "C22H29N7O5", unmatched="H2O,HCl"),
    Written(STREPTOMYCIN, ("streptomycin sulfate",), "2C21H39N7O12·3H2SO4", added="3H2SO4", moles=2),
    Written(SALT, ("sodium chloride", "nacl", "natriumchlorid"), "NaCl", origin=1),
    Written(HYDRATE, ("magnesium chloride hexahydrate",), "MgCl2·6H2O", added="6H2O"),
)
_SMILES = {SALT: "[Na+].[Cl-]", HYDRATE: "O.O.O.O.O.O.[Cl-].[Cl-].[Mg+2]"}


def identity_bytes(written: tuple[Written, ...] = WRITTEN) -> bytes:
    """Return a file of a few records."""
    records = sorted(written, key=lambda one: cas_number(one.cas))
    places = {one.cas: place for place, one in enumerate(records)}
    names = sorted(
        (
            (name_key(text), NameRow(text, places[one.cas], at == 0, one.rank))
            for one in records
            for at, text in enumerate(one.names)
        ),
        key=lambda row: (row[0], row[1].record),
    )
    usual = {row.record: place for place, (_, row) in enumerate(names) if row.usual}
    rows = [
        RecordRow(
            one.cas,
            usual[place],
            one.formula,
            _SMILES.get(one.cas, "CCN"),
            one.added,
            one.moles,
            one.unmatched,
            str(places[one.other_form]) if one.other_form else "",
            one.origin,
        )
        for place, one in enumerate(records)
    ]
    return file_bytes(Head(("PubChem", "ChEDL"), "chemicals 1.5.2", {"records taken": len(rows)}), names, rows)


def identity_file(folder: Path) -> Path:
    """Write a small file of identities, and return where it is."""
    path = folder / "identities.dat"
    path.write_bytes(identity_bytes())
    return path
