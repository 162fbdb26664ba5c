"""A ticket by a channel that nobody above the channels knows of: postcards (DESIGN 10)."""

import ast
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, literal, select, update

import tests.postcard
from bot.channels.registry import CHANNELS
from bot.rules.channels import TELEGRAM
from bot.sandbox import cast
from bot.sandbox.client import PIXEL, Person
from db.people import accounts
from db.tables import messages, tickets
from tests.desks import Stage, playing
from tests.factories import IDENTITY
from tests.postcard.channel import LONGEST, Box, Card, building
from tests.postcard.intake import arrive

ADDRESS = "Тула, ул. Мира, 5 <кв. 2>"
CAPABLE = {"capable": True, "more": {"albums": True, "files": 1000}}


@dataclass
class Post:
    """A desk with a letter box, and somebody who writes cards."""

    stage: Stage
    box: Box
    numbers: Any = field(default_factory=lambda: count(1))

    async def writes(self, text: str, photo: bytes | None = None, **more: Any) -> str:
        """Send a card in and return its id; at first with who asks."""
        card = {"id": f"in-{next(self.numbers)}", "from": ADDRESS, "text": text} | more
        assert self.box.ground is not None
        await arrive(self.box.ground, self.stage.desk.consumer.take_in, self.box.name, card, photo)
        await self.stage.settled()
        return card["id"]

    async def asks(self, text: str = "Не открывается каталог") -> Person:
        """Open a ticket by a card, and return Vera in its topic."""
        await self.writes(text, signed="Пётр Ильин", identity=IDENTITY)
        topic = self.stage.people["vera"].in_topic("ЭО-1")
        await topic.sees(text)
        return topic

    async def last(self) -> Card:
        """The newest card from the desk, once all is settled."""
        await self.stage.settled()
        return self.box.cards[-1]

    async def cards(self) -> list[str]:
        await self.stage.settled()
        return list(self.box.texts())


@pytest.fixture
def box(request: pytest.FixtureRequest) -> Box:
    return Box(**getattr(request, "param", {}))


@pytest.fixture
async def post(database_url: str, box: Box, tmp_path) -> AsyncIterator[Post]:
    async with playing(
        database_url, channels=(*CHANNELS, building(box)), files_dir=tmp_path / "files", agreed=False
    ) as stage:
        yield Post(stage, box)


async def test_clause_4_1_a_ticket_is_opened_answered_held_confirmed_and_closed_by_postcards(post: Post):
    topic = await post.asks()
    assert (await post.last()).text.startswith("Обращение зарегистрировано под номером ЭО-1.")
    assert {card.to for card in post.box.cards} == {ADDRESS}

    await topic.send(
        'Откройте <b>каталог</b> по <a href="https://help.example.ru/catalog?a=1&amp;b=2">инструкции</a> &lt;1&gt;',
        html=True,
    )
    said = await post.last()
    assert said.text == "Откройте каталог по инструкции (https://help.example.ru/catalog?a=1&b=2) <1>"

    await post.writes("Спасибо, а <отчёт>?", re=said.id)
    asked = await topic.sees("Спасибо, а <отчёт>?")
    assert asked.reply_to is not None
    assert "Откройте каталог" in asked.reply_to["text"]

    await topic.send("Отчёт готовится на серваке")
    await topic.sees("«серваке» — жаргонное слово")
    assert not any("Отчёт" in text for text in await post.cards())
    await topic.click("Исправить и отправить")
    assert (await post.last()).text == "Отчёт готовится на сервере"

    await topic.click("Решено")
    assert (await post.last()).text == "ЭО-1: вопрос решён? Пришлите открытку со словом «да» или «нет»."
    await post.writes("Нет.")
    assert "какие вопросы остались" in (await post.last()).text
    await topic.send("Готово")
    await topic.click("Решено")
    await post.writes("Да!")
    await topic.sees("вопрос решён")
    closed = await post.last()
    assert closed.text.startswith("ЭО-1 закрыт")
    assert "Варианты ответа: «" in closed.text


async def test_with_several_open_an_answer_on_a_card_names_its_ticket_where_it_stands_beside_nothing(post: Post):
    topic = await post.asks()
    async with post.stage.desk.database.transaction() as connection:
        second = insert(tickets).from_select(
            [each.name for each in tickets.c],
            select(*(literal(2) if each.name == "number" else each for each in tickets.c)).where(tickets.c.number == 1),
        )
        await connection.execute(second)
    await topic.send("Смотрим")
    assert (await post.last()).text == "Смотрим"
    async with post.stage.desk.database.transaction() as connection:
        await connection.execute(update(messages).values(place="elsewhere"))
    await topic.send("Нашли")
    assert (await post.last()).text == "ЭО-1 · Другой вопрос\nНашли"


