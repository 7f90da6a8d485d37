"""Random plans against the oracle.

    python -m tests.torture_plans [COUNT] [SEED]

Run by `make torture` with a hundred thousand; the tests run four hundred.
"""

import random
import sys
from collections import Counter

from benchapp.base import paths
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.dose_recipe import plan_dose
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.units.units import Units
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders
from tests.oracle import (
    LABS,
    REFUSALS,
    check_dose,
    check_plate,
    check_series,
    random_dose,
    random_plate,
    random_series,
)
from tests.sequences import report_sequences


def torture(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Plan at random and check; give the tally, and what is wrong with which plan."""
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    units = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())
    opened = Library(Folders(paths.resources() / "monographs")).open(FIRST_COMPOUND)
    if opened is None:
        raise SystemExit("the first monograph is not there")
    rules = LabRules()
    for number in range(count):
        dice = random.Random(f"{seed}:{number}")
        pipettes = dice.choice(LABS)
        lab = Lab(rules, pipettes)
        kind = dice.random()
        try:
            if kind < 0.15:
                request = random_dose(dice, units)
                dose = plan_dose(request, opened.monograph, rules, pipettes)
                lines = check_dose(dose, request, pipettes, rules.pipette_error_percent / 100)
            elif kind < 0.65:
                lines = check_series(plan_series(random_series(dice), lab), pipettes)
            else:
                lines = check_plate(plan_plate(random_plate(dice), lab), pipettes)
        except BenchError as error:
            outcomes[str(error.code)] += 1
            if error.code not in REFUSALS:
                wrong.append(f"plan {seed}:{number}: refused as {error}")
            continue
        outcomes["planned"] += 1
        wrong += [f"plan {seed}:{number}: {line}" for line in lines]
    return outcomes, wrong


if __name__ == "__main__":
    sys.exit(report_sequences(torture, "plans"))
