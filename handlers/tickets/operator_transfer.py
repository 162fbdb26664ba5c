"""Handing a ticket over to another operator group (6.1)."""

from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import transfers
from bot.actions.work import Person, Ticket, Work
from handlers import say
from handlers.filters import place
from handlers.routers import Doors
from keyboards import questions
from keyboards.questions import TransferTo


async def offer(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask to which group. Raises Refused when there is no other."""
    groups = [(group.chat_id, group.title) for group in await transfers.targets(work, person, ticket)]
    text = _("To which group is the request to be transferred? The requester is not told.")
    await say.page(work, person, ticket, text, questions.transfer(ticket.number, groups))
    return ""


async def transfer(press: CallbackQuery, callback_data: TransferTo, work: Work, person: Person) -> None:
    """Hand the ticket over; its old place says where it went."""
    chat, message = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await transfers.transfer(work, person, ticket, callback_data.chat)
    await say.delete_in_group(work, chat, message)
    say.answer_press(work, press, _("The request is transferred."))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(transfer, TransferTo.filter())
