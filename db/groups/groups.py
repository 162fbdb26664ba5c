"""Operator groups, what is routed to them, and the topic of each ticket."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns, fields_of, inserts, upserts
from db.statements import Command, Query
from db.tables import CLOSED, IS_OPEN, bindings, canned_answers, former_places, operator_groups, setups, tickets, topics


@dataclass(frozen=True, slots=True)
class Group:
    """A chat where operators work, and what the bot was last seen able to do there."""

    chat_id: int
    title: str
    is_forum: bool
    can_manage_topics: bool
    moved_to: int | None
    warned_at: datetime | None
    """When supervisors were told that the group is out of reach; None while it can be written to."""
    is_public: bool = False
    """Whether whoever finds it can read and write there."""
    declined_at: datetime | None = None
    """When a supervisor said that the desk is not to answer there."""
    can_pin: bool = True
    """False once Telegram has refused to pin a card."""

    @property
    def has_topics(self) -> bool:
        """Whether a topic per ticket is possible; else the group works by replies to the card."""
        return self.is_forum and self.can_manage_topics


@dataclass(frozen=True, slots=True)
class Topic:
    """Where a ticket lives in its group. Without a thread it lives in replies to the card."""

    ticket: int
    chat_id: int
    thread_id: int | None
    card_id: int | None
    name: str
    card_digest: str
    closed: bool
    context_owed: bool = False
    """The topic is made again: its card is to be followed by the last messages of the one that was deleted."""
    given_name: str = ""
    """What a person called the topic, without the sign of the ticket's state; empty: the desk names it."""


@dataclass(frozen=True, slots=True)
class Place:
    """What decides where a ticket's messages go; `group` is the one that stands for its operator group today."""

    is_open: bool
    group: Group | None
    topic: Topic | None


_GROUP = columns(operator_groups, Group)
_BY_CHAT = Query(Group, select(*_GROUP).where(operator_groups.c.chat_id == bindparam("chat")))
_ALL = Query(Group, select(*_GROUP).where(operator_groups.c.moved_to.is_(None)).order_by(operator_groups.c.chat_id))
_TOPIC = columns(topics, Topic)
_TOPIC_OF = Query(Topic, select(*_TOPIC).where(topics.c.ticket == bindparam("of")))
_PLACE_OF = Query(
    lambda state, *row: _place(state, row[: len(_GROUP)], row[len(_GROUP) :]),
    select(tickets.c.state, *_GROUP, *_TOPIC)
    .outerjoin(operator_groups, operator_groups.c.chat_id == tickets.c.group_id)
    .outerjoin(topics, topics.c.ticket == tickets.c.number)
    .where(tickets.c.number == bindparam("of")),
)
_IN_CHAT_ = select(topics.c.ticket).where(topics.c.chat_id == bindparam("chat"))
_TICKET_IN = Query(int, _IN_CHAT_.where(topics.c.thread_id == bindparam("at")))
_TICKET_CARD = Query(int, _IN_CHAT_.where(topics.c.card_id == bindparam("card")))
_FORMER_CARD = Query(
    int,
    select(former_places.c.ticket)
    .where(former_places.c.chat_id == bindparam("chat"), former_places.c.card_id == bindparam("card"))
    .limit(1),
)
_MOVE_OPEN = update(tickets).where(tickets.c.group_id == bindparam("old"), IS_OPEN).values(group_id=bindparam("new"))
_LEARN = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(operator_groups).items()})
_BIND = Command(upserts(bindings, "chat_id"))
_PLACE = Command(upserts(topics, "ticket"))


async def find(connection: AsyncConnection, chat: int) -> Group | None:
    """Return a group by the id it has now or had before it was upgraded."""
    found = await _BY_CHAT.first(connection, {"chat": chat})
    return await find(connection, found.moved_to) if found and found.moved_to else found


async def place_of(connection: AsyncConnection, ticket: int) -> Place:
    """Return what decides where the messages of a ticket go: one query, because every delivery asks it."""
    place = await _PLACE_OF.first(connection, {"of": ticket})
    assert place is not None, f"no ticket {ticket}"
    moved_to = place.group.moved_to if place.group else None
    return place if moved_to is None else replace(place, group=await find(connection, moved_to))


def _place(state: str, group: Sequence[Any], topic: Sequence[Any]) -> Place:
    return Place(
        state != CLOSED,
        Group(*group) if group[0] is not None else None,
        Topic(*topic) if topic[0] is not None else None,
    )


async def learn(connection: AsyncConnection, chat: int, **facts: Any) -> Group:
    """Remember facts about a group, named like its fields; a new one is taken for a forum with all rights."""
    known = await _BY_CHAT.first(connection, {"chat": chat})
    if known is None:
        row = {"chat_id": chat, "title": "", "is_forum": True, "can_manage_topics": True, **facts}
        await _LEARN.run(connection, row)
    elif facts and any(getattr(known, name) != fact for name, fact in facts.items()):
        await connection.execute(update(operator_groups).where(operator_groups.c.chat_id == chat).values(**facts))
    return replace(known or Group(chat, "", True, True, None, None), **facts)


