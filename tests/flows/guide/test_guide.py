"""The guide in conversations (3.6): /kb in topics, suggestions before a request is sent, the search, inline mode."""

from bot.rules.guide.guide import Article
from bot.sandbox.client import Person
from db.guide import articles
from tests.db.test_articles import load
from tests.desks import Stage
from tests.factories import open_ticket
from tests.flows.requester_steps import choose, describe, identify


async def test_clause_3_6_an_article_is_found_and_sent_without_leaving_the_topic(
    stage: Stage, anna: Person, vera: Person
):
    await load(stage.desk.database)
    await open_ticket(stage.desk, text="Не могу загрузить прайс-лист, ошибка столбцов")
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await topic.send("/kb")
    assert "Ошибки при загрузке прайс-листа" in (await topic.sees("Какую статью отправить")).text
    await topic.send("/kb квантовая телепортация")
    await topic.sees("В руководстве ничего не найдено")
    asked = await topic.send("/kb шаблон прайс-листа")
    await topic.sees("Какую статью отправить", after=asked)
    listed = await topic.sees("Какую статью отправить", after=asked)
    await topic.click("1")
    await topic.click("Назад")
    await stage.settled()
    assert (await topic.last()).text == listed.text
    await topic.click("1")
    await topic.click("Отправить пользователю")
    got = await anna.sees("Шаблон прайс-листа")
    assert "https://tbshelp.ru/price/template" in got.html


async def test_an_article_that_was_removed_meanwhile_is_not_sent(stage: Stage, vera: Person):
    await load(stage.desk.database)
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await topic.send("/kb шаблон прайс-листа")
    await topic.sees("Какую статью отправить")
    async with stage.desk.database.transaction() as connection:
        assert await articles.remove(connection, "https://tbshelp.ru/price/template")
    answer = await topic.click("1")
    assert answer is not None
    assert "больше нет" in answer["text"]


async def test_clause_3_6_an_article_may_make_a_request_needless_and_that_is_counted(
    stage: Stage, anna: Person, dina: Person
):
    await load(stage.desk.database)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Доступ в Систему")
    await describe(anna, "Забыла пароль, нужно восстановление пароля")
    page = await anna.sees("Возможно, это поможет")
    assert "Восстановление пароля" in page.text
    await anna.click("Помогло")
    await anna.sees("Рады, что статья помогла")
    await stage.settled()
    await dina.send("/stats")
    await dina.sees("Решено с помощью руководства: 1")
    assert "ЭО-1" not in "".join(message.text for message in await anna.messages())


async def test_who_is_not_helped_sends_the_request_anyway(stage: Stage, anna: Person):
    await load(stage.desk.database)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Доступ в Систему")
    await describe(anna, "Забыла пароль, нужно восстановление пароля")
    await anna.sees("Возможно, это поможет")
    await anna.send("И ссылка не приходит")
    await anna.click("Всё равно отправить")
    assert "И ссылка не приходит" in (await anna.sees("Проверьте, пожалуйста")).text
    await anna.click("Отправить")
    await anna.sees("ЭО-1")


async def test_without_a_fitting_article_nothing_comes_between(stage: Stage, anna: Person):
    await load(stage.desk.database)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Доступ в Систему")
    await describe(anna, "Ъъъ щщщ ыыы")
    await anna.click("Отправить")
    await anna.sees("ЭО-1")


async def test_section_5_what_a_company_does_itself_comes_with_article_and_video(stage: Stage, anna: Person):
    await load(stage.desk.database)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Загрузка прайс-листа")
    page = await anna.sees("Из руководства:")
    assert "https://tbshelp.ru/price/upload" in page.html
    assert "https://tbshelp.ru/video/price" in page.html


async def test_requesters_search_in_private(stage: Stage, anna: Person):
    await anna.send("/help")
    await anna.sees("/new")
    await anna.does_not_see("есть в руководстве")
    await load(stage.desk.database)
    await anna.send("/help")
    await anna.click("Найти в руководстве")
    await anna.sees("Что найти в руководстве")
    await anna.send("обновление остатков")
    assert "https://tbshelp.ru/catalog/stock" in (await anna.sees("Обновление остатков товаров")).html
    await anna.send("🙂")
    await anna.sees("ничего не найдено")


