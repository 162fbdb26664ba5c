"""Messages of operators that wait for a decision before they are delivered (3.1, 3.5, 3.6)."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.channels import Origin
from db.rows import columns, inserts
from db.statements import Command, Query
from db.tables import HELD, IS_OPEN, held_messages, messages, tickets

NEW, EDIT = "new", "edit"
WAITS, SENT, CORRECTED, DROPPED = "held", "sent", "corrected", "dropped"
LET_GO = frozenset({SENT, CORRECTED})


@dataclass(frozen=True, slots=True)
class Hold:
    """A message that was held, and what became of it.

    `act` is what the message is: new, or an edit of one the requester has. `html` is the version that waits,
    `corrected` the same with proper terms. `version` counts its versions: a button under an earlier one is void.
    The prompt is the desk's question in the topic; it has no place before it is sent.
    """

    message: int
    ticket: int
    act: str
    kind: str
    html: str
    file: int | None
    corrected: str | None
    findings: dict[str, Any]
    anonymous: bool
    version: int
    state: str
    prompt_chat: int | None
    prompt_id: int | None
    held_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = None

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == WAITS


_ALL = select(*columns(held_messages, Hold))
_OF_MESSAGE = Query(Hold, _ALL.where(held_messages.c.message == bindparam("of")))
_OF_TICKET = Query(Hold, _ALL.where(held_messages.c.ticket == bindparam("of"), HELD).order_by(held_messages.c.message))
_OF_ALBUM = Query(
    int,
    select(messages.c.id)
    .join(held_messages, held_messages.c.message == messages.c.id)
    .where(
        messages.c.album == bindparam("album"),
        messages.c.channel == bindparam("channel"),
        messages.c.place == bindparam("place"),
        held_messages.c.state == WAITS,
        held_messages.c.act == NEW,
    )
    .limit(1),
)
_OPEN_HERE = select(tickets.c.number).where(tickets.c.group_id == bindparam("chat"), IS_OPEN)
_IN_GROUP = Query(
    int, select(held_messages.c.ticket).distinct().where(HELD, held_messages.c.ticket.in_(_OPEN_HERE.scalar_subquery()))
)
_FACTS = [field.name for field in fields(Hold) if not field.name.startswith("prompt_")]  # the courier knows its place
_PUT = Command(
    {
        name: insert.on_conflict_do_update(
            index_elements=["message"], set_={fact: insert.excluded[fact] for fact in _FACTS}
        )
        for name, insert in inserts(held_messages).items()
    }
)
_PROMPTED = Command(
    update(held_messages)
    .where(held_messages.c.message == bindparam("of"))
    .values(prompt_chat=bindparam("chat"), prompt_id=bindparam("at"))
)


async def of_message(connection: AsyncConnection, message: int) -> Hold | None:
    """Return what is known of a message that is or was held; None when it never was."""
    return await _OF_MESSAGE.first(connection, {"of": message})


async def of_ticket(connection: AsyncConnection, ticket: int) -> list[Hold]:
    """Return what waits at a ticket, in order."""
    return await _OF_TICKET.all(connection, {"of": ticket})


async def holds_album(connection: AsyncConnection, origin: Origin, album: str) -> bool:
    """Tell whether a part of the new album at a place waits: the others wait with it."""
    here = {"channel": origin.channel, "place": origin.place, "album": album}
    return await _OF_ALBUM.first(connection, here) is not None


async def in_group(connection: AsyncConnection, chat: int) -> frozenset[int]:
    """Return the numbers of a group's open tickets at which something waits."""
    return frozenset(await _IN_GROUP.all(connection, {"chat": chat}))


async def put(connection: AsyncConnection, hold: Hold) -> None:
    """Keep a hold as it stands, but for the place of its prompt."""
    await _PUT.run(connection, {fact: getattr(hold, fact) for fact in _FACTS})


async def prompted(connection: AsyncConnection, message: int, chat: int | None, prompt: int | None) -> None:
    """Remember where the question about a message stands; None: nowhere any more."""
    await _PROMPTED.run(connection, {"of": message, "chat": chat, "at": prompt})
