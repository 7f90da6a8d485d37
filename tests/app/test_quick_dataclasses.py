"""Dataclasses take what was compiled before, and are the same as those that Python makes."""

import dataclasses
import importlib.util
import marshal
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchapp.app.fast_start import lazy_imports, quick_dataclasses

ROOT = Path(__file__).parent.parent.parent


def fresh() -> Any:
    """Return the standard library's module anew, so that the one in use stays as it is."""
    spec = importlib.util.find_spec("dataclasses")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bundle(folder: Path, kept: Any) -> str:
    file = folder / quick_dataclasses.FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(kept if isinstance(kept, bytes) else marshal.dumps(kept))
    return str(folder)


class Dose:
    digits: str
    unit: str = "uM"


def test_a_known_text_is_not_compiled_and_any_other_is(tmp_path: Path) -> None:
    texts: list[str] = []
    recording = fresh()

    def record(text: str, names: dict[str, object], made: dict[str, object]) -> None:
        texts.append(text)
        exec(text, names, made)  # noqa: S102 (as that module does)

    recording.exec = record
    recording.dataclass(frozen=True)(type("Known", (Dose,), {"__annotations__": Dose.__annotations__}))
    marked = {text: compile(text, "before.py", "exec") for text in texts[:1]}

    module = fresh()
    quick_dataclasses.quicken(module, bundle(tmp_path, marked))
    made = module.dataclass(frozen=True)(type("Known", (Dose,), {"__annotations__": Dose.__annotations__}))

    assert len(texts) > 3
    files = {getattr(made, name).__code__.co_filename for name in ("__init__", "__eq__", "__hash__", "__setattr__")}
    assert files == {"before.py", "<string>"}
    assert (made("5").digits, made("5").unit, made("5") == made("5")) == ("5", "uM", True)
    assert made.__doc__ == "Known", "no signature is worded"
    with pytest.raises(module.FrozenInstanceError):
        made("5").unit = "nM"


@pytest.mark.parametrize("kept", [None, b"", b"no code", marshal.dumps(3)])
def test_without_a_readable_file_everything_is_compiled(tmp_path: Path, kept: bytes | None) -> None:
    module = fresh()
    quick_dataclasses.quicken(module, str(tmp_path) if kept is None else bundle(tmp_path, kept))
    made = module.dataclass(type("Plain", (Dose,), {"__annotations__": Dose.__annotations__}))
    assert made("5") == made("5", "uM")
    assert module.asdict(made("5")) == {"digits": "5", "unit": "uM"}


IMPORTED = """
import sys
from benchapp.app.fast_start.lazy_imports import LateModules
for name in ("dataclasses", "pickle"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, LateModules())
import dataclasses
print("exec" in vars(dataclasses), dataclasses.inspect.signature(print) == "")
print(dataclasses.__file__ == dataclasses.__spec__.origin, dataclasses.__spec__.has_location)
import pickle
print(pickle.HIGHEST_PROTOCOL, "_real" in vars(pickle), pickle.loads(pickle.dumps(7)))
import pint
print(pint.UnitRegistry(None).Quantity is not None)
"""


def test_the_program_is_given_it_where_it_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True, cwd=ROOT)
    pickled = f"{pickle.HIGHEST_PROTOCOL} True 7"
    assert done.stdout.splitlines() == ["True True", "True True", pickled, "True"]
    assert lazy_imports._KNOWN_BEFORE["pickle"] == {"HIGHEST_PROTOCOL": pickle.HIGHEST_PROTOCOL}
    assert "exec" not in vars(dataclasses)
