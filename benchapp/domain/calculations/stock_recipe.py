"""From a weighed vial to a stock in aliquots: "I have 4.87 mg, I want 10 mM"."""

import math
from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.calculations.aliquots import usual_division
from benchapp.domain.calculations.stock import Stock, pure_part, stock_volume
from benchapp.domain.compounds.biologics.handling import is_biologic, least_strength
from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import CYLINDERS, LARGEST_TUBE_UL, Pipette, Transfer, transfer
from benchapp.domain.lab.solvents import Family, family
from benchapp.domain.messages import Caution, Message, Severity, Value
from benchapp.domain.recipes.cautions import careful, dissolved, said_by
from benchapp.domain.recipes.ingredients import concentration_values
from benchapp.domain.recipes.recipes import Line, Recipe, loudest_first, pipetting
from benchapp.domain.units.bounds import check_strength, check_weighed
from benchapp.domain.units.kinds import BASE_UNITS, TOLERANCE, Kind
from benchapp.domain.units.quantities import Quantity, as_mass, kind_of

# An estimate: dissolved organic solids take up 0.6 to 0.8 mL a gram, as their densities of 1.2 to 1.6 g/mL say.
POWDER_UL_PER_MG = 0.7
# More powder than this comes in a bottle, which no centrifuge holds; a choice of this program, g.
MOST_SPUN_G = 0.25
# The smallest volumetric flask that labs commonly have: from this volume on a strong stock is made up to its mark, µL.
LEAST_FLASK_UL = 5000.0
# What an analytical balance of the common four places reads to, mg: assumed only to say what it would mean.
COMMON_READABILITY_MG = 0.1
# More single-use aliquots of one stock than a freezer box of 9 × 9 and somewhat more holds are asked about.
MANY_ALIQUOTS = 100


class StockRequest(Struct, frozen=True):
    """What a stock is to be.

    Attributes:
        mass: In the vial; None where only its units of activity are known.
        nominal: Whether that is the label's figure and not a weighing.
        target: Concentration wanted.
        molar_mass: Of the chosen form; None where it is not known, and the concentration is by mass.
        solvent: Name of the solvent.
        purity: In per cent, on the dry basis; None counts as 100 %.
        water: Water drawn, in per cent; None counts as none.
        weigh: Whether the mass has still to be weighed.
        aliquot_ul: Volume of one aliquot, µL; 0 for one vessel, None for what is usual.
        activity: Units of activity in the vial; None where they are not known.
        potency: Units per mass of powder as weighed; None where it is not known.
        labelled: Whether the vial is known by its units, so that nothing is weighed.
    """

    mass: Quantity | None
    nominal: bool
    target: Quantity
    molar_mass: Quantity | None
    solvent: str
    purity: Quantity | None = None
    water: Quantity | None = None
    weigh: bool = False
    aliquot_ul: float | None = None
    activity: Quantity | None = None
    potency: Quantity | None = None
    labelled: bool = False

    @property
    def counts_units(self) -> bool:
        """Whether the stock is counted in units of activity."""
        return kind_of(self.target) is Kind.ACTIVITY_CONCENTRATION

    @property
    def by_potency(self) -> bool:
        """Whether units follow from a mass, or a mass from units."""
        return self.potency is not None and self.counts_units is not self.labelled


class StockPlan(Struct, frozen=True):
    """How to make it.

    Attributes:
        exact: Volume that gives exactly the target.
        add: The same as pipettes can set it.
        reached: Concentration after rounding, on the scale of the target.
        error: Typical error of it, from pipette and balance, as a part; how far off a label's mass is, is not in it.
        worst: The same where both are off by all that is permitted.
        aliquots: How many aliquots it fills, at least one.
        aliquot_ul: Volume of each, µL.
        recipe: The steps.
        shelf: Whether it is one bottle for a shelf, and no freezer is meant.
    """

    exact: Quantity
    add: Transfer
    reached: Quantity
    error: float
    aliquots: int
    aliquot_ul: float
    recipe: Recipe
    worst: float = 0.0
    shelf: bool = False


