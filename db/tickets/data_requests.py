"""Requests for data: what is asked in a ticket, and what was answered so far (3.7)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.tickets.data_requests import Given, Item, Kind
from db.statements import Command, Query
from db.tables import OPEN_REQUEST, data_requests

OPEN, DONE, WITHDRAWN = "open", "done", "withdrawn"


@dataclass(frozen=True, slots=True)
class DataRequest:
    """What is asked, and since when; `answers` has one for each item, None as long as there is none."""

    id: int
    ticket: int
    items: tuple[Item, ...]
    answers: tuple[Given | None, ...]
    asked_at: datetime

    @property
    def next(self) -> int | None:
        """The place of the first item without an answer, counted from 0; None when all are answered."""
        return next((place for place, answer in enumerate(self.answers) if answer is None), None)

    @property
    def collected(self) -> frozenset[int]:
        """The messages that hold answers and wait for none themselves: all but the last of a complete request."""
        given = {answer.message for answer in self.answers if answer is not None and answer.message is not None}
        return frozenset(given - {max(given, default=None)} if self.next is None else given)


def _request(
    number: int,
    ticket: int,
    items: list[dict[str, Any]],
    answers: list[dict[str, Any] | None],
    asked_at: datetime,
) -> DataRequest:
    return DataRequest(
        number,
        ticket,
        tuple(Item(Kind(each["kind"]), each["why"], each["text"]) for each in items),
        tuple(None if each is None else Given(**each) for each in answers),
        asked_at,
    )


_COLUMNS = tuple(data_requests.c[name] for name in ("id", "ticket", "items", "answers", "asked_at"))
_OPEN_OF = Query(_request, select(*_COLUMNS).where(data_requests.c.ticket == bindparam("of"), OPEN_REQUEST))
_ALL_OF = Query(_request, select(*_COLUMNS).where(data_requests.c.ticket == bindparam("of")))
_ASKED_AT: Query[datetime] = Query(
    lambda at: at, select(data_requests.c.asked_at).where(data_requests.c.ticket == bindparam("of"))
)
_WITHDRAW = Command(
    update(data_requests).where(data_requests.c.ticket == bindparam("of"), OPEN_REQUEST).values(state=WITHDRAWN)
)


async def open_of(connection: AsyncConnection, ticket: int) -> DataRequest | None:
    """Return what is asked in a ticket and not yet answered in full, or None."""
    return await _OPEN_OF.first(connection, {"of": ticket})


async def of_ticket(connection: AsyncConnection, ticket: int) -> list[DataRequest]:
    """Return all that was ever asked in a ticket."""
    return await _ALL_OF.all(connection, {"of": ticket})


async def asked_at(connection: AsyncConnection, ticket: int) -> list[datetime]:
    """Return when data were asked for in a ticket; what joined a request counts as asked with its last part."""
    return await _ASKED_AT.all(connection, {"of": ticket})


async def add(connection: AsyncConnection, ticket: int, items: tuple[Item, ...], by: int, now: datetime) -> None:
    """Keep a new request."""
    row = {"ticket": ticket, "asked_by": by, "state": OPEN, "asked_at": now, "answers": [None] * len(items)}
    await connection.execute(insert(data_requests), row | {"items": [asdict(item) for item in items]})


async def save(connection: AsyncConnection, request: DataRequest, now: datetime, *, asks: bool = False) -> None:
    """Keep what is asked and answered now; with the last answer the request is done. `asks` when it asks for more."""
    done = {"state": DONE, "done_at": now} if request.next is None else {}
    done |= {"asked_at": now} if asks else {}
    change = {
        "items": [asdict(item) for item in request.items],
        "answers": [answer and asdict(answer) for answer in request.answers],
    }
    await connection.execute(update(data_requests).where(data_requests.c.id == request.id).values(**change, **done))


async def withdraw(connection: AsyncConnection, ticket: int) -> None:
    """Ask no longer."""
    await _WITHDRAW.run(connection, {"of": ticket})
