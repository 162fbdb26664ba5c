"""The end of a ticket: only its requester's «yes» closes it (3.2)."""

from datetime import timedelta

import pytest

from bot.rules.alarms import AlarmKind
from bot.sandbox.client import PIXEL, Person
from db import alarms, audit
from db.tickets import tickets
from db.tickets.tickets import Ticket
from tests.desks import Stage
from tests.factories import open_ticket

pytestmark = pytest.mark.both

BUTTONS = ("Да, вопрос решён", "Нет, остались вопросы")


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's, who is asked whether it is solved."""
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Исправлено, проверьте")
    await topic.click("Решено")
    await stage.settled()
    return topic


async def standing(stage: Stage) -> Ticket:
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        return await tickets.by_number(connection, 1)


async def topic_of(stage: Stage, person: Person) -> tuple[str, bool]:
    """The name of the only topic, and whether it is closed."""
    await stage.settled()
    [topic] = await person.topics()
    return topic["name"], topic["closed"]


async def test_clause_3_2_only_the_requesters_yes_closes(stage: Stage, anna: Person, topic: Person):
    assert (await standing(stage)).state == "waiting_confirmation"
    name, closed = await topic_of(stage, topic)
    assert name.startswith("⏳")
    assert not closed
    await anna.click("Да, вопрос решён")
    await anna.sees("ЭО-1 закрыт")
    await topic.sees("вопрос решён")
    name, closed = await topic_of(stage, topic)
    assert name.startswith("✅")
    assert closed
    assert (await standing(stage)).closed_at is not None


async def test_clause_3_2_a_no_returns_the_ticket_to_work_and_asks_what_is_left(
    stage: Stage, anna: Person, topic: Person
):
    question = await anna.sees("Вопрос решён?")
    await anna.click("Нет, остались вопросы")
    await anna.sees("какие вопросы остались")
    assert (await standing(stage)).state == "in_work"
    assert (await topic_of(stage, topic))[0].startswith("🛠")
    await anna.send("Осталась ошибка при входе")
    await topic.sees("Осталась ошибка при входе")
    assert not (await anna.sees(question.text)).buttons


@pytest.mark.parametrize(
    ("words", "waits"),
    [
        ("Всё заработало, вопросов больше нет, спасибо!", False),
        ("Да, всё решено", False),
        ("Спасибо большое", False),
        ("👍", False),
        ("Спасибо, а как добавить сотрудника?", True),
        ("Нет, не работает", True),
    ],
)
async def test_clause_3_2_words_are_no_press_and_the_question_is_asked_below_them(
    stage: Stage, anna: Person, topic: Person, words: str, waits: bool
):
    first = await anna.sees("Вопрос решён?")
    said = await anna.send(words)
    asked = await anna.sees(f"Вы написали: «{words}».\nЭО-1. Вопрос решён?", after=said)
    assert asked.buttons == BUTTONS
    await topic.sees(words)
    assert not [each for each in await topic.messages() if "остались вопросы" in each.text]
    assert (await standing(stage)).state == "waiting_confirmation"
    assert not next(each for each in await anna.messages() if each.id == first.id).buttons
    async with stage.desk.database.reading() as connection:
        assert bool(await alarms.of_ticket(connection, 1, AlarmKind.UNANSWERED)) is waits
    await anna.click("Да, вопрос решён")
    await anna.sees("ЭО-1 закрыто")


async def test_clause_3_2_an_album_is_asked_about_once(stage: Stage, anna: Person, topic: Person):
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "А вот это?")
    await stage.settled()
    assert len([each for each in await anna.messages() if "Вы написали: «А вот это?»" in each.text]) == 1
    assert (await standing(stage)).state == "waiting_confirmation"
    await anna.click("Нет, остались вопросы")
    await topic.sees("остались вопросы")
    assert (await standing(stage)).state == "in_work"


async def test_clause_3_2_a_sticker_is_no_press(stage: Stage, anna: Person, topic: Person):
    said = await anna.send_file("s.webp", PIXEL, kind="sticker")
    await anna.sees("Вы прислали: [стикер].\nЭО-1. Вопрос решён?", after=said)
    assert (await standing(stage)).state == "waiting_confirmation"


