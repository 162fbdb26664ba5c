"""What operators type under their own pages presses the button there, and never reaches the requester."""

import pytest

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import add_group, bind_group, open_ticket
from tests.flows.tickets.test_data import REASON, choose


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    return topic


async def said_to(anna: Person) -> set[str]:
    """The last line of all that she was told."""
    return {each.text.splitlines()[-1] for each in await anna.messages() if each.text}


async def to_the_check(stage: Stage, topic: Person) -> None:
    await choose(stage, topic, "ИНН")
    await topic.click("Далее")
    await topic.click(REASON)
    await topic.sees("Проверьте")


@pytest.mark.parametrize("words", ["отправить", "Да", "отправляйте"])
async def test_send_is_pressed_in_words(stage: Stage, anna: Person, topic: Person, words: str):
    await to_the_check(stage, topic)
    await topic.send(words)
    await anna.sees("оператору нужно от вас:\n• ИНН")
    await topic.sees("Запрос отправлен пользователю")
    assert words not in await said_to(anna)
    await topic.send("Да")
    await anna.sees("Да")


async def test_the_whole_dialogue_goes_in_words(stage: Stage, anna: Person, topic: Person):
    await topic.send("запросить данные")
    await stage.settled()
    await topic.send("инн")
    await stage.settled()
    await topic.send("Далее")
    await topic.sees("зачем это нужно?")
    await topic.send("назад")
    await topic.sees("Что запросить")
    await topic.send("далее")
    await topic.sees("зачем это нужно?")
    await topic.send(REASON)
    await topic.sees("Проверьте")
    await topic.send("нет")
    await topic.sees("зачем это нужно?")
    await topic.send("отмена")
    await stage.settled()
    assert not {"инн", "нет", "отмена", "назад", "далее"} & await said_to(anna)


async def test_a_confirmation_is_given_and_refused_in_words(stage: Stage, anna: Person, topic: Person):
    await topic.click("Тех. ошибка")
    await topic.sees("Снять срок")
    await topic.send("нет")
    await topic.does_not_see("Снять срок")
    await topic.click("Тех. ошибка")
    await topic.sees("Снять срок")
    await topic.send("да")
    await topic.sees("Срок: нет")
    assert "Да" not in (await topic.last()).buttons
    assert not {"да", "нет"} & await said_to(anna)


async def test_after_a_message_to_the_requester_yes_is_said_to_them(stage: Stage, anna: Person, topic: Person):
    await topic.click("Тех. ошибка")
    await topic.sees("Снять срок")
    await topic.send("Проверяем")
    await anna.sees("Проверяем")
    await topic.send("Да")
    await stage.settled()
    assert "Да" in await said_to(anna)


async def test_long_after_a_page_a_bare_yes_is_said_to_the_requester_but_a_label_is_not(
    stage: Stage, anna: Person, topic: Person
):
    await to_the_check(stage, topic)
    await stage.later(minutes=20)
    await topic.send("Отправить")
    await anna.sees("оператору нужно от вас:\n• ИНН")


async def test_another_operators_yes_is_not_a_press(stage: Stage, anna: Person, topic: Person, gleb: Person):
    await topic.click("Тех. ошибка")
    await topic.sees("Снять срок")
    await gleb.in_topic("ЭО-1").send("Да")
    await stage.settled()
    assert "Да" in await said_to(anna)
    await topic.sees("Снять срок")


async def test_a_reply_to_the_requester_is_for_them_whatever_it_says(stage: Stage, anna: Person, topic: Person):
    await anna.send("Снимок нужен?")
    asked = await topic.sees("Снимок нужен?")
    await topic.click("Тех. ошибка")
    await topic.sees("Снять срок")
    await topic.send("Да", reply_to=asked)
    await stage.settled()
    assert "Да" in await said_to(anna)
    await topic.sees("Снять срок")


async def test_a_canned_answer_is_sent_in_words(stage: Stage, anna: Person, dina: Person, topic: Person):
    await dina.send("/t + ждём\nЖдём <b>банк</b>")
    await stage.settled()
    await topic.send("/t ждём")
    await topic.sees("Ждём")
    await topic.send("отправить пользователю")
    await anna.sees("Ждём <b>банк</b>")
    await anna.does_not_see("отправить пользователю")


@pytest.mark.parametrize("words", ["да", "да, верно", "Верно"])
async def test_a_deadline_that_was_read_is_confirmed_in_words(stage: Stage, topic: Person, words: str):
    await topic.click("Продлить срок")
    await topic.click("Другой срок")
    await topic.send("до пятницы 15:00")
    await topic.sees("Верно?")
    await topic.send(words)
    await topic.sees("Новый срок: пт 06.02.2026 15:00 МСК")


