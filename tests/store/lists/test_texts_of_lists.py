"""Lists as text: code pages, parted cells, tables in web pages, the data fields of SDF, cells of workbooks."""

import pytest

from benchapp.domain.messages import BenchError
from benchapp.store.lists.code_pages import decode
from benchapp.store.lists.delimited_text import looks_like_page, rows_of_page, rows_of_text
from benchapp.store.lists.sdf import fields_of
from benchapp.store.lists.workbooks import cell_text, padded_cells


def test_utf_8_is_read_as_it_is() -> None:
    assert decode("Stärke µM".encode(), "list.csv").text == "Stärke µM"


@pytest.mark.parametrize(("text", "tabs"), [("name,code\na,b\n", False), ("name\tcode\na\tb\n", True)])
def test_cells_are_parted(text: str, tabs: bool) -> None:
    assert list(rows_of_text(text, "list", tabs=tabs)) == [["name", "code"], ["a", "b"]]


def test_the_cells_of_a_table_in_a_page_are_rows() -> None:
    page = "<html><table><tr><th>name</th></tr><tr><td>a &amp; b</td></tr></table></html>"
    assert looks_like_page(page)
    assert not looks_like_page("name,code")
    assert list(rows_of_page(page)) == [["name"], ["a & b"]]


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
