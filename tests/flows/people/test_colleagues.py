"""Two people of one company: what one sees of the other's requests, and who decides that (4.1)."""

from datetime import date

import pytest
from sqlalchemy import insert

from bot.rules.channels import TELEGRAM
from bot.sandbox import cast
from db.people import accounts, proofs
from db.tables import companies, directory
from tests.desks import Stage, playing
from tests.factories import IDENTITY, open_ticket, pay

INN = IDENTITY["inn"]
BORIS = {"login": "boris@romashka.example", "surname": "Кузнецов", "name": "Борис", "patronymic": "Ильич"}
SEE = "Показывать обращения коллег"


async def proves(stage: Stage, account: int, login: str) -> None:
    async with stage.desk.database.transaction() as connection:
        known = await accounts.at(connection, TELEGRAM, str(account))
        assert known is not None
        await proofs.record(connection, known.person.id, login, TELEGRAM, stage.desk.now(), proven=True)


async def two(stage: Stage) -> None:
    """A request each of Anna and Boris, of one company; Anna's login is proven."""
    await open_ticket(stage.desk, text="Каталог пуст")
    await open_ticket(stage.desk, cast.BORIS, text="Цены не те", **BORIS)
    await stage.settled()
    await proves(stage, cast.ANNA, IDENTITY["login"])


@pytest.mark.both
async def test_a_supervisor_lets_colleagues_read_each_others_requests(database_url: str):
    async with playing(database_url, verify_login=True) as stage:
        anna, boris, vera, dina = (stage.people[name] for name in ("anna", "boris", "vera", "dina"))
        await two(stage)
        await vera.in_topic("ЭО-2").send("Смотрим цены")
        await boris.sees("Смотрим цены")
        await vera.in_topic("ЭО-2").send("/note Клиент торопится")
        said = await anna.send("/tickets")
        listed = await anna.sees("ЭО-1", after=said)
        assert "Обращения коллег" not in listed.buttons
        await dina.send(f"/company {INN}")
        page = await dina.sees("Коллеги видят обращения друг друга: нет")
        assert page.buttons == (SEE,)
        await dina.click(SEE)
        await dina.sees("Коллеги видят обращения друг друга: да")
        await dina.sees("Организации нет в справочнике")
        said = await anna.send("/tickets")
        await anna.sees("ЭО-1", after=said)
        await anna.click("Обращения коллег")
        shown = await anna.sees("Обращения коллег (только чтение)")
        assert "ЭО-2" in shown.text
        assert "срок" in shown.text
        assert "ЭО-1" not in shown.text
        await anna.click("ЭО-2 · Доступ в Систему")
        one = await anna.sees("Состояние:")
        assert one.buttons == ("Прочитать переписку", "Обращения коллег")
        await anna.click("Прочитать переписку")
        read = await anna.sees("Переписка по ЭО-2")
        assert "Цены не те" in read.text
        assert "Смотрим цены" in read.text
        assert "торопится" not in read.text
        said = await boris.send("/tickets")  # his login is not proven
        unproven = await boris.sees("ЭО-2", after=said)
        assert "Обращения коллег" not in unproven.buttons
        await dina.click("Скрыть обращения коллег")
        await dina.sees("Коллеги видят обращения друг друга: нет")
        answer = await anna.press(one, "colleagues:read:2", forged=True)
        assert answer
        await stage.settled()
        later = [each.text for each in await anna.messages() if each.id > read.id and not each.mine]
        assert not [each for each in later if "Цены не те" in each]


async def test_the_directory_lets_its_own_logins_and_no_others_read(sqlite_files):
    async with playing(sqlite_files.new(), verify_login=True, colleagues_see=True) as stage:
        anna, boris, dina = (stage.people[name] for name in ("anna", "boris", "dina"))
        await two(stage)
        await proves(stage, cast.BORIS, BORIS["login"])  # who typed the INN; the directory does not know him
        async with stage.desk.database.transaction() as connection:
            now = stage.desk.now()
            await connection.execute(
                insert(companies).values(inn=INN, name="ООО «Ромашка»", kpp="770701001", listed_at=now)
            )
            for login in (IDENTITY["login"], "olga@romashka.example"):
                await connection.execute(insert(directory).values(login=login, inn=INN, recorded_at=now))
        said = await anna.send("/tickets")
        assert "Обращения коллег" in (await anna.sees("ЭО-1", after=said)).buttons
        said = await boris.send("/tickets")
        assert "Обращения коллег" not in (await boris.sees("ЭО-2", after=said)).buttons
        await dina.send("/company 770708")
        page = await dina.sees("КПП: 770701001")
        assert "Смирнова Анна Ивановна · anna@romashka.example · ✅ логин подтверждён · в справочнике" in page.text
        assert (
            "Кузнецов Борис Ильич · boris@romashka.example · ✅ логин подтверждён · 🟡 нет в справочнике" in page.text
        )
        assert "ещё не обращались: olga@romashka.example" in page.text
        assert "Так задано настройкой" in page.text


async def test_supervisors_look_for_a_company_and_others_are_refused(sqlite_files):
    async with playing(sqlite_files.new()) as stage:
        anna, dina = stage.people["anna"], stage.people["dina"]
        await two(stage)
        await open_ticket(stage.desk, cast.BORIS, text="Ещё", inn="7736050003", company="АО «Ромашковый луг»", **BORIS)
        await stage.settled()
        await pay(stage.desk, date(2026, 2, 1), date(2026, 3, 1))
        await dina.send("/company")
        await dina.sees("По ИНН или не менее чем 3 его первым цифрам")
        await dina.send("/company ромашк")
        found = await dina.sees("Найдено организаций: 2")
        await dina.click(found.buttons[1])
        await dina.sees("Люди:")
        await dina.send("/company луг")
        await dina.sees("АО «Ромашковый луг»")
        await dina.send("/company ООО Лютик")
        await dina.sees("Организация не найдена")
        await dina.send("/company 7707083893")
        page = await dina.sees("01.02.2026 – 28.02.2026")
        assert "Открытые обращения:" in page.text
        assert "ЭО-1 · Доступ в Систему, новое, срок" in page.text
        await anna.send("/company 7707083893")
        await anna.sees("доступна только руководителям")
        await anna.press(await anna.sees("доступна только"), f"firm:see:{INN}", forged=True)
        await dina.send("/company 7707083893")
        await dina.sees("Коллеги видят обращения друг друга: нет")
