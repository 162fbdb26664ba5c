"""Links to the bot that people open, and rights that are given one by one."""

import pytest

from bot.sandbox import Sandbox, cast
from bot.sandbox.client import GROUP, Person
from bot.sandbox.objects import ASKED
from tests.sandbox.conftest import Api

BOT = "https://t.me/eo_support_bot"
ALL = f"{BOT}?startgroup=x&admin=manage_topics+delete_messages+pin_messages"


@pytest.fixture
def outside(sandbox: Sandbox) -> Sandbox:
    """The bot is not in the group."""
    del sandbox.world.chats[GROUP].members[cast.BOT_ID]
    return sandbox


async def seat(api: Api) -> dict[str, object]:
    found = await api("getChatMember", chat_id=GROUP, user_id=cast.BOT_ID)
    return {"status": found["status"], **{right: found.get(right, False) for right in ASKED}}


async def test_a_start_link_starts_the_bot_with_its_code(sandbox: Sandbox, anna: Person, api: Api):
    await anna.opens(f"{BOT}?start=code-1")
    assert (await anna.last()).text == "/start code-1"
    [update] = await api("getUpdates")
    assert update["message"]["text"] == "/start code-1"


async def test_a_group_link_adds_the_bot_with_what_it_asks_for(outside: Sandbox, people: dict[str, Person], api: Api):
    await people["dina"].opens(f"{BOT}?startgroup=x&admin=manage_topics+pin_messages", GROUP)
    assert await seat(api) == {
        "status": "administrator",
        "can_manage_topics": True,
        "can_delete_messages": False,
        "can_pin_messages": True,
    }
    told, said = await api("getUpdates")
    assert told["my_chat_member"]["from"]["id"] == cast.DINA
    assert told["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert said["message"]["text"] == "/start@eo_support_bot x"


@pytest.mark.parametrize(("who", "rights"), [("dina", False), ("gleb", True)])
async def test_without_consent_or_by_no_administrator_it_is_a_plain_member(
    outside: Sandbox, people: dict[str, Person], api: Api, who: str, rights: bool
):
    await people[who].opens(ALL, GROUP, rights=rights)
    assert (await seat(api))["status"] == "member"


@pytest.mark.parametrize(
    ("url", "chat", "why"),
    [
        ("https://t.me/other_bot?start=x", None, "does not lead to the bot"),
        ("https://example.org/eo_support_bot?start=x", None, "does not lead to the bot"),
        (ALL, GROUP, "is in that group already"),
        (ALL, -7, "you are not in that chat"),
    ],
)
async def test_what_cannot_be_is_refused(
    sandbox: Sandbox, people: dict[str, Person], url: str, chat: int | None, why: str
):
    with pytest.raises(AssertionError, match=why):
        await people["dina"].opens(url, chat)


async def test_rights_are_taken_one_by_one(sandbox: Sandbox, base: str, people: dict[str, Person], api: Api):
    for right in ASKED:
        async with people["anna"].session.post(f"{base}/sandbox/chats/{GROUP}/admin", json={right: False}) as answer:
            assert answer.status == 200
        assert (await seat(api))[right] is False
    assert (await seat(api))["status"] == "administrator"


async def test_a_bot_without_privacy_hears_all(outside: Sandbox, people: dict[str, Person], vera: Person, api: Api):
    await people["dina"].opens(ALL, GROUP, rights=False)
    outside.world.reads_all = True
    assert (await api("getMe"))["can_read_all_group_messages"] is True
    await vera.send("Кто возьмёт?")
    assert "Кто возьмёт?" in [each.get("message", {}).get("text") for each in await api("getUpdates")]


async def test_a_desk_that_nobody_can_begin_anew_says_so(sandbox: Sandbox, base: str, people: dict[str, Person]):
    async with people["anna"].session.get(f"{base}/sandbox/desk") as answer:
        told = await answer.json()
    assert {name: told[name] for name in ("bot", "anew", "empty", "invitation")} == {
        "bot": "eo_support_bot",
        "anew": False,
        "empty": False,
        "invitation": None,
    }
    async with people["anna"].session.post(f"{base}/sandbox/desk", json={"empty": True}) as answer:
        assert answer.status == 400


async def test_an_invitation_is_shown_until_somebody_opens_it(sandbox: Sandbox, base: str, anna: Person):
    sandbox.lobby.invite(f"{BOT}?start=c")
    await anna.opens(f"{BOT}?start=other")
    assert sandbox.lobby.invitation == f"{BOT}?start=c"
    await anna.opens(f"{BOT}?start=c")
    assert sandbox.lobby.invitation is None
