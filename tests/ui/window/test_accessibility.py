"""What is painted by hand has a role that a screen reader knows, and what was said is announced."""

import importlib
import inspect
import pkgutil

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import benchapp.ui
from benchapp.ui.widgets.time_text import TimeText
from benchapp.ui.window.accessibility import ROLES, set_roles


def test_a_painted_figure_is_a_text(qtbot: QtBot) -> None:
    set_roles()
    figure = TimeText(20, "now.time")
    qtbot.addWidget(figure)

    described = QAccessible.queryAccessibleInterface(figure)

    assert described.role() is QAccessible.Role.StaticText


def test_each_role_belongs_to_one_widget_of_ours() -> None:
    found: dict[str, set[str]] = {}
    for module in pkgutil.walk_packages(benchapp.ui.__path__, "benchapp.ui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, QWidget) and kind.__module__.startswith("benchapp."):
                found.setdefault(name, set()).add(kind.__module__)

    assert {name: len(found.get(name, ())) for name in ROLES} == dict.fromkeys(ROLES, 1)
