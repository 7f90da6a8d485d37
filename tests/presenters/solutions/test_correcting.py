"""A correction as typed: what it comes to is shown before it is written, and what is wrong is said at its field."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.journal.entries import (
    IncubationStarted,
    LabRuleSet,
    RedoseGiven,
    SolutionAdded,
    SolutionCorrected,
    SolutionMade,
    Taken,
)
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.freshness import expiry, judge, limits_for
from benchapp.domain.solutions.solutions import LimitKind, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.correcting import SolutionCorrection
from benchapp.ui.solutions.correction_form import preview_text
from tests.making import incubation, solution


@pytest.fixture
def desk(book: JournalSession, units: Units) -> SolutionCorrection:
    stock = replace(solution("s", aliquots=4, made=book.now()), aliquot_volume=Amount("100", "uL"), lot="L240611")
    made = replace(
        solution("w", SolutionPurpose.WORKING, Storage.ROOM, aliquots=1, made=book.now(), parents=("s",)),
        concentration=Amount("100", "uM"), vehicle_percent=1.0, aliquot_volume=Amount("1", "mL"), medium="RPMI",
        lot="L240611",
    )  # fmt: skip
    book.record(SolutionAdded(stock))
    book.record(SolutionMade(made, taken=(Taken("s", "", 1, Amount("10", "uL")),)))
    dosed = replace(incubation("i1", start=book.now()), solution="w", stock="s", concentration=Amount("100", "uM"))
    book.record(IncubationStarted(dosed))
    return SolutionCorrection(book, lambda: units, lambda: "Jo", lambda _: None)


def test_twenty_of_stock_instead_of_ten(desk: SolutionCorrection, book: JournalSession) -> None:
    shown = desk.preview("w", {"stock_volume": "20 µL"})

    assert book.bench.incubations["i1"].corrected == {}
    assert shown.solution.solution.concentration.value == pytest.approx(10_000 * 20 / 1010)
    assert [one.incubation.id for one in shown.dosed] == ["i1"]
    assert shown.body.after.aliquot_volume == Amount("1.01", "mL")

    written = desk.write("w", {"stock_volume": "20 µL"})

    assert written.person == "Jo"
    assert written.body == shown.body
    kept = book.bench.solutions["w"]
    assert kept.stock_volume is not None
    assert kept.stock_volume.microlitres == 20
    really = book.bench.incubations["i1"].really_dosed
    assert really is not None
    assert really.value == pytest.approx(198.0198)
    # What was taken besides is gone from the tube it was taken of.
    opened = next(one for one in book.bench.solutions["s"].portions.all if one.opened)
    assert opened.volume_ul == 80
    # The next correction begins with it.
    assert desk.facts("w").stock_volume == Amount("20", "uL", "20 µL")
    with pytest.raises(BenchError) as refused:
        desk.write("w", {"stock_volume": "20 uL"})
    assert refused.value.code is Message.EMPTY_CHANGE


def test_the_medium_alone(desk: SolutionCorrection) -> None:
    shown = desk.preview("w", {"solvent_volume": "490 uL"})

    assert shown.solution.solution.concentration.value == pytest.approx(200)
    assert shown.body.more == ()


def test_a_stated_concentration_of_the_stock_changes_all_that_came_of_it(desk: SolutionCorrection) -> None:
    shown = desk.preview("s", {"concentration": "20 mM"})

    assert shown.body.measured
    assert [(was.concentration.value, now.concentration.value) for was, now in shown.derived] == [(100, 200)]
    assert [one.incubation.id for one in shown.dosed] == ["i1"]


def test_the_amounts_that_are_asked_are_those_it_was_made_by(desk: SolutionCorrection, book: JournalSession) -> None:
    both = replace(solution("b", parents=("s", "w")), compound_name="Lenalidomide + MG-132")
    book.record(SolutionAdded(both))

    assert desk.asked("s") == ("mass", "solvent_volume")
    assert desk.asked("w") == ("stock_volume", "solvent_volume")
    assert desk.asked("b") == ()
    assert desk.preview("b", {"stock_volume": "20 uL"}).body.strength.times == 1


def test_every_other_field_is_read(desk: SolutionCorrection, book: JournalSession) -> None:
    desk.write("s", {
        "lot": "L240612", "lot_expiry": "2030-03", "storage": "−80 °C", "dark": "dark", "solvent": "dmso",
        "vendor": "X", "made": "3 h ago", "aliquots": "3", "aliquot_volume": "90 uL", "mass": "5 mg", "made_by": "Mara",
    })  # fmt: skip

    kept = book.bench.solutions["s"].solution
    assert (kept.lot, kept.storage, kept.dark, kept.vendor) == ("L240612", Storage.FREEZER_80, True, "X")
    assert (book.now().wall - kept.made.wall).total_seconds() == pytest.approx(3 * 3600)
    assert (kept.aliquots, kept.mass, kept.vehicle) == (3, Amount("5", "mg", "5 mg"), "DMSO")
    [date] = [limit for limit in kept.limits if limit.kind is LimitKind.EXPIRY]
    assert date.until is not None
    assert date.until.year == 2030
    assert book.bench.solutions["w"].solution.lot == "L240612"
    book.undo_last()
    assert book.bench.solutions["s"].solution.lot == "L240611"
    desk.write("s", {"dark": "", "storage": "", "lot": ""})
    assert book.bench.solutions["s"].solution.storage is None


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"stock_volume": "20"}, "stock_volume", None),
        ({"stock_volume": "0 uL"}, "stock_volume", Message.NOT_POSITIVE),
        ({"mass": "5 uL"}, "mass", None),
        ({"concentration": "strong"}, "concentration", None),
        ({"aliquots": "0"}, "aliquots", Message.NOT_BETWEEN),
        ({"made": "in 2 h"}, "made", None),
        ({"lot_expiry": "soon"}, "lot_expiry", None),
        ({"solvent": "", "mass": "", "made": ""}, None, Message.EMPTY_CHANGE),
        ({}, None, Message.EMPTY_CHANGE),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    desk: SolutionCorrection, book: JournalSession, texts: dict[str, str], field: str | None, code: MessageCode | None
) -> None:
    before = book.count()

    with pytest.raises(BenchError) as refused:
        desk.write("w", texts)

    assert refused.value.values.get("field") == field
    assert code is None or refused.value.code is code
    assert book.count() == before


def test_what_cells_were_also_dosed_with_is_shown_before_it_is_corrected(
    desk: SolutionCorrection, book: JournalSession
) -> None:
    besides = replace(solution("x", SolutionPurpose.WORKING, Storage.ROOM, made=book.now()), compound_name="MG-132")
    book.record(SolutionAdded(besides))
    book.record(IncubationStarted(replace(incubation("i2", start=book.now()), also=("x",))))

    shown = desk.preview("x", {"concentration": "20 mM"})

    assert [one.incubation.id for one in shown.dosed] == ["i2"]
    assert "also dosed with MG-132 (10 mM → 20 mM in its tube)" in plain_spaces(preview_text(shown, book.local))
    desk.write("x", {"concentration": "20 mM"})
    assert book.bench.incubations["i2"].also["x"].concentration.shown() == "20\u202fmM"


@pytest.mark.parametrize(
    ("of", "texts", "code", "field"),
    [
        # The tube held 100 µL, all four of them 400.
        ("w", {"stock_volume": "150 µL"}, Message.MORE_THAN_LEFT, "stock_volume"),
        ("w", {"stock_volume": "50 mL"}, Message.MORE_THAN_LEFT, "stock_volume"),
        ("s", {"concentration": "0 mM"}, Message.NOT_POSITIVE, "concentration"),
        ("s", {"name": "  "}, Message.NAME_NEEDED, "name"),
        ("w", {"made": "1 h ago"}, Message.MADE_AFTER_USE, "made"),
        ("s", {"made": "1 h ago"}, Message.MADE_AFTER_USE, "made"),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(
    desk: SolutionCorrection, clock: SteppedClock, of: str, texts: dict[str, str], code: MessageCode, field: str
) -> None:
    clock.advance(hours=5)

    with pytest.raises(BenchError) as refused:
        desk.preview(of, texts)

    assert refused.value.code is code
    assert refused.value.values["field"] == field


def test_as_much_as_the_tube_held_and_a_day_without_its_hour_can_have_been(
    desk: SolutionCorrection, clock: SteppedClock
) -> None:
    clock.advance(hours=5)

    assert desk.preview("w", {"stock_volume": "100 µL"}).body.more[0].volume == Amount("90", "uL")
    # A day alone is noon: that it was used before noon is no contradiction.
    assert desk.preview("s", {"made": "today"}).body.after.made_about


def test_a_re_dose_that_was_given_with_it_was_given_after_it_was_made(
    desk: SolutionCorrection, book: JournalSession, clock: SteppedClock
) -> None:
    spare = replace(solution("x", SolutionPurpose.WORKING, made=book.now()), medium="RPMI")
    book.record(SolutionAdded(spare))
    clock.advance(hours=2)
    book.record(RedoseGiven("i1", 0, book.now(), "x"))
    clock.advance(hours=2)

    with pytest.raises(BenchError) as refused:
        desk.preview("x", {"made": "1 h ago"})

    assert refused.value.code is Message.MADE_AFTER_USE
    assert desk.preview("x", {"made": "3 h ago"}).body.after.made is not None


def test_a_stock_of_which_no_volume_is_known_bounds_nothing(desk: SolutionCorrection, book: JournalSession) -> None:
    book.record(SolutionAdded(replace(solution("u", made=book.now()), aliquot_volume=None)))
    made = replace(
        solution("v", SolutionPurpose.WORKING, aliquots=1, made=book.now(), parents=("u",)),
        concentration=Amount("100", "uM"), vehicle_percent=1.0, aliquot_volume=Amount("1", "mL"), medium="RPMI",
    )  # fmt: skip
    book.record(SolutionMade(made, taken=(Taken("u", "", 1, Amount("10", "uL")),)))

    assert desk.preview("v", {"stock_volume": "500 µL"}).solution.solution.concentration.value > 3000


def test_in_another_solvent_it_keeps_as_long_as_that_does(
    desk: SolutionCorrection, book: JournalSession, clock: SteppedClock
) -> None:
    rules = book.bench.rules.with_rule("stock_frozen_20_d", 30).with_rule("stock_other_d", 7)
    book.record(LabRuleSet("stock_frozen_20_d", 30, 0))
    book.record(LabRuleSet("stock_other_d", 7, 0))
    stock = solution("d", made=book.now(), limits=limits_for(SolutionPurpose.STOCK, rules))
    dated = expiry(clock.now().wall + timedelta(days=3), "compound", "L7")
    book.record(SolutionAdded(replace(stock, limits=(*stock.limits, dated))))
    assert judge(book.bench.solutions["d"], book.now()).use_by == dated.until

    desk.write("d", {"solvent": "water"})

    kept = book.bench.solutions["d"]
    assert kept.solution.vehicle == "water"
    assert [one.rule for one in kept.solution.limits if one.kind is LimitKind.AGE] == ["stock_other_d"]
    assert dated in kept.solution.limits
    assert judge(kept, book.now()).use_by == dated.until
    # Corrected back, it is as it was.
    desk.write("d", {"solvent": "DMSO"})
    limits = book.bench.solutions["d"].solution.limits
    assert set(limits) == {*stock.limits, dated}


def test_what_the_page_states_of_the_other_solvent_counts(
    book: JournalSession, units: Units, lenalidomide: Monograph
) -> None:
    page = SolutionCorrection(book, lambda: units, lambda: "Jo", lambda _: lenalidomide)
    book.record(SolutionAdded(solution("d", made=book.now())))

    body = page.preview("d", {"solvent": "ethanol"}).body

    assert body.limits is not None
    assert SolutionCorrected.VERSION == 2
    assert page.preview("d", {"place": "box 9"}).body.limits is None
