"""«Загрузить» under a file of companies: what it would change was shown (4.1)."""

from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions.desk import directory_import
from bot.actions.desk.directory_import import Press
from bot.actions.work import Person, Work
from handlers import say
from handlers.routers import Doors
from keyboards.importing import LoadDirectory


async def load(press: CallbackQuery, callback_data: LoadDirectory, work: Work, person: Person) -> None:
    """Have the file loaded; a second press changes nothing."""
    words = {
        Press.BEGUN: _("The directory is being loaded."),
        Press.ALREADY: _("The file is being loaded already."),
        Press.BUSY: _("Another file is being loaded. Please press again later."),
        Press.OVER: _("This file can no longer be loaded. Please send it again."),
    }
    say.answer_press(work, press, words[await directory_import.load(work, person, callback_data.number)])


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.callback_query.register(load, LoadDirectory.filter())
