"""Extending a deadline: by how much or until when, then why (3.4, 4.3)."""

from dataclasses import replace
from datetime import datetime

from aiogram import F
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import deadlines, operators
from bot.actions.tickets.deadlines import Reading
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import deadline_examples, moment, near, quoted, short_day
from bot.rules import fields
from bot.rules.deadlines import when
from bot.rules.refusals import Refused
from bot.rules.tickets.typed import after_no
from handlers import audit_page, operator_question, say
from handlers.filters import InTicket, Matches, place
from handlers.operator_question import Answering, Answers, Asked, BelowPage
from handlers.routers import Doors
from keyboards import questions
from keyboards.promises import ExtendTo
from keyboards.questions import EXTENSIONS, Extend, ExtendBack, Until


class Extending(StatesGroup):
    """What is asked in the dialogue."""

    until = State()
    reason = State()


async def offer(work: Work, person: Person, ticket: Ticket) -> str:
    """Ask by how much. Raises Refused when there is no deadline."""
    await deadlines.after_extension(work, ticket, hours=0)
    text = _("By how many working hours is the deadline to be extended?")
    await say.page(work, person, ticket, text, questions.extend(ticket.number))
    return ""


async def choose(press: CallbackQuery, callback_data: Extend, work: Work, person: Person, state: FSMContext) -> None:
    """Ask for the reason. A number of hours that was not offered is not a button of ours."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    if callback_data.hours not in EXTENSIONS:
        raise access.AccessDenied(ticket.number)
    until = await deadlines.after_extension(work, ticket, callback_data.hours)
    said = {"until": until.isoformat(), "hours": callback_data.hours, "chosen_at": work.now.isoformat()}
    await _ask_why(work, person, state, chat, Asked(ticket.number, prompt, said))


async def ask_until(press: CallbackQuery, callback_data: Until, work: Work, person: Person, state: FSMContext) -> None:
    """Let the operator name the new deadline in their own words."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await deadlines.after_extension(work, ticket, hours=0)
    await _ask_until(work, person, state, chat, Asked(ticket.number, prompt, {}))


async def _ask_until(work: Work, person: Person, state: FSMContext, chat: int, asked: Asked) -> None:
    await operator_question.ask(state, Extending.until, work, asked)
    words = _("{operator}, please answer with the new deadline, such as:\n{examples}")
    text = words.format(operator=quoted(person.name), examples=deadline_examples())
    await say.edit_in_group(work, chat, asked.prompt, text, questions.extending(asked.ticket, person.id))


async def back(press: CallbackQuery, callback_data: ExtendBack, work: Work, person: Person, state: FSMContext) -> None:
    """Choose once more; what was chosen is shown."""
    chat, prompt = place(press)
    asked = await operator_question.waiting(state, Extending.until)
    asked = asked or await operator_question.waiting(state, Extending.reason)
    if asked is None or asked.prompt != prompt:
        say.answer_press(work, press, _("This question waits for another operator, or no longer."), alert=True)
        return
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await state.clear()
    lines = [_("By how many working hours is the deadline to be extended?")]
    if "until" in asked.said:
        chosen = _("Chosen before: {deadline}").format(deadline=moment(_until(asked), work.policy.zone))
        lines.append(chosen)
    await say.edit_in_group(work, chat, prompt, "\n".join(lines), questions.extend(ticket.number))


