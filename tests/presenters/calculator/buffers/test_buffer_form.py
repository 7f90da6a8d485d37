"""*Buffer or medium*: what is typed, and what follows."""

from datetime import timedelta

import pytest

from benchapp.domain.journal.entries import SolutionMade
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.solutions.solutions import LimitKind, SolutionPurpose, Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.buffers.buffer_planning import solve_buffer
from benchapp.presenters.calculator.buffers.buffer_recipes import BufferRecipes
from benchapp.presenters.calculator.buffers.part_editing import edited_part
from benchapp.presenters.calculator.buffers.part_lots import DILUENT, PartLots
from benchapp.presenters.calculator.buffers.recorded_buffer import methods_of
from benchapp.presenters.calculator.buffers.substances import SubstanceForms
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable

IN_FRIDGE = PreparationDetails(person="Mara", storage=Storage.FRIDGE)


def choose(form: BufferForm, name: str) -> None:
    found = form.recipes.find(name)
    assert found is not None
    form.choose(found.id)


def made(form: BufferForm, solution_table: SolutionTable, book: JournalSession) -> SolutionMade:
    form.made(IN_FRIDGE)
    solution_table.refresh(book.now())
    body = book.entries()[-1].body
    assert isinstance(body, SolutionMade)
    return body


def masses(form: BufferForm) -> dict[str, float]:
    plan = form.answer.plan
    assert plan is not None
    return {one.component.name: one.set_g or one.amount for one in plan.parts}


def test_a_recipe_is_scaled_by_its_volume(form: BufferForm) -> None:
    choose(form, "PBS 1×")
    form.set_text("volume", "500 mL")
    assert masses(form)["sodium chloride"] == pytest.approx(4.0)

    form.set_text("volume", "50 mL")
    assert masses(form)["sodium chloride"] == pytest.approx(0.4)
    assert not form.changed


def test_enough_for_plates_is_rounded_up_to_what_a_cylinder_has(form: BufferForm) -> None:
    choose(form, "PBS 1×")
    for name, text in {"plates": "6", "wells": "6", "per_well": "2 mL"}.items():
        form.set_text(name, text)

    # 36 wells of 2 mL with 10 % over are 79.2 mL.
    assert form.text("volume") == ""
    assert form.answer.shown["volume"].split() == ["80", "mL"]
    assert form.answer.plan is not None
    assert form.answer.plan.volume_ul == pytest.approx(80_000)
    form.set_text("volume", "1 L")
    assert (form.text("plates"), form.text("per_well")) == ("", "")


def test_a_new_recipe_is_first_made_in_the_volume_that_it_is_written_for(form: BufferForm) -> None:
    form.choose("")
    for typed in ("5", "50", "500 mL"):
        form.set_text("base", typed)
    assert form.text("volume") == "500 mL"
    form.set_text("volume", "1 L")
    form.set_text("base", "2 L")
    assert form.text("volume") == "1 L"
    form.choose("")
    form.set_text("per_well", "2 mL")
    form.set_text("base", "500 mL")
    assert form.text("volume") == ""


def test_both_a_volume_and_wells_are_refused(form: BufferForm, units: Units) -> None:
    texts = {"volume": "1 L", "base": "1 L", "per_well": "2 mL", "parts": "a; 1 g"}
    answer = solve_buffer(units, texts, Lab(form.book.bench.rules, form.book.pipettes))

    assert answer.errors["volume"].code == Message.BUFFER_SEVERAL_WAYS


@pytest.mark.parametrize(
    ("name", "text", "field", "code"),
    [
        ("volume", "banana", "volume", Message.NOT_A_NUMBER),
        ("volume", "0 mL", "volume", Message.NOT_POSITIVE),
        ("life", "soon", "life", None),
        ("ph", "15", "ph", Message.BUFFER_PH_RANGE),
        ("ph", "acid", "ph", Message.BUFFER_PH_RANGE),
        ("name", "", "name", Message.BUFFER_NAME_NEEDED),
        ("diluent", "", "diluent", Message.BUFFER_DILUENT_NEEDED),
        ("until0", "yesterday-ish", "until0", Message.NOT_A_DATE),
        ("parts", "FBS; 60 % v/v\nDMSO; 60 % v/v", "", Message.BUFFER_OVERFULL),
    ],
)
def test_what_cannot_be_is_said_at_its_field(form: BufferForm, name: str, text: str, field: str, code: str) -> None:
    choose(form, "PBS 1×")
    form.set_text(name, text)

    assert form.recipe() is None
    assert field in form.answer.errors
    assert code is None or form.answer.errors[field].code == code


