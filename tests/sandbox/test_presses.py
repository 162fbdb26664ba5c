import asyncio
from datetime import timedelta

import pytest

from tests.sandbox.conftest import Refused, until

BUTTONS = {
    "inline_keyboard": [[{"text": "Отправить", "callback_data": "send"}, {"text": "Сайт", "url": "https://a.ru"}]]
}


@pytest.fixture
async def asked(api, started):
    return await api("sendMessage", chat_id=101, text="Отправить?", reply_markup=BUTTONS)


async def next_press(api):
    [update] = await api("getUpdates", timeout=5)
    await api("getUpdates", offset=update["update_id"] + 1)
    return update["callback_query"]


async def test_a_press_reaches_the_bot_and_its_answer_the_person(api, started, asked):
    pressed = asyncio.create_task(started.click("Отправить"))
    query = await next_press(api)
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("send", 101, "Отправить?")
    await api("answerCallbackQuery", callback_query_id=query["id"], text="Отправлено", show_alert=True)
    assert await pressed == {"text": "Отправлено", "alert": True, "url": None}


async def test_an_answer_after_150_seconds_is_too_late(api, started, asked, sandbox):
    pressed = asyncio.create_task(started.click("Отправить"))
    query = await next_press(api)
    sandbox.clock.move(timedelta(seconds=151))
    with pytest.raises(Refused, match="query is too old and response timeout expired or query ID is invalid"):
        await api("answerCallbackQuery", callback_query_id=query["id"])
    pressed.cancel()


async def test_a_press_nobody_fetched_is_forgotten_after_150_seconds(api, started, asked, sandbox):
    pressed = asyncio.create_task(started.click("Отправить"))
    await until(lambda: sandbox.telegram.feed.pending)
    sandbox.clock.move(timedelta(seconds=151))
    assert await api.updates() == []
    pressed.cancel()


async def test_an_unknown_query_and_a_long_answer_are_refused(api, started, asked):
    with pytest.raises(Refused, match="query ID is invalid"):
        await api("answerCallbackQuery", callback_query_id="5")
    pressed = asyncio.create_task(started.click("Отправить"))
    query = await next_press(api)
    with pytest.raises(Refused, match="MESSAGE_TOO_LONG"):
        await api("answerCallbackQuery", callback_query_id=query["id"], text="я" * 201)
    pressed.cancel()


async def test_only_a_button_that_is_there_can_be_pressed_but_data_can_be_forged(api, started, asked):
    with pytest.raises(AssertionError, match="there is no such button"):
        await started.press(asked["message_id"], "close:5")
    pressed = asyncio.create_task(started.press(asked["message_id"], "close:5", forged=True))
    assert (await next_press(api))["data"] == "close:5"
    pressed.cancel()


async def test_a_missing_button_fails_with_what_is_there(started, asked):
    with pytest.raises(AssertionError, match=r"«Отмена» is not here:\n(.*\n)*.*Отправить.*Сайт"):
        await started.click("Отмена", timeout=0.05)


async def test_a_reply_keyboard_button_sends_its_text_until_it_is_taken_away(api, started):
    keyboard = {"keyboard": [[{"text": "Помощь"}]]}
    await api("sendMessage", chat_id=101, text="Меню", reply_markup=keyboard)
    await started.click("Помощь")
    assert [message["text"] for message in await api.updates("message")] == ["Помощь"]
    await api("sendMessage", chat_id=101, text="Без меню", reply_markup={"remove_keyboard": True})
    with pytest.raises(AssertionError):
        await started.click("Помощь", timeout=0.05)


async def test_a_link_is_no_button_that_tells_the_bot(started, asked):
    with pytest.raises(AssertionError, match="button «Сайт» tells the bot nothing"):
        await started.click("Сайт")
