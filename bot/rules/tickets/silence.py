"""A requester who is asked to confirm and does not answer (3.2): reminders, then a word to supervisors.

Reminders come on the 1st, 3rd and 5th working day after the question, at the hour of the question or, if the desk was
closed then, at the opening. Silence closes nothing, unless a setting says after how many more working days it does.
"""

from datetime import date, datetime, time, timedelta

from bot.rules.deadlines.working_hours import Calendar

REMINDERS = (1, 3, 5)
"""Working days after the question. The steps are counted from 1; the one after the reminders is to list or to close."""
LIST_AGAIN = 5
"""Working days between two lists that name the same ticket."""

_DAY = timedelta(days=1)


def due(step: int, asked: datetime, now: datetime, calendar: Calendar, closes_after: int | None) -> datetime:
    """When a step falls due; `now` is the moment of the one before it, or of the question.

    One that came late, because the desk stood still, moves those behind it: no two on one day.
    `closes_after` is in working days after the last reminder; None: silence does not close.
    """
    if step <= len(REMINDERS):
        return max(_days_later(asked, REMINDERS[step - 1], calendar), _days_later(now, 1, calendar))
    if closes_after is not None:
        return _days_later(now, closes_after, calendar)
    days = 1 if step == len(REMINDERS) + 1 else LIST_AGAIN
    return _at(_working_day(now.astimezone(calendar.zone).date(), days, calendar), calendar.opens, calendar)


def is_last_reminder(step: int) -> bool:
    """Whether no reminder follows this step."""
    return step == len(REMINDERS)


def held_up(step: int) -> int:
    """Return the step that comes after a question stood open in the place of `step`: none closes unannounced."""
    return min(step, len(REMINDERS))


def is_reminder(step: int) -> bool:
    """Whether a step is to remind the requester."""
    return step <= len(REMINDERS)


def _days_later(since: datetime, days: int, calendar: Calendar) -> datetime:
    """The same hour so many working days later; the opening if the desk is closed at that hour."""
    local = since.astimezone(calendar.zone)
    hour = local.time() if calendar.opens <= local.time() < calendar.closes else calendar.opens
    return _at(_working_day(local.date(), days, calendar), hour, calendar)


def _working_day(day: date, number: int, calendar: Calendar) -> date:
    """The first, second, … working day after a day."""
    while number:
        day += _DAY
        number -= calendar.is_working_day(day)
    return day


def _at(day: date, hour: time, calendar: Calendar) -> datetime:
    return datetime.combine(day, hour, calendar.zone)
