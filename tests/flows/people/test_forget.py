"""`/forget`: nothing of a requester is left in the database and in the folder of files (152-ФЗ)."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import insert, make_url, select, update

from bot.rules.audit import Action
from bot.rules.files import FOLDER
from bot.sandbox import cast
from bot.sandbox.client import Person
from db import audit
from db.tables import accounts, consents, files, inbox, messages, metadata, rights_requests, tickets
from tests.desks import Stage, playing
from tests.factories import open_ticket
from tests.flows.requester_steps import choose, describe, identify

TRACES = ("Смирнова", "Ивановна", "anna@romashka", "anna_smirnova", "7707083893", "Ромашка", "Каталог пуст", "Кэш чист")
"""Of Anna: her names, login, account, company and words, and those of the operator who answered."""
KEY = "ab/abc"


def standing(trace: str) -> list[str]:
    """How a trace may stand in a text: as it is, or escaped in JSON, once or twice."""
    once = json.dumps(trace)[1:-1]
    return [trace, once, json.dumps(once)[1:-1]]


async def traces_in_tables(stage: Stage) -> list[tuple[str, str]]:
    """The traces that stand in any column, and in which table."""
    found = []
    for table in metadata.sorted_tables:
        async with stage.desk.database.reading() as connection:
            for row in await connection.execute(select(table)):
                said = "\n".join(each if isinstance(each, str) else json.dumps(each, default=str) for each in row)
                found += [(trace, table.name) for trace in TRACES if any(each in said for each in standing(trace))]
    return found


def traces_in_bytes(url: str) -> list[tuple[str, str]]:
    """The traces that are left in an SQLite file and beside it, once nobody has it open and it is vacuumed."""
    path = Path(make_url(url).database or "")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("vacuum")
        connection.execute("pragma wal_checkpoint(truncate)")
    return [
        (trace, file.name)
        for file in path.parent.glob(f"{path.name}*")
        for trace in TRACES
        if any(each.encode() in file.read_bytes() for each in standing(trace))
    ]


async def talk(stage: Stage, folder: Path) -> None:
    """Let Anna and Boris have a ticket each; what Anna sent is in the desk's folder."""
    anna, boris, vera = (stage.people[name] for name in ("anna", "boris", "vera"))
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Другой вопрос")
    await anna.send_file("Смирнова.pdf", b"%PDF Anna", "document", "Каталог пуст")
    await anna.sees("Сообщений: 1")
    await anna.click("Готово")
    await anna.click("Отправить")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Смирнова")
    await topic.click("Взять")
    await topic.send("Анна Ивановна, кэш чистили?")
    await anna.sees("кэш чистили?")
    await anna.send("Кэш чист")
    await topic.sees("Кэш чист")
    await topic.send("/note Смирнова звонила, Ромашка спешит")
    await stage.people["dina"].send("/audit ЭО-1")
    await boris.send("/new")
    await identify(boris, "boris@vector.example", "Кузнецов Борис Ильич", "7736050003", "АО «Вектор»")
    await choose(boris, "Другой вопрос")
    await describe(boris, "Цены Бориса не те")
    await boris.click("Отправить")
    await boris.sees("под номером ЭО-2")
    await stage.settled()
    (folder / KEY).parent.mkdir(parents=True)
    (folder / KEY).write_bytes("Смирнова".encode())
    async with stage.desk.database.transaction() as connection:
        await connection.execute(update(files).values(keeper=FOLDER, key=KEY))
        about: dict[str, Any] = {"actor": 1, "ticket": 1}
        await audit.write(connection, Action.NO_QUESTION, stage.desk.now(), **about, message=1)
        await audit.write(connection, Action.IDENTITY, stage.desk.now(), **about, before=1, after=1)


async def forgets(person: Person, label: str) -> None:
    """Press both times."""
    await person.send("/forget")
    await person.sees("Будут удалены")
    await person.click("Продолжить")
    await person.click(label)
    await person.sees("данные о вас будут удалены")


