"""Compounds as a list to hand on: CSV that a spreadsheet opens and that this program reads back."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from benchapp.domain.compounds.identifiers import without_unseen
from benchapp.domain.compounds.monograph import Claim, Monograph, NameKind, Use
from benchapp.domain.compounds.side_by_side import SOLUBILITY, gone_by
from benchapp.domain.compounds.solubility import best_solvent
from benchapp.domain.compounds.stated import write_stated
from benchapp.store.files import write_whole
from benchapp.store.library.library import IN_MEMORY, Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import COLLECTION, Collection, pretty

HEADINGS = (
    "Name", "Synonyms", "CAS", "Formula", "Molar mass (g/mol)", "Form", "Supplier", "Catalogue number", "SMILES",
    "InChIKey", "Solvent", "Solubility", "Insoluble in", "Storage", "Working concentration", "Incubation time",
    "Hazards", "Revision",
)  # fmt: skip


_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula; reading it back takes the apostrophe away.

    Blanks before the sign are looked past, full-width signs are formulas to some spreadsheets too, and a text that
    begins with an apostrophe of its own gets a second one, so that it comes back as it was.
    """
    seen = without_unseen(text)
    return f"'{seen}" if seen.lstrip().startswith(_FORMULA) or seen.startswith(("\t", "\r", "\n", "'")) else seen


def write_rows(file: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list whole or not at all.

    Raises:
        BenchError: It could not be written.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    # Headings too: those of the rows left out of a list are whatever was in that list.
    writer.writerows([safe_cell(cell) for cell in row] for row in (headings, *rows))
    # Spreadsheet programs take a file without the mark for one of their own code page.
    write_whole(file, text.getvalue().encode("utf-8-sig"))


def write_compounds(file: Path, monographs: Iterable[Monograph]) -> None:
    """Write compounds as a list, a form a row.

    Raises:
        BenchError: It could not be written.
    """
    write_rows(file, HEADINGS, (row for monograph in monographs for row in _rows(monograph)))


def write_monographs(file: Path, monographs: tuple[Monograph, ...]) -> None:
    """Write compounds as a file to hand on: one as a monograph, several as a collection.

    Raises:
        BenchError: It could not be written.
    """
    write_whole(file, pretty(monographs[0]) if len(monographs) == 1 else pretty(Collection(COLLECTION, monographs)))


class ListExport(Struct, frozen=True):
    """Writing compounds into a file, as a value for a worker.

    Attributes:
        file: Where they go; a list where its name ends with .csv, else monographs.
        index: Where the library's index is.
        folders: Where the library is.
        compounds: UUIDs of the compounds.
    """

    file: Path
    index: str
    folders: Folders
    compounds: tuple[str, ...]

    def run(self) -> int:
        """Write them; give how many.

        Raises:
            BenchError: They could not be written.
        """
        library = Library(self.folders, None if self.index == IN_MEMORY else Path(self.index))
        try:
            opened = [library.open(compound) for compound in self.compounds]
        finally:
            library.close()
        monographs = tuple(one.monograph for one in opened if one is not None)
        if self.file.suffix.casefold() == ".csv":
            write_compounds(self.file, monographs)
        else:
            write_monographs(self.file, monographs)
        return len(monographs)


def _rows(monograph: Monograph) -> Iterable[tuple[str, ...]]:
    identity = monograph.identity
    skipped = {NameKind.MISSPELLING, NameKind.SYSTEMATIC}
    also = [name.text for name in identity.names if name.text != identity.name and name.kind not in skipped]
    code = monograph.supplier_codes[0] if monograph.supplier_codes else None
    stated = best_solvent(monograph)
    best = None if stated is None else gone_by(monograph, SOLUBILITY, stated)
    insoluble = [
        claim.context.solvent for claim in monograph.solubility if claim.value and claim.value.text == "insoluble"
    ]
    solid = next((claim for claim in monograph.storage if claim.context.form == "solid"), None)
    for form in identity.forms:
        yield (
            identity.name,
            "; ".join(also),
            form.cas or identity.cas,
            form.formula or identity.formula,
            form.molar_mass,
            form.name,
            code.supplier if code else "",
            code.code if code else "",
            form.smiles or identity.smiles,
            form.inchikey or identity.inchikey,
            best.context.solvent if best else "",
            _stated(best),
            "; ".join(insoluble),
            _stated(solid),
            _used([use for use in monograph.uses if use.dose], "dose"),
            _used([use for use in monograph.uses if use.time], "time"),
            " ".join(claim.statement for claim in monograph.hazards),
            monograph.revision,
        )


def _stated(claim: Claim | None) -> str:
    return write_stated(claim.value) if claim is not None and claim.value is not None else ""


def _used(uses: list[Use], name: str) -> str:
    return write_stated(getattr(uses[0], name)) if uses else ""
