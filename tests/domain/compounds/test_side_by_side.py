"""Several sources beside each other: which figure is gone by, why, and what one's own label adds."""

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.edits import with_edits
from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.form_edits import LABEL_DIFFERS, with_label
from benchapp.domain.compounds.monograph import (
    Basis,
    Claim,
    Context,
    Monograph,
    Relation,
    Report,
    ShelfLife,
    Standing,
    Value,
)
from benchapp.domain.compounds.side_by_side import (
    SOLUBILITY,
    STOCK,
    STORAGE,
    Why,
    careful_keeps,
    gone_by,
    side_by_side,
)
from benchapp.domain.compounds.solubility import on_file
from benchapp.domain.compounds.stability import stated_lives
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.recipes.cautions import dissolved
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.store.library.library import Library

TODAY = "2026-11-30"
DMSO, SOLID = Context(solvent="DMSO"), Context(form="solid")


def mg_ml(number: str, relation: Relation = Relation.EQUAL) -> Value:
    return Value(relation, number, "mg/mL")


def celsius(number: str, high: str = "") -> Value:
    return Value(Relation.RANGE if high else Relation.EQUAL, number, "degC", high)


def claim(value: Value | None, *others: Report, context: Context = DMSO, keeps: tuple[ShelfLife, ...] = ()) -> Claim:
    return Claim("sol.a", "Said.", "a", Basis.VENDOR_CLAIM, Standing.SINGLE_SOURCE, "", value, context, others, keeps)


def report(
    value: Value | None, source: str = "b", context: Context = DMSO, keeps: tuple[ShelfLife, ...] = ()
) -> Report:
    return Report("Said.", source, Basis.VENDOR_CLAIM, value, context, keeps)


def with_claim(monograph: Monograph, section: str, one: Claim) -> Monograph:
    if section == STOCK:
        return replace(monograph, stability=replace(monograph.stability, stock=(one,)))
    return replace(monograph, **{section: (one,)})


def used(monograph: Monograph, section: str, one: Claim) -> tuple[list[str], Why | None]:
    compared = side_by_side(with_claim(monograph, section, one), section, one)
    assert compared is not None
    return [side.stated.source for side in compared.sides if side.used], compared.why


AT_LEAST, AT_MOST = Relation.AT_LEAST, Relation.AT_MOST


@pytest.mark.parametrize(
    ("mine", "theirs", "source", "why"),
    [
        (mg_ml("100.8", AT_LEAST), mg_ml("52"), "b", Why.LOWEST),
        (mg_ml("20"), mg_ml("52"), "a", Why.LOWEST),
        (mg_ml("50", AT_LEAST), mg_ml("100", AT_LEAST), "b", Why.HIGHEST_TESTED),
        (mg_ml("50", AT_LEAST), mg_ml("10", AT_MOST), "b", Why.LOWEST),
        (mg_ml("5", AT_LEAST), mg_ml("10", AT_MOST), "a", Why.LOWEST),
        (Value(Relation.EQUAL, "100", "mM"), mg_ml("52"), "a", Why.LOWEST),
    ],
)
def test_the_lower_solubility_counts_and_at_least_contradicts_nothing(
    lenalidomide: Monograph, mine: Value, theirs: Value, source: str, why: Why
) -> None:
    assert used(lenalidomide, SOLUBILITY, claim(mine, report(theirs))) == ([source], why)


def test_a_stock_above_the_lower_figure_is_cautioned_with_both_sources(lenalidomide: Monograph) -> None:
    one = claim(mg_ml("100.8", AT_LEAST), report(mg_ml("52")))
    page = with_claim(lenalidomide, SOLUBILITY, one)

    (caution,), judged = dissolved(page, "DMSO", 60.0, 259.26)

    assert caution.code is Message.SOLUBILITY_DIFFERS
    assert (caution.values["source"], caution.values["mg_ml"], caution.values["high_mg_ml"]) == ("b", 52.0, 100.8)
    assert [(rule.source, rule.value) for rule in judged] == [("b", "= 52 mg/mL")]
    assert dissolved(page, "DMSO", 50.0, 259.26)[0] == []
    assert gone_by(page, SOLUBILITY, one).value == mg_ml("52")


