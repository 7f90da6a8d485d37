"""An error in a method that Qt calls is an error for whoever called Qt, and never the end of the program."""

import importlib
import inspect
import pkgutil

import pytest
import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import benchapp
from benchapp.base.qt_overrides import qt_overrides


@qt_overrides
class Failing(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(int("many"), 1)


def test_an_error_raised_in_c_passes_through_qt(qtbot: QtBot) -> None:
    widget = Failing()
    qtbot.addWidget(widget)

    with pytest.raises(ValueError, match="invalid literal for int"):
        widget.adjustSize()


def test_every_class_that_reimplements_a_method_of_qt_is_marked() -> None:
    unmarked: set[str] = set()
    marked: set[str] = set()
    for module in pkgutil.walk_packages(benchapp.__path__, "benchapp."):
        if module.name == "benchapp.__main__":
            continue
        for owner in vars(importlib.import_module(module.name)).values():
            if not (isinstance(owner, type) and issubclass(owner, shiboken6.Object)) or owner.__module__ != module.name:
                continue
            of_qt = [base for base in owner.__mro__ if base.__module__.startswith("PySide6.")]
            for name, method in vars(owner).items():
                if inspect.isfunction(method) and any(name in vars(base) for base in of_qt) and name[:2] != "__":
                    (unmarked if inspect.unwrap(method) is method else marked).add(f"{module.name}.{owner.__name__}")

    assert not unmarked
    assert len(marked) > 50
