"""Messages between a requester and the operators, through the topic of the ticket."""

import asyncio
import json

import pytest
from sqlalchemy import select

from bot.rules.channels import in_telegram
from bot.sandbox import files
from bot.sandbox.cast import ANNA, GROUP
from bot.sandbox.client import PIXEL, Person, Seen
from bot.sandbox.faults import Fault
from bot.sandbox.world import Content
from db import inbox
from db.tickets import messages
from tests.desks import Stage
from tests.factories import open_ticket
from tests.flows.desk.test_webhook import update

pytestmark = pytest.mark.both

FILES = ["photo", "video", "document", "audio", "voice", "video_note", "animation", "sticker"]
LONG = "а" * 2600
POLL = {"question": "Когда?", "options": ["Сейчас", "Потом"]}


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def newest(stage: Stage, place: Person) -> Seen:
    """The last message of a place, once everything has arrived."""
    await stage.settled()
    return await place.last()


def answered(message: Seen) -> int | None:
    """The message that this one replies to."""
    return message.reply_to["id"] if message.reply_to else None


def file_of(message: Seen) -> tuple[str, str]:
    """What kind of file a message holds, and which."""
    assert message.media
    return message.media["kind"], message.media["file_id"]


async def reactions(place: Person, message: Seen) -> tuple[str, ...]:
    return next(each.reactions for each in await place.messages() if each.id == message.id)


async def words(place: Person) -> list[str]:
    return [each.words for each in await place.messages()]


async def test_it_opens_a_topic_with_a_card_that_holds_the_request(stage: Stage, anna: Person, topic: Person):
    await anna.sees("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    assert "ООО «Ромашка»" in card.text
    assert len(await topic.topics()) == 1


async def test_formatting_survives_both_ways(stage: Stage, anna: Person, topic: Person):
    said = '<b>Откройте</b> <a href="https://eo.example/">раздел</a> и наберите <code>a &lt; b</code>'
    for writer, reader in ((topic, anna), (anna, topic)):
        await writer.send(said, html=True)
        assert (await newest(stage, reader)).html == said


async def test_every_kind_of_file_arrives_as_it_was_sent(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        for kind in FILES:
            captioned = kind not in ("sticker", "video_note")
            sent = await writer.send_file(f"{kind}.bin", PIXEL, kind, "Подпись" if captioned else None)
            copy = await newest(stage, reader)
            assert file_of(copy) == (kind, file_of(sent)[1])
            assert copy.html == ("Подпись" if captioned else "")


async def test_places_and_contacts_arrive_and_polls_are_refused(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        await writer.send("", location={"latitude": 55.75, "longitude": 37.62})
        assert (await newest(stage, reader)).raw["location"]
        await writer.send("", contact={"phone_number": "+74950000000", "first_name": "Ольга"})
        assert (await newest(stage, reader)).raw["contact"]
        before = len(await reader.messages())
        await writer.send("", poll=POLL)
        await stage.settled()
        await writer.sees("Опросы")
        assert len(await reader.messages()) == before


async def test_albums_stay_albums_also_when_two_come_at_once(stage: Stage, anna: Person, topic: Person):
    ten = [(f"{number}.png", PIXEL) for number in range(10)]
    for writer, reader in ((anna, topic), (topic, anna)):
        start = (await reader.last()).id
        await writer.send_album(ten, "Десять снимков")
        await writer.send_album([("счёт.pdf", b"1"), ("акт.pdf", b"2")], "Документы")
        await writer.send("Это всё")
        await stage.settled()
        arrived = [each for each in await reader.messages() if each.id > start]
        albums = list(dict.fromkeys(each.album for each in arrived if each.album))
        assert [sum(each.album == album for each in arrived) for album in albums] == [10, 2]
        said = [each.html or each.text for each in arrived if each.html and "обращением занимается" not in each.text]
        assert said == ["Десять снимков", "Документы", "Это всё"]


async def test_covered_pictures_of_an_album_stay_covered(stage: Stage, anna: Person, topic: Person):
    await anna.send_album([("паспорт.png", PIXEL), ("счёт.png", PIXEL)], spoiler=True)
    await topic.send_album([("1.png", PIXEL), ("2.png", PIXEL)])
    await stage.settled()
    chats = stage.sandbox.world.chats
    covered = [[post.content.spoiler for post in chats[each].posts.values() if post.album] for each in (GROUP, ANNA)]
    assert [sorted(each) for each in covered] == [[False, False, True, True]] * 2


async def test_replies_find_their_counterpart(stage: Stage, anna: Person, topic: Person):
    question = await anna.send("Где кнопка?")
    await stage.settled()
    hint = await topic.send("Справа вверху", reply_to=await topic.sees("Где кнопка?"))
    answer = await newest(stage, anna)
    assert answered(answer) == question.id
    await anna.edit(question, "Где синяя кнопка?")
    await anna.send("Нашла", reply_to=answer)
    found = await newest(stage, topic)
    assert answered(found) == hint.id
    await topic.send("Отлично", reply_to=await topic.sees("Где синяя кнопка?"))
    answer = await newest(stage, anna)
    assert answered(answer) == question.id


async def test_replies_to_parts_of_albums_and_to_the_card_find_their_counterpart(
    stage: Stage, anna: Person, topic: Person
):
    parts = await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)])
    await stage.settled()
    copies = [each for each in await topic.messages() if each.album]
    await topic.send("На втором снимке видно", reply_to=copies[1])
    answer = await newest(stage, anna)
    assert answered(answer) == parts[1].id
    request = await anna.send("Подробности")
    await stage.settled()
    await topic.send("Вижу", reply_to=await topic.sees("Подробности"))
    assert answered(await newest(stage, anna)) == request.id
    await topic.send("Принято", reply_to=await topic.sees("ООО «Ромашка»"))
    assert (await newest(stage, anna)).text == "Принято"


