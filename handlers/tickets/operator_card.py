"""What an operator can do with a ticket, by the buttons of its card or by commands."""

from collections.abc import Awaitable, Callable

from aiogram import F
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import closing, deadlines, operators
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import quoted
from handlers import say
from handlers.deadlines import operator_deadline
from handlers.filters import place
from handlers.routers import Doors
from handlers.tickets import operator_data, operator_transfer
from keyboards import questions
from keyboards.card import CardPress
from keyboards.questions import TakeOver

Act = Callable[[Work, Person, Ticket], Awaitable[str]]
"""Does it and returns the plain words that tell the operator so; none when a message does."""


async def take(work: Work, person: Person, ticket: Ticket) -> str:
    """Take a ticket; a colleague's only after a question."""
    colleague = await operators.colleague(work, person, ticket)
    if colleague is None:
        await operators.take(work, person, ticket)
        return _("You have taken the request.")
    text = _("{operator} is working on the request. Do you want to take it over?")
    keyboard = questions.take_over(ticket.number, colleague.id)
    await say.to_ticket(work, ticket, text.format(operator=quoted(colleague.name)), keyboard)
    return ""


async def take_over(press: CallbackQuery, callback_data: TakeOver, work: Work, person: Person) -> None:
    """Take a colleague's ticket, unless it is somebody else's by now."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    if ticket.operator not in (callback_data.holder, person.id):
        await say.delete_in_group(work, chat, message)
        say.answer_press(work, press, await take(work, person, ticket))
        return
    await operators.take(work, person, ticket)
    await say.edit_in_group(
        work, chat, message, _("{operator} took the request over.").format(operator=quoted(person.name))
    )
    say.answer_press(work, press, _("You have taken the request."))


async def resolve(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask the requester whether it is solved (3.2)."""
    if not await closing.ask_confirmation(work, person, ticket):
        return _("A message of the requester has no answer yet.")
    return _("The requester is asked to confirm.")


async def mark_error(work: Work, person: Person, ticket: Ticket) -> str:
    """Make it a technical error (4.3)."""
    await deadlines.change_kind(work, person, ticket, technical_error=True)
    return _("It is a technical error now: there is no deadline. The requester has been told.")


async def unmark_error(work: Work, person: Person, ticket: Ticket) -> str:
    """Make it an ordinary request again (4.3)."""
    await deadlines.change_kind(work, person, ticket, technical_error=False)
    return _("It is no longer a technical error: the deadline is back. The requester has been told.")


ACTS: dict[str, Act] = {
    "take": take,
    "resolve": resolve,
    "error": mark_error,
    "no_error": unmark_error,
    "extend": operator_deadline.offer,
    "history": operator_deadline.show_history,
    "ask": operator_data.offer,
    "transfer": operator_transfer.offer,
}


async def act(press: CallbackQuery, callback_data: CardPress, work: Work, person: Person) -> None:
    """Do what a button of the card says."""
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    say.answer_press(work, press, await ACTS[callback_data.do](work, person, ticket))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(act, CardPress.filter(F.do.in_(ACTS)))
    doors.group.callback_query.register(take_over, TakeOver.filter())
