"""Colleagues' tickets, as far as a person sees them: the list, one of them, what was said there; to read alone."""

from aiogram import F
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions.tickets import colleagues
from bot.actions.tickets.colleagues import Listed, Said
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import content_kind, excerpt, moment, quoted, service, status, time_left
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.text import utf16_len
from bot.rules.tickets.tickets import State, emoji, ticket_number
from handlers import say
from handlers.routers import Doors
from handlers.tickets import user_writing
from keyboards import colleagues as colleagues_keyboard
from keyboards.colleagues import Colleagues

PAGE_LIMIT = 3500
"""UTF-16 units of a page of what was said."""
WORDS_LIMIT = 1000
"""Of one message."""


async def show_list(press: CallbackQuery, work: Work, person: Person) -> None:
    """List the latest tickets of colleagues."""
    found = await colleagues.listed(work, person)
    calendar = await work.calendar()
    lines = [_line(work, each, calendar) for each in found] or [_("Your colleagues have no requests.")]
    named = await user_writing.named(work, [each.ticket for each in found])
    text = "\n\n".join([_("Your colleagues' requests, to read:"), *lines])
    await say.edit_private(work, person, press, text, colleagues_keyboard.tickets(named))


async def show(press: CallbackQuery, callback_data: Colleagues, work: Work, person: Person) -> None:
    """Show one ticket in the place of the list."""
    ticket = await colleagues.ticket(work, person, callback_data.ticket)
    zone, calendar = work.policy.zone, await work.calendar()
    lines = [
        _title(ticket),
        "",
        _("Status: {status}").format(status=status(ticket.state)),
        _("Opened: {moment}").format(moment=moment(ticket.opened_at, zone)),
        _("Deadline: {due}").format(due=_due(work, ticket, calendar)),
    ]
    if ticket.closed_at is not None:
        lines.append(_("Closed: {moment}").format(moment=moment(ticket.closed_at, zone)))
    keyboard = colleagues_keyboard.details(ticket.number)
    await say.edit_private(work, person, press, "\n".join(lines), keyboard)


async def read(press: CallbackQuery, callback_data: Colleagues, work: Work, person: Person) -> None:
    """Send what was said, below."""
    ticket = await colleagues.ticket(work, person, callback_data.ticket)
    said = await colleagues.delivered(work, person, ticket)
    head = _("<b>Correspondence of {number}</b>, the last messages").format(number=ticket_number(ticket.number))
    pages = [head]
    for text in [_said(work, each) for each in said] or [_("Nothing was written yet.")]:
        if utf16_len(pages[-1]) + utf16_len(text) > PAGE_LIMIT:
            pages.append(text)
        else:
            pages[-1] += f"\n\n{text}"
    for page in pages:
        await say.private(work, person, page)
    say.answer_press(work, press)


def _said(work: Work, message: Said) -> str:
    who = _("Operator") if message.by_operator else _("Colleague")
    words = excerpt(message.html, WORDS_LIMIT) or content_kind(message.kind)
    return f"<b>{who}</b>, {moment(message.sent_at, work.policy.zone)}\n{words}"


def _line(work: Work, listed: Listed, calendar: Calendar) -> str:
    ticket = listed.ticket
    standing = status(ticket.state)
    if ticket.is_open and ticket.deadline is not None:
        text = _("{status}, deadline {deadline}")
        standing = text.format(status=standing, deadline=_due(work, ticket, calendar))
    return f"{_title(ticket)}\n{quoted(listed.company)}\n{standing}"


def _title(ticket: Ticket) -> str:
    icon = emoji(State(ticket.state), overdue=False)
    return f"{icon} <b>{ticket_number(ticket.number)}</b> · {service(ticket.service)}"


def _due(work: Work, ticket: Ticket, calendar: Calendar) -> str:
    if ticket.deadline is None:
        return _("none: a technical error")
    due = moment(ticket.deadline, work.policy.zone)
    return f"{due} ({time_left(work.now, ticket.deadline, calendar)})" if ticket.is_open else due


def register(doors: Doors) -> None:
    """Say which updates come here."""
    press = doors.private.callback_query.register
    press(show_list, Colleagues.filter(F.do == "list"))
    press(show, Colleagues.filter(F.do == "show"))
    press(read, Colleagues.filter(F.do == "read"))
