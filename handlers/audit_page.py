"""A ticket's record (3.4) as messages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.actions.desk.reports import Line
from bot.actions.tickets.deadlines import CAUSES, Entry
from bot.actions.work import Ticket
from bot.phrasing import content_kind, excerpt, field_name, moment, quoted, service
from bot.rules.audit import Action
from bot.rules.deadlines.history import Cause
from bot.rules.people.identity import Field
from bot.rules.text import cut, one_line, utf16_len
from bot.rules.tickets.data_requests import READY, Kind
from bot.rules.tickets.tickets import ticket_number
from keyboards.data import ready_name

PAGE_LIMIT = 3500
"""UTF-16 units: below Telegram's 4096, so that no line is cut."""
VALUE_LIMIT = 300


def pages(number: int, lines: list[Line], zone: ZoneInfo) -> list[str]:
    """Write the record; a long one takes several messages."""
    title = _("Record of {number}").format(number=ticket_number(number))
    return _pages(f"<b>{title}</b>", lines, zone)


def history(ticket: Ticket, entries: list[Entry], done: list[Line], zone: ZoneInfo) -> list[str]:
    """Write every deadline that a ticket had, and what became of it beside them, as operators see it there."""
    lines = sorted([*(_line(ticket, each) for each in entries), *done], key=lambda line: line.at)
    title = _("History of {number}").format(number=ticket_number(ticket.number))
    return _pages(f"<b>{title}</b>", lines, zone)


def _line(ticket: Ticket, entry: Entry) -> Line:
    service = {"service": ticket.service} if entry.deadline.cause is Cause.REGISTERED else {}
    return Line(entry.set_at, entry.set_by, CAUSES[entry.deadline.cause], service | entry.deadline.details())


def _pages(head: str, lines: list[Line], zone: ZoneInfo) -> list[str]:
    pages = [head]
    for text in (_written(line, zone) for line in lines):
        if utf16_len(pages[-1]) + utf16_len(text) > PAGE_LIMIT:
            pages.append(text)
        else:
            pages[-1] += f"\n{text}"
    return pages


def _written(line: Line, zone: ZoneInfo) -> str:
    actor = quoted(line.actor) if line.actor else _("the desk")
    done = _by_phone(line) or action(line.action)
    head = f"{moment(line.at, zone)} · {actor} · <b>{done}</b>"
    return "\n".join([head, *(f"    {each}" for each in _details(line, zone))])


def _by_phone(line: Line) -> str | None:
    """Name what an operator did at the word of a requester on the phone; None of all else."""
    if not line.details.get("by_phone"):
        return None
    names = {
        Action.CLOSE: _("closed: the requester confirmed by phone"),
        Action.DENY: _("questions are left, by phone"),
    }
    return names.get(line.action)


def action(done: Action) -> str:
    """Name what was done."""
    names = {
        Action.OPEN: _("registered"),
        Action.TAKE: _("taken to work"),
        Action.RESOLVE: _("confirmation asked"),
        Action.DENY: _("questions are left"),
        Action.CLOSE: _("closed by the requester"),
        Action.CLOSE_BY_SUPERVISOR: _("closed by a supervisor"),
        Action.REOPEN: _("opened again"),
        Action.SAID_BY_PHONE: _("answered by phone"),
        Action.NOT_REACHED: _("called, nobody was reached"),
        Action.RATE: _("rated"),
        Action.COMMENT: _("rating commented"),
        Action.EXTEND: _("deadline extended"),
        Action.PAUSE: _("deadline moved: the requester was awaited"),
        Action.RECALCULATE: _("deadline recomputed: the calendar changed"),
        Action.REMIND: _("reminded to confirm"),
        Action.CLOSE_BY_SILENCE: _("closed: no answer to the reminders"),
        Action.KIND: _("kind changed"),
        Action.MISSED: _("deadline missed"),
        Action.TRANSFER: _("transferred"),
        Action.ASK: _("data asked for"),
        Action.DATA_GIVEN: _("data given"),
        Action.IDENTITY: _("the requester's details corrected"),
        Action.LOGIN_PROVEN: _("a login proven by a code"),
        Action.NOTE: _("note"),
        Action.NO_QUESTION: _("a message declared no question"),
        Action.WORDS_CORRECTED: _("slang corrected before sending"),
        Action.WORDS_KEPT: _("sent with slang"),
        Action.LINK_ATTACHED: _("link to the guide attached"),
        Action.LINK_OMITTED: _("instruction sent without a link"),
        Action.NOT_SENT: _("a held message not sent"),
        Action.NAME_CLAIMED: _("called a name or a title"),
        Action.NAME_ALLOWED: _("sent as a name or a title"),
        Action.WORD_LEFT: _("a word let pass"),
        Action.WORD_HELD: _("a word held again"),
        Action.WORD_HINTED: _("a word only hinted at"),
        Action.RETRY_FAILED: _("a failed delivery tried again"),
        Action.DROP_FAILED: _("a failed delivery dropped"),
        Action.CALENDAR: _("working calendar changed"),
        Action.CALENDAR_SETTLED: _("decree entered by hand"),
        Action.BIND: _("group bound"),
        Action.UNBIND: _("group unbound"),
        Action.REPLACE_GROUP: _("group replaced"),
        Action.DECLINE_GROUP: _("group declined"),
        Action.BECOME_SUPERVISOR: _("became a supervisor by the link of the start"),
        Action.IMPORT: _("a file sent for import"),
        Action.DIRECTORY_LOADED: _("the directory of companies loaded"),
        Action.CANNED_SAVED: _("canned answer saved"),
        Action.CANNED_REMOVED: _("canned answer removed"),
        Action.WORD_ADDED: _("own word added"),
        Action.WORD_REMOVED: _("own word removed"),
        Action.SYNONYM_ADDED: _("synonym of the guide added"),
        Action.SYNONYM_REMOVED: _("synonym of the guide removed"),
        Action.RETENTION: _("erased by age"),
        Action.ACCOUNTS_MERGED: _("two accounts of one person merged"),
        Action.COLLEAGUES_SEE: _("whether colleagues see each other's requests"),
    }
    return names.get(done) or _money()[done]


