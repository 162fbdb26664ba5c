"""Every message of a ticket, each version of it, and where its copies are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.channels import Origin
from db.rows import columns, fields_of, inserts
from db.statements import Command, Query
from db.tables import accounts, copies, dismissed_questions, message_versions, messages


@dataclass(frozen=True, slots=True)
class Message:
    """A message where it was written. `html` is its text or caption; `position` is its place in its album."""

    id: int
    ticket: int | None
    author: int
    by_operator: bool
    channel: str
    place: str
    external_id: str
    kind: str
    html: str
    file: int | None
    spoiler: bool
    album: str | None
    position: int | None
    reply_to: int | None
    in_card: bool
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    context: dict[str, Any] | None = None
    """What came along with the words (`bot.rules.tickets.context`)."""

    @property
    def origin(self) -> Origin:
        """Where it was written."""
        return Origin(self.channel, self.place, self.external_id)


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a message can be found on the other side."""

    message: int
    at: Origin


_ALL = select(*columns(messages, Message))
_BY_ID = Query(Message, _ALL.where(messages.c.id == bindparam("of")))


def _in_place(table: Table) -> tuple[ColumnElement[bool], ...]:
    return table.c.channel == bindparam("channel"), table.c.place == bindparam("place")


def _at(table: Table) -> tuple[ColumnElement[bool], ...]:
    return *_in_place(table), table.c.external_id == bindparam("id")


_AT_SOURCE = Query(Message, _ALL.where(*_at(messages)))
_AT_COPY = Query(
    Message,
    _ALL.join(copies, copies.c.message == messages.c.id).where(*_at(copies)).order_by(messages.c.id).limit(1),
)
_DRAFTS = Query(
    Message,
    _ALL.where(
        messages.c.author == bindparam("of"), messages.c.ticket.is_(None), messages.c.by_operator.is_(False)
    ).order_by(messages.c.id),
)
_OF_TICKET_ = _ALL.where(messages.c.ticket == bindparam("of")).order_by(messages.c.id)
_OF_TICKET = Query(Message, _OF_TICKET_)
_IN_CARD = Query(Message, _OF_TICKET_.where(messages.c.in_card))
_ALBUM = Query(
    Message,
    _ALL.where(messages.c.album == bindparam("album"), *_in_place(messages)).order_by(messages.c.position),
)
_LAST_OF_REQUESTER = Query(
    int,
    select(messages.c.id)
    .where(messages.c.ticket == bindparam("of"), messages.c.by_operator.is_(False), messages.c.deleted_at.is_(None))
    .order_by(messages.c.id.desc())
    .limit(1),
)
_LAST_OF_OPERATORS = Query(
    int,
    select(messages.c.id)
    .where(messages.c.ticket == bindparam("of"), messages.c.by_operator, messages.c.deleted_at.is_(None))
    .order_by(messages.c.id.desc())
    .limit(1),
)
_TALLY = select(func.count().label("count"), func.max(messages.c.sent_at).label("last")).where(
    messages.c.ticket == bindparam("of"), messages.c.deleted_at.is_(None)
)
_COPY_IN = Query(
    str,
    select(copies.c.external_id)
    .where(copies.c.message == bindparam("of"), *_in_place(copies))
    .order_by(copies.c.id.desc())  # a card that was deleted and sent again leaves two: the newer one is there
    .limit(1),
)
_COPIES_IN = Query(
    str,
    select(copies.c.external_id)
    .where(copies.c.message == bindparam("of"), *_in_place(copies))
    .order_by(copies.c.id.desc()),
)
_SHOWN_BY = Query(
    str,
    select(copies.c.channel)
    .join(accounts, and_(accounts.c.channel == copies.c.channel, accounts.c.address == copies.c.place))
    .where(copies.c.message == bindparam("of"), accounts.c.person == bindparam("person"))
    .order_by(copies.c.id.desc())
    .limit(1),
)
_BETWEEN = Query(Message, _OF_TICKET_.where(messages.c.id.between(bindparam("first"), bindparam("last"))))
_NEWER = copies.alias()
_SHARING = Query(
    Message,
    _ALL.join(copies, copies.c.message == messages.c.id)
    .where(
        *_at(copies),
        ~exists().where(
            _NEWER.c.message == copies.c.message,
            _NEWER.c.channel == copies.c.channel,
            _NEWER.c.place == copies.c.place,
            _NEWER.c.id > copies.c.id,
        ),
    )
    .order_by(messages.c.id),
)
_WRITTEN_HERE = and_(*_in_place(messages))
_COPIED_HERE = exists().where(copies.c.message == messages.c.id, *_in_place(copies))
_LAST_SHOWN = Query(
    Message,
    _ALL.where(
        messages.c.ticket == bindparam("of"),
        messages.c.in_card.is_(False),
        messages.c.deleted_at.is_(None),
        or_(_WRITTEN_HERE, _COPIED_HERE),
    )
    .order_by(messages.c.id.desc())
    .limit(bindparam("most")),
)
_NEWEST = ("kind", "html", "file", "spoiler", "context")
_ADD = Query(
    int,
    {
        name: added.on_conflict_do_update(
            index_elements=("channel", "place", "external_id"), set_={each: added.excluded[each] for each in _NEWEST}
        ).returning(messages.c.id)
        for name, added in inserts(messages).items()
    },
)
_DISMISS = Command(insert(dismissed_questions))
_DISMISSED = Query(
    int, select(dismissed_questions.c.message).where(dismissed_questions.c.ticket == bindparam("ticket"))
)
_COPY = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(copies).items()})