async def test_another_deadline_is_named_behind_a_no(stage: Stage, topic: Person):
    await topic.click("Продлить срок")
    await topic.click("Другой срок")
    await topic.send("до пятницы 15:00")
    await topic.sees("Верно?")
    await topic.send("нет, до четверга 12")
    await topic.sees("чт 05.02.2026 12:00 МСК")
    await topic.send("нет")
    await topic.sees("новый срок, например")
    await topic.send("до пятницы 12:00")
    await topic.send("да")
    await topic.sees("Новый срок: пт 06.02.2026 12:00 МСК")


async def test_a_transfer_is_confirmed_in_words_and_led_back_from(stage: Stage, anna: Person, topic: Person):
    await bind_group(stage, add_group(stage))
    await topic.click("Передать")
    await topic.click("Вторая линия")
    await stage.settled()
    await topic.send("нет")
    await topic.sees("В какую группу")
    await stage.settled()
    await topic.click("Вторая линия")
    await stage.settled()
    await topic.send("да")
    await topic.sees("передано в группу «Вторая линия»")
    await anna.does_not_see("да")


async def test_what_is_typed_below_the_list_of_data_is_asked_for_and_not_sent(
    stage: Stage, anna: Person, topic: Person
):
    await choose(stage, topic, "ИНН")
    await topic.send("Номер заказа и дату")
    asked = await topic.sees("зачем это нужно?")
    assert "• ИНН\n• Номер заказа и дату" in asked.text
    assert "Номер заказа и дату" not in await said_to(anna)
    await topic.click(REASON)
    await topic.click("Отправить")
    await anna.sees("• Номер заказа и дату")


async def test_what_is_typed_below_the_list_of_groups_stays_inside(stage: Stage, anna: Person, topic: Person):
    await bind_group(stage, add_group(stage))
    await topic.click("Передать")
    await topic.sees("В какую группу")
    await topic.send("Нужна помощь второй линии")
    await topic.sees("Это сообщение пользователю не отправлено")
    await topic.send("Проверяем")
    await anna.sees("Проверяем")
    await anna.does_not_see("Нужна помощь")


async def test_a_deadline_typed_below_the_choice_is_read_and_other_words_are_sent(
    stage: Stage, anna: Person, topic: Person
):
    await topic.click("Продлить срок")
    await topic.sees("На сколько")
    await topic.send("до пятницы 15:00")
    await topic.sees("Верно?")
    await topic.click("Отмена")
    await topic.click("Продлить срок")
    await stage.settled()
    await topic.send("Проверяем")
    await anna.sees("Проверяем")
    await anna.does_not_see("до пятницы")


async def test_a_colleagues_ticket_is_called_solved_only_when_asked_for_again(
    stage: Stage, anna: Person, topic: Person, gleb: Person, dina: Person
):
    await dina.send("/start")
    await gleb.in_topic("ЭО-1").send("Проверьте, пожалуйста")
    await anna.sees("Проверьте")
    await topic.click("Решено")
    await topic.sees("Обращение ведёт Глеб Соколов")
    await anna.does_not_see("Вопрос решён?")
    await topic.send("да")
    await anna.sees("Вопрос решён?")
    await topic.click("История")
    await topic.sees("Глеб Соколов · взято в работу")
    await dina.send("/audit ЭО-1")
    await dina.sees("Глеб Соколов · взято в работу\n    первым ответом: да")
    await dina.in_topic("ЭО-1").send("/audit")
    await topic.sees("Журнал обращения ЭО-1")
    await dina.in_topic("ЭО-1").send("/close Повтор другого обращения")
    await anna.sees("Причина: Повтор другого обращения")


async def test_a_value_typed_below_the_list_of_fields_is_not_sent(stage: Stage, anna: Person, topic: Person):
    await topic.click("Исправить данные")
    await topic.sees("Что исправить?")
    await topic.send("Петров Пётр Петрович")
    await topic.sees("Сначала нажмите поле")
    await topic.click("ФИО")
    await topic.send("Петров Пётр Петрович")
    await topic.sees("исправлено поле «ФИО»")
    await anna.does_not_see("Петров")


async def test_a_call_begun_in_a_topic_is_not_told_to_its_requester(stage: Stage, anna: Person, topic: Person):
    await topic.send("/call")
    await topic.sees("Звонок.")
    await topic.send("Никифоров")
    await topic.sees("Никто не найден")
    await stage.settled()
    await topic.send("отмена")
    await anna.does_not_see("Никифоров")
    assert "отмена" not in await said_to(anna)
