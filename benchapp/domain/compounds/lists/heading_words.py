"""The words that headings of lists are made of: names of fields, of forms, of units, and what rules a field out."""

import re

from benchapp.domain.compounds.compound_input import Field

# How vendors, databases and laboratories head the columns of their lists; compared in small letters without signs.
# Of two columns that could hold the same field, the one whose name comes first here is taken.
HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "name", "product name", "compound name", "item name", "drug name", "chemical name", "preferred name",
        "pref name", "chembl pref name", "pert iname", "cmpdname", "substance name", "molecule name", "generic name",
        "common name", "trivial name", "inn", "testsubstance chemicalname", "chebi name", "cdk title", "compound",
        "molecule", "drug", "product", "substance", "chemical", "title", "item description",
        "pubchem iupac traditional name", "traditional name", "iupac traditional name", "pubchem iupac name",
        "iupac name", "systematic name", "pubchem iupac systematic name",
        "bezeichnung", "substanz", "substanzname", "produktname", "produktbezeichnung", "stoffname", "verbindung",
        "wirkstoff", "artikelbezeichnung", "chemikalie", "trivialname", "stoff", "produkt", "artikelname", "artikel",
        "materialkurztext", "materialbezeichnung", "materialname", "material name",
        "名称", "产品名称", "化合物名称", "英文名称", "中文名称", "品名",
    ),
    Field.SYNONYMS: (
        "synonyms", "synonym", "alias", "aliases", "other names", "alternative names", "also known as", "cmpdsynonym",
        "pubchem synonyms", "chembl synonyms", "synonyme", "weitere namen", "andere namen", "trade names",
    ),
    Field.KIND: (
        "kind", "kind of substance", "substance kind", "substance type", "molecule type", "type of molecule",
        "art der substanz", "substanzart",
    ),
    Field.HANDLING: ("handling", "handling notes", "handhabung"),
    Field.CAS: (
        "cas", "cas number", "cas no", "cas registry number", "cas rn", "casrn", "cas nr", "cas nummer", "cas id",
        "cas reg no", "cas registry no", "testsubstance casrn", "preferred casrn", "cas号",
    ),
    Field.FORMULA: (
        "formula", "molecular formula", "mol formula", "chemical formula", "mf", "empirical formula",
        "full molformula", "molformula", "formula structure", "pubchem molecular formula", "sum formula",
        "molecular formula hill", "hill formula", "formula hill",
        "summenformel", "molekülformel", "molekuelformel", "formel", "分子式",
    ),
    Field.MOLAR_MASS: (
        "average molecular weight", "average mass", "average molecular mass", "average molar mass", "avg mol weight",
        "avg mass", "mol wt average", "average weight", "average mw", "mw average",
        "molar mass", "molecular weight", "formula weight", "mw", "m w", "mol weight", "molecular wt", "molwt",
        "mol wt", "mwt", "m wt", "fw", "full mwt", "pubchem molecular weight", "gram molecular weight",
        "molare masse", "molmasse", "molekulargewicht", "molgewicht", "mol gew", "molek gew",
        "molekularmasse", "molekülgewicht", "molekuelgewicht", "molekulare masse",
        "mr", "molekülmasse", "molekuelmasse", "formelgewicht", "分子量",
        "molecular mass", "relative molecular mass",
        "mol mass", "molmass", "molweight", "amw", "molecular wt", "mw structure", "mass avg", "mass average",
        "mw g mol",
        "anhydrous mw", "molar mass g mol",
    ),
    Field.FORM: ("form", "salt", "salt form", "form salt", "salt name", "salzform", "salz"),
    Field.SUPPLIER: (
        "supplier", "vendor", "vendor name", "supplier name", "brand", "manufacturer", "company", "lieferant",
        "hersteller", "anbieter",
    ),
    Field.CODE: (
        "catalogue number", "catalog number", "cat no", "catalog no", "catno", "catalogue no", "cat number", "cat",
        "catalog", "cat nr", "item number", "item no", "product code", "product number", "sku", "product id",
        "vendor reagent id", "product no", "vendor catalog", "catalog id", "vendor id", "code", "id number",
        "article number", "article no", "artikelnummer", "artikel nr", "artikelnr", "art nr", "bestellnummer",
        "bestell nr", "katalognummer", "material no", "material number", "materialnummer", "material nr", "hy number",
        "prestw number", "part number", "part no", "order number", "order no", "stock number", "stock no",
        "item code", "katalog nr", "produktnummer", "produkt nr", "broad id", "broad sample",
        "货号", "目录号", "产品编号",
    ),
    Field.SMILES: (
        "isomeric smiles", "isosmiles", "pubchem openeye iso smiles", "pubchem isomeric smiles", "smiles",
        "canonical smiles", "canonicalsmiles", "pubchem openeye can smiles", "smile", "structure smiles",
    ),
    Field.INCHIKEY: ("inchikey", "inchi key", "standard inchikey", "standard inchi key", "pubchem iupac inchikey"),
    Field.SOLVENT: ("solvent", "dissolved in", "recommended solvent", "vehicle", "lösungsmittel", "loesungsmittel"),
    Field.INSOLUBLE: ("insoluble in", "not soluble in", "unlöslich in", "nicht löslich in"),
    Field.STORAGE: (
        "storage", "storage condition", "storage conditions", "storage temperature", "storage temp", "store at",
        "storage instructions", "storage solid", "lagerung", "lagertemperatur", "lagertemp", "lagerbedingungen",
        "lagerbedingung", "aufbewahrung", "储存条件", "保存条件",
    ),
    Field.DOSE: ("working concentration", "dose", "working dose", "working conc", "concentration used",
        "arbeitskonzentration"),
    Field.TIME: ("incubation time", "time", "incubation", "inkubationszeit"),
    Field.CELLS: ("cells", "cell line", "cell lines", "zelllinie", "zellen"),
    Field.HAZARDS: (
        "hazards", "hazard", "hazard statements", "h statements", "safety", "ghs", "gefahren", "gefahrenhinweise",
        "h sätze", "h saetze", "sicherheit",
    ),
    Field.NOTE: (
        "note", "notes", "remarks", "comment", "comments", "description", "information", "bemerkung", "bemerkungen",
        "notiz", "anmerkung", "kommentar", "beschreibung",
    ),
}  # fmt: skip
# Words that make a heading mean something else than the phrase in it: the name of a plate is no compound's, and the
# mass of the lightest isotopes is never what a balance sees.
NOT_IN: dict[Field, frozenset[str]] = {
    Field.NAME: frozenset(
        [
            "plate",
            "barcode",
            "well",
            "target",
            "gene",
            "vendor",
            "supplier",
            "company",
            "cell",
            "file",
            "user",
            "project",
            "sheet",
            "library",
            "pathway",
            "species",
            "kit",
            "manufacturer",
            "brand",
            "map",
            "tissue",
            "disease",
            "salt",
            "solvent",
            "column",
            "control",
            "rack",
            "box",
            "batch",
            "lot",
            "protein",
            "organism",
            "assay",
            "platte",
            "lieferant",
            "hersteller",
        ]
    ),
    Field.MOLAR_MASS: frozenset(
        ("monoisotopic", "exact", "isotopic", "mono", "monisotopic", "exactmass", "exactmw",
        "monoisotopicmass", "monoiso",
         "accurate", "nominal", "monoisotopisch", "exakte")
    ),
    Field.SYNONYMS: frozenset(("gene", "target")),
    Field.CODE: frozenset(("plate", "lot", "batch")),
    Field.FORMULA: frozenset(("salt", "weight")),
    Field.STORAGE: frozenset(
        ("solution", "solvent", "solutions", "stock", "dissolved", "location", "place", "box", "rack", "lösung",
         "gelöst", "lösungsmittel", "ort", "lagerort", "class", "stability")
    ),
}  # fmt: skip
# Words that say of which form a molar mass or formula is; beside them it is still a molar mass or formula.
OF_FORM = frozenset(
    ("salt", "parent", "free", "base", "freebase", "fb", "acid", "anhydrous", "hydrate", "hydrated", "solvate",
        "form",
     "full", "total", "complete", "desalted", "active", "moiety", "compound", "with", "without", "incl", "including",
     "excl", "excluding", "counterion", "counter", "ion", "as", "supplied", "sold", "of", "the", "in", "w", "o", "wo",
     "no", "hcl", "stripped", "neutral", "drug", "molecule", "substance", "product", "salz", "freie", "säure",
     "wasserfrei", "hydrat", "mit", "ohne", "der", "des", "gesamt", "inkl", "kristallwasser", "water", "wasser",
     "adduct", "batch", "lot", "corrected")
)  # fmt: skip
# The ends that names of salts and hydrates have.
OF_SALT = re.compile(
    r"hbr|hcl|na|tfa|hydrat|[a-z]*(?:ate|hydrate|chloride|hydrochlorid|bromide|bromid|iodide|iodid|sodium|natrium|potassium|kalium"
    r"|calcium|magnesium|sulfat|phosphat|mesylat|acetat)"
)
WITHOUT_SALT = frozenset(
    ("parent", "freebase", "fb", "desalted", "stripped", "free", "freie", "moiety", "without", "wo", "ohne", "excl",
     "excluding", "base", "neutral", "anhydrous", "wasserfrei")
)  # fmt: skip
# A unit in a heading as people write it, beside what the grammar reads in a cell.
WRITTEN_UNITS = {
    "mg/ml": "mg/mL", "g/l": "g/L", "ug/ml": "ug/mL", "mm": "mM", "um": "uM", "nm": "nM", "m": "M", "molar": "M",
    "h": "h", "hrs": "h", "hour": "h", "hours": "h", "d": "d", "day": "d", "days": "d", "g/mol": "g/mol", "da": "Da",
    "dalton": "Da", "daltons": "Da", "kda": "kDa", "amu": "Da", "u": "Da", "kg/mol": "kg/mol", "mg/mmol": "g/mol",
    "stunden": "h", "std": "h", "tage": "d", "min": "min", "ug/ul": "ug/uL", "mg/l": "mg/L",
}  # fmt: skip
# What is in brackets and is no unit: it says which figure it is, and changes nothing of how a number is read.
NO_UNIT = frozenset(
    [
        "average",
        "avg",
        "anhydrous",
        "free",
        "base",
        "acid",
        "salt",
        "hydrate",
        "form",
        "max",
        "maximum",
        "min",
        "approx",
        "rt",
        "room",
        "temp",
        "temperature",
        "ph",
        "cas",
        "rn",
        "calc",
        "theoretical",
        "as",
        "supplied",
        "sold",
        "optional",
        "mw",
        "fw",
        "mol",
        "wt",
        "m",
        "w",
        "weight",
        "mass",
        "in",
        "at",
        "and",
        "vitro",
        "of",
        "the",
        "°c",
        "c",
        "degc",
        "dmso",
        "solubility",
        "reported",
        "measured",
        "if",
        "known",
        "parent",
        "hill",
        "mittel",
        "mittlere",
        "durchschnitt",
    ]
)
PREDICTED = frozenset(
    [
        "esol",
        "alogps",
        "ali",
        "silicos",
        "it",
        "logs",
        "log",
        "class",
        "predicted",
        "pred",
        "predict",
        "qplogs",
        "score",
        "alert",
        "model",
        "classification",
        "forecast",
        "vorhergesagt",
        "parameter",
        "reference",
        "references",
        "ref",
        "refs",
        "source",
        "quelle",
        "literatur",
        "method",
        "date",
    ]
)
COMPUTED = frozenset(["cal", "calc", "calculated", "computed", "theoretical", "estimated", "est", "berechnet"])
FILLERS = frozenset(
    [
        "max",
        "maximum",
        "maximal",
        "solubility",
        "solubilities",
        "soluble",
        "sol",
        "in",
        "vitro",
        "kinetic",
        "thermodynamic",
        "intrinsic",
        "experimental",
        "measured",
        "the",
        "of",
        "at",
        "a",
        "typical",
        "approx",
        "approximate",
        "conc",
        "concentration",
        "löslichkeit",
        "loeslichkeit",
        "maximale",
        "value",
        "values",
        "data",
        "stock",
        "recommended",
        "rt",
        "c",
        "25",
        "20",
        "37",
        "°c",
        "exp",
        "equilibrium",
    ]
)