async def add(connection: AsyncConnection, **fields: Any) -> Message:
    """Keep a message; `ticket` None makes it a draft of its author's next ticket.

    Where one stands already that is known by the same id, it says this from now on.
    """
    row = {"in_card": False, "context": None, **fields}
    number = await _ADD.first(connection, row)
    assert number is not None
    return Message(id=number, edited_at=None, deleted_at=None, **row)


async def by_id(connection: AsyncConnection, message: int) -> Message:
    """Return a message that must exist."""
    found = await _BY_ID.first(connection, {"of": message})
    assert found is not None, f"no message {message}"
    return found


async def between(connection: AsyncConnection, ticket: int, first: int, last: int) -> list[Message]:
    """Return a ticket's messages from one id to another, in order."""
    return await _BETWEEN.all(connection, {"of": ticket, "first": first, "last": last})


async def sharing(connection: AsyncConnection, origin: Origin) -> list[Message]:
    """Return the messages, in order, whose newest copy in its place is the one here: several if they were merged."""
    return await _SHARING.all(connection, fields_of(origin))


async def at(connection: AsyncConnection, origin: Origin) -> Message | None:
    """Return the message that stands here, as the original or as a copy."""
    here = fields_of(origin)
    return await _AT_SOURCE.first(connection, here) or await _AT_COPY.first(connection, here)


async def written_at(connection: AsyncConnection, origin: Origin) -> Message | None:
    """Return the message that was written here; a copy does not count."""
    return await _AT_SOURCE.first(connection, fields_of(origin))


async def drafts(connection: AsyncConnection, author: int) -> list[Message]:
    """Return what a requester wrote that belongs to no ticket yet."""
    return await _DRAFTS.all(connection, {"of": author})


async def discard_drafts(connection: AsyncConnection, author: int) -> None:
    """Forget what a requester wrote for a ticket that will not be opened."""
    drafted = [each.id for each in await drafts(connection, author)]
    await connection.execute(delete(message_versions).where(message_versions.c.message.in_(drafted)))
    await connection.execute(delete(messages).where(messages.c.id.in_(drafted)))


async def attach(connection: AsyncConnection, message: int, ticket: int, *, in_card: bool) -> None:
    """Give a draft to its ticket; `in_card` when the card itself will show its text."""
    await connection.execute(update(messages).where(messages.c.id == message).values(ticket=ticket, in_card=in_card))


async def leave_card(connection: AsyncConnection, message: int) -> None:
    """Note that the ticket's card shows a message no longer."""
    await connection.execute(update(messages).where(messages.c.id == message).values(in_card=False))
    await connection.execute(delete(copies).where(copies.c.message == message))


async def tally(connection: AsyncConnection, ticket: int) -> tuple[int, datetime | None]:
    """Count a ticket's messages, but for those that are deleted or stay inside, and return the instant of the last."""
    found = (await connection.execute(_TALLY, {"of": ticket})).one()
    return found.count, found.last


async def of_ticket(connection: AsyncConnection, ticket: int) -> list[Message]:
    """Return a ticket's messages in order."""
    return await _OF_TICKET.all(connection, {"of": ticket})


async def last_of_requester(connection: AsyncConnection, ticket: int) -> int | None:
    """Return what a requester wrote last in a ticket, None if nothing."""
    return await _LAST_OF_REQUESTER.first(connection, {"of": ticket})


async def last_of_operators(connection: AsyncConnection, ticket: int) -> int | None:
    """Return what operators wrote last in a ticket, None if nothing."""
    return await _LAST_OF_OPERATORS.first(connection, {"of": ticket})


async def last_shown(connection: AsyncConnection, ticket: int, channel: str, place: str, most: int) -> list[Message]:
    """Return the last messages of a ticket that were written in a place or brought there, in order; not the card's."""
    params = {"of": ticket, "channel": channel, "place": place, "most": most}
    return (await _LAST_SHOWN.all(connection, params))[::-1]


