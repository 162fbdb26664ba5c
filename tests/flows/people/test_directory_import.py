"""Supervisors load companies and their logins (4.1): looked at first, then as a whole or not at all."""

import asyncio
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from bot.actions.desk import directory_import
from bot.actions.people import directory as people_directory
from bot.actions.work import Work
from bot.channels.errors import TooSoon
from bot.sandbox.client import Person
from db import tables
from db.people import companies, directory, subscriptions
from tests.desks import Stage, telegram, working

HEAD = "ИНН;КПП;Организация;Логин;ФИО;Тариф;Оплачено до;Коллеги видят\n"
SBER, YANDEX, ROMASHKA = "7707083893", "7736207543", "500100732259"
GOOD = (
    f"{SBER};773601001;ПАО «Сбербанк»;Anna@sber.ru;Смирнова Анна;РАСШИРЕННЫЙ;31.12.2026;да\n"
    f"{SBER};;;boris@sber.ru;Петров Борис;;;\n"
    f"{YANDEX};;ООО «Яндекс»;;;базовый;;нет\n"
)


async def offer(person: Person, name: str, data: str | bytes) -> str:
    """Send a file, and return what it would change."""
    await person.send("/start")
    await person.send_file(name, data if isinstance(data, bytes) else data.encode(), caption="/import")
    return (await person.sees(f"{name}: организации для справочника.")).text


async def rows_kept(stage: Stage) -> int:
    async with stage.desk.database.reading() as connection:
        return len((await connection.execute(select(tables.directory_rows.c.line))).all())


@pytest.mark.both
async def test_a_file_is_looked_at_loaded_once_and_the_same_again_changes_nothing(stage: Stage, dina: Person):
    told = await offer(dina, "раз.csv", HEAD + GOOD)
    assert "новых — 3, с изменениями — 0, без изменений — 0, с ошибками — 0" in told
    assert "Всё, чего нет в файле, останется в справочнике" in told
    async with stage.desk.database.reading() as connection:
        assert not await directory.any_there(connection)
    question = await dina.sees("Загрузить?")
    data = question.data("Загрузить")
    assert data is not None
    answers = [await dina.press(question, data, forged=True) for _ in range(2)]
    assert [answer and answer["text"] for answer in answers] == [
        "Справочник загружается.",
        "Загрузка этого файла уже начата.",
    ]
    await dina.sees("раз.csv: справочник загружен.")
    async with stage.desk.database.reading() as connection:
        acts = await connection.execute(select(tables.audit.c.action).where(tables.audit.c.action.like("directory%")))
        assert len(acts.all()) == 1
    async with stage.desk.database.reading() as connection:
        sber, yandex = [await companies.by_inn(connection, each) for each in (SBER, YANDEX)]
        assert sber is not None
        assert yandex is not None
        assert (sber.name, sber.kpp, sber.colleagues_see) == ("ПАО «Сбербанк»", "773601001", True)
        assert (yandex.name, yandex.colleagues_see) == ("ООО «Яндекс»", False)
        entries = await directory.of_company(connection, SBER, 5)
        assert [(each.login, each.full_name) for each in entries] == [
            ("anna@sber.ru", "Смирнова Анна"),
            ("boris@sber.ru", "Петров Борис"),
        ]
        [paid] = await subscriptions.periods(connection, SBER)
        assert paid[1] == date(2027, 1, 1)
        assert await subscriptions.periods(connection, YANDEX) == []
    assert await rows_kept(stage) == 0
    await dina.send("/company сбер")
    assert "ПАО «Сбербанк»" in (await dina.sees(SBER)).text
    await dina.send("/start")
    await dina.send_file("два.csv", (HEAD + GOOD).encode(), caption="/import")
    again = (await dina.sees("два.csv: загружать нечего.")).text
    assert "новых — 0, с изменениями — 0, без изменений — 3, с ошибками — 0" in again


