"""The dialogues of requesters, operators and supervisors in English: every button of each is pressed.

The watch over the sandbox (`tests/watching.py`) fails a word of Russian in what the desk says.
"""

from collections.abc import AsyncIterator, Sequence
from collections.abc import Set as AbstractSet

import pytest

from bot.sandbox.client import Person, Seen
from handlers.commands import COMMANDS, Scope
from tests.databases import SqliteFiles
from tests.desks import Stage, playing
from tests.factories import IDENTITY, add_group, bind_group, open_ticket
from tests.watching import ENGLISH, Watched

ASKED = "The catalogue does not open"
PRESSES = 60
"""In one dialogue: none has as many buttons."""
ELSEWHERE = {"Русский", "Text of the regulation", "Check again"}
"""Buttons that lead out of the language, to a text that is Russian by law, or to a report of its own."""
AWAY = {"Back", "Cancel", "Leave it", "Do not send"}
ONWARD = {"Done", "Next", "Send", "All correct"}
"""Buttons that may want something to be written first."""


@pytest.fixture
async def stage(sqlite_files: SqliteFiles) -> AsyncIterator[Stage]:
    """A desk for people who have not chosen a language; what is said does not depend on the database."""
    async with playing(sqlite_files.new(), default_locale=ENGLISH) as stage:
        assert isinstance(stage.sandbox, Watched)
        stage.sandbox.watch.language = ENGLISH
        for said in IDENTITY.values():
            stage.sandbox.watch.learn(said)
        yield stage


async def explore(
    stage: Stage, person: Person, *inputs: str, answers: Sequence[str] = (), past: AbstractSet[str] = frozenset()
) -> set[str]:
    """Write one input after another, and press every button that comes of each; return what was pressed."""
    pressed: set[str] = set()
    for text in inputs:
        sent = await person.send(text)
        pressed |= await press_all(stage, person, list(answers), past, sent.id)
    return pressed


async def press_all(
    stage: Stage, person: Person, answers: list[str], past: AbstractSet[str] = frozenset(), newer_than: int = 0
) -> set[str]:
    """Press each button that comes, the newest first and none twice; write the next answer when none leads on."""
    pressed: set[str] = set()
    again: set[str] = set()
    for _ in range(PRESSES):
        await stage.settled()
        found = _next(await person.messages(), past | again | ELSEWHERE, newer_than)
        if (found is None or found[1] in AWAY) and answers:
            await person.send(answers.pop(0))
            again -= ONWARD
        elif found is None:
            return pressed
        else:
            message, label = found
            pressed.add(label)
            again.add(label)
            await person.press(message, str(message.data(label)))
    raise AssertionError(f"there is no end of buttons: {sorted(pressed)}")


def _next(messages: list[Seen], past: AbstractSet[str], newer_than: int) -> tuple[Seen, str] | None:
    """Return a button that was not pressed yet; those that lead back or away come last."""
    found = [
        (message, label)
        for message in reversed(messages)
        if message.id > newer_than
        for label in message.buttons
        if label not in past and message.data(label) is not None
    ]
    return next((each for each in found if each[1] not in AWAY), found[0] if found else None)


def commands(*scopes: Scope) -> list[str]:
    """Every command of these scopes, bare."""
    return [f"/{each.name}" for each in COMMANDS if each.scope in scopes]


async def test_a_requester_is_answered_in_english_from_the_first_word_to_the_rating(
    stage: Stage, anna: Person, vera: Person
):
    await anna.send("/start")
    await anna.sees("Hello. This is the technical support")
    await anna.send("I cannot log in")
    for answer in ("anna", IDENTITY["login"], "Anna", "Смирнова Анна Ивановна", "12", IDENTITY["inn"], "Romashka Ltd"):
        await stage.settled()
        await anna.send(answer)
    await anna.click("All correct")
    await anna.click("Registration and access")
    await anna.click("Access to the System")
    await anna.click("Done")
    await anna.click("Send")
    await anna.sees("It will be solved by")
    topic = vera.in_topic("ЭО-1")
    await topic.send("Please clear the cache and try again")
    await anna.sees("clear the cache")
    await topic.click("Resolved")
    await anna.click("No, I still have questions")
    await anna.send("It does not help")
    await topic.sees("It does not help")
    await topic.send("Corrected")
    await topic.click("Resolved")
    await anna.click("Yes, it is solved")
    await anna.click("4 ⭐")
    await anna.send("Quick, thank you")
    await topic.sees("Comment on the rating")
    await anna.click("Open again")
    await topic.sees("opened the request again")
    await stage.settled()
    assert stage.sandbox.watch.said  # type: ignore[attr-defined]


async def test_every_button_that_a_requester_gets_speaks_english(stage: Stage, anna: Person, boris: Person):
    await open_ticket(stage.desk, text=ASKED)
    await open_ticket(stage.desk, text=ASKED)
    await stage.settled()
    pressed = await explore(stage, anna, *commands(Scope.PRIVATE), "which one is it for", answers=[ASKED])
    stated = ["boris", "boris@vektor.example", "Boris", "Кузнецов Борис", "12", IDENTITY["inn"], "Vektor Ltd", ASKED]
    pressed |= await explore(stage, boris, "/profile", "/new", "/tickets", answers=stated)
    assert {"Send", "Finish", "English", "Change", "Why is it needed?"} <= pressed, " ".join(sorted(pressed))


async def test_every_button_that_an_operator_gets_speaks_english(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk, text=ASKED)
    topic = vera.in_topic("ЭО-1")
    await topic.sees(ASKED)
    await bind_group(stage, add_group(stage))
    said = ["I shall answer by tomorrow 15:00", "сервак упал", "+8", "//inside", "/kb price", "/note it is urgent"]
    pressed = await press_all(stage, topic, ["till Friday 15:00", "we wait for the bank"], {"Transfer"})
    pressed |= await explore(stage, topic, *commands(Scope.TOPIC), *said, answers=["tomorrow", "for the bank"])
    pressed |= await explore(stage, vera.in_group(), *commands(Scope.GROUP), "/nonsense")
    assert len(pressed) > 30, " ".join(sorted(pressed))
    await stage.later(hours=30)


async def test_every_button_that_a_supervisor_gets_speaks_english(stage: Stage, anna: Person, dina: Person):
    await open_ticket(stage.desk, text=ASKED)
    said = [
        "/audit ЭО-1",
        "/close ЭО-1",
        "/tariff 7707083893",
        "/tariff 7707083893 2",
        "/stats week",
        "/stats nonsense",
    ]
    pressed = await explore(stage, dina, *commands(Scope.SUPERVISOR), *said)
    pressed |= await explore(stage, dina.in_group(), "/bind", "/groups", "/open")
    assert len(pressed) > 10, " ".join(sorted(pressed))