async def test_a_search_stays_a_search_until_it_is_left(stage: Stage, anna: Person, vera: Person):
    await load(stage.desk.database)
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await anna.send("/help")
    await anna.click("Найти в руководстве")
    await anna.send("обновление остатков")
    first = await anna.sees("Обновление остатков товаров")
    await anna.send("абракадабра")
    await anna.sees("ничего не найдено")
    await anna.send_photo()
    await anna.sees("понимает только слова")
    await anna.send("Когда исправите?", reply_to=await anna.sees("под номером ЭО-1"))
    await topic.sees("Когда исправите?")
    await anna.send("/such")
    await anna.sees("Такой команды здесь нет")
    await stage.settled()
    assert [each.text for each in await anna.messages() if "Закончить поиск" in each.buttons] == [
        (await anna.sees("понимает только слова")).text
    ]
    await anna.click("Закончить поиск")
    await anna.sees("Поиск закончен")
    assert "уже закончен" in (await anna.press(first, "guideend", forged=True))["text"]
    await anna.send("Спасибо, нашлось")
    await topic.sees("Спасибо, нашлось")
    await topic.does_not_see("абракадабра")


async def test_clause_3_6_inline_mode_finds_articles_while_words_are_typed(stage: Stage, anna: Person, vera: Person):
    await load(stage.desk.database)
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    answer = await topic.inline("шаблон прайс")
    assert answer is not None
    best = answer["results"][0]
    assert best["title"] == "Шаблон прайс-листа"
    await topic.choose(best)
    await anna.sees("Шаблон прайс-листа")
    first = await topic.inline("заказ")
    assert first is not None
    following = await topic.inline("заказ", first["next_offset"])
    assert following is not None
    ids = [each["id"] for each in first["results"] + following["results"]]
    assert len(ids) == len(set(ids)) > 10
    assert (await topic.inline("")) == {"results": [], "next_offset": ""}


async def test_what_somebody_looked_up_in_private_is_no_message_to_the_desk(stage: Stage, anna: Person, vera: Person):
    await load(stage.desk.database)
    found = await anna.inline("шаблон прайс")
    assert found is not None
    await anna.choose(found["results"][0])
    await stage.settled()
    assert (await anna.last()).mine
    await open_ticket(stage.desk)
    await stage.settled()
    await anna.choose(found["results"][0])
    await stage.settled()
    await vera.in_topic("ЭО-1").does_not_see("Шаблон прайс-листа")


async def test_a_search_does_not_end_a_request_that_is_being_written(stage: Stage, anna: Person):
    await load(stage.desk.database)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Доступ в Систему")
    await anna.sees("Опишите, пожалуйста, ваш вопрос")
    await anna.send("Помощь")
    answer = await anna.click("Найти в руководстве")
    assert answer is not None
    assert "Сначала завершите, пожалуйста: новое обращение" in answer["text"]
    await describe(anna, "Прошу перезвонить")
    await anna.sees("Проверьте, пожалуйста, обращение")


async def test_clause_3_6_an_instruction_is_held_with_articles_but_not_while_the_guide_is_empty(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await topic.send("Откройте раздел «Каталог» и нажмите «Обновить».")
    await anna.sees("нажмите «Обновить»")
    await load(stage.desk.database)
    await topic.send("Откройте страницу входа, нажмите «Восстановление пароля» и введите логин.")
    assert "инструкция без ссылки" in (await topic.sees("Не отправлено")).text
    await topic.click("Прикрепить: Восстановление пароля")
    assert "https://tbshelp.ru/access/password" in (await anna.sees("страницу входа")).html
    await topic.send("Откройте браузер и нажмите клавишу F5.\nhttps://help.tbshelp.ru/f5")
    await anna.sees("клавишу F5")
    asked = await topic.send("Перейдите в телепорт и нажмите кнопку.")
    assert "Отправить без ссылки" in (await topic.sees("Не отправлено", after=asked)).buttons
    await topic.click("Отправить без ссылки")
    await anna.sees("телепорт")


async def test_articles_in_the_readers_language_come_first(stage: Stage, anna: Person):
    async with stage.desk.database.transaction() as connection:
        for language, title in (("ru", "Тариф API"), ("en", "API tariffs"), ("ru", "Тарифы")):
            link = f"https://tbshelp.ru/{language}/{len(title)}"
            await articles.put(connection, Article(0, title, link, "", None, (), language))
    for words, switch in (("api", "English"), ("api", "Русский")):
        found = await anna.inline(words)
        assert found is not None
        titles = [each["title"] for each in found["results"]]
        assert titles == (["Тариф API", "API tariffs"] if switch == "English" else ["API tariffs", "Тариф API"])
        await anna.send("/language")
        await anna.click(switch)
        await stage.settled()


async def test_clause_3_2_the_search_is_left_in_words(stage: Stage, anna: Person):
    await load(stage.desk.database)
    await anna.send("/help")
    await anna.click("Найти в руководстве")
    page = await anna.sees("Что найти в руководстве")
    await anna.send("закончить поиск")
    await anna.sees("Поиск закончен")
    await stage.settled()
    assert not next(each for each in await anna.messages() if each.id == page.id).buttons
