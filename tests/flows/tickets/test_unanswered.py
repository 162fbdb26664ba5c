"""No question is ignored (3.3): reminders, escalation, the list, and «Решено» over an open question."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from bot.actions.tickets.unanswered import reschedule
from bot.actions.work import Work
from bot.sandbox import cast
from bot.sandbox.client import PIXEL, Person, Seen
from db import audit
from db.tables import calendar_overrides
from db.tickets import unanswered
from tests.desks import Stage, playing
from tests.factories import SECOND_GROUP, add_group, bind_group, open_ticket

ANSWER = "Ответить"
REMINDER = "сообщение пользователя ждёт ответа"
FIRST_HOURS = "ждёт ответа 2 раб. ч"
FRIDAY = datetime(2026, 2, 6, 13, tzinfo=UTC)  # 16:00 in Moscow


@pytest.fixture
async def topic(stage: Stage, dina: Person, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's that she has taken and answered; Dina has started the bot."""
    await dina.send("/start")
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Проверяем")
    await stage.settled()
    return topic


async def waiting(stage: Stage) -> list[str]:
    """The oldest unanswered message of every ticket."""
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        return [each.html for each in await unanswered.page(connection, None, 0, 10)]


async def told(person: Person, part: str) -> list[Seen]:
    return [each for each in await person.messages() if part.lower() in each.words.lower() and not each.mine]


async def test_clause_3_3_a_message_is_called_up_after_two_working_hours_and_escalated_after_four(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    asked = await anna.send("Когда <исправят>?")
    copy = await topic.sees("Когда <исправят>?")
    await stage.settled()
    stage.move(hours=2)
    reminder = await topic.sees(FIRST_HOURS)
    assert "Вера Орлова" in reminder.text
    assert reminder.reply_to is not None
    assert reminder.reply_to["id"] == copy.id
    await anna.edit(asked, "Когда <починят>?")  # an edit does not start it again, nor does a reaction end it
    await topic.react(copy, "👀")
    await stage.settled()
    await dina.does_not_see("ответа")
    stage.move(hours=2)
    escalated = await dina.sees("ждёт ответа 4 раб. ч")
    assert "Когда <починят>?" in escalated.text
    assert f"https://t.me/c/{str(cast.GROUP)[4:]}/" in escalated.html
    await topic.sees("Руководители оповещены")
    stage.move(hours=20)  # the next morning
    listed = await dina.sees("Всё ещё без ответа")
    assert "ЭО-1" in listed.text
    await topic.send("Сегодня")
    assert await waiting(stage) == []
    stage.move(days=1)
    await stage.settled()
    assert len(await told(dina, "Всё ещё без ответа")) == 1
    assert len(await told(topic, REMINDER)) == 2


async def test_clause_3_3_nights_do_not_count_and_nobody_is_woken(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    stage.move(hours=8)  # 18:00
    await anna.send("Успеете сегодня?")
    await stage.settled()
    stage.move(hours=10)
    await stage.settled()
    assert await told(topic, REMINDER) == []
    stage.move(hours=7)  # 11:00: half an hour of yesterday, an hour and a half of today
    await topic.sees(FIRST_HOURS)
    await dina.does_not_see("ответа")


async def test_clause_3_3_what_comes_due_while_nobody_looks_rings_in_the_morning_not_at_night(
    stage: Stage, anna: Person, topic: Person
):
    stage.move(hours=6)  # 16:00, so that it is due at 18:00
    await anna.send("Успеете сегодня?")
    await stage.settled()
    stage.move(hours=6)  # the desk looks again at 22:00
    await topic.does_not_see(REMINDER)
    stage.move(hours=12)  # 10:00
    await topic.sees(REMINDER)


async def test_clause_3_3_a_new_working_saturday_moves_what_is_due(database_url: str):
    async with playing(database_url, start=FRIDAY, unanswered_escalate_hours=3) as stage:
        await stage.people["dina"].send("/start")
        await open_ticket(stage.desk)
        topic = stage.people["vera"].in_topic("ЭО-1")
        await topic.sees("Не открывается каталог")
        stage.move(hours=2)
        await topic.sees("ждёт ответа 2 раб. ч")
        await stage.settled()
        stage.move(hours=16)  # Saturday 10:00
        async with stage.desk.database.transaction() as connection:
            await connection.execute(insert(calendar_overrides), {"day": date(2026, 2, 7), "working": True})
            await reschedule(Work(connection, stage.desk.now(), stage.desk.policy), 1)
        await stage.people["dina"].sees("ждёт ответа 3 раб. ч")


async def test_clause_3_3_the_request_itself_is_the_first_question(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    await topic.send("// посмотрю")
    await topic.send("/note Посмотрю")
    await topic.send("Ошибка на серваке")  # held: it answers nothing
    await stage.settled()
    stage.move(hours=2)
    reminder = await topic.sees("Обращение никто не взял")
    assert reminder.reply_to is not None
    assert reminder.reply_to["id"] == card.id


async def test_the_oldest_is_called_up_for_all_and_each_can_be_declared_no_question(
    stage: Stage, anna: Person, topic: Person
):
    for text in ("Где счёт?", "И ещё: где акт?", "А договор?"):
        await anna.send(text)
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)])  # counts once
    await stage.settled()
    stage.move(hours=2)
    first = await topic.sees("После него ждут ещё 3 сообщения")
    await stage.settled()
    assert len(await told(topic, REMINDER)) == 1
    await topic.press(first, first.data("Это не вопрос") or "")
    await topic.sees("Вера Орлова: это не вопрос")
    second = await topic.sees("После него ждут ещё 2 сообщения")
    assert second.reply_to is not None
    assert second.reply_to["text"] == "И ещё: где акт?"
    await topic.send("Акт в приложении")
    await stage.settled()
    await topic.press(second, second.data("Это не вопрос") or "")
    await topic.sees("На сообщение уже ответили")
    assert await waiting(stage) == []
    async with stage.desk.database.reading() as connection:
        actions = [line.action for line in await audit.of_ticket(connection, 1)]
    assert actions.count("no_question") == 1


