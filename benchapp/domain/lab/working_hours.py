"""The hours and days at which a lab works."""

from datetime import date, datetime, time, timedelta

from benchapp.domain.lab.lab_rules import LabRules


def outside_hours(at: datetime, rules: LabRules) -> tuple[datetime, datetime] | None:
    """Return the nearest working times before and after an instant; None where it lies within them.

    Args:
        at: The instant, in the zone of the lab.
        rules: For the hours and days.
    """
    if rules.work_until_h <= rules.work_from_h:
        return None
    begin, end = _clock(rules.work_from_h), _clock(rules.work_until_h)
    days = int(rules.work_days)
    if at.weekday() < days and begin <= at.time() <= end:
        return None
    before = _working_day(at.date() if at.time() >= begin else at.date() - timedelta(days=1), -1, days)
    after = _working_day(at.date() if at.time() <= end else at.date() + timedelta(days=1), 1, days)
    if at.weekday() < days and at.time() > end:
        before = at.date()
    return datetime.combine(before, end, at.tzinfo), datetime.combine(after, begin, at.tzinfo)


def _clock(hours: float) -> time:
    minutes = min(24 * 60 - 1, max(0, round(hours * 60)))
    return time(minutes // 60, minutes % 60)


def _working_day(day: date, step: int, days: int) -> date:
    while day.weekday() >= max(1, days):
        day += timedelta(days=step)
    return day
