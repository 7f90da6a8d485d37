"""Lists as text: code pages, parted cells, tables in web pages, the data fields of SDF, cells of workbooks."""

from pathlib import Path

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message
from benchapp.store.lists import code_pages
from benchapp.store.lists.code_pages import decode
from benchapp.store.lists.delimited_text import looks_like_page, rows_of_page, rows_of_text
from benchapp.store.lists.sdf import fields_of
from benchapp.store.lists.workbooks import Workbook, cell_text, padded_cells

LISTS = Path(__file__).parent.parent.parent / "data" / "lists"


def test_utf_8_is_read_as_it_is() -> None:
    assert decode("Stärke µM".encode(), "list.csv").text == "Stärke µM"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
def test_wide_letters_are_read_with_their_mark_and_without(codec: str) -> None:
    decoded = decode("Name,MW\nStärke,300\n".encode(codec), "list.csv")

    assert decoded.text == "Name,MW\nStärke,300\n"
    assert not decoded.guessed


@pytest.mark.parametrize(
    ("encoding", "code", "values"),
    [
        ("utf-8", Message.LIST_CODE_PAGE_WRONG, {"line": 2, "encoding": "UTF-8"}),
        ("klingon", Message.LIST_CODE_PAGE_UNKNOWN, {"encoding": "klingon"}),
    ],
)
def test_a_code_page_that_a_person_says_is_taken_or_refused(
    encoding: str, code: MessageCode, values: dict[str, object]
) -> None:
    data = "Name\nStärke\n".encode("cp1252")
    assert decode(data, "list.csv", "cp1252").text == "Name\nStärke\n"

    with pytest.raises(BenchError) as refused:
        decode(data, "list.csv", encoding)
    assert refused.value.code is code
    assert values.items() <= refused.value.values.items()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "kyselina šťavelová"), ("cp1251", "вещество"), ("cp932", "カフェイン、水"), ("cp949", "화합물"),
        ("big5", "化合物"), ("gb18030", "化合物（示例）α"),
    ],
)  # fmt: skip
def test_a_code_page_is_guessed_by_its_letters(encoding: str, name: str) -> None:
    decoded = decode(f"Name;MW\n{name};300\n".encode(encoding), "list.csv")

    assert (decoded.encoding, decoded.text.split("\n")[1]) == (encoding, f"{name};300")
    assert [one.code for one in decoded.remarks] == [Message.LIST_CODE_PAGE]


@pytest.mark.parametrize("before", ["", "x"])
def test_a_letter_cut_in_two_where_the_looking_ends_does_not_rule_out_its_code_page(
    before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_pages, "_MOST_BYTES", 100)
    data = (before + "化合物示例" * 30).encode("gb18030")

    assert decode(data, "list.csv").encoding == "gb18030"


@pytest.mark.parametrize(("text", "tabs"), [("name,code\na,b\n", False), ("name\tcode\na\tb\n", True)])
def test_cells_are_parted(text: str, tabs: bool) -> None:
    assert list(rows_of_text(text, "list", tabs=tabs)) == [["name", "code"], ["a", "b"]]


def test_the_cells_of_a_table_in_a_page_are_rows() -> None:
    page = "<html><table><tr><th>name</th></tr><tr><td>a &amp; b</td></tr></table></html>"
    assert looks_like_page(page)
    assert not looks_like_page("name,code")
    assert list(rows_of_page(page)) == [["name"], ["a & b"]]


def test_a_page_with_cells_outside_of_a_row_gaps_and_broken_lines_keeps_its_columns() -> None:
    page = """<table>text between<td>name<br>of it</td><tr><td colspan="2">a</td><td>b</td>
    <row><cell>c</cell><cell ss:index="4">d</cell></row></table>after it<br>"""

    assert list(rows_of_page(page)) == [["name of it"], ["a", "", "b"], ["c", "", "", "d"]]


def test_a_line_that_says_its_sign_is_no_row_of_cells() -> None:
    assert list(rows_of_text("sep=|\na,b|c\n", "list.csv")) == [[], ["a,b", "c"]]


def test_a_cell_in_quotes_that_is_longer_than_any_is_refused_and_never_joined_for_it() -> None:
    with pytest.raises(BenchError) as refused:
        list(rows_of_text('a,b\n"' + "x" * 200_000 + '",c\n', "list.csv"))
    assert refused.value.code is Message.LIST_UNREADABLE
    assert "line 2" in str(refused.value.values["reason"])


RECORD = "title\n\n\nM  END\n>  <code>\nA1\nA2\n\n> <other>\nB\n\n$$$$\n"


def test_the_fields_of_a_record_and_the_line_where_it_begins() -> None:
    headings, records = fields_of(RECORD * 2, "list.sdf", 10, 2, 100)
    assert headings == ("Title", "code")
    assert records == [(1, {"Title": "title", "code": "A1; A2"}), (13, {"Title": "title", "code": "A1; A2"})]


def test_more_records_than_are_allowed_are_refused() -> None:
    with pytest.raises(BenchError):
        fields_of(RECORD * 3, "list.sdf", 2, 9, 100)


def test_a_number_of_a_workbook_is_written_as_people_typed_it() -> None:
    assert [cell_text(value) for value in (5.0, 0.1, "0190")] == ["5", "0.1", "0190"]
    assert padded_cells(b"no workbook", "Sheet1") == []


def test_a_sheet_is_found_by_its_name_in_any_letters() -> None:
    book = Workbook((LISTS / "f06e_two_plates.xlsx").read_bytes(), "book.xlsx", 10**9, 1000)

    chosen = book.choose("plate 2")
    assert chosen is not None
    assert chosen.name == "Plate 2"
    with pytest.raises(BenchError) as refused:
        book.choose("Plate 3")
    assert (refused.value.code, refused.value.values["sheet"]) == (Message.LIST_SHEET_UNKNOWN, "Plate 3")
    with pytest.raises(BenchError) as unreadable:
        book.rows("Plate 3")
    assert unreadable.value.code is Message.LIST_UNREADABLE
