"""The directory: which companies stand there, and for which of them a login is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns
from db.statements import Query
from db.tables import LISTED, companies, directory


@dataclass(frozen=True, slots=True)
class Entry:
    """A login of a company, in small letters, and whose it is."""

    login: str
    inn: str
    full_name: str | None
    recorded_at: datetime


_ALL = select(*columns(directory, Entry))
_BY_LOGIN = Query(Entry, _ALL.where(directory.c.login == bindparam("of")))
_OF_COMPANY = Query(
    Entry, _ALL.where(directory.c.inn == bindparam("of")).order_by(directory.c.login).limit(bindparam("most"))
)
_ANY = Query(str, select(companies.c.inn).where(LISTED).limit(1))


async def any_there(connection: AsyncConnection) -> bool:
    """Tell whether there is a directory: any company in it."""
    return await _ANY.first(connection) is not None


async def by_login(connection: AsyncConnection, login: str) -> Entry | None:
    """Return what the directory says of a login (`bot.rules.people.codes.key`), or None."""
    return await _BY_LOGIN.first(connection, {"of": login})


async def of_company(connection: AsyncConnection, inn: str, most: int) -> list[Entry]:
    """Return the first logins of a company, in order."""
    return await _OF_COMPANY.all(connection, {"of": inn, "most": most})
