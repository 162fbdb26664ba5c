"""The erasing of what is stored about them (`db.people.personal`)."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, exists, func, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.addresses import PERSON, ReportLane, ToMail, ToPerson, ToTicket
from bot.rules.files import FOLDER
from db import audit
from db.people.personal import ROWS, Subject, Talk, mentions, own_origin
from db.tables import (
    CLEARED,
    FAILED,
    accounts,
    files,
    held_messages,
    identities,
    inbox,
    message_versions,
    messages,
    metadata,
    outbox,
    tickets,
)

_WITH_FILES: tuple[Table, ...] = (messages, message_versions, held_messages)


async def subject(connection: AsyncConnection, person: int) -> Subject:
    """Return whose data are meant."""
    found = await connection.execute(select(accounts.c.address).where(accounts.c.person == person))
    return Subject(person, tuple(found.scalars()))


async def works_here(connection: AsyncConnection, person: int) -> bool:
    """Tell whether somebody has a ticket that they took or answered as an operator."""
    return bool(await connection.scalar(select(exists().where(tickets.c.operator == person))))


async def numbers_of(connection: AsyncConnection, person: int) -> list[int]:
    """Return the numbers of a person's tickets, in order."""
    found = select(tickets.c.number).where(tickets.c.person == person).order_by(tickets.c.number)
    return list((await connection.execute(found)).scalars())


async def on_the_way(connection: AsyncConnection, whose: Subject) -> bool:
    """Tell whether anything for a person, or about their tickets, waits to be delivered."""
    owned = await _owned(connection, whose)
    return bool(await connection.scalar(select(exists().where(outbox.c.state == "waiting", owned))))


async def erase(connection: AsyncConnection, whose: Subject, now: datetime) -> list[str]:
    """Erase all that is stored about a person but what is done with in the queues (`clear`).

    Returns the keys of files in the desk's folder that nothing refers to any more.
    """
    needles = await _needles(connection, whose)
    await connection.execute(delete(outbox).where(await _owned(connection, whose)))
    await _drop_failed(connection, needles)
    await audit.forget_words(connection, whose.tickets)
    shown = await files_of(connection, whose)
    for name, rows in ROWS.items():
        table = metadata.tables[name]
        if rows.whose is None:
            continue
        if table is messages:
            await connection.execute(update(messages).where(mentions(whose)).values(**own_origin()))
        if rows.removed:
            await connection.execute(delete(table).where(rows.whose(whose)))
        else:
            await connection.execute(update(table).where(rows.whose(whose)).values(**rows.erased))
    await connection.execute(update(tickets).where(tickets.c.number.in_(whose.tickets)).values(erased_at=now))
    return await drop_files(connection, shown)


async def clear(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Empty inputs and forget deliveries that are done with, `most` of each; return how many.

    Whoever they are of: they may quote anybody, and nothing needs what they held. The input's row stays, for a
    duplicate is known by it. A delivery that an earlier one of its lane may still be compared with stays as well.
    """
    old = select(inbox.c.id).where(CLEARED, inbox.c.payload != "", inbox.c.received_at <= before).limit(most)
    emptied = await connection.execute(update(inbox).where(inbox.c.id.in_(old)).values(payload="", error=None))
    ahead = outbox.alias()
    waits = exists().where(
        ahead.c.state == "waiting", ahead.c.destination == outbox.c.destination, ahead.c.id < outbox.c.id
    )
    newest = select(func.max(outbox.c.id)).scalar_subquery()
    done = outbox.c.state.in_(("done", "dropped"))
    sent = select(outbox.c.id).where(done, outbox.c.created_at <= before, outbox.c.id < newest, ~waits).limit(most)
    gone = await connection.execute(delete(outbox).where(outbox.c.id.in_(sent)))
    return emptied.rowcount + gone.rowcount


async def awaits_clearing(connection: AsyncConnection, before: datetime) -> bool:
    """Tell whether inputs or deliveries of that time are still being worked on, so that `clear` has to come again."""
    taken = exists().where(inbox.c.state == "waiting", inbox.c.received_at <= before)
    sent = exists().where(outbox.c.state == "waiting", outbox.c.created_at <= before)
    return bool(await connection.scalar(select(or_(taken, sent))))


async def _owned(connection: AsyncConnection, whose: Subject) -> Any:
    """Return the condition of parcels for a person, or about their tickets and messages."""
    known = await connection.execute(select(identities.c.login).where(identities.c.person == whose.person))
    lanes = [ToPerson(whose.person), ReportLane(whose.person), *map(ToMail, set(known.scalars()))]
    lanes += map(ToTicket, await numbers_of(connection, whose.person))
    return or_(
        outbox.c.ticket.in_(whose.tickets),
        outbox.c.message.in_(whose.messages),
        outbox.c.destination.in_([str(lane) for lane in lanes]),
        outbox.c.destination.like(f"{PERSON}:{whose.person}@%"),
    )


async def _needles(connection: AsyncConnection, whose: Subject) -> re.Pattern[str]:
    """Return a pattern of what names a person."""
    said = select(identities.c.login, identities.c.surname).where(identities.c.person == whose.person)
    names = select(accounts.c.name, accounts.c.username).where(accounts.c.person == whose.person)
    found = {each for query in (said, names) for row in await connection.execute(query) for each in row if each}
    words = sorted(re.escape(each) for each in {*found, *whose.addresses})
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)" if words else r"(?!)")


async def _drop_failed(connection: AsyncConnection, needles: re.Pattern[str]) -> None:
    """Drop what failed and names a person: it would be kept until a supervisor clears it."""
    for row in await connection.execute(select(inbox.c.id, inbox.c.payload).where(FAILED)):
        if needles.search(row.payload) or needles.search(_readable(row.payload)):
            emptied = {"state": "dropped", "payload": "", "error": None}
            await connection.execute(update(inbox).where(inbox.c.id == row.id).values(**emptied))
    for row in await connection.execute(select(outbox.c.id, outbox.c.body).where(FAILED)):
        if needles.search(json.dumps(row.body, ensure_ascii=False)):
            await connection.execute(delete(outbox).where(outbox.c.id == row.id))


def _readable(payload: str) -> str:
    """Return JSON without escapes; what is none stays as it is."""
    try:
        return json.dumps(json.loads(payload), ensure_ascii=False)
    except ValueError:
        return payload


async def files_of(connection: AsyncConnection, whose: Talk) -> list[int]:
    """Return the files of what was said."""
    of_message = (
        select(table.c.file).where(table.c.message.in_(whose.messages)) for table in (message_versions, held_messages)
    )
    own = select(messages.c.file).where(messages.c.id.in_(whose.messages))
    found = (await connection.execute(union_all(own, *of_message))).scalars()
    return [each for each in found if each is not None]


async def drop_files(connection: AsyncConnection, shown: Sequence[int]) -> list[str]:
    """Forget those of some files that nothing refers to, and return the keys of those in the desk's folder."""
    unused = and_(files.c.id.in_(shown), *(~exists().where(table.c.file == files.c.id) for table in _WITH_FILES))
    gone = await connection.execute(delete(files).where(unused).returning(files.c.keeper, files.c.key))
    return [row.key for row in gone if row.keeper == FOLDER]
