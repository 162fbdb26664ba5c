"""What an operator decides about a message that is held, by the buttons under the desk's question."""

from aiogram import F
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions.tickets import held
from bot.actions.work import Person, Work
from handlers import say
from handlers.routers import Doors
from keyboards.held import HeldPress


async def send(press: CallbackQuery, callback_data: HeldPress, work: Work, person: Person) -> None:
    """Send it, corrected or as it is."""
    hold = await held.waiting(work, person, callback_data.message, callback_data.version)
    await held.send(work, person, hold, corrected=callback_data.do == "fix", article=callback_data.article)
    say.answer_press(work, press, _("Sent to the requester."))


async def drop(press: CallbackQuery, callback_data: HeldPress, work: Work, person: Person) -> None:
    """Send it never."""
    hold = await held.waiting(work, person, callback_data.message, callback_data.version)
    await held.drop(work, person, hold)
    say.answer_press(work, press, _("It will not be sent."))


async def claim_name(press: CallbackQuery, callback_data: HeldPress, work: Work, person: Person) -> None:
    """Ask supervisors whether what looks obscene is a name."""
    hold = await held.waiting(work, person, callback_data.message, callback_data.version)
    await held.claim_name(work, person, hold)
    say.answer_press(work, press, _("Supervisors have been asked."))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(drop, HeldPress.filter(F.do == "drop"))
    doors.group.callback_query.register(claim_name, HeldPress.filter(F.do == "name"))
    doors.group.callback_query.register(send, HeldPress.filter())
