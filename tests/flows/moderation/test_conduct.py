"""How operators write: what is held before delivery, and what they can do about it."""

import pytest

from bot.actions.guide import guide
from bot.actions.work import Work
from bot.sandbox.client import PIXEL, Person, Seen
from db.tickets import tickets
from tests.desks import Stage
from tests.factories import SECOND_GROUP, add_group, bind_group, open_ticket
from tests.flows.requester_steps import begin_extension


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


def know(monkeypatch: pytest.MonkeyPatch, **articles: str) -> None:
    """Let the guide have these articles, given as title by the end of their address."""
    known = [
        guide.Article(n, title, f"https://tbshelp.ru/{end}", "", None, (), "ru")
        for n, (end, title) in enumerate(articles.items(), 1)
    ]

    async def fitting(_work: Work, _text: str, _most: int) -> list[guide.Article]:
        return known

    async def has_articles(_work: Work) -> bool:
        return True

    monkeypatch.setattr(guide, "offered", fitting)
    monkeypatch.setattr(guide, "has_articles", has_articles)


async def newest(stage: Stage, place: Person) -> Seen:
    """The last message of a place, once everything has arrived."""
    await stage.settled()
    return await place.last()


async def records(stage: Stage, dina: Person) -> str:
    """What the audit says about the ticket."""
    await dina.send("/audit ЭО-1")
    return (await newest(stage, dina)).text


async def test_clause_6_1_what_is_handed_over_is_what_was_delivered(
    stage: Stage, anna: Person, gleb: Person, topic: Person, monkeypatch: pytest.MonkeyPatch
):
    await bind_group(stage, add_group(stage), services=[17])
    await topic.send("Перезагрузите сервак и попробуйте снова.")
    await topic.click("Исправить и отправить")
    await anna.sees("Перезагрузите сервер")
    know(monkeypatch, price="Загрузка прайс-листа")
    await topic.send("Откройте раздел «Каталог», нажмите «Загрузить прайс-лист» и выберите файл.")
    await topic.click("Прикрепить: Загрузка прайс-листа")
    await anna.sees("Откройте раздел")
    edited = await topic.send("Готово, проверьте.")
    await anna.sees("Готово, проверьте.")
    await topic.edit(edited, "Готово на серваке, проверьте.")
    await topic.sees("Правка не отправлена")
    photo = await topic.send_photo("Вот скрин на серваке")
    await topic.sees("«скрин»")
    await topic.click("Исправить и отправить")
    waiting = await topic.send("А это на серваке ждёт")
    await stage.settled()
    assert photo.id < waiting.id
    await topic.send("/transfer")
    await topic.click("Вторая линия")
    await topic.click("Да, передать")
    there = gleb.in_topic("ЭО-1", SECOND_GROUP)
    await there.sees("А это на серваке ждёт")
    await stage.settled()
    told = [each for each in await there.messages() if not each.service]
    words = "\n".join(each.html for each in told)
    assert "<b>Вера Орлова</b> · <i>исправлено перед отправкой</i>\nПерезагрузите сервер и попробуйте" in words
    assert "https://tbshelp.ru/price" in words
    assert "<b>Вера Орлова</b> · <i>как доставлено, без последней правки</i>\nГотово, проверьте." in words
    assert "<i>не отправлено</i>\nА это на серваке ждёт" in words
    assert "Перезагрузите сервак" not in words
    assert words.count("исправлено перед отправкой") == 2
    assert words.count("<i>со ссылкой на руководство</i>") == 1
    shown = next(each for each in told if each.media)
    assert "сервере" in shown.html


async def test_a_topic_made_again_tells_what_was_delivered(stage: Stage, anna: Person, topic: Person):
    await topic.send("Перезагрузите сервак и попробуйте снова.")
    await topic.click("Исправить и отправить")
    await anna.sees("Перезагрузите сервер")
    await topic.topic_do("delete")
    await anna.send("Готово")
    told = await topic.sees("Тема была удалена")
    assert "исправлено перед отправкой" in told.text
    assert "Перезагрузите сервер" in told.text