def test_one_source_alone_is_not_compared(lenalidomide: Monograph) -> None:
    alone = claim(mg_ml("50"))
    other_solvent = claim(mg_ml("50"), report(mg_ml("5"), context=Context(solvent="water")))
    without_figure = claim(mg_ml("50"), report(Value(Relation.QUALITATIVE, text="soluble")))

    assert side_by_side(with_claim(lenalidomide, SOLUBILITY, alone), SOLUBILITY, alone) is None
    assert side_by_side(with_claim(lenalidomide, SOLUBILITY, other_solvent), SOLUBILITY, other_solvent) is None
    assert side_by_side(lenalidomide, "mechanism", without_figure) is None
    assert used(lenalidomide, SOLUBILITY, without_figure) == ([], None)
    assert gone_by(with_claim(lenalidomide, SOLUBILITY, without_figure), SOLUBILITY, without_figure) == without_figure


def test_a_powder_is_kept_at_the_colder_temperature(lenalidomide: Monograph) -> None:
    one = claim(celsius("2", "8"), report(celsius("-20"), context=SOLID), context=SOLID)
    page = with_claim(lenalidomide, STORAGE, one)

    assert used(lenalidomide, STORAGE, one) == (["b"], Why.COLDEST)
    assert gone_by(page, STORAGE, one).value == celsius("-20")
    alike = claim(celsius("-20"), report(celsius("-20"), context=Context()), context=SOLID)
    assert used(lenalidomide, STORAGE, alike) == (["a", "b"], Why.COLDEST)
    # What is in solution may be spoilt by freezing: neither is called the careful one.
    liquid = claim(celsius("4"), report(celsius("-20"), context=Context(form="solution")), context=Context())
    assert used(lenalidomide, STORAGE, liquid) == ([], None)
    words = claim(celsius("4"), report(Value(Relation.QUALITATIVE, text="cold"), context=SOLID), context=SOLID)
    assert used(lenalidomide, STORAGE, words) == ([], None)


def months(number: str, at: str) -> ShelfLife:
    return ShelfLife(Value(Relation.EQUAL, number, "month"), at)


def test_a_stock_keeps_as_long_as_the_shorter_figure_for_its_storage(lenalidomide: Monograph) -> None:
    mine = (months("6", "-20"), months("12", "-80"))
    theirs = (months("3", "-20"), months("24", "-80"))
    stock = Context(form="stock")
    one = claim(None, report(None, keeps=theirs, context=stock), context=stock, keeps=mine)
    page = with_claim(lenalidomide, STOCK, one)

    assert careful_keeps(one) == (months("3", "-20"), months("12", "-80"))
    assert gone_by(page, STOCK, one).keeps == careful_keeps(one)
    assert used(lenalidomide, STOCK, one) == (["a", "b"], Why.SHORTEST)
    for standing in (Standing.SUPPORTED, Standing.DISPUTED):
        said = with_claim(lenalidomide, STOCK, replace(one, standing=standing))
        lives = stated_lives(said, SolutionPurpose.STOCK, "DMSO", Amount("10", "mM"), 259.26)
        assert {life.storage: (life.span_s / 86400, life.source) for life in lives} == {
            Storage.FREEZER_20: (90.0, "b"),
            Storage.FREEZER_80: (360.0, "a"),
        }
    vague = claim(None, report(None, context=stock), context=stock, keeps=mine)
    assert careful_keeps(vague) == mine
    assert used(lenalidomide, STOCK, vague) == ([], None)
    upper = claim(None, report(None, keeps=(ShelfLife(Value(AT_MOST, "1", "d"), "4"),)), keeps=mine)
    assert careful_keeps(upper) == mine


def test_bundled_pages_go_by_the_careful_figure(library: Library) -> None:
    def page(name: str) -> Monograph:
        filed = library.open(library.search(name)[0].headline.id)
        assert filed is not None
        return filed.monograph

    doxorubicin, inhibitor, steroid = page("doxorubicin"), page("PD0325901"), page("dexamethasone")

    careful = on_file(doxorubicin, "water").careful
    assert careful is not None
    assert (careful.most, careful.source) == (10.0, "chemicalbook")
    assert [one.life.number for one in gone_by(doxorubicin, STOCK, doxorubicin.stability.stock[0]).keeps] == ["124"]
    assert gone_by(inhibitor, STORAGE, inhibitor.storage[0]).value == celsius("-20")
    assert gone_by(steroid, STORAGE, steroid.storage[0]).value == celsius("2", "8")


# -- one's own label ---------------------------------------------------------------------------------------------------


