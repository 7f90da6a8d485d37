"""Text becomes a number in the grammar alone; what may do it besides is named here, and may only become less.

Everything that turns something into a number is found, whatever it is called, unless it can be seen in the source that
what it is given is a number already.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).parent.parent / "benchapp"
READERS = {"domain/units/grammar.py", "domain/units/numerals.py"}
# Numbers that the program or a file format wrote, with a decimal point or of digits alone: never what a person typed.
FIXED = {
    # a temperature of a monograph, which is a number
    "domain/compounds/biologics/handling.py": {"float(celsius)"},
    # a lab rule, which is a number, and one that another computer set
    "domain/journal/questions.py": {"float(getattr(rules, rule))"},
    "domain/lab/lab_rules.py": {"float(said.removesuffix(_IN_MONTHS))"},
    # the whole of a ratio that the plan has worked out
    "domain/buffers/buffer_plan.py": {"float(whole)"},
    # the animals of a step, as the plan wrote them
    "domain/in_vivo/animal_recipe.py": {"float(grams)", "float(ul)", "int(animal)"},
    # a length that the grammar has read
    "domain/units/nucleic_acids.py": {"int(number)"},
    # the digits in the name of a segment
    "store/lab/segments.py": {"int(found[2])", "int(found[3])"},
    # which of two places is shown
    "ui/calculator/simple_tool.py": {"int(recipe is None)"},
    # the molar mass of a page
    "ui/text/language.py": {"float(molar_mass)"},
    # values of a step
    "ui/text/recipe_texts.py": {"float(str(values[name]))", "int(str(values['days']))", "int(str(values['per_day']))"},
    # a record of the file of identities: digits of a formula, a molar ratio within a name, what a block holds
    "domain/compounds/identities/completion.py": {"mass.replace('.', ',')"},
    "domain/compounds/identities/identity.py": {"int(match[1] or 1)"},
    "domain/compounds/identities/name_claims.py": {"int(match['of'])", "int(match['to'])"},
    "store/identities/identity_blocks.py": {
        "int(cas[:-2].replace('-', ''))",
        "int(digit)",
        "int(found.group(1) or 1)",
        "int(hydrogen)",
        "int(moles or 1)",
        "int(origin or 0)",
        "map(int)",
    },
    "store/identities/identity_file.py": {"int(one)", "int(one.first)"},
    # rounding; the same doses with the decimal sign of another language
    "domain/units/amounts.py": {
        "Decimal(repr(number))",
        "Decimal(repr(rounded))",
        "int(exponent)",
        "text.replace(', ', '; ').replace('.', ',')",
        "text.replace(',', '.')",
    },
    # tubes, counted
    "presenters/compounds/compound_table.py": {"float(row.stock.tubes if row.stock is not None else 0)"},
    # a JSON file
    "domain/calculations/answer_key.py": {"Decimal(number)", "float(number)", "float(typed)", "int(given['points'])"},
    # a temperature in whole degrees of a storage word
    "domain/compounds/monograph_builder.py": {"int(high)", "int(low)"},
    # rounding
    "domain/recipes/well_cautions.py": {"float(f'{percent:.2g}')"},
    # rounding
    "domain/compounds/comparison.py": {"float(f'{end[1]:.9g}')"},
    # decimal text that the grammar made
    "domain/compounds/lists/row_verdicts.py": {"float(first)", "float(second)"},
    # a whole number or a word's worth
    "domain/units/dates.py": {"float(days_or_weeks)"},
    # a value of a step
    "domain/recipes/dose_recipe.py": {"float(str(batch['total_ul']))"},
    # words counted, which are whole numbers already
    "domain/units/durations.py": {"float(number)", "float(ten + one)", "float(ten)"},
    # a check digit
    "domain/compounds/identifiers.py": {"int(cas[-1])", "int(digit)"},
    # how many tubes a step of the program's own makes
    "domain/recipes/recipe_rows.py": {"int(str(step.values['count']))"},
    # rounding
    "domain/recipes/intermediates.py": {"float(f'{vehicle:.2g}')"},
    # a kept value
    "domain/units/kinds.py": {"float(number)"},
    # what a spreadsheet made a date of
    "domain/compounds/lists/cells.py": {"int(day)", "int(first)", "int(month)"},
    # the name of a well or plate, a level
    "domain/lab/plates.py": {
        "int(level)",
        "int(re.sub('\\\\D', '', found['wells'] or found['short']))",
        "int(well[len(letters):])",
    },
    # a power of a dimension
    "domain/units/quantities.py": {"int(str(power))"},
    # the name of a group
    "domain/units/solvent_names.py": {"int(group[1:])"},
    # a value of a step
    "domain/calculations/stock_recipe.py": {"float(in_vial.get('mass_g') or 0.0)"},
    # a share in the name of a solvent
    "domain/lab/solvents.py": {"float(share.group(1).replace(',', '.'))", "share.group(1).replace(',', '.')"},
    # a temperature in a monograph's words
    "domain/compounds/stability.py": {"celsius.group(1).replace(',', '.')", "float(temperature)"},
    # what the system and the program itself tell; the number of a row on the command line
    "app/start/command_line.py": {"add_argument(int)"},
    "app/fast_start/start_time.py": {"int(began)", "int(started)"},
    # a value of a step
    "commands/plan.py": {"int(_number(values, 'shots'))", "int(_number(values, 'wells'))"},
    # a rule, which is a number
    "presenters/calculator/lab_form.py": {"float(getattr(self.rules, rule))"},
    # the key of a choice
    "presenters/calculator/plate_form.py": {"int(self.text('format'))", "int(text)"},
    # what a unit is worth
    "presenters/calculator/sheets/conversion_sheet.py": {"float(times)"},
    # a rule, which is a number
    "presenters/solutions/lab_rule_answers.py": {"float(days_in_months(months))", "float(getattr(bench.rules, rule))"},
    # the digits of the name of a file
    "store/lab/signs_of_life.py": {"int(one[2])"},
    # SQLite's own numbers
    "store/journal/journal_file.py": {"int(columns)", "int(count)", "int(last)", "int(sequence)"},
    # places in a table of HTML
    "store/lists/delimited_text.py": {"int(index)", "int(span)"},
    # column numbers of a plate
    "store/lists/tables.py": {"int(cell)"},
    # a JSON file, its pattern checked
    "store/library/monograph_file.py": {"float(number)"},
    # row numbers of SQLite
    "store/journal/rescue.py": {"int(number)"},
    # places in an XLSX sheet
    "store/lists/workbooks.py": {"int(place[2])"},
    # an error's number
    "store/file_errors.py": {"int(code)"},
    # addresses of the kernel
    "system/memory.py": {"int(begin, 16)", "int(end, 16)"},
    # a process number
    "system/single.py": {"int(pid)"},
    # a digit of a formula, to be printed small
    "ui/compounds/compound_cards.py": {"int(sign)"},
    # places on the screen
    "ui/forms/dose_plot.py": {"int(at + half)", "int(middle)"},
    # the key of a choice
    "ui/compounds/column_matching.py": {"int(self.columns[name].currentData())", "int(self.heading_row.currentData())"},
    # the key of a choice
    "ui/journal/filter_bar.py": {"int(self.time.currentData() or 0)"},
    # the wells of a plate, in a list
    "ui/calculator/plate_tool.py": {"int(self.plate.currentText())"},
    # values of a step
    "ui/calculator/recipe/recipe_row_texts.py": {"float(str(first.values['ul']))", "float(str(line.values['ul']))"},
    "ui/paper/tube_table.py": {"int(str(line.values['count']))"},
    # a yes or no
    "ui/calculator/recipe/two_columns.py": {"int(typing)"},
    # a rule, which is a number
    "ui/calculator/lab_page.py": {"float(getattr(self._form.rules, rule))"},
    # the time of a key press
    "ui/solutions/scanner.py": {"int(stamp)"},
    # a colour
    "ui/widgets/theme.py": {"int(colour[place:place + 2], 16)"},
}
# Patterns with a decimal sign in them: what they find is handed to the reader, or is no number.
PATTERNS = {
    "domain/in_vivo/vehicles.py": 2,  # the parts of a vehicle
    "domain/in_vivo/by_weight.py": 2,  # weights of animals, one each or from … to
    "domain/units/nucleic_acids.py": 1,  # where the number of a length ends
    "domain/buffers/components.py": 1,  # where the amount of a part ends
    "domain/lab/appointments.py": 2,  # clocks and time zones
    "domain/units/clock_words.py": 1,  # what is a range of times
    "domain/calculations/dilution.py": 3,  # a factor, what it is diluted in, and several ratios
    "domain/compounds/formula.py": 2,  # counts of a formula
    "domain/compounds/lists/headings.py": 1,  # a heading
    "domain/units/ladders.py": 1,  # a row of doses
    "domain/units/refusals.py": 3,  # why a text was refused
    "domain/units/solvent_names.py": 2,  # names
    "domain/lab/solvents.py": 1,  # a share in the name of a solvent
    "domain/compounds/stability.py": 1,  # a temperature in a monograph's words
    "domain/compounds/stated.py": 1,  # a figure as stated
    "domain/calculations/typed_doses.py": 4,  # parting a list of doses
    "store/lists/tables.py": 1,  # what is data and no heading
    "store/library/monograph_file.py": 1,  # decimal text of a file
}
# Functions that make a number of text; as a value, too: map(float, parts).
_MAKERS = {"float", "int", "Decimal", "Fraction", "complex"}
_READERS = {"toDouble", "toFloat", "toInt", "toLongLong", "atof", "atoi", "literal_eval", "strtod"}
# What is given a type and not a way to make a number.
_TAKES_TYPES = {"isinstance", "issubclass", "field", "defaultdict", "Signal"}
# What gives a number, by the name of the function or method: magnitudes, lengths, positions on the screen.
_GIVES_NUMBER = {
    "m_as", "total_seconds", "timestamp", "quantize", "width", "height", "round", "len", "floor", "ceil", "sqrt",
    "round_figures", "ticks", "x",
}  # fmt: skip
# What is a number, or decimal text that the program or a file format wrote, by the attribute under which it is kept.
_KEPT = {"m", "mass", "molar_mass", "number", "value", "high", "severity", "work_days"}
_NUMBER_TYPES = {"float", "int", "bool", "Decimal", "float | None", "int | None", "float | int", "int | float"}
_SIGN = r"(?:\[[^\]]*[.,][^\]]*\]|\\\.)"
_DIGIT = r"(?:\\d|\[0-9\])"
# A pattern of digits, a decimal sign and digits; or of digits and signs in one class.
_NUMBER_PATTERN = re.compile(
    rf"{_DIGIT}(?:[*+?]|\{{[0-9,]+\}})*(?:\((?:\?:)?)*{_SIGN}\(?{_DIGIT}|\[[^\]]*(?:0-9|\\d)[^\]]*[.,][^\]]*\][*+{{]"
)


def name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def number_names(function: ast.AST) -> set[str]:
    """Return the names that are numbers in a function: by their annotation, or because that is looked at."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.arg) and node.annotation is not None and ast.unparse(node.annotation) in _NUMBER_TYPES:
            found.add(node.arg)
        if isinstance(node, ast.Call) and name_of(node.func) == "isinstance" and isinstance(node.args[0], ast.Name):
            kinds = {one.strip() for one in re.split(r"[|,()]", ast.unparse(node.args[1])) if one.strip()}
            if kinds <= {"int", "float"}:
                found.add(node.args[0].id)
    return found


