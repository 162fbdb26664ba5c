"""`/invoices`: what was billed and is it paid; who bills, by requisites that are sent behind the command (5)."""

import re

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.access import AccessDenied
from bot.actions.money import invoices, suppliers
from bot.actions.money.register import order_register
from bot.actions.work import Person, Work
from bot.rules.money.invoices import InvoiceState, number_in
from bot.rules.people import tax_numbers
from bot.rules.refusals import Refused
from handlers import say
from handlers.filters import BySupervisor, Typed
from handlers.money import invoice_pages
from handlers.routers import Doors
from handlers.turns import Page
from keyboards.invoices import Decide, Listed, OneSupplier, OrderRegister

_BILLED_BY = re.compile(r"(.+)=\s*([0-9]{1,9})")
_OF_SUPPLIER = re.compile(r"([0-9]{1,9})\s*\n(.*)", re.DOTALL)


async def command(message: Message, command: CommandObject, work: Work, person: Person) -> None:
    """Show what is asked for, or take what was sent; refuse what cannot be right."""
    try:
        page = await _answer(work, person, (command.args or "").strip())
    except Refused as refusal:
        page = Page(refusals.words(refusal.reason, refusal.details))
    await say.reply(work, message, page.html, page.keyboard)


async def _answer(work: Work, supervisor: Person, typed: str) -> Page:
    if not typed:
        return await _list(work, supervisor, InvoiceState.OPEN)
    if ":" in typed:
        return await _enter(work, supervisor, typed)
    number = number_in(typed)
    if number is not None:
        found = await invoices.numbered(work, supervisor, *number)
        return Page(_("There is no such invoice.")) if found is None else invoice_pages.invoice(found)
    billed_by = _BILLED_BY.fullmatch(typed)
    inn = tax_numbers.inn(billed_by[1] if billed_by else typed)
    if billed_by is None:
        found_all = await invoices.of_company(work, supervisor, inn)
        return invoice_pages.listed(invoice_pages.of_company(inn), found_all)
    await suppliers.bill(work, supervisor, inn, int(billed_by[2]))
    return Page(invoice_pages.billed_by(inn, await _supplier(work, supervisor, int(billed_by[2]))))


async def _enter(work: Work, supervisor: Person, typed: str) -> Page:
    """Take requisites: those of a supplier whose number stands before them, else of a new one."""
    of = _OF_SUPPLIER.fullmatch(typed)
    text = of[2] if of else typed
    number = await suppliers.enter(work, supervisor, text, int(of[1]) if of else None)
    page = invoice_pages.supplier(await _supplier(work, supervisor, number))
    return page.under(invoice_pages.entered())


async def _supplier(work: Work, supervisor: Person, number: int) -> suppliers.Supplier:
    found = {each.id: each for each in await suppliers.everyone(work, supervisor)}
    if number not in found:
        raise AccessDenied(number)
    return found[number]


async def _list(work: Work, supervisor: Person, state: InvoiceState) -> Page:
    page = invoice_pages.listed(invoice_pages.heading(state), await invoices.in_state(work, supervisor, state))
    return Page(f"{page.html}\n\n{invoice_pages.usage()}", page.keyboard)


async def show_list(press: CallbackQuery, callback_data: Listed, work: Work, person: Person) -> None:
    """Show another list, or the suppliers."""
    if callback_data.which == "suppliers":
        page = invoice_pages.suppliers(await suppliers.everyone(work, person))
    else:
        page = await _list(work, person, InvoiceState(callback_data.which))
    await say.edit_pressed(work, press, page.html, page.keyboard)


async def decide(press: CallbackQuery, callback_data: Decide, work: Work, person: Person) -> None:
    """Show an invoice, or do what was decided about it and show it then."""
    number, done = callback_data.invoice, True
    if callback_data.do == "cancel":
        page = invoice_pages.sure(await invoices.named(work, person, number))
        return await say.edit_pressed(work, press, page.html, page.keyboard)
    if callback_data.do == "paid":
        done = await invoices.mark_paid(work, person, number)
    elif callback_data.do == "sure":
        done = await invoices.cancel(work, person, number)
    if not done:
        say.answer_press(work, press, _("This has already been dealt with."), alert=True)
    page = invoice_pages.invoice(await invoices.named(work, person, number))
    return await say.edit_pressed(work, press, page.html, page.keyboard)


async def one_supplier(press: CallbackQuery, callback_data: OneSupplier, work: Work, person: Person) -> None:
    """Show a supplier and how its requisites are changed, or let it bill by default."""
    number = callback_data.supplier
    if number == 0:
        page = invoice_pages.new_supplier()
    else:
        if callback_data.do == "default":
            await suppliers.make_default(work, person, number)
        page = invoice_pages.supplier(await _supplier(work, person, number))
    await say.edit_pressed(work, press, page.html, page.keyboard)


async def order(press: CallbackQuery, work: Work, person: Person) -> None:
    """Have the register made."""
    await order_register(work, person)
    say.answer_press(work, press, _("The register is being made and comes in private."))


async def refuse_press(_press: CallbackQuery, callback_data: Decide | Listed | OneSupplier | OrderRegister) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.pack())


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(command, Typed("invoices"), BySupervisor())
    press = doors.commands.callback_query.register
    for data, handler in ((Decide, decide), (Listed, show_list), (OneSupplier, one_supplier), (OrderRegister, order)):
        press(handler, data.filter(), BySupervisor())
        press(refuse_press, data.filter())
