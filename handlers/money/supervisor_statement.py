"""`/statement` with the bank's file: which invoices are paid; what is not plain is decided by buttons (5)."""

from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.access import AccessDenied
from bot.actions.money import statements, undecided
from bot.actions.money.undecided import Case
from bot.actions.work import Person, Work
from bot.phrasing import quoted, roubles
from bot.rules.money.matching import Why
from bot.rules.money.payments import Objection
from bot.rules.money.statement import SIZE_LIMIT, Reason
from bot.rules.text import cut
from handlers import say
from handlers.content import file_name, file_with
from handlers.filters import BySupervisor, TypedWithFile
from handlers.routers import Doors
from handlers.turns import Page
from keyboards import statements as statements_keyboard
from keyboards.statements import NextPayment, NoPayment, PaymentOf

PURPOSE_LIMIT = 300


async def start(message: Message, work: Work, person: Person) -> None:
    """Take the file that came with the command, or that it answers; without one say what it has to be."""
    file = file_with(message)
    if file is None:
        waiting = await undecided.count(work, person)
        return await say.reply(work, message, _explanation(), statements_keyboard.begin(waiting) if waiting else None)
    if file.file_size is not None and file.file_size > SIZE_LIMIT:
        return await say.reply(work, message, refusals.words(Reason.TOO_LARGE, {}))
    return await statements.begin(work, person, message.chat.id, file.file_id, file_name(file))


async def show(press: CallbackQuery, callback_data: NextPayment, work: Work, person: Person) -> None:
    """Show a payment that waits."""
    await _show(press, work, person, callback_data.after)


async def assign(press: CallbackQuery, callback_data: PaymentOf, work: Work, person: Person) -> None:
    """«Это оплата ЭО-2026-12»."""
    done = await undecided.assign(work, person, callback_data.payment, callback_data.invoice)
    await _go_on(press, work, person, callback_data.payment, done=done)


async def dismiss(press: CallbackQuery, callback_data: NoPayment, work: Work, person: Person) -> None:
    """«Не относится», or «Возврат»."""
    done = await undecided.dismiss(work, person, callback_data.payment, returned=callback_data.what == "back")
    await _go_on(press, work, person, callback_data.payment, done=done)


async def _go_on(press: CallbackQuery, work: Work, person: Person, payment: int, *, done: bool) -> None:
    said = _("It is noted.") if done else _("This has already been dealt with.")
    say.answer_press(work, press, said, alert=not done)
    await _show(press, work, person, payment)


async def _show(press: CallbackQuery, work: Work, person: Person, after: int) -> None:
    case = await undecided.following(work, person, after)
    page = Page(_("All payments of the statement are dealt with.")) if case is None else _page(case)
    await say.edit_pressed(work, press, page.html, page.keyboard)


def _page(case: Case) -> Page:
    paid = case.payment
    lines = [
        _("<b>{sum}</b> of {day} · to be decided: {n}"),
        _("{payer} · INN {inn}"),
        "<i>{purpose}</i>",
        _("Why it is asked: {why}."),
    ]
    text = "\n".join(lines).format(
        sum=roubles(paid.kopecks),
        day=f"{paid.received_on:%d.%m.%Y}",
        n=case.waiting,
        payer=quoted(paid.payer or "—"),
        inn=quoted(paid.payer_inn or "—"),
        purpose=quoted(cut(paid.purpose, PURPOSE_LIMIT)) or "—",
        why=_why(case),
    )
    offered = () if case.went_back else case.invoices
    return Page(text, statements_keyboard.decide(paid.id, offered, goes_on=case.waiting > 1))


def _why(case: Case) -> str:
    words = {
        Why.RETURNED: _("the money went out of our account again"),
        Why.CALLED_RETURN: _("the purpose speaks of a return"),
        Why.SEVERAL_NAMED: _("several invoices are named"),
        Why.UNKNOWN_NUMBER: _("there is no invoice of that number"),
        Why.OTHER_PAYER: _("the invoice is of another company"),
        Why.OTHER_SUPPLIER: _("the invoice is of another supplier"),
        Why.LESS: _("less than the invoice asks for"),
        Why.MORE: _("more than the invoice asks for"),
        Why.PAID_ALREADY: _("the invoice is paid already"),
        Why.CANCELLED: _("the invoice was cancelled"),
        Why.TOO_EARLY: _("it came before the invoice was issued"),
        Why.SEVERAL_FIT: _("several open invoices have this sum"),
        Why.NOTHING_FITS: _("no open invoice fits"),
        Objection.OTHER_SUM: _("the sum is not that of the invoice"),
    }
    said = words.get(case.payment.reason, quoted(case.payment.reason))  # type: ignore[call-overload]
    return f"{said} ({case.named.name}, {roubles(case.named.kopecks)})" if case.named else said


def _explanation() -> str:
    lines = [
        _("Please send the bank's statement for 1C with the caption /statement."),
        _("What names an invoice, or fits just one, is noted as paid. The rest is asked; a file may come twice."),
    ]
    return "\n".join(lines)


async def refuse_press(_press: CallbackQuery, callback_data: NextPayment | PaymentOf | NoPayment) -> None:
    """A button of somebody else, or a forged one."""
    raise AccessDenied(callback_data.pack())


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(start, TypedWithFile("statement"), BySupervisor())
    press = doors.commands.callback_query.register
    for data, handler in ((NextPayment, show), (PaymentOf, assign), (NoPayment, dismiss)):
        press(handler, data.filter(), BySupervisor())
        press(refuse_press, data.filter())
