import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS, Content, Layout, lay_out
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message
from benchapp.domain.recipes.dose_recipe import plan_dose
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.plate_plan import Axis, PlateRequest
from benchapp.domain.recipes.recipe_rows import RecipeRow, RowKind, recipe_rows
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_recipe import Surroundings, plate_recipe, series_recipe
from benchapp.domain.units.units import Units
from tests.domain.recipes.test_series import lenalidomide_at, series

RULES = LabRules()
MADE = {Message.STEP_PUT_DILUENT, Message.STEP_PUT_DILUENT_EACH, Message.STEP_ADD_ALSO, Message.STEP_ADD_TO_TUBE}


def shown(steps: tuple[Line, ...]) -> list[tuple[RowKind, str]]:
    """Return each row's kind, and the last tube or step of it."""
    rows = recipe_rows(steps)
    return [(row.kind, str(steps[row.places[-1]].values.get("tube", steps[row.places[-1]].code))) for row in rows]


def tubes_of(row: RecipeRow, steps: tuple[Line, ...]) -> list[str]:
    return [str(steps[part[-1]].values["tube"]) for part in row.parts]


def test_the_dose_of_24_wells_is_a_row_for_each_tube_and_all_are_made_before_the_first_well(
    units: Units, lenalidomide: Monograph
) -> None:
    request = DoseRequest(
        stock=units.read("10 mM"),
        target=units.read("10 uM"),
        molar_mass=units.read("259.26 g/mol"),
        cells=Cells("H929", "human", 14, "96-well plate", 24),
        per_well_ul=100,
        well_ul=200,
        strength=2.0,
        last_step=Message.STEP_ADD_TO_WELLS,
        control_wells=6,
    )

    steps = plan_dose(request, lenalidomide, RULES, USUAL_PIPETTES).recipe.steps

    assert shown(steps) == [
        (RowKind.STEP, Message.STEP_HAZARD),
        (RowKind.STEP, Message.STEP_WARM),
        (RowKind.TUBE, "A"),
        (RowKind.TUBE, "VA"),
        (RowKind.TUBE, "VB"),
        (RowKind.STEP, "VB"),
        (RowKind.STEP, "A"),
    ]


def test_a_series_of_eight_is_one_row_from_the_second_tube_on(lenalidomide: Monograph) -> None:
    steps = series_recipe(series(), Surroundings((lenalidomide,), Cells("H929"), RULES)).steps
    rows = recipe_rows(steps)

    (run,) = [row for row in rows if row.kind is RowKind.TUBES]
    assert tubes_of(run, steps) == [str(number) for number in range(2, 9)]
    # What all of them get at once is of none of them alone.
    assert steps[run.places[0]].code == Message.STEP_PUT_DILUENT_EACH
    assert run.places[0] not in {place for part in run.parts for place in part}
    assert len(rows) <= 7


def test_the_columns_of_a_plate_are_one_row_with_a_part_for_each_tube(lenalidomide: Monograph) -> None:
    doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(8))
    laid = lay_out(FORMATS[96], Layout(doses, 3, vehicle=3, untreated=3, blanks=3))
    request = PlateRequest(laid, (Axis((lenalidomide_at(),)),), 100, 200, 2.0, Message.STEP_ADD_INTO)
    plan = plan_plate(request, Lab(RULES, USUAL_PIPETTES))

    steps = plate_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES)).steps

    filled = [row for row in recipe_rows(steps) if row.kind in {RowKind.MEDIUM, RowKind.WELLS}]
    # Medium for the untreated wells and the blanks, then the vehicle control and the eight doses.
    assert [(row.kind, len(row.parts)) for row in filled] == [(RowKind.MEDIUM, 2), (RowKind.WELLS, 9)]
    # In which order the tubes go into the wells is said with that, and is a step of its own at the hood.
    assert steps[filled[-1].places[0]].code == Message.STEP_DOSING_ORDER
    assert filled[-1].places[0] not in {place for part in filled[-1].parts for place in part}
    assert [str(steps[part[0]].values["what"]) for part in filled[-1].parts] == [
        "V", *(str(number) for number in range(8, 0, -1)),
    ]  # fmt: skip