def plan_stock(request: StockRequest, monograph: Monograph, rules: LabRules, pipettes: Sequence[Pipette]) -> StockPlan:
    """Plan a stock from a vial.

    Args:
        request: What it is to be.
        monograph: For the solubility on file.
        rules: The lab's rules.
        pipettes: The lab's pipettes.

    Raises:
        CalculationError: The stock cannot be computed, no balance weighs so little, no liquid holds so much, or no
            pipette can set the volume.
    """
    wanted = Stock(
        mass=request.mass,
        concentration=request.target,
        molar_mass=request.molar_mass,
        purity=request.purity,
        water=request.water,
        activity=request.activity,
        potency=request.potency,
    )
    exact = stock_volume(wanted)
    exact_ul = float(exact.m_as("uL"))
    mg_ml = _mg_ml(request, exact_ul)
    _check_possible(request, mg_ml)
    add = transfer(exact_ul, pipettes)
    reached = request.target * (exact_ul / add.volume_ul)
    count, each_ul, shelf = _aliquots(request, add.volume_ul, monograph)
    molar_mass = 0.0 if request.molar_mass is None else float(request.molar_mass.m_as("g/mol"))
    cautions, judged = dissolved(monograph, request.solvent, mg_ml, molar_mass)
    if mg_ml is None and judged:
        cautions.append(Caution(Message.STOCK_NOT_COMPARED, Severity.NOTE, {"solvent": request.solvent}))
    cautions += [*_too_thin(monograph, mg_ml), *_units(request), *_weighing(request, rules)]
    cautions += _displaced(request, mg_ml or 0.0, exact_ul, rules)
    if count > MANY_ALIQUOTS:
        cautions.append(Caution(Message.MANY_ALIQUOTS, Severity.CAUTION, {"count": count, "ul": each_ul}))
    strong = (mg_ml or 0.0) > rules.make_up_from_mg_ml * (1 + TOLERANCE)
    steps = _steps(request, add, reached, (count, each_ul), strong=strong, kind=monograph.kind)
    recipe = Recipe(
        steps=(*careful([monograph], request.solvent, powder=True), *steps, *_kept(request, monograph)),
        working=(*_working(request, add), _reached(add, reached)),
        cautions=loudest_first(cautions),
        judged=tuple(judged),
        # A protein is sold by its mass or its activity, and is neither salt nor hydrate.
        cannot_know=() if is_biologic(monograph) else (Line(Message.CANNOT_KNOW_HYDRATE),),
    )
    pipette, balance = _errors(request, add, rules)
    error = math.hypot(pipette, balance)
    return StockPlan(exact, add, reached, error, count, each_ul, recipe, pipette + balance, shelf)


def _check_possible(request: StockRequest, mg_ml: float | None) -> None:
    """Refuse what no balance shows, and what no liquid holds.

    Raises:
        CalculationError: It is one of these; `field` names where.
    """
    if request.mass is not None and not request.nominal and not request.labelled:
        done = not request.weigh
        check_weighed(float(request.mass.m_as("mg")), "mass" if done else "", done=done)
    if mg_ml is not None:
        check_strength(mg_ml, "concentration")


def _errors(request: StockRequest, add: Transfer, rules: LabRules) -> tuple[float, float]:
    """Return the relative errors of pipette and balance; how far off a label's mass is, nobody knows."""
    balance = 0.0
    if request.mass is not None and not request.nominal and not request.labelled:
        balance = rules.balance_readability_mg / float(request.mass.m_as("mg"))
    return add.error_ul / add.volume_ul, balance


def _mg_ml(request: StockRequest, exact_ul: float) -> float | None:
    """Return how much of the compound is in a stock, mg/mL; None where that is not known."""
    if not request.counts_units:
        return float(as_mass(request.target, request.molar_mass).m_as("mg/mL"))
    if request.mass is None:
        return None
    return float(request.mass.m_as("mg")) * pure_part(request.purity, request.water) / (exact_ul / 1000)


def _too_thin(monograph: Monograph, mg_ml: float | None) -> list[Caution]:
    """Return that a protein is dissolved thinner than its page asks for, of which the vial keeps back a part."""
    least = least_strength(monograph)
    if least is None or mg_ml is None or mg_ml >= least.mg_ml * (1 - TOLERANCE):
        return []
    values: dict[str, Value] = {"mg_ml": least.mg_ml, **said_by(monograph, least.claim)}
    return [Caution(Message.RECONSTITUTED_THIN, Severity.CAUTION, values)]


