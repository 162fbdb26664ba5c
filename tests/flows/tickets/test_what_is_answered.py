"""What a message answers and whose words it passes on: nobody has to guess it on the other side."""

import pytest
from aiogram.types import ReplyParameters

from bot.sandbox import access
from bot.sandbox.cast import ANNA, GLEB, GROUP
from bot.sandbox.client import PIXEL, Person, Seen
from bot.sandbox.faults import Fault
from bot.sandbox.refusals import bad
from bot.sandbox.world import Chat, Content
from tests.desks import Stage
from tests.factories import identify, open_ticket

STEPS = "1. Откройте прайс-лист.\n2. Нажмите «Загрузить».\n3. Выберите файл XLSX."
ORIGINS = [
    ({"type": "user", "sender_user": {"id": 7, "is_bot": False, "first_name": "Пётр\u202e <b>"}}, "Пётр &lt;b&gt;"),
    ({"type": "hidden_user", "sender_user_name": "Скрытый"}, "Скрытый"),
    ({"type": "chat", "sender_chat": {"id": -5, "type": "supergroup", "title": "Склад"}}, "группа «Склад»"),
    (
        {"type": "channel", "chat": {"id": -6, "type": "channel", "title": "Новости"}, "message_id": 4},
        "канал «Новости»",
    ),
]


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def newest(stage: Stage, place: Person, back: int = 1) -> Seen:
    await stage.settled()
    return (await place.messages())[-back]


async def _of(person: Person, text: str) -> Seen:
    return next(each for each in await person.messages() if each.text == text)


def quoted(message: Seen) -> str | None:
    return message.raw["quote"] and message.raw["quote"]["text"]


