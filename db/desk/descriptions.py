"""What the bot says about itself, as it was last set: what did not change is not set again."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns
from db.statements import Command, Query
from db.tables import descriptions


@dataclass(frozen=True, slots=True)
class Described:
    """A text of the bot: the method that sets it, its language («» for all others), and its digest."""

    method: str
    language: str
    digest: str


_ALL = Query(Described, select(*columns(descriptions, Described)))
_FORGET = Command(
    delete(descriptions).where(
        descriptions.c.method == bindparam("of_method"), descriptions.c.language == bindparam("of_language")
    )
)
_ADD = Command(insert(descriptions))


async def known(connection: AsyncConnection) -> list[Described]:
    """Return every text that was set."""
    return await _ALL.all(connection)


async def keep(connection: AsyncConnection, text: Described) -> None:
    """Note that a text is set, in the place of the one before."""
    await _FORGET.run(connection, {"of_method": text.method, "of_language": text.language})
    await _ADD.run(connection, {"method": text.method, "language": text.language, "digest": text.digest})
