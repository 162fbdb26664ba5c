"""A command that there is not, or not here, is answered wherever operators and supervisors type it."""

import pytest

from bot.sandbox.client import Person
from handlers.commands import COMMANDS
from tests.desks import Stage
from tests.factories import open_ticket

UNKNOWN = ("/dial", "/merge", "/Roles all", "/ban 7", "/dial@eo_support_bot")


async def answered(place: Person, text: str) -> str:
    asked = await place.send(text)
    return (await place.sees("", after=asked)).text


@pytest.mark.parametrize("command", UNKNOWN)
async def test_an_unknown_command_is_answered_everywhere(stage: Stage, vera: Person, dina: Person, command: str):
    await open_ticket(stage.desk)
    await stage.settled()
    for place in (vera.in_group(), vera.in_topic("ЭО-1"), dina.in_group(), dina, vera):
        assert "Такой команды здесь нет" in await answered(place, command)


async def test_every_command_of_the_menus_is_answered_in_general(stage: Stage, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    for name in dict.fromkeys(each.name for each in COMMANDS):
        assert await answered(vera.in_group(), f"/{name}")


async def test_what_is_for_another_bot_or_no_command_is_left_alone(stage: Stage, vera: Person):
    general = vera.in_group()
    for text in ("/call@other_bot", "//call", "/var/log/messages", "/24", "Позвони им"):
        sent = await general.send(text)
        await stage.settled()
        assert [each.text for each in await general.messages() if each.id > sent.id] == []


async def test_a_command_of_the_private_chat_says_where_it_works(stage: Stage, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    for place in (vera.in_group(), vera.in_topic("ЭО-1")):
        assert "/profile работает в личном чате с ботом" in await answered(place, "/profile")


async def test_a_supervisor_is_told_in_private_that_a_command_of_groups_works_there(stage: Stage, dina: Person):
    for command in ("/open", "/card", "/note x"):
        told = await answered(dina, command)
        assert told == f"Команда {command.split()[0]} работает в группе операторов. Что можно сделать здесь: /help"
    assert "Такой команды здесь нет" in await answered(stage.people["vera"], "/open")


async def test_a_command_mistyped_in_private_is_no_description_and_what_is_meant_is_said(stage: Stage, dina: Person):
    for command, likely in (("/аудит ЭО-1", "/audit"), ("/stat", "/stats"), ("/ыефеы", "/stats"), ("/помощь", "/help")):
        assert f"Возможно, имелась в виду {likely}." in await answered(dina, command)
    vera = stage.people["vera"]
    assert "Возможно" not in await answered(vera, "/аудит ЭО-1"), "it is not hers"
    assert "/help" in await answered(vera, "/помощь")
