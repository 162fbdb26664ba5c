"""A ticket's record (3.4) as messages."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.actions.desk.reports import Line
from bot.actions.tickets.deadlines import CAUSES, Entry
from bot.actions.work import Ticket
from bot.phrasing import field_name, moment, quoted, service
from bot.rules.audit import Action
from bot.rules.deadlines.history import Cause
from bot.rules.people.identity import Field
from bot.rules.text import cut, one_line, utf16_len
from bot.rules.tickets.tickets import ticket_number

PAGE_LIMIT = 3500
"""UTF-16 units: below Telegram's 4096, so that no line is cut."""
VALUE_LIMIT = 300


def pages(number: int, lines: list[Line], calls: int, zone: ZoneInfo) -> list[str]:
    """Write the record, and what the ticket cost its group in calls; a long one takes several messages."""
    title = _("Record of {number}").format(number=ticket_number(number))
    cost = _("Calls of the Bot API in the group: {n}").format(n=calls)
    return _pages(f"<b>{title}</b>\n{cost}", lines, zone)


def deadlines(ticket: Ticket, entries: list[Entry], zone: ZoneInfo) -> list[str]:
    """Write every deadline that a ticket had, as operators see it there."""
    lines = [_line(ticket, each) for each in entries]
    title = _("Deadlines of {number}").format(number=ticket_number(ticket.number))
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
    head = f"{moment(line.at, zone)} · {actor} · <b>{action(line.action)}</b>"
    return "\n".join([head, *(f"    {_detail(name, value, zone)}" for name, value in line.details.items())])


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
        Action.RATE: _("rated"),
        Action.COMMENT: _("rating commented"),
        Action.EXTEND: _("deadline extended"),
        Action.RECALCULATE: _("deadline recomputed: the calendar changed"),
        Action.REMIND: _("reminded to confirm"),
        Action.CLOSE_BY_SILENCE: _("closed: no answer to the reminders"),
        Action.KIND: _("kind changed"),
        Action.MISSED: _("deadline missed"),
        Action.TRANSFER: _("transferred"),
        Action.ASK: _("data asked for"),
        Action.DATA_GIVEN: _("data given"),
        Action.IDENTITY: _("the requester's details corrected"),
        Action.NOTE: _("note"),
        Action.NO_QUESTION: _("a message declared no question"),
        Action.WORDS_CORRECTED: _("slang corrected before sending"),
        Action.WORDS_KEPT: _("sent with slang"),
        Action.LINK_ATTACHED: _("link to the guide attached"),
        Action.LINK_OMITTED: _("instruction sent without a link"),
        Action.NOT_SENT: _("a held message not sent"),
        Action.RETRY_FAILED: _("a failed delivery tried again"),
        Action.DROP_FAILED: _("a failed delivery dropped"),
        Action.CALENDAR: _("working calendar changed"),
        Action.CALENDAR_SETTLED: _("decree entered by hand"),
        Action.BIND: _("group bound"),
        Action.UNBIND: _("group unbound"),
        Action.REPLACE_GROUP: _("group replaced"),
        Action.DECLINE_GROUP: _("group declined"),
        Action.BECOME_SUPERVISOR: _("became a supervisor by the link of the start"),
        Action.IMPORT: _("articles imported"),
        Action.CANNED_SAVED: _("canned answer saved"),
        Action.CANNED_REMOVED: _("canned answer removed"),
        Action.WORD_ADDED: _("own word added"),
        Action.WORD_REMOVED: _("own word removed"),
        Action.EXTEND_TARIFF: _("paid period extended"),
    }
    return names[done]


def _detail(name: str, value: Any, zone: ZoneInfo) -> str:
    names = {
        "service": _("service"),
        "reason": _("reason"),
        "until": _("until"),
        "was": _("was"),
        "since": _("counted from"),
        "hours": _("working hours"),
        "technical_error": _("technical error"),
        "group": _("group"),
        "chat": _("chat"),
        "what": _("what"),
        "why": _("why"),
        "stars": _("rating (of 5)"),
        "text": _("text"),
        "delivery": _("delivery"),
        "message": _("message"),
    }
    if name in set(Field):
        return f"{field_name(Field(name))}: {_value(name, value, zone)}"
    return f"{names.get(name, quoted(name))}: {_value(name, value, zone)}"


def _value(name: str, value: Any, zone: ZoneInfo) -> str:
    if name in ("until", "was", "since"):
        return moment(datetime.fromisoformat(value), zone)
    if name == "service":
        return service(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return quoted(cut(one_line(str(value)), VALUE_LIMIT))