@pytest.mark.parametrize(
    ("label", "state"),
    [("Да, вопрос решён", "closed"), ("нет, остались вопросы.", "in_work"), ("Yes, it is solved", "closed")],
)
async def test_clause_3_2_the_label_of_a_button_is_a_press(
    stage: Stage, anna: Person, topic: Person, label: str, state: str
):
    asked = await anna.sees("Вопрос решён?")
    await anna.send(label)
    assert (await standing(stage)).state == state
    assert not next(each for each in await anna.messages() if each.id == asked.id).buttons
    assert label not in [each.text for each in await topic.messages()]


async def test_clause_3_2_who_writes_is_not_silent_and_reminders_begin_anew(stage: Stage, anna: Person, topic: Person):
    await stage.later(hours=8)
    before = (await standing(stage)).asked_to_confirm_at
    await anna.send("Спасибо")
    after = (await standing(stage)).asked_to_confirm_at
    assert before is not None
    assert after is not None
    assert after - before >= timedelta(hours=8)


async def test_clause_3_2_after_closing_thanks_open_nothing_and_are_answered_once(
    stage: Stage, anna: Person, topic: Person
):
    await anna.click("Да, вопрос решён")
    await anna.sees("от 1 до 5")
    said = await anna.send("Спасибо большое!")
    told = await anna.sees("Спасибо, обращение ЭО-1 закрыто", after=said)
    assert told.buttons == ("Открыть снова",)
    await anna.send("👍")
    await stage.settled()
    assert len([each for each in await anna.messages() if "Спасибо, обращение" in each.text]) == 1
    assert (await standing(stage)).state == "closed"
    await anna.send("Спасибо, а как добавить сотрудника?")
    await anna.sees("Это по ЭО-1")


async def test_clause_3_2_after_closing_open_again_may_be_typed(stage: Stage, anna: Person, topic: Person):
    await anna.click("Да, вопрос решён")
    await anna.sees("от 1 до 5")
    await anna.send("открыть снова")
    await anna.sees("снова открыто")
    assert (await standing(stage)).state == "in_work"


@pytest.mark.parametrize(("edited", "waits"), [("Спасибо! А когда?", True), ("Спасибо вам!", False)])
async def test_clause_3_3_thanks_that_become_a_question_wait(
    stage: Stage, anna: Person, topic: Person, edited: str, waits: bool
):
    said = await anna.send("Спасибо!")
    await anna.edit(said, edited)
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        assert bool(await alarms.of_ticket(connection, 1, AlarmKind.UNANSWERED)) is waits


async def test_clause_3_2_a_closed_topic_takes_no_answers_and_says_why(stage: Stage, anna: Person, topic: Person):
    await anna.click("Да, вопрос решён")
    await stage.settled()
    await topic.send("Ещё одно")
    await topic.sees("Обращение закрыто")
    await anna.does_not_see("Ещё одно")


async def test_clause_3_2_reopening_reopens_the_topic(stage: Stage, anna: Person, topic: Person):
    await anna.click("Да, вопрос решён")
    await anna.click("4 ⭐")
    await anna.click("Открыть снова")
    await anna.sees("снова открыто")
    await topic.sees("снова открыл обращение")
    name, closed = await topic_of(stage, topic)
    assert name.startswith("🛠")
    assert not closed
    assert (await standing(stage)).closed_at is None
    await anna.send("Вернулось")
    await topic.sees("Вернулось")


async def test_clause_4_3_the_deadline_of_a_reopened_ticket_counts_from_the_reopening(
    stage: Stage, anna: Person, topic: Person
):
    await stage.later(days=2)
    assert (await standing(stage)).overdue_at is not None
    await anna.click("Да, вопрос решён")
    await anna.sees("закрыто")
    stage.move(days=5)
    await anna.click("Открыть снова")
    await anna.sees("не позднее ср 11.02.2026 17:00 МСК")
    await stage.settled()
    name, _ = await topic_of(stage, topic)
    assert name.startswith("🛠")
    assert (await standing(stage)).overdue_at is None