def labelled(monograph: Monograph, section: str, text: str, label: str = "Vendor B, lot 7") -> Claim:
    """Return the first claim of a section as it is with a label beside it, checked as the page will have it."""
    facts = monograph.stability.stock if section == STOCK else getattr(monograph, section)
    made = with_label(monograph, section, facts[0], text, label, TODAY)
    edited = with_edits(monograph, (made.edit,), made.sources)
    found = fact_in(edited, section, facts[0].id)
    assert isinstance(found, Claim)
    assert found.others[-1].source in edited.sources
    return found


def test_a_label_stands_beside_the_vendor_and_the_lower_one_counts(lenalidomide: Monograph) -> None:
    found = labelled(lenalidomide, SOLUBILITY, "50 mg/mL")

    assert (found.standing, found.reason) == (Standing.DISPUTED, LABEL_DIFFERS)
    assert used(lenalidomide, SOLUBILITY, found) == ([found.others[-1].source], Why.LOWEST)
    # The same label again takes its own place; another one stands beside it.
    page = with_claim(lenalidomide, SOLUBILITY, found)
    made = with_label(page, SOLUBILITY, found, "40 mg/mL", "Vendor B, lot 7", TODAY)
    page = with_edits(lenalidomide, (made.edit,), made.sources)
    again = page.solubility[0]
    assert [one.value for one in again.others] == [mg_ml("40")]
    more = with_label(page, SOLUBILITY, again, "30 mg/mL", "Vendor C", TODAY)
    assert more.edit.claim is not None
    assert [one.source for one in more.edit.claim.others] == ["own-label-1", "own-label-2"]


def test_a_label_that_agrees_disputes_nothing(lenalidomide: Monograph) -> None:
    found = labelled(lenalidomide, SOLUBILITY, "≥ 100.8 mg/mL")

    assert found.standing is lenalidomide.solubility[0].standing
    insoluble = lenalidomide.solubility[1]
    made = with_label(lenalidomide, SOLUBILITY, insoluble, "5 mg/mL", "Vendor B", TODAY)
    assert made.edit.claim is not None
    assert made.edit.claim.standing is Standing.DISPUTED


def test_a_label_says_where_a_powder_is_kept_and_how_long_a_stock_keeps(lenalidomide: Monograph) -> None:
    kept = labelled(lenalidomide, STORAGE, "−80 °C")
    assert used(lenalidomide, STORAGE, kept)[0] == [kept.others[-1].source]
    mine = (ShelfLife(Value(Relation.EQUAL, "180", "d"), "-20"),)
    stock = claim(None, context=Context(form="stock"), keeps=mine)
    page = with_claim(lenalidomide, STOCK, replace(stock, source=next(iter(lenalidomide.sources))))

    assert labelled(page, STOCK, "6 months at −20 °C").standing is Standing.SINGLE_SOURCE
    shorter = labelled(page, STOCK, "1 month at −20 °C")
    assert shorter.standing is Standing.DISPUTED
    assert [(one.life.number, one.life.unit) for one in careful_keeps(shorter)] == [("1", "month")]
    without = with_claim(page, STOCK, replace(page.stability.stock[0], keeps=()))
    assert labelled(without, STOCK, "1 month at −20 °C").standing is Standing.SINGLE_SOURCE


def test_a_label_beside_a_claim_without_a_figure_disputes_nothing(lenalidomide: Monograph) -> None:
    vague = with_claim(lenalidomide, SOLUBILITY, claim(None))

    assert labelled(vague, SOLUBILITY, "50 mg/mL").standing is Standing.SINGLE_SOURCE


@pytest.mark.parametrize(
    ("section", "text", "label", "code"),
    [
        (SOLUBILITY, "50 mg/mL", " ", Message.SOURCE_NEEDED),
        (SOLUBILITY, "50 µL", "Vendor B", Message.WRONG_KIND),
        (STORAGE, "cold", "Vendor B", Message.NO_TEMPERATURE),
        (STOCK, "long", "Vendor B", Message.NO_USE_BY_STATED),
    ],
)
def test_what_a_label_does_not_say_is_refused(
    lenalidomide: Monograph, section: str, text: str, label: str, code: MessageCode
) -> None:
    with pytest.raises(BenchError) as refused:
        with_label(lenalidomide, section, claim(mg_ml("50")), text, label, TODAY)

    assert refused.value.code == code
