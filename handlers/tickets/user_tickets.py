"""A requester's own tickets: the list, and one of them."""

from aiogram import F
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.people import leaving
from bot.actions.tickets import colleagues, own_tickets
from bot.actions.tickets.own_tickets import Details
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import moment, own_status, quoted, service, time_left
from bot.rules.asking import CONFIRM, of_ticket
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.tickets.tickets import State, emoji, ticket_number
from handlers import say
from handlers.filters import PRIVATE, Labelled, Typed
from handlers.routers import Doors
from handlers.tickets import user_closing, user_request, user_writing
from keyboards import colleagues as colleagues_keyboard
from keyboards import tickets as tickets_keyboard
from keyboards.menu import MY_REQUESTS
from keyboards.tickets import AnyTicket, Named, OneTicket


async def show_list(_message: Message, work: Work, person: Person) -> None:
    """List the latest tickets. Raises Refused when the person is being forgotten."""
    await leaving.check(work, person)
    listed = await own_tickets.listed(work, person)
    named = await user_writing.named(work, listed)
    await say.private(work, person, await _list(work, listed, named), await _keyboard(work, person, named))


async def back_to_list(press: CallbackQuery, work: Work, person: Person) -> None:
    """List the latest tickets in the place of one."""
    listed = await own_tickets.listed(work, person)
    named = await user_writing.named(work, listed)
    keyboard = await _keyboard(work, person, named)
    await say.edit_private(work, person, press, await _list(work, listed, named), keyboard)


async def show(press: CallbackQuery, callback_data: OneTicket, work: Work, person: Person) -> None:
    """Show one ticket in the place of the list."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    details = await own_tickets.details(work, person, ticket)
    keyboard = tickets_keyboard.details(ticket.number, ticket.state, reopenable=details.reopenable, asked=details.asked)
    lines = _details(work, details, await work.calendar())
    await say.edit_private(work, person, press, "\n".join(lines), keyboard)


async def settle(press: CallbackQuery, callback_data: OneTicket, work: Work, person: Person, state: FSMContext) -> None:
    """Confirm, deny or open again from the page of a ticket, which shows how it stands then."""
    if callback_data.do == "reopen":
        await user_closing.reopened(press, work, person, state, callback_data.ticket)
    else:
        await user_closing.decided(work, person, state, callback_data.ticket, solved=callback_data.do == "yes")
        await say.withdraw(work, person, of_ticket(CONFIRM, callback_data.ticket))
    await show(press, callback_data, work, person)


async def begin(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Begin a new request; drafts that wait are its description."""
    if await user_writing.is_choosing(state):
        await say.answered(work, person, press)
    else:
        await say.drop_buttons(work, person, press)
    await user_request.begin(work, person, state)


async def _keyboard(work: Work, person: Person, named: list[Named]) -> InlineKeyboardMarkup:
    more = [colleagues_keyboard.show_list()] if await colleagues.are_seen(work, person) else []
    return tickets_keyboard.tickets(named, "show", more)


async def _list(work: Work, listed: list[Ticket], named: list[Named]) -> str:
    if not listed:
        return _("You have no requests yet.")
    calendar = await work.calendar()
    return "\n\n".join(
        [_("Your requests:"), *(_line(work, *each, calendar) for each in zip(listed, named, strict=True))]
    )


def _line(work: Work, ticket: Ticket, named: Named, calendar: Calendar) -> str:
    standing = own_status(ticket.state)
    if ticket.is_open and ticket.deadline is not None:
        due = moment(ticket.deadline, work.policy.zone)
        left = time_left(work.now, ticket.deadline, calendar)
        standing = _("{status}, deadline {deadline} ({left})").format(status=standing, deadline=due, left=left)
    words = _("“{words}”").format(words=quoted(named.words)) if named.words else ""
    return "\n".join(filter(None, [_title(ticket), words, standing]))


def _title(ticket: Ticket) -> str:
    icon = emoji(State(ticket.state), overdue=False)
    return f"{icon} <b>{ticket_number(ticket.number)}</b> · {service(ticket.service)}"


def _due(work: Work, ticket: Ticket, calendar: Calendar) -> str:
    if ticket.deadline is None:
        return _("none: a technical error")
    due = moment(ticket.deadline, work.policy.zone)
    return f"{due} ({time_left(work.now, ticket.deadline, calendar)})" if ticket.is_open else due


def _details(work: Work, details: Details, calendar: Calendar) -> list[str]:
    ticket, zone = details.ticket, work.policy.zone
    lines = [
        _title(ticket),
        "",
        _("Status: {status}").format(status=own_status(ticket.state)),
        _("Opened: {moment}").format(moment=moment(ticket.opened_at, zone)),
        _("Deadline: {due}").format(due=_due(work, ticket, calendar)),
        _("Operator: {operator}").format(operator=quoted(details.operator or "—")),
        _("Messages: {count}").format(count=details.messages),
    ]
    if details.last_message_at is not None:
        lines.append(_("Last message: {moment}").format(moment=moment(details.last_message_at, zone)))
    if ticket.previous is not None:
        lines.append(_("Continues {previous}").format(previous=ticket_number(ticket.previous)))
    if ticket.closed_at is not None:
        lines.append(_("Closed: {moment}").format(moment=moment(ticket.closed_at, zone)))
    if ticket.rating is not None:
        lines.append(_("Your rating: {stars} of 5").format(stars=ticket.rating))
    return lines


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(show_list, PRIVATE, Typed("tickets"))
    doors.private.message.register(show_list, Labelled(MY_REQUESTS))
    doors.private.callback_query.register(show, OneTicket.filter(F.do == "show"))
    doors.private.callback_query.register(settle, OneTicket.filter(F.do.in_({"yes", "no", "reopen"})))
    doors.private.callback_query.register(back_to_list, AnyTicket.filter(F.do == "list"))
    doors.private.callback_query.register(begin, AnyTicket.filter(F.do == "new"))