async def test_too_late_to_reopen_begins_a_linked_request(stage: Stage, anna: Person, topic: Person):
    await anna.click("Да, вопрос решён")
    await anna.sees("от 1 до 5")
    stage.move(days=15)
    answer = await anna.click("Открыть снова")
    assert answer
    assert "со ссылкой на ЭО-1" in answer["text"]
    assert (await standing(stage)).state == "closed"
    await anna.click("Всё верно")
    await anna.click("Другой вопрос")
    await anna.send("Та же ошибка")
    await anna.click("Готово")
    await anna.click("Отправить")
    await topic.in_topic("ЭО-2").sees("Продолжение ЭО-1")


async def test_a_rating_is_recorded_once_and_can_be_changed(stage: Stage, anna: Person, topic: Person):
    await anna.click("Да, вопрос решён")
    closing = await anna.sees("от 1 до 5")
    await anna.press(closing, "rate:1:4")
    again = await anna.press(closing, "rate:1:4")
    assert again
    assert "уже записана" in again["text"]
    await anna.press(closing, "rate:1:5")
    ticket = await standing(stage)
    assert ticket.rating == 5
    shown = await anna.sees("Ваша оценка: 5 из 5")
    assert shown.id == closing.id
    assert "Открыть снова" in shown.buttons
    told = [each.text for each in await topic.messages() if each.text.startswith("Оценка")]
    assert told == ["Оценка: 4 из 5.", "Оценка: 5 из 5."]
    assert len([each for each in await anna.messages() if "Пропустить" in each.buttons]) == 1


async def test_words_after_a_rating_are_its_comment(stage: Stage, anna: Person, topic: Person):
    await anna.click("Да, вопрос решён")
    await anna.click("5 ⭐")
    await anna.sees("Что вам понравилось и что улучшить? Достаточно одного сообщения")
    await anna.send("Всё <быстро>")
    await topic.sees("Всё <быстро>")
    assert (await standing(stage)).comment == "Всё <быстро>"
    async with stage.desk.database.reading() as connection:
        actions = [line.action for line in await audit.of_ticket(connection, 1)]
    assert actions == ["open", "take", "resolve", "close", "rate", "comment"]


@pytest.mark.parametrize("what", ["skipped", "too late", "a picture"])
async def test_what_is_no_comment_goes_the_normal_way(stage: Stage, anna: Person, topic: Person, what: str):
    await anna.click("Да, вопрос решён")
    await anna.click("3 ⭐")
    await anna.sees("Что нам улучшить? Достаточно одного сообщения")
    if what == "skipped":
        await anna.click("Пропустить")
    if what == "too late":
        stage.move(hours=2)
    await (anna.send_photo("Новая ошибка") if what == "a picture" else anna.send("Новая ошибка"))
    await anna.sees("Это по ЭО-1")
    assert (await standing(stage)).comment is None


async def test_what_is_written_after_reopening_is_no_comment(stage: Stage, anna: Person, topic: Person):
    await anna.click("Да, вопрос решён")
    await anna.click("2 ⭐")
    await anna.sees("Достаточно одного сообщения")
    await anna.click("Открыть снова")
    await anna.sees("снова открыто")
    await anna.send("Ошибка осталась")
    ticket = await standing(stage)
    assert (ticket.state, ticket.comment) == ("in_work", None)
    assert [each.text for each in await topic.messages()][-1] == "Ошибка осталась"


async def test_late_and_repeated_presses_do_no_harm_and_say_why(stage: Stage, anna: Person, topic: Person):
    question = await anna.sees("Вопрос решён?")
    yes, no = question.data("Да, вопрос решён"), question.data("Нет, остались вопросы")
    assert yes
    assert no
    await anna.press(question, yes)
    for late in (yes, no):
        answer = await anna.press(question, late, forged=True)
        assert answer
        assert "Вы можете открыть его снова" in answer["text"]
        assert answer["alert"]
    closing = await anna.sees("от 1 до 5")
    await anna.press(closing, "reopen:1")
    for late, why in (("reopen:1", "открыто"), ("rate:1:1", "открыто"), (yes, "в работе")):
        answer = await anna.press(closing, late, forged=True)
        assert answer
        assert why in answer["text"]
    assert (await standing(stage)).rating is None
