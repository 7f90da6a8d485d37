"""A row of a recipe in words."""

from msgspec import Struct


class RowText(Struct, frozen=True):
    """A row in words.

    Attributes:
        title: Which tube it is, or what is done.
        words: What to do.
        detail: What it is then, and the pipettes; short.
        note: What is good to know about it.
        lines: Of several tubes or fillings each: its name, and what differs.
        source: Whose word it is; "" for what needs none.
    """

    title: str
    words: str
    detail: str = ""
    note: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    source: str = ""