def test_the_wells_without_a_tube_are_one_row_with_the_border_and_any_one_of_them_alone_is_a_step() -> None:
    def filled(code: MessageCode, what: str = "medium", **more: bool) -> Line:
        return Line(code, {"what": what, "ul": 100.0, "where": "B2", **more})

    untreated, blanks = filled(Message.STEP_ADD_INTO), filled(Message.STEP_BLANKS)
    border = Line(Message.STEP_BORDER, {"ul": 200.0, "wells": 36})
    order = Line(Message.STEP_DOSING_ORDER, {"vehicle": "DMSO"})
    tube = filled(Message.STEP_ADD_INTO, "1", of_tube=True)

    rows = recipe_rows((untreated, blanks, border, order, tube, tube))
    assert [(row.kind, row.places) for row in rows] == [(RowKind.MEDIUM, (0, 1, 2)), (RowKind.WELLS, (3, 4, 5))]
    # Of one filling alone the order is a row of its own, and so is what was kept with the border at the end.
    kinds = [row.kind for row in recipe_rows((blanks, order, tube, border))]
    assert kinds == [RowKind.STEP, RowKind.STEP, RowKind.WELLS, RowKind.STEP]
    # What is replaced is something else than what is added.
    kinds = [row.kind for row in recipe_rows((filled(Message.STEP_REPLACE_IN), blanks, border))]
    assert kinds == [RowKind.WELLS, RowKind.MEDIUM]
    # Two fillings with a stock that is in no tube are no medium.
    assert [row.kind for row in recipe_rows((filled(Message.STEP_ADD_INTO, "stock"),) * 2)] == [RowKind.WELLS]


def test_tubes_made_one_after_the_other_in_the_same_way_are_one_row() -> None:
    def tube(name: str) -> list[Line]:
        return [
            Line(Message.STEP_PUT_DILUENT, {"tube": name, "what": "medium", "ul": 90.0}),
            Line(Message.STEP_ADD_TO_TUBE, {"tube": name, "what": "stock", "ul": 10.0}),
        ]

    three = tuple(line for name in ("Len 1", "Len 2", "Len 3") for line in tube(name))
    (row,) = recipe_rows(three)
    assert (row.kind, tubes_of(row, three)) == (RowKind.TUBES, ["Len 1", "Len 2", "Len 3"])
    assert [one.kind for one in recipe_rows(three[:4])] == [RowKind.TUBE, RowKind.TUBE]
    others = (*tube("Len 1"), *tube("Len 3"), *tube("Len 5"))
    assert [one.kind for one in recipe_rows(others)] == [RowKind.TUBE] * 3


def test_what_is_made_up_in_a_cylinder_is_one_row() -> None:
    steps = (
        Line(Message.STEP_LEFT_IN_CYLINDER, {"what": "stock", "cylinder": "500 mL measuring cylinder"}),
        Line(Message.STEP_INTO_CYLINDER, {"what": "stock", "cylinder": "500 mL measuring cylinder"}),
        Line(Message.STEP_FILL_UP, {"what": "water", "tube": "A", "total_ul": 5e5}),
        Line(Message.STEP_WARM, {"solvent": "DMSO"}),
    )

    assert [(row.kind, row.places) for row in recipe_rows(steps)] == [
        (RowKind.TUBE, (0, 1, 2)),
        (RowKind.STEP, (3,)),
    ]
    # Nothing is left out where the last step of it is not there.
    assert [row.places for row in recipe_rows(steps[:2])] == [(0,), (1,)]


