"""What looks obscene and is a name: a supervisor decides, by one tap."""

import pytest

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket


@pytest.fixture
async def topic(stage: Stage, vera: Person, dina: Person) -> Person:
    """Vera in the topic of a ticket of Anna's; Dina, a supervisor, has begun a chat."""
    await open_ticket(stage.desk)
    await dina.send("/start")
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def claimed(topic: Person, dina: Person, text: str) -> None:
    """A message is held, and its author says that a word of it is a name."""
    await topic.send(text)
    question = await topic.sees("— нецензурное или оскорбительное слово.")
    assert question.buttons == ("Это имя или название", "Не отправлять")
    await topic.click("Это имя или название")
    assert (await topic.sees("Руководители решают, имя ли это.")).buttons == ("Не отправлять",)
    await dina.sees("имя или название. Отправить сообщение?")


async def test_clause_3_1_what_is_a_name_goes_out_by_a_supervisors_tap_and_is_on_record(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await claimed(topic, dina, "Станция «Сука» закрыта")
    await anna.does_not_see("Станция")
    asked = await dina.sees("Вера Орлова сообщает, что «Сука»")
    assert asked.buttons == ("Отправить", "Отправить и запомнить слово", "Не отправлять")
    await dina.click("Отправить")
    await anna.sees("Станция «Сука» закрыта")
    await topic.sees("Отправлено без изменений · Дина Павлова")
    again = await dina.press(asked, asked.data("Отправить") or "", forged=True)
    assert "уже принято" in (again or {})["text"]
    await topic.send("Сука снова работает")
    await topic.sees("«Сука» — нецензурное или оскорбительное слово.")
    await dina.send("/audit ЭО-1")
    record = (await dina.sees("отправлено как имя или название")).text
    assert "названо именем или названием" in record


async def test_clause_3_1_a_name_may_be_remembered_and_held_again(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await claimed(topic, dina, "Станция «Сука» закрыта")
    await dina.click("Отправить и запомнить слово")
    await anna.sees("Станция «Сука» закрыта")
    await topic.send("До Суки ходит автобус")
    await anna.sees("До Суки ходит автобус")
    await dina.send("/words")
    await dina.sees("Пропускаются: сука")
    await dina.send("/words задерживать сука")
    await dina.sees("сука: теперь задерживается.")
    await topic.send("Ну и сука")
    await topic.sees("«сука» — нецензурное или оскорбительное слово.")
    await anna.does_not_see("Ну и")


async def test_clause_3_1_a_supervisor_may_drop_it_and_an_edit_makes_the_question_void(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await claimed(topic, dina, "Ну и дурак")
    await dina.click("Не отправлять")
    await topic.sees("Не отправлено: так решил оператор")
    sent = await topic.send("Да х*й его знает")
    await topic.sees("«х*й» — нецензурное")
    await topic.click("Это имя или название")
    asked = await dina.sees("сообщает, что «х*й»")
    await topic.edit(sent, "Да х*й их знает")
    await topic.sees("«х*й» — нецензурное")
    await stage.settled()
    refused = await dina.press(asked, asked.data("Отправить") or "", forged=True)
    assert "за это время изменили" in (refused or {})["text"]
    await anna.does_not_see("знает")


async def test_only_supervisors_decide_what_a_name_is(stage: Stage, vera: Person, dina: Person, topic: Person):
    await claimed(topic, dina, "Ну и дурак")
    asked = await dina.sees("Отправить сообщение?")
    await vera.send("/start")
    own = await vera.last()
    refused = await vera.press(own, asked.data("Отправить") or "", forged=True)
    assert "предназначена не вам" in (refused or {})["text"]


async def test_clause_3_1_the_name_of_a_ticket_is_never_obscene(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk, surname="Дураков", name="Пётр")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Передали дуракову лично")
    await anna.sees("Передали дуракову лично")


async def test_clause_3_5_a_word_of_taste_is_left_to_supervisors(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await topic.send("Перезагрузили сервак")
    await topic.sees("«сервак» — жаргонное слово")
    await dina.send("/words не задерживать сервак")
    await dina.sees("сервак: теперь пропускается.")
    await topic.send("На серваке порядок")
    await anna.sees("На серваке порядок")
    await dina.send("/words задерживать сервак\nзадерживать сервак")
    await dina.sees("⚠️ сервак: ничего не изменилось")
