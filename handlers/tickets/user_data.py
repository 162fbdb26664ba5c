"""What an operator asked the requester for, answered step by step (3.7).

Outside of these steps messages go to the ticket as ever; in them, so does a reply to one of its messages.
"""

from dataclasses import replace
from datetime import datetime

from aiogram import F
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions import access
from bot.actions.tickets import addressing, corrections, data_requests, own_tickets
from bot.actions.tickets.data_requests import DataRequest
from bot.actions.work import Person, Work
from bot.phrasing import quoted
from bot.rules.asking import DATA, GIVE, Question, of_ticket
from bot.rules.refusals import Refused
from bot.rules.text import utf16_len
from bot.rules.tickets.data_requests import Answer
from bot.rules.tickets.incoming import Incoming
from bot.rules.visible import visible
from handlers import say, unfinished
from handlers.content import incoming
from handlers.filters import is_label
from handlers.routers import Doors
from handlers.tickets import data_pages, user_writing
from handlers.tickets.user_identification import outdated
from handlers.tickets.user_writing import Choosing
from handlers.turns import Page, Turn
from keyboards import data
from keyboards.data import CorrectDetails, DataStep, GiveData

ALERT_LIMIT = 200
"""UTF-16 units that an alert shows."""


class Giving(StatesGroup):
    """An item is asked.

    Data: `ticket`, `request` (its id), `at`, the place of the item in it; `waiting` when messages wait meanwhile until
    the person says which ticket they are for.
    """

    answer = State()


class Correcting(StatesGroup):
    """It is asked whether the answers correct the details; data: `ticket`, `request`, and `asked_at`."""

    details = State()


async def begin(press: CallbackQuery, callback_data: GiveData, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for the first item without an answer."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    request = await data_requests.current(work, ticket)
    if request is None or request.next is None:
        await say.drop_buttons(work, person, press)
        return say.answer_press(work, press, _("These data are not needed any more."), alert=True)
    step = await state.get_state()
    if step not in (Choosing.ticket.state, Giving.answer.state) and unfinished.is_unfinished(step):
        assert step is not None
        return unfinished.say_so(work, press, step)
    await say.drop_buttons(work, person, press)
    return await _start(Turn(work, person, state), request)


async def typed(work: Work, person: Person, state: FSMContext, content: Incoming) -> bool:
    """Take the label of the button that begins as its press; False when it is none, or nothing is asked."""
    if not is_label(visible(content.html).text, data.GIVE):
        return False
    request = await addressing.asked_for_data(work, person, content)
    if request is None:
        return False
    await _start(Turn(work, person, state), request)
    return True


async def _start(turn: Turn, request: DataRequest) -> None:
    assert request.next is not None, "something is still asked"
    waiting = await turn.state.get_state() == Choosing.ticket
    await turn.state.set_data({"waiting": waiting or (await turn.state.get_data()).get("waiting", False)})
    await _go(turn, request, request.next)


async def _go(turn: Turn, request: DataRequest, at: int, note: str = "") -> None:
    await turn.state.set_state(Giving.answer)
    waiting = (await turn.state.get_data()).get("waiting", False)
    await turn.state.set_data({"ticket": request.ticket, "request": request.id, "at": at, "waiting": waiting})
    page = data_pages.question(request, at)
    await turn.show(page.under(note) if note else page, question=GIVE)


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
    ticket = await access.own_ticket(turn.work, turn.person, request.ticket)
    changes = await corrections.offered(turn.work, turn.person, ticket, request.id)
    page = data_pages.correction(request, changes) if changes else data_pages.finished(request)
    await _end(turn, page, GIVE)
    if changes and await turn.state.get_state() is None:
        await turn.state.set_state(Correcting.details)
        asked = {"ticket": request.ticket, "request": request.id, "asked_at": turn.work.now.isoformat()}
        await turn.state.set_data(asked)
    return None


async def stop_correcting(state: FSMContext) -> str | None:
    """What is written next is no answer to it any more; the buttons stay. Returns where the dialogue is then."""
    at = await state.get_state()
    if at != Correcting.details:
        return at
    await state.clear()
    return None


async def buttons(turn: Turn) -> InlineKeyboardMarkup | None:
    """Return the buttons of what is asked; None when it is not asked any more, or something was said since."""
    said = await turn.state.get_data()
    ticket = await access.own_ticket(turn.work, turn.person, said["ticket"])
    if await turn.state.get_state() == Correcting.details:
        last = (await own_tickets.details(turn.work, turn.person, ticket)).last_message_at
        is_last = last is None or last <= datetime.fromisoformat(said["asked_at"])
        return data.correction(ticket.number, said["request"]) if is_last else None
    request = await data_requests.current(turn.work, ticket)
    return data.step(ticket.number, said["at"]) if request is not None and request.id == said["request"] else None


async def _end(turn: Turn, page: Page, question: Question) -> None:
    """Leave the questions; what waited for a choice meanwhile is asked about again."""
    waiting = (await turn.state.get_data()).get("waiting")
    await turn.state.clear()
    await turn.show(page, question=question)
    if waiting:
        await user_writing.ask_which(turn.work, turn.person, turn.state)


async def correct(
    press: CallbackQuery, callback_data: CorrectDetails, work: Work, person: Person, state: FSMContext
) -> None:
    """Take the answers for what the person says to be, or leave it as it was."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    await stop_correcting(state)
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
        await say.answered(work, person, press)
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
    await _end(Turn(work, person, state), data_pages.later(ticket), of_ticket(DATA, ticket))
    return True


async def _is_asked(request: DataRequest, at: int, state: FSMContext) -> bool:
    asked = {"ticket": request.ticket, "request": request.id, "at": at}
    return await state.get_state() == Giving.answer.state and asked.items() <= (await state.get_data()).items()


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