LINES = st.lists(
    st.builds(
        lambda code, tube, count, ul: Line(
            code, {"tube": tube, "what": "V", "last": tube, "count": count, "ul": ul, "where": "A1"}
        ),
        st.sampled_from(
            (
                *sorted(MADE),
                Message.STEP_INTO_CYLINDER,
                Message.STEP_FILL_UP,
                Message.STEP_ADD_INTO,
                Message.STEP_BLANKS,
                Message.STEP_BORDER,
                Message.STEP_DOSING_ORDER,
                Message.STEP_REPLACE_IN,
                Message.STEP_WARM,
            )
        ),
        st.sampled_from(("A", "1", "2", "3", "V2")),
        st.integers(1, 3),
        st.sampled_from((50.0, 100.0)),
    ),
    max_size=12,
)


@given(LINES)
def test_every_step_is_in_one_row_and_in_its_place(lines: list[Line]) -> None:
    rows = recipe_rows(lines)

    assert [place for row in rows for place in row.places] == list(range(len(lines)))
    for row in rows:
        assert {place for part in row.parts for place in part} <= set(row.places)
        assert row.kind is not RowKind.STEP or len(row.places) == 1


@pytest.mark.parametrize("seed", range(12))
def test_no_row_of_a_real_series_mixes_making_and_dosing(seed: int, lenalidomide: Monograph) -> None:
    dice = random.Random(seed)
    doses = [10 ** dice.uniform(-6, -4)]
    for _ in range(dice.randint(1, 9)):
        doses.append(doses[-1] / dice.choice((2, 3, 5, 10)))
    steps = series_recipe(
        series(left=dice.choice((100, 500, 1000)), one=lenalidomide_at(*doses)),
        Surroundings((lenalidomide,), Cells("H929"), RULES),
    ).steps

    for row in recipe_rows(steps):
        # What is left of a tube is the vehicle control: nothing is pipetted for it.
        made = {steps[place].code in MADE for place in row.places if steps[place].code is not Message.STEP_ZERO_TUBE}
        assert len(made) == 1 or not made
        assert made <= {row.kind in {RowKind.TUBE, RowKind.TUBES}}


def test_two_tubes_without_numbers_that_get_diluent_together_are_both_in_the_row() -> None:
    steps = (
        Line(Message.STEP_PUT_DILUENT_EACH, {"tube": "A", "last": "B", "count": 2, "what": "medium", "ul": 90.0}),
        Line(Message.STEP_ADD_TO_TUBE, {"tube": "A", "what": "stock", "ul": 10.0}),
        Line(Message.STEP_ADD_TO_TUBE, {"tube": "B", "what": "stock", "ul": 10.0}),
    )

    (row,) = recipe_rows(steps)
    assert (row.kind, row.parts) == (RowKind.TUBES, ((1,), (2,)))


def line(code: MessageCode, **values: str) -> Line:
    return Line(code, dict(values))


def test_tubes_of_one_stock_are_taken_out_pooled_and_warmed_in_one_row() -> None:
    thawed, opened = line(Message.STEP_THAW, label="A"), line(Message.STEP_TAKE_OPEN, label="A")
    pooled, warm = line(Message.STEP_POOL, label="A"), line(Message.STEP_WARM)

    assert recipe_rows((thawed, opened, pooled, warm)) == (RecipeRow(RowKind.STOCK, (0, 1, 2, 3)),)
    assert recipe_rows((thawed, warm)) == (RecipeRow(RowKind.STOCK, (0, 1)),)


def test_each_stock_has_a_row_and_warming_of_several_is_one_of_its_own() -> None:
    steps = (line(Message.STEP_THAW, label="A"), line(Message.STEP_THAW, label="B"), line(Message.STEP_WARM))

    assert [row.places for row in recipe_rows(steps)] == [(0,), (1,), (2,)]


def test_an_order_of_tubes_without_a_filling_after_it_is_a_row_of_its_own() -> None:
    order, warm = Line(Message.STEP_DOSING_ORDER, {"vehicle": "DMSO"}), Line(Message.STEP_WARM, {"solvent": "DMSO"})

    assert [row.places for row in recipe_rows((order,))] == [(0,)]
    assert [row.places for row in recipe_rows((order, warm))] == [(0,), (1,)]
