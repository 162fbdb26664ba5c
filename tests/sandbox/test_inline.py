import asyncio
from datetime import timedelta

import pytest

from tests.sandbox.conftest import Refused


def article(number: str = "1", text: str = "<b>Вход</b> в Систему") -> dict[str, object]:
    said = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": number, "title": "Вход", "description": "Как войти", "input_message_content": said}


async def next_query(api):
    [update] = await api("getUpdates", timeout=5)
    await api("getUpdates", offset=update["update_id"] + 1)
    return update["inline_query"]


async def test_what_is_typed_reaches_the_bot_and_what_is_chosen_the_chat(api, vera):
    asked = asyncio.create_task(vera.inline("вход"))
    query = await next_query(api)
    assert (query["query"], query["from"]["id"], query["offset"]) == ("вход", 201, "")
    await api("answerInlineQuery", inline_query_id=query["id"], results=[article()], next_offset="5")
    answer = await asked
    assert answer["next_offset"] == "5"
    sent = await vera.choose(answer["results"][0])
    assert (sent.text, sent.mine) == ("Вход в Систему", True)
    [told] = await api.updates("message")
    assert (told["via_bot"]["is_bot"], told["text"]) == (True, "Вход в Систему")


async def test_an_answer_that_telegram_would_not_take_is_refused(api, started, sandbox):
    asked = asyncio.create_task(started.inline(""))
    query = (await next_query(api))["id"]
    for results, reason in (
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article("я" * 33)], "RESULT_ID_INVALID"),
        ([article(text="")], "message text is empty"),
    ):
        with pytest.raises(Refused, match=reason):
            await api("answerInlineQuery", inline_query_id=query, results=results)
    sandbox.clock.move(timedelta(seconds=11))
    with pytest.raises(Refused, match="query is too old"):
        await api("answerInlineQuery", inline_query_id=query, results=[])
    asked.cancel()
