"""The fields that say which cells are treated."""

from benchapp.domain.incubations.incubations import Cells
from benchapp.presenters.calculator.planning.cell_fields import (
    as_treated_before,
    as_treated_together,
    growth_of,
    read_cells,
)

H929 = Cells("H929", species="human", passage=14, vessel="96-well plate", wells=24, growth="suspension")


def test_what_is_in_the_fields_is_taken_without_spaces_around_it() -> None:
    texts = {"cells": " H929 ", "species": "human", "vessel": "96-well plate", "growth": "suspension"}

    assert read_cells(texts, 3, "primary") == Cells(
        "H929", species="human", vessel="96-well plate", wells=3, kind="primary", growth="suspension"
    )


def test_cells_treated_before_fill_everything_but_the_vessel() -> None:
    assert as_treated_before(H929) == {"cells": "H929", "species": "human", "passage": "14", "growth": "suspension"}
    assert as_treated_before(Cells("A", medium="RPMI"))["medium"] == "RPMI"


def test_cells_that_get_one_tube_are_named_together_and_their_wells_counted() -> None:
    others = [Cells("A549", vessel="96-well plate", wells=6), Cells("H929", vessel="dish", wells=1)]
    fields = as_treated_together([H929, *others])

    assert fields["cells"] == "H929, A549"
    assert fields["vessel"] == "96-well plate, dish"
    assert (fields["wells"], fields["growth"]) == ("31", "suspension")


def test_how_cells_grow_is_known_from_before_by_their_name_in_any_case() -> None:
    assert growth_of(" h929", [Cells("A549"), H929]) == "suspension"
    assert growth_of("", [Cells("", growth="adherent")]) == ""
