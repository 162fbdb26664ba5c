"""/failed: what could not be worked through or delivered is shown, tried again or dropped, and that is on record."""

import pytest
from sqlalchemy import insert, select

from bot.actions.tickets import addressing
from bot.rules.channels import TELEGRAM
from bot.rules.notices import DataAsked, pack
from bot.rules.tickets.data_requests import Item, Kind
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.world import Content
from db import audit, outbox, tables
from db.people import accounts
from tests.desks import Stage
from tests.factories import open_ticket

pytestmark = pytest.mark.both

TICKET = 1


async def set_aside(stage: Stage, *errors: str, **fields: object) -> None:
    """Failures as the courier leaves them: notices to a requester."""
    row = {"channel": "telegram", "destination": "person:1", "kind": "notice", "state": "failed", "attempts": 3}
    async with stage.desk.database.transaction() as connection:
        for error in errors:
            body = pack(DataAsked(number=TICKET, items=(Item(Kind.OWN, "для теста", error),)))
            now = stage.desk.now()
            more = {"error": error, "body": body, "created_at": now, "due_at": now, "ticket": TICKET}
            await connection.execute(insert(tables.outbox), row | more | fields)


async def record(stage: Stage) -> list[str]:
    """What was done about failures, by the ticket's record."""
    async with stage.desk.database.reading() as connection:
        lines = await audit.of_ticket(connection, TICKET)
    return [f"{line.actor}: {line.action}" for line in lines if "failed" in line.action]


