"""Two accounts that proved the same login: made one person's, or left apart."""

from aiogram import F
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.actions.access import AccessDenied
from bot.actions.people import merging
from bot.actions.work import Person, Work
from handlers.people import merging_pages
from handlers.routers import Doors
from handlers.tickets import user_proof
from handlers.tickets.request_steps import Identification, keep_or_explain
from handlers.tickets.user_identification import outdated
from handlers.turns import Turn
from keyboards.merging import Merge

ASKED = StateFilter(Identification.merge)


async def merge(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Make one person of the two, and ask about the next one if there is one."""
    said = await state.get_data()
    try:
        whole = await merging.merge(work, person, said["identity"], said["other"]["person"])
    except AccessDenied:
        return await user_proof.go_on(Turn(work, person, state, press), merging_pages.changed())
    return await user_proof.proceed(Turn(work, whole, state, press), merging_pages.merged())


async def leave_apart(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Go on as before."""
    await user_proof.go_on(Turn(work, person, state, press), merging_pages.apart())


async def write(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Keep what is written while the question waits."""
    await keep_or_explain(Turn(work, person, state), message)


async def over(press: CallbackQuery, work: Work) -> None:
    """Answer a button of a question that is over."""
    outdated(press, work)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.message.register(write, ASKED)
    press = doors.private.callback_query.register
    press(merge, ASKED, Merge.filter(F.do == "yes"))
    press(leave_apart, ASKED, Merge.filter(F.do == "no"))
    press(over, Merge.filter())
