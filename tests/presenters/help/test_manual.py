"""The manual: the same parts in each language, one for each page, and the page in docs/ is made of it."""

import runpy
from pathlib import Path

import pytest

from benchapp.base import paths
from benchapp.presenters.help.manual import found_in, read_manual
from benchapp.ui.text.language import SHIPPED
from benchapp.ui.window.pages import PAGES

ROOT = Path(__file__).parents[3]
MANUAL = paths.resources() / "manual"


def test_the_page_in_docs_is_the_manual_of_the_program() -> None:
    made = runpy.run_path(str(ROOT / "packaging" / "make_manual.py"))["manual"]()
    assert (ROOT / "docs" / "manual.md").read_text("utf-8") == made, "make manual"


@pytest.mark.parametrize("code", SHIPPED)
def test_each_language_has_every_part_and_each_page_its_part(code: str) -> None:
    parts = read_manual(MANUAL, code)
    keys = [part.key for part in parts]

    assert keys == [part.key for part in read_manual(MANUAL, "en")]
    assert {page.help_part for page in PAGES.values()} <= set(keys)
    assert all(part.title and len(part.text.split()) > 30 for part in parts)


@pytest.mark.parametrize("code", SHIPPED)
def test_the_languages_name_the_same_formulas_and_keys(code: str) -> None:
    def signs(language: str) -> list[set[str]]:
        wanted = "√²₁₂½⁻≤×÷±°"
        return [{sign for sign in wanted if sign in part.text} for part in read_manual(MANUAL, language)]

    assert signs(code) == signs("en")


def test_a_language_without_a_manual_reads_the_english_one() -> None:
    assert read_manual(MANUAL, "xx") == read_manual(MANUAL, "en")


def test_what_has_a_word_in_its_title_comes_first() -> None:
    parts = read_manual(MANUAL, "en")
    found = found_in(parts, "lab rule")

    assert found[0].key == "rules"
    assert found_in(parts, "zebrafish husbandry") == ()
