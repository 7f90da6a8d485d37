import re
from pathlib import Path

import pytest

from benchapp.base import paths
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, every_message
from benchapp.domain.messages import Value as Value_
from benchapp.ui.text.language import ENGLISH, LocaleFormat, read_catalogue, set_language
from benchapp.ui.text.message_catalogue import CATALOGUE
from benchapp.ui.text.message_texts import say, say_step
from benchapp.ui.widgets.theme import DARK, LIGHT, Tokens, contrast, sheet

# One of everything that any message names.
VALUES: dict[str, Value_] = {
    "text": "1,500 mM",
    "activity": 1e6,
    "note": "Keep it from light.",
    "potency": 5000.0,
    "owner": "mara",
    "backup": "journal-2026-11-23.sqlite",
    "pid": 4711,
    "damage": "the file is empty",
    "length": 70,
    "longest": 64,
    "small": "1.5",
    "large": "1500",
    "unit": "U",
    "found": "volume",
    "wanted": "molarity",
    "missing": "v1",
    "first": "mM",
    "second": "x",
    "volume_ul": 0.5,
    "smallest_ul": 2.0,
    "ul": 940.0,
    "times": 2,
    "pipette": "P1000",
    "relation": "≥",
    "mg_ml": 100.8,
    "molar": 0.01,
    "solvent": "DMSO",
    "remedy": "DMSO",
    "limit_mg_ml": 0.4,
    "percent": 0.1,
    "worst": 17.1,
    "share": 83.0,
    "main_ul": 2.0,
    "main_pipette": "P20",
    "wanted_molar": 10e-6,
    "vehicle": "DMSO",
    "limit": 0.1,
    "cells": "T cells",
    "error": 0.076,
    "count": 1,
    "mg": 4.87,
    "smallest_mg": 8.2,
    "length_s": 604800.0,
    "span_s": 7200.0,
    "life": "6 months",
    "source": "BC-AAAAAA",
    "label": "BC-AAAAAA",
    "rule": "2 h",
    "what": "medium",
    "tube": "A",
    "total_ul": 400.0,
    "mass_g": 0.00487,
    "left": 4,
    "place": "box 3",
    "wells": 24,
    "molar_mass": 259.26,
    "overage": 10.0,
    "take_ul": 4.0,
    "well_ul": 200.0,
    "strength": 2.0,
    "file": "a.json",
    "reason": "no room",
    "path": "$.uses[0]",
    "instead": "text",
    "fact": "sol.dmso",
    "version": 2,
    "kind": "Future",
    "sequence": 4,
    "host": "bench-2",
    "by_s": -3600.0,
    "folder": "tour",
    "purity": 99.0,
    "living": 1e5,
    "per_ml": 2e5,
    "spin_ml": 2.0,
    "up_ml": 1.0,
    "density": 1.19,
    "bottle": 12.08,
    "counted": 1.2e6,
    "viable": 95.0,
    "heading": "Solubility",
    "encoding": "GBK (Chinese)",
    "line": 2,
    "rows": "4, 5",
    "sheet": "Library",
    "shown": 100,
}


@pytest.mark.parametrize("code", every_message().values())
def test_every_message_is_worded_with_all_that_it_names(code: MessageCode) -> None:
    sentence = say(code, VALUES)

    assert sentence
    assert "{" not in sentence
    for name, _, _ in re.findall(r"\{(\w+)(:(\w+))?\}", CATALOGUE[code]):
        assert say(code, {**VALUES, name: None}) is not None


def test_the_catalogue_has_no_message_that_is_not_there() -> None:
    assert set(CATALOGUE) == set(every_message().values())


def test_no_two_messages_have_one_code() -> None:
    assert len(set(every_message().values())) == len(every_message())
    assert {name for name, code in every_message().items() if name.casefold() != code} == set()


def test_every_message_is_given_by_something() -> None:
    root = Path(__file__).parent.parent.parent.parent / "benchapp"
    silent = {root / "domain" / "messages.py", root / "ui" / "text" / "message_texts.py"}
    code = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py") if path not in silent)

    assert [name for name in every_message() if f"Message.{name}" not in code] == []


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        # A figure of its own is not the one that sentences about solubility derive.
        (Message.PURITY_DOUBTED, {"figure": 0.98, "meant": 98.0}, "A purity of 0.98 % is unusual. Is 98 % meant?"),
        (
            Message.NO_NUMBER,
            {"text": "  mL "},
            "“mL” has no number. Type the number before the unit, for example 10 mL.",
        ),
        (
            Message.CANNOT_MIX,
            {"first": "", "second": ""},
            "Two kinds of unit are mixed here. Use the same kind for both.",
        ),
        (
            Message.CANNOT_MIX,
            {"first": "molarity", "second": "activity per volume"},
            "Two kinds of unit are mixed here (molarity, activity per volume). Use the same kind for both.",
        ),
    ],
)
def test_a_sentence_names_what_was_typed_and_fits_its_field(
    code: MessageCode, values: dict[str, Value_], said: str
) -> None:
    assert say(code, values).startswith(said)


