"""Correcting who a ticket is from: which field, then its new value (6.2)."""

from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import corrections, inside
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import quoted
from bot.rules.people.identity import Field
from handlers import operator_question, say
from handlers.content import incoming
from handlers.filters import InTicket, place
from handlers.operator_question import Answering, Answers, Asked, BelowPage
from handlers.people import identity_pages
from handlers.routers import Doors
from handlers.tickets import operator_pages
from keyboards import correction
from keyboards.correction import Correct


class Correcting(StatesGroup):
    """What is asked in the dialogue; what was said: `field`."""

    value = State()


async def offer(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask which field. Raises Refused when the ticket is closed."""
    stated = await corrections.present(work, person, ticket)
    await say.page(work, person, ticket, _which(stated), correction.fields(ticket.number))
    return ""


def _which(stated: dict[Field, str]) -> str:
    known = [f"{name}: <b>{quoted(stated[field])}</b>" for field, name in _names()]
    return "\n".join([*known, _("What is to be corrected?")])


def _names() -> list[tuple[Field, str]]:
    return list(correction.names().items())


async def choose(press: CallbackQuery, callback_data: Correct, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for the new value of a field, or go back to the choice of one."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    stated = await corrections.present(work, person, ticket)
    field = callback_data.field
    if field is None:
        if await operator_question.waiting(state, Correcting.value) is None:
            say.answer_press(work, press, _("This question waits for another operator, or no longer."), alert=True)
            return
        await state.clear()
        await say.edit_in_group(work, chat, prompt, _which(stated), correction.fields(ticket.number))
        return
    asked = Asked(ticket.number, prompt, {"field": field.value})
    await operator_question.ask(state, Correcting.value, work, asked)
    text = _("{operator}, please answer with the right value. {field} now: <b>{value}</b>")
    known, name = stated[field], correction.names()[field]
    words = text.format(operator=quoted(person.name), field=name, value=quoted(known))
    words += "\n" + _("It is written as: {form}").format(form=identity_pages.form(field))
    await say.edit_in_group(work, chat, prompt, words, correction.waiting(ticket.number, person.id))


async def choose_first(message: Message, work: Work, person: Person, ticket: Ticket, state: FSMContext) -> None:
    """Keep inside what is written below the list of fields: it says what is right, but not of which field."""
    await operator_pages.forget(state)
    content = incoming(message)
    if content is not None:
        await inside.keep(work, person, content, ticket)
    text = _("The requester was not sent this. Please press the field that is to be corrected first.")
    await say.reply(work, message, text)


async def correct(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Take the value. Raises Refused; the question then stays open."""
    field = Field(asked.said["field"])
    ticket = await access.group_ticket(work, person, asked.ticket)
    old, new = await corrections.correct(work, person, ticket, field, message.text or "")
    await state.clear()
    text = _("{operator} corrected: {field}\nbefore: {old}\nnow: <b>{new}</b>")
    fields = {"operator": person.name, "field": correction.names()[field], "old": old, "new": new}
    words = text.format(**{name: quoted(each) for name, each in fields.items()})
    await say.edit_in_group(work, message.chat.id, asked.prompt, words)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(choose, Correct.filter())
    doors.group.message.register(correct, StateFilter(Correcting.value), Answers())
    doors.group.message.register(choose_first, Answering(Correct), InTicket(), BelowPage())
