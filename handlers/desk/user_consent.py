"""The consent to the processing of personal data, before the first question about a person (152-ФЗ, article 9)."""

from aiogram import F
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.actions.people import consent
from bot.actions.tickets import drafts
from bot.actions.work import Person, Work
from bot.rules.people.consent import Answer
from handlers import say
from handlers.desk import start_pages
from handlers.people import consent_pages
from handlers.routers import Doors
from handlers.tickets.request_steps import Identification, again, go, keep_or_explain
from handlers.tickets.user_identification import first_step, outdated
from handlers.turns import Turn
from keyboards.consent import Decide, OpenConsent


async def agree(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Keep the consent, and go on with what needed it."""
    await consent.answer(work, person, Answer.AGREED)
    await say.answered(work, person, press)
    await go(Turn(work, person, state), first_step(await state.get_data()))


async def refuse(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Keep the refusal and nothing else of what was written, and name the other ways to the desk."""
    await consent.answer(work, person, Answer.REFUSED)
    await drafts.discard(work, person)
    await state.clear()
    await say.edit_private(work, person, press, consent_pages.refused(start_pages.contacts(work.policy)))


async def show_text(
    _press: CallbackQuery, work: Work, person: Person, state: FSMContext, raw_state: str | None
) -> None:
    """Send the text in force; the question that waits for an answer follows below it."""
    for page in work.policy.consent.pages():
        await say.private(work, person, start_pages.regulation_part(page))
    if raw_state == Identification.consent.state:
        await again(Turn(work, person, state))


async def write(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Keep what is written while the question waits."""
    await keep_or_explain(Turn(work, person, state), message)


async def over(press: CallbackQuery, work: Work) -> None:
    """Answer a button of a question that is over."""
    outdated(press, work)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    asked = StateFilter(Identification.consent)
    doors.private.message.register(write, asked)
    press = doors.private.callback_query.register
    press(agree, asked, Decide.filter(F.do == "agree"))
    press(refuse, asked, Decide.filter(F.do == "refuse"))
    press(show_text, OpenConsent.filter())
    press(over, Decide.filter())
