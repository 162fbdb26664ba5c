"""The requester's word at the end of a ticket: confirm or not, rate, open again (3.2)."""

from datetime import datetime, timedelta

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.tickets import addressing, closing
from bot.actions.work import Person, Ticket, Work
from bot.rules.asking import COMMENT, CONFIRM, WHICH, of_ticket
from bot.rules.tickets.incoming import Incoming
from bot.rules.tickets.presses import stars
from bot.rules.tickets.tickets import ticket_number
from bot.rules.visible import visible
from handlers import say
from handlers.filters import is_label
from handlers.routers import Doors
from handlers.tickets import user_request, user_writing
from handlers.tickets.user_writing import Choosing
from keyboards.closing import REOPEN, SOLVED, UNSOLVED, NoComment, Rate, Reopen, Verdict, no_comment, rating

COMMENT_FOR = timedelta(hours=1)
"""What is written later is not a comment on the rating."""
SORRY = 3
"""Stars up to which nobody is asked what they liked."""


class Commenting(StatesGroup):
    """A rating was given; data: `ticket`, and `until` when the next text is taken for a comment."""

    text = State()


async def decide(press: CallbackQuery, callback_data: Verdict, work: Work, person: Person, state: FSMContext) -> None:
    """Close at the requester's «yes», return to work at their «no»."""
    await decided(work, person, state, callback_data.ticket, solved=callback_data.solved)
    await say.answered(work, person, press)


async def decided(work: Work, person: Person, state: FSMContext, number: int, *, solved: bool) -> None:
    """Take a requester's «yes» or «no». Raises AccessDenied, Refused."""
    ticket = await access.own_ticket(work, person, number)
    await (closing.confirm if solved else closing.deny)(work, person, ticket)
    if solved and await user_writing.writing_to(state) == ticket.number:
        await state.clear()


async def typed(work: Work, person: Person, state: FSMContext, content: Incoming) -> bool:
    """Take a message that is a button's label as the press of it; False when it is none, or may mean another ticket."""
    said = visible(content.html).text
    for label, solved in ((SOLVED, True), (UNSOLVED, False)):
        if is_label(said, label) and (ticket := await addressing.asked_to_confirm(work, person, content)):
            await say.withdraw(work, person, of_ticket(CONFIRM, ticket.number))
            await decided(work, person, state, ticket.number, solved=solved)
            return True
    if (count := stars(said)) and await _rated(work, person, content, count):
        return True
    if is_label(said, REOPEN) and not await addressing.open_tickets(work, person):
        closed = await addressing.closed_lately(work, person, content)
        return closed is not None and await closing.reopen(work, person, closed)
    return False


async def _rated(work: Work, person: Person, content: Incoming, count: int) -> bool:
    """Take a rating in words for what was closed last and has none, with nothing open."""
    closed = await addressing.closed_lately(work, person, content)
    if closed is None or closed.rating is not None or await addressing.open_tickets(work, person):
        return False
    if not await closing.rate(work, person, closed, count):
        return False
    thanks = _("{number} is closed. Your rating: {stars} of 5. Thank you.")
    await say.private(work, person, thanks.format(number=ticket_number(closed.number), stars=count))
    return True


async def rate(press: CallbackQuery, callback_data: Rate, work: Work, person: Person, state: FSMContext) -> None:
    """Record the stars and ask for words; the stars can be changed as long as the ticket is closed."""
    ticket = await access.own_ticket(work, person, callback_data.ticket)
    if not await closing.rate(work, person, ticket, callback_data.stars):
        say.answer_press(work, press, _("This rating is already recorded."))
        return
    thanks = _("{number} is closed. Your rating: {stars} of 5. Thank you.")
    words = thanks.format(number=ticket_number(ticket.number), stars=callback_data.stars)
    await say.edit_private(work, person, press, words, rating(ticket.number))
    say.answer_press(work, press, _("The rating is recorded."))
    if ticket.comment is None and await state.get_state() is None:
        await _ask_for_words(work, person, ticket, state, callback_data.stars)


async def _ask_for_words(work: Work, person: Person, ticket: Ticket, state: FSMContext, stars: int) -> None:
    await state.set_state(Commenting.text)
    await state.set_data({"ticket": ticket.number, "until": (work.now + COMMENT_FOR).isoformat()})
    if stars <= SORRY:
        question = _("What should we do better? One message is enough.")
    else:
        question = _("What did you like, what should we do better? One message is enough.")
    await say.private(work, person, question, no_comment(ticket.number), COMMENT)


async def skip_comment(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Leave it at the stars."""
    await stop_commenting(state)
    await say.answered(work, person, press)


async def stop_commenting(state: FSMContext) -> None:
    """Wait for a comment no longer: what is written next is meant for a ticket."""
    if await state.get_state() == Commenting.text:
        await state.clear()


async def awaited(message: Message, work: Work, state: FSMContext) -> bool:
    """Tell whether a message is the comment that was asked for: a text of its own, soon after the rating."""
    if message.text is None or message.reply_to_message is not None or await state.get_state() != Commenting.text:
        return False
    return work.now <= datetime.fromisoformat((await state.get_data())["until"])


async def comment(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Record the words about a rating."""
    ticket = await access.own_ticket(work, person, (await state.get_data())["ticket"])
    await state.clear()
    await say.withdraw(work, person, COMMENT)
    await closing.comment(work, person, ticket, message.text or "")
    await say.private(work, person, _("Thank you, your comment is recorded."))


async def reopen(press: CallbackQuery, callback_data: Reopen, work: Work, person: Person, state: FSMContext) -> None:
    """Open a closed ticket again; after too long a time begin a new one that is linked to it."""
    await reopened(press, work, person, state, callback_data.ticket)
    await say.answered(work, person, press)


async def reopened(press: CallbackQuery, work: Work, person: Person, state: FSMContext, number: int) -> None:
    """Open a closed ticket again, with what waits for a choice, or begin a linked one. Raises AccessDenied, Refused."""
    ticket = await access.own_ticket(work, person, number)
    waiting = await state.get_state() == Choosing.closed
    done = await closing.reopen(work, person, ticket, described=waiting)
    await stop_commenting(state)
    if done and waiting:
        await say.withdraw(work, person, WHICH)
        await user_writing.add_waiting(work, person, state, number)
    if done:
        return
    words = _("{number} was closed too long ago. A new request will be linked to it.")
    say.answer_press(work, press, words.format(number=ticket_number(ticket.number)), alert=True)
    await state.set_data({"previous": ticket.number})
    await user_request.begin(work, person, state)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.callback_query.register(decide, Verdict.filter())
    doors.private.callback_query.register(rate, Rate.filter())
    doors.private.callback_query.register(skip_comment, NoComment.filter())
    doors.private.callback_query.register(reopen, Reopen.filter())
