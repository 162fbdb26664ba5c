import asyncio

import pytest

from bot.sandbox.client import GROUP, PIXEL, Person


async def test_everybody_one_can_be_is_listed(session, base):
    async with session.get(f"{base}/sandbox/people") as answer:
        people = await answer.json()
    assert [(person["first_name"], person["role"]) for person in people] == [
        ("Анна", "requester"),
        ("Борис", "requester"),
        ("Вера", "operator"),
        ("Глеб", "operator"),
        ("Дина", "supervisor"),
    ]
    assert "ООО «Ромашка» · тариф «Базовый»" in people[0]["note"]


async def test_chats_count_what_is_unread(api, started, session, base):
    await api("sendMessage", chat_id=101, text="Раз")
    await api("sendMessage", chat_id=101, text="Два")
    [chat] = await started.chats()
    assert (chat["chat"], chat["unread"], chat["last"]["text"]) == ("bot", 2, "Два")
    await session.post(f"{base}/sandbox/people/101/read", json={"chat": "bot"})
    [chat] = await started.chats()
    assert chat["unread"] == 0


async def test_unread_is_counted_by_topic(api, vera, session, base):
    topics = [(await api("createForumTopic", chat_id=GROUP, name=name))["message_thread_id"] for name in ("A", "B")]
    for thread in topics:
        await api("sendMessage", chat_id=GROUP, message_thread_id=thread, text="Карточка")
    await session.post(f"{base}/sandbox/people/201/read", json={"chat": GROUP, "thread": topics[0]})
    assert {topic["name"]: topic["unread"] for topic in await vera.topics()} == {"A": 0, "B": 1}


async def test_formatting_links_and_hostile_text_are_shown_safely(started):
    assert (await started.send("<b>да</b>", html=True)).html == "<b>да</b>"
    assert (await started.send("<script>alert(1)</script>")).html == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert (await started.send("https://ya.ru")).html == '<a href="https://ya.ru">https://ya.ru</a>'


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": "  "}, "the message is empty"),
        ({"text": "я" * 4097}, "the message is too long"),
        ({"chat": 5, "text": "да"}, "you are not in that chat"),
        ({"chat": "кто", "text": "да"}, "can't parse chat"),
        ({"text": "<b>", "html": True}, "can't parse entities"),
        ({"location": {"latitude": 91, "longitude": 0}}, "wrong location"),
        ({"location": {"latitude": 9}}, "location.longitude: Field required"),
    ],
)
async def test_what_a_person_cannot_send_is_explained(session, base, fields, why):
    async with session.post(f"{base}/sandbox/people/101/send", json={"chat": "bot"} | fields) as answer:
        assert answer.status == 400
        assert why in (await answer.json())["error"]


async def test_files_are_sent_as_what_their_names_say(started):
    album = await started.send_album([("a.png", PIXEL), ("b.mp4", b"1"), ("c.mp3", b"1"), ("d.zip", b"1")])
    assert [message.media["kind"] for message in album] == ["photo", "video", "audio", "document"]


async def test_one_who_blocked_the_bot_cannot_write_to_it(started):
    await started.block()
    assert (await started.chats())[0]["blocked"] is True
    with pytest.raises(AssertionError, match="you have blocked the bot"):
        await started.send("да")


async def test_only_ones_own_message_is_edited_and_others_stay(started, api, people, vera):
    sent = await api("sendMessage", chat_id=101, text="Не моё")
    with pytest.raises(AssertionError, match="not yours"):
        await started.edit(sent["message_id"], "Моё")
    theirs = await vera.send("моё")
    with pytest.raises(AssertionError, match="may not delete"):
        await people["gleb"].in_group().delete(theirs)
    with pytest.raises(AssertionError, match="no such message"):
        await started.edit(999, "да")
    with pytest.raises(AssertionError, match="no such reaction"):
        await started.react(sent["message_id"], "🦖")


async def test_only_admins_manage_topics(api, people):
    await api("createForumTopic", chat_id=GROUP, name="ЭО-1")
    with pytest.raises(AssertionError, match="only admins"):
        await people["gleb"].in_topic("ЭО-1").topic_do("close")
    await people["vera"].in_topic("ЭО-1").topic_do("close")
    assert [topic["closed"] for topic in await people["gleb"].topics()] == [True]
    with pytest.raises(AssertionError, match="close, reopen or delete"):
        await people["vera"].in_topic("ЭО-1").topic_do("burn")


async def test_seeing_waits_and_then_tells_what_was_there(api, started):
    waiting = asyncio.create_task(started.sees("готово"))
    await api("sendMessage", chat_id=101, text="почти")
    await api("sendMessage", chat_id=101, text="всё готово")
    assert (await waiting).text == "всё готово"
    await started.does_not_see("не было")
    with pytest.raises(AssertionError, match="«готово» is not here"):
        await started.sees("готово", timeout=0.05, after=await started.last())
    with pytest.raises(AssertionError, match=r"«не было» is not here:\n(.*\n)*.*всё готово"):
        await started.sees("не было", timeout=0.05)


async def test_seeing_waits_for_a_topic_that_is_not_there_yet(api, vera):
    waiting = asyncio.create_task(vera.in_topic("ЭО-7").sees("Карточка"))
    topic = await api("createForumTopic", chat_id=GROUP, name="ЭО-7")
    await api("sendMessage", chat_id=GROUP, message_thread_id=topic["message_thread_id"], text="Карточка")
    assert (await waiting).text == "Карточка"
    with pytest.raises(AssertionError, match="no topic «ЭО-8»"):
        await vera.in_topic("ЭО-8").sees("Карточка", timeout=0.05)


async def test_a_topic_is_found_by_its_whole_number(api, vera):
    for name in ("ЭО-1 · Ромашка", "ЭО-12 · Вектор"):
        topic = await api("createForumTopic", chat_id=GROUP, name=name)
        await api("sendMessage", chat_id=GROUP, message_thread_id=topic["message_thread_id"], text=name)
    assert (await vera.in_topic("ЭО-1").last()).text == "ЭО-1 · Ромашка"
    assert (await vera.in_topic("Вектор").last()).text == "ЭО-12 · Вектор"


async def test_events_tell_what_to_read_anew(session, base, started):
    async with session.get(f"{base}/sandbox/events") as answer:
        seq = (await answer.json())["seq"]
    await started.send("раз")
    await started.send("два")
    async with session.get(f"{base}/sandbox/events", params={"since": seq}) as answer:
        assert await answer.json() == {"seq": seq + 2, "changed": [{"chat": 101, "thread": None}]}


async def test_a_person_who_is_not_there_and_a_bot_are_nobody(session, base):
    for nobody in (5, 1000):
        with pytest.raises(AssertionError, match="no such person"):
            await Person(session, base, nobody).chats()


async def test_a_file_that_is_not_there_is_404_and_others_run_nothing(session, base, started):
    async with session.get(f"{base}/sandbox/files/nothing") as answer:
        assert answer.status == 404
    page = await started.send_file("a.html", b"<script>alert(1)</script>")
    async with session.get(base + page.media["url"]) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
