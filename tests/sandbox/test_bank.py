"""The sandbox's bank: invoices as the bot shows them become transfers, and those a statement for the bot."""

import pytest

from bot import demo
from bot.rules.money import accounts
from bot.rules.people.tax_numbers import inn
from bot.sandbox.bank import CUSTOMERS, SUPPLIER, Bill, read
from bot.sandbox.statement import statement
from tests.sandbox.conftest import MONDAY

BILL = {"number": "ЭО-2026-7", "kopecks": 250_000, "inn": "7736050003"}


async def _post(session, base: str, path: str, **fields: object):
    async with session.post(f"{base}/sandbox/bank{path}", json=fields) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    ("text", "bill"),
    [
        ("Счёт ЭО-2026-7 на 2 500 ₽", Bill("ЭО-2026-7", 250_000)),
        (
            "Счёт ЭО-2026-7: 2\u00a0500,50\u00a0₽, ИНН 7736050003",
            Bill("ЭО-2026-7", 250_050, "АО «Вектор»", "7736050003"),
        ),
        ("ЭО-2026-12, 999999,99 руб., ИНН: 500100732259", Bill("ЭО-2026-12", 99_999_999, "", "500100732259")),
        ("ЭО-2026-7 1000 ₽", Bill("ЭО-2026-7", 100_000)),
        ("Обращение ЭО-12 на 500 ₽", None),
        ("Счёт ЭО-2026-7", None),
    ],
)
def test_a_bill_is_read_from_what_the_bot_says(text: str, bill: Bill | None):
    assert read(text) == bill


async def test_invoices_that_the_bot_showed_are_listed_the_newest_first(api, session, base, started):
    for text in ("Счёт ЭО-2026-1 на 1 000 ₽, ИНН 7707083893", "Счёт ЭО-2026-2 на 2 500 ₽", "ЭО-2026-1 · 1 000 ₽"):
        await api("sendMessage", chat_id=started.id, text=text)
    await started.send("ЭО-2026-9 на 5 ₽")
    async with session.get(f"{base}/sandbox/bank") as answer:
        listed = [(bill["number"], bill["kopecks"], bill["payer"]) for bill in (await answer.json())["bills"]]
    assert listed == [("ЭО-2026-1", 100_000, "ООО «Ромашка»"), ("ЭО-2026-2", 250_000, "")]


@pytest.mark.parametrize(
    ("way", "moved"),
    [
        ("pay", [(250_000, False)]),
        ("wrong", [(249_900, False)]),
        ("twice", [(250_000, False), (250_000, False)]),
        ("back", [(250_000, False), (250_000, True)]),
    ],
)
async def test_a_bill_is_paid_in_every_way(session, base, sandbox, way: str, moved: list[tuple[int, bool]]):
    status, told = await _post(session, base, "", do=way, **BILL)
    assert status == 200
    assert [(transfer["kopecks"], transfer["back"]) for transfer in told["transfers"]] == moved
    text = statement(sandbox.bank).decode("cp1251")
    assert text.startswith("1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\n")
    assert text.endswith("КонецФайла\r\n")
    assert text.count("СекцияДокумент=") == text.count("КонецДокумента") == len(moved)
    assert text.count("ЭО-2026-7") == len(moved)
    assert text.count("ДатаСписано=") == sum(back for _, back in moved)
    came = sum(kopecks for kopecks, back in moved if not back)
    assert f"ВсегоПоступило={came // 100}.{came % 100:02}" in text
    assert f"ДатаСоздания={MONDAY:%d.%m.%Y}" in text


async def test_money_that_goes_back_changes_sides(session, base, sandbox):
    await _post(session, base, "", do="back", **BILL)
    documents = statement(sandbox.bank).decode("cp1251").split("СекцияДокумент=")[1:]
    ours = sandbox.bank.account.number
    assert f"ПолучательСчет={ours}" in documents[0]
    assert f"ПлательщикСчет={ours}" in documents[1]
    assert "ПолучательИНН=7736050003" in documents[1]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kopecks": 0}, "no such sum"),
        ({"kopecks": 10**11}, "no such sum"),
        ({"do": "borrow"}, "do is"),
        ({"number": "  "}, "number"),
        ({"kopecks": "much"}, "kopecks"),
    ],
)
async def test_what_no_bank_does_is_refused(session, base, sandbox, changed: dict[str, object], reason: str):
    status, told = await _post(session, base, "", **({"do": "pay"} | BILL | changed))
    assert (status, reason in told["error"]) == (400, True)
    assert sandbox.bank.transfers == []


async def test_the_statement_is_kept_as_a_file_and_sent_to_the_bot(api, session, base, people):
    await _post(session, base, "", do="pay", **BILL, payer="ООО «₽»")
    async with session.get(f"{base}/sandbox/bank/kl_to_1c.txt") as answer:
        kept = await answer.read()
        assert "kl_to_1c.txt" in answer.headers["Content-Disposition"]
    assert "ООО «?»".encode("cp1251") in kept
    await api.updates()
    await _post(session, base, "/send", person=people["dina"].id)
    [told] = await api.updates("message")
    assert (told["caption"], told["document"]["file_name"]) == ("/statement", "kl_to_1c.txt")
    assert told["from"]["id"] == people["dina"].id
    file = await api("getFile", file_id=told["document"]["file_id"])
    async with session.get(f"{base}/file/bot{api.url.rpartition('bot')[2]}/{file['file_path']}") as answer:
        assert await answer.read() == kept


def test_the_accounts_are_such_as_a_bank_gives_out():
    assert all(accounts.fits(each.number, each.bic) for each in (SUPPLIER, *CUSTOMERS.values()))
    assert all(inn(each.inn) == each.inn for each in (SUPPLIER, *CUSTOMERS.values()))
    assert accounts.correspondent_fits(demo.CORRESPONDENT, SUPPLIER.bic)
