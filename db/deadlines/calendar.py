"""Days on which the desk departs from the official calendar (2.5), and years whose decree is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns, fields_of, upserts
from db.statements import Command, Query
from db.tables import calendar_overrides, calendar_years


@dataclass(frozen=True, slots=True)
class Override:
    """A day that is working or not, whatever the law says."""

    day: date
    working: bool
    note: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year without a decree: when supervisors were warned of it, and when they settled for that."""

    year: int
    warned_at: datetime | None = None
    settled_at: datetime | None = None


_ALL = Query(lambda day, working: (day, working), select(calendar_overrides.c.day, calendar_overrides.c.working))
_ON = Query(bool, select(calendar_overrides.c.working).where(calendar_overrides.c.day == bindparam("on")))
_IN = calendar_overrides.c.day.between(bindparam("first"), bindparam("last"))
_BETWEEN = Query(
    Override,
    select(*columns(calendar_overrides, Override)).where(_IN).order_by(calendar_overrides.c.day),
)
_PUT = Command(upserts(calendar_overrides, "day"))
_REMOVE = Command(delete(calendar_overrides).where(_IN))
_YEAR = Query(Year, select(*columns(calendar_years, Year)).where(calendar_years.c.year == bindparam("of")))
_PUT_YEAR = Command(upserts(calendar_years, "year"))


async def overrides(connection: AsyncConnection) -> dict[date, bool]:
    """Return every override: day → working or not."""
    return dict(await _ALL.all(connection))


async def override(connection: AsyncConnection, on: date) -> bool | None:
    """Return whether a day was made a working one; None where it is as the law has it."""
    return await _ON.first(connection, {"on": on})


async def between(connection: AsyncConnection, first: date, last: date) -> list[Override]:
    """Return the overrides of these days, both ends included, in their order."""
    return await _BETWEEN.all(connection, {"first": first, "last": last})


async def put(connection: AsyncConnection, days: Iterable[date], *, working: bool, note: str) -> None:
    """Override days, whatever they were."""
    await _PUT.run_each(connection, [{"day": day, "working": working, "note": note} for day in days])


async def remove(connection: AsyncConnection, first: date, last: date) -> None:
    """Let these days, both ends included, be as the law has them."""
    await _REMOVE.run(connection, {"first": first, "last": last})


async def year(connection: AsyncConnection, number: int) -> Year:
    """Return what is known of a year's decree."""
    return await _YEAR.first(connection, {"of": number}) or Year(number)


async def keep_year(connection: AsyncConnection, known: Year) -> None:
    """Keep what is known of a year's decree."""
    await _PUT_YEAR.run(connection, fields_of(known))
