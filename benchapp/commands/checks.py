"""Commands that need no window: an answer key recomputed, monograph files checked."""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchapp.base import paths
from benchapp.domain.buffers.buffer_recipe import recipe_texts
from benchapp.domain.calculations.answer_key import CaseResult, verify_every
from benchapp.domain.compounds.facts import fact_ids
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.amounts import plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_planning import solve_buffer
from benchapp.store.answer_keys import load_cases
from benchapp.store.buffers.buffer_files import read_recipes
from benchapp.store.library.monograph_file import read_file
from benchapp.ui.text.message_texts import say_error


def verify(file: Path) -> int:
    """Recompute every case of an answer key, one line each; status 1 if any differs."""
    units = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())
    try:
        cases = load_cases(file)
    except BenchError as error:
        sys.stdout.write(say_error(error) + "\n")
        return 1
    agreed = 0
    for case, result in verify_every(cases, units):
        word = "DIFFERS"
        if isinstance(result, CaseResult):
            word = "agrees" if result.agrees else word
            ours = "; ".join(f"{name} {text}" for name, text in result.ours.items())
            agreed += result.agrees
        else:
            ours = say_error(result) if isinstance(result, BenchError) else f"cannot be read: {result}"
        stated = "; ".join(f"{name} {text}" for name, text in case.expect.items())
        sys.stdout.write(plain_spaces(f"{case.id}: {word}: ours {ours} · stated {stated}\n"))
    sys.stdout.write(f"{agreed} of {len(cases)} agree\n")
    return 0 if agreed == len(cases) else 1


def check_monographs(files: Sequence[Path]) -> int:
    """Check monograph files, one line each; status 1 if any is refused."""
    refused = 0
    for file in files:
        try:
            for filed in read_file(file):
                facts = sum(1 for _ in fact_ids(filed.monograph))
                name, said = filed.monograph.identity.name, "1 fact" if facts == 1 else f"{facts} facts"
                sys.stdout.write(f"{file}: {name}, {said}, content {filed.hash[:12]}\n")
        except BenchError as error:
            refused += 1
            sys.stdout.write(say_error(error) + "\n")
    return 1 if refused else 0


def check_buffers(files: Sequence[Path]) -> int:
    """Check recipes of buffers and media, one line each; status 1 if any is refused or cannot be made."""
    units = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())
    lab = Lab(LabRules(), USUAL_PIPETTES)
    refused = 0
    for file in files:
        try:
            for recipe in read_recipes(file):
                answer = solve_buffer(units, recipe_texts(recipe), lab, recipe.sources)
                for error in answer.errors.values():
                    raise error
                sys.stdout.write(plain_spaces(f"{file}: {recipe.name}, parts: {len(recipe.parts)}, {recipe.volume}\n"))
        except BenchError as error:
            refused += 1
            sys.stdout.write(f"{file}: {say_error(error)}\n")
    return 1 if refused else 0
