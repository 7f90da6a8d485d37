"""Every message the program can give, as a code with typed values.

Nothing under `ui` contains a sentence for the person: `domain` and `store` raise or return a code and what
it names, and one catalogue in `ui` words them. The journal keeps code and values, so that a notebook of today
can be read in another language tomorrow.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import TypeAlias

from msgspec import Struct, field

Value: TypeAlias = str | int | float | bool | None
Values: TypeAlias = Mapping[str, Value]


class Message(StrEnum):
    """The codes. What each one's values are stands beside its words in `ui.words`."""

    # typed amounts
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"
    NO_UNIT = "no_unit"
    NOT_A_NUMBER = "not_a_number"
    TWO_READINGS = "two_readings"
    GROUPED = "grouped"
    NEGATIVE = "negative"
    OUT_OF_RANGE = "out_of_range"
    TWO_UNITS = "two_units"
    UNKNOWN_UNIT = "unknown_unit"
    READ_TWO_WAYS = "read_two_ways"
    UNIT_MEANT = "unit_meant"
    NORMALITY = "normality"
    SOLVENT_ELSEWHERE = "solvent_elsewhere"
    PURITY_DOUBTED = "purity_doubted"
    VIABILITY_DOUBTED = "viability_doubted"
    DENSITY_DOUBTED = "density_doubted"
    COUNT_PER = "count_per"
    WRONG_KIND = "wrong_kind"
    NOT_POSITIVE = "not_positive"
    NOT_WHOLE = "not_whole"
    EMPTY_CHANGE = "empty_change"
    NOT_BETWEEN = "not_between"
    NOT_A_FACTOR = "not_a_factor"
    BAD_TIME = "bad_time"
    NOT_A_DATE = "not_a_date"
    YES_OR_NO = "yes_or_no"
    BAD_INSTANT = "bad_instant"
    TIME_PASSED = "time_passed"
    TIME_AHEAD = "time_ahead"
    OVERNIGHT_TAKEN = "overnight_taken"
    DATE_TWO_WAYS = "date_two_ways"
    NOT_A_COUNT = "not_a_count"
    SUSPENSION_TOO_THIN = "suspension_too_thin"
    # calculations
    TOO_FEW_GIVEN = "too_few_given"
    TOO_MANY_GIVEN = "too_many_given"
    NEEDS_MOLAR_MASS = "needs_molar_mass"
    CANNOT_MIX = "cannot_mix"
    TARGET_ABOVE_STOCK = "target_above_stock"
    VOLUMES_DISAGREE = "volumes_disagree"
    PURITY_RANGE = "purity_range"
    WATER_RANGE = "water_range"
    RATIO_TWO_WAYS = "ratio_two_ways"
    NOT_A_RATIO = "not_a_ratio"
    FACTOR_TOO_SMALL = "factor_too_small"
    PERCENT_RANGE = "percent_range"
    NO_PIPETTE = "no_pipette"
    NO_INTERMEDIATE = "no_intermediate"
    SERIES_TOO_FINE = "series_too_fine"
    DIRECT_TOO_FINE = "direct_too_fine"
    PREMIX_TOO_FINE = "premix_too_fine"
    SCHEME_NEEDS_MATCHED = "scheme_needs_matched"
    VEHICLE_ABOVE_ALL = "vehicle_above_all"
    DOSE_TWICE = "dose_twice"
    LOWEST_ABOVE_TOP = "lowest_above_top"
    COMPOUND_NOT_FOUND = "compound_not_found"
    COMPOUND_TWICE = "compound_twice"
    NAME_TAKEN = "name_taken"
    VEHICLES_DIFFER = "vehicles_differ"
    STOCK_NEEDED = "stock_needed"
    SOLVENT_NEEDED = "solvent_needed"
    VEHICLE_TOO_LITTLE = "vehicle_too_little"
    RECIPE_NAME_NEEDED = "recipe_name_needed"
    PIPETTE_NAME_NEEDED = "pipette_name_needed"
    PIPETTE_TWICE = "pipette_twice"
    PIPETTE_RANGE = "pipette_range"
    PIPETTE_STEP = "pipette_step"
    PIPETTE_NEEDED = "pipette_needed"
    RULE_NUMBER = "rule_number"
    # for a paper
    METHODS_STOCK = "methods_stock"
    METHODS_DOSE = "methods_dose"
    METHODS_SERIES = "methods_series"
    METHODS_COMBINE = "methods_combine"
    TOO_MANY_DOSES = "too_many_doses"
    PLATE_FULL = "plate_full"
    NO_DOSE_ON_PLATE = "no_dose_on_plate"
    # cautions of the chemistry
    ABOVE_HIGHEST_VALUE = "above_highest_value"
    CALLED_INSOLUBLE = "called_insoluble"
    SOLUBILITY_UNKNOWN = "solubility_unknown"
    AQUEOUS_LIMIT_NEAR = "aqueous_limit_near"
    AQUEOUS_BELOW = "aqueous_below"
    AQUEOUS_ABOVE = "aqueous_above"
    AQUEOUS_UNTESTED = "aqueous_untested"
    SOLUBILITY_ONLY_BELOW = "solubility_only_below"
    SOLUBILITY_DIFFERS = "solubility_differs"
    FALLS_OUT = "falls_out"
    FALLS_OUT_OF_BUFFER = "falls_out_of_buffer"
    INSOLUBLE_NO_FIGURE = "insoluble_no_figure"
    MIXTURE_UNKNOWN = "mixture_unknown"
    VEHICLE_NOTE = "vehicle_note"
    VEHICLE_SENSITIVE_CELLS = "vehicle_sensitive_cells"
    VEHICLE_HIGH = "vehicle_high"
    VEHICLE_STRONG = "vehicle_strong"
    VEHICLE_IS_WATER = "vehicle_is_water"
    VEHICLE_IS_BUFFER = "vehicle_is_buffer"
    VEHICLE_NO_LIMIT = "vehicle_no_limit"
    MOUSE_CEREBLON = "mouse_cereblon"
    RODENT_CEREBLON = "rodent_cereblon"
    PIPETTE_ERROR = "pipette_error"
    BATCH_GROWN = "batch_grown"
    SERIES_GROWN = "series_grown"
    SERIES_ERROR = "series_error"
    VEHICLE_FALLS = "vehicle_falls"
    NO_VEHICLE_CONTROL = "no_vehicle_control"
    STOCK_NOT_ENOUGH = "stock_not_enough"
    WRONG_FORM = "wrong_form"
    REASON_NEEDED = "reason_needed"
    MASS_OF_ANOTHER_FORM = "mass_of_another_form"
    MASS_NOT_OF_FORM = "mass_not_of_form"
    NOMINAL_MASS = "nominal_mass"
    BELOW_BALANCE = "below_balance"
    ONE_DOSE_FOR_ALL = "one_dose_for_all"
    EVAPORATION = "evaporation"
    BORDER_USED = "border_used"
    STOCK_ENDS_BEFORE = "stock_ends_before"
    WORKING_PAST_USE_BY = "working_past_use_by"
    # freshness
    RULE_AGE = "rule_age"
    RULE_WORKING = "rule_working"
    RULE_STATED = "rule_stated"
    RULE_LIQUID = "rule_liquid"
    RULE_PARENT = "rule_parent"
    RULE_WARM = "rule_warm"
    RULE_THAW = "rule_thaw"
    RULE_THAWS = "rule_thaws"
    RULE_EXPIRY = "rule_expiry"
    THAWED_AGAIN = "thawed_again"
    THAWED_OFTEN = "thawed_often"
    NO_LIMIT_SET = "no_limit_set"
    PAST_USE_BY = "past_use_by"
    NO_ALIQUOT_LEFT = "no_aliquot_left"
    MORE_THAN_LEFT = "more_than_left"
    MORE_THAN_TUBES = "more_than_tubes"
    # recipe
    STEP_PUT_DILUENT = "step_put_diluent"
    STEP_PUT_DILUENT_EACH = "step_put_diluent_each"
    STEP_ADD_ALSO = "step_add_also"
    STEP_ADD_TO_TUBE = "step_add_to_tube"
    STEP_WEIGH = "step_weigh"
    STEP_DISSOLVE = "step_dissolve"
    STEP_MAKE_UP = "step_make_up"
    STEP_WARM = "step_warm"
    STEP_SPLIT = "step_split"
    STEP_STORE = "step_store"
    STEP_THAW = "step_thaw"
    STEP_TAKE_OPEN = "step_take_open"
    STEP_RESUSPEND = "step_resuspend"
    STEP_ADD_TO_WELLS = "step_add_to_wells"
    STEP_REPLACE = "step_replace"
    STEP_REPLACE_HALF = "step_replace_half"
    STEP_CONTROL = "step_control"
    STEP_ZERO_TUBE = "step_zero_tube"
    STEP_TAKE_UP_INTO = "step_take_up_into"
    STEP_ADD_INTO = "step_add_into"
    STEP_REPLACE_IN = "step_replace_in"
    STEP_REPLACE_HALF_IN = "step_replace_half_in"
    STEP_BLANKS = "step_blanks"
    STEP_DOSING_ORDER = "step_dosing_order"
    STEP_BORDER = "step_border"
    STEP_OFF_SUSPENSION = "step_off_suspension"
    STEP_OFF_ADHERENT = "step_off_adherent"
    STEP_OFF_EITHER = "step_off_either"
    CANNOT_KNOW_HYDRATE = "cannot_know_hydrate"
    CANNOT_KNOW_MEDIUM = "cannot_know_medium"
    CANNOT_KNOW_PLASTIC = "cannot_know_plastic"
    CANNOT_KNOW_EVAPORATION = "cannot_know_evaporation"
    # working
    WORK_STOCK_VOLUME = "work_stock_volume"
    WORK_STOCK_REACHED = "work_stock_reached"
    WORK_BATCH = "work_batch"
    WORK_TUBE = "work_tube"
    WORK_STRENGTH = "work_strength"
    WORK_SOLUBILITY = "work_solubility"
    WORK_VEHICLE = "work_vehicle"
    WORK_REDOSE = "work_redose"
    WORK_MIXED = "work_mixed"
    WORK_BOTTLE = "work_bottle"
    WORK_TAKE = "work_take"
    WORK_DENSITY = "work_density"
    WORK_CELLS = "work_cells"
    WORK_DOSE = "work_dose"
    WORK_USED = "work_used"
    WORK_WELLS = "work_wells"
    WORK_SHARE = "work_share"
    # monograph files
    FILE_UNREADABLE = "file_unreadable"
    MONOGRAPH_NOT_JSON = "monograph_not_json"
    MONOGRAPH_WRONG_TYPE = "monograph_wrong_type"
    MONOGRAPH_MISSING = "monograph_missing"
    MONOGRAPH_UNKNOWN_KEY = "monograph_unknown_key"
    MONOGRAPH_BAD_VALUE = "monograph_bad_value"
    MONOGRAPH_TWICE = "monograph_twice"
    MONOGRAPH_NO_SOURCE = "monograph_no_source"
    MONOGRAPH_FORMAT = "monograph_format"
    MONOGRAPH_BAD_TEXT = "monograph_bad_text"
    MONOGRAPH_TOO_MANY = "monograph_too_many"
    MONOGRAPH_BUNDLED = "monograph_bundled"
    # a compound of one's own
    EMPTY_FORMULA = "empty_formula"
    FORMULA_WRONG = "formula_wrong"
    FORMULA_CHARGED = "formula_charged"
    MOLAR_MASS_DIFFERS = "molar_mass_differs"
    MOLAR_MASS_MONOISOTOPIC = "molar_mass_monoisotopic"
    MOLAR_MASS_OTHER_FORM = "molar_mass_other_form"
    MOLAR_MASS_AGREES = "molar_mass_agrees"
    MOLAR_MASS_NEEDED = "molar_mass_needed"
    CAS_WRONG = "cas_wrong"
    CAS_SHAPE = "cas_shape"
    CAS_KNOWN = "cas_known"
    INCHIKEY_SHAPE = "inchikey_shape"
    NAME_NEEDED = "name_needed"
    NAME_KNOWN = "name_known"
    SOURCE_NEEDED = "source_needed"
    BAD_TEXT = "bad_text"
    TEXT_TOO_LONG = "text_too_long"
    RANGE_REVERSED = "range_reversed"
    COMPOUND_GONE = "compound_gone"
    COMPOUND_IN_USE = "compound_in_use"
    # lists of compounds
    LIST_EMPTY = "list_empty"
    LIST_UNREADABLE = "list_unreadable"
    LIST_TOO_LARGE = "list_too_large"
    LIST_KIND_UNKNOWN = "list_kind_unknown"
    ROW_NO_UNIT = "row_no_unit"
    ROW_TWICE = "row_twice"
    ROW_SAME_NUMBER = "row_same_number"
    CAS_SEVERAL = "cas_several"
    CAS_READ_AS = "cas_read_as"
    CAS_DATE = "cas_date"
    SOLVENT_UNKNOWN = "solvent_unknown"
    SOLVENT_MIXTURE = "solvent_mixture"
    SHORTENED = "shortened"
    UNSEEN_OUT = "unseen_out"
    MIXED_SCRIPT = "mixed_script"
    MASS_ABOUT = "mass_about"
    LIST_NO_NAME = "list_no_name"
    LIST_NO_MASS = "list_no_mass"
    LIST_MASS_NOT_AVERAGE = "list_mass_not_average"
    LIST_STRUCTURES_ONLY = "list_structures_only"
    LIST_PLATE_MAP = "list_plate_map"
    LIST_UNIT_UNKNOWN = "list_unit_unknown"
    LIST_CODE_PAGE = "list_code_page"
    LIST_BAD_LINE = "list_bad_line"
    LIST_SHEETS = "list_sheets"
    LIST_SHEET_HIDDEN = "list_sheet_hidden"
    LIST_SHEET_UNKNOWN = "list_sheet_unknown"
    LIST_NO_HEADINGS = "list_no_headings"
    LIST_FOOTER = "list_footer"
    LIST_SOLVENT_ASKED = "list_solvent_asked"
    LIST_MORE_LEFT_OUT = "list_more_left_out"
    LIST_CODE_PAGE_UNKNOWN = "list_code_page_unknown"
    LIST_CODE_PAGE_WRONG = "list_code_page_wrong"
    # journal
    JOURNAL_NEWER = "journal_newer"
    JOURNAL_UNKNOWN_KIND = "journal_unknown_kind"
    JOURNAL_DAMAGED = "journal_damaged"
    JOURNAL_EDITED = "journal_edited"
    JOURNAL_INSERTED = "journal_inserted"
    JOURNAL_REORDERED = "journal_reordered"
    JOURNAL_NUMBER = "journal_number"
    JOURNAL_CUT = "journal_cut"
    JOURNAL_SNAPSHOT_DIFFERS = "journal_snapshot_differs"
    JOURNAL_RESCUED = "journal_rescued"
    JOURNAL_SALVAGED = "journal_salvaged"
    JOURNAL_LOST = "journal_lost"
    BACKUP_BAD = "backup_bad"
    BACKUP_FAILED = "backup_failed"
    STOPPED = "stopped"
    FOLDER_SYNCHRONISED = "folder_synchronised"
    FOLDER_ON_NETWORK = "folder_on_network"
    FOLDER_GONE = "folder_gone"
    NOT_SAVED = "not_saved"
    READ_ONLY = "read_only"
    NEEDED_BY_LATER = "needed_by_later"
    PLAN_NOT_READ = "plan_not_read"
    PLAN_UNKNOWN = "plan_unknown"
    PLAN_NO_REDOSE = "plan_no_redose"
    PLAN_NO_SUCH_REDOSE = "plan_no_such_redose"
    PLAN_TOO_LITTLE = "plan_too_little"
    NOTHING_TO_UNDO = "nothing_to_undo"
    UNDO_ELSEWHERE = "undo_elsewhere"
    # running
    ALREADY_RUNNING = "already_running"
    LOCKED_ELSEWHERE = "locked_elsewhere"
    CLOCK_CHANGED = "clock_changed"
    NO_DISPLAY = "no_display"
    BAD_LABEL = "bad_label"
    LABEL_UNKNOWN = "label_unknown"


class Severity(IntEnum):
    """How loud a caution is; sorted by it, loudest first."""

    NOTE = 1
    CAUTION = 2
    STRONG = 3


class Caution(Struct, frozen=True):
    """One line for one decision: what, on whose word, and what to do.

    Attributes:
        code: Which message.
        severity: How loud.
        values: What it names.
    """

    code: Message
    severity: Severity
    values: dict[str, Value] = field(default_factory=dict)


class BenchError(Exception):
    """An error that the person at the bench can do something about.

    Whatever else reaches the event loop is a defect and goes to the crash report.

    Attributes:
        code: Which message this is.
        values: What the message names: the text as typed, a file, a figure; never a ready-made sentence.
    """

    def __init__(self, code: Message, **values: Value) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: dict[str, Value] = dict(values)

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({named})"


class QuantityError(BenchError):
    """A typed amount that cannot be taken; the field that holds it shows why."""


class CalculationError(BenchError):
    """Given values from which nothing can be computed; `field` in the values names the input at fault."""
