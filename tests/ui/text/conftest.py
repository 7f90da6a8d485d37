from collections.abc import Iterator

import pytest

from benchapp.base import paths
from benchapp.ui.text.language import ENGLISH, LocaleFormat, read_catalogue, set_language


@pytest.fixture
def german() -> Iterator[None]:
    """Show everything in German, with its decimal comma, until the test ends."""
    set_language("de", read_catalogue(paths.resources() / "languages" / "de.mo"), LocaleFormat(decimal=","))
    yield
    set_language(ENGLISH)
