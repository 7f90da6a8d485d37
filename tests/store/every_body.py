"""One body of every kind, for the way to disk and back, and for the kept file of this format."""

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Plan
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.steps import HalfLife, PlannedStep, StepKind
from benchapp.domain.journal.chain_faults import ChainFaultAnswered, ChainFaultFound
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    AliquotThawed,
    AmountTaken,
    Body,
    ChainsApart,
    ChainStarted,
    ClockChanged,
    CompoundShared,
    CompoundWithdrawn,
    ComputerNamed,
    ComputerRetired,
    HalfLifeChosen,
    IncubationBrought,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    IncubationStopped,
    Judged,
    KeptCaution,
    KeptPlate,
    KeptStep,
    LabRuleSet,
    LengthChanged,
    NoteAdded,
    PersonNamed,
    PipettesSet,
    PlanChosen,
    PortionMoved,
    PortionSplit,
    QuestionAnswered,
    RecipeRemoved,
    RecipeSaved,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    RingsHere,
    SolutionAdded,
    SolutionBrought,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepAdded,
    StepDone,
    StepMoved,
    Taken,
)
from benchapp.domain.journal.joined_entries import (
    BroughtDose,
    BroughtHandling,
    BroughtPause,
    BroughtStep,
    BroughtTube,
)
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.freshness import expiry
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPart, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.making import BEGIN, incubation, moment, solution

