"""Sizes of labels: rolls of label printers and common sheets; and which words go on one, in which order.

Sizes are those that the makers print on the box (Brother DK and DYMO LabelWriter die-cut rolls, Avery and Herma
sheets); where a sheet's margins are not stated, the labels lie centred, and the first print belongs on plain paper.
"""

from collections.abc import Iterator

from msgspec import Struct

# Of the print heads of these rolls: a code's modules are whole dots, or a scanner sees uneven bars.
DOT_MM = 25.4 / 300


class LabelStock(Struct, frozen=True):
    """One kind of label.

    Attributes:
        key: Kept in the settings.
        name: As the box says it.
        width_mm: Of one label.
        height_mm: Of one label.
        round: Whether it is a disc.
        printable_mm: What a printer reaches of a disc; 0 for all of it.
        margins_mm: What a printer does not reach of the width and of the height, on each side.
        columns: On a sheet; 0 for a roll, whose pages are single labels.
        rows: On a sheet.
        gap_x_mm: Between columns.
        gap_y_mm: Between rows.
        page_mm: Width and height of the sheet.
    """

    key: str
    name: str
    width_mm: float
    height_mm: float
    round: bool = False
    printable_mm: float = 0.0
    columns: int = 0
    rows: int = 0
    gap_x_mm: float = 0.0
    gap_y_mm: float = 0.0
    page_mm: tuple[float, float] = (210.0, 297.0)
    margins_mm: tuple[float, float] = (1.0, 1.0)

    @property
    def per_page(self) -> int:
        """How many labels a page holds."""
        return max(1, self.columns * self.rows)

    def places(self) -> Iterator[tuple[float, float]]:
        """Yield the upper left corner of each label on its page, row by row, mm."""
        if not self.columns:
            yield 0.0, 0.0
            return
        left = (self.page_mm[0] - self.columns * self.width_mm - (self.columns - 1) * self.gap_x_mm) / 2
        top = (self.page_mm[1] - self.rows * self.height_mm - (self.rows - 1) * self.gap_y_mm) / 2
        for row in range(self.rows):
            for column in range(self.columns):
                yield left + column * (self.width_mm + self.gap_x_mm), top + row * (self.height_mm + self.gap_y_mm)


# The print heads of Brother's label printers leave 1.5 mm at the sides of the tape and 3 mm before and behind a label
# (62 × 29 mm prints 58.9 × 22.9: brother_ql, labels.py). Which way a label lies decides which is which.
_ALONG, _ACROSS, _SQUARE = (3.1, 1.6), (1.6, 3.1), (3.1, 3.1)
# DYMO's labels leave an eighth of an inch in the templates of gLabels; a lab's print of 25 × 54 mm reached 23 × 50.
_DYMO = (3.2, 3.2)
_LETTER = (215.9, 279.4)
LABEL_STOCKS = (
    LabelStock("brother-d12", "Brother 12 mm round (caps)", 12, 12, round=True, printable_mm=8.0),
    LabelStock("brother-d24", "Brother 24 mm round", 24, 24, round=True, printable_mm=20.0),
    LabelStock("brother-17x54", "Brother 17 × 54 mm", 54, 17, margins_mm=_ALONG),
    LabelStock("brother-17x87", "Brother 17 × 87 mm", 87, 17, margins_mm=_ALONG),
    LabelStock("brother-23x23", "Brother 23 × 23 mm", 23, 23, margins_mm=_SQUARE),
    LabelStock("brother-29x42", "Brother 29 × 42 mm", 42, 29, margins_mm=_ALONG),
    LabelStock("brother-29x90", "Brother 29 × 90 mm", 90, 29, margins_mm=_ALONG),
    LabelStock("brother-52x29", "Brother 52 × 29 mm", 52, 29, margins_mm=_ACROSS),
    LabelStock("brother-62x29", "Brother 62 × 29 mm", 62, 29, margins_mm=_ACROSS),
    LabelStock("dymo-30330", "DYMO 30330, 19 × 51 mm", 51, 19, margins_mm=_DYMO),
    LabelStock("dymo-30336", "DYMO 30336, 25 × 54 mm", 54, 25, margins_mm=_DYMO),
    LabelStock("dymo-30334", "DYMO 30334, 57 × 32 mm", 57, 32, margins_mm=_DYMO),
    LabelStock("dymo-30252", "DYMO 30252, 28 × 89 mm", 89, 28, margins_mm=_DYMO),
    LabelStock("a4-25x10", "A4 sheet, 189 of 25.4 × 10 mm (L4731)", 25.4, 10, columns=7, rows=27, gap_x_mm=2.5),
    LabelStock("a4-38x21", "A4 sheet, 65 of 38.1 × 21.2 mm (L7651)", 38.1, 21.2, columns=5, rows=13, gap_x_mm=2.5),
    LabelStock("a4-46x11", "A4 sheet, 84 of 46 × 11.1 mm", 46.0, 11.1, columns=4, rows=21, gap_x_mm=2.0),
    LabelStock(
        "letter-44x13", "Letter sheet, 80 of 1¾ × ½ in (5167)", 44.45, 12.7, columns=4, rows=20, gap_x_mm=7.6,
        page_mm=_LETTER,
    ),
)  # fmt: skip


