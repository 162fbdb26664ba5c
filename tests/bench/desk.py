"""The desk under load: its databases beforehand, how it is started, and what it must have stored in the end."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table, func, insert, select

from bot.app import utc_now
from db.engine import Database
from db.schema import migrate
from db.tables import (
    accounts,
    copies,
    identities,
    inbox,
    messages,
    operator_groups,
    outbox,
    people,
    tickets,
    told_closed,
    topics,
)
from tests.bench.messages import GROUP, SUPERVISOR, requester, text
from tests.factories import IDENTITY


async def prepare(url: str, requesters: int) -> None:
    """Make a database in which every requester has one open ticket with its topic."""
    database = Database(url)
    await migrate(database)
    now = utc_now()
    numbers = range(1, requesters + 1)
    rows: dict[Table, list[dict[str, object]]] = {
        operator_groups: [{"chat_id": GROUP, "is_forum": True, "can_manage_topics": True}],
        people: [person(number) | {"created_at": now} for number in numbers],
        accounts: [account(number) for number in numbers],
        identities: [
            {"id": number, "person": number, **IDENTITY, "recorded_at": now, "recorded_by": number}
            for number in numbers
        ],
        tickets: [ticket(number) | {"opened_at": now, "deadline": now + timedelta(days=3)} for number in numbers],
        topics: [topic(number) for number in numbers],
        told_closed: [{"person": number, "opens_at": now + timedelta(days=365)} for number in numbers],
    }
    # By night, too, a message of the relay is all that is sent: who writes has been told that the desk is closed.
    async with database.transaction() as connection:
        for table, values in rows.items():
            await connection.execute(insert(table), values)
    await database.close()


def person(number: int) -> dict[str, object]:
    """A requester as the desk knows them once they wrote: the run renames nobody."""
    user = requester(number - 1)
    return {"id": number, "name": f"{user['first_name']} {user['last_name']}"}


def account(number: int) -> dict[str, object]:
    """Where they write from."""
    user = requester(number - 1)
    whose = {"person": number, "name": person(number)["name"], "username": user["username"]}
    return whose | {"channel": "telegram", "address": str(user["id"])}


def ticket(number: int) -> dict[str, object]:
    """A ticket that an operator works on."""
    whose = {"number": number, "person": number, "identity": number, "group_id": GROUP}
    by = {"channel": "telegram", "reply_channel": "telegram"}
    return whose | by | {"service": 3, "tariff": "basic", "state": "in_work", "operator": 1}


def topic(number: int) -> dict[str, object]:
    """Where the ticket lives."""
    return {"ticket": number, "chat_id": GROUP, "thread_id": 2 * number, "card_id": 2 * number + 1}


async def leave_undelivered(url: str, count: int, requesters: int) -> None:
    """Store messages that a desk took in before it was killed: none has been delivered."""
    now, numbers = utc_now(), range(1, count + 1)
    database = Database(url)
    async with database.transaction() as connection:
        await connection.execute(
            insert(messages), [message(number, requesters) | {"sent_at": now} for number in numbers]
        )
        rows = [parcel(number, requesters) | {"created_at": now, "due_at": now} for number in numbers]
        await connection.execute(insert(outbox), rows)
    await database.close()


def message(number: int, requesters: int) -> dict[str, object]:
    """A run's message of this number as the desk has stored it."""
    owner = 1 + number % requesters
    written = {
        "id": number,
        "channel": "telegram",
        "place": str(requester(owner - 1)["id"]),
        "external_id": str(number),
    }
    return written | {"author": owner, "ticket": owner, "by_operator": False, "kind": "text", "html": text(number)}


def parcel(number: int, requesters: int) -> dict[str, object]:
    """Its delivery."""
    owner = 1 + number % requesters
    where = {"channel": "telegram", "destination": f"ticket:{owner}"}
    return where | {"kind": "relay", "body": {}, "ticket": owner, "message": number}


async def stored(url: str) -> dict[str, int]:
    """Count what is in the database after a run: messages, their copies, and rows that were not worked off."""
    counts = {
        "messages": select(func.count()).select_from(messages),
        "copies": select(func.count()).select_from(copies),
        "inbox": select(func.count()).where(inbox.c.state != "done"),
        "outbox": select(func.count()).where(outbox.c.state != "done"),
    }
    database = Database(url)
    async with database.reading() as connection:
        found = {name: await connection.scalar(count) or 0 for name, count in counts.items()}
    await database.close()
    return found


def url_of(path: Path) -> str:
    """A database in a file: durable writes cost what they cost on this disk."""
    return f"sqlite+aiosqlite:///{path}"


def environment(path: Path) -> dict[str, str]:
    """The settings it is started with; the bare bot shows no reaction under what it takes in, so neither does this."""
    ids = {"OPERATOR_CHAT_ID": str(GROUP), "SUPERVISOR_IDS": str(SUPERVISOR)}
    return {"DATABASE_URL": url_of(path), "HTTP_PORT": "0", **ids}
