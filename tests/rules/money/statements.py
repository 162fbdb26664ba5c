"""A bank's statement, as cases change it."""

from collections.abc import Mapping

ACCOUNT = "40702810838000000017"
PAYER_ACCOUNT = "40702810900000000101"
DOCUMENT = {
    "Номер": "41",
    "Дата": "04.02.2026",
    "Сумма": "1000.00",
    "ПлательщикСчет": PAYER_ACCOUNT,
    "ДатаСписано": "",
    "Плательщик": "ИНН 7707083893 ПАО Сбербанк",
    "Плательщик1": "ПАО Сбербанк",
    "ПлательщикИНН": "7707083893",
    "ПолучательСчет": ACCOUNT,
    "ДатаПоступило": "05.02.2026",
    "Получатель1": "ООО Электронный Ордер",
    "ПолучательИНН": "7736050003",
    "НазначениеПлатежа": "Оплата по счёту ЭО-2026-1",
}
HEAD = {"ВерсияФормата": "1.03", "Кодировка": "Windows", "Отправитель": "Банк", "РасчСчет": ACCOUNT}


def document(changes: Mapping[str, str | None]) -> list[str]:
    """The lines of a document; None leaves one out."""
    said = DOCUMENT | changes
    lines = [f"{name}={value}" for name, value in said.items() if value is not None]
    return ["СекцияДокумент=Платежное поручение", *lines, "КонецДокумента"]


def text(*documents: Mapping[str, str | None], head: Mapping[str, str] | None = None, between: str = "") -> str:
    """A whole statement."""
    lines = ["1CClientBankExchange", *(f"{name}={value}" for name, value in (HEAD | (head or {})).items())]
    lines += filter(None, between.splitlines())
    for each in documents:
        lines += document(each)
    return "\r\n".join([*lines, "КонецФайла", ""])


def data(*documents: Mapping[str, str | None], head: Mapping[str, str] | None = None) -> bytes:
    """The same in the encoding of most banks."""
    return text(*documents, head=head).encode("cp1251")