async def test_wrong_lines_are_named_with_their_reasons_and_the_others_are_loaded(stage: Stage, dina: Person):
    lines = (
        "Справочник клиентов",
        HEAD.strip() + ";Менеджер",
        f"{SBER};;ПАО «Сбербанк»;anna@sber.ru;;Расширенный;31.12.2026;;Иванов",
        f"{SBER};;Пао Сбербанк;ANNA@sber.ru;;;;;",  # the same, once more
        "7707083890;;Ошибка;;;;;;",
        "773601001;;КПП вместо ИНН;;;;;;",
        f"{YANDEX};;ООО «Яндекс»;anna@sber.ru;;;;;",
        f"{YANDEX};;;x@yandex.ru;;;;;",
        f"{SBER};;Другая;;;;;;",
        f"{SBER};77;;b@sber.ru;;золотой;31.02.2026;может быть;",
        f"{SBER};;;=A1&B1;;;;;",
        f"{ROMASHKA};;ИП;;;расширенный;;;",
        ";;;c@sber.ru;;;;;",
    )
    told = await offer(dina, "раз.csv", "\r\n".join(lines).encode("cp1251"))
    assert "новых — 1, с изменениями — 0, без изменений — 1, с ошибками — 9" in told
    assert "Не учтены столбцы: Менеджер" in told
    for line, why in (
        (5, "Контрольные цифры"),
        (6, "вместо ИНН указан КПП"),
        (7, "в строке 3 этот логин указан для другой организации"),
        (8, "организация новая"),
        (9, "в строке 3 об этой организации указано другое: «Организация»"),
        (10, "не КПП"),
        (10, "«золотой» — не тариф"),
        (10, "«31.02.2026» — не дата"),
        (10, "«может быть» в столбце «коллеги видят»"),
        (11, "в столбце «Логин» формула"),
        (12, "не указано, до какого дня"),
        (13, "нет ИНН"),
    ):
        [said] = [each for each in told.splitlines() if each.startswith(f"строка {line}: ")]
        assert why in said
    await dina.click("Загрузить")
    await dina.sees("раз.csv: справочник загружен.")
    async with stage.desk.database.reading() as connection:
        assert await companies.by_inn(connection, YANDEX) is None
        assert [each.login for each in await directory.of_company(connection, SBER, 5)] == ["anna@sber.ru"]


async def test_what_is_cancelled_leaves_nothing_and_what_is_loaded_cannot_be_cancelled(stage: Stage, dina: Person):
    await offer(dina, "раз.csv", HEAD + GOOD)
    await dina.click("Отмена")
    await dina.sees("раз.csv: загрузка отменена. Справочник не изменён.")
    await stage.settled()
    assert await rows_kept(stage) == 0
    async with stage.desk.database.reading() as connection:
        assert not await directory.any_there(connection)
    await offer(dina, "два.csv", HEAD + GOOD)
    question = await dina.sees("Загрузить?")
    data = question.data("Отмена")
    assert data is not None
    await dina.click("Загрузить")
    await dina.sees("два.csv: справочник загружен.")
    answer = await dina.press(question, data, forged=True)
    assert answer is not None
    assert answer["text"] == "Отменить уже нельзя."


async def test_a_spreadsheet_changes_what_it_names_and_an_earlier_question_is_out_of_date(stage: Stage, dina: Person):
    await offer(dina, "раз.csv", "\ufeff" + HEAD + GOOD)
    await dina.click("Загрузить")
    await dina.sees("раз.csv: справочник загружен.")
    await offer(dina, "старый.csv", HEAD + f"{SBER};;Сбер;;;;;\n")
    old = await dina.sees("старый.csv: организации для справочника.")
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ["ИНН/КПП", "Название организации", "E-mail", "Тариф", "Оплачено до"],
        [f"{SBER}/773601001", "ПАО Сбербанк России", None, "Расширенный", date(2026, 3, 31)],
        [int(YANDEX), None, "boris@sber.ru", None, None],
    ):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    told = await offer(dina, "книга.xlsx", stream.getvalue())
    assert "новых — 0, с изменениями — 2" in told
    assert "Логинов, которые перейдут в другую организацию: 1" in told
    assert "Строк, по которым оплаченный срок закончится раньше: 1" in told
    await dina.click("Загрузить")
    await dina.sees("книга.xlsx: справочник загружен.")
    await dina.sees("старый.csv: справочник с тех пор изменился")
    answer = await dina.press(old, old.data("Загрузить") or "", forged=True)
    assert answer is not None
    assert "больше нельзя загрузить" in answer["text"]
    async with stage.desk.database.reading() as connection:
        entry = await directory.by_login(connection, "boris@sber.ru")
        assert entry is not None
        assert (entry.inn, entry.full_name) == (YANDEX, "Петров Борис")
        assert [ends for _, ends in await subscriptions.periods(connection, SBER)] == [date(2026, 4, 1)]


