"""Extending a deadline: by how much, then why (3.4, 4.3)."""

from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access, deadlines
from bot.actions.work import Person, Ticket, Work
from bot.words import moment, quoted
from handlers import operator_question, say
from handlers.doors import Doors
from handlers.operator_question import Answers, Asked
from handlers.press import place
from keyboards import questions
from keyboards.questions import EXTENSIONS, Extend


class Extending(StatesGroup):
    """What is asked in the dialogue."""

    reason = State()


async def offer(work: Work, _person: Person, ticket: Ticket) -> str:
    """Ask by how much. Raises Refused when there is no deadline."""
    await deadlines.after_extension(work, ticket, hours=0)
    text = _("By how many working hours is the deadline to be extended?")
    await say.in_ticket(work, ticket, text, questions.extend(ticket.number))
    return ""


async def choose(press: CallbackQuery, callback_data: Extend, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for the reason. A number of hours that was not offered is no button of ours."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, chat, callback_data.ticket)
    if callback_data.hours not in EXTENSIONS:
        raise access.AccessDenied(ticket.number)
    until = await deadlines.after_extension(work, ticket, callback_data.hours)
    asked = Asked(ticket.number, prompt, {"hours": callback_data.hours})
    await operator_question.ask(state, Extending.reason, work, asked)
    text = _("New deadline: {deadline}.\n{operator}, please answer with the reason: the requester will read it.")
    words = text.format(deadline=moment(until, work.policy.zone), operator=quoted(person.name))
    await say.rewrite(work, chat, prompt, words, questions.cancel(person.id))


async def extend(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Extend by what was chosen, for the reason that was written."""
    reason = await operator_question.answer(message, work)
    ticket = await operator_question.close(message, work, state, asked)
    until = await deadlines.extend(work, person, ticket, asked.said["hours"], reason)
    text = _("The deadline is extended to {deadline}. The requester has been told.\nReason: {reason}")
    words = text.format(deadline=moment(until, work.policy.zone), reason=quoted(reason))
    await say.rewrite(work, message.chat.id, asked.prompt, words)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(choose, Extend.filter())
    doors.group.message.register(extend, StateFilter(Extending.reason), Answers())
