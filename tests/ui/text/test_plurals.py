"""One of a thing is never written as several: every text that counts has words for one, or never counts one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import benchapp
from benchapp.base import paths
from benchapp.ui.text.language import _COUNTED, ENGLISH, counted, read_catalogue, set_language

GERMAN = read_catalogue(paths.resources() / "languages" / "de.mo")
ROOT = Path(benchapp.__file__).parent
THINGS = (
    "alarms|aliquots|backups|blanks|bottles|cards|characters|compounds|computers|concentrations|days|doses|edits|entries|"
    "examples|facts|fields|files|hours|incubations|intermediates|labels|lines|minutes|notes|pages|parts|passages|pictures|"
    "pipettes|plates|re-doses|reasons|records|replicates|rows|rules|sheets|solutions|sources|steps|stocks|substances|"
    "times|tubes|versions|vials|weeks|wells"
)
# "{count} tubes", "{count} more tubes", and "{tubes}" with nothing that chooses between one and several.
SEVERAL = re.compile(r"\{\w*\}(?: [a-z]+)? (?:" + THINGS + r")\b")
# Whoever writes the text looks whether it is one.
LOOKED = re.compile(r"(?:==|!=|>|<=) 1\b|< 2\b")
# Parts of texts that no count of one reaches, and why.
NEVER_ONE = {
    "{count} solutions chosen": "one has its own panel",
    "a cell of more than {} characters": "a bound of thousands",
    "it has more than {} rows": "a bound of thousands",
    "at most {} characters": "a bound of hundreds",
    "of its {length} characters": "longer than the longest name",
    "That is {length} characters": "too long",
    "contains characters that": "a name",
    "Give between 1 and {most} doses": "the most is more than one",
    "each of the {count} tubes": "from one tube to another",
    "each of the {count} bottles": "from one bottle to another",
    "{count} aliquots of {ul:volume} are more": "more than a hundred",
    "{count} aliquots of {ul:volume}:|split": "one is not split",
    "{count} tubes of {label}:|pool": "one is not pooled",
    "of {count} sources": "one is compared with no other",
    "{count} tubes for each well": "of two compounds and more",
    "{count} concentrations of {compound}": "one has its own text",
    "is {times_over} times the": "above, with as many digits as show it",
    "{times} times as much": "above, with as many digits as show it",
    " · thawed {count} times": "once and twice have their own texts",
}
# Run with numbers that are known.
SCENARIO = ROOT / "selftest"


def texts(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield each text of a module, and its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
            yield "".join(parts), node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def function_at(tree: ast.Module, source: str, line: int) -> str:
    """Return the source of the function that a line is in; "" for none."""
    functions = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    around = [one for one in functions if one.lineno <= line <= (one.end_lineno or one.lineno)]
    inmost = max(around, key=lambda one: one.lineno, default=None)
    return "" if inmost is None else "\n".join(source.splitlines()[inmost.lineno - 1 : inmost.end_lineno])


def faults(module: Path) -> Iterator[str]:
    source = module.read_text(encoding="utf-8")
    tree = ast.parse(source)
    for text, line in texts(tree):
        if SEVERAL.search(text) and not LOOKED.search(function_at(tree, source, line)):
            yield text


def test_every_text_that_counts_has_words_for_one() -> None:
    several = {text for _, text in _COUNTED.values()}
    found = {text for module in ROOT.rglob("*.py") if module.parent != SCENARIO for text in faults(module)} - several

    unlooked = {text for text in found if not any(part in text for part in NEVER_ONE)}
    assert unlooked == set(), 'write "{count:wells}", another text for one, or say why it is never one'


def test_the_test_finds_what_it_looks_for(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'A = "with {entries} entries was opened"\nB = "{entries:entries} was opened"\n'
        'def f(n):\n    return tr("1 entry") if n == 1 else tr("{n} new entries")\n'
        'def g(n):\n    return f"{n} steps"\n'
    )

    assert list(faults(module)) == ["with {entries} entries was opened", "{} steps"]


@pytest.mark.parametrize("code", [ENGLISH, "de"])
@pytest.mark.parametrize("what", _COUNTED)
def test_none_one_and_several_of_each_thing(what: str, code: str) -> None:
    set_language(code, None if code == ENGLISH else GERMAN)
    try:
        none, one, several = (counted(what, count) for count in (0, 1, 2))
    finally:
        set_language(ENGLISH)
    assert none.startswith("0")
    assert several.startswith("2")
    assert one.removeprefix("1") != several.removeprefix("2") or one.endswith(("Aliquot", "Well", "Röhrchen"))
    assert none.removeprefix("0") == several.removeprefix("2")


def test_in_german_one_of_each_thing_is_one() -> None:
    """As the terms are: two have the same word for one and several."""
    set_language("de", GERMAN)
    try:
        said = {what: counted(what, 1) for what in ("entries", "wells", "tubes", "doses", "steps", "labels", "often")}
    finally:
        set_language(ENGLISH)
    assert said == {
        "entries": "1 Eintrag",
        "wells": "1 Well",
        "tubes": "1 Röhrchen",
        "doses": "1 Dosis",
        "steps": "1 Schritt",
        "labels": "1 Etikett",
        "often": "einmal",
    }
