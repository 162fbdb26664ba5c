"""A company's own words that operators are not to write, and the proper terms for them (3.5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import upserts
from db.statements import Command, Query
from db.tables import own_words

MOST = 500


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word and what is to stand in its place."""

    word: str
    proper: str


_ALL = Query(OwnWord, select(own_words.c.word, own_words.c.proper).order_by(own_words.c.word).limit(MOST))
_PUT = Command(upserts(own_words, "word"))
_REMOVE = Command(delete(own_words).where(own_words.c.word == bindparam("of")))


async def listed(connection: AsyncConnection) -> list[OwnWord]:
    """Return all words in alphabetical order; there are at most MOST."""
    return await _ALL.all(connection)


async def put(connection: AsyncConnection, word: OwnWord, by: int, now: datetime) -> None:
    """Add a word, or give a known one another term."""
    row = {"word": word.word, "proper": word.proper, "added_by": by, "added_at": now}
    await _PUT.run(connection, row)


async def remove(connection: AsyncConnection, word: str) -> bool:
    """Forget a word; False when it is not there."""
    return await _REMOVE.run(connection, {"of": word}) > 0
