"""The words that other layers keep in English are in the catalogue, and no text is empty."""

from benchapp.ui.window.pages import PageName
from benchapp.ui.window.translatable_terms import vocabulary


def test_it_names_every_page_and_where_each_text_comes_from() -> None:
    found = dict(vocabulary())

    assert {name.value for name in PageName} <= set(found)
    assert found["free base (racemate)"] == "a phrase of a bundled monograph"
    assert all(text and where for text, where in found.items())
    assert found[PageName.REPORT.value].endswith("PageName")
