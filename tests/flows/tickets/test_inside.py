"""What operators write among themselves or to the desk: none of it reaches the requester, whatever it comes with."""

import json
from dataclasses import replace

import pytest

from bot.sandbox.cast import ANNA, GROUP, VERA
from bot.sandbox.client import PIXEL, Person, Seen
from bot.sandbox.faults import Fault
from db.tickets import messages, unanswered
from tests.desks import Stage
from tests.factories import open_ticket, set_rights
from tests.flows.requester_steps import begin_extension

THREE = [(f"{name}.png", PIXEL) for name in "abc"]
NO_COMMAND = "Такой команды здесь нет"


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def shown(stage: Stage, place: Person) -> list[Seen]:
    """All that stands in a place, once everything has arrived, albums included."""
    await stage.settled()
    return await place.messages()


async def test_an_album_stays_inside_with_its_caption(stage: Stage, anna: Person, topic: Person):
    for caption in ("// только нам", "/note для нас", "/resolve", "/nte для нас", "/take@other_bot"):
        await topic.send_album(THREE, caption)
    assert not [each for each in await shown(stage, anna) if each.media]
    await topic.send_album(THREE, "Три снимка")
    assert len([each for each in await shown(stage, anna) if each.media]) == 3


async def test_an_album_stays_inside_in_a_group_without_topics(stage: Stage, anna: Person, vera: Person):
    await set_rights(stage, can_manage_topics=False)
    await open_ticket(stage.desk)
    await stage.settled()
    card = await vera.in_group().sees("Не открывается каталог")
    for caption in ("// только нам", "/note для нас"):
        await vera.in_group().send_album(THREE, caption, reply_to=card.id)
    assert not [each for each in await shown(stage, anna) if each.media]


async def arrive(stage: Stage, topic: Person, first: int, parts: list[tuple[int, str]]) -> None:
    """Let parts of an album arrive in an order of their own, each with its number and caption."""
    [place] = await topic.topics()
    for number, caption in parts:
        said = {
            "message_id": first + number,
            "message_thread_id": place["thread"],
            "is_topic_message": True,
            "date": 1_770_000_000,
            "chat": {"id": GROUP, "type": "supergroup", "title": "Поддержка", "is_forum": True},
            "from": {"id": VERA, "is_bot": False, "first_name": "Вера"},
            "media_group_id": str(first),
            "photo": [{"file_id": f"f{number}", "file_unique_id": f"u{number}", "width": 1, "height": 1}],
        } | ({"caption": caption} if caption else {})
        update = json.dumps({"update_id": first + number, "message": said})
        await stage.desk.consumer.take_in("telegram", [(str(first + number), update)])


async def test_the_caption_may_stand_on_any_part_of_an_album_and_the_parts_come_in_any_order(
    stage: Stage, anna: Person, topic: Person
):
    await topic.click("Взять")
    await anna.send("Есть новости?")
    await stage.settled()
    before, first = len(await anna.messages()), 900_000
    for caption in ("// только нам", "/note для нас", "/nte для нас"):
        for captioned, *order in ((0, 0, 1, 2), (0, 2, 1, 0), (2, 0, 1, 2), (1, 0, 1, 2)):
            await arrive(stage, topic, first, [(each, caption if each == captioned else "") for each in order])
            first += 10
    assert len(await shown(stage, anna)) == before
    async with stage.desk.database.reading() as connection:
        assert await unanswered.count(connection, None) == 1, "nobody has answered by that"
        assert (await messages.tally(connection, 1))[0] == 2, "the requester is told of no more"


SLIPS = (
    *(("/nte секрет", "/note"), ("/заметка секрет", "/note"), ("/ефлу", "/take"), ("/note,секрет", "/note")),
    *(("/no-te секрет", "/note"), ("/take.", "/take"), ("/resolve!", "/resolve"), ("/ note секрет", "/note")),
    *(("\u200b/note секрет", "/note"), ("/note/секрет", "/note"), ("/секрет", "/help")),
)


async def test_a_mistyped_command_is_not_sent_and_what_was_meant_is_named(stage: Stage, anna: Person, topic: Person):
    before = len(await anna.messages())
    for text, hint in SLIPS:
        for send in (topic.send, topic.send_photo):
            await send(text)
            told = (await shown(stage, topic))[-1].text
            assert NO_COMMAND in told
            assert hint in told, text
    assert len(await shown(stage, anna)) == before


async def test_what_is_for_others_stays_without_a_word(stage: Stage, anna: Person, topic: Person):
    before, inside = len(await anna.messages()), len(await topic.messages())
    for text in ("\u200b// x", "\ufeff//x", "\u200e//x", "/take@other_bot", "/TAKE@other_bot"):
        await topic.send(text)
        await topic.send_photo(text)
    assert len(await shown(stage, anna)) == before
    assert len(await topic.messages()) == inside + 10


async def test_paths_and_numbers_reach_the_requester(stage: Stage, anna: Person, topic: Person):
    for text in ("/var/log/messages не читается", "/24 — маска сети"):
        await topic.send(text)
        await anna.sees(text)


async def test_a_message_edited_into_a_command_stays_inside(stage: Stage, anna: Person, topic: Person):
    sent = await topic.send("Добрый день")
    await stage.settled()
    for text in ("/note ужасный клиент", "/nte ужасный клиент", "\u200b//ужасный клиент"):
        await topic.edit(sent, text)
        told = (await shown(stage, topic))[-1].text
        assert "прежняя версия" in told
        assert ("Команда в изменённом сообщении не выполняется" in told) == text.startswith("/")
        assert "Добрый день" in (await shown(stage, anna))[-1].text
    await anna.does_not_see("ужасный")


