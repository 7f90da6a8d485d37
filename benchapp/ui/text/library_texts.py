"""Messages about monographs and lists of compounds in words; a part of the one catalogue in `message_catalogue`."""

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message

M = Message

LIBRARY_TEXTS: dict[MessageCode, str] = {
    # files
    M.FILE_UNREADABLE: "{file} cannot be read: {reason}. Check that it is there and is the right kind of file.",
    M.MONOGRAPH_NOT_JSON: "{file} is not JSON: {reason}. Correct it at that place.",
    M.MONOGRAPH_WRONG_TYPE: "{file}, at {path}: found {found}. Write {instead} instead.",
    M.MONOGRAPH_MISSING: "{file}: {path} is missing. Add it.",
    M.MONOGRAPH_UNKNOWN_KEY: "{file}: {path} is not part of the format. Use one of: {instead}.",
    M.MONOGRAPH_BAD_VALUE: "{file}, at {path}: “{found}” does not fit. Write {instead} instead.",
    M.MONOGRAPH_TWICE: "{file}, in {path}: the fact id “{fact}” is used twice. Give each fact an id of its own.",
    M.MONOGRAPH_NO_SOURCE: "{file}, at {path}: there is no source “{source}”. Add it to sources, or correct the key.",
    M.MONOGRAPH_FORMAT: "{file}, at {path}: found “{found}”. Write “{instead}”; a newer file needs a newer program.",
    M.MONOGRAPH_BAD_TEXT: "{file}, at {path}: the text contains a character that cannot be shown ({found}). Remove it.",
    M.MONOGRAPH_TOO_MANY: "{file}, in {path}: the compound {found} is listed twice. Keep one of the two.",
    M.MONOGRAPH_BUNDLED: "{file}, at {path}: this is the id of {name}, which comes with the program and is not "
    "replaced. Open it and choose Edit, or give the file’s compound an id of its own.",
    # a compound of one's own
    M.EMPTY_FORMULA: "Type a formula, for example C13H13N3O3 or C13H13N3O3·HCl.",
    M.FORMULA_WRONG: "“{text}” is not a formula: look at “{part}”. Type elements and counts, "
    "for example C13H13N3O3·HCl.",
    M.FORMULA_CHARGED: "“{text}” is charged, and an ion alone cannot be weighed. Type the salt with its counter-ion, "
    "for example C16H18N3SCl.",
    M.FORMULA_OPEN_WATER: "“{text}” leaves open how much water is in it. Type how much, for example ·H2O or ·2H2O, or "
    "the formula without water and the water content of the lot.",
    M.FORMULA_ISOTOPE: "“{text}” begins with a number: type a labelled atom as [13C], and after a multiplier what it "
    "multiplies. Look at “{part}”.",
    M.NOT_ONE_MASS: "“{text}” is a range or a limit, and no one molar mass. Type the figure to calculate with.",
    M.MOLAR_MASS_DIFFERS: "The formula weighs {computed:molarmass}, not {stated:molarmass}. "
    "Correct one of the two, or name the form.",
    M.MOLAR_MASS_MONOISOTOPIC: "{stated:molarmass} is the monoisotopic mass of this formula; a balance sees "
    "{computed:molarmass}. Use that.",
    M.MOLAR_MASS_OTHER_FORM: "{stated:molarmass} is this formula {other}: another form. "
    "Correct the formula, or the molar mass.",
    M.MOLAR_MASS_AGREES: "Formula and molar mass agree ({computed:molarmass}).",
    M.KIND_UNKNOWN: "“{text}” is not a known kind of substance. Type one of these: {kinds}.",
    M.HANDLING_UNKNOWN: "“{text}” is not understood. Recipes can repeat {words}. Anything else belongs in the notes.",
    M.KIND_WITHOUT_MASS: "A {kind:term} has no molar mass. Leave it empty, or choose another kind.",
    M.MOLAR_MASS_NEEDED: "Give the formula or the molar mass; without one of them nothing can be calculated.",
    M.CAS_WRONG: "The check digit of {cas} does not fit; it would be {digit}. Compare it with the label.",
    M.CAS_SHAPE: "“{text}” is not a CAS number. Type it with its two dashes, for example 191732-72-6.",
    M.CAS_KNOWN: "{cas} is in the library already, as {name}.",
    M.INCHIKEY_SHAPE: "“{text}” is not an InChIKey: 14 capitals, a dash, 10 capitals, a dash, 1 capital.",
    M.NAME_NEEDED: "Type the name as printed on the label.",
    M.NAME_KNOWN: "{name} is in the library already. Give it a name of its own, or edit that one.",
    M.SOURCE_NEEDED: "Name the source: the label, a product sheet, “my own measurement, {today}”.",
    M.NO_TEMPERATURE: "“{text}” is not a temperature. Type for example −20 °C or 2-8 °C.",
    M.BAD_TEXT: "The text contains a character that cannot be shown ({found}). Type it again without.",
    M.TEXT_TOO_LONG: "That is {length} characters; at most {longest} are allowed here. Shorten it.",
    M.RANGE_REVERSED: "“{text}” begins with the larger number. Type the smaller one first.",
    M.COMPOUND_GONE: "{name} is no longer in the library, so its doses cannot be worked out. "
    "Import it again, or bring its file back.",
    M.COMPOUND_IN_USE: "{name} is in use: {what}. Discard or end that first.",
    # lists of compounds
    M.LIST_EMPTY: "{file} has no rows. Save the list with one heading line and one compound a line.",
    M.LIST_UNREADABLE: "{file} cannot be read as a list: {reason}. Save it as CSV or XLSX and try again.",
    M.LIST_TOO_LARGE: "{file} is larger than {most} MB once opened. Split the list and import the parts.",
    M.LIST_KIND_UNKNOWN: "{file} is not a kind of file that is read here. Use JSON, CSV, TSV, XLSX or SDF.",
    M.ROW_NO_UNIT: "“{text}” has no unit. Say above which unit the column is in.",
    M.ROW_TWICE: "{name} is in row {other} already.",
    M.ROW_SAME_NUMBER: "Row {other} has the same number, for {name}; both are imported.",
    M.ROW_TWO_COLUMNS: "“{heading}” says {first} and “{other}” says {second}. Choose above which column is of "
    "what is weighed.",
    M.OTHER_COLUMN_READ: "“{heading}” is empty in this row; “{other}” was read instead. Compare it with the label.",
    M.OTHER_FORMULA_FITS: "The molar mass is that of “{other}”, which was read instead of “{heading}”.",
    M.FORM_NOT_WEIGHED: "The row says “{form}”, and {figure:number} g/mol is the molar mass without it. Compare it "
    "with the label.",
    M.CAS_SEVERAL: "“{text}” contains more than one CAS number. Keep the one of this compound.",
    M.CAS_READ_AS: "The CAS number was read from “{text}” as {cas}. Compare it.",
    M.CAS_DATE: "“{text}” is a date, made of a CAS number by a spreadsheet program. Format the column as "
    "text and type the number again.",
    M.SOLVENT_UNKNOWN: "“{text}” names no solvent. Say above which solvent the column is for.",
    M.SOLVENT_MIXTURE: "“{text}” names several solvents at once. Give each figure with its own solvent.",
    M.SHORTENED: "Cut after {longest} of its {length} characters.",
    M.UNSEEN_OUT: "“{name}” contained an invisible character ({found}); it was removed.",
    M.MIXED_SCRIPT: "“{text}” contains letters of another alphabet that look like Latin ones. If that is not meant, "
    "type it again.",
    M.MASS_DOUBTED: "A molar mass of {figure:number} g/mol is unusual for a compound: check the unit and the decimal "
    "sign. It is used as typed.",
    M.MASS_ABOUT: "“{text}” is an approximate molar mass; it is used as typed.",
    M.LIST_NO_NAME: "No column of {file} is the name. Choose it below.",
    M.LIST_NO_MASS: "No column of {file} gives a formula or a molar mass. Choose one below; without it "
    "nothing can be calculated.",
    M.LIST_MASS_NOT_AVERAGE: "“{heading}” contains the mass of one isotope composition, which no balance sees. Choose "
    "a column with the average molar mass or the formula.",
    M.LIST_STRUCTURES_ONLY: "{file} has structures only. A formula is not worked out from the atoms here; save the "
    "file with a field for the formula or the molar mass.",
    M.LIST_PLATE_MAP: "{file} looks like a plate map: wells, without formula or molar mass. Choose a sheet or "
    "a file with one compound a row.",
    M.LIST_UNIT_UNKNOWN: "“{unit}” over “{heading}” is not understood as the unit of this column, so the column "
    "is not read. Say below in which unit it is, or correct the heading.",
    M.LIST_TWO_COLUMNS: "“{heading}” is read; “{others}” could be meant as well and is left out. Choose it below if it "
    "is the one.",
    M.LIST_MASS_ASKED: "“{heading}” and “{others}” differ (rows: {count}), as with and without a salt or water. Choose "
    "below the one of what is weighed; until then these rows are left out.",
    M.LIST_COLUMN_UNKNOWN: "“{column}” is not known here, or appears more than once. Choose one of: {found}.",
    M.LIST_CODE_PAGE: "{file} does not say in which code page it is written. It was read as {encoding}: "
    "compare line {line}, “{text}”, and choose another below if letters are wrong.",
    M.LIST_BAD_LINE: "Line {line} of {file} is not written in UTF-8, as the rest is. It was read as "
    "{encoding}: “{text}”. Compare it.",
    M.LIST_SHEETS: "This is the sheet “{sheet}”, one of {count} that hold rows. Choose another below.",
    M.LIST_SHEET_HIDDEN: "“{sheet}” is a hidden sheet of this workbook.",
    M.LIST_SHEET_UNKNOWN: "{file} has no sheet “{sheet}”. It has: {found}.",
    M.LIST_NO_HEADINGS: "No line of {file} contains headings that are known here. Say below in which row the "
    "headings are, or which column says what.",
    M.LIST_FOOTER: "Skipped as a footer: row {rows}.",
    M.LIST_SOLVENT_ASKED: "“{heading}” does not say the solvent (cells that name none: {count}). "
    "Say below which it is; until then these figures are left out.",
    M.LIST_MORE_LEFT_OUT: "Left out as well: {count} more; the first {shown} are shown.",
    M.LIST_CODE_PAGE_UNKNOWN: "“{encoding}” is not a code page known here. Known are: {found}.",
    M.LIST_CODE_PAGE_WRONG: "Line {line} of {file} cannot be read as {encoding}. Choose another code page.",
}
