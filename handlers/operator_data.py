"""Asking the requester for data: what, then why it is needed (3.7)."""

from aiogram import F
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access, operators
from bot.actions.work import Person, Ticket, Work
from bot.rules.tickets import State as Stands
from bot.rules.tickets import check_open
from bot.words import quoted
from handlers import operator_question, say
from handlers.doors import Doors
from handlers.operator_question import Answers, Asked
from handlers.press import place
from keyboards import questions
from keyboards.questions import OWN_WORDS, READY, Ask


class Asking(StatesGroup):
    """What is asked in the dialogue."""

    what = State()
    why = State()


async def offer(work: Work, _person: Person, ticket: Ticket) -> str:
    """Ask what is needed. Raises Refused when the ticket is closed."""
    check_open(Stands(ticket.state))
    await say.in_ticket(work, ticket, _("What is to be asked from the requester?"), questions.ask(ticket.number))
    return ""


async def choose(press: CallbackQuery, callback_data: Ask, work: Work, person: Person, state: FSMContext) -> None:
    """Go on to the reason, or first let the operator say in words what is needed."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, chat, callback_data.ticket)
    check_open(Stands(ticket.state))
    if callback_data.what != OWN_WORDS:
        what = questions.ready_words(callback_data.what)
        await _ask_why(work, person, state, chat, Asked(ticket.number, prompt, {"what": what}))
        return
    await operator_question.ask(state, Asking.what, work, Asked(ticket.number, prompt, {}))
    text = _("{operator}, please answer: what is to be asked from the requester?")
    words = text.format(operator=quoted(person.name))
    await say.rewrite(work, chat, prompt, words, questions.cancel(person.id))


async def name(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Take what is needed, go on to the reason."""
    what = await operator_question.answer(message, work)
    await _ask_why(work, person, state, message.chat.id, Asked(asked.ticket, asked.prompt, {"what": what}))


async def _ask_why(work: Work, person: Person, state: FSMContext, chat: int, asked: Asked) -> None:
    await operator_question.ask(state, Asking.why, work, asked)
    text = _("To be asked: {what}.\n{operator}, please answer why it is needed: the requester will read it.")
    words = text.format(what=quoted(asked.said["what"]), operator=quoted(person.name))
    await say.rewrite(work, chat, asked.prompt, words, questions.cancel(person.id))


async def send(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Ask the requester."""
    why = await operator_question.answer(message, work)
    ticket = await operator_question.close(message, work, state, asked)
    await operators.ask_data(work, person, ticket, asked.said["what"], why)
    text = _("The requester has been asked: {what}\nWhy it is needed: {why}")
    words = text.format(what=quoted(asked.said["what"]), why=quoted(why))
    await say.rewrite(work, message.chat.id, asked.prompt, words)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(choose, Ask.filter(F.what.in_({*READY, OWN_WORDS})))
    doors.group.message.register(name, StateFilter(Asking.what), Answers())
    doors.group.message.register(send, StateFilter(Asking.why), Answers())