def _units(request: StockRequest) -> list[Caution]:
    """Return what units of activity rest on."""
    if not (request.labelled or request.by_potency):
        return []
    said = [Caution(Message.ACTIVITY_OF_LOT, Severity.NOTE)]
    if request.by_potency and (request.purity is not None or request.water is not None):
        said.append(Caution(Message.POTENCY_AS_WEIGHED, Severity.NOTE))
    return said


def _aliquots(request: StockRequest, volume_ul: float, monograph: Monograph) -> tuple[int, float, bool]:
    """Return how many aliquots of which volume it is, µL, and whether it is one bottle for a shelf."""
    usual = usual_division(monograph, request.solvent, volume_ul)
    aliquot_ul = usual.aliquot_ul if request.aliquot_ul is None else request.aliquot_ul
    if aliquot_ul <= 0 or aliquot_ul >= volume_ul:
        return 1, volume_ul, usual.shelf
    return math.floor(volume_ul / aliquot_ul * (1 + 1e-9)), aliquot_ul, False


def _weighing(request: StockRequest, rules: LabRules) -> list[Caution]:
    if request.mass is None or request.labelled:
        return []
    if request.nominal:
        return [Caution(Message.NOMINAL_MASS, Severity.NOTE)]
    smallest_mg = rules.balance_readability_mg * rules.smallest_weighing_factor
    mass_mg = float(request.mass.m_as("mg"))
    percent = 100 * COMMON_READABILITY_MG / mass_mg
    if request.weigh and not rules.balance_readability_mg and percent >= 1:
        values: dict[str, Value] = {"mg": mass_mg, "readability_mg": COMMON_READABILITY_MG, "percent": percent}
        return [Caution(Message.READABILITY_UNKNOWN, Severity.NOTE, values)]
    if mass_mg < smallest_mg:
        return [Caution(Message.BELOW_BALANCE, Severity.NOTE, {"mg": mass_mg, "smallest_mg": smallest_mg})]
    return []


def _displaced(request: StockRequest, mg_ml: float, exact_ul: float, rules: LabRules) -> list[Caution]:
    """Return how far the powder's own volume thins a strong stock: a vial has no mark to be made up to."""
    if request.mass is None or mg_ml <= rules.make_up_from_mg_ml * (1 + TOLERANCE) or exact_ul >= LEAST_FLASK_UL:
        return []
    powder_ul = float(request.mass.m_as("mg")) * POWDER_UL_PER_MG
    if powder_ul >= exact_ul:
        return [Caution(Message.POWDER_FILLS, Severity.STRONG, {"powder_ul": powder_ul, "ul": exact_ul})]
    part = exact_ul / (exact_ul + powder_ul)
    values: dict[str, Value] = {
        "mass_g": float(request.mass.m_as("g")),
        "powder_ul": powder_ul,
        "ul": exact_ul,
        "solvent": request.solvent,
        "mg_ml": mg_ml * part,
        "off": 100 * (part - 1),
        "least_ul": exact_ul - powder_ul,
    }
    return [Caution(Message.POWDER_DISPLACES, Severity.NOTE, values)]


def _in_vial(request: StockRequest) -> dict[str, Value]:
    """Return what is in the vial as values of a message: `mass_g`, `activity` in U, and `potency` in U/mg."""
    values: dict[str, Value] = {}
    if request.mass is not None:
        values["mass_g"] = float(request.mass.m_as("g"))
    if request.activity is not None:
        values["activity"] = float(request.activity.m_as("U"))
    if request.potency is not None:
        values["potency"] = float(request.potency.m_as("U/mg"))
    return values


