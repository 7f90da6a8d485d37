"""The documents for developers name what is there: each path in ARCHITECTURE.md, each decision, each dependency."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "benchapp"
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
SUFFIXES = {".py", ".md", ".json", ".txt"}
FOLDERS = ("", "benchapp", "packaging")


def named_paths(text: str) -> Iterator[tuple[str, str]]:
    """Give each path in backquotes with the folder named before it in the same line."""
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


def test_each_path_named_in_the_architecture_exists() -> None:
    named = list(named_paths(ARCHITECTURE))
    missing = [f"{folder}/{path}" for path, folder in named if not is_there(path, folder)]

    assert len(named) > 100
    assert missing == []


def test_a_path_that_does_not_exist_is_noticed() -> None:
    named = list(
        named_paths("| a | `domain/calculations/stock.py`, `no_such_module.py`, `store/stock.py`; `Window.make` |")
    )

    assert [is_there(*one) for one in named] == [True, False, False]


def test_the_tree_of_the_architecture_names_each_folder_and_each_module_at_the_root() -> None:
    tree = ARCHITECTURE.split("```")[1]
    folders = [f"{path.name}/" for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    modules = [path.name for path in PACKAGE.glob("*.py") if path.name != "__init__.py"]

    assert len(folders) >= 5
    assert [name for name in (*folders, *modules) if name not in tree] == []


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
