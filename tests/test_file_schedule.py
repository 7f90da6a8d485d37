"""A test that ends its process fails by its name, and the run goes on to its end; the longest files begin first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.file_schedule import LONGEST

_PASSES = "def test_passes():\n    pass\n\n\n"
_ENDS = "import os\n\n\ndef test_ends_its_process():\n    os.kill(os.getpid(), 11)\n\n\n"
_ALSO = "def test_also_passes():\n    pass\n"
# The other worker has been told that there is no more work, and is gone.
_WAITS = "import time\n\n\ndef test_waits():\n    time.sleep(0.5)\n\n\n"


def run_tests(folder: Path, files: dict[str, str], workers: int = 2) -> str:
    for name, text in {"conftest.py": 'pytest_plugins = ["tests.file_schedule"]\n', **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    options = (
        "-pxdist",
        f"-n{workers}",
        "--dist=loadfile",
        "--no-loadscope-reorder",
        "-pno:cacheprovider",
        "-pno:faulthandler",
    )
    command = (sys.executable, "-m", "pytest", "-q", *options, "--rootdir", str(folder), str(folder))
    # Each process would import what the other plugins need, as Qt.
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}
    environment = {**os.environ, **alone}
    made = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert made.returncode == pytest.ExitCode.TESTS_FAILED, made.stdout
    return made.stdout


@pytest.mark.parametrize(
    "last",
    [
        _WAITS + _ENDS + _ALSO,
        _ENDS,
        *(pytest.param(one, marks=pytest.mark.torture) for one in (_WAITS + _ENDS, _ENDS + _PASSES + _ALSO)),
    ],
)
def test_the_run_ends_where_the_last_file_ends_its_worker(tmp_path: Path, last: str) -> None:
    first = {f"test_{name}.py": _PASSES + _ALSO for name in "abc"}

    said = run_tests(tmp_path, {**first, "test_d.py": last})

    assert "crashed while running 'test_d.py::test_ends_its_process'" in said
    assert f"1 failed, {6 + last.count('def ') - 1} passed" in said


def test_every_other_test_of_a_file_is_run_whichever_ends_the_worker(tmp_path: Path) -> None:
    """Also where both workers end, and where the files before are done."""
    files = {f"test_{name}.py": _PASSES + _ENDS + _ALSO if name in "be" else _PASSES for name in "abcdef"}

    assert "2 failed, 8 passed" in run_tests(tmp_path, files)


def test_each_file_that_begins_first_is_there() -> None:
    root = Path(__file__).parent.parent

    assert [file for file in LONGEST if not (root / file).is_file()] == []


def test_the_files_that_take_longest_begin_first(tmp_path: Path) -> None:
    """One worker says in which order it was given its files."""
    order = tmp_path / "order"
    says = f"def test_says():\n    with open({str(order)!r}, 'a') as said:\n        said.write(__file__ + '\\n')\n"
    late = (LONGEST[1], LONGEST[0])
    fails = {"test_fails.py": "def test_fails():\n    raise AssertionError\n"}
    for file in late:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)

    run_tests(tmp_path, {**fails, "test_a.py": says, "test_b.py": says, **dict.fromkeys(late, says)}, workers=1)

    begun = [str(Path(line).relative_to(tmp_path)) for line in order.read_text(encoding="utf-8").splitlines()]
    assert begun == [LONGEST[0], LONGEST[1], "test_a.py", "test_b.py"]
