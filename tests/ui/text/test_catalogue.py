"""The catalogue holds every text of the screen, whole, and each language says the same with the same values in it."""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from make_catalogue import LANGUAGES, as_mo, as_po, collect, renewed

from benchapp.domain.messages import Message
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.durations import read_duration
from benchapp.ui.text import language
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import ENGLISH, MONTHS, SHIPPED, WEEKDAYS, LocaleFormat, read_catalogue, set_language, tr
from benchapp.ui.text.message_texts import say

OTHERS = [code for code in SHIPPED if code != ENGLISH]
PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language(ENGLISH)


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return collect()


def kept(code: str) -> Catalog:
    read: Catalog = read_po(BytesIO((LANGUAGES / f"{code}.po").read_bytes()), locale=code)
    return read


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated_and_no_other_is_kept(code: str, collected: Catalog) -> None:
    catalogue = kept(code)
    wanted = {message.id for message in collected if message.id}
    there = {message.id: message.string for message in catalogue if message.id}

    assert wanted - there.keys() == set(), "make catalogue, and translate these"
    assert there.keys() - wanted == set(), "make catalogue drops these"
    assert [text for text, translated in there.items() if not translated] == []
    assert len(there) > 1300


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_names_the_same_values_in_the_same_parts(code: str) -> None:
    wrong = []
    for message in kept(code):
        text, translated = str(message.id), str(message.string)
        same_values = set(PLACE.findall(text)) == set(PLACE.findall(translated))
        same_parts = text.count("|") == translated.count("|") and text.count(";;") == translated.count(";;")
        same_ends = (text[:1] == " ", text[-1:] == " ") == (translated[:1] == " ", translated[-1:] == " ")
        if not (same_values and same_parts and same_ends):
            wrong.append((text, translated))

    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_the_compiled_catalogue_is_that_of_the_text(code: str) -> None:
    catalogue = renewed(code)

    assert (LANGUAGES / f"{code}.po").read_bytes() == as_po(catalogue)
    assert (LANGUAGES / f"{code}.mo").read_bytes() == as_mo(catalogue)


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_typed_back_from_a_translation_is_read(code: str) -> None:
    """Words that the program puts into fields are words that its grammar reads."""

    set_language(code, read_catalogue(LANGUAGES / f"{code}.mo"), LocaleFormat(decimal=","))

    assert read_duration(tr("now")).span.total_seconds() == 0
    assert read_duration(tr("about three months ago")).about
    assert read_duration(tr("6 months")).span.days == 180


@pytest.mark.parametrize("code", SHIPPED)
@pytest.mark.parametrize("examples", ["7 d, 1 d 12 h or 30 min", "8 h, 30 min or 2 d"])
def test_the_lengths_that_a_field_gives_as_examples_are_read(code: str, examples: str) -> None:
    if code != ENGLISH:
        set_language(code, read_catalogue(LANGUAGES / f"{code}.mo"))
    given = re.split(f", |{tr(' or ')}", tr(examples))

    assert len(given) == 3
    assert all(read_duration(one).span for one in given)


def test_german_is_spoken_with_its_numbers_and_days() -> None:

    set_language("de", read_catalogue(LANGUAGES / "de.mo"), LocaleFormat(decimal=","))

    assert tr("Took {volume} of {label}{purpose}", volume=Amount("0.5", "mL"), label="BC-1", purpose="") == (
        "0,5\u202fmL von BC-1 genommen"
    )
    assert "0,1\u202f%" in say(Message.VEHICLE_NOTE, {"percent": 0.2, "vehicle": "DMSO", "limit": 0.1})
    assert day_and_time(datetime(2026, 11, 23, 14, 5)) == "Mo 23. Nov., 14:05"  # noqa: DTZ001
    assert tr(WEEKDAYS[6]) == "So"
    assert tr(MONTHS[11]) == "Dez."


@pytest.mark.parametrize(
    ("customs", "shown"),
    [
        (LocaleFormat(), "Mon 23 Nov, 14:05"),
        (LocaleFormat(twelve_hours=True), "Mon 23 Nov, 2:05\u202fPM"),
        (LocaleFormat(month_first=True, twelve_hours=True), "Mon, Nov 23, 2:05\u202fPM"),
    ],
)
def test_a_date_is_written_as_the_system_does_and_always_with_its_weekday(customs: LocaleFormat, shown: str) -> None:

    set_language(ENGLISH, None, customs)

    assert day_and_time(datetime(2026, 11, 23, 14, 5)) == shown  # noqa: DTZ001


def test_a_text_that_is_not_in_a_catalogue_stays_as_it_is() -> None:
    translate = read_catalogue(LANGUAGES / "de.mo")

    assert translate("Testimib") == "Testimib"
    assert translate("") == ""
    assert language.language_code() == ENGLISH