def test_a_part_that_is_typed_brings_its_molar_mass(form: BufferForm) -> None:
    form.choose("")
    form.set_text("name", "mine")
    for name, text in {"base": "1 L", "volume": "1 L", "diluent": "water"}.items():
        form.set_text(name, text)
    form.set_part(0, "name", "magnesium chloride")
    form.set_part(0, "amount", "2 mM")
    assert form.parts[0].molar_mass.startswith("95.2")
    assert form.answer.plan is not None

    form.set_part(1, "name", "no such substance; at all")
    assert form.parts[1].name == "no such substance, at all"
    assert "part1.amount" in form.answer.errors
    form.remove_part(1)
    assert [part.name for part in form.parts] == ["magnesium chloride"]
    assert form.answer.plan is not None


def test_another_hydrate_weighs_more(form: BufferForm) -> None:
    choose(form, "PBS 1×")
    before = masses(form)["disodium hydrogen phosphate"]
    form.set_part(2, "form", "dodecahydrate")

    assert masses(form)["disodium hydrogen phosphate"] == pytest.approx(before * 358.14 / 141.96, rel=0.01)
    assert form.changed
    form.set_part(2, "molar_mass", "177.99 g/mol")
    assert form.parts[2].form == ""
    part = form.parts[2]
    assert edited_part(part, "form", "nothing like it", (), str) == type(part)(
        part.name, part.amount, part.stock, part.molar_mass, "nothing like it"
    )


def test_the_earliest_date_of_its_parts_ends_it_and_says_so(
    form: BufferForm, solution_table: SolutionTable, book: JournalSession
) -> None:
    choose(form, "RPMI-1640 complete")
    life = form.use_within(Storage.FRIDGE)
    assert life is not None
    assert (life.rule, life.span_s) == ("recipe_life", timedelta(days=14).total_seconds())

    day = book.local_now().date() + timedelta(days=5)
    form.set_text("lot0", "F12")
    form.set_text("until0", day.isoformat())
    limit = form.use_within(Storage.FRIDGE)
    assert limit is not None
    assert (limit.kind, limit.source) == (LimitKind.EXPIRY, "FBS lot F12")
    assert timedelta(days=5) < timedelta(seconds=limit.span_s) <= timedelta(days=6)

    body = made(form, solution_table, book)
    row = solution_table.find(body.solution.id)
    assert row is not None
    assert row.freshness.limit is not None
    assert row.freshness.limit.source == "FBS lot F12"


def test_what_is_recorded_has_the_lots_of_its_parts(
    form: BufferForm, solution_table: SolutionTable, book: JournalSession
) -> None:
    choose(form, "RPMI-1640 complete")
    form.set_text("lot0", "F12")
    form.set_text(f"lot{DILUENT}", "R7")
    body = made(form, solution_table, book)
    solution = body.solution

    assert solution.role is SolutionPurpose.BUFFER
    assert (solution.compound_name, solution.medium) == ("RPMI-1640 complete", "RPMI-1640")
    assert [(part.name, part.lot) for part in solution.parts] == [
        ("FBS", "F12"),
        ("penicillin and streptomycin", ""),
        ("RPMI-1640", "R7"),
    ]
    assert [part.amount.microlitres for part in solution.parts if part.amount] == [50_000, 5_000, 445_000]
    assert solution.lot == "FBS F12, RPMI-1640 R7"
    assert (body.tool, body.inputs["volume"], "lot0" in body.inputs) == ("buffer", "500 mL", False)
    assert form.methods() is not None
    assert form.answer.plan is not None
    assert methods_of(form.answer.plan)[1]["diluent"] == "RPMI-1640"


