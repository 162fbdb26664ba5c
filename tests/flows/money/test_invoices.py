"""From a service that the tariff lacks to an invoice, its payment, and an operator who does the work (5)."""

from datetime import date

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.demo import EXTENDED_INN
from bot.sandbox.client import Person
from db import tables
from db.people import forget, mydata
from tests.databases import SqliteFiles
from tests.db.money_rows import REQUISITES
from tests.desks import Stage, playing
from tests.factories import IDENTITY
from tests.factories import identify as known
from tests.flows.requester_steps import choose, describe, identify
from tests.rules.money.test_entering import SENT
from tests.smtp import serving
from tests.watching import Watched

ONE, THREE = "1 месяц — 1000 ₽", "3 месяца — 2500 ₽ (экономия 500 ₽)"


async def enter(dina: Person, lines: str = SENT) -> None:
    await dina.send(f"/invoices\n{lines}")
    await dina.sees("Реквизиты сохранены")


async def invoice(stage: Stage, anna: Person, dina: Person, label: str = ONE) -> None:
    """Have Anna's company billed."""
    await enter(dina)
    await known(stage.desk)
    await anna.send("/tariff")
    await anna.click(label)
    await anna.sees("Счёт ЭО-2026-1:")


async def states(stage: Stage) -> list[str]:
    async with stage.desk.database.reading() as connection:
        found = await connection.execute(select(tables.invoices.c.state).order_by(tables.invoices.c.id))
        return list(found.scalars())


