"""The table of pages: each page has its place, and what is in the rail has its drawing."""

from benchapp.base import paths
from benchapp.ui.widgets.keys import bound_to
from benchapp.ui.window.pages import PAGES, RAIL, PageName


def test_each_page_is_in_the_table_and_under_one_that_is_in_the_rail() -> None:
    assert list(PAGES) == list(PageName)
    assert {page.rail for page in PAGES.values()} == {page.name for page in RAIL}


def test_what_stands_in_the_rail_has_a_drawing_for_each_theme_and_a_key() -> None:
    icons = paths.resources() / "icons"

    for page in RAIL:
        for theme in ("light", "dark"):
            for state in ("on", "off"):
                assert (icons / theme / f"{page.icon}-{state}.svg").is_file()
    assert not any(page.icon for page in PAGES.values() if page not in RAIL)
    assert len(bound_to("page")) + len(bound_to("settings")) == len(RAIL)
