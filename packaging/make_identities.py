"""Make resources/identities/identities.dat of the records that the package chemicals collects, each checked by RDKit.

    python packaging/make_identities.py [--check]

What disagrees is left out and counted; docs/identities.md has the counts. With --check nothing is written: what is made
now must be what is there. Both packages are needed for this and never by the program.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parent.parent))
from identity_checks import Composition, RefusedError, composition
from identity_names import LONGEST, MOST, SHORT, is_usual, single_names, untagged

from benchapp.domain.compounds.formula import SAME_WITHIN, FormulaError, read_formula
from benchapp.domain.compounds.identities.identity import name_key
from benchapp.domain.compounds.identities.name_claims import (
    NOTHING_ADDED,
    WATER,
    NameClaim,
    claims_of,
    fits,
    is_one_substance,
    says_only_salt,
)
from benchapp.store.identities.identity_blocks import (
    Head,
    NameRow,
    RecordRow,
    cas_number,
    contents_digest,
    file_bytes,
    read_head,
)

ROOT = Path(__file__).parent.parent
TARGET, COUNTS = ROOT / "resources" / "identities" / "identities.dat", ROOT / "docs" / "identities.md"
PACKAGE = "chemicals"
FILES = ("pubchem large", "pubchem small", "example user db")
OTHER_FILES = ("Inorganic db",)
PUBCHEM, OTHERS = "PubChem", "ChEDL"
# Of a compound with so many names in the collection, much is known; and so on.
RANKS = (12, 40, 120)
SULFATE = "H2SO4"
# Trypan blue: PubChem 6296 and suppliers have it as the tetrasodium salt (960.81 g/mol), the acid is 2538-83-2.
OF_A_SALT = frozenset({"72-57-1"})

_LEFT_OUT = (
    "A record is left out where its CAS number, formula, structure and molar mass do not agree by RDKit, where the "
    "program reads its formula otherwise,"
)
_NAMES_LEFT_OUT = (
    "or where it is no substance that one weighs. A name is left out where it states a salt or water that the "
    "structure does not hold (decision 72)."
)
# A name that so many records have says nothing; a compound of so many forms lists no others.
MOST_OF_A_NAME, MOST_FORMS = 12, 12


class Record(Struct):
    """A record that was taken.

    Attributes:
        cas: CAS number.
        origin: Place of whose record it is.
        held: What it holds.
        names: Key and text of each name that is kept, the usual one first.
        rank: How well known it is.
        stated: Parts that its names state and it does not hold.
    """

    cas: str
    origin: int
    held: Composition
    names: dict[str, str]
    rank: int
    stated: set[str]


def lines() -> Iterator[tuple[str, list[str]]]:
    """Return the rows of the collection, each with the name of its file."""
    folder = Path(str(distribution(PACKAGE).locate_file("chemicals"))) / "Identifiers"
    for name in (*(f"chemical identifiers {one}" for one in FILES), *OTHER_FILES):
        for line in (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            yield name, line.split("\t")


def taken(row: list[str], counts: Counter[str]) -> Record:
    """Return a row as a record.

    Raises:
        RefusedError: It is left out; says why.
    """
    number, cas, formula, mass, smiles = row[:5]
    if cas in OF_A_SALT:
        raise RefusedError("its CAS number is that of a salt, and its structure the acid")
    held = composition(cas, formula, mass, smiles)
    try:
        read = read_formula(held.formula)
    except FormulaError as error:
        raise RefusedError("formula that the program does not read") from error
    if not abs(read.molar_mass - float(mass)) <= SAME_WITHIN * float(mass):
        raise RefusedError("molar mass is not what the program computes")
    record = Record(cas, 0 if int(number) > 0 else 1, held, {}, 0, set())
    # The usual name follows the systematic one.
    names = single_names([*row[8:], *row[7:8]])
    record.rank = sum(len(names) >= limit for limit in RANKS)
    stated = [(name, claims_of(name)) for name in names]
    if stated and not _holds(record, stated[0][1]):
        raise RefusedError("its own name states a salt or water that it does not hold")
    counted: dict[str, set[bool]] = defaultdict(set)
    for name, claims in stated:
        _take_name(record, name, claims, counts)
        for claim in claims:
            if claim.times is not None and held.holds.get(claim.part) and (held.organic or claim.part == WATER):
                counted[claim.part].add(fits(claim, held.holds, held.moles))
    # Of a sulfate half as heavy as the one in the bottle one name is enough to doubt it.
    if any(True not in agreeing or (part == SULFATE and False in agreeing) for part, agreeing in counted.items()):
        raise RefusedError("its names count its acid, metal or water otherwise")
    if not record.names:
        usual = next((name for name, claims in stated if _holds(record, claims)), "")
        if not name_key(usual):
            raise RefusedError("no name")
        record.names[name_key(usual)] = usual
    return record


def _holds(record: Record, claims: tuple[NameClaim, ...]) -> bool:
    return all(fits(claim, record.held.holds, record.held.moles) for claim in claims)


def _take_name(record: Record, name: str, claims: tuple[NameClaim, ...], counts: Counter[str]) -> None:
    if not is_one_substance(name):
        counts["names of mixtures and solutions"] += 1
        return
    if not _holds(record, claims):
        counts["names that state another salt or water"] += 1
        record.stated |= {
            claim.part for claim in claims
            if claim.part != NOTHING_ADDED and not fits(NameClaim(claim.part), record.held.holds)
        }  # fmt: skip
        return
    plain = untagged(name)
    alone = bool(claims) and says_only_salt(name)
    if alone or not is_usual(plain, organic=record.held.organic) or (len(plain) > LONGEST and record.names):
        counts["long and inverted names, numbers of other collections"] += 1
    elif len(record.names) < MOST or len(plain) <= SHORT or claims:
        record.names.setdefault(name_key(plain), plain)


def read_all() -> tuple[list[Record], Counter[str], dict[str, list[str]]]:
    """Return the records, how many names and records were left out by reason, and a few examples of each."""
    counts, examples = Counter[str](), defaultdict[str, list[str]](list)
    records: dict[str, Record] = {}
    for _, row in lines():
        counts["records read"] += 1
        try:
            record = taken(row, counts)
            if record.cas in records:
                raise RefusedError("CAS number twice")
        except RefusedError as reason:
            counts[f"left out: {reason}"] += 1
            examples[str(reason)].append(row[1])
            continue
        records[record.cas] = record
    counts["records taken"] = len(records)
    return sorted(records.values(), key=lambda record: cas_number(record.cas)), counts, examples


def unmatched(records: list[Record]) -> list[set[str]]:
    """Return for each record the salts and water that names of its compound state and no record of it holds."""
    families: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        families[record.held.flat].append(number)
    found: list[set[str]] = [set() for _ in records]
    for members in families.values():
        held = [records[number].held for number in members]
        stated = {part for number in members for part in records[number].stated}
        missing = {part for part in stated if not any(one.holds.get(part) for one in held)}
        for number in members:
            if not records[number].held.added:
                found[number] = missing if records[number].held.organic else missing & {WATER}
    return found


def forms(records: list[Record]) -> list[list[int]]:
    """Return for each record those of other forms of its compound."""
    families: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        families[record.held.parent].append(number)
    return [
        [other for other in families[record.held.parent] if other != number]
        if len(families[record.held.parent]) <= MOST_FORMS
        else []
        for number, record in enumerate(records)
    ]


def name_after_compound(records: list[Record]) -> None:
    """Let a salt go by the name that begins with its compound's: "kanamycin sulfate" and not a brand."""
    usual = {record.held.flat: next(iter(record.names)) for record in records if not record.held.added}
    for record in records:
        compound = usual.get(record.held.flat, "") if record.held.added and record.held.organic else ""
        better = next((key for key in record.names if compound and key.startswith(compound) and key != compound), None)
        if better is not None:
            record.names = {better: record.names[better], **record.names}


