"""What a person calls a topic stays: the desk adds the sign of the ticket's state and no more."""

import pytest

from bot.rules.tickets.tickets import State, emoji, given_name, signed_name
from bot.sandbox import cast
from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Срочно: каталог", "Срочно: каталог"),
        ("🛠 Срочно: каталог", "Срочно: каталог"),
        ("🛠\ufe0f Срочно", "Срочно"),
        ("🔥Срочно", "Срочно"),
        ("🚀 Срочно", "🚀 Срочно"),
        ("🆕", ""),
    ],
)
def test_the_sign_is_not_part_of_the_name(name: str, given: str):
    assert given_name(name) == given


@pytest.mark.parametrize("state", State)
def test_a_name_survives_every_sign(state: State):
    assert given_name(signed_name(emoji(state, overdue=False), "Каталог")) == "Каталог"
    assert len(signed_name(emoji(state, overdue=True), "я" * 128)) <= 128


async def renamed(stage: Stage, name: str) -> None:
    """A person renames the topic of the first ticket."""
    sandbox = stage.sandbox
    chat = sandbox.world.chats[cast.GROUP]
    (topic,) = chat.topics.values()
    topic.name = name
    sandbox.telegram.service(chat, cast.VERA, "forum_topic_edited", {"name": name}, topic.thread)
    await stage.settled()


def named(stage: Stage) -> str:
    (topic,) = stage.sandbox.world.chats[cast.GROUP].topics.values()
    return topic.name


async def test_a_topic_that_somebody_named_keeps_its_name_but_for_the_sign(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    assert named(stage).startswith("🆕 ЭО-1 · ООО «Ромашка»")
    await renamed(stage, "Каталог: ждём банк")
    assert named(stage) == "🆕 Каталог: ждём банк"
    topic = vera.in_topic(named(stage))
    await topic.click("Взять")
    await stage.settled()
    assert named(stage) == "🛠 Каталог: ждём банк"
    await renamed(stage, "🛠 Каталог, банк ответил")
    topic = vera.in_topic(named(stage))
    await topic.send("Исправлено")
    await topic.click("Решено")
    await anna.click("Да, вопрос решён")
    await stage.settled()
    assert named(stage).endswith(" Каталог, банк ответил")
    assert named(stage)[0] == emoji(State.CLOSED, overdue=False)[0]
    await renamed(stage, "✅")
    assert named(stage).endswith("ООО «Ромашка» · Доступ в Систему")
