"""What a supervisor decides about a message that is said to hold a name: in private, by one tap (3.1)."""

from aiogram import F
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions.tickets import held
from bot.actions.work import Person, Work
from handlers import say
from handlers.routers import Doors
from keyboards.held import NamePress


async def let(press: CallbackQuery, callback_data: NamePress, work: Work, person: Person) -> None:
    """Send the message, and remember its words if that is wished."""
    keep = callback_data.do == "keep"
    await held.let_name(work, person, callback_data.message, callback_data.version, remember=keep)
    say.answer_press(work, press, _("Sent. The word will pass from now on.") if keep else _("Sent to the requester."))
    await say.drop_buttons(work, person, press)


async def drop(press: CallbackQuery, callback_data: NamePress, work: Work, person: Person) -> None:
    """Send the message never."""
    await held.drop_claimed(work, person, callback_data.message, callback_data.version)
    say.answer_press(work, press, _("It will not be sent."))
    await say.drop_buttons(work, person, press)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.callback_query.register(drop, NamePress.filter(F.do == "drop"))
    doors.private.callback_query.register(let, NamePress.filter())