async def test_a_quote_goes_along_with_an_answer(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((topic, anna), (anna, topic)):
        await writer.send(STEPS)
        answered = await reader.sees("Выберите файл")
        part = "3. Выберите файл XLSX."
        await reader.send("А если CSV?", reply_to=answered, quote=part)
        shown = await newest(stage, writer)
        assert (shown.text, quoted(shown)) == ("А если CSV?", part)
        assert shown.raw["quote"]["position"] == STEPS.index(part)
        await reader.send_photo("Вот так?", reply_to=answered, quote=part)
        assert quoted(await newest(stage, writer)) == part
        await reader.send_album([("1.png", PIXEL), ("2.png", PIXEL)], reply_to=answered.id, quote=part)
        assert quoted(await newest(stage, writer)) == part


async def test_a_quote_keeps_its_formatting(stage: Stage, anna: Person, topic: Person):
    await topic.send("Нажмите <b>«Загрузить»</b> <i>дважды</i>", html=True)
    await anna.send("Где это?", reply_to=await anna.sees("Нажмите"), quote="«Загрузить» два")
    quote = (await newest(stage, topic)).raw["quote"]
    assert [(each["type"], each["offset"], each["length"]) for each in quote["entities"]] == [
        ("bold", 0, 11),
        ("italic", 12, 3),
    ]


async def test_an_answer_whose_quote_is_refused_arrives_without_it(stage: Stage, anna: Person, topic: Person):
    await anna.send("Где каталог?")
    await stage.settled()
    card, shown = await topic.sees("ООО «Ромашка»"), await topic.sees("Где каталог?")
    await topic.send("Вижу", reply_to=card, quote="ООО «Ромашка»")
    assert (await newest(stage, anna)).text == "Вижу"
    stage.sandbox.world.chats[ANNA].posts[(await _of(anna, "Где каталог?")).id].content = Content(text="Иное")
    await topic.send("В меню", reply_to=shown, quote="каталог")
    await topic.send_photo("Вот", reply_to=shown, quote="каталог")
    await topic.send_album([("1.png", PIXEL), ("2.png", PIXEL)], reply_to=shown.id, quote="каталог")
    await stage.settled()
    told = (await anna.messages())[-4:]
    assert [(each.html, quoted(each), bool(each.media)) for each in told] == [
        ("В меню", None, False),
        ("Вот", None, True),
        ("", None, True),
        ("", None, True),
    ]
    assert all(each.reply_to for each in told)


async def test_of_several_messages_in_one_place_the_quoted_one_is_answered(stage: Stage, anna: Person, vera: Person):
    await identify(stage.desk)
    await anna.send("/new")
    first, second = await anna.send("Первый вопрос"), await anna.send("Второй вопрос")
    await stage.settled()
    await open_ticket(stage.desk, text="Ждём")
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("ООО «Ромашка»")
    for asked in (second, first):
        await topic.send("Да", reply_to=card, quote=asked.text)
        answer = await newest(stage, anna)
        assert answer.reply_to is not None
        assert (answer.reply_to["id"], quoted(answer)) == (asked.id, asked.text)


async def test_an_answer_arrives_when_what_it_answers_is_refused(
    stage: Stage, anna: Person, topic: Person, monkeypatch: pytest.MonkeyPatch
):
    def refused(_place: Chat, wanted: ReplyParameters | None) -> None:
        if wanted is not None:
            raise bad("message to be replied not found")

    await anna.send("Где каталог?")
    shown = await topic.sees("Где каталог?")
    monkeypatch.setattr(access, "replied", refused)
    await topic.send("В меню", reply_to=shown, quote="каталог")
    assert (await newest(stage, anna)).text == "В меню"
    await topic.send_photo("Вот", reply_to=shown)
    assert (await newest(stage, anna)).html == "Вот"


async def test_a_held_answer_keeps_its_quote(stage: Stage, anna: Person, topic: Person):
    await anna.send(STEPS)
    answered = await topic.sees("Выберите файл")
    await topic.send("Пришлите, пожалуйста, скрин", reply_to=answered, quote="файл XLSX")
    await topic.click("Отправить как есть")
    answer = await newest(stage, anna)
    assert (answer.text, quoted(answer)) == ("Пришлите, пожалуйста, скрин", "файл XLSX")


async def test_the_quote_of_a_notice_is_told_to_operators(stage: Stage, anna: Person, topic: Person):
    notice = await anna.sees("ЭО-1")
    await anna.send("Что это значит?", reply_to=notice, quote="ЭО-1")
    shown = await newest(stage, topic)
    assert shown.html == "<i>В ответ на слова: «ЭО-1»</i>\nЧто это значит?"


async def test_operators_talk_is_not_quoted_to_requesters(stage: Stage, anna: Person, topic: Person):
    aside = await topic.send("// скандальный клиент")
    await topic.send("Здравствуйте", reply_to=aside, quote="скандальный")
    answer = await newest(stage, anna)
    assert (answer.text, quoted(answer)) == ("Здравствуйте", None)
    talk = await topic.in_group().send("Опять этот скандальный клиент")
    await topic.send("Добрый день", reply_to=talk, reply_chat=GROUP, quote="скандальный")
    assert (await newest(stage, anna)).text == "Добрый день"


@pytest.mark.parametrize(("origin", "author"), ORIGINS)
async def test_whose_words_are_passed_on_is_told(
    stage: Stage, anna: Person, topic: Person, origin: dict[str, object], author: str
):
    for writer, reader in ((anna, topic), (topic, anna)):
        await writer.send("Цены вырастут <завтра>", forward=origin)
        assert (await newest(stage, reader)).html == (
            f"<i>Переслано. Автор: {author}</i>\nЦены вырастут &lt;завтра&gt;"
        )
        photo = await writer.send_photo("Прайс", forward=origin)
        line, shown = await newest(stage, reader, 2), await newest(stage, reader)
        assert line.html == f"<i>Переслано. Автор: {author}</i>"
        assert photo.media
        assert shown.media
        assert (shown.media["file_id"], shown.html) == (photo.media["file_id"], "Прайс")
        await writer.send_album([("1.png", PIXEL), ("2.png", PIXEL)], forward=origin)
        line, *album = [await newest(stage, reader, back) for back in (3, 2, 1)]
        assert line.html == f"<i>Переслано. Автор: {author}</i>"
        assert all(each.album for each in album)


async def test_a_forwarded_request_names_its_author_in_the_card(stage: Stage, anna: Person, vera: Person):
    await anna.send("/new")
    await anna.send("Не грузится прайс", forward=ORIGINS[1][0])
    await stage.settled()
    await open_ticket(stage.desk, text="Помогите")
    await stage.settled()
    card = await vera.in_topic("ЭО-1").sees("ООО «Ромашка»")
    assert "Переслано. Автор: Скрытый\nНе грузится прайс" in card.text


async def test_long_forwarded_words_stand_below_their_line(stage: Stage, anna: Person, topic: Person):
    await anna.send("я" * 4090, forward=ORIGINS[1][0])
    assert [each.text for each in (await newest(stage, topic, 2), await newest(stage, topic))] == [
        "Переслано. Автор: Скрытый",
        "я" * 4090,
    ]


async def test_a_refusal_between_a_line_and_its_file_brings_neither_twice(stage: Stage, anna: Person, topic: Person):
    before = len(await topic.messages())
    stage.sandbox.faults.add(Fault("500", times=3, method="copyMessage"))
    await anna.send_photo("Прайс", forward=ORIGINS[1][0])
    await stage.settled()
    assert len(await topic.messages()) == before + 2


async def test_an_answer_to_another_chat_tells_what_it_answers(stage: Stage, anna: Person, topic: Person, vera: Person):
    talk = await topic.in_group().send("Завтра работы до обеда")
    other = topic.in_private()
    heard = await other.send("Личное сообщение")
    await topic.send("Смотрите", reply_to=heard, reply_chat="bot")
    assert (await newest(stage, anna)).html == (
        "<i>В ответ на другое сообщение. Вера Орлова: «Личное сообщение»</i>\nСмотрите"
    )
    stage.sandbox.world.chats[GROUP].members[anna.id] = stage.sandbox.world.chats[GROUP].member(GLEB)
    await anna.send("Это правда?", reply_to=talk, reply_chat=GROUP, quote="до обеда")
    told = await topic.sees("Это правда?")
    assert told.html == "<i>В ответ на другое сообщение. Вера Орлова: «до обеда»</i>\nЭто правда?"
    await anna.edit(told.id if told.mine else (await anna.last()).id, "Это точно?")
    assert (await newest(stage, topic)).html == (
        "<i>В ответ на другое сообщение. Вера Орлова: «до обеда»</i>\nЭто точно?"
    )


@pytest.mark.parametrize("kind", ["text", "photo", "voice", "sticker", "location", "album", "other"])
async def test_an_answer_outside_topics_is_noticed_whatever_its_form(
    stage: Stage, vera: Person, topic: Person, kind: str
):
    general = vera.in_group()
    await general.send("/help")
    here, elsewhere = await general.sees("/unanswered"), await topic.sees("Не открывается каталог")
    for answered, quote in ((here, here.text[:9]), (elsewhere, "каталог")):
        await _say(general, kind, {"reply_to": answered.id})
        await _say(general, kind, {"reply_to": answered.id, "quote": quote})
    await stage.settled()
    told = [each for each in await general.messages() if "Этот ответ никому не отправлен" in each.text]
    assert len(told) == 4


async def test_what_operators_answer_each_other_is_not_noticed(stage: Stage, vera: Person, topic: Person):
    general = vera.in_group()
    for said in (await general.send("Кто возьмёт ЭО-1?"), await topic.send("// Я возьму")):
        await general.send("Хорошо", reply_to=said)
        await general.send("Хорошо", reply_to=said, quote="возьм")
    await general.does_not_see("никому не отправлен")


async def _say(place: Person, kind: str, more: dict[str, object]) -> None:
    if kind == "album":
        await place.send_album([("1.png", PIXEL), ("2.png", PIXEL), ("3.png", PIXEL)], **more)
    elif kind in ("photo", "voice", "sticker"):
        await place.send_file("a.png", PIXEL, kind, **more)
    elif kind == "location":
        await place.send("", location={"latitude": 55.75, "longitude": 37.62}, **more)
    elif kind == "other":
        await place.send("", other={"rich_hologram": {"text": "да"}}, **more)
    else:
        await place.send("Сейчас посмотрю", **more)


async def test_requests_of_one_service_are_told_apart_by_their_words_and_thanks_ask_for_no_choice(stage: Stage):
    anna, vera = stage.people["anna"], stage.people["vera"]
    await open_ticket(stage.desk, text="Не открывается каталог")
    await open_ticket(stage.desk, text="Не пришло письмо с паролем")
    for number in (1, 2):
        await anna.sees(f"под номером ЭО-{number}")
    await vera.in_topic("ЭО-1").send("Проверяем")
    await anna.sees("Проверяем")
    thanks = await anna.send("Спасибо большое")
    await vera.in_topic("ЭО-1").sees("Спасибо большое")
    await anna.sees_reaction(thanks, "✍")
    await anna.does_not_see("К какому обращению")
    await anna.send("Когда будет готово")
    asked = await anna.sees("К какому обращению")
    assert "ЭО-2 · Доступ в Систему: «Не пришло письмо с паролем»" in asked.text
    assert asked.buttons[:2] == ("ЭО-1 · Не открывается каталог", "ЭО-2 · Не пришло письмо с паролем")
    await anna.send("спасибо")  # adds nothing to what waits
    await anna.click("ЭО-2 · Не пришло письмо с паролем")
    await vera.in_topic("ЭО-2").sees("Когда будет готово")
    await vera.in_topic("ЭО-2").does_not_see("спасибо")
    await anna.send("/tickets")
    listed = await anna.sees("Ваши обращения")
    assert "ЭО-1 · Доступ в Систему\n«Не открывается каталог»\n" in listed.text