async def test_edits_are_edits_on_the_other_side_and_old_versions_are_kept(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        text, photo = await writer.send("Певрая версия"), await writer.send_photo("Снимок")
        await stage.settled()
        count = len(await reader.messages())
        await writer.edit(text, "Первая версия")
        await writer.edit(photo, "Снимок экрана")
        replaced = await writer.edit_file(photo, "new.png", PIXEL + b"2")
        await stage.settled()
        text_copy, photo_copy = (await reader.messages())[-2:]
        assert len(await reader.messages()) == count
        assert (text_copy.text, text_copy.edited) == ("Первая версия", True)
        assert photo_copy.html == "Снимок экрана"
        assert file_of(photo_copy) == file_of(replaced)
        async with stage.desk.database.reading() as connection:
            kept = await messages.written_at(connection, in_telegram(ANNA if writer is anna else writer.chat, text.id))
            assert kept is not None
            assert await messages.versions(connection, kept.id) == ["Певрая версия"]


async def test_an_edit_before_delivery_arrives_as_the_new_version(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        for number in range(5):
            sent = await writer.send(f"Черновик {number}")
            await writer.edit(sent, f"Чистовик {number}")
        await stage.settled()
        assert (await words(reader))[-5:] == [f"Чистовик {number}" for number in range(5)]


async def test_an_edit_of_the_request_shows_in_the_card_or_leaves_it_when_too_long(
    stage: Stage, anna: Person, vera: Person
):
    first = await anna.send("Не открывается каталог")
    await stage.settled()
    await open_ticket(stage.desk, text="Второй абзац")
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.edit(first, "Не открывается прайс-лист")
    await stage.settled()
    assert "Не открывается прайс-лист" in (await topic.sees("ООО «Ромашка»")).text
    await anna.edit(first, LONG)
    await stage.settled()
    card, request = await topic.sees("ООО «Ромашка»"), await topic.sees(LONG)
    assert LONG not in card.text
    assert "Второй абзац" in card.text
    await topic.send("Читаю", reply_to=request)
    answer = await newest(stage, anna)
    assert answered(answer) == first.id


async def test_reactions_show_on_the_other_side_and_go_again(stage: Stage, anna: Person, topic: Person):
    for writer, reader, received in ((anna, topic, ("✍",)), (topic, anna, ())):
        sent = await writer.send("Спасибо")
        await stage.settled()
        copy = await reader.sees("Спасибо")
        await reader.react(copy, "👍")
        await stage.settled()
        assert await reactions(writer, sent) == ("👍",)
        await reader.react(copy, None)
        await writer.react(sent, "🔥")
        await stage.settled()
        assert await reactions(writer, sent) == ("🔥", *received)
        assert await reactions(reader, copy) == ("🔥",)


async def test_delete_removes_an_operators_message_on_both_sides(stage: Stage, anna: Person, topic: Person):
    wrong = await topic.send("Это не вам")
    await stage.settled()
    await anna.sees("Это не вам")
    await topic.send("/delete", reply_to=wrong)
    await stage.settled()
    await anna.does_not_see("Это не вам")
    assert "Это не вам" not in await words(topic)
    await anna.send("Мой вопрос")
    await stage.settled()
    await topic.send("/delete", reply_to=await topic.sees("Мой вопрос"))
    await topic.sees("Отправьте /delete ответом")
    assert "Мой вопрос" in await words(topic)


async def test_what_cannot_be_deleted_any_more_is_said_in_the_topic(stage: Stage, anna: Person, topic: Person):
    old = await topic.send("Давнее сообщение")
    await stage.settled()
    stage.move(hours=50)
    await topic.send("/delete", reply_to=old)
    await topic.sees("Сообщение не удалено у пользователя: сообщение уже нельзя удалить")
    await anna.sees("Давнее сообщение")


async def test_talk_among_operators_stays_inside(stage: Stage, anna: Person, vera: Person, topic: Person):
    seen = await words(anna)
    await topic.send("// кто знает этого клиента?")
    await topic.send_photo("// снимок для нас")
    await topic.send("/reslove")
    await topic.sees("Такой команды")
    await vera.in_group().send("Всем доброе утро")
    await stage.settled()
    assert await words(anna) == seen


async def test_an_edit_into_an_aside_does_not_reach_the_requester(stage: Stage, anna: Person, topic: Person):
    sent = await topic.send("Посмотрим завтра")
    await stage.settled()
    await topic.edit(sent, "// клиент торопит, посмотрим завтра")
    await topic.sees("прежняя версия")
    assert (await newest(stage, anna)).text == "Посмотрим завтра"


async def test_an_anonymous_admin_answers_without_becoming_the_operator(stage: Stage, anna: Person, topic: Person):
    await topic.send("Пишет группа", anonymous=True)
    assert (await newest(stage, anna)).text == "Пишет группа"
    assert "Оператор: —" in (await topic.sees("ООО «Ромашка»")).text


async def test_many_messages_keep_their_order_both_ways(stage: Stage, anna: Person, topic: Person):
    async def chatter(writer: Person, name: str) -> list[str]:
        texts = [f"{name} {number}" for number in range(25)]
        for text in texts:
            await writer.send(text)
        return texts

    from_anna, from_vera = await asyncio.gather(chatter(anna, "Анна"), chatter(topic, "Вера"))
    await stage.settled()
    assert [text for text in await words(topic) if text.startswith("Анна")] == from_anna
    assert [text for text in await words(anna) if text.startswith("Вера")] == from_vera


CAPTION = "Очень длинное описание того, что видно на снимке. " * 28
"""Longer than a caption that a bot may send; people with Premium may."""


async def test_a_file_arrives_whatever_its_caption_is(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        asked = await reader.send("Пришлите, пожалуйста, снимок")
        question = await writer.sees("Пришлите, пожалуйста, снимок")
        photo = await writer.send_photo(CAPTION, reply_to=question)
        await stage.settled()
        file, words = (await reader.messages())[-2:]
        assert file_of(file) == file_of(photo)
        assert file.html == ""
        assert file.reply_to is not None
        assert file.reply_to["id"] == asked.id
        assert words.text == CAPTION.strip()
        assert words.reply_to is not None
        assert words.reply_to["id"] == file.id
        await writer.edit(photo, "Коротко")
        await stage.settled()
        assert [each.html for each in (await reader.messages())[-2:]] == ["", "Коротко"]
        await writer.edit(photo, CAPTION + "и ещё")
        await stage.settled()
        assert (await reader.messages())[-1].text == CAPTION + "и ещё"


async def test_a_file_and_its_words_are_taken_back_together(stage: Stage, anna: Person, topic: Person):
    photo = await topic.send_photo(CAPTION)
    await anna.sees("Очень длинное описание")
    count = len(await anna.messages())
    await topic.send("/delete", reply_to=photo)
    await stage.settled()
    assert len(await anna.messages()) == count - 2
    assert not [each for each in await anna.messages() if each.media]


async def test_an_answer_to_the_words_below_a_file_is_one_to_its_message(stage: Stage, anna: Person, topic: Person):
    photo = await topic.send_photo(CAPTION)
    words = await anna.sees("Очень длинное описание")
    await stage.settled()
    await anna.send("Вижу", reply_to=words)
    shown = await topic.sees("Вижу")
    assert shown.reply_to is not None
    assert shown.reply_to["id"] == photo.id


@pytest.mark.parametrize("album", [False, True])
async def test_a_refusal_between_a_file_and_its_words_brings_neither_twice(
    stage: Stage, anna: Person, topic: Person, album: bool
):
    stage.sandbox.faults.add(Fault("500", times=3, method="sendMessage"))
    files = [("a.png", PIXEL), ("b.png", PIXEL)]
    await (topic.send_album(files, CAPTION) if album else topic.send_photo(CAPTION))
    await anna.sees("Очень длинное описание")
    await stage.settled()
    shown = await anna.messages()
    assert len([each for each in shown if each.media]) == (2 if album else 1)
    assert len([each for each in shown if "Очень длинное" in each.text]) == 1


async def test_an_album_arrives_whatever_its_captions_are(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        await writer.send_album([("a.png", PIXEL), ("b.png", PIXEL)], CAPTION)
        await stage.settled()
        first, second, words = (await reader.messages())[-3:]
        assert first.album
        assert first.album == second.album
        assert words.text == CAPTION.strip()


async def test_a_caption_that_grows_too_long_comes_below(stage: Stage, anna: Person, topic: Person):
    photo = await anna.send_photo("Вид")
    shown = await topic.sees("Вид")
    await anna.edit(photo, CAPTION)
    words = await topic.sees("Очень длинное описание")
    assert words.reply_to is not None
    assert words.reply_to["id"] == shown.id
    assert [each.html for each in await topic.messages() if each.id == shown.id] == [""]
    await anna.edit(photo, "Вид сбоку")
    await stage.settled()
    assert [each.text for each in await topic.messages() if each.id == words.id] == ["Вид сбоку"]


async def test_files_that_stand_in_no_album_together_come_one_by_one(stage: Stage, vera: Person):
    """Telegram sends no such group, but the files of one that came would be lost."""
    await open_ticket(stage.desk)
    await stage.settled()
    telegram, chat = stage.sandbox.telegram, stage.sandbox.world.chats[ANNA]
    group = telegram.new_name()
    for kind, caption in (("photo", "снимок"), ("document", "отчёт")):
        file = files.store(stage.sandbox.world, kind, PIXEL, None)
        telegram.post(chat, ANNA, Content(kind, caption, file=file), album=group)
    await stage.settled()
    shown = (await vera.in_topic("ЭО-1").messages())[-2:]
    assert [(each.text, each.media is not None) for each in shown] == [("снимок", True), ("отчёт", True)]


async def test_a_message_that_comes_again_under_its_id_says_what_it_said_last(stage: Stage, vera: Person):
    await open_ticket(stage.desk)
    for number, text in enumerate(("раз", "два")):
        found = json.loads(update(7001, text))
        await stage.desk.store([found | {"update_id": 70 + number}])
    stage.desk.consumer.wake()
    await vera.in_topic("ЭО-1").sees("два")
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        assert await inbox.waiting_count(connection) == 0
        states = list((await connection.execute(select(inbox.inbox.c.state))).scalars())
    assert set(states) == {"done"}
