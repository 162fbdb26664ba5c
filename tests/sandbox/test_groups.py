import pytest

from bot.sandbox.cast import BASIC_GROUP, add_basic_group
from bot.sandbox.client import GROUP
from bot.sandbox.world import Member
from tests.sandbox.conftest import Refused


@pytest.fixture
def basic(sandbox):
    return add_basic_group(sandbox.world)


async def control(session, base, chat, act, **fields):
    async with session.post(f"{base}/sandbox/chats/{chat}/{act}", json=fields) as answer:
        assert answer.status == 200
        return await answer.json()


async def test_privacy_lets_a_plain_member_hear_commands_and_replies_to_itself_only(api, people, basic):
    vera = people["vera"].in_group(BASIC_GROUP)
    own = await api("sendMessage", chat_id=BASIC_GROUP, text="Я здесь")
    other = await vera.send("между нами")
    await vera.send("тоже между нами", reply_to=other)
    await vera.send("/open")
    await vera.send("Хорошо", reply_to=own["message_id"])
    assert [message["text"] for message in await api.updates("message")] == ["/open", "Хорошо"]


async def test_an_admin_hears_everything(api, vera):
    await vera.send("всем")
    assert [message["text"] for message in await api.updates("message")] == ["всем"]


async def test_an_upgraded_group_answers_with_its_new_id(api, people, basic, session, base):
    new = (await control(session, base, BASIC_GROUP, "upgrade"))["chat"]
    assert new == -1000000000500
    old, fresh = await api.updates("message")
    assert (old["migrate_to_chat_id"], fresh["migrate_from_chat_id"]) == (new, BASIC_GROUP)
    with pytest.raises(Refused, match="group chat was upgraded to a supergroup chat") as refused:
        await api("sendMessage", chat_id=BASIC_GROUP, text="да")
    assert refused.value.parameters == {"migrate_to_chat_id": new}
    assert await api("sendMessage", chat_id=new, text="да")
    assert [chat["chat"] for chat in await people["vera"].chats()] == ["bot", GROUP, new]


async def test_a_bot_that_was_kicked_or_left_is_told_why(api, session, base, basic):
    await control(session, base, GROUP, "admin", member=False)
    with pytest.raises(Refused, match="Forbidden: bot was kicked from the supergroup chat"):
        await api("sendMessage", chat_id=GROUP, text="да")
    await api("leaveChat", chat_id=BASIC_GROUP)
    with pytest.raises(Refused, match="Forbidden: bot is not a member of the group chat"):
        await api("sendMessage", chat_id=BASIC_GROUP, text="да")


async def test_a_deleted_group_is_gone(api, basic):
    basic.deleted = True
    with pytest.raises(Refused, match="Forbidden: the group chat was deleted"):
        await api("getChat", chat_id=BASIC_GROUP)


async def test_admins_and_members_are_told_apart(api):
    admins = await api("getChatAdministrators", chat_id=GROUP)
    assert {admin["user"]["id"]: admin["status"] for admin in admins} == {
        1000: "administrator",
        301: "creator",
        201: "administrator",
    }
    assert (await api("getChatMember", chat_id=GROUP, user_id=202))["status"] == "member"
    assert (await api("getChatMember", chat_id=GROUP, user_id=101))["status"] == "left"
    assert await api("getChatMemberCount", chat_id=GROUP) == 4
    with pytest.raises(Refused, match="invalid user_id"):
        await api("getChatMember", chat_id=GROUP, user_id=5)


async def test_a_chat_says_whether_it_is_a_forum(api, started):
    assert (await api("getChat", chat_id=GROUP))["is_forum"] is True
    assert (await api("getChat", chat_id=101))["first_name"] == "Анна"
    with pytest.raises(Refused, match="no administrators in the private chat"):
        await api("getChatAdministrators", chat_id=101)


async def test_others_messages_are_deleted_only_with_the_right(api, vera, session, base, sandbox):
    message = await vera.send("лишнее")
    sandbox.world.chats[GROUP].members[1000] = Member()
    with pytest.raises(Refused, match="message can't be deleted"):
        await api("deleteMessage", chat_id=GROUP, message_id=message.id)
    await control(session, base, GROUP, "admin", admin=True)
    assert await api("deleteMessage", chat_id=GROUP, message_id=message.id)


async def test_an_anonymous_admin_writes_as_the_group(api, vera):
    await vera.send("от имени группы", anonymous=True)
    [message] = await api.updates("message")
    assert message["sender_chat"]["id"] == GROUP
    assert message["from"]["username"] == "GroupAnonymousBot"


async def test_reactions_in_a_group_are_told_to_an_admin_only(api, vera, sandbox):
    await api("getUpdates", allowed_updates=["message_reaction"])
    message = await vera.send("смотрите")
    await vera.react(message, "🔥")
    assert len(await api.updates("message_reaction")) == 1
    sandbox.world.chats[GROUP].members[1000] = Member()
    await vera.react(message, None)
    assert await api.updates() == []


async def test_a_stranger_is_not_in_the_group(anna):
    with pytest.raises(AssertionError, match="you are not in that chat"):
        await anna.in_group().send("пустите")