async def move(connection: AsyncConnection, old: int, new: int) -> None:
    """Follow a group that was upgraded to a supergroup: its new id takes the old one's place everywhere."""
    if old == new:
        return  # a call to the old id was still under way
    known = await find(connection, old)
    if known is not None and known.chat_id == new:
        return
    await learn(connection, new, title=known.title if known else "", is_forum=False, can_manage_topics=True)
    await learn(connection, old, moved_to=new)
    if await binding_of(connection, new) is None:
        await connection.execute(update(bindings).where(bindings.c.chat_id == old).values(chat_id=new))
    else:
        await unbind(connection, old)  # what was said about the new id is the later word
    for table in (tickets, canned_answers):
        await connection.execute(update(table).where(table.c.group_id == old).values(group_id=new))
    await connection.execute(update(setups).where(setups.c.chat_id == old).values(chat_id=new))
    await connection.execute(delete(former_places).where(former_places.c.chat_id == old))
    # Messages of the old group cannot be reached from the new one: cards are sent again when next needed.
    await connection.execute(
        update(topics).where(topics.c.chat_id == old).values(chat_id=new, thread_id=None, card_id=None, card_digest="")
    )


async def redirect(connection: AsyncConnection, old: int, new: int) -> None:
    """Let another group stand for one that is gone; open tickets move, closed ones do when they are opened again."""
    await learn(connection, old, moved_to=new)
    await connection.execute(_MOVE_OPEN, {"old": old, "new": new})


async def bind(
    connection: AsyncConnection, chat: int, services: list[int], tariffs: list[str], by: int, now: datetime
) -> None:
    """Say which services and tariffs come to a group; empty lists mean all."""
    row = {"chat_id": chat, "services": services, "tariffs": tariffs, "bound_at": now, "bound_by": by}
    await _BIND.run(connection, row)


async def unbind(connection: AsyncConnection, chat: int) -> None:
    """Send nothing more to a group by rule."""
    await connection.execute(delete(bindings).where(bindings.c.chat_id == chat))


async def binding_of(connection: AsyncConnection, chat: int) -> tuple[list[int], list[str]] | None:
    """Return the services and tariffs bound to a group, or None."""
    found = select(bindings.c.services, bindings.c.tariffs).where(bindings.c.chat_id == chat)
    row = (await connection.execute(found)).first()
    return None if row is None else (row.services, row.tariffs)


async def all_bindings(connection: AsyncConnection) -> list[tuple[int, list[int], list[str]]]:
    """Return every binding as (chat id, services, tariffs)."""
    found = select(bindings.c.chat_id, bindings.c.services, bindings.c.tariffs).order_by(bindings.c.chat_id)
    return [(row.chat_id, row.services, row.tariffs) for row in await connection.execute(found)]


async def all_groups(connection: AsyncConnection) -> list[Group]:
    """Return every group that was not upgraded away."""
    return await _ALL.all(connection)


async def topic_of(connection: AsyncConnection, ticket: int) -> Topic | None:
    """Return the place of a ticket, or None when it has none yet."""
    return await _TOPIC_OF.first(connection, {"of": ticket})


async def place(connection: AsyncConnection, topic: Topic) -> None:
    """Remember the place of a ticket as it is now."""
    await _PLACE.run(connection, fields_of(topic))


async def forget_topic(connection: AsyncConnection, ticket: int) -> None:
    """Forget a place that a ticket leaves: the next delivery makes a new one."""
    await connection.execute(delete(topics).where(topics.c.ticket == ticket))


async def lose_topic(connection: AsyncConnection, ticket: int) -> None:
    """Note that a topic was deleted: the next delivery makes it again, with the context of the old one."""
    lost = {"thread_id": None, "card_id": None, "name": "", "card_digest": "", "closed": False, "context_owed": True}
    await connection.execute(update(topics).where(topics.c.ticket == ticket).values(**lost))


async def mark_closed(connection: AsyncConnection, chat: int, thread: int, *, closed: bool) -> None:
    """Note that somebody closed or reopened a topic by hand."""
    here = (topics.c.chat_id == chat, topics.c.thread_id == thread)
    await connection.execute(update(topics).where(*here).values(closed=closed))


async def rename(connection: AsyncConnection, ticket: int, name: str, given: str) -> None:
    """Note what a topic is called now, and what a person wants it to be called."""
    await connection.execute(update(topics).where(topics.c.ticket == ticket).values(name=name, given_name=given))


async def ticket_in_thread(connection: AsyncConnection, chat: int, thread: int) -> int | None:
    """Return the number of the ticket whose topic this is, or None."""
    return await _TICKET_IN.first(connection, {"chat": chat, "at": thread})


async def ticket_of_card(connection: AsyncConnection, chat: int, card: int) -> int | None:
    """Return the number of the ticket whose card this is or was, or None."""
    here = {"chat": chat, "card": card}
    return await _TICKET_CARD.first(connection, here) or await _FORMER_CARD.first(connection, here)