def _money() -> dict[Action, str]:
    return {
        Action.EXTEND_TARIFF: _("paid period extended"),
        Action.INVOICE_ISSUED: _("invoice issued"),
        Action.INVOICE_PAID: _("invoice paid"),
        Action.INVOICE_CANCELLED: _("invoice cancelled"),
        Action.INVOICE_EXPIRED: _("invoice expired"),
        Action.SUPPLIER: _("requisites of a supplier changed"),
        Action.ACT_ISSUED: _("act issued"),
        Action.STATEMENT: _("a statement of the bank taken in"),
        Action.PAYMENT_DECIDED: _("decided what a payment is"),
    }


def _labels() -> dict[str, str]:
    """Name the details that people are told; what a program needs to find its things again is left out."""
    return {
        "service": _("service"),
        "reason": _("reason"),
        "until": _("until"),
        "was": _("was"),
        "since": _("counted from"),
        "waited_since": _("awaited since"),
        "hours": _("working hours"),
        "technical_error": _("technical error"),
        "group": _("group"),
        "what": _("what"),
        "why": _("why"),
        "stars": _("rating"),
        "text": _("text"),
        "message": _("message"),
        "file": _("file"),
        "name": _("name"),
        "word": _("word"),
        "term": _("term"),
        "days": _("days"),
        "working": _("working"),
        "note": _("note"),
        "year": _("year"),
        "by_phone": _("by phone"),
        "by_answer": _("by the first answer"),
        "tries": _("calls without an answer"),
        "months": _("months"),
        "invoice": _("invoice"),
        "act": _("act"),
    } | {field.value: field_name(field) for field in Field}


UNTOLD = frozenset(
    {
        "chat",
        "to",
        "rule",
        "input",
        "delivery",
        "kind",
        "count",
        "night",
        "tickets",
        "see",
        "starts",
        "ends",
        "kopecks",
        "payment",
        "decision",
        "supplier",
        "vat",
        "vat_since",
    }
)
"""Details that stand on record for programs."""


def _details(line: Line, zone: ZoneInfo) -> Iterator[str]:
    if line.action is Action.REOPEN and "until" in line.details and "hours" not in line.details:
        yield _("the deadline stays: {until}").format(until=_moment(line.details["until"], zone))
        return
    labels, first = _labels(), line.action in (Action.OPEN, Action.REOPEN)
    together = {"hours", "until"} if first and {"hours", "until"} <= line.details.keys() else set[str]()
    for name, value in line.details.items():
        if name == "hours" and together:
            yield _first_deadline(value, _moment(line.details["until"], zone))
        elif name in labels and name not in together and not (name == "by_phone" and _by_phone(line)):
            yield f"{labels[name]}: {_value(name, value, line.details, zone)}"


def _first_deadline(hours: int, until: str) -> str:
    text = ngettext("deadline: {n} working hour, until {until}", "deadline: {n} working hours, until {until}", hours)
    return text.format(n=hours, until=until)


def _value(name: str, value: Any, beside: Mapping[str, Any], zone: ZoneInfo) -> str:
    if name in ("until", "was", "since", "waited_since"):
        return _moment(value, zone)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    writers: Mapping[str, Callable[[Any], str]] = {
        "service": service,
        "stars": lambda stars: _("{stars} of 5").format(stars=stars),
        "what": lambda what: ", ".join(map(_asked, str(what).split(", "))),
        "days": _days,
        "message": lambda html: excerpt(html, VALUE_LIMIT) or content_kind(beside.get("kind", "other")),
    }
    return writers[name](value) if name in writers else quoted(cut(one_line(str(value)), VALUE_LIMIT))


def _moment(value: str, zone: ZoneInfo) -> str:
    return moment(datetime.fromisoformat(value), zone)


def _asked(what: str) -> str:
    return quoted(ready_name(Kind(what)) if what in READY else cut(one_line(what), VALUE_LIMIT))


def _days(days: Sequence[str]) -> str:
    return " – ".join(f"{date.fromisoformat(day):%d.%m.%Y}" for day in dict.fromkeys(days))
