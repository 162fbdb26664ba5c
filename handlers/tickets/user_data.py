"""What an operator asked the requester for, answered step by step (3.7).

Outside of these steps messages go to the ticket as ever; in them, so does a reply to one of its messages.
"""

from dataclasses import replace

from aiogram import F
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions import access
from bot.actions.tickets import addressing, corrections, data_requests
from bot.actions.tickets.data_requests import DataRequest
from bot.actions.work import Person, Work
from bot.phrasing import quoted
from bot.rules.refusals import Refused
from bot.rules.text import utf16_len
from bot.rules.tickets.data_requests import Answer
from handlers import say
from handlers.content import incoming
from handlers.routers import Doors
from handlers.tickets import data_pages
from handlers.tickets.user_closing import Commenting
from handlers.tickets.user_identification import outdated
from handlers.tickets.user_writing import Writing
from handlers.turns import Turn
from keyboards.data import CorrectDetails, DataStep, GiveData

ALERT_LIMIT = 200
"""UTF-16 units that an alert shows."""


class Giving(StatesGroup):
    """An item is asked; data: `ticket`, `request` (its id), and `at`, the place of the item in it."""

    answer = State()


INTERRUPTIBLE = (None, Giving.answer.state, Writing.ticket.state, Commenting.text.state)


async def begin(press: CallbackQuery, callback_data: GiveData, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for the first item without an answer."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    request = await data_requests.current(work, ticket)
    if request is None or request.next is None:
        await say.drop_buttons(work, person, press)
        return say.answer_press(work, press, _("These data are not needed any more."), alert=True)
    if await state.get_state() not in INTERRUPTIBLE:
        return say.answer_press(
            work, press, _("Please finish the present step first, or leave it with /cancel."), alert=True
        )
    return await _go(Turn(work, person, state), request, request.next)


async def _go(turn: Turn, request: DataRequest, at: int, note: str = "") -> None:
    await turn.state.set_state(Giving.answer)
    await turn.state.set_data({"ticket": request.ticket, "request": request.id, "at": at})
    page = data_pages.question(request, at)
    await turn.show(page.under(note) if note else page)


async def answer(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Take a message as the answer; what is none goes on to the ticket."""
    content, turn = incoming(message), Turn(work, person, state)
    place = await state.get_data()
    ticket = await access.own_ticket(work, person, place["ticket"])
    request = await data_requests.current(work, ticket)
    if request is None or request.id != place["request"]:
        await state.clear()
        raise SkipHandler
    aside = content and await addressing.answered_open(work, person, replace(content, about=None))
    if content is None or aside:
        raise SkipHandler
    try:
        kept = await data_requests.answer(work, person, ticket, request, place["at"], content, _said(message))
    except Refused as refused:
        return await _go(turn, request, place["at"], refusals.words(refused.reason, refused.details))
    return await _next(turn, kept) if kept else None


def _said(message: Message) -> Answer:
    document = message.document
    picture = bool(message.photo) or (document is not None and (document.mime_type or "").startswith("image/"))
    return Answer(message.text or message.caption or "", is_file=message.text is None, is_picture=picture)


async def _next(turn: Turn, request: DataRequest) -> None:
    if request.next is not None:
        return await _go(turn, request, request.next)
    await turn.state.clear()
    ticket = await access.own_ticket(turn.work, turn.person, request.ticket)
    changes = await corrections.offered(turn.work, turn.person, ticket, request.id)
    page = data_pages.correction(ticket.number, request.id, changes) if changes else data_pages.finished()
    return await turn.show(page)


async def correct(
    press: CallbackQuery, callback_data: CorrectDetails, work: Work, person: Person, state: FSMContext
) -> None:
    """Take the answers for what the person says to be, or leave it as it was."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    updated = callback_data.yes and await corrections.accept(work, person, ticket, callback_data.request)
    await Turn(work, person, state, press).show(data_pages.corrected(updated=updated))


async def step(press: CallbackQuery, callback_data: DataStep, work: Work, person: Person, state: FSMContext) -> None:
    """Go back, skip an item, or leave the rest for another time."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    request = await data_requests.current(work, ticket)
    if request is None or not await _is_asked(request, callback_data.at, state):
        return outdated(press, work)
    turn = Turn(work, person, state, press)
    if callback_data.do == "later":
        await say.drop_buttons(work, person, press)
        await leave(work, person, state)
        return None
    if callback_data.do == "skip":
        return await _next(turn, await data_requests.skip(work, person, ticket, request, callback_data.at))
    return await _go(turn, request, max(callback_data.at - 1, 0))


async def leave(work: Work, person: Person, state: FSMContext) -> bool:
    """Leave what is asked for another time; False when nothing is."""
    if await state.get_state() != Giving.answer.state:
        return False
    ticket: int = (await state.get_data())["ticket"]
    await state.clear()
    await Turn(work, person, state).show(data_pages.later(ticket))
    return True


async def _is_asked(request: DataRequest, at: int, state: FSMContext) -> bool:
    asked = {"ticket": request.ticket, "request": request.id, "at": at}
    return await state.get_state() == Giving.answer.state and await state.get_data() == asked


async def explain(press: CallbackQuery, callback_data: DataStep, work: Work, person: Person) -> None:
    """«Зачем это нужно?»: an alert has room for a short reason, a longer one is a message."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    request = await data_requests.current(work, ticket)
    if request is None or callback_data.at >= len(request.items):
        return outdated(press, work)
    text = data_pages.why(request.items[callback_data.at])
    if utf16_len(text) <= ALERT_LIMIT:
        return say.answer_press(work, press, text, alert=True)
    return await say.private(work, person, quoted(text))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.callback_query.register(begin, GiveData.filter())
    doors.private.callback_query.register(explain, DataStep.filter(F.do == "why"))
    doors.private.callback_query.register(step, DataStep.filter())
    doors.private.callback_query.register(correct, CorrectDetails.filter())
    doors.private.message.register(answer, StateFilter(Giving.answer))