async def test_what_a_card_cannot_do_is_said_in_words_or_to_operators(post: Post):
    topic = await post.asks()
    sent = await topic.send("Первая версия")
    first = await post.last()
    await topic.edit(sent, "Вторая версия")
    edited = await post.last()
    assert (edited.text, edited.reply_to) == ("Исправленное сообщение:\nВторая версия", first.id)
    await topic.react(sent, "👍")
    count = len(await post.cards())
    await topic.send("/delete", reply_to=sent)
    await topic.sees("отправленное нельзя отозвать")
    assert len(await post.cards()) == count

    await topic.send_photo("Снимок")
    assert (await post.last()).text.startswith("Снимок\nФайл «")
    await topic.sees("не передаёт такие файлы")


async def test_whose_words_are_passed_on_is_written_on_a_card_as_well(post: Post):
    topic = await post.asks()
    origin = {"type": "hidden_user", "sender_user_name": "Пётр"}
    await topic.send("Склад закрыт", forward=origin)
    assert (await post.last()).text == "Переслано. Автор: Пётр\nСклад закрыт"


async def test_a_new_look_is_no_correction_on_a_card(post: Post):
    topic = await post.asks()
    sent = await topic.send("Смотрите https://a.example")
    count = len(await post.cards())
    await topic.edit(sent, "Смотрите https://a.example", preview={"is_disabled": True})
    assert len(await post.cards()) == count
    await topic.edit(sent, "Смотрите https://b.example", preview={"is_disabled": True})
    assert (await post.last()).text == "Исправленное сообщение:\nСмотрите https://b.example"


async def test_a_long_text_takes_several_cards(post: Post):
    topic = await post.asks()
    words = " ".join(f"слово{number}" for number in range(100))
    await topic.send(words)
    cards = [text for text in await post.cards() if "слово" in text]
    assert len(cards) > 1
    assert max(map(len, cards)) <= LONGEST
    assert "".join(cards) == words


async def test_a_photo_glued_to_a_card_is_uploaded_to_the_topic(post: Post):
    topic = await post.asks()
    await post.writes("Так выглядит", photo=PIXEL)
    shown = await topic.sees("Так выглядит")
    assert shown.media is not None
    assert shown.media["kind"] == "photo"
    assert post.stage.sandbox.world.files[shown.media["file_id"]].data == PIXEL


async def test_clause_4_2_the_answer_goes_to_where_the_requester_last_wrote_from(post: Post):
    topic = await post.asks()
    async with post.stage.desk.database.transaction() as connection:
        known = await accounts.seen(connection, post.box.name, ADDRESS, "Пётр Ильин", None, post.stage.desk.now())
        await accounts.link(connection, known.person.id, TELEGRAM, str(cast.ANNA), "Пётр Ильин")
    await topic.send("На открытку")
    assert (await post.last()).text == "На открытку"
    anna = post.stage.people["anna"]
    await anna.send("А теперь отсюда")
    await topic.sees("А теперь отсюда")
    await topic.send("В Telegram")
    await anna.sees("В Telegram")
    assert "В Telegram" not in await post.cards()
    await post.writes("И снова с почты")
    await topic.send("Опять на открытку")
    assert (await post.last()).text == "Опять на открытку"
    await anna.does_not_see("Опять на открытку")


async def test_clause_4_2_of_two_addresses_the_one_last_written_from_is_answered(post: Post):
    topic = await post.asks()
    async with post.stage.desk.database.transaction() as connection:
        known = await accounts.seen(connection, post.box.name, ADDRESS, "Пётр Ильин", None, post.stage.desk.now())
        await accounts.link(connection, known.person.id, post.box.name, "Дача", "Пётр Ильин")
    await post.writes("Пишу с дачи", **{"from": "Дача"})
    await topic.sees("Пишу с дачи")
    await topic.send("На дачу")
    assert ((await post.last()).to, (await post.last()).text) == ("Дача", "На дачу")