async def read(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Show how the operator's words were understood; whoever is not content with it writes again. Raises Refused."""
    text = await operator_question.answer(message, work, asked)
    ticket = await access.group_ticket(work, person, asked.ticket)
    if "until" in asked.said and (instead_of_it := after_no(text)) is not None:
        text = instead_of_it
    if not text:
        return await _ask_until(work, person, state, message.chat.id, Asked(asked.ticket, asked.prompt, {}))
    reading = await deadlines.understood(work, ticket, text)
    instead = await deadlines.instead_of_day_off(work, reading)
    said = {"until": reading.at.isoformat()} | ({"instead": instead.isoformat()} if instead else {})
    await operator_question.ask(state, Extending.until, work, Asked(asked.ticket, asked.prompt, said))
    html = _understood(text, reading, work) if instead is None else _on_day_off(reading, instead, work)
    again = _("Is that right? If not, please write the deadline once more.")
    keyboard = _days(ticket, person, reading, instead, work)
    await say.edit_in_group(work, message.chat.id, asked.prompt, f"{html}\n{again}", keyboard)
    return None


class NamesDeadline(BaseFilter):
    """Words that name a deadline, if not always one that can be set."""

    async def __call__(self, message: Message, work: Work, ticket: Ticket) -> bool:
        """Read them; whatever else is written below the choice goes on to the requester."""
        try:
            await deadlines.understood(work, ticket, message.text or "")
        except Refused as refused:
            return refused.reason is not when.Reason.UNKNOWN
        return True


async def read_at_once(
    message: Message, work: Work, person: Person, ticket: Ticket, state: FSMContext, at: int
) -> None:
    """Read a deadline that is named below the choice instead of «Другой срок». Raises Refused."""
    if not at:
        return await say.reply(work, message, _("Please press the button itself. The requester was not sent this."))
    return await read(message, work, person, state, Asked(ticket.number, at, {}))


async def confirm(press: CallbackQuery, callback_data: Until, work: Work, person: Person, state: FSMContext) -> None:
    """Go on to the reason."""
    chat, prompt = place(press)
    asked = await operator_question.waiting(state, Extending.until)
    if callback_data.by != person.id or asked is None or "until" not in asked.said or asked.prompt != prompt:
        say.answer_press(work, press, _("Only the operator who named the deadline can confirm it."), alert=True)
        return
    await access.group_ticket(work, person, asked.ticket)
    if callback_data.moved and "instead" in asked.said:
        asked = replace(asked, said={"until": asked.said["instead"]})
    await _ask_why(work, person, state, chat, asked)


async def keep_promise(
    press: CallbackQuery, callback_data: ExtendTo, work: Work, person: Person, state: FSMContext
) -> None:
    """Ask why the deadline is to be extended to what was promised. Raises Refused when it is not behind it any more."""
    chat, prompt = place(press)
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    until = await deadlines.to_keep(work, person, ticket, callback_data.promise)
    if until is None:
        say.answer_press(work, press, _("This promise is settled already."), alert=True)
        await say.delete_in_group(work, chat, prompt)
        return
    await _ask_why(work, person, state, chat, Asked(ticket.number, prompt, {"until": until.isoformat()}))


async def _ask_why(work: Work, person: Person, state: FSMContext, chat: int, asked: Asked) -> None:
    await operator_question.ask(state, Extending.reason, work, asked)
    text = _("New deadline: {deadline}.\n{operator}, please answer with the reason: the requester will read it.")
    words = text.format(deadline=near(_until(asked), work.now, work.policy.zone), operator=quoted(person.name))
    await say.edit_in_group(work, chat, asked.prompt, words, questions.extending(asked.ticket, person.id))


async def extend(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Extend until what was chosen, for the reason that was written."""
    reason = fields.reason(await operator_question.answer(message, work, asked))
    ticket = await operator_question.close(work, person, state, asked)
    until = _until(asked)
    by = (asked.said["hours"], datetime.fromisoformat(asked.said["chosen_at"])) if "hours" in asked.said else None
    await deadlines.extend(work, person, ticket, until, reason, by)
    text = _("The deadline is extended to {deadline} (it was {was}). The requester has been told.\nReason: {reason}")
    assert ticket.deadline is not None, "extended without one"
    due, was = moment(until, work.policy.zone), moment(ticket.deadline, work.policy.zone)
    words = text.format(deadline=due, was=was, reason=quoted(reason))
    await say.edit_in_group(work, message.chat.id, asked.prompt, words)


async def show_history(work: Work, person: Person, ticket: Ticket) -> str:
    """Show in the topic every deadline there was, who set it, when and why (3.4), and whose the ticket was."""
    entries, done = await deadlines.history(work, person, ticket), await operators.history(work, person, ticket)
    for page in audit_page.history(ticket, entries, done, work.policy.zone):
        await say.to_ticket(work, ticket, page)
    return ""


def _until(asked: Asked) -> datetime:
    return datetime.fromisoformat(asked.said["until"])


def _understood(text: str, reading: Reading, work: Work) -> str:
    zone = work.policy.zone
    words = _("“{words}” means: <b>{deadline}</b>.")
    lines = [words.format(words=quoted(text), deadline=near(reading.at, work.now, zone))]
    if reading.at != reading.named:
        outside = _("{moment} is outside working hours: the last working moment before it is taken.")
        lines.append(outside.format(moment=moment(reading.named, zone)))
    return "\n".join(lines)


def _on_day_off(reading: Reading, instead: datetime, work: Work) -> str:
    zone = work.policy.zone
    return _("{day} is a day off. Move it to {instead}?").format(
        day=short_day(reading.named, zone), instead=short_day(instead, zone)
    )


def _days(
    ticket: Ticket, person: Person, reading: Reading, instead: datetime | None, work: Work
) -> InlineKeyboardMarkup:
    zone = work.policy.zone
    assert ticket.deadline is not None  # `understood` refuses what has none
    before = short_day(reading.at, zone) if instead and reading.at > ticket.deadline else None
    after = short_day(instead, zone) if instead else None
    return questions.until_is_right(ticket.number, person.id, before=before, after=after)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(choose, Extend.filter())
    doors.group.callback_query.register(back, ExtendBack.filter())
    doors.group.callback_query.register(ask_until, Until.filter(F.by == 0))
    doors.group.callback_query.register(keep_promise, ExtendTo.filter())
    doors.group.callback_query.register(confirm, Until.filter(F.by != 0))
    doors.group.message.register(
        read_at_once, Matches(F.text), Answering(Extend), InTicket(), BelowPage(), NamesDeadline()
    )
    doors.group.message.register(read, StateFilter(Extending.until), Answers())
    doors.group.message.register(extend, StateFilter(Extending.reason), Answers())
