"""Hazards as they are read: bare codes with what the law says by them, sentences as they are."""

import json
import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from benchapp.base import paths
from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.ui.text.compound_texts import value_text
from benchapp.ui.text.compounds.ghs_statements import OUTSIDE_THE_LAW, STATEMENTS, hazard_text
from benchapp.ui.text.language import ENGLISH, set_language

# Digests of what the law says in both languages, without what a supplier fills in, and its edition.
LAW: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parents[3] / "data" / "ghs_statements.json").read_text("utf-8")
)["digests"]
IN_GERMAN = {
    str(message.id): str(message.string)
    for message in read_po(BytesIO((paths.resources() / "languages" / "de.po").read_bytes()), locale="de")
    if message.id and message.string
}


def digest(statement: str) -> str:
    return sha256(statement.encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("H360", "H360: May damage fertility or the unborn child."),
        ("H302, H315", "H302: Harmful if swallowed. H315: Causes skin irritation."),
        ("H302 H999.", "H302: Harmful if swallowed. H999."),
        ("Danger. H300 fatal if swallowed.", "Danger. H300 fatal if swallowed."),
        ("irritant", "irritant"),
        ("H301 + H311", "H301 + H311: Toxic if swallowed or in contact with skin."),
        ("H301+H360", "H301: Toxic if swallowed. H360: May damage fertility or the unborn child."),
        ("EUH066", "EUH066: Repeated exposure may cause skin dryness or cracking."),
        ("H227", "H227: Combustible liquid. (UN GHS, not in the European Union)"),
    ],
)
def test_a_bare_code_is_read_with_its_statement(written: str, read: str) -> None:
    assert hazard_text(written) == read


def test_the_statements_are_those_of_the_law() -> None:
    assert {code: digest(text) for code, text in STATEMENTS.items()} == {code: of["en"] for code, of in LAW.items()}
    assert not LAW.keys() & OUTSIDE_THE_LAW.keys()


def test_their_german_is_that_of_the_law_too() -> None:
    said = {code: digest(IN_GERMAN.get(text, "")) for code, text in STATEMENTS.items()}
    assert said == {code: of["de"] for code, of in LAW.items()}


def test_a_phrase_that_names_a_code_quotes_its_statement_in_german() -> None:
    quoted = re.compile(r"\b(H[0-9]{3}[A-Za-z]{0,2}):? (\w)")
    found = 0
    for english, german in IN_GERMAN.items():
        if english in STATEMENTS.values():
            continue
        for code in (one.group(1) for one in quoted.finditer(english) if one.group(1) in LAW):
            said = IN_GERMAN[STATEMENTS[code]].rstrip(".")
            assert re.search(rf"\b{code}:? {re.escape(said)}", german), (code, german)
            found += 1
    assert found


def test_what_the_law_does_not_word_stays_in_english() -> None:
    for words in OUTSIDE_THE_LAW.values():
        assert words not in IN_GERMAN


def test_a_phrase_and_a_code_are_read_in_the_language_of_the_screen() -> None:
    may_damage = "Kann die Fruchtbarkeit beeinträchtigen oder das Kind im Mutterleib schädigen."
    words = {STATEMENTS["H360"]: may_damage, "keep sealed": "dicht verschlossen halten"}
    set_language("de", lambda text: words.get(text, text))
    try:
        assert hazard_text("H360") == f"H360: {may_damage}"
        assert value_text(Value(Relation.QUALITATIVE, text="keep sealed")) == "dicht verschlossen halten"
    finally:
        set_language(ENGLISH)
