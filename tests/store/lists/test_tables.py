import io
import zipfile
from pathlib import Path

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message
from benchapp.store.lists import tables
from benchapp.store.lists.tables import Choice, read_table, read_table_bytes
from benchapp.store.lists.workbooks import padded_cells

LISTS = Path(__file__).parent.parent.parent / "data" / "lists"


def sheet(*rows: tuple[object, ...]) -> bytes:
    """Make the smallest XLSX file that spreadsheet programs open."""

    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r0" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def rewritten(name: str, old: str, new: str) -> bytes:
    """Return a workbook of the data with a text replaced in its parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(LISTS / name) as kept, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in kept.namelist():
            archive.writestr(part, kept.read(part).decode().replace(old, new))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"Name,CAS\nA,50-02-2\n"),
        ("a.csv", b"\xef\xbb\xbfName;CAS\r\nA;50-02-2\r\n"),
        ("a.tsv", b"Name\tCAS\nA\t50-02-2\n"),
        ("a.txt", b"Name|CAS\nA|50-02-2\n"),
        ("a.csv", "Name,CAS\nA,50-02-2\n".encode("utf-16")),
        ("a.csv", b'"Name","CAS"\n\n"A","50-02-2"\n'),
        ("a.xlsx", sheet(("Name", "CAS"), ("A", "50-02-2"))),
        ("a.xls", b"Name\tCAS\nA\t50-02-2\n"),
        ("a.xls", b"<html><table><tr><td>Name<td>CAS<tr><td>A<td>50-02-2</table></html>"),
        ("a.sdf", b"A\n\n\n  0 0\nM  END\n> <CAS>\n50-02-2\n\n$$$$\n"),
    ],
)
def test_a_list_is_read_from_every_kind_of_file(name: str, data: bytes) -> None:
    table = read_table_bytes(data, name)

    assert table.headings[-1] == "CAS"
    assert table.rows[0][1] == ("A", "50-02-2")


def test_a_title_above_the_headings_is_passed_over_and_rows_keep_their_numbers() -> None:
    table = read_table_bytes(b"A vendor's list\n,\nName,CAS,MW\nA,50-02-2,392\n\nB,,300\n", "a.csv")

    assert table.headings == ("Name", "CAS", "MW")
    assert [number for number, _ in table.rows] == [4, 6]


def test_numbers_of_a_sheet_come_as_they_are_shown() -> None:
    table = read_table_bytes(sheet(("Name", "MW", "Sol"), ("A", 300, 0.1)), "a.xlsx")

    assert table.rows[0][1] == ("A", "300", "0.1")


def test_cells_are_texts_and_a_formula_is_never_worked_out() -> None:
    table = read_table_bytes(b"Name,Note\n=CMD|' /C calc'!A0,'=1+1\n", "a.csv")

    assert table.rows[0][1] == ("=CMD|' /C calc'!A0", "=1+1")


def test_umlauts_of_an_old_program_are_read() -> None:
    assert read_table_bytes("Name,Note\nA,Löslich\n".encode("cp1252"), "a.csv").rows[0][1][1] == "Löslich"


def test_fields_of_an_sdf_record_over_several_lines_are_joined() -> None:
    data = b"X\n\n\nM  END\n>  <SYN>  (1)\none\ntwo\n\n> <MW>\n300\n\n$$$$\nY\n\n\nM  END\n> <MW>\n310\n\n$$$$\n"

    table = read_table_bytes(data, "a.sdf")

    assert table.headings == ("Title", "SYN", "MW")
    assert [cells for _, cells in table.rows] == [("X", "one; two", "300"), ("Y", "", "310")]


def test_what_stands_below_a_list_is_no_compound_and_said() -> None:
    table = read_table(LISTS / "f45_footer.csv")

    assert [cells[0] for _, cells in table.rows] == ["Example A"]
    assert [(one.code, one.values) for one in table.remarks] == [(Message.LIST_FOOTER, {"rows": "4, 5"})]


def test_two_lines_of_headings_are_one_and_what_is_merged_stands_in_each_row() -> None:
    table = read_table(LISTS / "f39_merged.xlsx")

    assert table.headings == ("Name", "Formula", "Solubility DMSO (mg/mL)", "Solubility Water (mg/mL)")
    assert [cells[0] for _, cells in table.rows] == ["Example A", "Example A"]
    asked = read_table(LISTS / "f39_merged.xlsx", Choice(heading_row=2))
    assert asked.headings[2] == "Solubility"
    # Some programs leave what was in a cell before it was merged.
    below = rewritten("f39_merged.xlsx", '<row r="5">', '<row r="5"><c r="A5" t="inlineStr"><is><t>B</t></is></c>')
    assert [cells[0] for _, cells in read_table_bytes(below, "a.xlsx").rows] == ["Example A", "B"]


def test_of_several_sheets_the_one_that_is_a_list_is_read_and_a_hidden_one_or_a_chart_is_not() -> None:
    found = read_table(LISTS / "f06e_two_plates.xlsx")
    assert (found.sheet, [one.name for one in found.sheets]) == ("Plate 1", ["Plate 1", "Plate 2"])
    assert [one.code for one in found.remarks] == [Message.LIST_SHEETS]

    kind, target = "relationships/worksheet", '" Target="worksheets/sheet1.xml"'
    charts = rewritten("f06e_two_plates.xlsx", kind + target, "relationships/chartsheet" + target)
    chart = read_table_bytes(charts, "a.xlsx")
    assert (chart.sheet, [one.name for one in chart.sheets]) == ("Plate 2", ["Plate 2"])

    hidden = rewritten("f06e_two_plates.xlsx", 'name="Plate 1"', 'name="Plate 1" state="hidden"')
    assert read_table_bytes(hidden, "a.xlsx").sheet == "Plate 2"
    asked = read_table_bytes(hidden, "a.xlsx", Choice(sheet="Plate 1"))
    assert [one.code for one in asked.remarks] == [Message.LIST_SHEETS, Message.LIST_SHEET_HIDDEN]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="B4" s="2"><v>190</v></c>', "0190"),
        ('<c r="B4" s="2" t="inlineStr"><is><t>none</t></is></c>', "none"),
        ('<c r="B4" s="0"><v>190</v></c>', "190"),
        ('<c r="B4000" s="2"><v>190</v></c>', ""),
    ],
)
def test_zeros_that_a_format_shows_are_part_of_a_number(cell: str, shown: str) -> None:
    table = read_table_bytes(rewritten("f13_cas_date.xlsx", '<c r="B4" t="e"><v>#N/A</v></c>', cell), "a.xlsx")

    assert dict(table.rows)[4][1] == shown


def test_a_number_without_such_a_format_has_the_digits_that_were_typed() -> None:
    cell = rewritten("f13_cas_date.xlsx", '<c r="B4" t="e"><v>#N/A</v></c>', '<c r="B4" s="2"><v>190</v></c>')
    plain = rewritten("f13_cas_date.xlsx", 'formatCode="0000"', 'formatCode="0.00"')

    assert padded_cells(cell, "S") == [(3, 1, 4)]
    assert padded_cells(plain, "S") == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", Message.LIST_EMPTY),
        ("a.csv", b"Name,CAS\n", Message.LIST_EMPTY),
        ("a.csv", b"one line\n", Message.LIST_EMPTY),
        ("a.csv", b"Name,CAS\nA\x00B,1\n", Message.LIST_UNREADABLE),
        ("a.csv", b'Name,CAS\n"' + b"x" * 200_000, Message.LIST_UNREADABLE),
        ("a.xlsx", b"PK\x03\x04nonsense", Message.LIST_UNREADABLE),
        ("a.xlsx", b"nonsense", Message.LIST_UNREADABLE),
        ("a.xlsx", sheet(), Message.LIST_EMPTY),
        ("a.sdf", b"", Message.LIST_EMPTY),
        ("a.exe", b"MZ", Message.LIST_KIND_UNKNOWN),
        ("noending", b"x", Message.LIST_KIND_UNKNOWN),
    ],
)
def test_what_is_no_list_is_refused_in_words(name: str, data: bytes, code: MessageCode) -> None:
    with pytest.raises(BenchError) as error:
        read_table_bytes(data, name)

    assert error.value.code is code
    assert error.value.values["file"] == name


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(BenchError) as error:
        read_table(large)
    assert error.value.code is Message.LIST_TOO_LARGE
    monkeypatch.setattr(tables, "LARGEST_UNPACKED_BYTES", 1000)
    with pytest.raises(BenchError) as error:
        read_table_bytes(sheet(*[("A", "B")] * 100), "a.xlsx")
    assert error.value.code is Message.LIST_TOO_LARGE
    monkeypatch.setattr(tables, "MOST_ROWS", 10)
    for name, data in (("a.csv", b"A,B\n" * 100), ("a.sdf", b"A\n$$$$\n" * 100)):
        with pytest.raises(BenchError) as error:
            read_table_bytes(data, name)
        assert error.value.code is Message.LIST_UNREADABLE
    with pytest.raises(BenchError):
        read_table(tmp_path)
    with pytest.raises(BenchError):
        read_table(tmp_path / "nothing.csv")


def test_a_drive_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_bytes(b"Name,CAS\nA,50-02-2\n")

    def fail(_path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(BenchError) as refused:
        read_table(tmp_path / "a.csv")
    assert (refused.value.code, refused.value.values["reason"]) == (Message.FILE_UNREADABLE, "Input/output error")
