"""A late pattern is not compiled before it is used, and each one of the program is well formed."""

import importlib
import re
from pathlib import Path

import pytest

from benchapp.domain import patterns
from benchapp.domain.patterns import late_pattern

PACKAGE = Path(patterns.__file__).parent.parent
# A pattern of each kind of place: a module's own name, or within a tuple of them.
USERS = sorted(
    ".".join(("benchapp", *path.relative_to(PACKAGE).with_suffix("").parts))
    for path in PACKAGE.rglob("*.py")
    if "late_pattern(" in path.read_text(encoding="utf-8") and path.name != "patterns.py"
)


def test_a_late_pattern_is_compiled_when_it_is_used() -> None:
    late = late_pattern(r"(\d+) ?ML", re.IGNORECASE)

    assert "match" not in vars(late)
    found = late.match("12 mL")
    assert found is not None
    assert found[1] == "12"
    assert "match" in vars(late)
    assert late.sub("", "12 mL x") == " x"
    assert late.pattern == r"(\d+) ?ML"


def test_a_pattern_that_is_not_well_formed_is_found_out_when_it_is_used() -> None:
    with pytest.raises(re.error):
        late_pattern("(").match("")


@pytest.mark.parametrize("user", USERS)
def test_every_late_pattern_is_well_formed(user: str) -> None:
    named = [
        value
        for name in vars(importlib.import_module(user)).values()
        for value in (name if isinstance(name, tuple) else [name])
    ]
    pairs = [value for pair in named for value in (pair if isinstance(pair, tuple) else [pair])]
    late = [value for value in pairs if type(value) is type(late_pattern(""))]

    assert late
    for pattern in late:
        assert isinstance(pattern.pattern, str)
