"""What supervisors chose to become of words that the desk knows, and what was hinted at (3.1, 3.5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts, upserts
from db.statements import Command, Query
from db.tables import hinted_words, word_treatments

MOST = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """A word, and what becomes of it: «hold», «hint», «leave»."""

    word: str
    treatment: str


_ALL = Query(
    Chosen, select(word_treatments.c.word, word_treatments.c.treatment).order_by(word_treatments.c.word).limit(MOST)
)
_PUT = Command(upserts(word_treatments, "word"))
_REMOVE = Command(delete(word_treatments).where(word_treatments.c.word == bindparam("of")))
_HINT = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(hinted_words).items()})


async def listed(connection: AsyncConnection) -> list[Chosen]:
    """Return all choices in the order of their words; there are at most MOST."""
    return await _ALL.all(connection)


async def put(connection: AsyncConnection, chosen: Chosen, by: int, now: datetime) -> None:
    """Let something become of a word from now on."""
    row = {"word": chosen.word, "treatment": chosen.treatment, "added_by": by, "added_at": now}
    await _PUT.run(connection, row)


async def remove(connection: AsyncConnection, word: str) -> bool:
    """Treat a word as usual again; False when nothing was chosen."""
    return await _REMOVE.run(connection, {"of": word}) > 0


async def is_first_hint(connection: AsyncConnection, ticket: int, word: str) -> bool:
    """Note that a hint at a word is given at a ticket; False when it was given before."""
    return await _HINT.run(connection, {"ticket": ticket, "word": word}) == 1
