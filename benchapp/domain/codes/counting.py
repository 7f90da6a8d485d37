"""Counting cells, seeding them by area, and virus for them."""

from benchapp.domain.codes import MessageCode


class CountingMessages:
    """Counting cells, seeding them by area, and virus for them."""

    NOT_COUNTED = MessageCode("not_counted")
    TOO_MANY_SQUARES = MessageCode("too_many_squares")
    SQUARES_DIFFER = MessageCode("squares_differ")
    NONE_COUNTED = MessageCode("none_counted")
    DILUTED_BELOW_ONE = MessageCode("diluted_below_one")
    COUNTED_FEW = MessageCode("counted_few")
    COUNTED_MANY = MessageCode("counted_many")
    SQUARES_UNEVEN = MessageCode("squares_uneven")
    NOT_AN_AREA = MessageCode("not_an_area")
    AREA_NEEDED = MessageCode("area_needed")
    NOT_A_TITRE = MessageCode("not_a_titre")
    TITRE_IN_DOSES = MessageCode("titre_in_doses")
    TITRE_IN_GENOMES = MessageCode("titre_in_genomes")
    TITRE_TOO_LOW = MessageCode("titre_too_low")
    NOT_A_MOI = MessageCode("not_a_moi")
    MOI_SEVERAL = MessageCode("moi_several")
    WORK_COUNTED = MessageCode("work_counted")
    WORK_LIVING = MessageCode("work_living")
    WORK_CHANCE = MessageCode("work_chance")
    WORK_SPREAD = MessageCode("work_spread")
    WORK_ALL_CELLS = MessageCode("work_all_cells")
    WORK_AREA = MessageCode("work_area")
    WORK_VIRUS = MessageCode("work_virus")
    WORK_VIRUS_BATCH = MessageCode("work_virus_batch")
    WORK_INFECTED = MessageCode("work_infected")
    WORK_TOO_LITTLE_VIRUS = MessageCode("work_too_little_virus")
    WORK_DOSE_OFF = MessageCode("work_dose_off")
