import string

from hypothesis import given
from hypothesis import strategies as st

from benchapp.store.library.library import Library
from benchapp.store.library.terms import BEGINS, EXACT, NEARLY, WITHIN, Terms, key_of

WORDS = st.text(string.ascii_lowercase, min_size=6, max_size=14)
OTHERS = ["aspirin", "benzene", "pomalidomide", "cc5013", "191732726", "dexamethasone", "xylene"]


def terms(*keys: str) -> Terms:
    return Terms(enumerate(keys))


def rows(found: list[tuple[float, int]]) -> list[int]:
    return [row for _, row in found]


def test_an_exact_key_comes_before_one_that_begins_so_and_one_that_holds_it() -> None:
    found = terms("xabc", "abcd", "abc").find("abc")

    assert rows(found) == [2, 1, 0]
    assert found[0][0] == EXACT
    assert WITHIN - 1 < found[2][0] < WITHIN < found[1][0] < BEGINS


def test_the_shorter_of_two_that_begin_alike_comes_first() -> None:
    assert rows(terms("lenalidomidesodium", "lenalidomide").find("lenal")) == [1, 0]


@given(WORDS, st.data())
def test_one_typing_error_is_forgiven_wherever_it_is(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    kind = data.draw(st.sampled_from(["wrong", "missing", "more", "swapped"]))
    typed = {
        "wrong": word[:place] + letter + word[place + 1 :],
        "missing": word[:place] + word[place + 1 :],
        "more": word[:place] + letter + word[place:],
        "swapped": word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    }[kind]

    found = terms(*OTHERS, word).find(typed)

    # Where the error makes another word of the list it is that one which is meant.
    assert len(OTHERS) in rows(found) or found[0][0] > NEARLY


@given(WORDS)
def test_an_error_in_what_was_typed_so_far_is_forgiven_too(word: str) -> None:
    typed = word[:2] + word[3:5]

    assert 0 in rows(terms(word + "idomide", *OTHERS).find(typed)) or len(typed) < 4


def test_a_digit_is_never_a_typing_error_and_a_short_word_never_forgiven() -> None:
    many = terms("s1029", "s1028", "abc")

    assert rows(many.find("s1029")) == [0]
    assert many.find("s1027") == []
    named = terms("compound12", "compound13")
    assert rows(named.find("compund12")) == [0]
    assert named.find("compound14") == []
    assert many.find("abd") == []
    assert many.find("") == []
    # Of two letters nothing is looked for within a word.
    assert rows(many.find("ab")) == [2]
    assert many.find("10") == []
    assert len(many) == 3


def test_signs_and_capitals_do_not_count() -> None:
    assert key_of("CC-5013") == key_of("cc 5013") == "cc5013"
    assert key_of("µ-–") == ""


def test_what_is_easily_taken_for_it_is_found_and_said_to_be_another(library: Library) -> None:
    found = library.search("191732-70-4")[0]

    assert (found.headline.name, found.term.kind) == ("Lenalidomide", "not this one")
    assert library.named("191732-70-4") == ()
    assert [one.name for one in library.named("191732-72-6")] == ["Lenalidomide"]
