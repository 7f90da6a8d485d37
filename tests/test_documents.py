"""The documents for developers name what is there: each path and folder, each decision, each dependency."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "benchapp"
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SUFFIXES = {".py", ".md", ".json", ".txt"}
FOLDERS = ("", "benchapp", "packaging")


def named_paths(text: str) -> Iterator[tuple[str, str]]:
    """Return each path in backquotes with the folder named before it in the same line."""
    for line in text.splitlines():
        folder = ""
        for span in re.findall(r"`([^`]+)`", line):
            if " " in span or (Path(span).suffix not in SUFFIXES and "/" not in span):
                continue
            yield span, folder
            if "/" in span:
                folder = span.rpartition("/")[0]


def is_there(path: str, folder: str) -> bool:
    beside = [f"{base}/{folder}" for base in FOLDERS] if folder and "/" not in path else []
    return any(
        list(ROOT.glob(f"{base}/{path}".lstrip("/"))) for base in (*FOLDERS, *(one.strip("/") for one in beside))
    )


def test_each_path_that_is_named_exists() -> None:
    named = [*named_paths(ARCHITECTURE), *named_paths(CONTRIBUTING)]
    missing = [f"{folder}/{path}" for path, folder in named if not is_there(path, folder)]

    assert len(named) > 30
    assert missing == []


def test_a_path_that_does_not_exist_is_noticed() -> None:
    named = list(
        named_paths("| a | `domain/calculations/stock.py`, `no_such_module.py`, `store/stock.py`; `Window.make` |")
    )

    assert [is_there(*one) for one in named] == [True, False, False]


def folders_of(tree: str) -> set[str]:
    """Return the folders that a drawn tree names, each with the folder that it is drawn in."""
    found: set[str] = set()
    above: dict[int, str] = {}
    for line in tree.splitlines():
        names = re.match(r"((?:[a-z_]+/ )*[a-z_]+/)(?: |$)", line.strip())
        if names is None:
            continue
        depth = len(line) - len(line.lstrip())
        over = next((above[one] for one in sorted(above, reverse=True) if one < depth), "")
        above = {one: name for one, name in above.items() if one < depth}
        for name in names[1].split():
            found.add(over + name)
            above[depth] = over + name
    return found


def test_the_tree_of_the_architecture_is_that_of_the_folders() -> None:
    tree = ARCHITECTURE.split("```")[1]
    packages = {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in PACKAGE.rglob("__init__.py")}
    modules = [path.name for path in PACKAGE.glob("*.py") if path.name != "__init__.py"]
    drawn = folders_of(tree)

    assert {name for name in drawn if name.startswith("benchapp/")} == packages
    assert all((ROOT / name).is_dir() for name in drawn)
    assert [name for name in modules if name not in tree] == []


def test_the_architecture_is_one_page_without_a_table() -> None:
    assert len(ARCHITECTURE.splitlines()) <= 90
    assert "|---" not in ARCHITECTURE


def test_ten_behaviours_are_pointed_to() -> None:
    rows = re.findall(r"^\| .+ \| `tests/flow/(test_\w+\.py)` \| `(\S+)` \|$", CONTRIBUTING, re.MULTILINE)

    assert len(rows) == 10
    assert all((ROOT / "tests" / "flow" / test).exists() for test, _ in rows)
    assert len({file for _, file in rows}) == 10


def test_each_decision_that_a_document_or_a_module_names_is_written() -> None:
    written = {int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *PACKAGE.rglob("*.py")]
    found = [
        (path, text)
        for path in texts
        for text in re.findall(r"[Dd]ecisions? (\d+(?:(?:, | and )\d+)*)", path.read_text("utf-8"))
    ]
    named = {(path.name, int(number)) for path, text in found for number in re.findall(r"\d+", text)}

    assert len(named) > 10
    assert [one for one in sorted(named) if one[1] not in written] == []


def test_each_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = [re.split(r"[<>=~]", name)[0].lower() for name in (*project["dependencies"], *extras)]

    assert [name for name in names if name not in reasons] == []
    assert all(f"\n| {re.split(r'[<>=~]', name)[0].lower()}" in reasons for name in project["dependencies"])


def test_each_fault_of_a_second_computer_names_a_test_that_is_there() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| .* \| (.*) \|$", text, re.MULTILINE)
    named = [pair for _, tests in rows for pair in re.findall(r"`([a-z_/]+\.py)`: `(test_\w+)`", tests)]
    missing = [one for one in named if f"def {one[1]}(" not in (ROOT / "tests" / one[0]).read_text(encoding="utf-8")]

    assert [int(number) for number, _ in rows] == list(range(1, 26))
    assert len(named) >= len(rows)
    assert missing == []