def take_names_of_parts(records: list[Record], counts: Counter[str]) -> list[Record]:
    """Take out of a salt's names those of what is beside its compound: "acetic acid" is no name of an acetate.

    A record that has no other name is left out. All that is beside it is looked at together: one after the other,
    the name that was left depended on which of two came first.
    """
    alone: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if not record.held.added:
            alone[record.held.parent] |= set(record.names)
    for record in records:
        wrong = [key for key in record.names if any(key in alone[part] for part in record.held.beside)]
        counts["names of an acid or base beside a compound"] += len(wrong)
        for key in wrong:
            del record.names[key]
    named = [record for record in records if record.names]
    counts["left out: its only names are those of its acid or base"] += len(records) - len(named)
    counts["records taken"] = len(named)
    return named


def named(records: list[Record], counts: Counter[str]) -> list[tuple[str, NameRow]]:
    """Return each key with its name, sorted; a name that too many have is no name."""
    owners = Counter(key for record in records for key in record.names)
    rows: list[tuple[str, NameRow]] = []
    for number, record in enumerate(records):
        for place, (key, text) in enumerate(record.names.items()):
            if owners[key] <= MOST_OF_A_NAME or place == 0:
                rows.append((key, NameRow(text, number, place == 0, record.rank)))
            else:
                counts["names that too many records have"] += 1
    counts["names taken"] = len(rows)
    return sorted(rows, key=lambda row: (row[0], row[1].record))


