"""`/import` with a file: articles of the guide (3.6), or companies for the directory (4.1)."""

from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.guide import imports
from bot.actions.guide.imports import Cancelled
from bot.actions.work import Person, Work
from handlers import say
from handlers.content import file_name, file_with
from handlers.filters import BySupervisor, TypedWithFile
from handlers.routers import Doors
from keyboards.importing import CancelImport


async def start(message: Message, work: Work, person: Person) -> None:
    """Take the file that came with the command, or that it answers; without one say what it has to look like."""
    file = file_with(message)
    if file is None:
        return await say.reply(work, message, _explanation(await imports.count(work, person)))
    return await imports.begin(work, person, message.chat.id, file.file_id, file_name(file))


async def cancel(press: CallbackQuery, callback_data: CancelImport, work: Work, person: Person) -> None:
    """Load no further."""
    words = {
        Cancelled.PARTLY: _("The import is cancelled. What was loaded stays."),
        Cancelled.WHOLLY: _("The import is cancelled."),
        Cancelled.TOO_LATE: _("It is too late to cancel."),
    }
    say.answer_press(work, press, words[await imports.cancel(work, person, callback_data.number)])


def _explanation(there_are: int) -> str:
    lines = [
        _("Articles of the guide: {n}.").format(n=there_are),
        _("Please send a CSV or XLSX file with the caption /import. The first row names the columns:"),
        _("<code>title; link; text; video; services; language; remove</code>"),
        _("“Title” and “link” are needed. Services are numbers of section 5, such as “8, 9”; languages are ru and en."),
        _("An article with a link that is known already is replaced; “yes” in the column “remove” removes it."),
        _("A list of titles and links, or a sitemap, will do as well."),
        _("A file of companies goes to the directory; its columns:"),
        _("<code>INN; KPP; company; login; full name; tariff; paid until; colleagues see; remove</code>"),
        _("“INN” is needed, and “company” or “login”. What it would change is shown before it is loaded."),
        _("“Yes” in the column “remove” takes a login out; without a login, the company with all its logins."),
    ]
    return "\n".join(lines)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(start, TypedWithFile("import"), BySupervisor())
    doors.commands.callback_query.register(cancel, CancelImport.filter())
