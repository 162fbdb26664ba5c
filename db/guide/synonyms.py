"""What people call a thing, and what the guide calls it (3.6)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import upserts
from db.statements import Command, Query
from db.tables import guide_synonyms

MOST = 500


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word, or some, and what the guide says instead; an empty meaning lets what came with the desk not count."""

    word: str
    meaning: str


_ALL = Query(
    Synonym, select(guide_synonyms.c.word, guide_synonyms.c.meaning).order_by(guide_synonyms.c.word).limit(MOST)
)
_PUT = Command(upserts(guide_synonyms, "word"))


async def listed(connection: AsyncConnection) -> list[Synonym]:
    """Return all of them in alphabetical order; there are at most MOST."""
    return await _ALL.all(connection)


async def put(connection: AsyncConnection, synonym: Synonym, by: int) -> None:
    """Add one, or give a known word another meaning."""
    await _PUT.run(connection, {"word": synonym.word, "meaning": synonym.meaning, "added_by": by})