def is_number(given: ast.expr, names: set[str]) -> bool:
    if isinstance(given, ast.Constant):
        return not isinstance(given.value, str) or given.value == "inf"
    if isinstance(given, ast.BinOp):
        # "%" and "+" work on text as well: one side has to be a number.
        arithmetic = isinstance(given.op, ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Pow)
        return arithmetic or is_number(given.left, names) or is_number(given.right, names)
    if isinstance(given, ast.UnaryOp):
        return True
    if isinstance(given, ast.BoolOp):
        return all(is_number(one, names) for one in given.values)
    if isinstance(given, ast.IfExp):
        return is_number(given.body, names) and is_number(given.orelse, names)
    if isinstance(given, ast.Call):
        return name_of(given.func) in _GIVES_NUMBER
    if isinstance(given, ast.Attribute):
        return given.attr in _KEPT
    return isinstance(given, ast.Name) and given.id in names


def readers_in(tree: ast.AST) -> Iterator[str]:
    """Yield each place that may make a number of text, as it is written."""
    waiting = [(tree, frozenset[str]())]
    while waiting:
        above, names = waiting.pop()
        for node in ast.iter_child_nodes(above):
            inner = names
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                inner = names | number_names(node)
            elif isinstance(node, ast.Call):
                yield from reader(node, set(names))
            waiting.append((node, inner))


