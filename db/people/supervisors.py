"""Who supervises the desk: those of the settings, named by their addresses in Telegram, and those stored here."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.channels import TELEGRAM
from db.tables import accounts, supervisors

BY_INVITATION = "invitation"

_STORED = accounts.c.person.in_(select(supervisors.c.person))


async def add(connection: AsyncConnection, person: int, cause: str, now: datetime) -> None:
    """Make somebody a supervisor who is none yet."""
    await connection.execute(insert(supervisors), {"person": person, "since": now, "cause": cause})


async def everyone(connection: AsyncConnection, named: Collection[str]) -> list[int]:
    """Return all supervisors with an account in Telegram; of those `named` by address not everybody ever wrote."""
    found = select(accounts.c.person).where(accounts.c.channel == TELEGRAM, or_(accounts.c.address.in_(named), _STORED))
    return list((await connection.execute(found.distinct().order_by(accounts.c.person))).scalars())


async def is_stored(connection: AsyncConnection, person: int) -> bool:
    """Tell whether somebody is one otherwise than by the settings."""
    found = select(supervisors.c.person).where(supervisors.c.person == person)
    return (await connection.execute(found)).first() is not None


async def any_stored(connection: AsyncConnection) -> bool:
    """Tell whether anybody is."""
    return (await connection.execute(select(supervisors.c.person).limit(1))).first() is not None


async def addresses(connection: AsyncConnection) -> set[str]:
    """Return the addresses in Telegram of the stored ones."""
    found = select(accounts.c.address).where(accounts.c.channel == TELEGRAM, _STORED)
    return set((await connection.execute(found)).scalars())
