"""Commands per scope and language, and which of them a person sees."""

import re
from collections.abc import Iterator
from typing import Any

from aiogram import methods as m
from pydantic import BaseModel

from bot.sandbox import access
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import JSON, Chat, User, World

MOST = 100
NAME = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION = 256


def scope_key(world: World, scope: BaseModel | None) -> str:
    """A scope as one word: its type and the chat and user it names."""
    plain: JSON = scope.model_dump(exclude_none=True) if scope else {"type": "default"}
    if "chat_id" in plain:
        plain["chat_id"] = access.chat(world, plain["chat_id"]).id
    return " ".join(str(plain[key]) for key in ("type", "chat_id", "user_id") if key in plain)


def set_commands(tg: Telegram, call: m.SetMyCommands) -> bool:
    """setMyCommands."""
    if len(call.commands) > MOST:
        raise bad("too many commands specified")
    for command in call.commands:
        if not NAME.fullmatch(command.command):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    key = scope_key(tg.world, call.scope), call.language_code or ""
    tg.world.commands[key] = [{"command": c.command, "description": c.description} for c in call.commands]
    tg.events.add(chats=True)
    return True


def delete_commands(tg: Telegram, call: m.DeleteMyCommands) -> bool:
    """deleteMyCommands."""
    tg.world.commands.pop((scope_key(tg.world, call.scope), call.language_code or ""), None)
    tg.events.add(chats=True)
    return True


def get_commands(tg: Telegram, call: m.GetMyCommands) -> list[JSON]:
    """getMyCommands: of exactly this scope and language."""
    return tg.world.commands.get((scope_key(tg.world, call.scope), call.language_code or ""), [])


def seen(world: World, chat: Chat, person: User) -> list[JSON]:
    """The commands a person is offered in a chat: the narrowest scope that has any, their language first."""
    for scope in scopes(chat, person):
        for language in (person.language, ""):
            if found := world.commands.get((scope, language)):
                return found
    return []


def scopes(chat: Chat, person: User) -> Iterator[str]:
    """Scope keys that apply, from the narrowest to the widest."""
    if not chat.private:
        yield f"chat_member {chat.id} {person.id}"
        if chat.member(person.id).admin:
            yield f"chat_administrators {chat.id}"
    yield f"chat {chat.id}"
    if not chat.private and chat.member(person.id).admin:
        yield "all_chat_administrators"
    yield "all_private_chats" if chat.private else "all_group_chats"
    yield "default"


METHODS: dict[Any, Any] = {
    m.SetMyCommands: set_commands,
    m.DeleteMyCommands: delete_commands,
    m.GetMyCommands: get_commands,
}