def made() -> tuple[bytes, Counter[str], dict[str, list[str]]]:
    """Return the file, with the counts and the examples."""
    records, counts, examples = read_all()
    records = take_names_of_parts(records, counts)
    name_after_compound(records)
    names = named(records, counts)
    usual = {row.record: place for place, (_, row) in enumerate(names) if row.usual}
    others, missing = forms(records), unmatched(records)
    counts["records whose names state a form that no record holds"] = sum(map(bool, missing))
    rows = [
        RecordRow(
            record.cas,
            usual[number],
            record.held.formula,
            record.held.smiles,
            ".".join(f"{count if count > 1 else ''}{part}" for part, count in sorted(record.held.added.items())),
            record.held.moles,
            ",".join(sorted(missing[number])),
            ",".join(map(str, others[number])),
            record.origin,
        )
        for number, record in enumerate(records)
    ]
    collection = f"{PACKAGE} {distribution(PACKAGE).version}"
    return file_bytes(Head((PUBCHEM, OTHERS), collection, dict(sorted(counts.items()))), names, rows), counts, examples


def counts_page(head: Head, digest_of_all: str) -> str:
    """Return the page that says how many records and names were taken and left out."""
    rows = [f"| {reason} | {count:,} |" for reason, count in head.counts.items()]
    origins = " and ".join(head.origins)
    first = (
        f"`make identities` reads the records of {origins} that the package {head.collection} collects, checks each, "
    )
    said = [
        first + "and writes this page.",
        _LEFT_OUT,
        _NAMES_LEFT_OUT,
    ]
    table = ["| what | how many |", "|---|---:|", *rows]
    return "\n".join(["# Identity records", "", *said, "", *table, "", f"Digest of all of it: `{digest_of_all}`", ""])


def main() -> None:
    """Make the file, or check that it is what would be made."""
    data, counts, _ = made()
    print(*(f"{count:>9,}  {reason}" for reason, count in sorted(counts.items())), sep="\n")
    print(f"{len(data):>9,}  bytes")
    if "--check" in sys.argv:
        # How it is packed differs from one zlib to another.
        if contents_digest(data) != contents_digest(TARGET.read_bytes()):
            sys.exit(f"{TARGET.name} is not what is made now: make identities")
        # The page of counts is held against the file by the tests.
        return
    TARGET.write_bytes(data)
    COUNTS.write_text(counts_page(read_head(BytesIO(data))[0], contents_digest(data)), encoding="utf-8")


if __name__ == "__main__":
    main()
