"""Menus of commands follow roles: they are offered at each start, and taken back from those whose role is gone."""

import structlog

from bot.actions.groups.groups import of_chat, of_member
from bot.channels.telegram.api import ApiError, TelegramApi
from bot.languages import Languages
from bot.rules.policy import Policy
from db.desk import menus
from db.engine import Database
from db.groups import groups
from db.people import supervisors
from handlers import commands

log = structlog.get_logger(__name__)


async def offer(api: TelegramApi, database: Database, policy: Policy, languages: Languages) -> None:
    """Set every menu: a chat that is not there (a supervisor who never wrote) goes without."""
    async with database.reading() as connection:
        bound = [chat for chat, _, _ in await groups.all_bindings(connection)]
        stored = await supervisors.addresses(connection)
        given, given_members = await menus.given(connection), await menus.given_members(connection)
    wanted = commands.menus(policy, languages, bound, stored)
    scopes = [menu["scope"] for menu in wanted]
    own = {scope["chat_id"] for scope in scopes if "chat_id" in scope}
    members = {(scope["chat_id"], scope["user_id"]) for scope in scopes if "user_id" in scope}
    async with database.transaction() as connection:
        await menus.give(connection, own)
        await menus.give_members(connection, members)
    for menu in wanted:
        await _insist(api, "setMyCommands", menu)
    for chat in sorted(given - own):
        await _take_back(api, database, languages, chat)
    for chat, user in sorted(given_members - members):
        await _insist(api, "deleteMyCommands", {"scope": of_member(chat, user)})
        async with database.transaction() as connection:
            await menus.taken_back_from_member(connection, chat, user)


async def _take_back(api: TelegramApi, database: Database, languages: Languages, chat: int) -> None:
    for language in ("", *sorted(languages.available_locales)):
        await _insist(api, "deleteMyCommands", {"scope": of_chat(chat), "language_code": language})
    async with database.transaction() as connection:
        await menus.taken_back(connection, chat)


async def _insist(api: TelegramApi, method: str, params: dict[str, object]) -> None:
    try:
        await api.insist(method, params)
    except ApiError as error:
        log.info("menu_refused", scope=params["scope"], why=error.reason)
