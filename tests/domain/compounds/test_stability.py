"""What a compound's page states of how long its solutions keep."""

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.compounds.monograph import Basis, Claim, Monograph, Relation, ShelfLife, Stability, Standing, Value
from benchapp.domain.compounds.stability import months_of_life, read_shelf_lives, stated_lives
from benchapp.domain.messages import Message
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.store.library.monograph_file import read_file
from benchapp.ui.text.solution_texts import limit_words

HCL = 579.98
DAY = 86400.0


def doxorubicin() -> Monograph:
    return read_file(paths.resources() / "monographs" / "doxorubicin.json")[0].monograph


@pytest.mark.parametrize(
    ("solvent", "strength", "days"),
    [
        ("water", Amount("2", "mg/mL"), 124),
        ("ddH2O", Amount("1.9", "mg/mL"), 124),
        ("water", Amount("3.448", "mM"), 124),
        ("water", Amount("10", "mg/mL"), None),
        ("water", Amount("0.02", "mg/mL"), None),
        ("DMSO", Amount("2", "mg/mL"), None),
        ("PBS", Amount("2", "mg/mL"), None),
    ],
)
def test_a_fact_holds_for_its_solvent_its_strength_and_its_storage(
    solvent: str, strength: Amount, days: float | None
) -> None:
    lives = stated_lives(doxorubicin(), SolutionPurpose.STOCK, solvent, strength, HCL)

    assert [(one.storage, one.span_s / DAY, one.fact) for one in lives] == (
        [] if days is None else [(Storage.FRIDGE, days, "stab.water")]
    )


def test_a_life_that_its_page_states_in_months_counts_as_months_of_the_calendar() -> None:
    def life(number: str, unit: str) -> Value:
        return Value(Relation.EQUAL, number, unit)

    stated = [life("6", "month"), life("1", "year"), life("26", "week"), life("180", "d"), life("1.5", "month")]
    assert [months_of_life(one) for one in stated] == [6, 12, 0, 0, 0]
    assert months_of_life(life("", "month")) == 0


def test_a_fact_on_stocks_is_none_on_what_is_in_medium() -> None:
    assert stated_lives(doxorubicin(), SolutionPurpose.WORKING, "water", Amount("2", "mg/mL"), HCL) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6 months at 4 °C", [("6", "month", "4")]),
        ("1 year at 4 °C, 180 d at −20 °C", [("1", "year", "4"), ("180", "d", "-20")]),
        ("6 months at 4 °C, 1 month at −20 °C", [("6", "month", "4"), ("1", "month", "-20")]),
        ("3 Monate bei -80 °C", [("3", "month", "-80")]),
        ("8 h at room temperature", [("8", "h", "21")]),
        ("2 weeks in the fridge", [("14", "d", "4")]),
        ("6 months", []),
        ("several months below −20 °C", []),
        ("6 months at 4 °C if dry", []),
        ("2 mg/mL in water, 6 months at 4 °C", [("6", "month", "4")]),
        ("a lot in water, 6 months at 4 °C", []),
        ("0 h at 4 °C", []),
        ("1 d at 4,5 °C und 12 h bei Raumtemperatur", [("1", "d", "4.5"), ("12", "h", "21")]),
    ],
)
def test_what_is_typed_is_read_whole_or_not_at_all(text: str, found: list[tuple[str, str, str]]) -> None:
    shelf_lives = read_shelf_lives(text, "water")

    assert [(one.life.number, one.life.unit, one.temperature) for one in shelf_lives] == found
    assert all(one.solvent == "water" for one in shelf_lives)


def test_a_strength_that_is_typed_goes_with_every_life() -> None:
    first, second = read_shelf_lives("2 mg/mL in water, 6 months at 4 °C, 1 d at room temperature")

    assert first.concentration == second.concentration == Value(Relation.EQUAL, "2", "mg/mL")
    assert read_shelf_lives("in water: 1 d at 4 °C", "DMSO")[0].solvent == "water"


def shelf_life(
    life: Value | None = None, temperature: str = "4", solvent: str = "water", strength: Value | None = None
) -> ShelfLife:
    return ShelfLife(life or Value(Relation.EQUAL, "2", "d"), temperature, solvent, strength)


