"""The hazard statements of the GHS by their codes, as the law words them (Regulation (EC) No 1272/2008, Annex III).

In each language they are worded by the law itself, and are not to be translated anew.
"""

from benchapp.domain.patterns import late_pattern
from benchapp.ui.text.language import mark_text, tr

STATEMENTS = {
    "H200": mark_text("Unstable explosives."),
    "H201": mark_text("Explosive; mass explosion hazard."),
    "H220": mark_text("Extremely flammable gas."),
    "H224": mark_text("Extremely flammable liquid and vapour."),
    "H225": mark_text("Highly flammable liquid and vapour."),
    "H226": mark_text("Flammable liquid and vapour."),
    "H227": mark_text("Combustible liquid."),
    "H228": mark_text("Flammable solid."),
    "H240": mark_text("Heating may cause an explosion."),
    "H250": mark_text("Catches fire spontaneously if exposed to air."),
    "H260": mark_text("In contact with water releases flammable gases which may ignite spontaneously."),
    "H270": mark_text("May cause or intensify fire; oxidiser."),
    "H271": mark_text("May cause fire or explosion; strong oxidiser."),
    "H272": mark_text("May intensify fire; oxidiser."),
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
    "H351": mark_text("Suspected of causing cancer."),
    "H360": mark_text("May damage fertility or the unborn child."),
    "H360D": mark_text("May damage the unborn child."),
    "H360F": mark_text("May damage fertility."),
    "H360FD": mark_text("May damage fertility. May damage the unborn child."),
    "H361": mark_text("Suspected of damaging fertility or the unborn child."),
    "H361d": mark_text("Suspected of damaging the unborn child."),
    "H361f": mark_text("Suspected of damaging fertility."),
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
}
_CODES = late_pattern(r"H[0-9]{3}[A-Za-z]{0,2}(?:\s*[,;/+]?\s*H[0-9]{3}[A-Za-z]{0,2})*\.?")
_CODE = late_pattern(r"H[0-9]{3}[A-Za-z]{0,2}")


def hazard_text(statement: str) -> str:
    """Return a hazard as it is read: in the language of the screen, and bare codes with what the law says by them."""
    if _CODES.fullmatch(statement.strip()) is None:
        return tr(statement)
    return " ".join(
        f"{code}: {tr(STATEMENTS[code])}" if code in STATEMENTS else f"{code}." for code in _CODE.findall(statement)
    )