async def test_nothing_is_left_of_who_asks_for_it_and_others_stay(database_url: str, tmp_path: Path):
    folder = tmp_path / "files"
    async with playing(database_url, files_dir=folder) as stage:
        anna, boris, vera = (stage.people[name] for name in ("anna", "boris", "vera"))
        topic = vera.in_topic("ЭО-1")
        await talk(stage, folder)
        assert {trace for trace, _ in await traces_in_tables(stage)} == set(TRACES)
        await anna.send("/new")  # a dialogue that holds her details
        await anna.sees("по-прежнему верны")
        await forgets(anna, "Закрыть обращения и удалить")
        await topic.sees("попросил удалить свои данные")
        await stage.people["dina"].sees("Последний день по закону: 17.02.2026")
        await anna.send("/forget")
        await anna.sees("Ваш запрос принят, данные удаляются")
        await stage.people["dina"].send("/requests")
        await stage.people["dina"].sees("⏳ выполняется, срок — 17.02.2026\nЭО-1")
        await stage.later(minutes=2)
        await stage.later(minutes=2)
        await stage.people["dina"].send("/requests")
        await stage.people["dina"].sees("✅ выполнено")
        assert await traces_in_tables(stage) == []
        assert [each for each in folder.rglob("*") if each.is_file()] == []
        await topic.sees("удалено")
        asked = await stage.people["dina"].send("/audit ЭО-1")
        await stage.people["dina"].sees("отмечено как не вопрос", after=asked)
        shown = "\n".join(each.words for each in await topic.messages() if not each.mine)
        assert not any(trace in shown for trace in ("Каталог пуст", "Кэш чист", "7707083893", "Ивановна"))
        async with stage.desk.database.reading() as connection:
            assert await connection.scalar(select(rights_requests.c.state)) == "done"
            states = {row.number: row.state for row in await connection.execute(select(tickets))}
            assert (states[1], states[2] == "closed") == ("closed", False)
            said = set((await connection.execute(select(messages.c.html))).scalars())
            assert said == {"удалено", "Цены Бориса не те"}
        await boris.send("Прошу ответить")
        await vera.in_topic("ЭО-2").sees("Прошу ответить")
        await stage.settled()
    if database_url.startswith("sqlite"):
        assert traces_in_bytes(database_url) == []


async def test_until_somebody_is_forgotten_nothing_begins_and_all_they_do_is_answered(stage: Stage, anna: Person):
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Другой вопрос")
    await describe(anna, "Не открывается каталог")
    await anna.click("Отправить")
    await anna.sees("под номером ЭО-1")
    await forgets(anna, "Закрыть обращения и удалить")
    for said in ("привет", "а вы точно удалили?", "спасибо", "/profile", "/tickets", "/new", "Открыть снова"):
        sent = await anna.send(said)
        await anna.sees("Данные о вас удаляются по вашей просьбе", after=sent)
    await anna.does_not_see("Это по ЭО-1")
    await stage.later(minutes=2)
    sent = await anna.send("привет")
    await anna.sees("Здравствуйте. Чтобы задать вопрос", after=sent)


async def test_who_was_forgotten_comes_back_as_somebody_new(sqlite_files, tmp_path: Path):
    async with playing(sqlite_files.new(), files_dir=tmp_path) as stage:
        anna = stage.people["anna"]
        await forgets(anna, "Удалить данные")
        await stage.later(minutes=2)
        async with stage.desk.database.reading() as connection:
            known = set((await connection.execute(select(accounts.c.address))).scalars())
            first = select(consents.c.answer).where(consents.c.person == 1).order_by(consents.c.id)
            answers = list((await connection.execute(first)).scalars())
        assert str(cast.ANNA) not in known
        assert answers == ["agreed", "withdrawn"]
        await anna.send("/new")
        await anna.sees("Согласие на обработку персональных данных")
        await anna.send("/forget")  # by one of whom nothing is known but the account
        await anna.sees("всего обращений: 0")