@pytest.mark.both
async def test_whoever_asks_while_a_file_is_loaded_sees_all_of_it_and_a_restart_goes_on(
    database_url: str, monkeypatch: pytest.MonkeyPatch
):
    begun = asyncio.Event()

    async def waits(_work: Work, number: int) -> bool:
        begun.set()
        raise TooSoon(600)

    async with telegram() as (sandbox, address):
        with monkeypatch.context() as patched:
            patched.setattr(directory_import, "take", waits)
            async with working(database_url, sandbox, address) as stage:
                dina = stage.people["dina"]
                await offer(dina, "раз.csv", HEAD + GOOD)
                await dina.click("Загрузить")
                await begun.wait()
                await dina.sees("раз.csv: загружено строк — 0 из 3")
                assert await rows_kept(stage) == 3
                async with stage.desk.database.transaction() as connection:
                    work = Work(connection, stage.desk.now(), stage.desk.policy)
                    found = await people_directory.standing(work, {"inn": YANDEX, "login": "boris@sber.ru"})
                    assert (found.name, found.foreign) == ("ООО «Яндекс»", True)
                await dina.send_file("то же.csv", (HEAD + GOOD).encode(), caption="/import")
                told = (await dina.sees("то же.csv: загружать нечего.")).text
                assert "без изменений — 3" in told
                await offer(dina, "другой.csv", HEAD + f"{YANDEX};;Яндекс;;;;;\n")
                other = await dina.sees("другой.csv: организации для справочника.")
                answer = await dina.press(other, other.data("Загрузить") or "")
                assert answer is not None
                assert "Сейчас загружается другой файл" in answer["text"]
        async with working(database_url, sandbox, address) as stage:
            await stage.people["dina"].sees("раз.csv: справочник загружен.")
            async with stage.desk.database.reading() as connection:
                assert len(await directory.of_company(connection, SBER, 5)) == 2


async def test_a_file_that_nobody_loads_is_forgotten_after_a_day(stage: Stage, dina: Person):
    await offer(dina, "раз.csv", HEAD + GOOD)
    async with stage.desk.database.transaction() as connection:
        later = stage.desk.now() + directory_import.KEPT_FOR
        assert await directory_import.forget_offered(Work(connection, later, stage.desk.policy)) == 1
    stage.desk.courier.wake()
    await dina.sees("раз.csv: файл не загрузили в течение суток")
    await stage.settled()
    assert await rows_kept(stage) == 0


@pytest.mark.both
async def test_a_file_takes_logins_and_companies_out_of_the_directory(stage: Stage, dina: Person):
    await offer(dina, "раз.csv", HEAD + GOOD)
    await dina.click("Загрузить")
    await dina.sees("раз.csv: справочник загружен.")
    gone = (
        f"ИНН;Логин;Удалить\n{SBER};anna@sber.ru;да\n{SBER};x@sber.ru;да\n{YANDEX};;удалить\n{ROMASHKA};;да\n"
        f"{SBER};boris@sber.ru;нет\n"
    )
    told = await offer(dina, "два.csv", gone)
    assert "новых — 0, с изменениями — 0, без изменений — 3, с ошибками — 0" in told
    assert "Строк, которые удаляют: 2" in told
    await dina.click("Загрузить")
    assert "Строк, которые удаляют: 2" in (await dina.sees("два.csv: справочник загружен.")).text
    async with stage.desk.database.reading() as connection:
        assert [each.login for each in await directory.of_company(connection, SBER, 5)] == ["boris@sber.ru"]
        yandex = await companies.by_inn(connection, YANDEX)
        assert yandex is not None
        assert (yandex.listed_at, yandex.name, yandex.colleagues_see) == (None, None, False)
    await dina.send("/company яндекс")
    await dina.sees("Организация не найдена")
    await dina.send_file("три.csv", gone.encode(), caption="/import")
    assert "Строк, которые удаляют" not in (await dina.sees("три.csv: загружать нечего.")).text


async def test_more_mistakes_than_are_shown_come_as_a_file(stage: Stage, dina: Person):
    wrong = [f"{number};ООО «{number}»" for number in range(1, 16)]
    told = await offer(dina, "раз.csv", "\n".join(["ИНН;Организация", *wrong, f"{SBER};ПАО «Сбербанк»"]))
    assert "с ошибками — 15" in told
    assert "строка 11: " in told
    assert "строка 12: " not in told
    media = (await dina.sees("раз.csv: все строки с ошибками")).media
    assert media is not None
    said = stage.sandbox.world.files[media["file_id"]].data.decode("utf-8-sig").splitlines()
    await stage.settled()
    assert said[0] == "Строка;Ошибка"
    assert [each.partition(";")[0] for each in said[1:]] == [str(line) for line in range(2, 17)]
    assert "<" not in "".join(said)
    async with stage.desk.database.reading() as connection:
        assert (await connection.execute(select(tables.import_faults))).all() == []