def reader(call: ast.Call, names: set[str]) -> Iterator[str]:
    """Yield a call that may make a number of text; `names` are those of numbers."""
    name, passed = name_of(call.func), [*call.args, *(one.value for one in call.keywords)]
    if (name in _MAKERS and call.args and not is_number(call.args[0], names)) or name in _READERS:
        yield ast.unparse(call)
    if name not in _TAKES_TYPES:
        yield from (f"{name}({one.id})" for one in passed if isinstance(one, ast.Name) and one.id in _MAKERS)
    if name == "replace" and [getattr(one, "value", None) for one in call.args[:2]] in (
        [",", "."], [".", ","], [",", ""],
    ):  # fmt: skip
        yield ast.unparse(call)


def patterns_in(tree: ast.AST) -> int:
    return sum(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_NUMBER_PATTERN.search(node.value))
        for node in ast.walk(tree)
    )


def test_no_second_reader_of_numbers() -> None:
    found, patterns = defaultdict[str, set[str]](set), dict[str, int]()
    for path, tree, _ in house.trees().values():
        where = path.relative_to(ROOT).as_posix()
        if where in READERS:
            continue
        for one in readers_in(tree):
            found[where].add(one)
        if count := patterns_in(tree):
            patterns[where] = count

    assert dict(found) == FIXED
    assert patterns == PATTERNS


