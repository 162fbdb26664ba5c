"""The working calendar: whether the decrees on moved days off are known."""

from bot.doctor.subject import Subject, UnexaminedError
from bot.rules.deadlines import work_year
from bot.rules.desk import judgement
from bot.rules.desk.findings import Finding
from db.deadlines import calendar as calendar_rows


async def calendar(subject: Subject) -> list[Finding]:
    """Look at this year and the next."""
    today = subject.now().astimezone(subject.settings.timezone).date()
    both = (today.year, today.year + 1)
    known = [year for year in both if work_year.has_decree(year)]
    return judgement.years(today, known, await _settled(subject, [year for year in both if year not in known]))


async def _settled(subject: Subject, unknown: list[int]) -> list[int]:
    """Return the years whose moved days a supervisor said to have put in; without a database nobody did."""
    if not unknown:
        return []
    try:
        async with subject.reading() as connection:
            years = [await calendar_rows.year(connection, year) for year in unknown]
    except UnexaminedError:
        return []
    return [each.year for each in years if each.settled_at is not None]
