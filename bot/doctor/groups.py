"""Operator groups as Telegram sees them: topics, what the bot is there, each of its rights; and its privacy mode."""

import asyncio
from typing import Any

from bot.channels.telegram.api import ApiError
from bot.doctor.subject import Line, Subject, UnexaminedError
from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, What, odd, wrong
from bot.rules.desk.judgement import RIGHTS, Seat
from db.groups import groups as groups_rows

ABSENT = ("left", "kicked")


async def groups(subject: Subject) -> list[Finding]:
    """Look at each group that requests come to."""
    chats = await _chats(subject)
    if not chats:
        return [wrong(Check.GROUPS, What.GROUPS_NONE)]
    async with subject.calling() as line:
        me = await line.ask("getMe")
        found = await asyncio.gather(*(_look(line, me["id"], *each) for each in chats.items()))
    seats = [each for each in found if isinstance(each, Seat)]
    findings = [each for each in found if isinstance(each, Finding)]
    findings += [finding for seat in seats for finding in judgement.group(seat)]
    reads_all = me.get("can_read_all_group_messages", False)
    return [*findings, judgement.privacy(reads_all=reads_all, seats=seats)] if seats else findings


async def _chats(subject: Subject) -> dict[int, str]:
    """Return the groups with the titles they were last seen with; without a database, the one of the settings."""
    fallback = subject.settings.operator_chat_id
    named = {} if fallback is None else {fallback: ""}
    try:
        async with subject.reading() as connection:
            bound = [chat for chat, _, _ in await groups_rows.all_bindings(connection)]
            known = [(chat, await groups_rows.find(connection, chat)) for chat in (*named, *bound)]
    except UnexaminedError:
        if fallback is None:
            raise
        return named
    return {(group.chat_id if group else chat): (group.title if group else "") for chat, group in known}


async def _look(line: Line, me: int, chat: int, title: str) -> Seat | Finding:
    name = title or str(chat)
    try:
        group = await line.ask("getChat", chat_id=chat)
        member = await line.ask("getChatMember", chat_id=chat, user_id=me)
    except ApiError as error:
        if error.moved_to is not None:
            return odd(Check.GROUPS, What.GROUP_MOVED, group=name, chat=error.moved_to)
        return wrong(Check.GROUPS, What.GROUP_GONE, group=name, reason=error.reason)
    if member["status"] in ABSENT:
        return wrong(Check.GROUPS, What.GROUP_GONE, group=name, reason=member["status"])
    return _seat(group, member, name)


def _seat(group: dict[str, Any], member: dict[str, Any], name: str) -> Seat:
    return Seat(
        group=group.get("title", name),
        status=member["status"],
        forum=group.get("is_forum", False),
        public="username" in group,
        may_write=member["status"] != "restricted" or member.get("can_send_messages", False),
        rights=frozenset(right for right in RIGHTS if member.get(right)),
    )