def lives(
    *shelf_lives: ShelfLife, solvent: str = "water", strength: str = "2 mg/mL", standing: Standing = Standing.SUPPORTED
) -> list[tuple[Storage, float]]:
    claim = Claim("stab.x", "", "x", Basis.VENDOR_CLAIM, standing, "", keeps=shelf_lives)
    page = replace(doxorubicin(), stability=Stability(stock=(claim,)))
    number, unit = strength.split(" ")
    found = stated_lives(page, SolutionPurpose.STOCK, solvent, Amount(number, unit), HCL)
    return [(one.storage, one.span_s / DAY) for one in found]


def stated(number: str, unit: str, relation: Relation = Relation.EQUAL, high: str = "") -> Value:
    return Value(relation, number, unit, high)


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (shelf_life(), [(Storage.FRIDGE, 2.0)]), (shelf_life(temperature="-20"), [(Storage.FREEZER_20, 2.0)]),
        (shelf_life(temperature="37"), [(Storage.WARM, 2.0)]),
        # No storage is meant by 12 °C, and none by words.
        (shelf_life(temperature="12"), []), (shelf_life(temperature="cold"), []),
        # At most two days is no life, and neither is a word or a length that nobody can read.
        (shelf_life(stated("2", "d", Relation.AT_MOST)), []), (shelf_life(stated("", "", Relation.QUALITATIVE)), []),
        (shelf_life(stated("2", "foo")), []),
        (shelf_life(stated("2", "d", Relation.AT_LEAST)), [(Storage.FRIDGE, 2.0)]),
        # Of a range the lower end; and another solvent's life is none of this one.
        (shelf_life(stated("2", "d", Relation.RANGE, "4")), [(Storage.FRIDGE, 2.0)]), (shelf_life(solvent="PBS"), []),
        # A strength holds within a tenth, at both ends of a range; none holds for any.
        (shelf_life(strength=stated("2.1", "mg/mL")), [(Storage.FRIDGE, 2.0)]),
        (shelf_life(strength=stated("5", "mg/mL")), []),
        (shelf_life(strength=stated("1", "mg/mL", Relation.RANGE, "3")), [(Storage.FRIDGE, 2.0)]),
        (shelf_life(strength=stated("3", "mg/mL", Relation.RANGE, "5")), []),
        (shelf_life(strength=stated("", "mg/mL")), [(Storage.FRIDGE, 2.0)]),
        # What is on no scale of a mass or an amount cannot be compared.
        (shelf_life(strength=stated("2", "x")), []),
    ],
)  # fmt: skip
def test_a_life_on_file_holds_for_what_it_was_stated_of(of: ShelfLife, found: list[tuple[Storage, float]]) -> None:
    assert lives(of) == found


def test_of_several_lives_in_one_storage_the_least_counts() -> None:
    longer, shorter = shelf_life(stated("9", "d")), shelf_life(stated("3", "d"))

    assert lives(longer, shorter) == lives(shorter, longer) == [(Storage.FRIDGE, 3.0)]
    assert lives(longer, standing=Standing.DISPUTED) == []


def test_one_medium_is_as_another_and_water_is_no_buffer() -> None:
    in_medium = shelf_life(solvent="RPMI 1640")

    assert lives(in_medium, solvent="DMEM") == [(Storage.FRIDGE, 2.0)]
    assert lives(in_medium, solvent="water") == []


def test_a_strength_in_units_is_held_against_no_other() -> None:
    assert lives(shelf_life(strength=stated("2", "mg/mL")), strength="100 U/mL") == []


def test_the_reason_is_true_of_what_happened() -> None:
    working = Limit(LimitKind.AGE, 7200.0, "working_room_h", "lab rule")
    stated = Limit(LimitKind.AGE, 180 * DAY, "stab.water", "solutions-1979", Storage.FRIDGE)

    assert limit_words(working) == "2\u202fh after making, however it is stored (lab rule)"
    assert "4" in limit_words(stated)
    assert "lab rule" not in limit_words(stated)
    assert Message.RULE_STATED


@pytest.mark.parametrize(
    ("solvent", "days"),
    [("Fetal bovine serum", [28]), ("serum", [28]), ("water", []), ("medium", [])],
)
def test_a_serum_as_bought_keeps_as_its_page_says(solvent: str, days: list[float]) -> None:
    serum = read_file(paths.resources() / "monographs" / "fbs.json")[0].monograph

    lives = stated_lives(serum, SolutionPurpose.STOCK, solvent, Amount("100", "percent"), 0.0)

    assert [one.span_s / DAY for one in lives] == days


def test_what_is_stated_in_a_solvent_says_nothing_of_the_compound_itself() -> None:
    assert stated_lives(doxorubicin(), SolutionPurpose.STOCK, "Doxorubicin", Amount("100", "percent"), HCL) == ()
