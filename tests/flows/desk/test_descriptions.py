"""What the bot says about itself before anybody presses «Запустить»."""

import asyncio
from datetime import time

from bot.sandbox.client import Person
from bot.sandbox.world import World
from tests.desks import Stage, telegram, working

LANGUAGES = {"", "ru", "en"}


async def described(world: World, field: str) -> dict[str, str]:
    """Wait until a text is there in every language; by language."""
    async with asyncio.timeout(5):
        while {language for name, language in world.profile if name == field} != LANGUAGES:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return {language: text for (name, language), text in world.profile.items() if name == field}


async def test_the_bot_says_what_it_can_do_in_both_languages(stage: Stage, anna: Person):
    short = await described(stage.sandbox.world, "short_description")
    full = await described(stage.sandbox.world, "description")
    assert short[""] == short["ru"] == "Техническая поддержка АСЗ «Электронный Ордер». По рабочим дням 09:30–18:30."
    assert short["en"].startswith("Technical support")
    assert full[""] == full["ru"]
    assert "• задать вопрос" in full["ru"]
    assert "• ask a question" in full["en"]
    row = next(row for row in await anna.chats() if row["chat"] == "bot")
    assert row["about"] == full["ru"]


async def test_only_what_changed_is_set_at_the_next_start(database_url: str):
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address):
            await described(sandbox.world, "short_description")
        sandbox.world.profile.clear()
        async with working(database_url, sandbox, address, work_hours=(time(8), time(17))):
            short = await described(sandbox.world, "short_description")  # set last
        assert "08:00–17:00" in short["ru"]
        assert {name for name, _language in sandbox.world.profile} == {"short_description"}
