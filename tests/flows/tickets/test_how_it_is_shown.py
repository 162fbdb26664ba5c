"""How a message is shown on the other side: as its author chose, also after an edit, and where it is made again."""

import pytest

from bot.sandbox.client import PIXEL, Person, Seen
from bot.sandbox.faults import Fault
from bot.sandbox.world import Content
from db.tickets import messages
from tests.desks import Stage
from tests.factories import open_ticket

LINK = "Смотрите https://a.example"
HIDDEN = {"is_disabled": True}
EVERYTHING = (
    "<b>b</b> <i>i</i> <u>u</u> <s>s</s> <tg-spoiler>x</tg-spoiler> <code>c</code> <pre>p</pre> "
    '<a href="https://a.example/?a=1&amp;b=2">a</a> '
    '<tg-emoji emoji-id="5">👍</tg-emoji> <tg-time unix="1770000000" format="D">завтра</tg-time>\n'
    "<blockquote>q</blockquote>\n<blockquote expandable>e</blockquote>"
)
CODE = '<pre><code class="language-python">print(1)</code></pre>'


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def newest(stage: Stage, place: Person) -> Seen:
    await stage.settled()
    return await place.last()


async def looks(stage: Stage, place: Person) -> tuple[str, bool]:
    """The caption of the newest message of a place, and whether it stands above."""
    shown = await newest(stage, place)
    return shown.html, shown.raw["caption_above"]


@pytest.mark.parametrize("kind", ["photo", "video", "animation"])
async def test_a_caption_stays_above_through_edits(stage: Stage, anna: Person, topic: Person, kind: str):
    for writer, reader in ((anna, topic), (topic, anna)):
        sent = await writer.send_file("a.png", PIXEL, kind, "Вид", above=True)
        assert await looks(stage, reader) == ("Вид", True)
        await writer.edit(sent, "Вид сбоку")
        assert await looks(stage, reader) == ("Вид сбоку", True)
        await writer.edit_file(sent, "b.png", PIXEL + b"2", kind)
        assert await looks(stage, reader) == ("Вид сбоку", True)
        await writer.edit(sent, "Вид сбоку", above=False)
        assert await looks(stage, reader) == ("Вид сбоку", False)
        await writer.edit(sent, "Вид сбоку", above=True)
        assert await looks(stage, reader) == ("Вид сбоку", True)


async def test_captions_of_an_album_stay_above(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        await writer.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "Вид", above=True)
        await stage.settled()
        assert [each.raw["caption_above"] for each in (await reader.messages())[-2:]] == [True, True]


async def test_a_picture_is_covered_and_uncovered_by_edits(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        sent = await writer.send_photo("Паспорт")
        for covered in (True, False):
            await writer.edit(sent, "Паспорт", spoiler=covered)
            assert (await newest(stage, reader)).raw["spoiler"] is covered
        await writer.edit(sent, "Паспорт, разворот", spoiler=True)
        shown = await newest(stage, reader)
        assert (shown.html, shown.raw["spoiler"]) == ("Паспорт, разворот", True)


async def test_a_switched_off_preview_stays_off(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        sent = await writer.send(LINK, preview=HIDDEN)
        assert (await newest(stage, reader)).raw["preview"] == HIDDEN
        await writer.edit(sent, LINK + "/2", preview=HIDDEN)
        shown = await newest(stage, reader)
        assert (shown.text, shown.raw["preview"]) == (LINK + "/2", HIDDEN)
        await writer.edit(sent, LINK + "/2")
        assert (await newest(stage, reader)).raw["preview"] is None
        above = {"show_above_text": True, "url": "https://a.example/2"}
        await writer.edit(sent, LINK + "/2", preview=above)
        assert (await newest(stage, reader)).raw["preview"] == above


async def test_a_new_look_is_no_new_version(stage: Stage, anna: Person, topic: Person):
    sent = await anna.send(LINK)
    await stage.settled()
    await anna.edit(sent, LINK, preview=HIDDEN)
    await stage.settled()
    async with stage.desk.database.reading() as connection:
        [kept] = [each for each in await messages.of_ticket(connection, 1) if each.external_id == str(sent.id)]
        assert await messages.versions(connection, kept.id) == []


async def test_code_keeps_its_language_through_edits(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        sent = await writer.send(CODE, html=True)
        assert (await newest(stage, reader)).html == CODE
        await writer.edit(sent, "Так:\n" + CODE.replace("1", "2"), html=True)
        assert (await newest(stage, reader)).html == "Так:\n" + CODE.replace("1", "2")


async def test_every_sort_of_formatting_goes_through_edits(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        sent = await writer.send("Завтра")
        await writer.edit(sent, EVERYTHING, html=True)
        copy = await newest(stage, reader)
        written, shown = _content(stage, writer, sent), _content(stage, reader, copy)
        assert shown == written
        assert len(shown.entities) == EVERYTHING.count("</")


def _content(stage: Stage, place: Person, message: Seen) -> Content:
    chat = place.id if place.chat == "bot" else int(place.chat)
    return stage.sandbox.world.chats[chat].posts[message.id].content


async def test_what_was_held_is_shown_as_it_was_meant(stage: Stage, anna: Person, topic: Person):
    await topic.send("Пришлите скрин https://a.example", preview=HIDDEN)
    await topic.click("Исправить и отправить")
    shown = await newest(stage, anna)
    assert "снимок экрана" in shown.text
    assert shown.raw["preview"] == HIDDEN
    sent = await topic.send_photo("Ваш скрин", above=True)
    await topic.click("Отправить как есть")
    assert await looks(stage, anna) == ("Ваш скрин", True)
    await topic.edit(sent, "Ваш скрин", above=False)
    assert await looks(stage, anna) == ("Ваш скрин", False)


async def test_a_held_edit_comes_in_its_look_when_it_is_let_go(stage: Stage, anna: Person, topic: Person):
    sent = await topic.send_photo("Ваша картинка")
    await stage.settled()
    await topic.edit(sent, "Ваш скрин", above=True)
    assert await looks(stage, anna) == ("Ваша картинка", False)
    await topic.click("Отправить как есть")
    assert await looks(stage, anna) == ("Ваш скрин", True)


async def test_a_message_whose_original_is_gone_is_made_again_as_it_was(stage: Stage, anna: Person, topic: Person):
    stage.sandbox.faults.add(Fault("429", times=1, method="copyMessage", retry_after=1))
    sent = await anna.send_photo("Вид", above=True)
    await anna.delete(sent)
    assert await looks(stage, topic) == ("Вид", True)


async def test_a_recap_keeps_what_fits_as_it_was(stage: Stage, anna: Person, topic: Person):
    await anna.send(CODE, html=True)
    await anna.send("Правка", forward={"type": "hidden_user", "sender_user_name": "Пётр"})
    await stage.settled()
    await topic.topic_do("delete")
    await anna.send("Есть новости?")
    recap = await topic.sees("Тема была удалена")
    assert CODE in recap.html
    assert "<i>Переслано. Автор: Пётр</i>\nПравка" in recap.html
