"""Buying the extended tariff (5): for how long, for which company, and the invoice that comes of it."""

from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions.money import invoices
from bot.actions.money.offers import offers
from bot.actions.people import identification
from bot.actions.work import Person, Work
from handlers import say
from handlers.money import invoice_pages
from handlers.people import identity_pages
from handlers.routers import Doors
from handlers.tickets.request_steps import Request
from keyboards.invoices import Buy, BuyFor


async def choose(press: CallbackQuery, callback_data: BuyFor, work: Work, person: Person) -> None:
    """Offer periods to one of the person's companies."""
    known = await identification.known(work, person, callback_data.inn)
    if known is None:
        return say.answer_press(work, press, invoice_pages.no_longer_offered(), alert=True)
    page = invoice_pages.offer(known.get("company") or "", callback_data.inn, await offers(work))
    return await say.edit_private(work, person, press, page.html, page.keyboard)


async def buy(press: CallbackQuery, callback_data: Buy, work: Work, person: Person, state: FSMContext) -> None:
    """Issue the invoice; a request that was begun for the tariff ends with it, what it described is kept."""
    if await identification.known(work, person, callback_data.inn) is None:
        return say.answer_press(work, press, invoice_pages.no_longer_offered(), alert=True)
    issued = await invoices.issue(work, person, callback_data.inn, callback_data.months)
    if issued is None:
        return say.answer_press(work, press, invoice_pages.no_longer_offered(), alert=True)
    if not issued.is_new:
        say.answer_press(work, press, _("This invoice is issued already."))
    if await state.get_state() == Request.upgrade.state:
        await state.clear()
    return await say.drop_buttons(work, person, press)


async def which(work: Work, person: Person) -> None:
    """Ask for which of several companies is paid."""
    labels = identity_pages.labels(await identification.companies(work, person))
    page = invoice_pages.which(dict(labels))
    await say.private(work, person, page.html, page.keyboard)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.callback_query.register(choose, BuyFor.filter())
    doors.private.callback_query.register(buy, Buy.filter())
