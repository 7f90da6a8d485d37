"""The tubes of a recipe as a table."""

from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.paper.tube_table import tube_table

ONE_FOR_EACH = Line(
    Message.STEP_PUT_DILUENT_EACH,
    {"pipette": "P200", "times": 1, "ul": 100.0, "what": "V", "of_tube": True, "tube": "2", "last": "3", "count": 2},
)


def _added(tube: str, what: str) -> Line:
    values: dict[str, Value] = {
        "pipette": "P20",
        "times": 1,
        "ul": 10.0,
        "what": what,
        "of_tube": True,
        "tube": tube,
        "molar": 1e-6,
    }
    return Line(Message.STEP_ADD_TO_TUBE, {**values, "percent": 0.1, "vehicle": "DMSO", "total_ul": 110.0})


def _filled(tube: str, where: str) -> Line:
    return Line(Message.STEP_ADD_INTO, {"pipette": "P200", "ul": 50.0, "what": tube, "of_tube": True, "wells": 3,
                                        "where": where, "plates": 1})  # fmt: skip


def test_each_tube_says_what_it_holds_what_goes_into_it_and_where_it_goes() -> None:
    steps = (ONE_FOR_EACH, _added("2", "1"), _added("3", "2"), _filled("2", "B2–D2"), _filled("2", "F2"))
    second, third = tube_table(steps, {"2": "0.5 µM"})

    assert (second.tube, second.dose, second.wells) == ("2", "0.5 µM", "B2–D2, F2")
    assert plain_spaces(second.holds) == "1 µM, 0.1 % DMSO"
    assert plain_spaces(second.made) == "100 µL of V + 10 µL of 1"
    assert plain_spaces(third.made) == "100 µL of V + 10 µL of 2"
    assert (third.dose, third.wells) == ("", "")


def test_of_wells_without_names_their_number_is_said() -> None:
    put: dict[str, Value] = {
        "pipette": "P1000",
        "times": 3,
        "ul": 898.0,
        "what": "medium",
        "of_tube": False,
        "tube": "A",
    }
    dosed: dict[str, Value] = {"pipette": "P200", "ul": 100.0, "tube": "A", "wells": 24}
    steps = (Line(Message.STEP_PUT_DILUENT, put), _added("A", "stock"), Line(Message.STEP_ADD_TO_WELLS, dosed))
    (tube,) = tube_table(steps, {})

    assert tube.wells == "24 wells"
