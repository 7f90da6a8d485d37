"""What a well of a plate is for."""

from enum import StrEnum


class WellUse(StrEnum):
    """What a well is for."""

    DOSE = "dose"
    VEHICLE = "vehicle control"
    UNTREATED = "untreated"
    BLANK = "blank, no cells"
    EMPTY = "empty"
