"""The bank's statement (5): read in whichever encoding it really is, refused where it is not whole."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.money.statement import SIZE_LIMIT, Document, Reason, Side, read
from bot.rules.refusals import Refused
from tests.rules.money import statements
from tests.rules.money.statements import ACCOUNT, PAYER_ACCOUNT

PAYER = Side(PAYER_ACCOUNT, "7707083893", "ПАО Сбербанк")
PAYEE = Side(ACCOUNT, "7736050003", "ООО Электронный Ордер")
READ = Document("41", date(2026, 2, 4), date(2026, 2, 5), 1_000_00, PAYER, PAYEE, purpose="Оплата по счёту ЭО-2026-1")
WHOLE = statements.text({})
BALANCE = "СекцияРасчСчет\nРасчСчет=40702810100000000000\nНачальныйОстаток=0.00\nКонецРасчСчет"
FOREIGN = "СекцияЗаявка\nСумма=5.00\nДата=04.02.2026\nКонецЗаявка"
BYTES = [
    WHOLE.encode("cp1251"),
    WHOLE.encode("cp866"),
    WHOLE.encode(),
    WHOLE.encode("utf-8-sig"),
    WHOLE.replace("\r\n", "\n").encode("cp1251"),
    WHOLE.replace("\r\n", "\r").encode("cp1251"),
    WHOLE.replace("Кодировка=Windows", "Кодировка=DOS").encode("cp1251"),
    WHOLE.replace("Кодировка=Windows", "Кодировка=UTF-8").encode("cp866"),
    WHOLE.replace("Кодировка=Windows\r\n", "").encode(),
    ("\r\n" + WHOLE).encode("cp1251"),
    WHOLE.replace("=", " = ").encode("cp1251"),
    (WHOLE + "что-то после конца").encode("cp1251"),
    statements.text({}, head={"ВерсияФормата": "1.02"}).encode("cp1251"),
    statements.text({}, between=BALANCE).encode("cp1251"),
    statements.text({}, between=FOREIGN).encode("cp1251"),
]


@pytest.mark.parametrize("data", BYTES)
def test_clause_5_a_statement_is_read_however_it_is_encoded(data: bytes):
    found = read(data)
    assert (found.documents, found.unreadable) == ((READ,), ())
    assert ACCOUNT in found.accounts


REFUSED = [
    (b"", Reason.OTHER_FORMAT),
    (b"\xff\xd8\xff\xe0 a picture", Reason.OTHER_FORMAT),
    ("ИНН;Сумма\n7707083893;1000".encode(), Reason.OTHER_FORMAT),
    (WHOLE.encode("utf-16"), Reason.OTHER_FORMAT),
    (WHOLE.encode("koi8-r"), Reason.OTHER_FORMAT),
    (b"1CClientBankExchange", Reason.CUT),
    (statements.text({}, head={"ВерсияФормата": "2.00"}).encode("cp1251"), Reason.OTHER_VERSION),
    (WHOLE.replace("КонецФайла", "").encode("cp1251"), Reason.CUT),
    (WHOLE.replace("КонецДокумента", "").encode("cp1251"), Reason.CUT),
    (statements.text({}, {}).replace("КонецДокумента\r\n", "", 1).encode("cp1251"), Reason.CUT),
    (b"1CClientBankExchange\n" + b" " * SIZE_LIMIT, Reason.TOO_LARGE),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_what_is_no_whole_statement_is_refused(data: bytes, reason: Reason):
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.reason is reason


@given(st.integers(min_value=30, max_value=len(WHOLE.encode()) - len("КонецФайла\r\n".encode())))
def test_one_that_is_cut_anywhere_is_refused(at: int):
    for encoding in ("cp1251", "cp866", "utf-8"):
        data = WHOLE.encode(encoding)
        with pytest.raises(Refused):
            read(data[: min(at, len(data) - 14)])


@given(st.binary(max_size=400))
def test_whatever_a_file_holds_it_is_read_or_refused(tail: bytes):
    for data in (tail, b"1CClientBankExchange\r\n" + tail, WHOLE.encode("cp1251")[:300] + tail):
        with suppress(Refused):
            assert read(data).documents


SUMS = [
    ("1000.00", 1_000_00),
    ("1000", 1_000_00),
    ("1000,5", 1_000_50),
    ("1 000,05", 1_000_05),
    ("1000-07", 1_000_07),
    ("0.01", 1),
    ("0.00", None),
    ("-5.00", None),
    ("1000.005", None),
    ("1,000.00", None),
    ("тысяча", None),
    ("", None),
    ("9" * 13, None),
]


@pytest.mark.parametrize(("said", "kopecks"), SUMS)
def test_a_sum_is_read_to_the_kopeck_or_not_at_all(said: str, kopecks: int | None):
    found = read(statements.data({"Сумма": said}))
    assert [each.kopecks for each in found.documents] == ([kopecks] if kopecks else [])
    assert len(found.unreadable) == (0 if kopecks else 1)


@given(st.integers(min_value=1, max_value=10**14 - 1))
def test_every_sum_that_a_bank_writes_is_read(kopecks: int):
    found = read(statements.data({"Сумма": f"{kopecks // 100}.{kopecks % 100:02}"}))
    assert found.documents[0].kopecks == kopecks


FIELDS: list[tuple[dict[str, str | None], dict[str, Any]]] = [
    ({"ДатаПоступило": ""}, {"received_on": date(2026, 2, 4)}),
    ({"ДатаПоступило": None, "ДатаСписано": "06.02.2026"}, {"received_on": date(2026, 2, 6)}),
    ({"ДатаПоступило": "31.02.2026"}, {"received_on": date(2026, 2, 4)}),
    ({"Плательщик1": None}, {"payer": PAYER}),
    ({"Плательщик1": None, "Плательщик": "АО Вектор"}, {"payer": Side(PAYER_ACCOUNT, "7707083893", "АО Вектор")}),
    ({"ПлательщикИНН": "0"}, {"payer": Side(PAYER_ACCOUNT, "", "ПАО Сбербанк")}),
    ({"ПлательщикСчет": None, "ПлательщикРасчСчет": PAYER_ACCOUNT}, {"payer": PAYER}),
    ({"НазначениеПлатежа": "", "НазначениеПлатежа1": "За", "НазначениеПлатежа2": "счёт"}, {"purpose": "За счёт"}),
    ({"НазначениеПлатежа": "За\r\nсчёт"}, {"purpose": "За счёт"}),
    ({"НазначениеПлатежа": None}, {"purpose": ""}),
    ({"НазначениеПлатежа": "За\0 счёт"}, {"purpose": "За счёт"}),
    ({"НазначениеПлатежа": "а" * 600}, {"purpose": "а" * 500}),
]


@pytest.mark.parametrize(("changes", "fields"), FIELDS)
def test_what_a_document_says_is_found_wherever_banks_write_it(changes: dict[str, str | None], fields: dict[str, Any]):
    found = read(statements.data(changes)).documents[0]
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize("changes", [{"Дата": "вчера"}, {"Дата": None}, {"Сумма": None}])
def test_one_that_cannot_be_read_is_named_and_holds_up_no_other(changes: dict[str, str | None]):
    found = read(statements.data(changes, {}))
    assert (len(found.documents), found.unreadable) == (1, (6,))


def test_a_document_is_the_same_in_every_statement_and_every_other_one_is_another():
    again = read(statements.text({"НазначениеПлатежа": "иначе"}, {}, head={"ВерсияФормата": "1.02"}).encode())
    assert {each.external_id for each in again.documents} == {READ.external_id}
    others = ({"Номер": "42"}, {"Дата": "05.02.2026"}, {"Сумма": "999.99"}, {"ПлательщикСчет": "1"})
    found = {each.external_id for each in read(statements.data({}, *others)).documents}
    assert len(found) == 1 + len(others)
