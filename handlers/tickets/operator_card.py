"""What an operator can do with a ticket, by the buttons of its card or by commands."""

from collections.abc import Awaitable, Callable

from aiogram import F
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import closing, deadlines, operators
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import quoted
from bot.rules.tickets.tickets import State, check_open, ticket_number
from handlers import say
from handlers.deadlines import operator_deadline
from handlers.filters import place
from handlers.routers import Doors
from handlers.tickets import operator_correction, operator_data, operator_phone, operator_transfer
from keyboards import questions
from keyboards.card import CardPress
from keyboards.questions import ChangeKind, ResolveFor, TakeOver

Act = Callable[[Work, Person, Ticket], Awaitable[str]]
"""Does it and returns the plain words that tell the operator so; none when a message does."""


async def take(work: Work, person: Person, ticket: Ticket) -> str:
    """Take a ticket; a colleague's only after a question."""
    if ticket.operator == person.id:
        check_open(State(ticket.state))
        return _("The request is yours already.")
    colleague = await operators.colleague(work, person, ticket)
    if colleague is None:
        await operators.take(work, person, ticket)
        return _("You have taken the request.")
    text = _("{operator} is working on the request. Do you want to take it over?")
    keyboard = questions.take_over(ticket.number, colleague.id)
    await say.page(work, person, ticket, text.format(operator=quoted(colleague.name)), keyboard)
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
    """Ask the requester whether it is solved (3.2); for a colleague's ticket that is asked for once more."""
    colleague = await operators.colleague(work, person, ticket)
    if colleague is None or ticket.state not in (State.IN_WORK, State.WAITING_REQUESTER):
        return await _resolve(work, person, ticket)
    text = _("{operator} is working on the request. Ask the requester all the same whether it is solved?")
    keyboard = questions.resolve(ticket.number, colleague.id)
    await say.page(work, person, ticket, text.format(operator=quoted(colleague.name)), keyboard)
    return ""


async def resolve_all_the_same(press: CallbackQuery, callback_data: ResolveFor, work: Work, person: Person) -> None:
    """Ask for a colleague, unless it is another one's by now."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await say.delete_in_group(work, chat, message)
    act = _resolve if ticket.operator in (callback_data.holder, person.id) else resolve
    say.answer_press(work, press, await act(work, person, ticket))


async def _resolve(work: Work, person: Person, ticket: Ticket) -> str:
    if not await closing.ask_confirmation(work, person, ticket):
        return no_answer_yet()
    if operator_phone.is_by_phone(ticket):
        return ""  # whom to call is shown in the topic
    return _("The requester is asked to confirm.")


def no_answer_yet() -> str:
    """Say why the requester is not asked; which message it is stands in the topic."""
    return _("A message of the requester has no answer yet.")


async def mark_error(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask before it becomes a technical error (4.3): a slip would cost two letters."""
    if not await deadlines.is_to_change(work, person, ticket, technical_error=True):
        return _("It is a technical error already.")
    text = _("Drop the deadline of {number} as of a technical error and tell the requester?")
    keyboard = questions.change_kind(ticket.number, error=True)
    await say.page(work, person, ticket, text.format(number=ticket_number(ticket.number)), keyboard)
    return ""


async def unmark_error(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask before it becomes an ordinary request again (4.3)."""
    if not await deadlines.is_to_change(work, person, ticket, technical_error=False):
        return _("It is no technical error.")
    text = _("Bring the deadline of {number} back and tell the requester?")
    keyboard = questions.change_kind(ticket.number, error=False)
    await say.page(work, person, ticket, text.format(number=ticket_number(ticket.number)), keyboard)
    return ""


async def change_kind(press: CallbackQuery, callback_data: ChangeKind, work: Work, person: Person) -> None:
    """Do it, and say so in the place of the question."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    changed = await deadlines.is_to_change(work, person, ticket, technical_error=callback_data.error)
    await deadlines.change_kind(work, person, ticket, technical_error=callback_data.error)
    if not changed:
        said = _("This has been done already.")
    elif callback_data.error:
        said = _("It is a technical error now: there is no deadline. The requester has been told.")
    else:
        said = _("It is no longer a technical error: the deadline is back. The requester has been told.")
    await say.edit_in_group(work, chat, message, f"{quoted(person.name)}: {said}" if changed else said)
    say.answer_press(work, press, said)


ACTS: dict[str, Act] = {
    "take": take,
    "resolve": resolve,
    "error": mark_error,
    "no_error": unmark_error,
    "extend": operator_deadline.offer,
    "history": operator_deadline.show_history,
    "ask": operator_data.offer,
    "correct": operator_correction.offer,
    "transfer": operator_transfer.offer,
}


async def act(press: CallbackQuery, callback_data: CardPress, work: Work, person: Person) -> None:
    """Do what a button of the card says."""
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    say.answer_press(work, press, await ACTS[callback_data.do](work, person, ticket))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(act, CardPress.filter(F.do.in_(ACTS)))
    doors.group.callback_query.register(change_kind, ChangeKind.filter())
    doors.group.callback_query.register(resolve_all_the_same, ResolveFor.filter())
    doors.group.callback_query.register(take_over, TakeOver.filter())