async def test_clause_3_3_asking_for_confirmation_shows_the_open_question_first(
    stage: Stage, anna: Person, topic: Person
):
    asked = await anna.send("А счёт?")
    copy = await topic.sees("А счёт?")
    assert (await topic.click("Решено") or {})["text"] == "Сообщение пользователя ещё ждёт ответа."
    shown = await topic.sees("Сначала ответьте, пожалуйста")
    assert shown.reply_to is not None
    assert (shown.reply_to["id"], shown.buttons) == (copy.id, ("Ответить", "Это не вопрос"))
    assert "Напишите ответ здесь" in (await topic.click("Ответить") or {})["text"]
    await anna.does_not_see("Вопрос решён?")
    await topic.send("Счёт выслан", reply_to=copy)
    await topic.send("/resolve")
    await anna.sees("Вопрос решён?")
    await anna.send("Спасибо", reply_to=asked)
    await topic.sees("Спасибо")
    assert await waiting(stage) == []
    await anna.click("Да, вопрос решён")
    await topic.sees("подтвердил")
    assert await waiting(stage) == []


async def test_clause_3_2_the_same_prompt_is_not_posted_twice_and_another_one_takes_its_buttons(
    stage: Stage, anna: Person, topic: Person
):
    await anna.send("А когда?")
    await topic.sees("А когда?")
    for _again in range(3):
        answer = await topic.click("Решено")
        assert answer
        assert answer["text"] == "Сообщение пользователя ещё ждёт ответа."
        await stage.later(hours=1)
    prompts = [each for each in await topic.messages() if "Это не вопрос" in each.buttons and each.buttons[0] == ANSWER]
    assert len(prompts) == 1
    await topic.send("Завтра")
    await anna.send("Точно?")
    await topic.sees("Точно?")
    await topic.click("Решено")
    await stage.settled()
    live = [each for each in await topic.messages() if each.buttons[:1] == (ANSWER,)]
    assert ["Точно?" in each.text for each in live] == [True]


async def test_a_transferred_or_closed_ticket_is_nobodys_debt_in_the_old_place(
    stage: Stage, anna: Person, gleb: Person, dina: Person, topic: Person
):
    add_group(stage)
    await bind_group(stage, SECOND_GROUP)
    await anna.send("Где мой договор?")
    await topic.sees("Где мой договор?")
    await topic.click("Передать")
    await topic.click("Вторая линия")
    await topic.click("Да, передать")
    there = gleb.in_topic("ЭО-1", SECOND_GROUP)
    await there.sees("Где мой договор?")
    await stage.settled()
    stage.move(hours=2)
    await there.sees("Обращение никто не взял")
    assert await told(topic, REMINDER) == []
    await dina.send("/close ЭО-1 Повтор обращения")
    await anna.sees("закрыто руководителем")
    assert await waiting(stage) == []


async def test_the_list_shows_a_group_its_own_and_supervisors_everything(
    stage: Stage, anna: Person, boris: Person, vera: Person, dina: Person, topic: Person
):
    group = vera.in_group()
    await group.send("/unanswered")
    await group.sees("На все сообщения даны ответы")
    for number in range(11):
        await open_ticket(stage.desk, cast.BORIS, f"Вопрос {number}", company=f"ООО «Заря {number}»")
    await stage.settled()
    stage.move(minutes=90)
    await group.send("/unanswered@eo_support_bot")
    page = await group.sees("11 обращений с сообщениями без ответа")
    assert "ЭО-2 · 1 раб. ч 30 мин · ООО «Заря 0» · никто не взял\nВопрос 0" in page.text
    assert "Вопрос 10" not in page.text
    await group.click("▶")
    await group.sees("Вопрос 10")
    add_group(stage)
    await bind_group(stage, SECOND_GROUP)
    await vera.in_group(SECOND_GROUP).send("/unanswered")
    await vera.in_group(SECOND_GROUP).sees("На все сообщения даны ответы")
    await dina.send("/unanswered")
    shown = await dina.sees("11 обращений с сообщениями без ответа")
    assert shown.html.count("https://t.me/c/") == 10
    await vera.send("/unanswered")
    await vera.sees("доступна только руководителям")
    assert await vera.press(await vera.last(), "waits:0", forged=True)


async def test_clause_3_3_deleting_the_only_answer_opens_the_question_again(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await anna.send("Когда исправят?")
    await topic.sees("Когда исправят?")
    first = await topic.send("Завтра, наверное")
    second = await topic.send("Уточняем у коллег")
    assert await waiting(stage) == []
    await topic.send("/delete", reply_to=first)
    assert await waiting(stage) == []
    stage.move(hours=5)
    await topic.send("/delete", reply_to=second)
    assert await waiting(stage) == ["Когда исправят?"]
    await topic.click("Решено")
    await topic.sees("Сначала ответьте, пожалуйста")
    await stage.later(minutes=5)
    await dina.does_not_see("ответа")
    await stage.later(minutes=6)
    await dina.sees("ждёт ответа 5 раб. ч")
    await topic.send("Исправят завтра")
    assert await waiting(stage) == []
    await anna.does_not_see("наверное")