@pytest.mark.both
async def test_clause_5_a_service_of_the_extended_tariff_is_invoiced_paid_and_then_done_by_an_operator(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await enter(dina)
    await anna.send("/new")
    await identify(anna)
    await choose(anna, "Загрузка прайс-листа")
    await anna.click("Подключить «Расширенный»")
    page = await anna.sees("Выберите, пожалуйста, срок")
    assert page.buttons == (ONE, THREE, "Назад", "Отмена")
    await anna.click(THREE)
    told = await anna.sees("Счёт ЭО-2026-1: 2500 ₽, «Расширенный» на 3 месяца. Оплатите, пожалуйста, до 13.02.2026")
    assert f"Счёт отправлен письмом на {IDENTITY['login']}" in told.text
    assert told.media is None

    await stage.settled()
    [letter] = [each for each in stage.sandbox.mailbox.letters if "Счёт" in each.subject]
    assert (letter.subject, letter.to) == ("Счёт ЭО-2026-1", IDENTITY["login"])
    [file] = letter.files
    assert (file.name, file.data[:5]) == ("Счёт ЭО-2026-1.pdf", b"%PDF-")

    card = await dina.sees("Счёт ЭО-2026-1: 2500 ₽")
    assert f"{IDENTITY['company']} · ИНН {IDENTITY['inn']}" in card.text
    assert card.buttons == ("Оплачен", "Отменить")
    await dina.click("Оплачен")
    await anna.sees("Счёт ЭО-2026-1 оплачен. Тариф «Расширенный» действует с 03.02.2026 по 02.05.2026 включительно")
    assert (await dina.sees("✅ оплачен")).buttons == ()
    assert not any("Оплачен" in message.buttons for message in await dina.messages())

    said = await anna.send("/new")
    await anna.sees("по-прежнему верны", after=said)
    await anna.click("Всё верно")
    await choose(anna, "Загрузка прайс-листа")
    await describe(anna, "Загрузите, пожалуйста, прайс")
    await anna.click("Отправить")
    await vera.in_topic("ЭО-1").sees("Расширенный — выполняет оператор")


async def test_the_tariff_offers_an_invoice_to_who_is_known_and_extends_what_runs(
    stage: Stage, anna: Person, dina: Person
):
    await invoice(stage, anna, dina)
    await dina.sees("Счёт ЭО-2026-1:")
    await dina.click("Оплачен")
    await anna.sees("по 02.03.2026 включительно")
    said = await anna.send("/tariff")
    page = await anna.sees("Оплачен по 02.03.2026", after=said)
    assert page.buttons == (ONE, THREE)
    await anna.click(ONE)
    await dina.sees("Счёт ЭО-2026-2:")
    await dina.click("Оплачен")
    await anna.sees("с 03.03.2026 по 02.04.2026 включительно")


async def test_an_invoice_that_is_open_is_not_issued_twice(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    said = await anna.send("/tariff")
    await anna.sees("Базовый", after=said)
    await anna.click(ONE)
    again = await anna.sees("Счёт ЭО-2026-1:", after=said)
    assert "уже был выставлен" in again.text
    assert await states(stage) == ["open"]
    await stage.settled()
    assert len([each for each in stage.sandbox.mailbox.letters if each.files]) == 1


async def test_a_supervisor_cancels_an_invoice_after_a_second_press(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await dina.sees("Счёт ЭО-2026-1:")
    await dina.click("Отменить")
    await dina.sees("Отменить счёт ЭО-2026-1")
    assert await states(stage) == ["open"]
    await dina.click("Да, отменить")
    await anna.sees("Счёт ЭО-2026-1 отменён")
    assert (await dina.sees("✖️ отменён")).buttons == ()
    assert await states(stage) == ["cancelled"]


async def test_an_unpaid_invoice_is_recalled_once_expires_and_is_still_paid(stage: Stage, anna: Person, dina: Person):
    await invoice(stage, anna, dina)
    await stage.later(days=7, hours=20)
    await anna.does_not_see("ещё не оплачен")
    await stage.later(hours=4)
    await anna.sees("Счёт ЭО-2026-1 на 1000 ₽ ещё не оплачен. Он действует до 13.02.2026 включительно")
    await stage.later(days=2)
    await anna.does_not_see("истёк")
    await stage.later(days=1)
    await anna.sees("Срок счёта ЭО-2026-1 истёк")
    assert len([each for each in await anna.messages() if "ещё не оплачен" in each.text]) == 1
    said = await dina.send("/invoices ЭО-2026-1")
    page = await dina.sees("⌛ просрочен", after=said)
    assert page.buttons == ("Оплачен",)
    await dina.click("Оплачен")
    await anna.sees("Счёт ЭО-2026-1 оплачен. Тариф «Расширенный» действует с 14.02.2026")
    assert await states(stage) == ["paid"]


async def test_who_speaks_for_several_companies_is_asked_for_which(stage: Stage, anna: Person, dina: Person):
    await enter(dina)
    await known(stage.desk, inn=EXTENDED_INN, company="АО «Вектор»", login="anna@vector.example")
    await known(stage.desk)
    await anna.send("/tariff")
    page = await anna.sees("Для какой организации оплатить")
    assert set(page.buttons) == {IDENTITY["company"], "АО «Вектор»"}
    await anna.click("АО «Вектор»")
    assert EXTENDED_INN in (await anna.sees("На какой срок оплатить")).text
    await anna.click(ONE)
    await dina.sees(f"АО «Вектор» · ИНН {EXTENDED_INN}")


async def test_without_requisites_all_is_as_before_and_supervisors_are_told_once(
    stage: Stage, anna: Person, dina: Person
):
    await known(stage.desk)
    await dina.send("/start")
    for _time in range(2):
        said = await anna.send("/tariff")
        assert (await anna.sees("Базовый", after=said)).buttons == ("Подключить «Расширенный»",)
        await anna.click("Подключить «Расширенный»")
        await anna.click("Всё верно")
        page = await anna.sees("Можно оформить обращение", after=said)
        assert page.buttons[0] == "Оформить обращение"
        await anna.send("/cancel")
    await stage.settled()
    told = [each for each in await dina.messages() if "нет реквизитов" in each.text]
    assert len(told) == 1


async def test_supervisors_enter_two_suppliers_and_choose_who_bills(stage: Stage, anna: Person, dina: Person):
    await dina.send("/invoices")
    page = await dina.sees("Счета, которые ждут оплаты")
    assert "Нет." in page.text
    await dina.click("Реквизиты")
    assert "без реквизитов выставить счёт нельзя" in (await dina.sees("Кто выставляет счета")).text
    await dina.click("Добавить исполнителя")
    example = await dina.sees("впишите свои реквизиты")
    await dina.send(example.text[example.text.index("/invoices") : example.text.index("У предпринимателя")].strip())
    await dina.sees("ООО «Ромашка»")
    await enter(dina, SENT.replace("НДС: 5 % с 01.01.2026", "НДС: 22 %"))
    said = await dina.send(f"/invoices {IDENTITY['inn']} = 2")
    await dina.sees("теперь выставляет ООО «Электронный Ордер»", after=said)
    await known(stage.desk)
    await anna.send("/tariff")
    await anna.click(ONE)
    await anna.sees("Счёт ЭО-2026-1:")
    said = await dina.send(f"/invoices {IDENTITY['inn']}")
    page = await dina.sees("Счета организации с ИНН", after=said)
    await dina.click(f"ЭО-2026-1 · {IDENTITY['company']}")
    shown = await dina.sees("⏳ ждёт оплаты")
    assert "НДС: 22 %" in shown.text
    assert "ООО «Электронный Ордер»" in shown.text

    said = await dina.send(f"/invoices 1\n{SENT}")
    await dina.sees("Реквизиты сохранены", after=said)
    async with stage.desk.database.reading() as connection:
        names = (await connection.execute(select(tables.suppliers.c.name).order_by(tables.suppliers.c.id))).scalars()
        assert list(names) == ["ООО «Электронный Ордер»"] * 2
        rates = (await connection.execute(select(tables.supplier_vat).order_by(tables.supplier_vat.c.since))).all()
    assert [(each.supplier, each.since, each.rate) for each in rates] == [
        (1, date(2026, 1, 1), "5"),
        (2, date(2026, 2, 3), "22"),
    ]


WRONG = [
    ("БИК: 044525225", "БИК: 144525225", "БИК состоит из девяти цифр"),
    ("40702810838000000017", "40702810938000000017", "Счёт не подходит к банку"),
    ("ИНН: 7736050003\n", "", "Не хватает строк: ИНН"),
    ("НДС: 5 % с 01.01.2026", "НДС: 20 %", "НДС указывается так"),
]


@pytest.mark.parametrize(("right", "wrong", "why"), WRONG)
async def test_wrong_requisites_are_refused_with_what_is_wrong(
    stage: Stage, dina: Person, right: str, wrong: str, why: str
):
    await dina.send("/invoices\n" + SENT.replace(right, wrong))
    await dina.sees(why)
    async with stage.desk.database.reading() as connection:
        assert (await connection.execute(select(tables.suppliers))).all() == []


async def test_with_sensitive_papers_allowed_the_invoice_comes_into_the_chat_as_well(database_url: str):
    async with playing(database_url, telegram_sensitive=True) as stage:
        anna, dina = stage.people["anna"], stage.people["dina"]
        await invoice(stage, anna, dina)
        paper = await anna.sees("Счёт ЭО-2026-1:")
        assert paper.media is not None
        assert paper.media["name"] == "Счёт ЭО-2026-1.pdf"
        await stage.settled()
        assert [each.subject for each in stage.sandbox.mailbox.letters if each.files] == ["Счёт ЭО-2026-1"]
        said = await anna.send("/tariff")
        await anna.sees("Базовый", after=said)
        await anna.click(ONE)
        assert (await anna.sees("Счёт ЭО-2026-1:", after=said)).media is not None


async def test_without_mail_and_papers_in_the_chat_it_is_said_how_to_get_the_invoice(database_url: str):
    async with playing(database_url, smtp_url=None) as stage:
        anna, dina = stage.people["anna"], stage.people["dina"]
        await invoice(stage, anna, dina)
        told = await anna.sees("Счёт ЭО-2026-1:")
        assert "Чтобы получить счёт, напишите на support@tbshelp.ru или позвоните" in told.text
        assert told.media is None
        await dina.sees("Счёт ЭО-2026-1:")


async def test_a_letter_that_bounces_is_told_to_the_requester_and_to_supervisors(database_url: str):
    async with (
        serving() as server,
        playing(database_url, smtp_url=SecretStr(f"smtp://127.0.0.1:{server.port}")) as stage,
    ):
        server.answers[IDENTITY["login"]] = ["550 5.1.1 No such user"]
        anna, dina = stage.people["anna"], stage.people["dina"]
        await invoice(stage, anna, dina)
        for person in (anna, dina):
            await person.sees(f"Счёт ЭО-2026-1 не отправлен на {IDENTITY['login']}: такого ящика нет")
        assert server.letters == []


async def test_invoices_are_among_the_data_of_who_asked_for_them_and_stay_without_a_name(
    stage: Stage, anna: Person, dina: Person
):
    await invoice(stage, anna, dina)
    async with stage.desk.database.transaction() as connection:
        [asked] = (await connection.execute(select(tables.invoices))).all()
        subject = await forget.subject(connection, asked.person)
        assert [each["id"] for each in (await mydata.everything(connection, subject))["invoices"]] == [asked.id]
        await forget.erase(connection, subject, stage.desk.now())
        assert (await connection.execute(select(tables.invoices))).all() == [asked]
        [name] = (
            await connection.execute(select(tables.people.c.name).where(tables.people.c.id == asked.person))
        ).all()
    assert name == ("удалено",)


async def test_somebody_else_neither_sees_nor_decides(stage: Stage, anna: Person, dina: Person, boris: Person):
    await invoice(stage, anna, dina)
    card = await dina.sees("Счёт ЭО-2026-1:")
    said = await boris.send("/invoices")
    own = await boris.sees("только руководителям", after=said)
    for label in ("Оплачен", "Отменить"):
        await boris.press(own, card.data(label) or "", forged=True)
    await boris.press(own, f"buy:1:{IDENTITY['inn']}", forged=True)
    await stage.settled()
    assert await states(stage) == ["open"]


async def test_the_default_supplier_is_changed_by_a_button(stage: Stage, dina: Person):
    await enter(dina)
    await enter(dina, SENT.replace("ООО «Электронный Ордер»", "ООО «Второй»"))
    said = await dina.send("/invoices")
    await dina.sees("Счета, которые ждут оплаты", after=said)
    await dina.click("Реквизиты")
    page = await dina.sees("ООО «Электронный Ордер», 5 % · основной", after=said)
    assert "• ООО «Второй», 5 %\n" in f"{page.text}\n"
    await dina.click("ООО «Второй»")
    await dina.click("Сделать основным")
    await dina.click("Все исполнители")
    await dina.sees("ООО «Второй», 5 % · основной", after=said)


async def test_invoices_are_spoken_of_in_english_as_well(sqlite_files: SqliteFiles):
    async with playing(sqlite_files.new(), default_locale="en", telegram_sensitive=True) as stage:
        assert isinstance(stage.sandbox, Watched)
        stage.sandbox.watch.language = "en"
        for said in (*IDENTITY.values(), SENT, REQUISITES.name):
            stage.sandbox.watch.learn(said)
        anna, dina = stage.people["anna"], stage.people["dina"]
        await dina.send(f"/invoices\n{SENT}")
        await dina.sees("The requisites are saved")
        await known(stage.desk)
        await anna.send("/tariff")
        await anna.click("3 months — 2500 ₽ (you save 500 ₽)")
        assert (await anna.sees("Invoice ЭО-2026-1: 2500 ₽, “Extended” for 3 months")).media is not None
        await dina.sees("Invoice ЭО-2026-1")
        await dina.click("Paid")
        await anna.sees("The invoice ЭО-2026-1 is paid")
        await dina.send("/invoices")
        await dina.sees("Invoices that wait for payment")
        await dina.click("Paid ones")
        await dina.sees("Paid invoices")
