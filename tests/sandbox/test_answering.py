"""Quotes and replies to other chats and topics, as Telegram has them."""

import pytest

from bot.sandbox.client import GROUP, PIXEL, Person
from tests.sandbox.conftest import Refused

BOLD = [{"type": "bold", "offset": 0, "length": 3}]


async def test_a_quote_is_an_exact_part_of_what_is_answered(api, started):
    asked = await started.send("раз <b>два</b> раз", html=True)
    reply = {"message_id": asked.id, "quote": "раз", "quote_position": 7}
    answer = await api("sendMessage", chat_id=101, text="Да", reply_parameters=reply)
    assert answer["quote"] == {"text": "раз", "position": 8, "is_manual": True}
    reply = {"message_id": asked.id, "quote": "два", "quote_entities": BOLD}
    answer = await api("copyMessage", chat_id=101, from_chat_id=101, message_id=asked.id, reply_parameters=reply)
    shown = await started.last()
    assert (shown.id, shown.raw["quote"]["entities"]) == (answer["message_id"], BOLD)


@pytest.mark.parametrize(
    ("quote", "entities"),
    [("три", None), ("два", None), ("раз", BOLD), ("р" * 1025, None)],
)
async def test_a_quote_that_reads_differently_is_refused(api, started, quote, entities):
    asked = await started.send("раз <b>два</b> раз " + "р" * 1025, html=True)
    reply = {"message_id": asked.id, "quote": quote, "quote_entities": entities, "allow_sending_without_reply": True}
    with pytest.raises(Refused, match=r"^Bad Request: QUOTE_TEXT_INVALID$"):
        await api("sendMessage", chat_id=101, text="Да", reply_parameters=reply)


async def test_the_bot_is_told_the_quote_of_a_person(api, started):
    told = await api("sendMessage", chat_id=101, text="Раз <b>два</b> три", parse_mode="HTML")
    await started.send("Два?", reply_to=told["message_id"], quote="два три")
    [said] = await api.updates("message")
    assert said["quote"] == {"text": "два три", "position": 4, "is_manual": True, "entities": BOLD}
    assert said["reply_to_message"]["message_id"] == told["message_id"]


async def test_a_reply_to_another_chat_names_its_origin_and_not_its_place(api, started, vera: Person):
    said = await vera.in_private().send_photo("Вид")
    await api.updates()
    await vera.send("Смотрите", reply_to=said, reply_chat="bot")
    [heard] = await api.updates("message")
    assert "reply_to_message" not in heard
    assert heard["quote"] == {"text": "Вид", "position": 0}
    answered = heard["external_reply"]
    assert (answered["origin"]["sender_user"]["first_name"], "chat" in answered) == ("Вера", False)
    assert answered["photo"]


async def test_a_reply_to_another_topic_is_one_to_elsewhere(api, vera: Person):
    topic = (await api("createForumTopic", chat_id=GROUP, name="ЭО-1"))["message_thread_id"]
    card = await api("sendMessage", chat_id=GROUP, message_thread_id=topic, text="Карточка")
    await api.updates()
    await vera.send("Беру", reply_to=card["message_id"])
    [heard] = await api.updates("message")
    answered = heard["external_reply"]
    assert (answered["chat"]["id"], answered["message_id"]) == (GROUP, card["message_id"])
    assert answered["origin"]["sender_user"]["is_bot"]


async def test_an_anonymous_administrator_is_the_group_where_they_are_answered(api, people):
    said = await people["dina"].in_group().send("Объявление", anonymous=True)
    await people["dina"].in_private().send("Это моё", reply_to=said, reply_chat=GROUP)
    heard = (await api.updates("message"))[-1]
    assert heard["external_reply"]["origin"]["sender_chat"]["id"] == GROUP


async def test_people_pass_on_words_of_any_origin(api, started, session, base):
    await started.send("Новость", forward={"type": "hidden_user", "sender_user_name": "Пётр"})
    [heard] = await api.updates("message")
    assert heard["forward_origin"]["sender_user_name"] == "Пётр"
    assert (await started.last()).raw["forwarded"] == "Пётр"
    wrong = {"chat": "bot", "text": "да", "forward": {"type": "nobody"}}
    async with session.post(f"{base}/sandbox/people/101/send", json=wrong) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "there is no such origin")


async def test_what_a_later_bot_api_brings_can_be_copied(api, started):
    said = await started.send("", other={"hologram": {"text": "да"}})
    [heard] = await api.updates("message")
    assert heard["hologram"] == {"text": "да"}
    await api("copyMessage", chat_id=101, from_chat_id=101, message_id=said.id)
    assert (await started.last()).raw["other"] == {"text": "да"}


async def test_how_words_are_shown_stays_with_a_copy_and_goes_with_an_edit(api, started):
    photo = await started.send_photo("Вид", PIXEL, above=True)
    link = await started.send("https://a.example", preview={"is_disabled": True})
    first, second = await api.updates("message")
    assert first["show_caption_above_media"]
    assert second["link_preview_options"] == {"is_disabled": True}
    copies = [
        (await api("copyMessage", chat_id=101, from_chat_id=101, message_id=each.id))["message_id"]
        for each in (photo, link)
    ]
    above, preview = (await started.messages())[-2:]
    assert above.raw["caption_above"]
    assert preview.raw["preview"] == {"is_disabled": True}
    await api("editMessageCaption", chat_id=101, message_id=copies[0], caption="Вид сбоку")
    await api("editMessageText", chat_id=101, message_id=copies[1], text="https://b.example")
    above, preview = (await started.messages())[-2:]
    assert not above.raw["caption_above"]
    assert preview.raw["preview"] is None