async def in_card(connection: AsyncConnection, ticket: int) -> list[Message]:
    """Return the messages that the ticket's card shows."""
    return await _IN_CARD.all(connection, {"of": ticket})


async def of_album(connection: AsyncConnection, origin: Origin, album: str | None) -> list[Message]:
    """Return the parts that have come so far, in order, of the album at a place; none of no album."""
    if album is None:
        return []
    return await _ALBUM.all(connection, {"channel": origin.channel, "place": origin.place, "album": album})


async def revise(
    connection: AsyncConnection, old: Message, kind: str, html: str, file: int | None, now: datetime
) -> None:
    """Put a new version in the place of the old one, which is kept."""
    version = {"message": old.id, "kind": old.kind, "html": old.html, "file": old.file, "replaced_at": now}
    await connection.execute(insert(message_versions), version)
    change = update(messages).where(messages.c.id == old.id)
    await connection.execute(change.values(kind=kind, html=html, file=file, edited_at=now))


async def set_look(connection: AsyncConnection, message: int, context: dict[str, Any] | None, *, spoiler: bool) -> None:
    """Keep how a message is shown from now on."""
    change = update(messages).where(messages.c.id == message)
    await connection.execute(change.values(context=context, spoiler=spoiler))


async def erase(connection: AsyncConnection, message: int, now: datetime) -> None:
    """Mark a message as deleted on both sides; its text stays on record."""
    await connection.execute(update(messages).where(messages.c.id == message).values(deleted_at=now))


async def revive(connection: AsyncConnection, message: int, now: datetime) -> None:
    """Take back that a message was deleted: it is written now."""
    change = update(messages).where(messages.c.id == message)
    await connection.execute(change.values(deleted_at=None, edited_at=None, sent_at=now))


async def copied(connection: AsyncConnection, places: list[Copy]) -> None:
    """Record where copies of messages stand."""
    rows = [
        {"message": each.message, "channel": each.at.channel, "place": each.at.place, "external_id": each.at.id}
        for each in places
    ]
    await _COPY.run_each(connection, rows)


async def forget_copies(connection: AsyncConnection, ticket: int, channel: str, place: str) -> None:
    """Forget a ticket's copies in a place that it leaves: should it come back, they are made again."""
    own = select(messages.c.id).where(messages.c.ticket == ticket)
    here = delete(copies).where(copies.c.channel == channel, copies.c.place == place)
    await connection.execute(here.where(copies.c.message.in_(own)))


async def forget_copies_of(connection: AsyncConnection, told: Collection[int], channel: str, place: str) -> None:
    """Forget the copies of some messages in a place: they are made again."""
    here = delete(copies).where(copies.c.channel == channel, copies.c.place == place)
    await connection.execute(here.where(copies.c.message.in_(told)))


async def copy_in(connection: AsyncConnection, message: int, channel: str, place: str) -> str | None:
    """Return the id of a message's newest copy in a place, or None."""
    return await _COPY_IN.first(connection, {"of": message, "channel": channel, "place": place})


async def copies_in(connection: AsyncConnection, message: int, channel: str, place: str) -> list[str]:
    """Return the ids of all that a message became in a place, the newest first: it may have taken several."""
    return await _COPIES_IN.all(connection, {"of": message, "channel": channel, "place": place})


async def shown_by(connection: AsyncConnection, message: int, person: int) -> str | None:
    """Return the channel that brought a message to a person, None while none has."""
    return await _SHOWN_BY.first(connection, {"of": message, "person": person})


async def known_as(connection: AsyncConnection, message: int | None, channel: str, place: str) -> str | None:
    """Return the id under which a message is known in a place: that of its newest copy, or its own."""
    if message is None:
        return None
    copy = await copy_in(connection, message, channel, place)  # first: a ticket may have come back to a group
    if copy is not None:
        return copy
    found = await by_id(connection, message)
    return found.external_id if (found.channel, found.place) == (channel, place) else None


async def dismiss(connection: AsyncConnection, message: int, ticket: int, by: int, now: datetime) -> None:
    """Keep that an operator declared a message no question."""
    row = {"message": message, "ticket": ticket, "dismissed_by": by, "dismissed_at": now}
    await _DISMISS.run(connection, row)


async def dismissed(connection: AsyncConnection, ticket: int) -> frozenset[int]:
    """Return the messages of a ticket that were declared no questions."""
    return frozenset(await _DISMISSED.all(connection, {"ticket": ticket}))


async def versions(connection: AsyncConnection, message: int) -> list[str]:
    """Return the texts a message had before, oldest first."""
    old = select(message_versions.c.html).where(message_versions.c.message == message)
    return list((await connection.execute(old.order_by(message_versions.c.id))).scalars())
