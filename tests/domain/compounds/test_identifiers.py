"""Text as it is typed, shown and written for others: what cannot be seen, and letters that look like others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.identifiers import (
    as_markdown,
    for_others,
    mixed_word,
    one_line,
    read_text,
    typed_line,
    unseen_character,
    without_unseen,
)
from benchapp.domain.messages import BenchError, Message


def test_each_break_is_what_the_place_can_hold() -> None:
    text = "a\tb\r\nc\u2028d\u200be\u202ff"

    assert typed_line(text) == "a b  c de\u202ff"
    assert for_others(text) == "a\tb\nc\nde f"
    assert one_line(f"  {text} \n") == "a b c de\u202ff"


@given(st.text(alphabet="ab \t\n\r\x85\u2028\u200b\u202e\ufeff", max_size=20))
def test_nothing_unseen_is_left_and_one_line_is_one(text: str) -> None:
    for tidy in (typed_line(text), for_others(text), one_line(text), without_unseen(text)):
        assert unseen_character(tidy) == ""
    assert len(one_line(text).splitlines()) <= 1
    assert len(typed_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain", "plain"), ("a*b_c", r"a\*b\_c"), ("<b>", r"\<b\>"), ("H&M", "H&M"), ("&amp;", r"\&amp;"),
        ("two\nlines", "two lines"), ("[x](y) #1", r"\[x\](y) \#1"),
    ],
)  # fmt: skip
def test_markdown_shows_a_text_as_it_was_typed(text: str, markdown: str) -> None:
    assert as_markdown(text) == markdown


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # Cyrillic е among Latin letters; a word all of whose letters look Latin, in a text without another such letter.
        ("L\u0435nalidomide", "L\u0435nalidomide"), ("\u0421\u041e\u0425-2", "\u0421\u041e\u0425"),
        ("inhibitor \u0410-485", "\u0410"), ("\u0391\u0392\u03a4-737", "\u0391\u0392\u03a4"), ("\uff21bc", "\uff21bc"),
        # Russian and Greek are scripts of their own; α and µ are at home in names; and so are all of ASCII.
        ("\u0420\u043e\u0441\u0441\u0438\u044f", ""), ("TNF-α", ""), ("α-tocopherol", ""),
        ("\u0391\u03b8\u03ae\u03bd\u03b1", ""),
        ("Äthanol", ""), ("SAHA", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_word_with_letters_that_look_like_others_is_found(text: str, word: str) -> None:
    assert mixed_word(text) == word


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\u202eb", Message.BAD_TEXT), ("a\u200bb", Message.BAD_TEXT), ("x" * 2001, Message.TEXT_TOO_LONG)],
)
def test_a_text_that_cannot_be_shown_or_is_too_long_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(BenchError) as refused:
        read_text(text)

    assert refused.value.code is code
    assert read_text("  two \n words ") == "two words"
