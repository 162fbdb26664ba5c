"""`/tariff`: what the tariff of the person's company includes (5); whose company is not known tells its INN first."""

from collections.abc import Sequence

from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.money import invoices
from bot.actions.money.offers import offers
from bot.actions.people import identification
from bot.actions.tickets import registration
from bot.actions.work import Person, Work
from bot.rules.asking import NAMING
from bot.rules.people.identity import Columns, Field, Refused, inn
from bot.rules.tariffs import Tariff
from handlers import say, unfinished
from handlers.desk import start_pages
from handlers.filters import PRIVATE, Labelled, Typed
from handlers.money import user_invoices
from handlers.people import identity_pages
from handlers.routers import Doors
from handlers.tickets import user_request
from handlers.tickets.request_steps import quiet
from handlers.turns import Page, Turn
from keyboards import identification as identification_keyboard
from keyboards import invoices as invoices_keyboard
from keyboards import menu


class Naming(StatesGroup):
    """The INN is asked for; what is answered is told and not kept."""

    inn = State()


async def tariff(_message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Say which tariff the person's company has and what it includes, or ask which company it is."""
    known = await identification.known(work, person)
    if known is None or "inn" not in known:
        return await Turn(work, person, state).show(start_pages.tariff_unknown())
    companies = [each for each in await identification.companies(work, person) if each.get("inn")]
    if len(companies) > 1:
        return await _tell_each(work, person, companies)
    return await _tell(work, person, known["inn"] or "", known.get("company"), is_theirs=True)


async def ask(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for the INN."""
    step = await state.get_state()
    if step is not None and unfinished.is_unfinished(step):
        return unfinished.say_so(work, press, step)
    await state.set_state(Naming.inn)
    return await Turn(work, person, state, press).show(question(), question=NAMING)


async def answer(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Take the INN and go on to the tariff; what is none is answered with how to write it."""
    turn = Turn(work, person, state)
    try:
        number = inn(message.text or "")
    except Refused as refused:
        if not await quiet(turn):
            await turn.show(question().under(refusals.words(refused.reason, refused.details)), question=NAMING)
        return
    await state.clear()
    await say.withdraw(work, person, NAMING)
    await _tell(work, person, number, None)


def question() -> Page:
    """Ask for the INN."""
    return Page(start_pages.inn_needed(), identification_keyboard.question(Field.INN, None, back=False))


async def connect(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Begin a request for the extended tariff."""
    step = await state.get_state()
    if step is not None and unfinished.is_unfinished(step):
        return unfinished.say_so(work, press, step)
    await unfinished.withdraw(work, person, step)
    await say.drop_buttons(work, person, press)
    return await user_request.begin(work, person, state, wrote=False, upgrade=True)


async def _tell(work: Work, person: Person, number: str, company: str | None, *, is_theirs: bool = False) -> None:
    """Say what the tariff of a company includes; its own people can pay for more at once."""
    paid_until = await registration.paid_until(work, number)
    current = Tariff.EXTENDED if paid_until else Tariff.BASIC
    text = start_pages.included(current, company or _("INN {number}").format(number=number), paid_until)
    if is_theirs and await invoices.can_be_billed(work, number):
        return await say.private(work, person, text, invoices_keyboard.buy(await offers(work), number))
    return await say.private(work, person, text, None if paid_until else menu.connect())


async def _tell_each(work: Work, person: Person, companies: Sequence[Columns]) -> None:
    """Name the tariff of each company, and what each of these tariffs includes."""
    billable = await invoices.can_be_billed(work, companies[0]["inn"] or "")
    ends = {each["inn"] or "": await registration.paid_until(work, each["inn"] or "") for each in companies}
    names = identity_pages.labels(companies)
    named = [(names[inn], Tariff.EXTENDED if until else Tariff.BASIC, until) for inn, until in ends.items()]
    await say.private(work, person, start_pages.tariffs(named))
    for each in dict.fromkeys(tariff for _name, tariff, _until in named):
        keyboard = None if each is Tariff.EXTENDED or billable else menu.connect()
        await say.private(work, person, start_pages.included(each, None, None), keyboard)
    if billable:
        await user_invoices.which(work, person)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(tariff, PRIVATE, Typed("tariff"))
    doors.private.message.register(tariff, Labelled(menu.TARIFF))
    doors.private.callback_query.register(ask, menu.NameCompany.filter())
    doors.private.callback_query.register(connect, menu.Connect.filter())
    doors.private.message.register(answer, StateFilter(Naming.inn))
