"""The commands that Telegram offers, by place and person."""

import asyncio

from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.desks import Stage, playing, telegram, working
from tests.factories import SECOND_GROUP, add_group

PRIVATE = ["start", "new", "tickets", "tariff", "profile", "help", "language", "cancel", "mydata", "forget"]
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
    "call",
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
    "doctor",
    "requests",
    "company",
    "invoices",
    "statement",
]
IN_GROUP = [*GROUP, *(each for each in SUPERVISOR if each not in {*PRIVATE, *GROUP})]
IN_GROUP.insert(IN_GROUP.index("stats") + 1, "tariff")
NEVER_WROTE = 7


async def offered(person: Person, wanted: list[str]) -> None:
    """Wait until exactly these commands are offered."""
    async with asyncio.timeout(20):
        while await person.commands() != wanted:  # noqa: ASYNC110 -- set in the background
            await asyncio.sleep(0.01)


async def test_everybody_is_offered_what_is_theirs(database_url: str):
    async with playing(database_url, supervisor_ids=frozenset({NEVER_WROTE, cast.DINA})) as stage:
        await offered(stage.people["dina"], SUPERVISOR)
        await offered(stage.people["anna"], PRIVATE)
        await offered(stage.people["vera"], PRIVATE)
        await offered(stage.people["vera"].in_group(), GROUP)
        await offered(stage.people["dina"].in_group(), IN_GROUP)


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
    await offered(group, IN_GROUP)
    texts = [each["description"] for each in stage.sandbox.world.commands[f"chat {SECOND_GROUP}", ""]]
    assert texts[0] == "Взять обращение в работу"


async def test_what_was_given_is_taken_back_with_the_role(database_url: str):
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address) as stage:
            await offered(stage.people["dina"], SUPERVISOR)
            add_group(stage)
            group = stage.people["dina"].in_group(SECOND_GROUP)
            await group.send("/bind")
            await group.click("Сохранить")
            await offered(stage.people["vera"].in_group(SECOND_GROUP), GROUP)
        async with working(database_url, sandbox, address, supervisor_ids=frozenset({cast.GLEB})) as stage:
            await offered(stage.people["gleb"], SUPERVISOR)
            await offered(stage.people["dina"], PRIVATE)
            await offered(stage.people["vera"].in_group(SECOND_GROUP), GROUP)
            await offered(stage.people["gleb"].in_group(SECOND_GROUP), IN_GROUP)
            await offered(stage.people["dina"].in_group(SECOND_GROUP), GROUP)


async def test_a_group_that_is_unbound_is_offered_nothing_more_and_the_one_of_the_settings_keeps_its_menu(
    stage: Stage, dina: Person, vera: Person
):
    for chat, left in ((add_group(stage), []), (cast.GROUP, GROUP)):
        group = dina.in_group(chat)
        await group.send("/bind")
        await group.click("Сохранить")
        await offered(vera.in_group(chat), GROUP)
        await group.send("/bind")
        await group.click("Отвязать")
        await group.sees("Новые обращения сюда больше не направляются")
        await stage.settled()
        await offered(vera.in_group(chat), left)
        await offered(group, IN_GROUP if left else [])
