"""What people answered to the texts of the consent, version by version."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.documents import Document
from bot.rules.people.consent import Answer
from db.tables import consents

_LATEST = (
    select(consents.c.answer, consents.c.answered_at)
    .where(consents.c.person == bindparam("of"), consents.c.sha256 == bindparam("text"))
    .order_by(consents.c.id.desc())
    .limit(1)
)


async def last(connection: AsyncConnection, person: int, text: Document) -> Answer | None:
    """Return what a person last answered to a text, known by its SHA-256; None when they never did."""
    found = await connection.scalar(_LATEST, {"of": person, "text": text.sha256})
    return None if found is None else Answer(found)


async def answered_at(connection: AsyncConnection, person: int, text: Document, answer: Answer) -> datetime | None:
    """Return when a person gave this answer to a text, if it is the last that they gave."""
    found = (await connection.execute(_LATEST, {"of": person, "text": text.sha256})).one_or_none()
    return found.answered_at if found is not None and found.answer == answer else None


async def record(
    connection: AsyncConnection, person: int, text: Document, answer: Answer, channel: str, now: datetime
) -> None:
    """Keep an answer beside those before."""
    row = {"version": text.name, "sha256": text.sha256, "answer": answer, "channel": channel}
    await connection.execute(insert(consents), row | {"person": person, "answered_at": now})
