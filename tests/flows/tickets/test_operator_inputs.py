"""Whatever an operator does in a group has an effect that somebody sees, or its silence is on the list here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.sandbox.client import PIXEL, Person
from handlers.commands import Scope, of
from tests.desks import Stage
from tests.factories import open_ticket

Look = dict[tuple[str, int], tuple[str, tuple[str, ...], tuple[str, ...]]]


@dataclass
class Scene:
    """Vera in the topic of an open ticket, in General and in the topic of a closed one; Anna asked both."""

    stage: Stage
    anna: Person
    topic: Person
    general: Person
    closed: Person

    async def look(self) -> Look:
        """What can be seen, but for the words of who acts: of those only the reactions."""
        await self.stage.settled()
        seen: Look = {}
        for name in ("anna", "topic", "general", "closed"):
            for each in await getattr(self, name).messages():
                words = each.html or each.words or str((each.media or {}).get("kind"))
                shown = ("", ()) if each.mine and name != "anna" else (words, each.buttons)
                seen[name, each.id] = (*shown, each.reactions)
        return seen

    async def has_effect(self, act: Callable[["Scene"], Awaitable[object]]) -> bool:
        """Tell whether an act changes what anybody sees beside it."""
        before = await self.look()
        await act(self)
        after = await self.look()
        own = ("", (), ())
        return any(after[key] not in (own, before.get(key)) for key in after) or bool(before.keys() - after.keys())


@pytest.fixture
async def scene(stage: Stage, anna: Person, vera: Person) -> Scene:
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, text="Второй вопрос")
    closed = vera.in_topic("ЭО-2")
    await closed.sees("Второй вопрос")
    await closed.send("Исправлено, проверьте")
    await closed.click("Решено")
    await anna.click("Да, вопрос решён")
    await closed.sees("вопрос решён")
    return Scene(stage, anna, vera.in_topic("ЭО-1"), vera.in_group(), closed)


async def edited(place: Person, first: str, then: str) -> None:
    sent = await place.send(first)
    assert place.settled is not None
    await place.settled()
    await place.edit(sent, then)


POLL = {"question": "Кто дежурит?", "options": ["Я", "Вы"]}
POINT = {"latitude": 55.7, "longitude": 37.6}
CONTACT = {"phone_number": "+79990000000", "first_name": "Иван"}
INPUTS: dict[str, Callable[[Scene], Awaitable[object]]] = {
    "words": lambda on: on.topic.send("Смотрим"),
    "words with slang": lambda on: on.topic.send("Перезагрузите сервак"),
    "a photo with a caption": lambda on: on.topic.send_photo("Вот так"),
    "an album": lambda on: on.topic.send_album([("a.png", PIXEL), ("b.png", PIXEL)]),
    "a file": lambda on: on.topic.send_file("log.txt", b"1"),
    "a voice message": lambda on: on.topic.send_file("a.ogg", b"1", "voice"),
    "a sticker": lambda on: on.topic.send_file("a.webp", PIXEL, "sticker"),
    "a point": lambda on: on.topic.send("", location=POINT),
    "a contact": lambda on: on.topic.send("", contact=CONTACT),
    "a poll": lambda on: on.topic.send("", poll=POLL),
    "a command as a caption": lambda on: on.topic.send_photo("/note снимок"),
    "a command that is none": lambda on: on.topic.send("/нет"),
    "a mistyped command": lambda on: on.topic.send("/resolv"),
    "an edit of words": lambda on: edited(on.topic, "Смотрим", "Посмотрели"),
    "an edit into a command": lambda on: edited(on.topic, "Смотрим ещё", "/resolve"),
    "an edit into talk": lambda on: edited(on.topic, "Смотрим опять", "// Смотрим опять"),
    "an edit out of talk": lambda on: edited(on.topic, "// Тихо", "Тихо"),
    "a reaction": lambda on: reacted(on),
    "words in a closed ticket": lambda on: on.closed.send("Ещё одно"),
    "a photo in a closed ticket": lambda on: on.closed.send_photo("Ещё"),
    "a command that is none in General": lambda on: on.general.send("/dial"),
    "a mistyped command in General": lambda on: on.general.send("/opne"),
    "a requester's command in General": lambda on: on.general.send("/tickets"),
    "a reply to the desk in General": lambda on: replied(on),
    "talk": lambda on: on.topic.send("// как думаете?"),
    "a photo for colleagues": lambda on: on.topic.send_photo("// вот так"),
    "an edit of talk": lambda on: edited(on.topic, "// раз", "// два"),
    "another bot's command": lambda on: on.topic.send("/take@another_bot"),
    "words in General": lambda on: on.general.send("Кто сегодня дежурит?"),
    "a photo in General": lambda on: on.general.send_photo("Вот"),
    "a poll in General": lambda on: on.general.send("", poll=POLL),
    "an edit in General": lambda on: edited(on.general, "Кто?", "Кто сегодня?"),
    "talk in General": lambda on: on.general.send("// никто"),
}
SILENT = {
    "talk",
    "a photo for colleagues",
    "an edit of talk",
    "another bot's command",
    "words in General",
    "a photo in General",
    "a poll in General",
    "an edit in General",
    "talk in General",
}
"""Colleagues talk to each other, or to another bot: whoever was spoken to sees it."""


async def reacted(on: Scene) -> None:
    await on.anna.send("Когда?")
    await on.stage.settled()
    await on.topic.react(await on.topic.sees("Когда?"), "👍")


async def replied(on: Scene) -> None:
    await on.general.send("/help")
    await on.general.send("Спасибо", reply_to=await on.general.sees("В любой теме группы"))


async def test_every_input_has_an_effect_or_stands_on_the_list_of_silences(scene: Scene):
    silent = {name for name, act in INPUTS.items() if not await scene.has_effect(act)}
    assert silent == SILENT


TYPED = [
    *(("topic", f"/{each.name}{words}") for each in of(Scope.TOPIC, Scope.GROUP) for words in ("", " слова")),
    *(("general", f"/{each.name}") for each in of(Scope.TOPIC, Scope.GROUP, Scope.SUPERVISOR)),
    *(("closed", f"/{each.name}") for each in of(Scope.TOPIC)),
]


async def test_every_command_has_an_effect(scene: Scene):
    silent = set()
    for place, typed in TYPED:

        async def act(on: Scene, place: str = place, typed: str = typed) -> None:
            await getattr(on, place).send(typed)

        if not await scene.has_effect(act):
            silent.add((place, typed))
    assert silent == set()


async def test_every_command_of_a_supervisor_has_an_effect_in_the_group(scene: Scene, dina: Person):
    scene.general = dina.in_group()
    silent = set()
    for command in of(Scope.SUPERVISOR):

        async def act(on: Scene, name: str = command.name) -> None:
            await on.general.send(f"/{name}")

        if not await scene.has_effect(act):
            silent.add(command.name)
    assert silent == set()
