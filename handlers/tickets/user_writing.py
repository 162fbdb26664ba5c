"""Where a requester's next messages go: to the ticket they chose, or to the one they are asked to choose."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from aiogram import F
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.actions import access
from bot.actions.tickets import addressing, closing, drafts, own_tickets
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import moment, quoted, service
from bot.rules.asking import WHICH, WHICH_HERE, WRITING, Question
from bot.rules.tickets.tickets import ticket_number
from handlers import say
from handlers.routers import Doors
from handlers.turns import QUIET
from keyboards import tickets as tickets_keyboard
from keyboards.tickets import AnyTicket, Named, OneTicket


class Writing(StatesGroup):
    """The person chose a ticket to write to; data: its number as `ticket`."""

    ticket = State()


class Choosing(StatesGroup):
    """Drafts wait until the person says which ticket they are for; data: `asked_at`.

    `ticket`: several are open. `closed`: none is, and they may belong to one that was closed lately, `ticket` in data.
    """

    ticket = State()
    closed = State()


async def is_choosing(state: FSMContext) -> bool:
    """Tell whether messages wait until the person says which ticket they are for."""
    return await state.get_state() in (Choosing.ticket, Choosing.closed)


async def writing_to(state: FSMContext) -> int | None:
    """Return the number of the ticket that the person chose to write to."""
    if await state.get_state() != Writing.ticket:
        return None
    number: int = (await state.get_data())["ticket"]
    return number


async def write(_press: CallbackQuery, callback_data: OneTicket, work: Work, person: Person, state: FSMContext) -> None:
    """Let the following messages go to one ticket; what waited for a choice goes there as well."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    waiting = await is_choosing(state)
    await addressing.write_to(work, person, ticket, waiting=waiting)
    if waiting:
        await say.withdraw(work, person, WHICH)
    await state.set_state(Writing.ticket)
    await state.set_data({"ticket": ticket.number})
    text = _("Please write: your messages are added to {ticket}. Then press “Finish”.")
    await say.private(work, person, text.format(ticket=_name(ticket)), tickets_keyboard.done(), WRITING)


async def finish(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Stop sending everything to the chosen ticket."""
    if await state.get_state() == Writing.ticket:
        await state.clear()
    await say.edit_private(work, person, press, _("What you wrote has been passed on. Answers come here."))


async def ask_which(work: Work, person: Person, state: FSMContext) -> None:
    """Ask which open ticket the waiting drafts are for, below them; the copy before loses its buttons.

    While messages come in a burst, as the parts of an album do, the copy that stands counts them.
    """
    waiting = (await drafts.of(work, person)).messages
    text = _("Which request is this message for?") if waiting <= 1 else _("Which request are these messages for?")
    offered = await named(work, await addressing.open_tickets(work, person))
    question = await _asked(work, state, Choosing.ticket)
    told = "\n".join(described(each) for each in offered)
    keyboard = tickets_keyboard.tickets(offered, "add")
    await say.private(work, person, f"{_counting(text, waiting)}\n\n{told}", keyboard, question)


async def which_keyboard(work: Work, person: Person) -> InlineKeyboardMarkup:
    """Offer the open tickets, and a new one."""
    return tickets_keyboard.tickets(await named(work, await addressing.open_tickets(work, person)), "add")


async def named(work: Work, tickets: Iterable[Ticket]) -> list[Named]:
    """Return tickets as they are offered to their requester."""
    return [Named(each.number, each.service, await own_tickets.begun_with(work, each)) for each in tickets]


def described(one: Named) -> str:
    """Name a ticket with what was asked in it."""
    title = f"<b>{ticket_number(one.number)}</b> · {service(one.service)}"
    return _("{ticket}: “{words}”").format(ticket=title, words=quoted(one.words)) if one.words else title


async def ask_about_closed(work: Work, person: Person, state: FSMContext, ticket: Ticket) -> None:
    """Ask whether the waiting drafts belong to a ticket that was closed lately."""
    assert ticket.closed_at is not None
    closed_at = moment(ticket.closed_at, work.policy.zone)
    text = _("Is this about {ticket}, closed on {moment}?").format(ticket=_name(ticket), moment=closed_at)
    waiting = (await drafts.of(work, person)).messages
    keyboard, question = tickets_keyboard.closed(ticket.number), await _asked(work, state, Choosing.closed)
    await state.update_data(ticket=ticket.number)
    await say.private(work, person, _counting(text, waiting), keyboard, question)


def _counting(text: str, waiting: int) -> str:
    if waiting <= 1:
        return text
    count = ngettext("{n} message waits for your choice.", "{n} messages wait for your choice.", waiting)
    return f"{text}\n{count.format(n=waiting)}"


async def _asked(work: Work, state: FSMContext, step: State) -> Question:
    """Move to a choice, and name its question: where the copy stands, if it was asked just now."""
    if await state.get_state() == step:
        asked_at = datetime.fromisoformat((await state.get_data())["asked_at"])
        if timedelta() <= work.now - asked_at < QUIET:
            return WHICH_HERE
    await state.set_state(step)
    await state.set_data({"asked_at": work.now.isoformat()})
    return WHICH


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


async def again(press: CallbackQuery, callback_data: OneTicket, work: Work, person: Person, state: FSMContext) -> None:
    """Open a closed ticket again for what waits."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    if await state.get_state() != Choosing.closed:
        await say.drop_buttons(work, person, press)
        say.answer_press(work, press, _("No message waits for this choice any more."), alert=True)
    elif ticket.is_open or await closing.reopen(work, person, ticket, described=True):
        await say.answered(work, person, press)
        await add_waiting(work, person, state, ticket.number)
    else:
        text = _("{number} was closed too long ago. Please begin a new request.")
        say.answer_press(work, press, text.format(number=ticket_number(ticket.number)), alert=True)


async def add_waiting(work: Work, person: Person, state: FSMContext, number: int) -> None:
    """Add what waits for a choice to a ticket that has just been opened again."""
    ticket = await access.own_ticket(work, person, number)
    await addressing.write_to(work, person, ticket, waiting=True)
    await state.clear()


def _name(ticket: Ticket) -> str:
    return f"<b>{ticket_number(ticket.number)}</b> · {service(ticket.service)}"


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.callback_query.register(write, OneTicket.filter(F.do == "write"))
    doors.private.callback_query.register(add, OneTicket.filter(F.do == "add"))
    doors.private.callback_query.register(again, OneTicket.filter(F.do == "again"))
    doors.private.callback_query.register(finish, AnyTicket.filter(F.do == "done"))
