"""What operators say and hear on the phone, in the topic of a ticket whose requester is not written to (3.2, 4.2)."""

from aiogram import F
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import phone_answers
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import phone, quoted
from bot.rules.channels import PHONE
from bot.rules.tickets import tickets as tickets_rules
from bot.rules.tickets.incoming import Incoming
from bot.rules.tickets.tickets import check_open
from handlers import operator_question, say
from handlers.content import incoming
from handlers.filters import GROUP, ByPeople, InTicket, Matches, is_label, place
from handlers.operator_question import Answers, Asked
from handlers.routers import Doors
from keyboards import calls, questions
from keyboards.calls import ByPhone, SaidByPhone
from keyboards.card import BY_PHONE, SAY, CardPress
from keyboards.inline import rows


class Saying(StatesGroup):
    """What was said is asked."""

    words = State()


def is_by_phone(ticket: Ticket) -> bool:
    """Tell whether a ticket's requester is answered by phone."""
    return ticket.reply_channel == PHONE


async def ask_words(
    press: CallbackQuery, callback_data: CardPress, work: Work, person: Person, state: FSMContext
) -> None:
    """Ask what was said; the question belongs to the card, under which the button stands."""
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    check_open(tickets_rules.State(ticket.state))
    await operator_question.ask(state, Saying.words, work, Asked(ticket.number, place(press)[1], {}))
    await _ask_words(work, person, ticket)
    say.answer_press(work, press)


async def ask_words_at_once(message: Message, work: Work, person: Person, ticket: Ticket, state: FSMContext) -> None:
    """Ask what was said, where the label of the button is typed. Raises Refused."""
    if message.sender_chat is not None:
        return await say.reply(work, message, _("Please press the button itself. The requester was not sent this."))
    check_open(tickets_rules.State(ticket.state))
    await operator_question.listen(state, Saying.words, work, Asked(ticket.number, 0, {}))
    await _ask_words(work, person, ticket)
    return None


async def _ask_words(work: Work, person: Person, ticket: Ticket) -> None:
    number = await phone_answers.number_of(work, ticket)
    text = _("{operator}, please write what was said by phone. It is recorded as the answer; nothing is sent.")
    lines = [text.format(operator=quoted(person.name))]
    if number is not None:
        lines.append(_("Phone: {phone}").format(phone=quoted(phone(number))))
    await say.page(work, person, ticket, "\n".join(lines), rows([questions.cancel_button(person.id)]))


class LabelByPhone(BaseFilter):
    """The label of the button, at a ticket whose requester is answered by phone."""

    async def __call__(self, message: Message, ticket: Ticket) -> bool:
        """Compare."""
        return is_by_phone(ticket) and is_label(message.text or "", BY_PHONE)


async def record(message: Message, work: Work, person: Person, state: FSMContext, asked: Asked) -> None:
    """Take what was said as the answer. Raises Refused; the question then stays open."""
    content = incoming(message)
    if content is None:
        return await say.reply(work, message, _("Please say it in words."))
    ticket = await access.group_ticket(work, person, asked.ticket)
    await phone_answers.answer(work, person, ticket, content)
    await state.clear()
    return await say.reply(work, message, _("☎️ Recorded as the answer given by phone."))


async def stays_in_the_desk(message: Message, work: Work, person: Person, ticket: Ticket, content: Incoming) -> None:
    """Say that nobody receives what was written, unless it was said by phone."""
    kept = await phone_answers.keep_inside(work, person, ticket, content)
    if kept is not None:
        text = _("The requester has no account to write to: the message stays in the desk. Please tell them by phone.")
        await say.reply(work, message, text, calls.said(ticket.number, kept))


async def said(press: CallbackQuery, callback_data: SaidByPhone, work: Work, person: Person) -> None:
    """Record a message that stayed in the desk as said on the phone."""
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    if not await phone_answers.bring_out(work, person, ticket, callback_data.message):
        return say.answer_press(work, press, _("This has been done already."))
    await say.edit_in_group(work, *place(press), _("☎️ Recorded as the answer given by phone."))
    return say.answer_press(work, press)


async def heard(press: CallbackQuery, callback_data: ByPhone, work: Work, person: Person) -> None:
    """Take what the requester answered on the phone, or that nobody was reached."""
    ticket = await access.group_ticket(work, person, callback_data.ticket)
    await {"confirm": phone_answers.confirm, "deny": phone_answers.deny, "missed": phone_answers.missed}[
        callback_data.do
    ](work, person, ticket)
    if callback_data.do != "missed" and place(press)[1]:
        chat, message = place(press)
        await say.drop_buttons_in_group(work, chat, message)
    say.answer_press(work, press)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(ask_words, CardPress.filter(F.do == SAY))
    doors.group.message.register(ask_words_at_once, GROUP, ByPeople(), Matches(F.text), InTicket(), LabelByPhone())
    doors.group.message.register(record, StateFilter(Saying.words), Answers())
    doors.group.callback_query.register(said, SaidByPhone.filter())
    doors.group.callback_query.register(heard, ByPhone.filter())
