"""Which chats were given a menu of commands of their own: from those whose role is gone it is taken back."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts
from db.statements import Command, Query
from db.tables import menus

_GIVE = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(menus).items()})
_GIVEN = Query(int, select(menus.c.chat_id))
_TAKE_BACK = Command(delete(menus).where(menus.c.chat_id == bindparam("chat")))


async def given(connection: AsyncConnection) -> set[int]:
    """Return the chats that have one."""
    return set(await _GIVEN.all(connection))


async def give(connection: AsyncConnection, chats: Iterable[int]) -> None:
    """Note that chats are given one."""
    await _GIVE.run_each(connection, [{"chat_id": chat} for chat in chats])


async def taken_back(connection: AsyncConnection, chat: int) -> None:
    """Note that a chat has none any more."""
    await _TAKE_BACK.run(connection, {"chat": chat})
