"""What is said before something is dosed: of the stock that was chosen, of hazards, and what asks for a reason."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import (
    Basis,
    Claim,
    Context,
    Monograph,
    Relation,
    Stability,
    Standing,
    Value,
)
from benchapp.domain.compounds.solubility import FALLS_OUT
from benchapp.domain.journal.entry_body import Judged
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import CalculationError, Caution, Message, Severity
from benchapp.domain.recipes.cautions import (
    HeldConcentration,
    asks_reason,
    careful,
    check_reason,
    chosen_stock,
    in_medium,
    shown_soluble,
)
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.domain.recipes.well_cautions import evaporation
from benchapp.domain.solutions.solutions import Solution, SolutionPurpose
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import wall_only

RULES = LabRules()
MADE = wall_only(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
# A salt of the compound, beside its usual form.
SALT = "form.salt"


def stock(compound: str, form: str) -> Solution:
    ten = Amount("10", "mM")
    return Solution(
        "stock", "BC-2QX9TR", SolutionPurpose.STOCK, compound, "Lenalidomide", "", form, Amount("295.72", "g/mol"),
        ten, ten, "DMSO", 100.0, "", MADE,
    )  # fmt: skip


def said(monograph: Monograph | None, made: Solution, *, past: bool = False, thaws: int = 0) -> list[Caution]:
    form = None if monograph is None else monograph.identity.forms[0]
    return chosen_stock(made, monograph, form, RULES, past=past, thaws=thaws)


@pytest.fixture
def with_salt(lenalidomide: Monograph) -> Monograph:
    base = lenalidomide.identity.forms[0]
    forms = (base, replace(base, id=SALT, name="hydrochloride", molar_mass="295.72"))
    return replace(lenalidomide, identity=replace(lenalidomide.identity, forms=forms))


@pytest.mark.parametrize(
    ("thaws", "code"),
    [(0, None), (1, None), (2, Message.THAWED_AGAIN), (3, Message.THAWED_OFTEN), (7, Message.THAWED_OFTEN)],
)
def test_the_second_thaw_is_noted_and_every_further_one_a_caution(
    with_salt: Monograph, thaws: int, code: MessageCode | None
) -> None:
    found = said(with_salt, stock(with_salt.id, with_salt.identity.forms[0].id), thaws=thaws)

    assert [(one.code, one.values["count"]) for one in found] == ([(code, thaws)] if code else [])
    severity = {Message.THAWED_AGAIN: Severity.NOTE, Message.THAWED_OFTEN: Severity.CAUTION}
    assert all(one.severity is severity[one.code] for one in found)


def test_a_stock_past_its_use_by_asks_for_a_reason(with_salt: Monograph) -> None:
    made = stock(with_salt.id, with_salt.identity.forms[0].id)

    assert not asks_reason(said(with_salt, made, thaws=5))
    found = said(with_salt, made, past=True, thaws=5)
    assert [(one.code, one.values["label"]) for one in found] == [
        (Message.PAST_USE_BY, "BC-2QX9TR"), (Message.THAWED_OFTEN, "BC-2QX9TR"),
    ]  # fmt: skip
    assert asks_reason(found)
    for reason in ("", "  "):
        with pytest.raises(CalculationError) as refused:
            check_reason(found, reason)
        assert (refused.value.code, refused.value.values["field"]) == (Message.REASON_NEEDED, "reason")
    check_reason(found, "the only one left")
    check_reason(said(with_salt, made), "")


def test_a_stock_of_another_form_than_is_reckoned_with_is_said_with_both(with_salt: Monograph) -> None:
    (found,) = said(with_salt, stock(with_salt.id, SALT))

    assert found.code is Message.WRONG_FORM
    usual = with_salt.identity.forms[0]
    assert found.values == {
        "stock_form": "hydrochloride", "stock_mass": 295.72, "form": usual.name, "mass": float(usual.molar_mass),
    }  # fmt: skip


@pytest.mark.parametrize("case", ["its own form", "another compound", "no page", "a form that is gone"])
def test_another_form_is_asked_about_of_the_same_compound_alone(with_salt: Monograph, case: str) -> None:
    usual = with_salt.identity.forms[0].id
    found = {
        "its own form": lambda: said(with_salt, stock(with_salt.id, usual)),
        "another compound": lambda: said(with_salt, stock("another", SALT)),
        "no page": lambda: said(None, stock(with_salt.id, SALT)),
        # A form that the page no longer has is called by its id.
        "a form that is gone": lambda: said(with_salt, stock(with_salt.id, "form.gone")),
    }[case]()

    assert [one.values["stock_form"] for one in found] == (["form.gone"] if case == "a form that is gone" else [])


def claim(statement: str, value: Value | None = None, solvent: str = "") -> Claim:
    return Claim(
        "x", statement, "x", Basis.VENDOR_CLAIM, Standing.SINGLE_SOURCE, "", value, context=Context(solvent=solvent)
    )


def test_what_falls_out_of_buffer_and_has_no_figure_is_not_called_unknown_too(lenalidomide: Monograph) -> None:
    falls_out = claim("falls out of PBS", Value(Relation.QUALITATIVE, text=FALLS_OUT), "PBS")
    page = replace(lenalidomide, solubility=(falls_out,))

    compared = in_medium(page, [HeldConcentration(0.01)], "PBS")

    assert [one.code for one in compared.cautions] == [Message.FALLS_OUT]
    assert (compared.judged, compared.working) == ((), ())


@pytest.mark.parametrize("bottle", [False, True])
def test_a_bottle_is_called_one_where_it_is_too_strong_or_half_solvent(lenalidomide: Monograph, bottle: bool) -> None:
    # On file: 0.4 to 0.5 mg/mL in buffer.
    held = [HeldConcentration(1.3, "A", bottle=bottle), HeldConcentration(0.1, "B", 50.0, bottle=bottle)]

    compared = in_medium(lenalidomide, held, vehicle="DMSO")

    assert [(one.code, one.values["tube"], one.values.get("bottle", False)) for one in compared.cautions] == [
        (Message.AQUEOUS_ABOVE, "A", bottle), (Message.MIXTURE_UNKNOWN, "B", bottle),
    ]  # fmt: skip


def test_nothing_in_medium_is_compared_with_nothing(lenalidomide: Monograph) -> None:
    compared = in_medium(lenalidomide, [])

    assert (compared.cautions, compared.judged, compared.working) == ((), (), ())


@pytest.mark.parametrize(
    ("hazards", "stored", "solvent", "codes"),
    [
        (("Toxic if swallowed",), "", "DMSO", [Message.STEP_HAZARD]),
        ((), "keep from light", "DMSO", [Message.STEP_LIGHT, Message.STEP_GLOVES]),
        ((), "vor Licht schützen", "water", [Message.STEP_LIGHT]),
        ((), "at −20 °C", "DMSO", [Message.STEP_GLOVES]),
        ((), "at −20 °C", "water", []),
    ],
)
def test_what_comes_first_is_what_is_dangerous(
    lenalidomide: Monograph, hazards: tuple[str, ...], stored: str, solvent: str, codes: list[MessageCode]
) -> None:
    page = replace(
        lenalidomide,
        hazards=tuple(claim(one) for one in hazards),
        storage=(claim(stored),),
        stability=Stability(),
        pitfalls=(),
    )

    lines = careful([page, None], solvent, powder=True)

    assert [line.code for line in lines] == codes
    assert all(line.values["light"] is (line.code is Message.STEP_LIGHT) for line in lines if "light" in line.values)


def test_a_long_run_in_small_wells_is_said_to_evaporate() -> None:
    found = evaporation(3 * 86_400.0, 100.0)

    assert (found.code, found.severity) == (Message.EVAPORATION, Severity.NOTE)
    assert found.values == {"length_s": 259_200.0, "ul": 100.0}


def test_only_what_was_compared_and_is_below_a_limit_is_shown_as_soluble() -> None:
    compared = Recipe((), (Line(Message.WORK_SOLUBILITY),), judged=(Judged("sol.dmso", "apexbio", "≥ 100.8 mg/mL"),))
    near = Caution(Message.AQUEOUS_LIMIT_NEAR, Severity.NOTE)

    assert shown_soluble(compared)
    assert not shown_soluble(Recipe(()))
    assert not shown_soluble(replace(compared, cautions=(near,)))
