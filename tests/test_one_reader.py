"""Text becomes a number in `domain/grammar` alone; what may do it besides is named here, and may only become less."""

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent / "benchapp"
READER = "domain/grammar.py"
# Numbers that the program or a file format wrote, with a decimal point: never what a person typed.
FIXED = {
    "domain/answer_key.py": 4,  # a JSON file
    "domain/cautions.py": 1,  # rounding
    "domain/comparison.py": 1,  # rounding
    "domain/durations.py": 1,  # words counted, which are whole numbers already
    "domain/fields.py": 1,  # rounding
    "domain/identifiers.py": 1,  # a check digit
    "domain/intermediates.py": 1,  # rounding
    "domain/kinds.py": 1,  # a kept value
    "domain/plates.py": 1,  # the name of a well, made by the program
    "domain/solvent_names.py": 1,  # the name of a group
    "domain/solvents.py": 4,  # a share in the name of a solvent, each a call and a change of sign
    "domain/stability.py": 1,  # a temperature in a monograph's words
    "domain/units.py": 1,  # a kept value
    "presenters/plate_desk.py": 1,  # the key of a choice
    "store/lists.py": 1,  # column numbers of a plate
    "store/sheets.py": 1,  # numbers of an XLSX sheet
    "store/monograph_file.py": 1,  # a JSON file, its pattern checked
    "store/rescue.py": 1,  # row numbers of SQLite
    "ui/theme.py": 1,  # a colour
}
# What a call to float() is given where that is a number already: pint's magnitudes, statistics, arithmetic.
_NUMBERS = (ast.BinOp, ast.UnaryOp, ast.Constant)
# Values that are numbers, or decimal text of a file, by the name under which they are kept.
_KEPT = {"m", "mass", "molar_mass", "number", "left", "right", "width", "height", "value"}


def reads_text(node: ast.Call) -> bool:
    if (
        not node.args
        or not isinstance(node.func, ast.Name)
        or node.func.id not in {"float", "int", "Decimal", "Fraction"}
    ):
        return False
    given = node.args[0]
    if isinstance(given, ast.Subscript):
        return True
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Attribute):
        return given.func.attr in {"group", "replace", "strip", "translate", "casefold", "removesuffix", "removeprefix"}
    if isinstance(given, ast.Name):
        return given.id in {"text", "digits", "typed", "written", "number", "part", "token", "found", "cell"}
    return isinstance(given, ast.JoinedStr) and not isinstance(given, _NUMBERS)


def swaps_signs(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr == "replace"
        and [one.value for one in node.args if isinstance(one, ast.Constant)][:2] in ([",", "."], [".", ","], [",", ""])
    )


def test_no_second_reader_of_numbers() -> None:
    found: Counter[str] = Counter()
    for path in ROOT.rglob("*.py"):
        where = str(path.relative_to(ROOT))
        if where == READER:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (reads_text(node) or swaps_signs(node)):
                found[where] += 1

    assert dict(found) == FIXED
