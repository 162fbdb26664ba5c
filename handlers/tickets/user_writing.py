"""Where a requester's next messages go: to the ticket they chose, or to the one they are asked to choose."""

from datetime import datetime, timedelta

from aiogram import F
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.actions import access
from bot.actions.tickets import addressing, drafts
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import service
from bot.rules.asking import WHICH, WHICH_HERE
from bot.rules.tickets.tickets import ticket_number
from handlers import say
from handlers.routers import Doors
from handlers.turns import QUIET
from keyboards import tickets as tickets_keyboard
from keyboards.tickets import AnyTicket, OneTicket


class Writing(StatesGroup):
    """The person chose a ticket to write to; data: its number as `ticket`."""

    ticket = State()


class Choosing(StatesGroup):
    """Several tickets are open, and drafts wait until the person says which one they are for; data: `asked_at`."""

    ticket = State()


async def writing_to(state: FSMContext) -> int | None:
    """Return the number of the ticket that the person chose to write to."""
    if await state.get_state() != Writing.ticket:
        return None
    number: int = (await state.get_data())["ticket"]
    return number


async def write(_press: CallbackQuery, callback_data: OneTicket, work: Work, person: Person, state: FSMContext) -> None:
    """Let the following messages go to one ticket; what waited for a choice goes there as well."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    await addressing.write_to(work, person, ticket, waiting=await state.get_state() == Choosing.ticket)
    await state.set_state(Writing.ticket)
    await state.set_data({"ticket": ticket.number})
    text = _("Please write: your messages are added to {ticket}. Then press “Finish”.")
    await say.private(work, person, text.format(ticket=_name(ticket)), tickets_keyboard.done())


async def finish(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Stop sending everything to the chosen ticket."""
    if await state.get_state() == Writing.ticket:
        await state.clear()
    await say.edit_private(work, person, press, _("What you wrote has been passed on. Answers come here."))


async def ask_which(work: Work, person: Person, state: FSMContext) -> None:
    """Ask which open ticket the waiting drafts are for, below them; the copy before loses its buttons.

    While messages come in a burst, as the parts of an album do, the copy that stands counts them.
    """
    question = WHICH_HERE if await _asked_just_now(work, state) else WHICH
    if question is WHICH:
        await state.set_state(Choosing.ticket)
        await state.set_data({"asked_at": work.now.isoformat()})
    offered = [(each.number, each.service) for each in await addressing.open_tickets(work, person)]
    waiting = (await drafts.of(work, person)).messages
    await say.private(work, person, _which(waiting), tickets_keyboard.tickets(offered, "add"), question)


def _which(waiting: int) -> str:
    if waiting <= 1:
        return _("Which request is this message for?")
    count = ngettext("{n} message waits for your choice.", "{n} messages wait for your choice.", waiting)
    return "\n".join([_("Which request are these messages for?"), count.format(n=waiting)])


async def _asked_just_now(work: Work, state: FSMContext) -> bool:
    if await state.get_state() != Choosing.ticket:
        return False
    asked_at = datetime.fromisoformat((await state.get_data())["asked_at"])
    return timedelta() <= work.now - asked_at < QUIET


async def add(press: CallbackQuery, callback_data: OneTicket, work: Work, person: Person, state: FSMContext) -> None:
    """Add what waits to the chosen ticket."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    if await state.get_state() != Choosing.ticket:
        await say.drop_buttons(work, person, press)
        say.answer_press(work, press, _("No message waits for this choice any more."), alert=True)
        return
    await addressing.write_to(work, person, ticket, waiting=True)
    await state.clear()
    await say.edit_private(work, person, press, _("Added to {ticket}.").format(ticket=_name(ticket)))


def _name(ticket: Ticket) -> str:
    return f"<b>{ticket_number(ticket.number)}</b> · {service(ticket.service)}"


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.callback_query.register(write, OneTicket.filter(F.do == "write"))
    doors.private.callback_query.register(add, OneTicket.filter(F.do == "add"))
    doors.private.callback_query.register(finish, AnyTicket.filter(F.do == "done"))