def test_a_buffer_in_hand_goes_into_another_and_limits_it(
    form: BufferForm, solution_table: SolutionTable, book: JournalSession
) -> None:
    choose(form, "RPMI-1640 complete")
    medium = made(form, solution_table, book).solution
    form.choose("")
    for name, text in {
        "name": "with IL-2",
        "base": "50 mL",
        "volume": "50 mL",
        "diluent": "RPMI-1640 complete",
    }.items():
        form.set_text(name, text)
    form.set_text("parts", "IL-2; 100 U/mL; 10000 U/mL")
    assert [row.kept.solution.id for row in form.offered(DILUENT)] == [medium.id]

    form.choose_bottle(DILUENT, medium.id)
    assert form.text(f"lot{DILUENT}") == medium.label
    assert [one.id for one in form.stocks()] == [medium.id]
    body = made(form, solution_table, book)

    assert body.solution.parents == (medium.id,)
    assert [(one.solution, one.volume and one.volume.microlitres) for one in body.taken] == [(medium.id, 49_500)]
    assert body.solution.limits[-1].source == medium.label
    form.choose_bottle(DILUENT, "")
    assert form.text(f"lot{DILUENT}") == ""


def test_more_than_there_is_of_a_bottle_is_refused(
    form: BufferForm, solution_table: SolutionTable, book: JournalSession
) -> None:
    choose(form, "PBS 1×")
    form.set_text("volume", "50 mL")
    pbs = made(form, solution_table, book).solution
    choose(form, "FACS buffer")
    form.set_text("diluent", "PBS 1×")
    form.choose_bottle(DILUENT, pbs.id)

    with pytest.raises(BenchError):
        form.made(IN_FRIDGE)


def test_what_was_made_is_put_into_the_fields_again(form: BufferForm) -> None:
    choose(form, "TBS 1×")
    form.set_text("volume", "250 mL")
    kept = form.inputs()
    choose(form, "PBS 1×")
    form.take_inputs(kept)

    assert (form.text("name"), form.text("volume"), form.chosen.name) == ("TBS 1×", "250 mL", "TBS 1×")
    assert form.recipe() is not None


def test_a_saved_one_goes_on_as_it_was(form: BufferForm, recipes: BufferRecipes) -> None:
    choose(form, "TBS 1×")
    form.set_text("name", "our TBS")
    form.set_text("volume", "250 mL")
    form.keep_as(recipes.save(form.typed))

    assert form.chosen.own
    assert not form.changed
    assert form.text("volume") == "250 mL"
    form.keep_as("own:nothing")
    assert form.chosen.name == "our TBS"


def test_a_new_recipe_shows_nothing_until_a_part_is_there(form: BufferForm) -> None:
    form.choose("")

    assert form.recipe() is None
    assert form.methods() is None
    assert form.kept_at is None
    assert form.use_within(None) is None
    with pytest.raises(LookupError):
        form.made(IN_FRIDGE)


def test_molar_masses_come_from_pages_and_records_and_from_nowhere_else(substances: SubstanceForms) -> None:
    assert substances.forms_of("Lenalidomide")[0].molar_mass == "259.26"
    assert substances.forms_of("7647-14-5")[0].molar_mass == "58.44"
    assert substances.forms_of("surely no substance") == ()


def test_a_record_is_taken_where_it_alone_has_the_name(substances: SubstanceForms) -> None:
    caffeine, by_number = substances.record_of("caffeine"), substances.record_of("58-08-2")

    assert caffeine is not None
    assert caffeine == by_number
    assert (caffeine.formula, caffeine.molar_mass) == ("C8H10N4O2", "194.19")
    assert substances.record_of("surely no substance") is None


def test_a_solution_of_that_name_is_offered_and_no_other(
    form: BufferForm, solution_table: SolutionTable, book: JournalSession
) -> None:
    choose(form, "PBS 1×")
    made(form, solution_table, book)
    lots = PartLots(book, solution_table)

    assert [row.kept.solution.compound_name for row in lots.offered("PBS")] == ["PBS 1×"]
    assert lots.offered("FBS") == ()
    assert lots.offered(" ") == ()
