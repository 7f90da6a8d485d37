"""The size and shape of the code against its budgets: `make house` prints them, `test_house.py` holds them.

    python -m tests.house [-v]

What is over a budget today is named in `tests/data/house.json` with its size. The list may only shrink: nothing is
added to it, no size in it grows, and what has come within its budget is taken out.
"""

import ast
import json
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRODUCT = ROOT / "benchapp"
TESTS = ROOT / "tests"
EXCEPTIONS = TESTS / "data" / "house.json"

BUDGETS = {
    "lines of a module": 400,
    "lines of a function": 50,
    "lines of a class": 250,
    "parameters of a constructor": 6,
    "modules in a folder": 20,
}
# Lines of tests for one line of the product.
TESTED = 0.7
# Folders whose every module has a test that imports it.
TRIED_ALONE = ("store", "presenters", "ui")


@cache
def trees() -> Mapping[str, tuple[Path, ast.Module, int]]:
    """Return each module of the product by its dotted name: its file, its tree and its lines."""
    found: dict[str, tuple[Path, ast.Module, int]] = {}
    for path in sorted(PRODUCT.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = (path, ast.parse(text), len(text.splitlines()))
    return found


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Return all of a module but its expressions, in which is nothing that is named here: most of it."""
    waiting = [tree]
    while waiting:
        inside = [node for node in ast.iter_child_nodes(waiting.pop()) if not isinstance(node, ast.expr)]
        yield from inside
        waiting += inside


def imports(tree: ast.Module) -> set[str]:
    """Return the modules of the product that a module names, inside functions and for types as well."""
    named: set[str] = set()
    for node in statements(tree):
        if isinstance(node, ast.Import):
            named.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            named.update(name if name in trees() else node.module for name in inside)
    return named & trees().keys()


def package(module: str) -> str:
    """Return the folder of a module; a module at the root of the program is a room of its own."""
    path = trees()[module][0]
    return module if path.name == "__init__.py" or path.parent == PRODUCT else module.rpartition(".")[0]


@cache
def module_graph() -> dict[str, set[str]]:
    """Return which module names which."""
    return {name: imports(tree) - {name, "benchapp"} for name, (_, tree, _) in trees().items()}


@cache
def package_graph() -> dict[str, set[str]]:
    """Return which package names which."""
    graph: dict[str, set[str]] = defaultdict(set)
    for module, named in module_graph().items():
        graph[package(module)] |= {package(name) for name in named} - {package(module)}
    return graph


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the circles of a graph, each once, until none is left when one arrow of each is taken out."""
    left = {name: set(named) for name, named in graph.items()}
    found = []
    while True:
        try:
            tuple(TopologicalSorter(left).static_order())
        except CycleError as error:
            circle = list(error.args[1])
            found.append(circle)
            # Predecessors come first, so each is named by the one after it.
            left[circle[1]].discard(circle[0])
        else:
            return found


@cache
def sizes() -> Mapping[str, Mapping[str, int]]:
    """Return everything that has a budget, by the budget's name: its own name and its size."""
    found: dict[str, dict[str, int]] = {name: {} for name in BUDGETS}
    for path, tree, lines in trees().values():
        where = path.relative_to(PRODUCT).as_posix()
        found["lines of a module"][where] = lines
        for name, node in _named(tree):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            kind = "lines of a class" if isinstance(node, ast.ClassDef) else "lines of a function"
            found[kind][f"{where}: {name}"] = length
            if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                given = node.args
                count = len(given.posonlyargs) + len(given.args) + len(given.kwonlyargs) - 1
                found["parameters of a constructor"][f"{where}: {name}"] = count
    for folder in {path.parent for path, _, _ in trees().values()}:
        count = sum(path.name != "__init__.py" for path in folder.glob("*.py"))
        found["modules in a folder"][folder.relative_to(PRODUCT).as_posix()] = count
    return found


def _named(tree: ast.AST, above: str = "") -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        inside = above
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            inside = f"{above}.{node.name}".lstrip(".")
            yield inside, node
        if not isinstance(node, ast.expr):
            yield from _named(node, inside)


def over() -> dict[str, dict[str, int]]:
    """Return what is over its budget."""
    return {
        budget: {name: size for name, size in sorted(found.items()) if size > BUDGETS[budget]}
        for budget, found in sizes().items()
    }


def excepted() -> dict[str, dict[str, int]]:
    """Return what may be over its budget, with the size it may have."""
    kept = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return {budget: kept.get(budget, {}) for budget in BUDGETS}


def wrong() -> list[str]:
    """Return a line for each thing over its budget that is not excepted, has grown, or needs no exception any more."""
    lines = []
    for budget, found in over().items():
        allowed = excepted()[budget]
        lines += [
            f"{name}: {size} {budget}, at most {allowed.get(name, BUDGETS[budget])}"
            for name, size in found.items()
            if size > allowed.get(name, BUDGETS[budget])
        ]
        lines += [f"{name}: no longer over {budget}; take it out of the list" for name in allowed if name not in found]
    return lines


def untried() -> list[str]:
    """Return the modules that no test of their own floor imports."""
    found = []
    for floor in TRIED_ALONE:
        tested: set[str] = set()
        for path in (TESTS / floor).rglob("test_*.py"):
            tested |= imports(ast.parse(path.read_text(encoding="utf-8")))
        found += [
            name
            for name, (path, _, _) in trees().items()
            if name.startswith(f"benchapp.{floor}.") and path.name != "__init__.py" and name not in tested
        ]
    return found


def ambiguous() -> list[str]:
    """Return the public class names that are defined twice."""
    names = Counter(
        node.name
        for _, tree, _ in trees().values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    return sorted(name for name, count in names.items() if count > 1)


def lines_of_tests() -> int:
    """Return the lines of all tests."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in TESTS.rglob("*.py"))


def inner_imports() -> int:
    """Return how many imports are inside functions."""
    functions = [
        node for _, tree, _ in trees().values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ]
    return sum(isinstance(node, ast.Import | ast.ImportFrom) for one in functions for node in ast.walk(one))


def main() -> int:
    """Print everything; return 1 where a budget does not hold."""
    every, allowed, details = sizes(), over(), "-v" in sys.argv
    lines = sum(every["lines of a module"].values())
    sys.stdout.write(f"product: {len(trees())} modules, {lines:,} lines; tests: {lines_of_tests():,} lines\n")
    sys.stdout.write(f"{'':34}{'median':>8}{'p90':>8}{'max':>8}{'budget':>8}{'over':>6}\n")
    for budget, found in every.items():
        values = sorted(found.values())
        p90 = statistics.quantiles(values, n=10)[-1]
        row = (
            f"{statistics.median(values):>8.0f}{p90:>8.0f}{values[-1]:>8}{BUDGETS[budget]:>8}{len(allowed[budget]):>6}"
        )
        sys.stdout.write(f"{budget:34}{row}\n")
        if details:
            sys.stdout.writelines(f"    {size:>5} {name}\n" for name, size in allowed[budget].items())
    shape: list[tuple[str, list[str], int]] = [
        ("circles of packages", [" → ".join(one) for one in circles(package_graph())], 0),
        ("circles of modules", [" → ".join(one) for one in circles(module_graph())], 0),
        ("class names with two meanings", ambiguous(), 0),
        ("modules no test of their own imports", untried(), 0),
    ]
    for name, listed, budget_of in shape:
        sys.stdout.write(f"{name:50}{len(listed):>8}{budget_of:>8}\n")
        if details:
            sys.stdout.writelines(f"    {one}\n" for one in listed)
    sys.stdout.write(f"{'imports inside functions':50}{inner_imports():>8}\n")
    sys.stdout.write(f"{'lines of tests for each line of the product':50}{lines_of_tests() / lines:>8.2f}{TESTED:>8}\n")
    found_wrong = wrong()
    sys.stdout.writelines(f"{line}\n" for line in found_wrong)
    return 1 if found_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
