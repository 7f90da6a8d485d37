"""The hazard statements of the GHS by their codes, as the law words them (Regulation (EC) No 1272/2008, Annex III).

In each language they are worded by the law itself, and are not to be translated anew. What it leaves to the supplier
to state, such as the organs or the route, is left out here; the edition is named in `resources/SOURCES.md`.
"""

from collections.abc import Iterator

from benchapp.domain.patterns import late_pattern
from benchapp.ui.text.language import mark_text, tr

STATEMENTS = {
    "H200": mark_text("Unstable explosives."),
    "H201": mark_text("Explosive; mass explosion hazard."),
    "H202": mark_text("Explosive, severe projection hazard."),
    "H203": mark_text("Explosive; fire, blast or projection hazard."),
    "H204": mark_text("Fire or projection hazard."),
    "H205": mark_text("May mass explode in fire."),
    "H206": mark_text(
        "Fire, blast or projection hazard; increased risk of explosion if desensitising agent is reduced."
    ),
    "H207": mark_text("Fire or projection hazard; increased risk of explosion if desensitising agent is reduced."),
    "H208": mark_text("Fire hazard; increased risk of explosion if desensitising agent is reduced."),
    "H220": mark_text("Extremely flammable gas."),
    "H221": mark_text("Flammable gas."),
    "H222": mark_text("Extremely flammable aerosol."),
    "H223": mark_text("Flammable aerosol."),
    "H224": mark_text("Extremely flammable liquid and vapour."),
    "H225": mark_text("Highly flammable liquid and vapour."),
    "H226": mark_text("Flammable liquid and vapour."),
    "H228": mark_text("Flammable solid."),
    "H229": mark_text("Pressurised container: May burst if heated."),
    "H230": mark_text("May react explosively even in the absence of air."),
    "H231": mark_text("May react explosively even in the absence of air at elevated pressure and/or temperature."),
    "H232": mark_text("May ignite spontaneously if exposed to air."),
    "H240": mark_text("Heating may cause an explosion."),
    "H241": mark_text("Heating may cause a fire or explosion."),
    "H242": mark_text("Heating may cause a fire."),
    "H250": mark_text("Catches fire spontaneously if exposed to air."),
    "H251": mark_text("Self-heating: may catch fire."),
    "H252": mark_text("Self-heating in large quantities; may catch fire."),
    "H260": mark_text("In contact with water releases flammable gases which may ignite spontaneously."),
    "H261": mark_text("In contact with water releases flammable gases."),
    "H270": mark_text("May cause or intensify fire; oxidiser."),
    "H271": mark_text("May cause fire or explosion; strong oxidiser."),
    "H272": mark_text("May intensify fire; oxidiser."),
    "H280": mark_text("Contains gas under pressure; may explode if heated."),
    "H281": mark_text("Contains refrigerated gas; may cause cryogenic burns or injury."),
    "H290": mark_text("May be corrosive to metals."),
    "H300": mark_text("Fatal if swallowed."),
    "H301": mark_text("Toxic if swallowed."),
    "H302": mark_text("Harmful if swallowed."),
    "H304": mark_text("May be fatal if swallowed and enters airways."),
    "H310": mark_text("Fatal in contact with skin."),
    "H311": mark_text("Toxic in contact with skin."),
    "H312": mark_text("Harmful in contact with skin."),
    "H314": mark_text("Causes severe skin burns and eye damage."),
    "H315": mark_text("Causes skin irritation."),
    "H317": mark_text("May cause an allergic skin reaction."),
    "H318": mark_text("Causes serious eye damage."),
    "H319": mark_text("Causes serious eye irritation."),
    "H330": mark_text("Fatal if inhaled."),
    "H331": mark_text("Toxic if inhaled."),
    "H332": mark_text("Harmful if inhaled."),
    "H334": mark_text("May cause allergy or asthma symptoms or breathing difficulties if inhaled."),
    "H335": mark_text("May cause respiratory irritation."),
    "H336": mark_text("May cause drowsiness or dizziness."),
    "H340": mark_text("May cause genetic defects."),
    "H341": mark_text("Suspected of causing genetic defects."),
    "H350": mark_text("May cause cancer."),
    "H350i": mark_text("May cause cancer by inhalation."),
    "H351": mark_text("Suspected of causing cancer."),
    "H360": mark_text("May damage fertility or the unborn child."),
    "H360D": mark_text("May damage the unborn child."),
    "H360Df": mark_text("May damage the unborn child. Suspected of damaging fertility."),
    "H360F": mark_text("May damage fertility."),
    "H360FD": mark_text("May damage fertility. May damage the unborn child."),
    "H360Fd": mark_text("May damage fertility. Suspected of damaging the unborn child."),
    "H361": mark_text("Suspected of damaging fertility or the unborn child."),
    "H361d": mark_text("Suspected of damaging the unborn child."),
    "H361f": mark_text("Suspected of damaging fertility."),
    "H361fd": mark_text("Suspected of damaging fertility. Suspected of damaging the unborn child."),
    "H362": mark_text("May cause harm to breast-fed children."),
    "H370": mark_text("Causes damage to organs."),
    "H371": mark_text("May cause damage to organs."),
    "H372": mark_text("Causes damage to organs through prolonged or repeated exposure."),
    "H373": mark_text("May cause damage to organs through prolonged or repeated exposure."),
    "H400": mark_text("Very toxic to aquatic life."),
    "H410": mark_text("Very toxic to aquatic life with long lasting effects."),
    "H411": mark_text("Toxic to aquatic life with long lasting effects."),
    "H412": mark_text("Harmful to aquatic life with long lasting effects."),
    "H413": mark_text("May cause long lasting harmful effects to aquatic life."),
    "H420": mark_text("Harms public health and the environment by destroying ozone in the upper atmosphere."),
    "H300+H310": mark_text("Fatal if swallowed or in contact with skin."),
    "H300+H310+H330": mark_text("Fatal if swallowed, in contact with skin or if inhaled."),
    "H300+H330": mark_text("Fatal if swallowed or if inhaled."),
    "H301+H311": mark_text("Toxic if swallowed or in contact with skin."),
    "H301+H311+H331": mark_text("Toxic if swallowed, in contact with skin or if inhaled."),
    "H301+H331": mark_text("Toxic if swallowed or if inhaled."),
    "H302+H312": mark_text("Harmful if swallowed or in contact with skin."),
    "H302+H312+H332": mark_text("Harmful if swallowed, in contact with skin or if inhaled."),
    "H302+H332": mark_text("Harmful if swallowed or if inhaled."),
    "H310+H330": mark_text("Fatal in contact with skin or if inhaled."),
    "H311+H331": mark_text("Toxic in contact with skin or if inhaled."),
    "H312+H332": mark_text("Harmful in contact with skin or if inhaled."),
    "EUH014": mark_text("Reacts violently with water."),
    "EUH018": mark_text("In use may form flammable/explosive vapour-air mixture."),
    "EUH019": mark_text("May form explosive peroxides."),
    "EUH029": mark_text("Contact with water liberates toxic gas."),
    "EUH031": mark_text("Contact with acids liberates toxic gas."),
    "EUH032": mark_text("Contact with acids liberates very toxic gas."),
    "EUH044": mark_text("Risk of explosion if heated under confinement."),
    "EUH066": mark_text("Repeated exposure may cause skin dryness or cracking."),
    "EUH070": mark_text("Toxic by eye contact."),
    "EUH071": mark_text("Corrosive to the respiratory tract."),
    "EUH380": mark_text("May cause endocrine disruption in humans."),
    "EUH381": mark_text("Suspected of causing endocrine disruption in humans."),
    "EUH430": mark_text("May cause endocrine disruption in the environment."),
    "EUH431": mark_text("Suspected of causing endocrine disruption in the environment."),
    "EUH440": mark_text("Accumulates in the environment and living organisms including in humans."),
    "EUH441": mark_text("Strongly accumulates in the environment and living organisms including in humans."),
    "EUH450": mark_text("Can cause long-lasting and diffuse contamination of water resources."),
    "EUH451": mark_text("Can cause very long-lasting and diffuse contamination of water resources."),
}
# Of the GHS of the United Nations, and not of that law: there is no German wording to quote.
OUTSIDE_THE_LAW = {"H227": "Combustible liquid."}

