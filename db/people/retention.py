"""The erasing of what is too old to be kept, a few rows at a time, and how far that has come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.channels import PHONE
from bot.rules.people import codes
from bot.rules.people.retention import Kind
from bot.rules.tickets import trial
from db import audit
from db.people import finding, forget, proofs
from db.people.personal import GONE, OF_TICKET, ROWS, Chosen, own_origin
from db.rows import columns, upserts
from db.statements import Command, Query
from db.tables import (
    accounts,
    copies,
    dialogues,
    files,
    identities,
    identity_words,
    login_proofs,
    message_versions,
    messages,
    metadata,
    outbox,
    people,
    representatives,
    retention,
    tickets,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a kind has come in a night; `position` is the last row that was looked at."""

    kind: str
    night: date
    position: int
    erased: int
    done: bool


@dataclass(frozen=True, slots=True)
class Old:
    """An identity that may be too old; `needed`: a kept ticket of the same person is about the same company."""

    id: int
    person: int
    login: str
    recorded_at: datetime
    needed: bool


_PROGRESS = Query(Progress, select(*columns(retention, Progress)).where(retention.c.kind == bindparam("of")))
_KEEP = Command(upserts(retention, "kind"))
_CLOSED = Query(
    int,
    select(tickets.c.number)
    .where(
        tickets.c.closed_at.is_not(None),
        tickets.c.erased_at.is_(None),
        tickets.c.closed_at < bindparam("before"),
        tickets.c.state == "closed",
        tickets.c.number != trial.NUMBER,
    )
    .order_by(tickets.c.closed_at)
    .limit(bindparam("most")),
)
_DRAFTED = (
    select(messages.c.id)
    .where(messages.c.ticket.is_(None), messages.c.sent_at < bindparam("before"))
    .limit(bindparam("most"))
)
_stated = identities.alias()
_NEEDED = exists().where(
    tickets.c.person == identities.c.person,
    tickets.c.erased_at.is_(None),
    _stated.c.id == tickets.c.identity,
    _stated.c.inn == identities.c.inn,
)
_OLD = Query(
    Old,
    select(
        identities.c.id,
        identities.c.person,
        identities.c.login,
        identities.c.recorded_at,
        _NEEDED.label("needed"),
    )
    .where(identities.c.id > bindparam("position"), identities.c.inn != trial.INN, identities.c.inn != GONE)
    .order_by(identities.c.id)
    .limit(bindparam("most")),
)


async def progress(connection: AsyncConnection, kind: Kind) -> Progress | None:
    """Return how far a kind came when it was last looked at."""
    return await _PROGRESS.first(connection, {"of": kind})


async def keep(connection: AsyncConnection, now_at: Progress) -> None:
    """Keep how far a kind has come."""
    row = {"kind": now_at.kind, "night": now_at.night, "position": now_at.position}
    await _KEEP.run(connection, row | {"erased": now_at.erased, "done": now_at.done})


async def closed(connection: AsyncConnection, before: datetime, most: int) -> list[int]:
    """Return the tickets that were closed before an instant and still say what was asked, the oldest first."""
    return await _CLOSED.all(connection, {"before": before, "most": most})


async def erase_tickets(connection: AsyncConnection, numbers: Sequence[int], now: datetime) -> list[str]:
    """Erase what was said in some tickets, as for whoever asks to be forgotten; who asked stays for the others.

    Returns the keys of files in the desk's folder that nothing refers to any more.
    """
    talk = Chosen(tuple(numbers))
    for state in ("held", "failed"):  # what is done with goes by itself
        stuck = outbox.c.state == state, outbox.c.ticket.in_(talk.numbers)
        await connection.execute(delete(outbox).where(*stuck))
    await audit.forget_words(connection, talk.tickets)
    shown = await forget.files_of(connection, talk)
    by_requester = messages.c.ticket.in_(talk.numbers), messages.c.by_operator.is_(False)
    await connection.execute(update(messages).where(*by_requester).values(**own_origin()))
    for name, about in OF_TICKET.items():
        table, rows = metadata.tables[name], ROWS[name]
        change = delete(table) if rows.removed else update(table).values(**rows.erased)
        await connection.execute(change.where(about(talk)))
    await connection.execute(update(tickets).where(tickets.c.number.in_(numbers)).values(erased_at=now))
    return await forget.drop_files(connection, shown)


async def erase_drafts(connection: AsyncConnection, before: datetime, most: int) -> tuple[int, list[str]]:
    """Delete what was written for no ticket before an instant, and dialogues that stand since then.

    Returns how much there was, and the keys of files in the desk's folder that nothing refers to any more.
    """
    found = await connection.execute(_DRAFTED, {"before": before, "most": most})
    ids = [*found.scalars()]
    held = await connection.execute(
        select(files.c.id).where(files.c.id.in_(select(messages.c.file).where(messages.c.id.in_(ids))))
    )
    shown = [*held.scalars()]
    for table in (message_versions, copies):
        await connection.execute(delete(table).where(table.c.message.in_(ids)))
    await connection.execute(update(messages).where(messages.c.reply_to.in_(ids)).values(reply_to=None))
    await connection.execute(delete(messages).where(messages.c.id.in_(ids)))
    stale = select(dialogues.c.key).where(dialogues.c.saved_at < before).limit(most)
    left = await connection.execute(delete(dialogues).where(dialogues.c.key.in_(stale)))
    return len(ids) + left.rowcount, await forget.drop_files(connection, shown)


async def stated(connection: AsyncConnection, position: int, most: int) -> list[Old]:
    """Return the identities behind a row, in order."""
    return await _OLD.all(connection, {"position": position, "most": most})


async def is_proven(connection: AsyncConnection, old: Old) -> bool:
    """Tell whether whoever stated an identity proved its login."""
    return await proofs.answered(connection, old.person, codes.key(old.login)) is True


async def erase_identities(connection: AsyncConnection, gone: Collection[Old]) -> None:
    """Erase identities, and what is stored only for them: words to be found by, proofs, a caller's number and name."""
    ids = [each.id for each in gone]
    await connection.execute(delete(representatives).where(representatives.c.identity.in_(ids)))
    await connection.execute(update(identities).where(identities.c.id.in_(ids)).values(**ROWS["identities"].erased))
    for person in sorted({each.person for each in gone}):
        await _clear(connection, person)


async def _clear(connection: AsyncConnection, person: int) -> None:
    theirs = identities.c.person == person, identities.c.inn != trial.INN, identities.c.inn != GONE
    rest = (await connection.execute(select(identities).where(*theirs))).mappings().all()
    await connection.execute(delete(identity_words).where(identity_words.c.person == person))
    for each in rest:
        await finding.note(connection, person, {**each})
    logins = {codes.key(each["login"]) for each in rest}
    proven = login_proofs.c.person == person, login_proofs.c.login.not_in(logins)
    await connection.execute(delete(login_proofs).where(*proven))
    asked = exists().where(tickets.c.person == person, tickets.c.erased_at.is_(None))
    if rest or await connection.scalar(select(asked)):
        return
    numbers = and_(accounts.c.person == person, accounts.c.channel == PHONE)
    await connection.execute(delete(accounts).where(numbers))
    alone = people.c.id == person, ~exists().where(accounts.c.person == person)
    await connection.execute(update(people).where(*alone).values(name=GONE))
