import pytest

from bot.sandbox.client import GROUP
from tests.sandbox.conftest import Refused


@pytest.fixture
async def thread(api):
    topic = await api("createForumTopic", chat_id=GROUP, name="🆕 ЭО-1 · Ромашка")
    await api.updates()
    return topic["message_thread_id"]


async def test_a_topic_is_created_with_its_service_message(api, vera):
    topic = await api("createForumTopic", chat_id=GROUP, name="ЭО-1", icon_custom_emoji_id="5312241539987020022")
    [message] = await api.updates("message")
    assert message["message_id"] == message["message_thread_id"] == topic["message_thread_id"] > 1
    assert message["forum_topic_created"]["name"] == "ЭО-1"
    [row] = await vera.topics()
    assert (row["name"], row["icon"], row["closed"]) == ("ЭО-1", "🔥", False)


async def test_a_plain_message_in_a_topic_replies_to_its_opening(api, vera, thread):
    await vera.in_topic("ЭО-1").send("Беру")
    [message] = await api.updates("message")
    assert (message["message_thread_id"], message["is_topic_message"]) == (thread, True)
    assert message["reply_to_message"]["message_id"] == thread
    assert "forum_topic_created" in message["reply_to_message"]


async def test_a_reply_in_a_topic_replies_to_its_message(api, vera, thread):
    card = await api("sendMessage", chat_id=GROUP, message_thread_id=thread, text="Карточка")
    await vera.in_topic("ЭО-1").send("Беру", reply_to=card["message_id"])
    [message] = await api.updates("message")
    assert message["reply_to_message"]["text"] == "Карточка"


async def test_a_reply_without_a_thread_goes_to_the_topic_of_its_message(api, vera, thread):
    asked = await vera.in_topic("ЭО-1").send("Что там?")
    sent = await api("sendMessage", chat_id=GROUP, text="Всё", reply_parameters={"message_id": asked.id})
    assert sent["message_thread_id"] == thread


@pytest.mark.parametrize("unknown", [1, 999])
async def test_an_unknown_topic_and_general_by_number_are_not_found(api, thread, unknown):
    with pytest.raises(Refused, match="Bad Request: message thread not found"):
        await api("sendMessage", chat_id=GROUP, message_thread_id=unknown, text="да")


async def test_general_is_written_to_without_a_thread(api, vera):
    assert "message_thread_id" not in await api("sendMessage", chat_id=GROUP, text="Всем")
    await vera.sees("Всем")


async def test_a_deleted_topic_is_gone_and_nobody_told_the_bot(api, vera, thread):
    await vera.in_topic("ЭО-1").topic_do("delete")
    assert await api.updates() == []
    with pytest.raises(Refused, match="message thread not found"):
        await api("sendMessage", chat_id=GROUP, message_thread_id=thread, text="да")
    with pytest.raises(Refused, match="message thread not found"):
        await api("editForumTopic", chat_id=GROUP, message_thread_id=thread, name="другое")


async def test_a_group_that_is_no_forum_minds_no_thread(api, sandbox):
    sandbox.world.chats[GROUP].forum = False
    assert "message_thread_id" not in await api("sendMessage", chat_id=GROUP, message_thread_id=999, text="да")
    with pytest.raises(Refused, match="the chat is not a forum"):
        await api("createForumTopic", chat_id=GROUP, name="тема")


async def test_closing_twice_is_refused_and_closing_tells(api, vera, thread):
    await api("closeForumTopic", chat_id=GROUP, message_thread_id=thread)
    [message] = await api.updates("message")
    assert message["forum_topic_closed"] == {}
    with pytest.raises(Refused, match="TOPIC_NOT_MODIFIED"):
        await api("closeForumTopic", chat_id=GROUP, message_thread_id=thread)
    assert await api("reopenForumTopic", chat_id=GROUP, message_thread_id=thread)
    with pytest.raises(Refused, match="TOPIC_NOT_MODIFIED"):
        await api("reopenForumTopic", chat_id=GROUP, message_thread_id=thread)


