"""The database: whether it can be read and written, its schema, what is broken in it."""

import asyncio
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.doctor.subject import Subject, UnexaminedError
from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, Missing, What, odd, right, wrong
from db import inspection
from db.engine import FAILURES
from db.inspection import AbsentError, LogUnreadableError, UnseenError
from db.schema import newest

READ_SECONDS = 8.0
"""For reading a whole file, which may be large: less than a check has."""


def file_of(subject: Subject) -> Path | None:
    """Return the file of an SQLite database; None on PostgreSQL."""
    url = make_url(subject.settings.database_url.get_secret_value())
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _where(subject: Subject) -> str:
    """Name the database for people, without its password."""
    url = make_url(subject.settings.database_url.get_secret_value())
    file = file_of(subject)
    return f"{url.host or 'localhost'}/{url.database}" if file is None else str(file.absolute())


async def database(subject: Subject) -> list[Finding]:
    """See whether the database answers, takes writes, and has the schema of this program."""
    where = _where(subject)
    try:
        async with inspection.looking(subject.settings.database_url.get_secret_value()) as connection:
            schema = await inspection.schema(connection)
            refuses = await inspection.takes_no_writes(connection)
    except AbsentError:
        return [right(Check.DATABASE, What.DATABASE_NONE, path=where)]
    except LogUnreadableError:
        return [odd(Check.DATABASE, What.LOG_UNREADABLE, path=where)]
    except FAILURES as error:
        return [wrong(Check.DATABASE, What.DATABASE_UNUSABLE, path=where, reason=inspection.reason(error))]
    found = [judgement.schema(schema.revision, newest(), where, has_tables=schema.has_tables)]
    return [wrong(Check.DATABASE, What.DATABASE_READ_ONLY, path=where), *found] if refuses else found


async def integrity(subject: Subject) -> list[Finding]:
    """Read all of an SQLite file, as far as there is time. A server of PostgreSQL looks after its own."""
    if file_of(subject) is None:
        return [right(Check.INTEGRITY, What.INTEGRITY_SERVER)]
    where = _where(subject)
    try:
        async with asyncio.timeout(READ_SECONDS):
            damage = await _damage(subject) and await _damage(subject)  # a desk may have begun to write meanwhile
    except TimeoutError:
        return [odd(Check.INTEGRITY, What.UNFINISHED, seconds=round(READ_SECONDS), path=where)]
    except UnseenError as error:
        absent = isinstance(error, AbsentError)
        raise UnexaminedError(Missing.FIRST_START if absent else Missing.DATABASE) from error
    if damage:
        return [wrong(Check.INTEGRITY, What.DAMAGED, path=where, reason=damage)]
    return [right(Check.INTEGRITY, What.INTACT)]


async def _damage(subject: Subject) -> str | None:
    try:
        async with inspection.looking(subject.settings.database_url.get_secret_value()) as connection:
            return await inspection.damage(connection)
    except TimeoutError:  # among the failures of a database
        raise
    except FAILURES as error:
        if inspection.is_no_database(error):
            raise UnexaminedError(Missing.DATABASE) from error
        return inspection.reason(error)
