"""What a start would compile is recognised by its whole text, and everything else is compiled as ever."""

import builtins
import marshal
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchapp.app.fast_start import compiled_before

TEXT = b"answer = 42\n"


@pytest.fixture(autouse=True)
def the_real_one() -> Iterator[None]:
    real = builtins.compile
    yield
    builtins.compile = real


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    file = tmp_path / compiled_before.FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(marshal.dumps((TEXT, compile("answer = 'known'", "before.py", "exec"))))
    return tmp_path


def test_the_known_text_is_answered_once(bundle: Path) -> None:
    real = builtins.compile
    compiled_before.begin(str(bundle))

    other = compile(b"answer = 41\n", "other.py", "exec")
    known = compile(TEXT, "before.py", "exec")

    assert (other.co_filename, known.co_filename, known.co_consts[0]) == ("other.py", "before.py", "known")
    assert builtins.compile is real


def test_what_is_thrown_away_is_not_compiled(bundle: Path) -> None:
    compiled_before.begin(str(bundle))

    assert compile("Foo", "<string>", "eval") is None
    assert compile("6 * 7", "<string>", "eval").co_consts == (42,)


@pytest.mark.parametrize("kept", [None, b"", b"no code", marshal.dumps(3)])
def test_without_a_readable_file_everything_is_compiled(tmp_path: Path, kept: bytes | None) -> None:
    real = builtins.compile
    if kept is not None:
        file = tmp_path / compiled_before.FILE
        file.parent.mkdir(parents=True)
        file.write_bytes(kept)

    compiled_before.begin(str(tmp_path))

    assert builtins.compile is real
