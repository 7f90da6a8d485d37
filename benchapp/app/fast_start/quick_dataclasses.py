"""Functions of dataclasses, compiled when the program was built: half of the time that the registry of units takes.

`dataclasses` writes the functions of each class as text and compiles it at each start, and words the signature of a
class that has no docstring, as none has in a built program. Each text is recognised as a whole; any other is compiled
as ever.
"""

import marshal
from collections.abc import Mapping
from types import CodeType, ModuleType

FILE = "fast_start/dataclasses.bin"


class _NoSignatures:
    """The module `inspect`, but for the signature that a class would have as its docstring."""

    def __init__(self, real: ModuleType) -> None:
        self._real = real

    def signature(self, _of: object) -> str:
        return ""

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


def quicken(module: ModuleType, bundle: str) -> None:
    """Let the module `dataclasses` take what is compiled.

    Args:
        module: That module, newly imported.
        bundle: The folder that the program's libraries lie in.
    """
    known: dict[str, CodeType] | None = None

    def run(text: str, names: dict[str, object], made: Mapping[str, object]) -> None:
        nonlocal known
        if known is None:
            known = _read(bundle)
        exec(known.get(text, text), names, made)  # noqa: S102 (as that module does)

    module.__dict__.update(exec=run, inspect=_NoSignatures(module.inspect))


def _read(bundle: str) -> dict[str, CodeType]:
    try:
        with open(f"{bundle}/{FILE}", "rb") as file:  # noqa: PTH123 (pathlib may not be imported yet)
            read = marshal.loads(file.read())  # noqa: S302 (the program's own file)
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return read if isinstance(read, dict) else {}