_ONE = r"(?:EU)?H[0-9]{3}[A-Za-z]{0,2}"
_CODES = late_pattern(rf"{_ONE}(?:\s*[,;/+]?\s*{_ONE})*\.?")
# Codes joined by "+" have a statement of their own where the law gives them one.
_JOINED = late_pattern(rf"{_ONE}(?:\s*\+\s*{_ONE})*")


def hazard_text(statement: str) -> str:
    """Return a hazard as it is read: in the language of the screen, and bare codes with what the law says by them."""
    if _CODES.fullmatch(statement.strip()) is None:
        return tr(statement)
    return " ".join(
        said for joined in _JOINED.findall(statement) for said in _said_by(tuple(map(str.strip, joined.split("+"))))
    )


def _said_by(codes: tuple[str, ...]) -> Iterator[str]:
    together = STATEMENTS.get("+".join(codes))
    if together is not None:
        yield f"{' + '.join(codes)}: {tr(together)}"
    elif len(codes) > 1:
        for code in codes:
            yield from _said_by((code,))
    elif codes[0] in OUTSIDE_THE_LAW:
        yield tr("{code}: {words} (UN GHS, not in the European Union)", code=codes[0], words=OUTSIDE_THE_LAW[codes[0]])
    else:
        yield f"{codes[0]}."
