"""A ticket's record (3.4) as messages."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.actions.desk.reports import Line
from bot.phrasing import moment, quoted, service
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


def deadlines(number: int, lines: list[Line], zone: ZoneInfo) -> list[str]:
    """Write the part of the record that operators see at a ticket: its deadlines."""
    title = _("Deadlines of {number}").format(number=ticket_number(number))
    return _pages(f"<b>{title}</b>", lines, zone)


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
    head = f"{moment(line.at, zone)} · {actor} · <b>{_action(line.action)}</b>"
    return "\n".join([head, *(f"    {_detail(name, value, zone)}" for name, value in line.details.items())])


def _action(name: str) -> str:
    names = {
        "open": _("registered"),
        "take": _("taken to work"),
        "resolve": _("confirmation asked"),
        "deny": _("questions are left"),
        "close": _("closed by the requester"),
        "close_by_supervisor": _("closed by a supervisor"),
        "reopen": _("opened again"),
        "rate": _("rated"),
        "comment": _("rating commented"),
        "extend": _("deadline extended"),
        "recalculate": _("deadline recomputed: the calendar changed"),
        "remind": _("reminded to confirm"),
        "close_by_silence": _("closed: no answer to the reminders"),
        "kind": _("kind changed"),
        "missed": _("deadline missed"),
        "transfer": _("transferred"),
        "ask": _("data asked for"),
        "data_given": _("data given"),
        "note": _("note"),
        "no_question": _("a message declared no question"),
        "words_corrected": _("slang corrected before sending"),
        "words_kept": _("sent with slang"),
        "link_attached": _("link to the guide attached"),
        "link_omitted": _("instruction sent without a link"),
        "not_sent": _("a held message not sent"),
        "retry_failed": _("a failed delivery tried again"),
        "drop_failed": _("a failed delivery dropped"),
    }
    return names.get(name, quoted(name))


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
        "stars": _("stars"),
        "text": _("text"),
        "delivery": _("delivery"),
        "message": _("message"),
    }
    return f"{names.get(name, quoted(name))}: {_value(name, value, zone)}"


def _value(name: str, value: Any, zone: ZoneInfo) -> str:
    if name in ("until", "was", "since"):
        return moment(datetime.fromisoformat(value), zone)
    if name == "service":
        return service(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return quoted(cut(one_line(str(value)), VALUE_LIMIT))
