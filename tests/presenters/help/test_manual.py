"""The manual: the same parts in each language, one for each page, and the page in docs/ is made of it."""

import re
import runpy
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from benchapp.base import paths
from benchapp.presenters.help.manual import found_in, read_manual
from benchapp.ui.text.language import SHIPPED
from benchapp.ui.window.commands import help_menu
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


# In italics, and bold within a line, is what a screen says; these are emphasis, and keys.
NOT_OF_A_SCREEN = {
    "en": {"F11", "your", "Copy it to another place now and then"},
    "de": {"F11", "Ihrer", "Ab und zu an einen anderen Ort kopieren"},
}
QUOTED = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)|(?<=\S )\*\*([^*]+)\*\*")


def as_a_screen_says(text: str) -> str:
    """Return a text without what follows a name: keys, a number in brackets, an ellipsis, an arrow, a full stop."""
    bare = re.sub(r"\s{2,}\S.*$", "", text, flags=re.DOTALL)
    return re.sub(r"\s*(?:\(\{[^}]*\}\)|[…▾✎.])$", "", bare).strip().casefold()


@pytest.mark.parametrize("code", SHIPPED)
def test_what_the_manual_quotes_of_the_screen_is_said_there(code: str) -> None:
    catalogue = read_po(BytesIO((paths.resources() / "languages" / "de.po").read_bytes()), locale="de")
    texts = (message.id if code == "en" else message.string for message in catalogue if message.id)
    on_screen = {as_a_screen_says(str(text)) for text in texts}
    missing = []
    for part in read_manual(MANUAL, code):
        if part.key == "commands":
            continue
        for match in QUOTED.finditer(part.text):
            quoted = " ".join((match.group(1) or match.group(2)).split())
            if quoted not in NOT_OF_A_SCREEN[code]:
                names = quoted.split(" → ")
                missing += [(part.key, name) for name in names if as_a_screen_says(name) not in on_screen]

    assert missing == []


def test_what_the_manual_finds_in_the_help_menu_is_there() -> None:
    there = {as_a_screen_says(command.text) for command in help_menu()}
    named = [re.findall(r"\*Help → ([^*]+)\*", part.text) for part in read_manual(MANUAL, "en")]

    assert [name for names in named for name in names if as_a_screen_says(name) not in there] == []
    assert any(named)