def test_a_step_leads_with_pipette_and_setting() -> None:
    lead, text, detail = say_step(Message.STEP_DISSOLVE, VALUES)

    assert lead.replace("\u202f", " ") == "P1000, 2 × 940 µL:"
    assert text.replace("\u202f", " ").startswith("add DMSO to the 4.87 mg")
    assert detail.replace("\u202f", " ") == "gives 10 mM"


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_text_stands_out_from_its_ground(tokens: Tokens) -> None:
    pairs = [
        (tokens.ink, tokens.paper), (tokens.ink, tokens.surface), (tokens.muted, tokens.paper),
        (tokens.muted, tokens.surface), (tokens.accent, tokens.surface), (tokens.accent, tokens.tint),
        (tokens.on_accent, tokens.accent), (tokens.fresh, tokens.fresh_ground), (tokens.soon, tokens.soon_ground),
        (tokens.past, tokens.past_ground), (tokens.note, tokens.note_ground), (tokens.ink, tokens.past_ground),
        (tokens.ink, tokens.soon_ground), (tokens.surface, tokens.ink), (tokens.ink, tokens.tint),
    ]  # fmt: skip

    # Lines in a state's colour are on the page and on its cards, and plain and smaller words on a state's ground.
    states = (tokens.fresh, tokens.soon, tokens.past, tokens.note)
    grounds = (tokens.fresh_ground, tokens.soon_ground, tokens.past_ground, tokens.note_ground, tokens.tint)
    pairs += [(state, ground) for state in states for ground in (tokens.paper, tokens.surface)]
    pairs += [(words, ground) for words in (tokens.ink, tokens.muted) for ground in grounds]
    pairs.append((tokens.accent, tokens.paper))

    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, (text, ground)


def test_the_style_sheet_leaves_no_token_open() -> None:
    assert "@" not in sheet(LIGHT)
    assert "@" not in sheet(DARK)


_MANY = r"(wells|tubes|bottles|plates|blanks|doses|re-doses|steps|entries|labels|aliquots|intermediates|times)"
# Of these there are always several where they are said: what is one has a text of its own, or none.
_ALWAYS_SEVERAL = {
    Message.STEP_POOL, Message.WORK_SHARE, Message.STEP_SPLIT, Message.MANY_ALIQUOTS, Message.STEP_PUT_DILUENT_EACH
}  # fmt: skip
_PARTS_ALWAYS_SEVERAL = (
    "of each of {plates} plates", "each of the {count}", "{count} tubes for each well", "all {doses} doses",
    "{count} aliquots of", "{count} tubes of", " to {doses} ({count} tubes)", " and down ({doses} doses)",
    " · thawed {count} times", "and {most} doses", "{times_over} times", "{times} times as much",
    "on the cells, {count} doses on file", "on the cells, {count} times on file",
)  # fmt: skip


@pytest.mark.parametrize("code", every_message().values(), ids=str)
def test_one_of_a_thing_is_not_several(code: MessageCode) -> None:
    counts = ("wells", "count", "tubes", "steps", "plates", "entries", "salvaged", "missing", "thaws", "doses")
    filled = say(code, {**VALUES, **dict.fromkeys(counts, 1), "replicates": "1"}).replace("\u202f", " ")

    assert code in _ALWAYS_SEVERAL or not re.search(rf"(?<![\d.,:–-])1 {_MANY}\b", filled), filled


def test_no_text_counts_things_without_asking_whether_it_is_one() -> None:
    catalogue = (paths.resources() / "languages" / "de.po").read_text("utf-8").replace('"\n"', "")
    texts = re.findall(r'^msgid "(.*)"$', catalogue, re.MULTILINE)
    counting = {text for text in texts if re.search(rf"\{{\w+\}} {_MANY}\b", text)}
    plural_of_a_pair = {text for text in counting if re.fullmatch(rf"\{{count\}} {_MANY}( are)?", text)}

    others = counting - plural_of_a_pair
    assert {text for text in others if not any(part in text for part in _PARTS_ALWAYS_SEVERAL)} == set()


def test_cylinders_and_bottles_are_named_in_the_language_of_the_screen() -> None:
    filled: dict[str, Value_] = {
        **VALUES, "pipette": "500 mL measuring cylinder", "cylinder": "1 L measuring cylinder", "bottle": True,
        "main_pipette": "100 mL measuring cylinder", "tube": "A", "what": "Medium", "of_tube": False,
    }  # fmt: skip
    steps = (Message.STEP_PUT_DILUENT, Message.STEP_INTO_CYLINDER, Message.STEP_FILL_UP, Message.WORK_OFF)
    set_language("de", read_catalogue(paths.resources() / "languages" / "de.mo"))
    try:
        said = " ".join(say(code, filled) for code in steps).replace("\u202f", " ")
    finally:
        set_language(ENGLISH)

    assert "cylinder" not in said
    assert "tube" not in said.casefold()
    for words in ("Messzylinder 500 mL", "in den Messzylinder 1 L", "Messzylinder 100 mL", "Flasche A"):
        assert words in said


def test_how_long_ago_is_said_in_the_language_of_the_screen() -> None:
    filled: dict[str, Value_] = {"text": "9.30", "first": "9:30", "second": "9.3 h ago"}
    assert "9:30 or as 9.3 h ago" in say(Message.READ_TWO_WAYS, filled)
    set_language("de", read_catalogue(paths.resources() / "languages" / "de.mo"), LocaleFormat(decimal=","))
    try:
        said = say(Message.READ_TWO_WAYS, filled)
    finally:
        set_language(ENGLISH)

    assert "als 9:30 oder als vor 9,3 h" in said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("database or disk is full", "the disk is full"),
        ("[Errno 28] No space left on device: '/lab/x'", "the disk is full"),
        ("attempt to write a readonly database", "it is write-protected"),
        ("nobody has seen this before", "nobody has seen this before"),
    ],
)
def test_what_a_system_says_is_worded(reason: str, said: str) -> None:
    assert say(Message.NOT_SAVED, {"file": "j", "reason": reason}).startswith(f"Not saved: {said}. ")
