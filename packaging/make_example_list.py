"""Write the example of a compound list that the import page offers: resources/examples/compound-list.xlsx.

    python packaging/make_example_list.py

The compounds are invented; the headings are those that vendors use. The file is the smallest that spreadsheet
programs open, with fixed dates, so that it is the same each time.
"""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

FILE = Path(__file__).parent.parent / "resources" / "examples" / "compound-list.xlsx"
ROWS: tuple[tuple[str | float, ...], ...] = (
    ("Cat. No.", "Product Name", "Formula", "Molecular Weight", "Solubility in DMSO (mg/mL)", "Storage", "Synonyms"),
    ("EX-001", "Example compound 1", "C13H13N3O3", 259.26, 50, "-20 °C", "EX1; invented"),
    ("EX-002", "Example compound 2 hydrochloride", "C20H20N2O2·HCl", 356.85, 10, "4 °C", "EX2; invented"),
    ("EX-003", "Example compound 3, with a wrong mass", "C10H10", 653.2, "", "", "EX3; invented"),
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def cell(value: str | float) -> str:
    """Return a cell as the format writes it."""
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def links(name: str, kind: str, target: str) -> str:
    """Return the part that leads from one part to the next."""
    link = f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'


def main() -> None:
    """Write the file."""
    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in ROWS)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{TYPES}.worksheet+xml"/></Types>',
        "_rels/.rels": links("r0", "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Compounds" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links("r1", "worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>',
    }
    FILE.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(FILE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')


if __name__ == "__main__":
    main()
