"""`/calendar`: the working calendar, shown by year and changed by supervisors (2.5)."""

import re
from datetime import date

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.access import AccessDenied
from bot.actions.desk import calendar
from bot.actions.work import Person, Work
from bot.rules.deadlines.overrides import HORIZON, Span, Unreadable, parse
from bot.rules.deadlines.work_year import FIRST_YEAR
from handlers import say
from handlers.deadlines import calendar_page
from handlers.filters import BySupervisor, Typed
from handlers.routers import Doors
from keyboards import calendar as calendar_keyboard
from keyboards.calendar import AsInLaw, Settle, ShowYear

MOST_REMOVABLE = 8
_YEAR = re.compile(r"[0-9]{4}")


async def command(message: Message, command: CommandObject, work: Work, person: Person) -> None:
    """Show this or a named year, or change days."""
    args = (command.args or "").strip()
    if not args or _YEAR.fullmatch(args):
        page, buttons = await _year(work, person, int(args) if args else work.local_now.year)
        await say.reply(work, message, page, buttons)
        return
    try:
        spans = parse(args, work.local_now.date())
    except Unreadable as refusal:
        await say.reply(work, message, calendar_page.refused(refusal.faults, work.local_now.year + 1))
        return
    tickets = await calendar.change(work, person, spans)
    await say.reply(work, message, calendar_page.changed(tickets, spans))


async def show_page(press: CallbackQuery, callback_data: ShowYear, work: Work, person: Person) -> None:
    """Show another year."""
    await say.edit_pressed(work, press, *await _year(work, person, callback_data.year))


async def remove(press: CallbackQuery, callback_data: AsInLaw, work: Work, person: Person) -> None:
    """Let days be as the law has them, and show their year; of those that have begun meanwhile the rest."""
    first, last = date.fromordinal(callback_data.first), date.fromordinal(callback_data.last)
    days = Span(max(first, work.local_now.date()), last, None)
    if days.first <= days.last:
        await calendar.change(work, person, [days])
    say.answer_press(work, press, _("These days are as in law again. Deadlines follow in five minutes."))
    await show_page(press, ShowYear(year=last.year), work, person)


async def settle(press: CallbackQuery, callback_data: Settle, work: Work, person: Person) -> None:
    """Leave it at the days put in by hand."""
    await calendar.settle(work, person, callback_data.year)
    say.answer_press(work, press, _("There will be no more warnings about {year}.").format(year=callback_data.year))
    await show_page(press, ShowYear(year=callback_data.year), work, person)


async def refuse_press(_press: CallbackQuery, callback_data: ShowYear | AsInLaw | Settle) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.pack())


async def _year(work: Work, person: Person, number: int) -> tuple[str, InlineKeyboardMarkup]:
    """Return the page of a year, or of the nearest one that can be shown."""
    today = work.local_now.date()
    last = today.year + HORIZON
    number = min(max(number, FIRST_YEAR), last)
    shown = await calendar.year(work, person, number)
    removable = [span for span in shown.spans if span.last >= today][:MOST_REMOVABLE]
    return calendar_page.year(shown, today.year + 1), calendar_keyboard.year(number, FIRST_YEAR, last, removable)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(command, Typed("calendar"), BySupervisor())
    answer = doors.commands.callback_query.register
    answer(show_page, ShowYear.filter(), BySupervisor())
    answer(remove, AsInLaw.filter(), BySupervisor())
    answer(settle, Settle.filter(), BySupervisor())
    for buttons in (ShowYear, AsInLaw, Settle):
        answer(refuse_press, buttons.filter())
