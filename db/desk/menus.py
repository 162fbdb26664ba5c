"""Which chats were given a menu of commands of their own: from those whose role is gone it is taken back."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts
from db.statements import Command, Query
from db.tables import member_menus, menus

_GIVE = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(menus).items()})
_GIVEN = Query(int, select(menus.c.chat_id))
_GIVE_MEMBER = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(member_menus).items()})
_MEMBERS_OF = Query(
    int,
    select(member_menus.c.user_id).where(member_menus.c.chat_id == bindparam("chat")).order_by(member_menus.c.user_id),
)
_GIVEN_MEMBERS = Query(lambda chat, user: (chat, user), select(member_menus.c.chat_id, member_menus.c.user_id))
_TAKE_BACK_MEMBERS = Command(delete(member_menus).where(member_menus.c.chat_id == bindparam("chat")))
_TAKE_BACK_MEMBER = Command(
    delete(member_menus).where(member_menus.c.chat_id == bindparam("chat"), member_menus.c.user_id == bindparam("user"))
)
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


async def given_members(connection: AsyncConnection) -> set[tuple[int, int]]:
    """Return the members of groups that have one there, as ids of chat and user."""
    return set(await _GIVEN_MEMBERS.all(connection))


async def members(connection: AsyncConnection, chat: int) -> list[int]:
    """Return the members of a group that have one there."""
    return await _MEMBERS_OF.all(connection, {"chat": chat})


async def give_members(connection: AsyncConnection, members: Iterable[tuple[int, int]]) -> None:
    """Note that members of groups are given one."""
    await _GIVE_MEMBER.run_each(connection, [{"chat_id": chat, "user_id": user} for chat, user in members])


async def taken_back_from_member(connection: AsyncConnection, chat: int, user: int) -> None:
    """Note that a member of a group has none any more."""
    await _TAKE_BACK_MEMBER.run(connection, {"chat": chat, "user": user})


async def taken_back_from_members(connection: AsyncConnection, chat: int) -> None:
    """Note that no member of a group has one any more."""
    await _TAKE_BACK_MEMBERS.run(connection, {"chat": chat})
