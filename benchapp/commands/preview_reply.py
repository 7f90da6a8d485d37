"""What a list of compounds would bring into the library, as values: its columns, its rows and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from benchapp.domain.messages import Value


class ListMessage(Struct, frozen=True):
    """A message: its code, what it names, and the sentence.

    Attributes:
        code: Which message; stays the same in every language and version.
        values: What it names.
        sentence: In English, as the import page says it.
        option: The option of the command line that answers it; "" for none.
    """

    code: str
    values: Mapping[str, Value]
    sentence: str
    option: str = ""


class Cell(Struct, frozen=True):
    """A cell that was not taken as it is.

    Attributes:
        field: What it would have said ("cas", "molar_mass", "solubility" …).
        text: What is there.
        kept: Whether it was taken in another reading or shorter, rather than left out.
        reason: Why, or how it was read.
    """

    field: str
    text: str
    kept: bool
    reason: ListMessage


class Solubility(Struct, frozen=True):
    """What a row says of a solvent.

    Attributes:
        solvent: Its name.
        relation: "=", "≥", "≤", "~", "range" or "qualitative".
        number: The concentration, or the lower end of a range; null for words.
        high: The upper end of a range.
        unit: Of both ("mg/mL", "mM").
        text: The words where there is no figure ("insoluble").
        shown: All of it as it can be typed again.
    """

    solvent: str
    relation: str
    number: float | None
    high: float | None
    unit: str
    text: str
    shown: str


class ValuesTaken(Struct, frozen=True):
    """The values that a row gives.

    Attributes:
        name: Name.
        synonyms: Other names.
        cas: CAS number; "" for none, as for every text here.
        formula: Formula, as the program writes it.
        molar_mass: g/mol, stated or that of the formula.
        form: Form or salt.
        supplier: Supplier.
        catalogue_number: Its number for it.
        smiles: Structure.
        inchikey: Identifier of the structure.
        solubilities: Solvent by solvent.
        storage: How the solid is kept.
        dose: Working concentration.
        incubation_time: How long.
        cells: On which cells.
        hazards: Hazards.
        note: Note.
    """

    name: str
    synonyms: tuple[str, ...]
    cas: str
    formula: str
    molar_mass: float
    form: str
    supplier: str
    catalogue_number: str
    smiles: str
    inchikey: str
    solubilities: tuple[Solubility, ...]
    storage: str
    dose: str
    incubation_time: str
    cells: str
    hazards: str
    note: str


class RowReply(Struct, frozen=True):
    """A row with its verdict.

    Attributes:
        row: Its number in the file; of an SDF file, the line at which the record begins.
        name: The name in it, as far as it could be read.
        verdict: "taken", "replaces" or "left out".
        replaces: Name of the compound of one's own whose place it takes; "" for none.
        values: What it gives; null where it is left out.
        reason: Why it is left out; null where it is taken, or where what is asked of the list says why.
        field: The field that keeps it out; "" for the row as a whole.
        cells: Cells that were left out of it, or not taken as they are.
    """

    row: int
    name: str
    verdict: str
    replaces: str
    values: ValuesTaken | None
    reason: ListMessage | None
    field: str
    cells: tuple[Cell, ...]


class ColumnReply(Struct, frozen=True):
    """A column of the list.

    Attributes:
        place: From 1.
        heading: Its heading.
        field: What it says, or could say where another column is read ("name", "cas", "solubility" …); "" for nothing.
        unit: Unit of bare numbers in it; "" for none.
        solvent: Solvent of its figures; "" for none.
        read: Whether it is read.
    """

    place: int
    heading: str
    field: str
    unit: str
    solvent: str
    read: bool


class SheetFound(Struct, frozen=True):
    """A sheet of a workbook that holds rows: its name, and whether the workbook hides it."""

    name: str
    hidden: bool


class PreviewReply(Struct, frozen=True):
    """What a file would bring into the library.

    Attributes:
        file: Its name.
        kind: "list", "structures", "plate map", "monographs", or "" where it cannot be read.
        sheet: The sheet that was read; "" for other files.
        sheets: The sheets that hold rows.
        encoding: Code page by which a text was read.
        encoding_guessed: Whether that is a guess.
        heading_row: Row of the headings; 0 for none.
        columns: The columns, and what each says.
        asked: What the program would ask on the import page.
        remarks: What else is said of the file as a whole.
        taken: How many rows can be taken.
        left_out: How many cannot.
        rows: The rows.
        error: Why the file as a whole cannot be read; null where it can.
    """

    file: str
    kind: str = ""
    sheet: str = ""
    sheets: tuple[SheetFound, ...] = ()
    encoding: str = ""
    encoding_guessed: bool = False
    heading_row: int = 0
    columns: tuple[ColumnReply, ...] = ()
    asked: tuple[ListMessage, ...] = ()
    remarks: tuple[ListMessage, ...] = ()
    taken: int = 0
    left_out: int = 0
    rows: tuple[RowReply, ...] = ()
    error: ListMessage | None = None
