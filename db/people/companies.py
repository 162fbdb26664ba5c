"""What the directory and supervisors say of companies, by INN; what people state of theirs: db/people/identities.py."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns, inserts
from db.statements import Command, Query
from db.tables import companies


@dataclass(frozen=True, slots=True)
class Company:
    """A company; in the directory since `listed_at`, None: it does not stand there.

    `colleagues_see` tells whether its people see each other's requests, who said so and when; None: nobody did.
    """

    inn: str
    name: str | None
    kpp: str | None
    address: str | None
    listed_at: datetime | None
    colleagues_see: bool | None
    colleagues_see_by: int | None
    colleagues_see_at: datetime | None


_BY_INN = Query(Company, select(*columns(companies, Company)).where(companies.c.inn == bindparam("of")))
_SEE = ("colleagues_see", "colleagues_see_by", "colleagues_see_at")
_LET_SEE = Command(
    {
        name: insert.on_conflict_do_update(index_elements=["inn"], set_={each: insert.excluded[each] for each in _SEE})
        for name, insert in inserts(companies).items()
    }
)


async def by_inn(connection: AsyncConnection, inn: str) -> Company | None:
    """Return a company; None when neither the directory nor a supervisor says anything of it."""
    return await _BY_INN.first(connection, {"of": inn})


async def let_see(connection: AsyncConnection, inn: str, see: bool | None, by: int, now: datetime) -> None:
    """Keep whether the people of a company see each other's requests; None: as the setting says."""
    await _LET_SEE.run(connection, {"inn": inn} | dict(zip(_SEE, (see, by, now), strict=True)))