@pytest.fixture
async def failing(stage: Stage, anna: Person, dina: Person, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Anna's messages in this list crash the handler; she has an open ticket, Dina can be written to."""
    words: list[str] = []
    wrote = addressing.requester_wrote

    async def crashing(work, person, written, ticket):
        await wrote(work, person, written, ticket)
        if written.html in words:
            raise ZeroDivisionError

    monkeypatch.setattr(addressing, "requester_wrote", crashing)
    await dina.send("/start")
    await open_ticket(stage.desk)
    await stage.settled()
    return words


async def test_an_input_that_failed_is_tried_again_when_its_cause_is_mended(
    stage: Stage, anna: Person, vera: Person, dina: Person, failing: list[str]
):
    failing.append("беда")
    await anna.send("беда")
    told = await dina.sees("/failed")
    await dina.send("/failed")
    shown = await dina.sees("1 сбой, сначала новые")
    assert "Сообщение от Анна Смирнова не обработано\nПричина: ошибка в программе (ZeroDivisionError)" in shown.text
    await dina.click("Повторить 1")
    await dina.sees("/failed", after=told)  # once more in vain
    failing.clear()
    await dina.send("/failed")
    await dina.click("Повторить 1")
    await vera.in_topic("ЭО-1").sees("беда")
    await dina.sees("Сбоев нет")


async def test_a_parcel_that_was_refused_is_delivered_after_all(stage: Stage, anna: Person, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    await set_aside(stage, "Bad Request: message to copy not found")
    await anna.send("позже")
    group = dina.in_group()
    await group.send("/failed")
    shown = await group.sees("1 сбой")
    assert "ЭО-1\nУведомление в личный чат не доставлено\nПричина: сообщение удалено" in shown.text
    assert "https://t.me/c/1000000001/" in shown.html
    answer = await dina.in_group().press(shown, shown.data("Повторить 1") or "")
    assert answer
    assert answer["text"] == "Отправим ещё раз после тех, что уже ждут."
    await anna.sees("message to copy not found")
    await group.sees("Сбоев нет")
    await dina.send("/audit ЭО-1")
    await dina.sees("недоставленное отправлено повторно")
    assert await record(stage) == ["Дина Павлова: retry_failed"]


async def test_all_are_dropped_after_a_question_and_only_if_they_are_those_that_were_shown(
    stage: Stage, anna: Person, dina: Person
):
    await open_ticket(stage.desk)
    await set_aside(stage, *"абвгдежз")
    await dina.send("/failed")
    await dina.sees("8 сбоев")
    await dina.click("▶")
    shown = await dina.sees("Страница 2 из 2")
    assert [error for error in "абвгдежз" if f"Причина: {error}" in shown.text] == ["а", "б", "в"]
    await dina.click("Отбросить 3")
    await dina.sees("7 сбоев")
    await dina.click("Отбросить все")
    await dina.sees("Отбросить 7 сбоев?")
    await set_aside(stage, "не показанный")
    await dina.click("Да, отбросить все")
    left = await dina.sees("1 сбой")
    assert "Причина: не показанный" in left.text
    await set_aside(stage, "показанный")
    await dina.send("/failed")
    await dina.click("Отбросить все")
    await dina.sees("Отбросить 2 сбоя?")
    await dina.click("Назад")
    await dina.sees("2 сбоя")
    await dina.click("Отбросить все")
    await dina.click("Да, отбросить все")
    await dina.sees("Сбоев нет")
    assert await record(stage) == ["Дина Павлова: drop_failed"] * 10
    async with stage.desk.database.reading() as connection:
        states = list((await connection.execute(select(tables.outbox.c.state))).scalars())
    assert states.count("dropped") == 10
    await anna.does_not_see("для теста")


@pytest.mark.parametrize(("where", "row"), [("позади", 2001), ("между ними", 1002)])
async def test_as_many_as_were_shown_are_not_all_that_were_shown(stage: Stage, dina: Person, where: str, row: int):
    await open_ticket(stage.desk)
    for shown in (1001, 1003):
        await set_aside(stage, "показанный", id=shown)
    await dina.send("/failed")
    page = await dina.sees("2 сбоя")
    clear_all = page.data("Повторить все") or ""
    await dina.press(page, page.data("Отбросить 2") or "")  # elsewhere, and then:
    await set_aside(stage, where, id=row)
    answer = await dina.press(page, clear_all, forged=True)
    assert answer
    assert "Список изменился" in answer["text"]
    assert f"Причина: {where}" in (await dina.sees("2 сбоя")).text


async def test_all_are_tried_again_in_their_order(stage: Stage, anna: Person, dina: Person):
    await open_ticket(stage.desk)
    await set_aside(stage, "первое", "второе", "третье")
    await dina.send("/failed")
    await dina.click("Повторить все")
    await dina.sees("Сбоев нет")
    await stage.settled()
    told = [each.text for each in await anna.messages() if "для теста" in each.text]
    assert [words in text for words, text in zip(("первое", "второе", "третье"), told, strict=True)] == [True] * 3


async def test_what_is_tried_again_does_not_undo_what_came_later(stage: Stage, anna: Person, dina: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    await dina.send("/start")
    target = {"chat_id": cast.DINA, "message_id": (await dina.sees("Здравствуйте")).id}
    async with stage.desk.database.reading() as connection:
        (place,) = await accounts.people_at(connection, TELEGRAM, {str(cast.DINA)})
    old, new = ({"method": "editMessageText", "params": target | {"text": text}} for text in ("старое", "новое"))
    await set_aside(stage, "беда", kind="call", body=old, destination=f"person:{place}")
    async with stage.desk.database.transaction() as connection:
        await outbox.enqueue(connection, f"person:{place}", "call", new, stage.desk.now())
    stage.desk.courier.wake()
    await dina.sees("новое")
    await dina.send("/failed")
    await dina.click("Повторить 1")
    await dina.sees("Сбоев нет")
    await stage.settled()
    await dina.sees("новое")
    await dina.does_not_see("старое")


async def test_what_only_the_desk_itself_does_has_words_too(stage: Stage, dina: Person):
    await open_ticket(stage.desk)
    await set_aside(stage, "беда", kind="probe")
    await set_aside(stage, "беда", kind="release")
    await dina.send("/failed")
    shown = (await dina.sees("2 сбоя")).text
    assert "Проверка группы не выполнена\nПричина" in shown
    assert "Не начата отправка отложенных сообщений\nПричина" in shown


async def test_what_somebody_else_has_dealt_with_is_left_alone(stage: Stage, anna: Person, dina: Person):
    await open_ticket(stage.desk)
    await set_aside(stage, "одно", "другое")
    await dina.send("/failed")
    shown = await dina.sees("2 сбоя")
    drop, again = shown.data("Отбросить 1"), shown.data("Повторить 1")
    assert drop
    assert again
    await dina.press(shown, drop)
    answer = await dina.press(shown, again, forged=True)  # on a list that is out of date
    assert answer
    assert answer["text"] == "Это уже повторено или отброшено."
    await dina.sees("1 сбой")
    await stage.settled()
    assert await record(stage) == ["Дина Павлова: drop_failed"]


async def test_others_see_and_press_nothing(stage: Stage, anna: Person, vera: Person, dina: Person):
    await open_ticket(stage.desk)
    await set_aside(stage, "одно", "другое")
    for person in (anna, vera.in_group()):
        await person.send("/failed")
        await person.sees("только руководителям")
    group = dina.in_group()
    await group.send("/failed")
    shown = await group.sees("2 сбоя")
    for label in ("Отбросить 1", "Повторить все", "Отбросить все"):
        answer = await vera.in_group().press(shown, shown.data(label) or "")
        assert answer
        assert "предназначена не вам" in answer["text"]
    for forged in (
        "clear:burn:out:1:0",
        "clear:drop:box:1:0",
        f"clear:drop:out:{2**63}:0",
        "clears:burn:2:0:2:1",
        f"clears:drop:2:0:{10**15}:1",
        "failed:-1",
    ):
        answer = await group.press(shown, forged, forged=True)
        assert answer
        assert answer["alert"], forged
    assert await record(stage) == []


async def test_what_telegram_refused_for_good_is_listed_with_the_place_and_the_reason(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await open_ticket(stage.desk)
    await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    telegram = stage.sandbox.telegram
    private = telegram.world.chats[cast.ANNA]
    place = telegram.post(private, cast.ANNA, Content("location", data={"latitude": 55.7, "longitude": 37.6}))
    telegram.erase(private, [place.id])
    await stage.settled()
    await dina.send("/failed")
    shown = await dina.sees("1 сбой")
    await stage.settled()
    assert "Сообщение в тему обращения не доставлено\nПричина:" in shown.text
    async with stage.desk.database.reading() as connection:
        assert await outbox.waiting_count(connection) == 0
