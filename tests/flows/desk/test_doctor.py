"""/doctor: a supervisor reads what is right with the desk and what is wrong, while everything else goes on."""

import asyncio

import pytest

from bot.channels.telegram import reporting
from bot.doctor import visit
from bot.doctor.examination import examine
from bot.doctor.subject import Subject
from bot.rules.desk.findings import Finding
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.world import Member
from tests.desks import Stage

RIGHT = "✅ В порядке: Настройки, Программа, База данных, Целостность базы, Диск, Связь с Telegram, Часы, Токен бота, "


async def report(person: Person, command: str = "/doctor") -> str:
    """What the desk answers, one way or another."""
    asked = await person.send(command)
    return (await person.sees("✅ В порядке", after=asked)).text


async def test_a_desk_in_order_is_told_in_private_and_in_the_group(stage: Stage, dina: Person):
    for answer in (await report(dina), await report(dina.in_group(), "/Doctor")):
        assert "❌" not in answer
        assert "⚠️ Руководство пользователя: статей нет" in answer
        assert RIGHT in answer


async def test_what_is_wrong_comes_first_and_says_what_to_do(stage: Stage, dina: Person):
    stage.sandbox.world.chats[cast.GROUP].members[cast.BOT_ID] = Member("member")
    answer = await report(dina)
    head, first, *_ = answer.split("\n\n")
    assert head == "Работе что-то мешает: устраните отмеченное ❌."
    assert first.startswith("❌ Группы операторов: режим приватности включён, и бот не администратор")
    assert "\n→ Назначьте бота администратором" in first
    assert "«Поддержка ЭО»: бот не администратор" in answer


async def test_it_is_answered_in_the_readers_language(stage: Stage, dina: Person):
    await dina.send("/language")
    await dina.click("English")
    asked = await dina.send("/doctor")
    assert "⚠️ Guide: there are no articles" in (await dina.sees("In order: Settings", after=asked)).text


async def test_it_changes_nothing_and_takes_no_update(stage: Stage, dina: Person, anna: Person):
    await report(dina)
    await stage.settled()
    line = stage.desk._api.line
    assert not line.rivalled
    await anna.send("/help")
    await anna.sees("/new")


async def test_messages_go_through_while_a_check_takes_its_time(
    stage: Stage, dina: Person, anna: Person, monkeypatch: pytest.MonkeyPatch
):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(examined: Subject) -> list[Finding]:
        begun.set()
        await go_on.wait()
        return await examine(examined)

    monkeypatch.setattr(visit, "examine", slow)
    monkeypatch.setattr(reporting, "SOON", 0.05)
    asked = await dina.send("/doctor")
    await begun.wait()
    await dina.sees("Программа проверяется", after=asked)
    await anna.send("/help")
    await anna.sees("/new")
    go_on.set()
    told = await dina.sees("✅ В порядке", after=asked)
    assert told.reply_to is not None


async def test_it_is_not_for_others(stage: Stage, anna: Person, vera: Person):
    for person in (anna, vera, vera.in_group()):
        asked = await person.send("/doctor")
        assert "только руководителям" in (await person.sees("", after=asked)).text
