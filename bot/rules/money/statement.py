"""The bank's statement (5): 1CClientBankExchange 1.02 and 1.03, as kl_to_1c.txt of every bank.

What it is encoded in is seen by its words: the mark in the file is often wrong.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.rules.refusals import Refused

SIZE_LIMIT = 5_000_000
"""Bytes of a file."""
MOST_DOCUMENTS = 2_000
"""Taken in at once: some 0.6 s, in which messages wait; 300 documents take 0.08 s."""
_HEAD, _END = "1CClientBankExchange", "КонецФайла"
_VERSION, _VERSIONS = "ВерсияФормата", ("1.02", "1.03")
_ENCODINGS = ("utf-8", "cp1251", "cp866")
_OPENS, _CLOSES = "Секция", "Конец"
_DOCUMENT = "СекцияДокумент"
_SUM = re.compile(r"(\d{1,12})(?:[.,\-](\d{1,2}))?")
_BY_INN = re.compile(r"^\s*ИНН\s*\d{10,12}\s*(?:/\s*\d{9})?\s*|^\s*(?:КПП\s*\d{9})\s*", re.IGNORECASE)


class Reason(StrEnum):
    """Why a file is not read."""

    TOO_LARGE = "statement_too_large"
    OTHER_FORMAT = "statement_other_format"
    OTHER_VERSION = "statement_other_version"
    CUT = "statement_cut"
    TOO_MANY = "statement_too_many"
    OTHER_ACCOUNT = "statement_other_account"
    NO_SUPPLIER = "statement_no_supplier"


@dataclass(frozen=True, slots=True)
class Side:
    """Who paid or was paid; what the bank does not say is empty."""

    account: str = ""
    inn: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One transfer of a statement. `day` is the document's, `received_on` when the money came or went."""

    number: str
    day: date
    received_on: date
    kopecks: int
    payer: Side
    payee: Side
    purpose: str

    @property
    def external_id(self) -> str:
        """Return what it is known by in whichever statement it stands: 40 characters.

        A bank takes no two documents of one number, day and payer.
        """
        sides = self.payer.account, self.payer.inn, self.payee.account
        facts = "\n".join((self.number, self.day.isoformat(), str(self.kopecks), *sides))
        return hashlib.sha256(facts.encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says: whose accounts it is of, its documents, and where one begins that cannot be read."""

    accounts: frozenset[str]
    documents: tuple[Document, ...]
    unreadable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """What opened it, at which line, and what is said in it, in order."""

    opened_by: str
    line: int
    said: dict[str, str] = field(default_factory=dict)


def read(data: bytes) -> Statement:
    """Read a file. Raises Refused where it is another one, or not whole."""
    if len(data) > SIZE_LIMIT:
        raise Refused(Reason.TOO_LARGE)
    lines = _text(data).splitlines()
    accounts, sections = _sections(lines)
    documents, unreadable = list[Document](), list[int]()
    for each in sections:
        if each.opened_by != _DOCUMENT:
            continue
        document = _document(each.said)
        if document is None:
            unreadable.append(each.line)
        else:
            documents.append(document)
    if len(documents) > MOST_DOCUMENTS:
        raise Refused(Reason.TOO_MANY, limit=str(MOST_DOCUMENTS))
    return Statement(accounts, tuple(documents), tuple(unreadable))


def _text(data: bytes) -> str:
    """Decode a file by what its words are; the first line is its mark. Raises Refused."""
    body = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body.startswith(_HEAD.encode()):
        raise Refused(Reason.OTHER_FORMAT)
    for encoding in _ENCODINGS:
        text = body.decode(encoding, "replace").replace("\0", "")  # PostgreSQL takes no text that holds it
        if _VERSION in text:
            return text
    raise Refused(Reason.CUT if len(body) < 200 else Reason.OTHER_FORMAT)


def _sections(lines: Sequence[str]) -> tuple[frozenset[str], list[_Section]]:
    """Return the accounts that are named and every section. Raises Refused where the file ends too soon."""
    accounts, sections = set[str](), list[_Section]()
    head = _Section("", 1)
    now = head
    for at, line in enumerate(lines, 1):
        name, equals, value = (each.strip() for each in line.partition("="))
        if name == _END:
            _whole(now is head, head.said)
            return frozenset(accounts), sections
        if name.startswith(_OPENS):
            _whole(now is head, head.said)
            now = _Section(name, at)
        elif name.startswith(_CLOSES) and not equals:
            sections.append(now)
            now = head
        else:
            _note(now.said, name if equals else None, value if equals else name)
            if name == "РасчСчет":
                accounts.add(value)
    raise Refused(Reason.CUT)


def _whole(is_closed: bool, head: Mapping[str, str]) -> None:
    if not is_closed:
        raise Refused(Reason.CUT)
    version = head.get(_VERSION, "")
    if version not in _VERSIONS:
        raise Refused(Reason.OTHER_VERSION, name=version[:20])


def _note(said: dict[str, str], name: str | None, value: str) -> None:
    """Keep what a line says; one without a name goes on with what the line before said."""
    if name is not None:
        said.pop(name, None)
        said[name] = value
    elif said and value:
        before, words = said.popitem()
        said[before] = f"{words} {value}".strip()


def _document(said: Mapping[str, str]) -> Document | None:
    """Return the document that a section says; None where number, day or sum cannot be read."""
    kopecks, day = _kopecks(said.get("Сумма", "")), _day(said.get("Дата", ""))
    if kopecks is None or day is None:
        return None
    moved = _day(said.get("ДатаПоступило", "")) or _day(said.get("ДатаСписано", "")) or day
    sides = _side(said, "Плательщик"), _side(said, "Получатель")
    return Document(said.get("Номер", "")[:40], day, moved, kopecks, *sides, purpose=_purpose(said))


def _kopecks(text: str) -> int | None:
    """Read a sum; None where it is none, is nothing or has parts of a kopeck."""
    found = _SUM.fullmatch(re.sub(r"\s", "", text))
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) or None


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%d.%m.%Y").date()  # noqa: DTZ007 -- a day alone
    except ValueError:
        return None


def _side(said: Mapping[str, str], who: str) -> Side:
    account = said.get(f"{who}Счет") or said.get(f"{who}РасчСчет") or ""
    inn = re.sub(r"\D", "", said.get(f"{who}ИНН", ""))
    name = said.get(f"{who}1") or _BY_INN.sub("", said.get(who, ""))
    return Side(account.strip()[:20], inn if len(inn) in (10, 12) else "", name[:200])


def _purpose(said: Mapping[str, str]) -> str:
    """Return what a payment is for: in one line, or in up to six of them, whichever says more."""
    parts = " ".join(filter(None, _parts(said)))
    return max(said.get("НазначениеПлатежа", ""), parts, key=len)[:500]


def _parts(said: Mapping[str, str]) -> Iterator[str]:
    for n in range(1, 7):
        yield said.get(f"НазначениеПлатежа{n}", "")
