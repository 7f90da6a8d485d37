"""The budgets of the program hold here as well, and neither of the two programs needs what only the other has."""

import ast
import subprocess
import sys
from pathlib import Path

from tests import house

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "packaging" / "postgres" / "benchapp_postgres"
TREES = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.glob("*.py"))}


def test_the_budgets_hold() -> None:
    over = [
        name
        for name, tree in TREES.items()
        if max(node.end_lineno or 0 for node in tree.body) > house.BUDGETS["lines of a module"]
    ]
    for name, tree in TREES.items():
        for inside, node in house._named(tree):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            budget = "lines of a class" if isinstance(node, ast.ClassDef) else "lines of a function"
            if length > house.BUDGETS[budget]:
                over.append(f"{name}: {inside}: {length}")
            if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                given = len(node.args.args) + len(node.args.kwonlyargs) - 1
                if given > house.BUDGETS["parameters of a constructor"]:
                    over.append(f"{name}: {inside}: {given} parameters")
    assert over == []
    assert len(TREES) - 1 <= house.BUDGETS["modules in a folder"]


def test_it_uses_what_is_under_the_screens_alone() -> None:
    allowed = (
        "benchapp.base",
        "benchapp.domain",
        "benchapp.store.lab",
        "benchapp.store.files",
        "benchapp.store.journal.encoding",
    )
    named = {name for tree in TREES.values() for name in house.imports(tree)} - {"benchapp"}
    assert named
    assert [name for name in named if not name.startswith(allowed)] == []


def test_neither_program_loads_what_only_the_other_has() -> None:
    code = (
        "import sys, benchapp_postgres.__main__; "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'PySide6', 'pint', 'molmass', 'rapidfuzz'}))"
    )
    paths = f"{ROOT}:{ROOT / 'packaging' / 'postgres'}"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": paths}, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "benchapp").rglob("*.py")
        if "psycopg" in path.read_text(encoding="utf-8") or "benchapp_postgres" in path.read_text(encoding="utf-8")
    ]
    assert naming == []


def test_the_lock_file_has_hashes_and_no_addresses() -> None:
    lock = (PACKAGE.parent / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    blocks = [block for block in lock.split("\n") if block and not block.startswith((" ", "#"))]
    assert all(block.endswith("\\") for block in blocks)
    assert lock.count("--hash=sha256:") > len(blocks)
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert "psycopg" in reasons
    assert "keyring" in reasons


def test_both_programs_are_of_one_version() -> None:
    from benchapp import __version__

    project = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{__version__}"' in project
    assert f'"benchapp=={__version__}"' in project
