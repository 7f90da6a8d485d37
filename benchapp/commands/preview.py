"""`--preview`: a list of compounds is read as the import page reads it, and what it gives printed as JSON.

English, with the decimal point; nothing is taken into the library. What the answer holds is described by
`resources/preview.schema.json`, which is made from the types of its reply.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.commands.preview_reply import (
    Cell,
    ColumnReply,
    ListMessage,
    PreviewReply,
    RowReply,
    SheetFound,
    Solubility,
    ValuesTaken,
)
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.lists.cells import LeftOut
from benchapp.domain.compounds.lists.column_units import read_field_and_unit
from benchapp.domain.compounds.lists.headings import Columns
from benchapp.domain.compounds.lists.row_verdicts import RowVerdict
from benchapp.domain.compounds.monograph import Claim, Monograph, Relation
from benchapp.domain.compounds.stated import write_stated
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.solvent_names import solvent_in
from benchapp.store import json_schema
from benchapp.store.library.library import IN_MEMORY
from benchapp.store.library.library_index import Folders
from benchapp.store.lists.previews import Preview, Reader
from benchapp.store.lists.tables import Choice, Table
from benchapp.ui.text.message_texts import say_error

SCHEMA = paths.resources() / "preview.schema.json"
# What a person can answer, and the option that answers it.
_ANSWERED_BY = {
    Message.LIST_SHEETS: "--sheet",
    Message.LIST_SHEET_HIDDEN: "--sheet",
    Message.LIST_SHEET_UNKNOWN: "--sheet",
    Message.LIST_PLATE_MAP: "--sheet",
    Message.LIST_CODE_PAGE: "--encoding",
    Message.LIST_BAD_LINE: "--encoding",
    Message.LIST_CODE_PAGE_UNKNOWN: "--encoding",
    Message.LIST_CODE_PAGE_WRONG: "--encoding",
    Message.LIST_NO_HEADINGS: "--heading-row",
    Message.LIST_NO_NAME: "--heading-row",
    Message.LIST_NO_MASS: "--heading-row",
    Message.LIST_SOLVENT_ASKED: "--solvent",
    Message.LIST_UNIT_UNKNOWN: "--unit",
    Message.ROW_NO_UNIT: "--unit",
    Message.LIST_MASS_ASKED: "--column",
    Message.LIST_TWO_COLUMNS: "--column",
    Message.LIST_MASS_NOT_AVERAGE: "",
}


def preview(
    file: Path,
    data: Path | None,
    *,
    sheet: str,
    encoding: str,
    solvent: str,
    heading_row: int | None,
    column: Sequence[str] = (),
    unit: Sequence[str] = (),
) -> int:
    """Print what a list gives; status 1 where it cannot be read as a whole.

    Args:
        file: The list.
        data: The data folder whose compounds it is held against; None for those of the program alone.
        sheet: Sheet of a workbook; "" to find out, as for the two after it.
        encoding: Code page.
        solvent: Solvent of solubilities that name none; "" leaves them out.
        heading_row: Row of the headings, 0 for none; None to find out.
        column: Which column is a field, each "molar_mass=Salt MW" or, by its number, "molar_mass=3".
        unit: The unit of the bare numbers of a field, each "solubility=mM".
    """
    own = None if data is None else paths.DataFolder(data).monographs
    reply = answer(file, Choice(sheet, encoding, heading_row), solvent, own, column, unit)
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(reply), indent=1) + b"\n")
    return 0 if reply.error is None else 1


def answer(
    file: Path,
    choice: Choice,
    solvent: str = "",
    own: Path | None = None,
    column: Sequence[str] = (),
    unit: Sequence[str] = (),
    index: str = IN_MEMORY,
) -> PreviewReply:
    """Return what a list gives.

    Args:
        file: The list.
        choice: Sheet, code page and row of the headings, as far as they are said.
        solvent: Solvent of solubilities that name none; "" leaves them out.
        own: Folder of a person's own monographs, against which it is held; None for those of the program alone.
        column: Which column is a field, each as "molar_mass=Salt MW".
        unit: The unit of the bare numbers of a field, each as "solubility=mM".
        index: Where the index of those monographs is kept; in memory it is made again.
    """
    folders = Folders(paths.resources() / "monographs", own)
    try:
        chosen = tuple(_field_and_column(one) for one in column)
        units = tuple(read_field_and_unit(one) for one in unit)
        # The day becomes part of what is filed, and nothing is filed here.
        read = Reader(
            file, index, folders, today="", choice=choice, solvent=solvent_in(solvent) or solvent.strip(),
            chosen=chosen, units=units,
        ).run()  # fmt: skip
    except BenchError as error:
        return PreviewReply(file.name, error=_said(error))
    table = read.table
    asked = tuple(_said(one) for one in read.remarks if one.code in _ANSWERED_BY)
    others = tuple(_said(one) for one in read.remarks if one.code not in _ANSWERED_BY)
    rows = tuple(_row(one) for one in read.verdicts)
    reply = PreviewReply(
        file.name, "monographs", asked=asked, remarks=others, taken=len(read.good), left_out=len(read.bad), rows=rows
    )
    if table is None or read.columns is None:
        return reply
    return replace(
        reply,
        kind=_kind(read, table),
        sheet=table.sheet,
        sheets=tuple(SheetFound(sheet.name, sheet.hidden) for sheet in table.sheets),
        encoding=table.encoding,
        encoding_guessed=table.guessed,
        heading_row=table.heading_row,
        columns=_columns(table, read.columns),
    )


def _field_and_column(text: str) -> tuple[Field, str]:
    name, _, column = text.partition("=")
    field = next((one for one in Field if one.value == name.strip().casefold().replace("-", "_")), None)
    if field is None or not column.strip():
        fields = ", ".join(f"{one.value}=…" for one in Field)
        raise BenchError(Message.LIST_COLUMN_UNKNOWN, column=text[:80], found=fields)
    return field, column


def _kind(read: Preview, table: Table) -> str:
    if any(one.code == Message.LIST_PLATE_MAP for one in read.remarks):
        return "plate map"
    return "structures" if table.structures else "list"


def _said(error: BenchError) -> ListMessage:
    values = {name: value for name, value in error.values.items() if value is not None}
    return ListMessage(error.code, values, say_error(error), _ANSWERED_BY.get(error.code, ""))


def _columns(table: Table, columns: Columns) -> tuple[ColumnReply, ...]:
    fields = {place: name.value for name, place in columns.places.items()}
    for place in columns.names:
        fields.setdefault(place, Field.NAME.value)
    for place in columns.solvents:
        fields.setdefault(place, Field.SOLUBILITY.value)
    read = set(fields) - set(columns.stopped)
    for name, places in columns.rivals.items():
        fields |= {place: name.value for place in places if place not in fields}
    units = {place: columns.units.get(name, "") for name, place in columns.places.items()} | dict(columns.bare_units)
    return tuple(
        ColumnReply(
            place + 1,
            heading,
            fields.get(place, ""),
            units.get(place, ""),
            columns.solvents.get(place, "") or (columns.solvent if place in columns.solvents else ""),
            place in read,
        )
        for place, heading in enumerate(table.headings)
    )


def _row(verdict: RowVerdict) -> RowReply:
    made = verdict.monograph
    word = "left out" if made is None else "replaces" if verdict.replaces else "taken"
    return RowReply(
        verdict.row,
        verdict.name,
        word,
        verdict.whom,
        None if made is None else _taken(made),
        None if verdict.reason is None else _said(verdict.reason),
        verdict.field,
        tuple(_cell(one) for one in verdict.left),
    )


def _cell(left: LeftOut) -> Cell:
    return Cell(left.field.value, left.text, left.kept, _said(left.reason))


def _taken(made: Monograph) -> ValuesTaken:
    identity = made.identity
    form = identity.forms[0]
    code = made.supplier_codes[0] if made.supplier_codes else None
    use = made.uses[0] if made.uses else None
    return ValuesTaken(
        name=identity.name,
        synonyms=tuple(name.text for name in identity.names if name.text != identity.name),
        cas=identity.cas,
        formula=identity.formula,
        molar_mass=float(form.molar_mass),
        form=form.name,
        supplier="" if code is None else code.supplier,
        catalogue_number="" if code is None else code.code,
        smiles=identity.smiles,
        inchikey=identity.inchikey,
        solubilities=tuple(_solubility(claim) for claim in made.solubility if claim.value is not None),
        storage=_words(made.storage),
        dose="" if use is None or use.dose is None else write_stated(use.dose),
        incubation_time="" if use is None or use.time is None else write_stated(use.time),
        cells="" if use is None else use.context.cells,
        hazards=" ".join(claim.statement for claim in made.hazards),
        note=" ".join(claim.statement for claim in made.pitfalls),
    )


def _words(claims: Sequence[Claim]) -> str:
    values = [claim.value for claim in claims if claim.value is not None]
    return "; ".join(f"{write_stated(value)}".replace("degC", "°C") for value in values)


def _solubility(claim: Claim) -> Solubility:
    value = claim.value
    assert value is not None  # noqa: S101 (chosen for having one)
    figure = value.relation is not Relation.QUALITATIVE
    return Solubility(
        claim.context.solvent,
        value.relation.value,
        float(value.number) if figure else None,
        float(value.high) if figure and value.high else None,
        value.unit,
        value.text,
        write_stated(value),
    )


def schema_bytes() -> bytes:
    """Return the schema as it lies in `resources/preview.schema.json`."""
    return json_schema.schema_bytes(PreviewReply)
