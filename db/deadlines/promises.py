"""Promises (3.4): made, reminded of, kept or broken."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, bindparam, func, insert, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns
from db.statements import Command, Query
from db.tables import data_requests, messages, promises, tickets

OPEN, KEPT, BROKEN, NONE = "open", "kept", "broken", "none"
IN_THE_SAME_BREATH = timedelta(minutes=1)
"""What follows a promise at once, such as the rest of an album, belongs to it and keeps no promise."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What the operator's `message` promised, in its own words; `remind` is who wants to be reminded.

    `state`: OPEN, KEPT, BROKEN, or NONE when an operator said that it is not a promise.
    """

    id: int
    ticket: int
    message: int
    words: str
    made_at: datetime
    due_at: datetime
    state: str
    remind: int | None


_ADD = Query(Promise, insert(promises).returning(*columns(promises, Promise)))
_FIND = Query(Promise, select(*columns(promises, Promise)).where(promises.c.id == bindparam("of")))
_OF_MESSAGE = Query(
    Promise,
    select(*columns(promises, Promise))
    .where(promises.c.message == bindparam("of"))
    .order_by(promises.c.id.desc())
    .limit(1),
)
_MOVE = Command(
    update(promises)
    .where(promises.c.id == bindparam("of"))
    .values(words=bindparam("said"), made_at=bindparam("now"), due_at=bindparam("until"))
)
_SETTLE = Command(update(promises).where(promises.c.id == bindparam("of")).values(state=bindparam("now_is")))
_REMIND = Command(update(promises).where(promises.c.id == bindparam("of")).values(remind=bindparam("whom")))


def _in_time(moment: Column[datetime]) -> ColumnElement[bool]:
    return and_(moment > bindparam("after"), moment <= bindparam("until"))


_WRITTEN = select(messages.c.id).where(
    messages.c.ticket == bindparam("at"),
    messages.c.id > bindparam("message"),
    messages.c.by_operator,
    messages.c.deleted_at.is_(None),
    messages.c.sent_at > bindparam("said"),
    messages.c.sent_at <= bindparam("until"),
)
_ENDED = select(tickets.c.number.label("id")).where(
    tickets.c.number == bindparam("at"),
    or_(*(_in_time(tickets.c[name]) for name in ("asked_to_confirm_at", "closed_at"))),
)
_ASKED = select(data_requests.c.id).where(data_requests.c.ticket == bindparam("at"), _in_time(data_requests.c.asked_at))
_FOLLOWED = Query(int, select(union_all(_WRITTEN, _ENDED, _ASKED).subquery().c.id).limit(1))
_TAKEN_BACK = Query(
    int, select(messages.c.id).where(messages.c.id == bindparam("of"), messages.c.deleted_at.is_not(None))
)
_COUNTED = (
    select(promises.c.state, func.count().label("n"))
    .where(promises.c.due_at >= bindparam("since"), promises.c.due_at < bindparam("until"))
    .group_by(promises.c.state)
)


async def add(connection: AsyncConnection, **fields: Any) -> Promise:
    """Keep a promise."""
    added = await _ADD.first(connection, {"state": OPEN, **fields})
    assert added is not None
    return added


async def find(connection: AsyncConnection, promise: int) -> Promise | None:
    """Return a promise, or None."""
    return await _FIND.first(connection, {"of": promise})


async def of_message(connection: AsyncConnection, message: int) -> Promise | None:
    """Return what a message promised last, or None."""
    return await _OF_MESSAGE.first(connection, {"of": message})


async def move(connection: AsyncConnection, promise: int, words: str, now: datetime, due_at: datetime) -> None:
    """Say that it was made again, in other words; whoever wanted to be reminded still does."""
    await _MOVE.run(connection, {"of": promise, "said": words, "now": now, "until": due_at})


async def settle(connection: AsyncConnection, promise: int, state: str) -> None:
    """Say what became of a promise."""
    await _SETTLE.run(connection, {"of": promise, "now_is": state})


async def remind(connection: AsyncConnection, promise: int, person: int) -> None:
    """Keep in mind who wants to be reminded."""
    await _REMIND.run(connection, {"of": promise, "whom": person})


async def is_followed(connection: AsyncConnection, promise: Promise) -> bool:
    """Tell whether the requester heard of an operator after the promise and by its time, or the ticket was closed."""
    made, due = promise.made_at, promise.due_at
    said = made + min(IN_THE_SAME_BREATH, (due - made) / 2)
    params = {"at": promise.ticket, "message": promise.message, "said": said, "after": made, "until": due}
    return await _FOLLOWED.first(connection, params) is not None


async def is_taken_back(connection: AsyncConnection, promise: Promise) -> bool:
    """Tell whether the message that promised was deleted on both sides."""
    return await _TAKEN_BACK.first(connection, {"of": promise.message}) is not None


async def counted(connection: AsyncConnection, since: datetime, until: datetime) -> tuple[int, int]:
    """Count the promises that fell due in a period: kept and broken ones."""
    rows = await connection.execute(_COUNTED, {"since": since, "until": until})
    counts = {row.state: row.n for row in rows}
    return counts.get(KEPT, 0), counts.get(BROKEN, 0)