# A strip with room for everything that a tube has to say.
USUAL_STOCK = "brother-17x54"


def stock_of(key: str) -> LabelStock:
    """Return a kind of label by its key; the usual one where it is not known."""
    known = {one.key: one for one in LABEL_STOCKS}
    return known.get(key, known[USUAL_STOCK])


class LabelWords(Struct, frozen=True):
    """What a label says.

    Attributes:
        code: The label id, which the code holds.
        name: What it is.
        concentration: Of it.
        solvent: In what.
        use_by: Until when.
        initials: Whose.
        made: When.
        tube: Which tube of a rack; "" for one.
        kept: How it is kept.
        hazards: In words.
        only_for: For whom alone it is; "" for a solution of cell culture.
    """

    code: str
    name: str
    concentration: str
    solvent: str
    use_by: str
    initials: str
    made: str
    tube: str = ""
    kept: str = ""
    hazards: str = ""
    only_for: str = ""

    @property
    def short_code(self) -> str:
        """The id without its prefix, for the smallest labels; it is read as the whole one is."""
        return self.code.removeprefix("BC-")

    @property
    def strength(self) -> str:
        """How strong it is, and of a rack which tube."""
        return f"{self.tube}: {self.concentration}" if self.tube else self.concentration

    def lines(self, room: int = 7) -> tuple[str, ...]:
        """Return the lines in the order of reading, as many as there is room for.

        Name, strength and id are always among them, then for whom alone it is, who made it and when, until when it is
        good, how it is kept, and its hazards.

        Args:
            room: How many lines there is room for.
        """
        who = " ".join(part for part in (self.initials, self.made) if part)
        strength = f"{self.strength} in {self.solvent}" if self.solvent else self.strength
        by_need = (self.name, strength, self.code, self.only_for, who, self.use_by, self.kept, self.hazards)
        taken = [line for line in by_need if line][: max(room, _ALWAYS)]
        read = (self.name, strength, self.only_for, self.use_by, who, self.code, self.kept, self.hazards)
        return tuple(line for line in read if line in taken)


# Name, strength and id.
_ALWAYS = 3


def initials_of(person: str) -> str:
    """Return a person's initials: "Mara Klein" → "MK"; a short name as it is."""
    words = person.replace(".", " ").split()
    if len(words) == 1:
        return words[0] if len(words[0]) <= 4 else words[0][:2]
    return "".join(word[0].upper() for word in words)


def module_dots(side_mm: float, modules: int) -> int:
    """Return the dots a module of a code may have so that it fits into a square, at most 6; 0 where it does not."""
    return max(0, min(6, int(side_mm / (modules * DOT_MM) + 1e-9)))
