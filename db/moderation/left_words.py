"""Words that look obscene or are slang, and that supervisors let pass: names, titles, matters of taste (3.1, 3.5)."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import upserts
from db.statements import Command, Query
from db.tables import left_words

MOST = 500

_ALL = Query(str, select(left_words.c.word).order_by(left_words.c.word).limit(MOST))
_PUT = Command(upserts(left_words, "word"))
_REMOVE = Command(delete(left_words).where(left_words.c.word == bindparam("of")))


async def listed(connection: AsyncConnection) -> list[str]:
    """Return all words in alphabetical order; there are at most MOST."""
    return await _ALL.all(connection)


async def put(connection: AsyncConnection, word: str, by: int, now: datetime) -> None:
    """Let a word pass from now on."""
    await _PUT.run(connection, {"word": word, "added_by": by, "added_at": now})


async def remove(connection: AsyncConnection, word: str) -> bool:
    """Hold a word again; False when it was held before."""
    return await _REMOVE.run(connection, {"of": word}) > 0
