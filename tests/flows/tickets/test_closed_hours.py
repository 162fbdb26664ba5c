"""Who writes while the desk is closed learns once when it opens (2.5), and is owed an answer from then on (3.3)."""

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket

CLOSED = "Сейчас нерабочее время."


async def told(anna: Person) -> list[str]:
    return [message.text for message in await anna.messages() if CLOSED in message.text]


async def test_clause_2_5_a_closed_desk_says_once_when_it_answers(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.send("Пишу в рабочее время")
    await topic.sees("Пишу в рабочее время")
    stage.move(hours=10)  # Tuesday, 20:00
    await anna.send("Есть новости?")
    await anna.sees("Сейчас нерабочее время. Ответим с 04.02 09:30.")
    stage.move(hours=3)
    await anna.send("И ещё вопрос")
    await topic.sees("И ещё вопрос")
    stage.move(hours=12)  # Wednesday, 11:00: nothing to be told
    await anna.send("Доброе утро")
    await topic.sees("Доброе утро")
    await stage.settled()
    assert await told(anna) == ["Сейчас нерабочее время. Ответим с 04.02 09:30."]


async def test_clause_2_5_on_the_days_between_it_is_said_once_as_well(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    stage.move(days=4)  # Saturday
    await anna.send("Суббота")
    await anna.sees("Сейчас нерабочее время. Ответим с 09.02 09:30.")
    stage.move(days=1)
    await anna.send("Воскресенье")
    await topic.sees("Воскресенье")
    stage.move(days=2, hours=10)  # Tuesday, 20:00: the next time it is closed
    await anna.send("Вторник")
    await anna.sees("Ответим с 11.02 09:30.")
    await stage.settled()
    assert len(await told(anna)) == 2


async def test_clause_3_3_the_duty_to_answer_counts_from_the_opening(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Проверяем")
    await anna.sees("Проверяем")
    stage.move(hours=10)
    sent = await anna.send("Есть новости?")
    await topic.sees("Есть новости?")
    await stage.later(hours=14)  # 10:00, half an hour of work
    await topic.does_not_see("ждёт ответа")
    await stage.later(hours=1, minutes=31)
    await topic.sees("ждёт ответа 2 раб. ч")
    assert sent
