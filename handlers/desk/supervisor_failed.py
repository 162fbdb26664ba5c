"""`/failed`: what could not be worked through or delivered, to be tried again or dropped."""

from dataclasses import asdict

from aiogram import F
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.actions.access import AccessDenied
from bot.actions.desk import failures
from bot.actions.work import Person, Work
from handlers import say
from handlers.desk import failed_page
from handlers.filters import BySupervisor, Typed
from handlers.routers import Doors
from keyboards import failed as failed_keyboard
from keyboards.failed import ClearAll, ClearFailed, ShowFailed


async def show(message: Message, work: Work, person: Person) -> None:
    """List what failed, the newest first."""
    page = await failures.page(work, person, 0)
    await say.reply(work, message, failed_page.text(page, work.policy.zone), _buttons(page))


async def show_page(press: CallbackQuery, callback_data: ShowFailed, work: Work, person: Person) -> None:
    """Show a page as it is now."""
    page = await failures.page(work, person, callback_data.page)
    await say.edit_pressed(work, press, failed_page.text(page, work.policy.zone), _buttons(page))


async def clear(press: CallbackQuery, callback_data: ClearFailed, work: Work, person: Person) -> None:
    """Have one tried again, or drop it."""
    again = callback_data.do == "again"
    if not await failures.clear(work, person, callback_data.box, callback_data.row, again=again):
        say.answer_press(work, press, _("This has already been dealt with."), alert=True)
    else:
        say.answer_press(
            work, press, _("It will be sent once more, after those that already wait.") if again else _("Dropped.")
        )
    await show_page(press, ShowFailed(page=callback_data.page), work, person)


async def ask(press: CallbackQuery, callback_data: ClearAll, work: Work) -> None:
    """Make sure that all are to be dropped."""
    text = ngettext(
        "Drop {n} failure? It will never be processed or delivered.",
        "Drop {n} failures? They will never be processed or delivered.",
        callback_data.total,
    )
    await say.edit_pressed(work, press, text.format(n=callback_data.total), failed_keyboard.drop_all(callback_data))


async def clear_all(press: CallbackQuery, callback_data: ClearAll, work: Work, person: Person) -> None:
    """Have all that were shown tried again, or drop them, if there are no others among them."""
    again = callback_data.do == "again"
    shown = failures.Shown(**callback_data.model_dump(exclude={"do"}))
    done = await failures.clear_all(work, person, shown, again=again)
    if not done:
        say.answer_press(work, press, _("The list has changed meanwhile: please look at it again."), alert=True)
    else:
        text = _("To be sent once more: {n}.") if again else _("Dropped: {n}.")
        say.answer_press(work, press, text.format(n=done))
    await show_page(press, ShowFailed(), work, person)


async def refuse_press(_press: CallbackQuery, callback_data: ShowFailed | ClearFailed | ClearAll) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.pack())


def _buttons(page: failures.Page) -> InlineKeyboardMarkup:
    shown = [(failure.box, failure.id) for failure, _place in page.entries]
    return failed_keyboard.failed(shown, page.number, page.last, ClearAll(do="ask", **asdict(page.shown)))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(show, Typed("failed"), BySupervisor())
    answer = doors.commands.callback_query.register
    answer(show_page, ShowFailed.filter(), BySupervisor())
    answer(clear, ClearFailed.filter(F.do.in_({"again", "drop"}) & F.box.in_(failures.BOXES)), BySupervisor())
    answer(ask, ClearAll.filter(F.do == "ask"), BySupervisor())
    answer(clear_all, ClearAll.filter(F.do.in_({"again", "drop"})), BySupervisor())
    for buttons in (ShowFailed, ClearFailed, ClearAll):
        answer(refuse_press, buttons.filter())
