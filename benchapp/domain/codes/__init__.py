"""The code of every message, by subject; `ui.text` has a module of words for each."""

from typing import NewType

MessageCode = NewType("MessageCode", str)