async def test_who_withdraws_their_consent_is_led_there(sqlite_files):
    async with playing(sqlite_files.new()) as stage:
        anna = stage.people["anna"]
        await anna.send("/profile")
        await anna.click("Отозвать согласие")
        await anna.sees("Будут удалены")
    async with playing(sqlite_files.new(), agreed=False) as stage:
        anna = stage.people["anna"]
        await anna.send("/profile")
        assert (await anna.sees("ещё не")).buttons == ("Заполнить",)


async def test_nobody_is_forgotten_by_one_press_and_no_employee_at_all(stage: Stage, anna: Person, dina: Person):
    await anna.send("/forget")
    await anna.click("Продолжить")
    await anna.sees("Отменить удаление будет нельзя")
    await anna.click("Не удалять")
    await anna.sees("Ничего не удалено.")
    await dina.send("/forget")
    page = await dina.sees("Вы работаете в этой поддержке")
    await dina.press(page, "forget:erase", forged=True)
    await stage.later(minutes=5)
    async with stage.desk.database.reading() as connection:
        assert (await connection.execute(select(rights_requests.c.id))).all() == []


async def test_what_failed_and_names_them_goes_as_well(sqlite_files, tmp_path: Path):
    async with playing(sqlite_files.new(), files_dir=tmp_path) as stage:
        anna = stage.people["anna"]
        async with stage.desk.database.transaction() as connection:
            for number, said in enumerate((f'{{"id": {cast.ANNA}}}', f'{{"id": {cast.ANNA}7}}', "{")):
                row = {"source": "telegram", "external_id": f"x{number}", "payload": said, "state": "failed"}
                await connection.execute(insert(inbox).values(received_at=stage.desk.now(), **row))
        await forgets(anna, "Удалить данные")
        await stage.later(minutes=2)
        async with stage.desk.database.reading() as connection:
            failed = select(inbox.c.external_id).where(inbox.c.state == "failed")
            assert set((await connection.execute(failed)).scalars()) == {"x1", "x2"}


async def test_what_waits_too_long_is_told_once(sqlite_files):
    async with playing(sqlite_files.new()) as stage:
        anna, dina = stage.people["anna"], stage.people["dina"]
        await dina.send("/requests")
        await dina.sees("Пока никто ни о чём не просил.")
        await forgets(anna, "Удалить данные")
        await open_ticket(stage.desk, text="Ещё вопрос")  # before a minute has passed: it holds the forgetting up
        await stage.later(days=13)
        await dina.does_not_see("/requests.")
        await stage.later(days=2)
        told = await dina.sees("следовало выполнить до 17.02.2026")
        await stage.later(days=1)
        assert (await dina.sees("следовало выполнить до 17.02.2026")).id == told.id
        await dina.send("/requests")
        await dina.sees("🔥 просрочено: срок был до 17.02.2026")
        await dina.send("/close ЭО-1 Пользователь просит удалить данные")
        await stage.later(days=1, minutes=2)
        await stage.later(minutes=2)
        await dina.send("/requests")
        await dina.sees("✅ выполнено")


async def test_who_asks_for_it_in_words_is_led_there(stage: Stage, anna: Person, vera: Person):
    await anna.send("Прошу удалить мои персональные данные")
    await anna.sees("Удаление данных о вас")
    await anna.send("Какие данные обо мне хранятся?")
    await anna.sees("Чтобы получить файл со всеми сведениями о вас, нажмите /mydata")
    await stage.settled()
    await anna.does_not_see("Шаг 1 из 4")
    await open_ticket(stage.desk)
    said = await anna.send("Отзываю согласие на обработку персональных данных")
    await vera.in_topic("ЭО-1").sees("Отзываю согласие")
    await anna.sees("Удаление данных о вас", after=said)
