"""The list of what failed, in words."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import links
from bot.actions.desk.failures import Failure, Page
from bot.channels.telegram.error_words import refusal
from bot.phrasing import moment, quoted
from bot.rules.addresses import FormerPlace, ToChat, ToMail, ToPerson, ToTicket, parse
from bot.rules.channels import TELEGRAM
from bot.rules.kinds import Kind
from bot.rules.text import cut, one_line
from bot.rules.tickets.tickets import ticket_number

NAME_LIMIT = 100
REASON_LIMIT = 300
"""UTF-16 units of a name and of a reason that are shown."""


def text(page: Page, zone: ZoneInfo) -> str:
    """List a page of failures."""
    total = page.shown.total
    if not total:
        return _("Nothing has failed: all that came in was processed, all that was to go out was delivered or waits.")
    head = ngettext("{n} failure, the newest first:", "{n} failures, the newest first:", total)
    parts = [f"<b>{head.format(n=total)}</b>"]
    for number, (failure, place) in enumerate(page.entries, start=1):
        address = links.to_place(place.chat_id, place.thread_id, place.card_id) if place else None
        parts.append(f"{number}. {_entry(failure, address, zone)}")
    if page.last:
        parts.append(_("Page {page} of {pages}").format(page=page.number + 1, pages=page.last + 1))
    return "\n\n".join(parts)


def _entry(failure: Failure, address: str | None, zone: ZoneInfo) -> str:
    about = [moment(failure.at, zone)]
    if failure.ticket is not None:
        about.append(links.linked(ticket_number(failure.ticket), address))
    if failure.payload is None:
        what, reason = parcel(failure), refusal(failure.error)
    else:
        what, reason = _input(failure.kind, failure.payload), _fault(failure.error)
    why = _("Reason: {reason}").format(reason=quoted(cut(one_line(reason), REASON_LIMIT)))
    return "\n".join([" · ".join(about), what, why])


def _input(source: str, payload: str) -> str:
    kinds = {
        "message": _("Message of {name}, not processed"),
        "edited_message": _("Edited message of {name}, not processed"),
        "callback_query": _("Button pressed by {name}, not processed"),
    }
    update: dict[str, Any] = json.loads(payload) if source == TELEGRAM else {}
    kind = next((kind for kind in kinds if kind in update), None)
    if kind is None:
        return _("Something from {source}, not processed").format(source=quoted(source))
    return kinds[kind].format(name=quoted(_author(update[kind]) or "…"))


def _author(body: Any) -> str:
    """Return who did what failed; it may have failed because it is not written down as it should be."""
    author = body.get("from") if isinstance(body, dict) else None
    names = (author.get("first_name"), author.get("last_name")) if isinstance(author, dict) else ()
    return cut(one_line(" ".join(name for name in names if isinstance(name, str))), NAME_LIMIT)


def _fault(error: str) -> str:
    """Word the exception with which an input failed, given as its repr."""
    return _("an error in the program ({name})").format(name=error.partition("(")[0])


def parcel(failure: Failure) -> str:
    """Say what was not done."""
    kinds = {
        Kind.RELAY: _("Message {where}, not delivered"),
        Kind.EDIT: _("Change of a message {where}, not delivered"),
        Kind.ERASE: _("Deletion of a message {where}, not done"),
        Kind.REACT: _("Reaction {where}, not set"),
        Kind.SHOW: _("Topic and card, not brought up to date"),
        Kind.PIN: _("Card, not pinned"),
        Kind.LEAVE: _("Topic of a transferred request, not closed"),
        Kind.NOTICE: _("Notice {where}, not delivered"),
        Kind.CALL: _("Answer of the bot {where}, not delivered"),
        Kind.PROBE: _("Check of a group, not made"),
        Kind.PROMPT: _("Question about a held message, not asked"),
        Kind.FETCH: _("File of an import, not fetched"),
        Kind.IMPORT: _("Progress of an import {where}, not shown"),
        Kind.RELEASE: _("Sending of what was kept for a person who is back, not begun"),
        Kind.REPORT: _("Statistics, not counted"),
        Kind.MYDATA: _("Data about a person, not sent to them"),
        Kind.PAPER: _("Invoice or another paper, not sent"),
        Kind.EXAMINATION: _("Check of the desk, not made"),
        Kind.SETUP: _("How far the new desk is, not shown"),
        Kind.TRIAL_END: _("Trial request, not removed"),
    }
    return kinds[Kind(failure.kind)].format(where=_where(failure))


def _where(failure: Failure) -> str:
    to = parse(failure.destination) if failure.destination else None
    places: dict[type, str] = {
        ToPerson: _("to a person"),
        ToTicket: _("to the topic"),
        ToChat: _("to a group"),
        FormerPlace: _("to a former topic"),
        ToMail: _("by e-mail"),
    }
    return places.get(type(to), "")
