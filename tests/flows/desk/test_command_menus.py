"""The commands that Telegram offers, by place and person."""

import asyncio

from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.desks import Stage, playing
from tests.factories import SECOND_GROUP, add_group

PRIVATE = ["start", "new", "tickets", "tariff", "profile", "help", "language", "cancel"]
GROUP = [
    "take",
    "resolve",
    "extend",
    "ask",
    "transfer",
    "note",
    "delete",
    "card",
    "kb",
    "t",
    "open",
    "unanswered",
    "help",
]
SUPERVISOR = [
    *PRIVATE,
    "stats",
    "bind",
    "close",
    "audit",
    "calendar",
    "groups",
    "unanswered",
    "import",
    "words",
    "t",
    "failed",
]
NEVER_WROTE = 7


async def offered(person: Person, wanted: list[str]) -> None:
    """Wait until exactly these commands are offered."""
    async with asyncio.timeout(5):
        while await person.commands() != wanted:  # noqa: ASYNC110 -- set in the background
            await asyncio.sleep(0.01)


async def test_everybody_is_offered_what_is_theirs(database_url: str):
    async with playing(database_url, supervisor_ids=frozenset({NEVER_WROTE, cast.DINA})) as stage:
        await offered(stage.people["dina"], SUPERVISOR)
        await offered(stage.people["anna"], PRIVATE)
        await offered(stage.people["vera"], PRIVATE)
        await offered(stage.people["vera"].in_group(), GROUP)


async def test_people_read_the_menu_in_the_language_of_their_telegram(stage: Stage, dina: Person):
    await offered(dina, SUPERVISOR)
    menus = stage.sandbox.world.commands
    texts = {
        language: {each["command"]: each["description"] for each in menus["all_private_chats", language]}["new"]
        for language in ("", "ru", "en")
    }
    assert texts == {"": "Новое обращение", "ru": "Новое обращение", "en": "New request"}


async def test_a_group_is_offered_its_commands_when_it_is_bound(stage: Stage, dina: Person, vera: Person):
    group = dina.in_group(add_group(stage))
    await group.send("/bind")
    await group.click("Сохранить")
    await offered(vera.in_group(SECOND_GROUP), GROUP)
    texts = [each["description"] for each in stage.sandbox.world.commands[f"chat {SECOND_GROUP}", ""]]
    assert texts[0] == "Взять обращение в работу"
