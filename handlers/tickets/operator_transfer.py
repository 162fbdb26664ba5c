"""Handing a ticket over to another operator group (6.1)."""

from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import inside, transfers
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import quoted
from bot.rules.tickets.tickets import ticket_number
from handlers import operator_question, say
from handlers.content import incoming
from handlers.filters import InTicket, place
from handlers.operator_question import Answering, Answers, Asked, BelowPage
from handlers.routers import Doors
from handlers.tickets import operator_pages
from keyboards import questions
from keyboards.questions import SureTransfer, TransferBack, TransferTo


class Transferring(StatesGroup):
    """An operator is asked whether a ticket is to be handed over."""

    sure = State()


async def offer(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask to which group. Raises Refused when there is no other."""
    await say.page(work, person, ticket, *await _choice(work, person, ticket))
    return ""


async def _choice(work: Work, person: Person, ticket: Ticket) -> tuple[str, InlineKeyboardMarkup]:
    groups = [(group.chat_id, group.title) for group in await transfers.targets(work, person, ticket)]
    text = _("To which group is the request to be transferred? The requester is not told.")
    return text, questions.transfer(ticket.number, groups)


async def check(press: CallbackQuery, callback_data: TransferTo, work: Work, person: Person, state: FSMContext) -> None:
    """Ask once more: who is in one group need not be in the other, to bring it back."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    titles = {group.chat_id: group.title for group in await transfers.targets(work, person, ticket)}
    group = titles.get(callback_data.chat) or str(callback_data.chat)
    text = _("Transfer {number} to the group “{group}”?").format(
        number=ticket_number(ticket.number), group=quoted(group)
    )
    await operator_question.ask(state, Transferring.sure, work, Asked(ticket.number, message, {}))
    await say.edit_in_group(work, chat, message, text, questions.transfer_check(ticket.number, callback_data.chat))


async def explained(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Keep inside the first that is written instead of a press, as a reason: the requester is told nothing of it."""
    await state.clear()
    await _keep_inside(message, work, person, await access.group_ticket(work, person, asked.ticket))


async def _keep_inside(message: Message, work: Work, person: Person, ticket: Ticket) -> None:
    content = incoming(message)
    if content is not None:
        await inside.keep(work, person, content, ticket)
    words = _("This stays inside. The transfer is confirmed by its button; what you write now goes to the requester.")
    await say.reply(work, message, words)


async def explained_before(message: Message, work: Work, person: Person, ticket: Ticket, state: FSMContext) -> None:
    """Keep inside what is written below the list of groups: it is why the request is to be handed over."""
    await operator_pages.forget(state)
    await _keep_inside(message, work, person, ticket)


async def back(
    press: CallbackQuery, callback_data: TransferBack, work: Work, person: Person, state: FSMContext
) -> None:
    """Let another group be chosen."""
    await state.clear()
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await say.edit_in_group(work, *place(press), *await _choice(work, person, ticket))


async def transfer(
    press: CallbackQuery, callback_data: SureTransfer, work: Work, person: Person, state: FSMContext
) -> None:
    """Hand the ticket over; its old place says where it went."""
    await state.clear()
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await transfers.transfer(work, person, ticket, callback_data.chat)
    await say.delete_in_group(work, chat, message)
    say.answer_press(work, press, _("The request is transferred."))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(check, TransferTo.filter())
    doors.group.callback_query.register(back, TransferBack.filter())
    doors.group.callback_query.register(transfer, SureTransfer.filter())
    doors.group.message.register(explained_before, Answering(TransferTo), InTicket(), BelowPage())
    doors.group.message.register(explained, StateFilter(Transferring.sure), Answers())