@pytest.mark.parametrize(
    "source",
    [
        "float(x)", "float(self.box.text())", "list(map(float, parts))", "Decimal(anything)", "int(row['dose'])",
        "float(typed.strip().replace(',', '.'))", "QLocale().toDouble(text)", "locale.atof(text)", "float(a + b)",
        "def read(words: str) -> float:\n    return float(words)", "builtins.float(answer)", "float(f'{a}.{b}')",
        "text.replace(',', '.')", "float('1' + tail)", "Fraction(value[0])", "[int(one) for one in text.split(':')]",
        "ast.literal_eval(text)", "sorted(parts, key=float)", "int(text if text else '0')",
    ],
)  # fmt: skip
def test_a_second_reader_is_found_under_any_name(source: str) -> None:
    assert list(readers_in(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "float(volume.m_as('mL'))", "int(a / b)", "float(quantity.m)", "int(-left // 1)", "float(1)", "int(len(x))",
        "def f(ul: float) -> int:\n    return int(ul)", "float('inf')", "text.replace('a', 'b')",
        "def f(one: object) -> float:\n    return float(one) if isinstance(one, int | float) else 0.0",
    ],
)  # fmt: skip
def test_a_number_that_is_one_already_is_no_reading(source: str) -> None:
    assert not list(readers_in(ast.parse(source)))


@pytest.mark.parametrize(
    ("source", "count"),
    [
        (r"re.compile(r'\d+[.,]\d+')", 1), (r"re.compile(r'([0-9]+(?:[.,][0-9]+)?) mM')", 1),
        (r"re.match(r'\d+(\.\d+)?', text)", 1), (r"re.compile(r'[0-9.,]+')", 1), (r"re.compile(r'\d{1,2}:\d{2}')", 0),
        (r"re.compile(r'[0-9]+')", 0), ("say('1.5 mM, 2,5 mM')", 0),
    ],
)  # fmt: skip
def test_a_pattern_of_a_number_is_found(source: str, count: int) -> None:
    assert patterns_in(ast.parse(source)) == count