LIMITS = (Limit(LimitKind.AGE, 7200.0, "working_room_h", "lab rule"),)
MADE = SolutionMade(
    replace(
        solution("w", SolutionPurpose.WORKING, Storage.ROOM, LIMITS, 1, parents=("s1",)),
        doses=(Amount("10", "uM"), Amount("1", "uM")),
        percent_by_well={"dose 0 -1": 0.2, "vehicle control": 0.2},
    ),
    "s1",
    1,
    (KeptStep("step_split", {"count": 8, "ul": 100.0}),),
    (KeptCaution("nominal_mass", 1, {"solvent": "DMSO", "none": None, "yes": True}),),
    (Judged("sol.dmso", "apexbio", "≥ 100.8 mg/mL"),),
    "series",
    {"top": "10 µM", "points": "8"},
    taken=(Taken("s1", "s1", 2, Amount("130", "uL"), thawed=True),),
    plate=KeptPlate(96, {"dose 0": "B2 C2", "vehicle control": "B3"}, ("Lenalidomide",), ((Amount("10", "uM"),),)),
)
BUFFER = SolutionMade(
    replace(
        solution("b", SolutionPurpose.BUFFER, Storage.FRIDGE, LIMITS, 1, parents=("s1",)),
        parts=(SolutionPart("FBS", Amount("50", "mL"), "F7", "2027-03", "s1"), SolutionPart("RPMI-1640")),
    ),
    tool="buffer",
    inputs={"recipe": "rpmi", "volume": "500 mL"},
)
LOTS = replace(
    solution(),
    mass=Amount("4.87", "mg", "4.87 mg"),
    mass_nominal=True,
    volume=Amount("1.88", "mL"),
    lot_expiry="2027-03",
    solvent_lot="D8",
    solvent_expiry="2028-01-31",
    dark=True,
    hazards="Embryo-fetal toxicity",
    thaws_before=1,
)
PLANNED = PlannedStep(
    1000, StepKind.SPLIT, 86400.0, 600.0, 0.5, 5.0, 3.0, dosed=True, note="too dense", due_at=BEGIN, zone="UTC"
)
EVERY_BODY: tuple[Body, ...] = (
    ChainStarted("here", "parent", "head", "copied"),
    PersonNamed("Mara"),
    PipettesSet(USUAL_PIPETTES),
    LabRuleSet("overage_percent", 20.0, 10.0, ("s1",)),
    SolutionAdded(solution()),
    MADE,
    RecipeSaved("Monday plate", "len", "plate", {"top": "10 µM", "replicates": "3"}, "e0"),
    RecipeRemoved("Monday plate"),
    BUFFER,
    SolutionAdded(LOTS),
    SolutionFilled("s1", "Mara", "L7", "−20 °C", "box 3", "2027-03", "D8", "2028-01-31", (expiry(BEGIN, "lot", "L7"),)),
    AliquotThawed("s1", 1, moment(), "s1"),
    PortionMoved("s1", "e9", 1, "−20 °C", "box 4", moment(1)),
    AmountTaken("s1", "e10", Amount("20", "uL"), moment(2), "a blot"),
    PortionSplit("s1", "e11", 4, Amount("20", "uL"), moment(3)),
    SolutionDiscarded("s1", "old", "e12", 2),
    IncubationStarted(
        replace(
            incubation(every_h=48),
            tool="plate",
            inputs={"top": "10 µM"},
            doses=8,
            percent_by_well={"dose 0": 0.1, "dose 1": 0.01},
        ),
        MADE.cautions,
        taken=(Taken("w", "w", 1, Amount("2.4", "mL")),),
    ),
    RedoseGiven("i1", 0, moment(48), "w", (Taken("w", "", 1, Amount("120", "uL")),), ("w",), "clumps"),
    RedoseSkipped("i1", 1, "weekend"),
    PlanChosen("i1", Plan(86400.0, Method.SPIKE, 5.0, 1800.0, chosen=True)),
    AlarmAcknowledged("i1", 0, 12.5, 172800.0, BEGIN, ends=False),
    IncubationStopped("i1", "contaminated"),
    StepAdded("i1", PLANNED),
    StepMoved("i1", replace(PLANNED, due_s=90000.0), "the weekend"),
    StepDone("i1", 1000, moment(49), {"cells_per_ml": "4e5", "viability_percent": "91"}, PLANNED),
    IncubationPaused("i1", moment(50), "the incubator failed"),
    IncubationResumed("i1", moment(51)),
    LengthChanged("i1", 700000.0, BEGIN, "Europe/Berlin", "one day more"),
    AlarmSnoozed("i1", 0, moment(48.25), 172800.0),
    HalfLifeChosen("i1", HalfLife(8.0, "chen-2012", "human plasma")),
    ComputerNamed("hood-2", "Room 3.14"),
    ComputerRetired("1" * 32),
    RingsHere("i1", on=False),
    QuestionAnswered("tube:e7", "same", "s1"),
    CompoundShared("c1", "h2", "Testimib", '{"format":"benchapp-monograph/1"}', "50-00-0", "h1"),
    CompoundShared("c2", "h3", "testimib", "a newer format"),
    CompoundWithdrawn("c1", "Testimib", "h2"),
    ClockChanged(-3600.0),
    ChainFaultFound("journal_cut", "c1", 32),
    ChainFaultAnswered("e29", "the computer was set back to the image of Monday"),
    SolutionCorrected(
        "s1",
        SolutionFacts(lot="L7", made=moment(), stock_volume=Amount("10", "uL"), concentration=Amount("10", "uM")),
        SolutionFacts(
            lot="L8",
            made=moment(1),
            storage="−80 °C",
            dark=True,
            aliquots=7,
            stock_volume=Amount("20", "uL", "20 µL"),
            concentration=Amount("19.8", "uM"),
        ),
        Strength(1.98, 1.98),
        measured=False,
        expiries=(expiry(BEGIN, "lot", "L8"),),
        more=(Taken("s0", "e3", 1, Amount("10", "uL")),),
        limits=(expiry(BEGIN, "solvent", "D8"),),
    ),
    NoteAdded("one well was dry", "i1", NoteKind.DEVIATION, 0),
    ChainsApart(("c0", "c1")),
    SolutionBrought(
        LOTS,
        (
            BroughtTube(
                "s1", 6, moment(), None, "−20 °C", "box 3, B4", seen=("−20 °C",), solid_in=("−20 °C", "−80 °C")
            ),
            BroughtTube(
                "e12",
                1,
                moment(4),
                80.0,
                "4 °C",
                "",
                ((moment(3), moment(4)),),
                ((moment(1), moment(2)),),
                1,
                moment(3),
                ("4 °C", "−20 °C"),
                opened=True,
            ),
        ),
        (
            BroughtHandling("thawed", "s1", 1, moment(3), new_id="e12"),
            BroughtHandling("moved", "e12", 1, moment(4), storage="4 °C", place="fridge 1"),
            BroughtHandling("discarded", "e12", 1, reason="old"),
            BroughtHandling("taken", "e12", 1, moment(4), 20.0, made="w"),
        ),
        2,
        filled=("lot",),
        recorded=Amount("9", "mM"),
        corrected=("s1",),
        tool="stock",
        inputs={"mass": "5 mg"},
    ),
    IncubationBrought(
        incubation(every_h=48),
        (
            BroughtStep(-1, times=1.98, vehicle_times=1.98, cause="s1"),
            BroughtStep(0, given=moment(48), given_with="w"),
            BroughtStep(1, skipped=True, late_s=12.5, heard=True, until=moment(96.5)),
            BroughtStep(
                1000, PLANNED, replace(PLANNED, due_s=9.0e4), done=moment(49), values={"viability_percent": "91"}
            ),
        ),
        (BroughtPause(moment(50), moment(51), "the incubator failed"),),
        (BroughtDose("b", "RPMI-1640", Amount("1", "mM"), 2.0, "s1"),),
        half_life=HalfLife(8.0, "chen-2012", "human plasma"),
        entered=BEGIN,
        by="Mara",
    ),
    Retracted("e1"),
)
