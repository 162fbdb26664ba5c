"""`/mydata`: what is stored about whoever asks, as a file."""

from aiogram.types import Message
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n.context import get_i18n

from bot.actions.desk import mydata
from bot.actions.work import Person, Work
from handlers import say
from handlers.filters import PRIVATE, Typed
from handlers.routers import Doors


async def command(_message: Message, work: Work, person: Person) -> None:
    """Have the file made; it comes here."""
    begun = await mydata.order(work, person, get_i18n().current_locale)
    first = _("The file with the data about you is being made, it will come here.")
    again = _("The file with the data about you is already being made. Please wait for it.")
    await say.private(work, person, first if begun else again)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(command, PRIVATE, Typed("mydata"))
