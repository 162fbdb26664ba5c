"""Answers go out at once; reactions only as far as there is room for them."""

import asyncio
from collections import Counter
from typing import Any, cast

from bot.actions.work import PressAnswer, Received
from bot.channels.telegram.api import TelegramApi
from bot.delivery import answers as answers_module
from bot.delivery.answers import REACTIONS, Answers


class Api:
    """Counts what it is asked to do."""

    def __init__(self) -> None:
        self.called = Counter[str]()

    async def call(self, method: str, params: dict[str, Any], seconds: float) -> None:
        self.called[method] += 1


async def test_a_busy_desk_reacts_to_some_messages_a_second_and_answers_every_press(monkeypatch):
    instant = 100.0
    monkeypatch.setattr(answers_module.time, "monotonic", lambda: instant)
    api = Api()
    answers = Answers(cast("TelegramApi", api))
    for _ in range(2):
        answers.show([Received(1, number, "✍") for number in range(3 * REACTIONS)])
        answers.show([PressAnswer(str(number)) for number in range(3 * REACTIONS)])
        instant += 1
    await asyncio.gather(*answers._under_way)
    assert api.called == {"setMessageReaction": 2 * REACTIONS, "answerCallbackQuery": 6 * REACTIONS}
