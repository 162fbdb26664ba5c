"""Content that no version of the desk knows: it is passed on, or said not to be; only service messages are nobody's."""

import pytest
from aiogram.enums import ContentType

from bot.languages import Languages
from bot.phrasing import uncarried_kind
from bot.sandbox.cast import ANNA, GROUP, VERA
from bot.sandbox.client import PIXEL, Person, Seen
from bot.sandbox.methods import copying
from bot.sandbox.world import Content
from handlers.content import SERVICE, UNCARRIED, WITH_FILE, WITHOUT_FILE
from tests.desks import Stage
from tests.factories import identify, open_ticket

RICH = {"rich_message": {"blocks": [{"type": "paragraph", "text": ["Счёт ", {"type": "bold", "text": "№ 5 <скрин>"}]}]}}
HOLOGRAM = {"hologram": {"id": "7"}}


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def newest(stage: Stage, place: Person) -> Seen:
    await stage.settled()
    return await place.last()


@pytest.mark.parametrize("content", [HOLOGRAM, {"hologram": {"text": "Счёт"}}])
async def test_what_nobody_knows_is_copied_both_ways(
    stage: Stage, anna: Person, topic: Person, content: dict[str, dict[str, str]]
):
    for writer, reader in ((anna, topic), (topic, anna)):
        question = await reader.send("Что это?")
        await stage.settled()
        await writer.send("", other=content, reply_to=await writer.sees("Что это?"))
        shown = await newest(stage, reader)
        assert shown.raw["other"] == content["hologram"]
        assert shown.reply_to is not None
        assert shown.reply_to["id"] == question.id


async def test_a_rich_message_is_copied_and_looked_at_as_words_are(stage: Stage, anna: Person, topic: Person):
    await anna.send("", other=RICH)
    assert (await newest(stage, topic)).raw["other"] == RICH["rich_message"]
    await topic.send("", other=RICH)
    await topic.sees("Не отправлено")
    await topic.click("Отправить как есть")
    assert (await newest(stage, anna)).text == "Счёт № 5 <скрин>"


async def test_rich_talk_among_operators_stays_inside(stage: Stage, anna: Person, topic: Person):
    await topic.click("Взять")
    await stage.settled()
    seen = len(await anna.messages())
    await topic.send("", other={"rich_message": {"blocks": [{"type": "paragraph", "text": "// кто его знает?"}]}})
    said = await topic.send("Смотрим")
    await stage.settled()
    await topic.edit(said, "<b>// не отвечаем</b>", html=True)
    await topic.sees("прежняя версия")
    assert [each.text for each in (await anna.messages())[seen:]] == ["Смотрим"]


async def test_a_part_of_an_album_that_nobody_knows_is_brought_on_its_own(stage: Stage, anna: Person, topic: Person):
    chat, telegram = stage.sandbox.world.chats[ANNA], stage.sandbox.telegram
    parts = await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)])
    telegram.post(chat, ANNA, Content("hologram", data={"id": "7"}), album=parts[0].album)
    await stage.settled()
    shown = (await topic.messages())[-3:]
    assert sorted(bool(each.album) for each in shown) == [False, True, True]
    assert [each.raw["other"] for each in shown if not each.album] == [{"id": "7"}]


async def test_an_edit_to_what_nobody_knows_comes_below_the_old_version(stage: Stage, anna: Person, topic: Person):
    for writer, reader in ((anna, topic), (topic, anna)):
        said = await writer.send("Певрая версия")
        old = await reader.sees("Певрая версия")
        for number in range(2):
            await writer.edit(said, "", other={"hologram": {"id": str(number)}})
            shown = await newest(stage, reader)
            assert shown.raw["other"] == {"id": str(number)}
            assert shown.reply_to is not None
        await writer.edit(said, "", other={"hologram": {"id": "2"}})
        await stage.settled()
        assert [each.id for each in await reader.messages() if each.text == "Певрая версия"] == [old.id]


