"""`/company <INN or name>`: what is known of a company; whether its people see each other's requests (4.1)."""

from aiogram import F
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.access import AccessDenied
from bot.actions.people import companies
from bot.actions.work import Person, Work
from bot.rules.people import identity
from bot.rules.refusals import Refused
from handlers import say
from handlers.filters import BySupervisor, Typed
from handlers.people import company_pages
from handlers.routers import Doors
from handlers.turns import Page
from keyboards import company as company_keyboard
from keyboards.company import OneCompany


async def command(message: Message, command: CommandObject, work: Work, person: Person) -> None:
    """Show a company, or those that are called so."""
    page = await _answer(work, person, (command.args or "").strip())
    await say.reply(work, message, page.html, page.keyboard)


async def show(press: CallbackQuery, callback_data: OneCompany, work: Work, person: Person) -> None:
    """Show one of those that were found."""
    await _put(press, work, person, callback_data.inn)


async def change(press: CallbackQuery, callback_data: OneCompany, work: Work, person: Person) -> None:
    """Let the people of a company see each other's requests, or not."""
    await companies.let_see(work, person, callback_data.inn, see=callback_data.do == "see")
    await _put(press, work, person, callback_data.inn)


async def refuse_press(_press: CallbackQuery, callback_data: OneCompany) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.pack())


async def _put(press: CallbackQuery, work: Work, person: Person, inn: str) -> None:
    page = company_pages.company(await companies.company(work, person, inn), work.policy)
    await say.edit_pressed(work, press, page.html, page.keyboard)


async def _answer(work: Work, supervisor: Person, typed: str) -> Page:
    if not typed:
        return Page(_usage())
    try:
        inn = identity.inn(typed)
    except Refused:
        return await _search(work, supervisor, typed)
    return company_pages.company(await companies.company(work, supervisor, inn), work.policy)


async def _search(work: Work, supervisor: Person, typed: str) -> Page:
    try:
        found = await companies.find(work, supervisor, typed)
    except Refused as refusal:
        return Page(refusals.words(refusal.reason, refusal.details))
    if not found:
        nothing = _("No company is found.")
        return Page(f"{nothing}\n{_usage()}")
    if len(found) == 1:
        return company_pages.company(await companies.company(work, supervisor, found[0].inn), work.policy)
    text = _("Companies found: {count}. Please choose one, or search more precisely.")
    buttons = company_keyboard.found([(each.inn, each.name) for each in found])
    return Page(text.format(count=len(found)), buttons)


def _usage() -> str:
    lines = (
        _("By INN, or at least 3 digits of its beginning: {example}").format(
            example="<code>/company 7707083893</code>"
        ),
        _("By name, or by how its words begin: {example}").format(example="<code>/company Ромашка</code>"),
    )
    return "\n".join(lines)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(command, Typed("company"), BySupervisor())
    answer = doors.commands.callback_query.register
    answer(show, OneCompany.filter(F.do == "show"), BySupervisor())
    answer(change, OneCompany.filter(), BySupervisor())
    answer(refuse_press, OneCompany.filter())
