"""Messages about lists of compounds in words; a part of the one catalogue in `message_texts`."""

from benchapp.domain.messages import Message

M = Message

OF_LISTS: dict[Message, str] = {
    # lists of compounds
    M.LIST_EMPTY: "{file} holds no rows. Save the list with one heading line and one compound a line.",
    M.LIST_UNREADABLE: "{file} cannot be read as a list: {reason}. Save it as CSV or XLSX and try again.",
    M.LIST_TOO_LARGE: "{file} is larger than {most} MB once opened. Split the list and import the parts.",
    M.LIST_KIND_UNKNOWN: "{file} is not a kind of file that is read here. Use JSON, CSV, TSV, XLSX or SDF.",
    M.ROW_NO_UNIT: "“{text}” has no unit. Say above which unit the column is in.",
    M.ROW_TWICE: "{name} is in row {other} already.",
    M.ROW_SAME_NUMBER: "Row {other} has the same number, for {name}; both are taken.",
    M.ROW_TWO_COLUMNS: "“{heading}” says {first} and “{other}” says {second}. Choose above which column is of "
    "what is weighed.",
    M.OTHER_COLUMN_READ: "“{heading}” is empty in this row; “{other}” was read instead. Compare it with the label.",
    M.OTHER_FORMULA_FITS: "The molar mass is that of “{other}”, which was read instead of “{heading}”.",
    M.FORM_NOT_WEIGHED: "The row says “{form}”, and {figure:number} g/mol is the molar mass without it. Compare it "
    "with the label.",
    M.CAS_SEVERAL: "“{text}” holds more than one CAS number. Keep the one of this compound.",
    M.CAS_READ_AS: "The CAS number was read from “{text}” as {cas}. Compare it.",
    M.CAS_DATE: "“{text}” is a date, made of a CAS number by a spreadsheet program. Format the column as "
    "text and type the number again.",
    M.SOLVENT_UNKNOWN: "“{text}” names no solvent. Say above which solvent the column is for.",
    M.SOLVENT_MIXTURE: "“{text}” names several solvents at once. Give each figure with its own solvent.",
    M.SHORTENED: "Cut after {longest} of its {length} characters.",
    M.UNSEEN_OUT: "“{name}” held a character that shows nothing ({found}); it was taken out.",
    M.MIXED_SCRIPT: "“{text}” holds letters of another alphabet that look like Latin ones. If that is not meant, "
    "type it again.",
    M.MASS_DOUBTED: "A molar mass of {figure:number} g/mol is unusual for a compound: check the unit and the decimal "
    "sign. It is used as it is.",
    M.MASS_ABOUT: "“{text}” is an approximate molar mass; it was taken as it is.",
    M.LIST_NO_NAME: "No column of {file} is the name. Choose it below.",
    M.LIST_NO_MASS: "No column of {file} gives a formula or a molar mass. Choose one below; without it "
    "nothing can be calculated.",
    M.LIST_MASS_NOT_AVERAGE: "“{heading}” holds the mass of one isotope composition, which no balance sees. Choose a "
    "column with the average molar mass or the formula.",
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
    M.LIST_COLUMN_UNKNOWN: "“{column}” is not known here, or stands there more than once. Choose one of: {found}.",
    M.LIST_CODE_PAGE: "{file} does not say in which code page it is written. It was read as {encoding}: "
    "compare line {line}, “{text}”, and choose another below if letters are wrong.",
    M.LIST_BAD_LINE: "Line {line} of {file} is not written in UTF-8, as the rest is. It was read as "
    "{encoding}: “{text}”. Compare it.",
    M.LIST_SHEETS: "This is the sheet “{sheet}”, one of {count} that hold rows. Choose another below.",
    M.LIST_SHEET_HIDDEN: "“{sheet}” is a hidden sheet of this workbook.",
    M.LIST_SHEET_UNKNOWN: "{file} has no sheet “{sheet}”. It has: {found}.",
    M.LIST_NO_HEADINGS: "No line of {file} holds headings that are known here. Say below in which row the "
    "headings are, or which column says what.",
    M.LIST_FOOTER: "Passed over as a footer: row {rows}.",
    M.LIST_SOLVENT_ASKED: "“{heading}” does not say the solvent (cells that name none: {count}). "
    "Say below which it is; until then these figures are left out.",
    M.LIST_MORE_LEFT_OUT: "Left out as well: {count} more; the first {shown} are shown.",
    M.LIST_CODE_PAGE_UNKNOWN: "“{encoding}” is not a code page known here. Known are: {found}.",
    M.LIST_CODE_PAGE_WRONG: "Line {line} of {file} cannot be read as {encoding}. Choose another code page.",
}