async def test_a_request_that_becomes_what_nobody_knows_leaves_the_card(stage: Stage, anna: Person, vera: Person):
    await identify(stage.desk)
    await anna.send("/new")
    asked = await anna.send("Не открывается каталог")
    await stage.settled()
    await open_ticket(stage.desk, text="Второй абзац")
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await anna.edit(asked, "", other=HOLOGRAM)
    assert (await newest(stage, topic)).raw["other"] == HOLOGRAM["hologram"]
    card = await topic.sees("ООО «Ромашка»")
    assert "Второй абзац" in card.text
    assert "Не открывается каталог" not in card.text


async def test_what_cannot_be_copied_is_shown_in_words_or_said_to_be_uncarried(
    stage: Stage, anna: Person, topic: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copying, "UNCOPYABLE", copying.UNCOPYABLE | {"hologram"})
    for writer, reader in ((anna, topic), (topic, anna)):
        await writer.send("", other={"hologram": {"blocks": [{"text": "Раз"}, {"text": "Два"}]}})
        assert (await newest(stage, reader)).text == "Раз\nДва"
    await anna.send("", other=HOLOGRAM)
    await anna.sees("Сообщения такого вида передать нельзя")
    await topic.sees("Не удаётся показать здесь сообщение пользователя: сообщение такого вида нельзя передать")
    await topic.send("", other=HOLOGRAM)
    await topic.sees("Сообщение не доставлено пользователю: сообщение такого вида нельзя передать")


UNCARRIABLE = {
    "paid_media": ({"star_count": 1, "paid_media": []}, "Платные фото и видео"),
    "checklist": ({"title": "Дела", "tasks": [{"id": 1, "text": "раз"}]}, "Списки задач"),
    "giveaway": ({"chats": [], "winners_selection_date": 1, "winner_count": 1}, "Розыгрыши"),
    "game": ({"title": "Игра", "description": "…", "photo": []}, "Игры"),
    "story": ({"id": 1, "chat": {"id": 5, "type": "private", "first_name": "Анна"}}, "Истории"),
}


async def test_what_no_bot_can_pass_on_is_called_by_its_name(stage: Stage, anna: Person, topic: Person):
    for kind, (data, name) in UNCARRIABLE.items():
        await anna.send("", other={kind: data})
        await anna.sees(f"{name} передать нельзя")
        await topic.send("", other={kind: data})
        await topic.sees(f"{name} пользователям не передаются")


def test_everything_that_no_bot_can_pass_on_has_a_name():
    with Languages("ru").speaking("ru"):
        assert all(uncarried_kind(kind)[0].isupper() for kind in UNCARRIED)


async def test_what_nobody_knows_belongs_to_the_description_of_a_request(stage: Stage, anna: Person, vera: Person):
    await anna.send("/new")
    await anna.send("", other=HOLOGRAM)
    await anna.sees("Добавлено к описанию")
    await open_ticket(stage.desk)
    await stage.settled()
    shown = [each for each in await vera.in_topic("ЭО-1").messages() if not each.service]
    assert shown[-1].raw["other"] == HOLOGRAM["hologram"]


SAID_BY_TELEGRAM = {
    "new_chat_title": "Название",
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400},
    "write_access_allowed": {},
    "connected_website": "a.example",
    "forum_topic_created": {"name": "Счета", "icon_color": 7322096},
    "forum_topic_edited": {},
    "chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🎄"}},
}


async def test_service_messages_are_nobodys(stage: Stage, anna: Person, topic: Person):
    telegram, chats = stage.sandbox.telegram, stage.sandbox.world.chats
    thread = (await topic.last()).raw["thread"]
    seen = len(await anna.messages()), len(await topic.messages())
    for kind, data in SAID_BY_TELEGRAM.items():
        telegram.service(chats[ANNA], ANNA, kind, data)
        telegram.service(chats[GROUP], VERA, kind, data, thread)
    await stage.settled()
    more = len(SAID_BY_TELEGRAM)
    assert (len(await anna.messages()), len(await topic.messages())) == (seen[0] + more, seen[1] + more)


def test_every_kind_of_message_of_this_bot_api_has_its_place():
    known = {"text", "photo", "live_photo", "rich_message", *WITH_FILE, *WITHOUT_FILE, *UNCARRIED, *SERVICE}
    assert {each.value for each in ContentType} - known == {"unknown", "any"}
