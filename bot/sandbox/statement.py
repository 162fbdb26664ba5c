"""The bank's statement: 1CClientBankExchange 1.03 in Windows-1251, as banks give it out (kl_to_1c.txt)."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.bank import Account, Bank, Transfer

FILE = "kl_to_1c.txt"
ZONE = ZoneInfo("Europe/Moscow")


def statement(bank: Bank) -> bytes:
    """All transfers so far; what Windows-1251 does not have becomes a question mark."""
    lines = ["1CClientBankExchange", *_head(bank), *_balance(bank)]
    for transfer in bank.transfers:
        lines += ["СекцияДокумент=Платежное поручение", *_document(bank.account, transfer), "КонецДокумента"]
    return "\r\n".join([*lines, "КонецФайла", ""]).encode("cp1251", "replace")


def _head(bank: Bank) -> Iterator[str]:
    now = bank.now().astimezone(ZONE)
    yield "ВерсияФормата=1.03"
    yield "Кодировка=Windows"
    yield "Отправитель=Песочница"
    yield "Получатель="
    yield f"ДатаСоздания={now:%d.%m.%Y}"
    yield f"ВремяСоздания={now:%H:%M:%S}"
    yield from _span(bank)
    yield f"РасчСчет={bank.account.number}"


def _span(bank: Bank) -> Iterator[str]:
    days = [transfer.at for transfer in bank.transfers] or [bank.now()]
    yield f"ДатаНачала={_day(min(days))}"
    yield f"ДатаКонца={_day(max(days))}"


def _balance(bank: Bank) -> Iterator[str]:
    came = sum(transfer.kopecks for transfer in bank.transfers if not transfer.back)
    went = sum(transfer.kopecks for transfer in bank.transfers if transfer.back)
    yield "СекцияРасчСчет"
    yield from _span(bank)
    yield f"РасчСчет={bank.account.number}"
    yield "НачальныйОстаток=0.00"
    yield f"ВсегоПоступило={_sum(came)}"
    yield f"ВсегоСписано={_sum(went)}"
    yield f"КонечныйОстаток={_sum(came - went)}"
    yield "КонецРасчСчет"


def _document(account: Account, transfer: Transfer) -> Iterator[str]:
    sides = (account, transfer.payer) if transfer.back else (transfer.payer, account)
    yield f"Номер={transfer.number}"
    yield f"Дата={_day(transfer.at)}"
    yield f"Сумма={_sum(transfer.kopecks)}"
    yield from _side("Плательщик", sides[0])
    yield from _side("Получатель", sides[1])
    yield f"{'ДатаСписано' if transfer.back else 'ДатаПоступило'}={_day(transfer.at)}"
    yield "ВидПлатежа=электронно"
    yield "ВидОплаты=01"
    yield "Очередность=5"
    yield f"НазначениеПлатежа={transfer.purpose}"


def _side(name: str, account: Account) -> Iterator[str]:
    yield f"{name}Счет={account.number}"
    yield f"{name}=ИНН {account.inn} {account.holder}"
    yield f"{name}1={account.holder}"
    yield f"{name}ИНН={account.inn}"
    yield f"{name}КПП={account.kpp}"
    yield f"{name}РасчСчет={account.number}"
    yield f"{name}Банк1={account.bank}"
    yield f"{name}БИК={account.bic}"


def _sum(kopecks: int) -> str:
    return f"{kopecks // 100}.{kopecks % 100:02}"


def _day(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%d.%m.%Y}"