async def test_clause_3_5_slang_is_held_and_goes_out_corrected_at_one_tap(
    stage: Stage, anna: Person, gleb: Person, dina: Person, topic: Person
):
    await dina.send("/start")
    sent = await topic.send("Проблема <b>на серваке</b>, проверьте проксю.", html=True)
    question = await topic.sees("«серваке» — жаргонное слово")
    assert question.reply_to is not None
    assert question.reply_to["id"] == sent.id
    assert "Проблема на сервере" in question.text
    await anna.does_not_see("Проблема")
    async with stage.desk.database.reading() as connection:
        ticket = await tickets.by_number(connection, 1)
        assert (ticket.state, ticket.operator, ticket.first_answer_at) == ("new", None, None)
    await gleb.in_group().send("/open")
    await gleb.in_group().sees("есть неотправленные сообщения")

    await topic.send("А пока посмотрю сама")  # later messages go on
    await anna.sees("А пока посмотрю сама")
    await gleb.in_topic("ЭО-1").click("Исправить и отправить")
    assert "<b>на сервере</b>" in (await newest(stage, anna)).html
    assert "серваке" not in "".join(each.text for each in await anna.messages())
    await topic.sees("Отправлено с исправлением · Глеб Соколов")
    await topic.sees("Оператор: Вера Орлова")
    again = await topic.press(question, question.data("Исправить и отправить") or "", forged=True)
    assert again is not None
    assert "уже принято" in again["text"]
    assert "серваке → сервере" in await records(stage, dina)