async def test_a_held_message_edited_into_a_command_waits_no_more(stage: Stage, anna: Person, topic: Person):
    sent = await topic.send("Сейчас на серваке темно")
    await topic.sees("жаргонное слово")
    await topic.edit(sent, "/note на серваке темно")
    await topic.sees("Не отправлено.")
    await anna.does_not_see("темно")


async def test_what_is_taken_inside_before_it_is_sent_is_not_sent(stage: Stage, anna: Person, topic: Person):
    """It would be copied as it stands by then."""
    await topic.click("Взять")
    await stage.settled()
    before = len(await anna.messages())
    for text in ("// ужасный клиент", "/note ужасный клиент"):
        stage.sandbox.faults.add(Fault("500", times=3, method="copyMessage"))
        sent = await topic.send("Добрый день")
        await topic.edit(sent, text)
        await anna.does_not_see("ужасный")
        assert "прежняя версия" not in (await topic.last()).text
    assert len(await shown(stage, anna)) == before


async def test_what_was_copied_in_its_inner_version_is_put_right(stage: Stage, anna: Person, topic: Person):
    """The edit may overtake the message: Telegram copies what stands there by then."""
    sent = await topic.send("Добрый день")
    await stage.settled()
    copy = await anna.sees("Добрый день")
    post = stage.sandbox.world.chats[ANNA].posts[copy.id]
    post.content = replace(post.content, text="// ужасный клиент")
    await topic.edit(sent, "// ужасный клиент")
    await topic.sees("прежняя версия")
    await anna.does_not_see("ужасный")
    assert (await shown(stage, anna))[-1].text == "Добрый день"


@pytest.mark.parametrize("before", ["//Добрый вечер", "/nte Добрый вечер"])
async def test_whoever_takes_the_slashes_away_sends_it(stage: Stage, anna: Person, topic: Person, before: str):
    question = await anna.send("Вы здесь?")
    await stage.settled()
    aside = await topic.send(before, reply_to=await topic.sees("Вы здесь?"))
    await stage.settled()
    await topic.edit(aside, "Добрый вечер")
    answer = await anna.sees("Добрый вечер")
    assert answer.reply_to is not None
    assert answer.reply_to["id"] == question.id
    await topic.edit(aside, "Добрый день")
    await anna.sees("Добрый день")
    assert len([each for each in await shown(stage, anna) if "Добрый" in each.text]) == 1, "an edit from now on"
    assert "Вера" in (await topic.sees("ООО «Ромашка»")).text, "it is an answer like any other"


async def test_a_photo_and_an_album_are_brought_out_with_their_captions(stage: Stage, anna: Person, topic: Person):
    photo, album = await topic.send_photo("// снимок"), await topic.send_album(THREE, "// три снимка")
    await stage.settled()
    await topic.edit_file(album[1], "d.png", PIXEL + b"2")
    assert not [each for each in await shown(stage, anna) if each.media], "its caption still keeps it"
    await topic.edit(photo, "Снимок")
    await topic.edit(album[0], "Три снимка")
    arrived = [each for each in await shown(stage, anna) if each.media]
    assert [each.html for each in arrived] == ["Снимок", "Три снимка", "", ""]
    assert len({each.album for each in arrived}) == 2


async def test_what_is_brought_out_is_looked_at_like_any_message(stage: Stage, anna: Person, topic: Person):
    sent = await topic.send("Сейчас на серваке темно")
    await topic.sees("«серваке» — жаргонное слово")
    await topic.edit(sent, "// на серваке темно")
    await topic.sees("Не отправлено.")
    await topic.edit(sent, "Опять на серваке темно")
    await topic.sees("Опять на сервере темно")
    await anna.does_not_see("темно")
    await topic.edit(sent, "// на серваке темно")
    await stage.settled()
    await topic.edit(sent, "На сервере темно")
    await anna.sees("На сервере темно")
    assert "Отправлено после правки." in [each.text for each in await shown(stage, topic)]


async def test_what_was_decided_or_obeyed_is_not_sent_by_an_edit_and_that_is_said(
    stage: Stage, anna: Person, topic: Person
):
    held = await topic.send("Сейчас на серваке темно")
    await topic.click("Не отправлять")
    note = await topic.send("/note темно")
    album = await topic.send_album(THREE, "/note темно")
    await stage.settled()
    for each in (held, note, album[0]):
        seen = len(await topic.messages())
        await topic.edit(each, "На сервере темно")
        await stage.settled()
        assert "Отправьте его новым сообщением" in (await topic.messages())[seen].text
    await anna.does_not_see("темно")


async def test_what_is_brought_out_of_a_closed_request_is_refused(stage: Stage, dina: Person, topic: Person):
    aside = await topic.send("// до свидания")
    await stage.settled()
    await dina.send("/close ЭО-1 решено по телефону")
    await dina.sees("закрыто")
    await topic.edit(aside, "До свидания")
    await topic.sees("Обращение закрыто")


async def test_a_reply_to_the_requester_is_no_answer_to_the_desk(stage: Stage, anna: Person, topic: Person):
    await begin_extension(topic)
    await anna.send("вы где?")
    asked = await topic.sees("вы где?")
    await topic.send("Здесь, смотрю", reply_to=asked)
    await anna.sees("Здесь, смотрю")
    await topic.send("\u200b// тихо")
    await topic.send_photo("// тихо")
    await topic.send_album(THREE, "// тихо")
    await stage.settled()
    assert "Причина: Здесь" not in " ".join(each.text for each in await topic.messages())
    prompt = await topic.sees("напишите причину продления")
    await topic.send("Ждём ответа банка", reply_to=prompt)
    await topic.sees("Причина: Ждём ответа банка")
    await anna.does_not_see("тихо")
