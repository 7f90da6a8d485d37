"""What a start would compile, compiled when the program was built.

Qt for Python carries its first lines as text, and compiles them at each start; msgspec compiles a name to see what
Python can do. The first call of `compile` also makes a class for everything that a program can consist of. Both are
recognised by their whole text: anything else is compiled as ever.
"""

import builtins
import marshal
from collections.abc import Callable

FILE = "shiboken6/files.dir/shibokensupport/first_lines.bin"
# What msgspec makes a reference of, and throws away.
_THROWN_AWAY = "Foo"


def begin(bundle: str) -> None:
    """Answer from now on with what is compiled, until Qt for Python has asked.

    Args:
        bundle: The folder that the program's libraries lie in.
    """
    try:
        with open(f"{bundle}/{FILE}", "rb") as file:  # noqa: PTH123 (pathlib is not to be imported yet)
            text, code = marshal.loads(file.read())  # noqa: S302 (the program's own file)
    except (OSError, EOFError, ValueError, TypeError):
        return
    builtins.compile = _answering(text, code, builtins.compile)  # type: ignore[assignment]


def _answering(known: bytes, code: object, real: Callable[..., object]) -> Callable[..., object]:
    def compile_(source: object, *place: object, **more: object) -> object:
        if source.__class__ is bytes and source == known:
            builtins.compile = real  # type: ignore[assignment]
            return code
        return None if source.__class__ is str and source == _THROWN_AWAY else real(source, *place, **more)

    return compile_
