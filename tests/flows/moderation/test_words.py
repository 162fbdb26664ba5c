"""`/words`: a company's own words."""

from bot.rules.moderation.lexicon.table import read
from bot.sandbox.client import Person
from tests.desks import Stage, playing
from tests.factories import open_ticket


async def test_clause_3_5_a_companys_own_words_count_at_once_and_are_on_record(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Тикетница открыта")
    await anna.sees("Тикетница открыта")
    await dina.send("/words Тикетница = система обращений\nдва слова = термин\nпросто так\nх = икс\nкошмар = <b>&</b>")
    await dina.send("/words 1ску = 1С\n2026 = этот год")
    assert "«2026»: нужно одно слово" in (await dina.sees("1ску → 1С")).text
    answer = await dina.sees("тикетница → система обращений")
    assert "кошмар → <b>&</b>" in answer.text
    assert answer.text.count("⚠️") == 3
    assert "«два слова»: нужно одно слово" in answer.text
    await topic.send("Загрузили в 1Ску")
    await topic.sees("«1Ску» — жаргонное слово")
    await topic.send("Тикетница закрыта")
    await topic.sees("«Тикетница» — жаргонное слово")
    await anna.does_not_see("Тикетница закрыта")
    await dina.send("/words\nсервант = сервер\n- тикетница\n- нетакого")
    await dina.sees("Удалено: тикетница\n⚠️ нетакого: такого слова нет.")
    await topic.send("Тикетница снова открыта")
    await anna.sees("Тикетница снова открыта")
    await dina.send("/words")
    listed = await dina.sees("Ваши слова, которых операторы не должны писать: 3")
    assert "кошмар → <b>&</b>\nсервант → сервер" in listed.text


async def test_clause_3_5_a_word_of_taste_is_sent_with_a_hint_once_and_supervisors_choose(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Сервер упал, разбираемся")
    await anna.sees("Сервер упал, разбираемся")
    hint = await topic.sees("Отправлено. Вместо «упал» лучше: «быть недоступным»")
    assert hint.buttons == ()
    await topic.send("Вчера сервер тоже упал")
    await anna.sees("Вчера сервер тоже упал")
    await stage.settled()
    assert sum("Вместо «упал»" in each.text for each in await topic.messages()) == 1
    await dina.send("/words")
    listed = (await dina.sees("Отправляются с подсказкой: аврал, бд")).text
    assert "Синонимы для поиска в руководстве: /words руководство" in listed
    await dina.send("/words задерживать упали\nзадерживать железо\nне задерживать железо\nподсказывать сука")
    answer = (await dina.sees("упасть: теперь задерживается.")).text
    assert "железо: теперь пропускается." in answer
    assert "⚠️ «сука»: нецензурное или оскорбительное" in answer
    await topic.send("Сервер снова упал")
    await topic.sees("«упал» — жаргонное слово")
    await topic.send("В машине новое железо")
    await anna.sees("В машине новое железо")
    await dina.send("/words подсказывать сервак")
    await dina.sees("сервак: теперь отправляется с подсказкой.")
    sent = await topic.send("Меняем сервер")
    await anna.sees("Меняем сервер")
    await topic.edit(sent, "Меняем сервак")
    await anna.sees("Меняем сервак")
    await topic.sees("Отправлено. Вместо «сервак» лучше: «сервер»")
    await dina.send("/words")
    chosen = (await dina.sees("Задерживаются, хотя это дело вкуса: упасть")).text
    assert "Пропускаются: железо" in chosen


async def test_words_are_chosen_about_in_english_too(stage: Stage, dina: Person):
    await dina.send("/language")
    await dina.click("English")
    await dina.send("/words leave железо\nhold упасть\nhint сервак\nhint сервак")
    answer = (await dina.sees("железо passes now.")).text
    assert "упасть is held now.\nсервак is sent now" in answer
    assert "⚠️ сервак: nothing has changed." in answer
    await dina.send("/words")
    assert "/words hint железо" in (await dina.sees("Words that pass: железо")).text


async def test_a_term_that_would_be_held_itself_is_refused(stage: Stage, dina: Person):
    await dina.send("/words железо = сервак на серваке\nчушь = чушь несусветная\nбред = х*й знает что")
    answer = await dina.sees("само жаргонное")
    assert answer.text.count("само жаргонное") == 3


async def test_only_supervisors_keep_words(stage: Stage, vera: Person):
    await vera.send("/words сервак = сервер")
    await vera.sees("доступна только руководителям")


async def test_the_tables_are_read_before_the_first_message(database_url: str):
    read.cache_clear()
    async with playing(database_url):
        assert read.cache_info().currsize == 1