@pytest.mark.parametrize("box", [CAPABLE], indirect=True)
async def test_a_channel_that_can_do_more_is_asked_for_it(post: Post, box: Box):
    topic = await post.asks()
    sent = await topic.send("Первая версия")
    first = await post.last()
    await topic.react(sent, "👍")
    await topic.edit(sent, "Вторая версия")
    await post.stage.settled()
    assert box.changes == [("react", first.id, "👍"), ("edit", first.id, "Вторая версия")]
    await topic.send("/delete", reply_to=sent)
    await post.stage.settled()
    assert box.changes[-1] == ("delete", first.id, None)
    await topic.send_album([("a.png", PIXEL), ("b.png", PIXEL)], "Два снимка")
    album = await post.last()
    assert (album.text, len(album.files)) == ("Два снимка", 2)
    origin = {"type": "channel", "chat": {"id": -6, "type": "channel", "title": "Новости"}, "message_id": 4}
    await topic.send_album([("a.png", PIXEL), ("b.png", PIXEL)], "Прайс", forward=origin)
    assert (await post.last()).text == "Переслано. Автор: канал «Новости»\nПрайс"


@pytest.mark.parametrize("box", [{"capable": True, "more": {"buttons": True}}], indirect=True)
async def test_a_channel_with_buttons_is_given_them(post: Post):
    topic = await post.asks()
    await topic.send("Готово")
    await topic.click("Решено")
    await post.writes("да")
    closed = await post.last()
    assert "Варианты ответа" not in closed.text
    assert [choice.data for choice in closed.choices] == [*(f"rate:1:{stars}" for stars in range(1, 6)), "reopen:1"]


def test_it_knows_nothing_above_the_channels():
    trees = [ast.parse(path.read_text()) for path in Path(tests.postcard.__file__).parent.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    ours = {name for name in names if name.split(".")[0] in ("bot", "handlers", "keyboards", "db")}
    assert ours
    assert not [name for name in ours if not name.startswith(("bot.channels.", "bot.actions.", "bot.rules.", "db."))]


@pytest.mark.parametrize("box", [{"capable": True, "more": {"longest_text": 100}}], indirect=True)
async def test_what_took_several_cards_is_taken_back_and_corrected_as_a_whole(post: Post, box: Box):
    topic = await post.asks()
    await topic.click("Взять")
    before = len(await post.cards())
    sent = await topic.send("слово " * 40)
    pages = [card.id for card in box.cards[before:]] if await post.cards() else []
    assert len(pages) == 3
    await topic.edit(sent, "коротко")
    assert ((await post.last()).text, box.changes) == ("Исправленное сообщение:\nкоротко", [])
    await topic.send("/delete", reply_to=sent)
    await post.stage.settled()
    assert {(act, at) for act, at, _ in box.changes} == {("delete", each) for each in (*pages, box.cards[-1].id)}


async def test_what_becomes_of_a_message_goes_to_where_it_stands_and_not_to_where_is_written_from_now(post: Post):
    topic = await post.asks()
    sent = await topic.send("На открытку")
    first = await post.last()
    async with post.stage.desk.database.transaction() as connection:
        known = await accounts.seen(connection, post.box.name, ADDRESS, "Пётр Ильин", None, post.stage.desk.now())
        await accounts.link(connection, known.person.id, post.box.name, "Дача", "Пётр Ильин")
        await accounts.link(connection, known.person.id, TELEGRAM, str(cast.ANNA), "Пётр Ильин")
    anna = post.stage.people["anna"]
    await post.writes("С дачи", **{"from": "Дача"})
    await anna.send("Из Telegram")
    await topic.edit(sent, "На открытку, точнее")
    corrected = await post.last()
    assert (corrected.to, corrected.text, corrected.reply_to) == (
        ADDRESS, "Исправленное сообщение:\nНа открытку, точнее", first.id,
    )  # fmt: skip
    await topic.send("/delete", reply_to=sent)
    await topic.sees("отправленное нельзя отозвать")
    await anna.does_not_see("открытку")


@pytest.mark.parametrize("box", [CAPABLE], indirect=True)
async def test_a_reaction_shows_under_the_requesters_own_message_where_they_wrote_it(post: Post, box: Box):
    topic = await post.asks()
    asked = await post.writes("Ещё одно")
    shown = await topic.sees("Ещё одно")
    async with post.stage.desk.database.transaction() as connection:
        known = await accounts.seen(connection, post.box.name, ADDRESS, "Пётр Ильин", None, post.stage.desk.now())
        await accounts.link(connection, known.person.id, TELEGRAM, str(cast.ANNA), "Пётр Ильин")
    await post.stage.people["anna"].send("Из Telegram")
    await post.stage.settled()
    await topic.react(shown, "👍")
    await post.stage.settled()
    assert box.changes == [("react", asked, "👍")]
