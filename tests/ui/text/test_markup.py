"""Text between tags is what the standard library would write."""

import html

from hypothesis import given
from hypothesis import strategies as st

from benchapp.ui.text.markup import escape


@given(st.text())
def test_it_is_written_as_the_standard_library_does(text: str) -> None:
    assert escape(text) == html.escape(text)
    assert html.unescape(escape(text)) == text
