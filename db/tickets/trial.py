"""The trial ticket leaves no row behind."""

from sqlalchemy import Table, delete, exists, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.addresses import ToTicket
from bot.rules.tickets.trial import INN, NUMBER
from db.statements import Query
from db.tables import (
    WAITING,
    alarms,
    copies,
    data_requests,
    deadlines,
    dismissed_questions,
    files,
    former_places,
    held_messages,
    hinted_words,
    identities,
    live_questions,
    message_versions,
    messages,
    outbox,
    promises,
    recalculations,
    spending,
    tickets,
    topics,
)

_MESSAGES = select(messages.c.id).where(messages.c.ticket == NUMBER)
_OF_MESSAGES: tuple[Table, ...] = (copies, message_versions, held_messages, promises)
_OF_TICKET: tuple[Table, ...] = (
    alarms,
    data_requests,
    deadlines,
    dismissed_questions,
    former_places,
    hinted_words,
    recalculations,
    spending,
    topics,
    messages,
)
_WITH_FILES = (messages, message_versions, held_messages)
_FILES = union_all(
    select(messages.c.file).where(messages.c.ticket == NUMBER),
    select(message_versions.c.file).where(message_versions.c.message.in_(_MESSAGES)),
    select(held_messages.c.file).where(held_messages.c.message.in_(_MESSAGES)),
)
_UNUSED = [~exists().where(table.c.file == files.c.id) for table in _WITH_FILES]
"""The same file may stand in another ticket."""
_PARCELS = or_(outbox.c.ticket == NUMBER, outbox.c.destination == str(ToTicket(NUMBER)))
_WAIT = Query(int, select(func.count()).select_from(outbox).where(WAITING, _PARCELS))


async def waiting_parcels(connection: AsyncConnection) -> int:
    """Count the parcels about the trial that are not delivered yet."""
    return await _WAIT.first(connection) or 0


async def remove(connection: AsyncConnection) -> None:
    """Delete the trial ticket and every row about it, but for parcels that are still on their way."""
    shown = [*(await connection.execute(_FILES)).scalars()]
    for table in _OF_MESSAGES:
        await connection.execute(delete(table).where(table.c.message.in_(_MESSAGES)))
    for table in _OF_TICKET:
        await connection.execute(delete(table).where(table.c.ticket == NUMBER))
    await connection.execute(delete(live_questions).where(live_questions.c.name.like(f"% {NUMBER}")))
    await connection.execute(delete(files).where(files.c.id.in_(shown), *_UNUSED))
    await connection.execute(delete(tickets).where(tickets.c.number == NUMBER))
    await connection.execute(delete(identities).where(identities.c.inn == INN))
    await connection.execute(delete(outbox).where(_PARCELS, outbox.c.state != "waiting"))
