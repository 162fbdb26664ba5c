import pytest

from bot.sandbox.client import GROUP
from tests.sandbox.conftest import Refused


async def set_commands(api, *names, **fields):
    commands = [{"command": name, "description": f"Команда {name}"} for name in names]
    return await api("setMyCommands", commands=commands, **fields)


async def test_the_narrowest_scope_wins(api, people, anna):
    await set_commands(api, "start")
    await set_commands(api, "new", "help", scope={"type": "all_private_chats"})
    await set_commands(api, "take", scope={"type": "chat", "chat_id": GROUP})
    await set_commands(api, "bind", scope={"type": "chat_administrators", "chat_id": GROUP})
    await set_commands(api, "stats", scope={"type": "chat_member", "chat_id": GROUP, "user_id": 301})
    assert await anna.commands() == ["new", "help"]
    assert await people["gleb"].in_group().commands() == ["take"]
    assert await people["vera"].in_group().commands() == ["bind"]
    assert await people["dina"].in_group().commands() == ["stats"]


async def test_ones_language_comes_before_none(api, anna, sandbox):
    await set_commands(api, "start", language_code="ru")
    await set_commands(api, "help")
    assert await anna.commands() == ["start"]
    sandbox.world.users[101].language = "en"
    assert await anna.commands() == ["help"]


async def test_commands_are_read_back_and_deleted(api, anna):
    await set_commands(api, "start", scope={"type": "all_private_chats"})
    scope = {"scope": {"type": "all_private_chats"}}
    assert await api("getMyCommands", **scope) == [{"command": "start", "description": "Команда start"}]
    await api("deleteMyCommands", **scope)
    assert await api("getMyCommands", **scope) == await anna.commands() == []


@pytest.mark.parametrize(
    ("names", "scope", "why"),
    [
        (["Start"], None, "BOT_COMMAND_INVALID"),
        (["старт"], None, "BOT_COMMAND_INVALID"),
        (["a" * 33], None, "BOT_COMMAND_INVALID"),
        ([f"c{n}" for n in range(101)], None, "too many"),
        (["start"], {"type": "chat", "chat_id": 5}, "chat not found"),
        (["start"], {"type": "moon"}, "can't parse scope"),
    ],
)
async def test_wrong_commands_are_refused(api, names, scope, why):
    with pytest.raises(Refused, match=why):
        await set_commands(api, *names, scope=scope)


async def test_a_description_is_needed(api):
    with pytest.raises(Refused, match="BOT_COMMAND_DESCRIPTION_INVALID"):
        await api("setMyCommands", commands=[{"command": "start", "description": ""}])


async def test_the_bots_texts_are_kept_by_language(api):
    await api("setMyDescription", description="Поддержка")
    await api("setMyDescription", description="Support", language_code="en")
    assert await api("getMyDescription", language_code="ru") == {"description": "Поддержка"}
    assert await api("getMyDescription", language_code="en") == {"description": "Support"}
    assert await api("getMyName") == {"name": "Электронный Ордер · поддержка"}
    with pytest.raises(Refused, match="short description is too long"):
        await api("setMyShortDescription", short_description="я" * 121)
