"""Recipes of buffers for the tests, and what these are planned with."""

from benchapp.domain.buffers.buffer_plan import BufferPlan, plan_buffer
from benchapp.domain.buffers.buffer_recipe import BufferRecipe, RecipePart, Sterile
from benchapp.domain.buffers.components import Component, read_part
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.units import Units

LAB = Lab(LabRules(), USUAL_PIPETTES)
SALT = RecipePart("sodium chloride", "137 mM", molar_mass="58.44 g/mol")
SERUM = RecipePart("FBS", "10 % v/v")
CONCENTRATE = RecipePart("PBS 10×", "1×", "10×")


def recipe(
    *parts: RecipePart, diluent: str = "water", ph: str = "", sterile: Sterile = "", **more: str
) -> BufferRecipe:
    return BufferRecipe(
        id="test",
        name="test buffer",
        volume="1 L",
        diluent=diluent,
        parts=parts,
        ph=ph,
        sterile=sterile,
        dissolve=more.get("dissolve", ""),
        hazard=more.get("hazard", ""),
        life=more.get("life", "1 week"),
        bottle=more.get("bottle", ""),
        ph_at=more.get("ph_at", ""),
        storage="4 C" if more.get("storage") else "",
        notes=tuple(filter(None, [more.get("note", "")])),
    )


def read(units: Units, *parts: RecipePart, base_l: float = 1.0) -> tuple[Component, ...]:
    return tuple(read_part(units, part, base_l) for part in parts)


def planned(units: Units, made: BufferRecipe, litres: float = 1.0, bottle_l: float = 0.0, lab: Lab = LAB) -> BufferPlan:
    return plan_buffer(made, read(units, *made.parts), litres, lab, bottle_l)
