"""Methods that Qt calls, kept from ending the program where they fail."""

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=type)


def qt_overrides(owner: C) -> C:
    """Return a class whose reimplementations of methods of Qt let every error reach whoever called Qt (decision 126).

    Without it, an error raised in C (an index out of range) ends the process where it leaves such a method while Python
    waits for Qt.
    """
    of_qt = [base for base in owner.__mro__ if base.__module__.startswith("PySide6.")]
    for name, method in list(vars(owner).items()):
        if isinstance(method, FunctionType) and not name.startswith("__") and any(name in vars(base) for base in of_qt):
            setattr(owner, name, _with_errors_caught(method))
    return owner


def _with_errors_caught(method: Callable[P, R]) -> Callable[P, R]:
    @wraps(method)
    def caught(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return method(*arguments, **named)
        except BaseException:
            # Being caught makes an instance of the error, without which Shiboken cannot hand it on.
            raise

    return caught
