"""How a figure was worked out."""

from benchapp.domain.codes import MessageCode


class WorkingMessages:
    """How a figure was worked out."""

    # calculations
    METHODS_STOCK = MessageCode("methods_stock")
    METHODS_STOCK_PLAIN = MessageCode("methods_stock_plain")
    METHODS_DOSE = MessageCode("methods_dose")
    METHODS_DOSE_PLAIN = MessageCode("methods_dose_plain")
    METHODS_SERIES = MessageCode("methods_series")
    METHODS_SERIES_ONE = MessageCode("methods_series_one")
    METHODS_COMBINE = MessageCode("methods_combine")
    # recipe
    WORK_STOCK_VOLUME = MessageCode("work_stock_volume")
    WORK_STOCK_OF_MASS = MessageCode("work_stock_of_mass")
    WORK_STOCK_OF_ACTIVITY = MessageCode("work_stock_of_activity")
    WORK_ACTIVITY = MessageCode("work_activity")
    WORK_MASS_OF_ACTIVITY = MessageCode("work_mass_of_activity")
    WORK_STOCK_REACHED = MessageCode("work_stock_reached")
    WORK_BATCH = MessageCode("work_batch")
    WORK_BATCH_ROUND = MessageCode("work_batch_round")
    WORK_TUBE = MessageCode("work_tube")
    WORK_STRENGTH = MessageCode("work_strength")
    WORK_SOLUBILITY = MessageCode("work_solubility")
    WORK_VEHICLE = MessageCode("work_vehicle")
    WORK_REDOSE = MessageCode("work_redose")
    WORK_MIXED = MessageCode("work_mixed")
    WORK_BOTTLE = MessageCode("work_bottle")
    WORK_BY_MASS = MessageCode("work_by_mass")
    WORK_STRAND = MessageCode("work_strand")
    WORK_OSMOLES_IDEAL = MessageCode("work_osmoles_ideal")
    WORK_OF_THE_SOLUTION = MessageCode("work_of_the_solution")
    WORK_TAKE = MessageCode("work_take")
    WORK_DENSITY = MessageCode("work_density")
    WORK_CELLS = MessageCode("work_cells")
    WORK_TOO_LITTLE = MessageCode("work_too_little")
    WORK_PREDILUTE = MessageCode("work_predilute")
    WORK_SET_TAKE = MessageCode("work_set_take")
    WORK_SET_BOTH = MessageCode("work_set_both")
    WORK_CELLS_OFF = MessageCode("work_cells_off")
    WORK_DOSE = MessageCode("work_dose")
    WORK_OFF = MessageCode("work_off")
    WORK_OFF_COMMON = MessageCode("work_off_common")
    WORK_USED = MessageCode("work_used")
    WORK_WELLS = MessageCode("work_wells")
    WORK_SHARE = MessageCode("work_share")