async def test_clause_3_5_slang_may_go_as_it_is_and_that_is_on_record(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await dina.send("/start")
    await topic.send_photo("Вот проксю настроили")
    await topic.click("Отправить как есть")
    shown = await newest(stage, anna)
    assert (shown.html, (shown.media or {})["kind"]) == ("Вот проксю настроили", "photo")
    record = await records(stage, dina)
    assert "отправлено с жаргонными словами" in record
    assert "Вера Орлова" in record


async def test_clause_3_1_obscene_words_are_never_sent_and_an_edit_is_checked_again(
    stage: Stage, anna: Person, topic: Person
):
    sent = await topic.send("Да х*й его знает")
    question = await topic.sees("— нецензурное или оскорбительное слово.")
    assert question.buttons == ("Это имя или название", "Не отправлять")
    await anna.does_not_see("его знает")  # an edit would cover it later
    forged = f"held:send:{(question.data('Не отправлять') or '').split(':', 2)[2]}"
    assert "предназначена не вам" in ((await topic.press(question, forged, forged=True)) or {})["text"]
    await topic.edit(sent, "Да прокся его знает")
    await topic.sees("Правильно: «прокси-сервер»")
    stale = await topic.press(question, forged, forged=True)
    assert "за это время изменили" in (stale or {})["text"]
    await topic.edit(sent, "Пока не знаю")
    assert (await newest(stage, anna)).text == "Пока не знаю"
    await topic.sees("Отправлено после правки.")
    assert len([each for each in await topic.messages() if each.reply_to and each.reply_to["id"] == sent.id]) == 1


async def test_an_edit_with_findings_leaves_the_requester_the_earlier_version(
    stage: Stage, anna: Person, topic: Person
):
    sent = await topic.send("Проверьте прокси")
    await anna.sees("Проверьте прокси")
    await topic.edit(sent, "Проверьте проксю")
    await topic.sees("Правка не отправлена: «проксю»")
    assert (await newest(stage, anna)).text == "Проверьте прокси"
    await topic.click("Не отправлять")
    await topic.edit(sent, "Проверьте проксю на серваке")
    await topic.sees("Правка не отправлена:\n• «проксю» — жаргонное слово. Правильно: «прокси-сервер»\n• «серваке»")
    await topic.click("Исправить и отправить")
    shown = await newest(stage, anna)
    assert shown.edited
    assert shown.text.endswith("на сервере")
    await topic.edit(sent, "Проверьте настройки")
    assert (await newest(stage, anna)).text == "Проверьте настройки"


async def test_a_held_album_stays_together(stage: Stage, anna: Person, topic: Person):
    two = [("1.png", PIXEL), ("2.png", PIXEL)]
    await topic.click("Взять")  # so that the first answer need not say whose it is
    await stage.settled()
    seen = len(await anna.messages())
    await topic.send_album(two, "Снимки проксю")
    await topic.sees("«проксю» — жаргонное слово")
    stage.move(seconds=2)
    await stage.settled()
    assert len(await anna.messages()) == seen
    await topic.click("Исправить и отправить")
    await stage.settled()
    arrived = (await anna.messages())[seen:]
    assert len({each.album for each in arrived}) == 1
    assert [each.html for each in arrived] == ["Снимки прокси-сервер", ""]
    await topic.send_album(two, "Снова проксю")
    await topic.click("Не отправлять")
    stage.move(seconds=2)
    await stage.settled()
    assert len(await anna.messages()) == seen + 2


async def test_what_is_decided_about_a_held_message_fits_what_became_of_it(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    sent = await topic.send("Сейчас на серваке темно")
    await topic.sees("жаргонное слово")
    await anna.does_not_see("темно")
    await topic.send("/delete", reply_to=sent)
    await topic.sees("Не отправлено.")
    await anna.does_not_see("темно")
    await topic.send("Ещё раз: на серваке темно")
    question = await topic.sees("Ещё раз: на сервере темно")
    aside = await topic.send("Наша прокся упала")
    await topic.sees("«прокся» — жаргонное слово")
    await topic.edit(aside, "// наша прокся упала")
    assert "Не отправлено." in (await newest(stage, topic)).text
    await dina.send("/close ЭО-1 решили по телефону")
    await dina.sees("закрыто")
    closed = await topic.press(question, question.data("Отправить как есть") or "")
    assert "Обращение закрыто" in (closed or {})["text"]
    await anna.click("Открыть снова")
    await topic.sees("в работе")
    await topic.press(question, question.data("Исправить и отправить") or "")
    assert (await newest(stage, anna)).text == "Ещё раз: на сервере темно"


async def test_a_transferred_ticket_takes_the_question_along(stage: Stage, anna: Person, gleb: Person, topic: Person):
    await bind_group(stage, add_group(stage), services=[17])
    await topic.send("Смотрим на серваке")
    old = await topic.sees("жаргонное слово")
    await topic.click("Передать")
    await topic.click("Вторая линия")
    await topic.click("Да, передать")
    second = gleb.in_topic("ЭО-1", SECOND_GROUP)
    await second.sees("«серваке» — жаргонное слово")
    late = await topic.press(old, old.data("Отправить как есть") or "")
    assert "предназначена не вам" in (late or {})["text"]
    await second.click("Исправить и отправить")
    assert (await newest(stage, anna)).text == "Смотрим на сервере"


async def test_other_words_that_reach_the_requester_are_refused_with_the_proper_term(
    stage: Stage, anna: Person, dina: Person, topic: Person
):
    await begin_extension(topic, "+4 часа")
    await topic.sees("Новый срок")
    await topic.send("Ждём сервак и проксю на серваке")
    await topic.sees("Напишите, пожалуйста, «")
    await topic.send("Ждём сервер")
    await anna.sees("Ждём сервер")
    await dina.send("/close ЭО-1 да х*й с ним")
    await dina.sees("отправлять его пользователю нельзя")
    await topic.send("// а прокся тут при чём?")
    await anna.send("Прокся у меня работает, на серваке всё есть")
    await topic.sees("Прокся у меня работает")


async def test_clause_3_1_what_still_waits_for_delivery_does_not_take_a_held_edit_along(
    stage: Stage, anna: Person, topic: Person
):
    await anna.block()
    sent = await topic.send("Проверьте прокси")
    await topic.sees("Не доставлено")
    await topic.edit(sent, "Да х*й его знает")
    await topic.sees("Правка не отправлена")
    await anna.block(blocked=False)
    await anna.send("/start")
    await anna.sees("Проверьте прокси")
    await anna.does_not_see("его знает")


async def test_clause_3_6_an_instruction_without_a_link_waits_for_one(
    stage: Stage, anna: Person, dina: Person, topic: Person, monkeypatch: pytest.MonkeyPatch
):
    await dina.send("/start")
    know(monkeypatch, price="Загрузка прайс-листа", catalogue="Каталог")
    written = "Перейдите в раздел «Каталог», нажмите «Загрузить прайс-лист»."
    await topic.send(written)
    question = await topic.sees("Не отправлено: инструкция без ссылки на руководство")
    assert "Прикрепить: Загрузка прайс-листа" in question.buttons
    assert question.buttons[-2:] == ("Отправить без ссылки", "Не отправлять")
    await topic.click("Прикрепить: Загрузка прайс-листа")
    arrived = await newest(stage, anna)
    assert arrived.html == f'{written}\n\n<a href="https://tbshelp.ru/price">Загрузка прайс-листа</a>'
    await topic.send(written + " Подробнее: https://help.tbshelp.ru/1")
    await anna.sees("Подробнее: https://help.tbshelp.ru/1")
    await topic.send("Нажмите «Загрузить прайс-лист» и дождитесь окончания.")
    await topic.click("Отправить без ссылки")
    assert (await newest(stage, anna)).text.startswith("Нажмите")
    record = await records(stage, dina)
    assert "прикреплена ссылка на руководство" in record
    assert "инструкция отправлена без ссылки" in record


async def test_several_findings_are_one_question(
    stage: Stage, anna: Person, topic: Person, monkeypatch: pytest.MonkeyPatch
):
    know(monkeypatch, price="Загрузка прайс-листа")
    await topic.send("Перейдите в каталог на серваке и нажмите «Загрузить прайс-лист».")
    question = await topic.sees("«серваке» — жаргонное слово")
    assert "без ссылки на руководство" in question.text
    assert question.buttons == (
        "Прикрепить: Загрузка прайс-листа",
        "Исправить и отправить",
        "Отправить как есть",
        "Не отправлять",
    )
    await topic.click("Прикрепить: Загрузка прайс-листа")
    arrived = await newest(stage, anna)
    assert "на сервере и нажмите" in arrived.text
    assert "https://tbshelp.ru/price" in arrived.html


async def test_what_would_be_too_long_with_its_link_waits_for_a_shorter_edit(
    stage: Stage, anna: Person, topic: Person, monkeypatch: pytest.MonkeyPatch
):
    know(monkeypatch, price="Загрузка прайс-листа")
    sent = await topic.send("Нажмите «Загрузить прайс-лист». " + "я" * 4050)
    question = await topic.sees("без ссылки на руководство")
    answer = await topic.press(question, question.data("Прикрепить: Загрузка прайс-листа") or "")
    assert "больше 4096 знаков" in (answer or {})["text"]
    await topic.edit(sent, "Нажмите «Загрузить прайс-лист».")
    await stage.settled()
    await topic.click("Прикрепить: Загрузка прайс-листа")
    assert "https://tbshelp.ru/price" in (await newest(stage, anna)).html


async def test_clause_3_5_where_words_agree_with_the_slang_the_operator_words_the_sentence_anew(
    stage: Stage, anna: Person, topic: Person
):
    sent = await topic.send("Ваша платёжка прошла")
    question = await topic.sees("«платёжка» — жаргонное слово. Правильно: «платёжное поручение»")
    assert question.buttons == ("Отправить как есть", "Не отправлять")
    assert "Готовой замены нет. Отредактируйте сообщение" in question.text
    await topic.edit(sent, "Ваше платёжное поручение исполнено")
    await anna.sees("Ваше платёжное поручение исполнено")
    await anna.does_not_see("платёжка")
