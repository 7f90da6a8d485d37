"""What is said of a source that has no title of its own."""

from collections.abc import Iterator

import msgspec
import pytest

from benchapp.base import paths
from benchapp.domain.compounds.monograph import Monograph
from benchapp.ui.text.compound_texts import title_text
from benchapp.ui.text.language import ENGLISH, set_language


@pytest.fixture
def tried() -> Iterator[None]:
    said = {
        "Supplier’s safety data sheet, {what}": "Sicherheitsdatenblatt: {what}",
        "{vendor} product page {number}, {what}": "Produktseite {number} von {vendor}, {what}",
        "{vendor} product page on {what}": "Produktseite von {vendor} über {what}",
        "{what}, United States prescribing information of {year}": "{what}, US-Fachinformation von {year}",
    }
    set_language("de", lambda text: said.get(text, text))
    yield
    set_language(ENGLISH)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Supplier’s safety data sheet, SAHA (SML0061)", "Sicherheitsdatenblatt: SAHA (SML0061)"),
        ("BenchChem product page B140707, (E)-tamoxifen", "Produktseite B140707 von BenchChem, (E)-tamoxifen"),
        ("cnreagent.com, product page on ROCK inhibitors", "Produktseite von cnreagent.com über ROCK inhibitors"),
        (
            "Sprycel (dasatinib), United States prescribing information of 2006",
            "Sprycel (dasatinib), US-Fachinformation von 2006",
        ),
        ("Song 2014, Improving the solubility via cocrystals", "Song 2014, Improving the solubility via cocrystals"),
    ],
)
def test_what_a_source_is_is_said_in_the_language_of_the_reader(tried: None, title: str, shown: str) -> None:
    assert title_text(title) == shown


def test_in_english_every_title_is_as_it_is_written() -> None:
    files = sorted((paths.resources() / "monographs").glob("*.json"))
    titles = {
        source.title
        for file in files
        for source in msgspec.json.decode(file.read_bytes(), type=Monograph).sources.values()
    }
    assert len(titles) > 300
    for title in titles:
        assert title_text(title).replace("’", "'") == title.replace("’", "'").replace("com, product", "com product")