def _steps(
    request: StockRequest,
    add: Transfer,
    reached: Quantity,
    split: tuple[int, float],
    *,
    strong: bool,
    kind: SubstanceKind,
) -> tuple[Line, ...]:
    flask = strong and add.wanted_ul >= LEAST_FLASK_UL
    dissolve, beaker = (Message.STEP_MAKE_UP, {"bottle": True}) if flask else (Message.STEP_DISSOLVE, {})
    bottle: dict[str, Value] = {"bottle": True} if add.wanted_ul > LARGEST_TUBE_UL * (1 + TOLERANCE) else {}
    in_cylinder = bool(bottle) and add.times == 1 and add.pipette in {one.name for one in CYLINDERS}
    if in_cylinder:
        dissolve = Message.STEP_DISSOLVE_IN_CYLINDER
    elif kind.is_protein:
        dissolve = Message.STEP_DISSOLVE_GENTLY
    if request.labelled:
        dissolve = Message.STEP_RECONSTITUTE_IN_CYLINDER if in_cylinder else Message.STEP_RECONSTITUTE
    in_vial = _in_vial(request)
    steps: list[Line] = []
    if request.weigh:
        steps.append(Line(Message.STEP_WEIGH, {"mass_g": in_vial["mass_g"], **(bottle or beaker)}))
    elif float(in_vial.get("mass_g") or 0.0) <= MOST_SPUN_G:
        steps.append(Line(Message.STEP_SPIN_VIAL))
    steps.append(
        Line(
            dissolve,
            {
                **pipetting(add),
                **bottle,
                "solvent": request.solvent,
                **in_vial,
                "nominal": request.nominal,
                **quantity_values(reached),
            },
        )
    )
    count, each_ul = split
    # What comes in units, and any protein, is freeze-dried sterile; so little of it would stay in the filter.
    if family(request.solvent).watery and not request.labelled and not kind.is_protein:
        steps.append(Line(Message.STEP_FILTER_BOTTLE if bottle else Message.STEP_FILTER))
    if count > 1:
        steps.append(Line(Message.STEP_SPLIT, {"count": count, "ul": each_ul}))
    return tuple(steps)


def _kept(request: StockRequest, monograph: Monograph) -> tuple[Line, ...]:
    """Return how the stock is stored: what its page says of this solvent comes before any habit."""
    solvent: dict[str, Value] = {"solvent": request.solvent}
    for claim in monograph.stability.stock:
        named = claim.context.solvent or claim.context.form
        if family(request.solvent) is not Family.OTHER and family(named) is family(request.solvent):
            return (Line(Message.STEP_STORE_AS, {"statement": claim.statement, **said_by(monograph, claim)}),)
    match family(request.solvent):
        case Family.DMSO:
            return (Line(Message.STEP_STORE, solvent),)
        case Family.ETHANOL:
            return (Line(Message.STEP_STORE_ETHANOL, solvent),)
        case _:
            return (Line(Message.STEP_STORE_UNKNOWN, solvent),)


def _working(request: StockRequest, add: Transfer) -> tuple[Line, ...]:
    in_vial = _in_vial(request)
    if request.counts_units:
        follows: dict[str, Value] = {**in_vial, "ul": add.wanted_ul, **quantity_values(request.target)}
        of_activity = Line(Message.WORK_STOCK_OF_ACTIVITY, follows)
        return (Line(Message.WORK_ACTIVITY, in_vial), of_activity) if request.by_potency else (of_activity,)
    # A concentration by mass needs no molar mass.
    by_mass = kind_of(request.target) is Kind.MASS_CONCENTRATION
    volume = Line(
        Message.WORK_STOCK_OF_MASS if by_mass else Message.WORK_STOCK_VOLUME,
        {
            "mass_g": in_vial.get("mass_g", 0.0),
            "molar_mass": 0.0 if request.molar_mass is None else float(request.molar_mass.m_as("g/mol")),
            "purity": None if request.purity is None else float(request.purity.m),
            "water": None if request.water is None else float(request.water.m),
            "ul": add.wanted_ul,
            **quantity_values(request.target),
        },
    )
    return (Line(Message.WORK_MASS_OF_ACTIVITY, in_vial), volume) if request.by_potency else (volume,)


def _reached(add: Transfer, reached: Quantity) -> Line:
    values = {"times": add.times, "ul": add.set_ul, "total_ul": add.volume_ul, **quantity_values(reached)}
    return Line(Message.WORK_STOCK_REACHED, values)


def quantity_values(concentration: Quantity) -> dict[str, Value]:
    """Return a concentration as values of a message."""
    kind = kind_of(concentration)
    return {} if kind is None else concentration_values(float(concentration.m_as(BASE_UNITS[kind])), kind)