async def test_into_a_closed_topic_only_admins_write(api, vera, people, sandbox, thread):
    await vera.in_topic("ЭО-1").topic_do("close")
    assert await api("sendMessage", chat_id=GROUP, message_thread_id=thread, text="ещё")
    await vera.in_topic("ЭО-1").send("и я")
    with pytest.raises(AssertionError, match="the topic is closed"):
        await people["gleb"].in_topic("ЭО-1").send("и я")
    sandbox.world.chats[GROUP].member(1000).status = "member"
    with pytest.raises(Refused, match="TOPIC_CLOSED"):
        await api("sendMessage", chat_id=GROUP, message_thread_id=thread, text="ещё")


async def test_renaming_tells_what_changed_and_refuses_the_same(api, vera, thread):
    assert await api("editForumTopic", chat_id=GROUP, message_thread_id=thread, name="✅ ЭО-1")
    [message] = await api.updates("message")
    assert message["forum_topic_edited"] == {"name": "✅ ЭО-1"}
    with pytest.raises(Refused, match="TOPIC_NOT_MODIFIED"):
        await api("editForumTopic", chat_id=GROUP, message_thread_id=thread, name="✅ ЭО-1")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "я" * 129}, "topic name is too long"),
        ({"name": "  "}, "topic name must be non-empty"),
        ({"name": "да", "icon_color": 5}, "icon color"),
        ({"name": "да", "icon_custom_emoji_id": "5"}, "DOCUMENT_INVALID"),
    ],
)
async def test_wrong_topics_are_refused(api, fields, why):
    with pytest.raises(Refused, match=why):
        await api("createForumTopic", chat_id=GROUP, **fields)


async def test_without_the_right_no_topic_is_managed(api, vera, thread, session, base):
    await session.post(f"{base}/sandbox/chats/{GROUP}/admin", json={"can_manage_topics": False})
    [change] = await api.updates("my_chat_member")
    assert change["old_chat_member"]["can_manage_topics"] is True
    assert change["new_chat_member"]["can_manage_topics"] is False
    for act, fields in (("create", {"name": "да"}), ("edit", {"name": "да", "message_thread_id": thread})):
        with pytest.raises(Refused, match="not enough rights"):
            await api(f"{act}ForumTopic", chat_id=GROUP, **fields)


async def test_the_bot_deletes_a_topic_with_its_messages(api, vera, thread):
    await api("sendMessage", chat_id=GROUP, message_thread_id=thread, text="Карточка")
    assert await api("deleteForumTopic", chat_id=GROUP, message_thread_id=thread)
    assert await vera.topics() == []
    await vera.does_not_see("Карточка")


async def test_icons_are_offered(api):
    assert {"🔥", "✅", "❓"} <= {sticker["emoji"] for sticker in await api("getForumTopicIconStickers")}


async def test_people_open_topics_in_their_chat_with_the_bot(api, started):
    topic = await started.opens_thread("Счета")
    [opened] = await api.updates("message")
    thread = opened["message_thread_id"]
    assert (opened["chat"]["type"], opened["forum_topic_created"]["name"]) == ("private", "Счета")
    await topic.send("Где счёт?")
    [said] = await api.updates("message")
    assert (said["message_thread_id"], said["is_topic_message"]) == (thread, True)
    await api("sendMessage", chat_id=101, message_thread_id=thread, text="Ищем")
    assert (await topic.last()).text == "Ищем"
    await started.send("И ещё")
    [said] = await api.updates("message")
    assert "message_thread_id" not in said
    assert len(await started.messages()) == 5


async def test_a_topic_of_a_private_chat_that_is_gone_is_refused(api, started):
    with pytest.raises(Refused, match="message thread not found"):
        await api("sendMessage", chat_id=101, message_thread_id=55, text="Ищем")
    topic = await started.opens_thread("Счета")
    [row] = await started.topics("bot")
    await topic.topic_do("delete")
    with pytest.raises(Refused, match="message thread not found"):
        await api("sendMessage", chat_id=101, message_thread_id=row["thread"], text="Ищем")
