"""`/words guide`: what people call a thing, and what the guide calls it."""

from bot.sandbox.client import Person
from tests.db.test_articles import load
from tests.desks import Stage
from tests.factories import open_ticket


async def test_clause_3_6_a_synonym_counts_at_once_and_is_on_record(stage: Stage, vera: Person, dina: Person):
    await load(stage.desk.database)
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    sent = await topic.send("/kb ценник")
    await topic.sees("В руководстве ничего не найдено", after=sent)
    sent = await dina.send("/words руководство\nценник = прайс-лист\nпросто так\nи = или")
    answer = await dina.sees("✅ ценник = прайс-лист", after=sent)
    assert "Напишите, пожалуйста, как говорят люди и как сказано в руководстве" in answer.text
    assert "«и»: такие слова поиск не учитывает" in answer.text
    sent = await topic.send("/kb ценник")
    assert "прайс-листа" in (await topic.sees("Какую статью отправить", after=sent)).text
    sent = await topic.send("/kb пороль")
    assert "Восстановление пароля" in (await topic.sees("Какую статью отправить", after=sent)).text
    sent = await dina.send("/words guide")
    listed = await dina.sees("Синонимы для поиска в руководстве", after=sent)
    assert "ЭЦП = электронная подпись" in listed.text
    sent = await dina.send("/words руководство - ЭЦП")
    await dina.sees("Удалено: ЭЦП", after=sent)
    sent = await dina.send("/words руководство")
    assert "ЭЦП" not in (await dina.sees("Синонимы для поиска", after=sent)).text.split("Добавить")[0]
    sent = await dina.send("/words руководство - такогонет")
    await dina.sees("такогонет: такого слова нет", after=sent)


async def test_the_first_part_of_words_is_left_alone(stage: Stage, dina: Person):
    sent = await dina.send("/words гайд = руководство")
    await dina.sees("гайд → руководство", after=sent)
    sent = await dina.send("/words руководствуемся = следуем")
    await dina.sees("руководствуемся → следуем", after=sent)
