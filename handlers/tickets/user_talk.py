"""Messages of requesters outside every dialogue: they go to the ticket they belong to (3.3).

This router is asked last: what no other knows is answered here.
"""

import structlog
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.tickets import addressing, closing, conversation
from bot.actions.tickets.addressing import Placement
from bot.actions.work import Person, Work
from bot.phrasing import uncarried_kind
from bot.rules.tickets.incoming import Incoming
from handlers import say
from handlers.content import incoming, uncarried
from handlers.filters import Talk
from handlers.routers import Doors
from handlers.tickets import user_closing, user_data, user_request, user_writing
from handlers.tickets.user_writing import Choosing
from keyboards import menu

log = structlog.get_logger(__name__)


async def talk(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Carry a message to its ticket; with several open ask which one is meant.

    With none open begin a request with it, unless it may belong to a ticket that was closed lately.
    """
    content = incoming(message)
    if content is not None:
        await _place(work, person, state, content)
    elif (kind := uncarried(message)) is not None:
        text = _("{what} cannot be passed on. Please describe it in words.")
        await say.private(work, person, text.format(what=uncarried_kind(kind)))


async def _place(work: Work, person: Person, state: FSMContext, content: Incoming) -> None:
    if await user_data.typed(work, person, state, content):
        return
    at = await user_data.stop_correcting(state)
    if at == user_closing.Commenting.text:
        await state.clear()  # what is written now is meant for a ticket
        at = None
    writing_to = await user_writing.writing_to(state) if at == user_writing.Writing.ticket else None
    choosing = at == Choosing.ticket
    if writing_to is None and not choosing and await _ends(work, person, state, content, at):
        return
    joins = await addressing.joins_album(work, content)
    placed = await addressing.requester_says(work, person, content, writing_to=writing_to, choosing=choosing)
    if placed is Placement.PASSED_ON and not joins:
        say.received(work, content)
    elif placed is Placement.NEEDS_CHOICE:
        await user_writing.ask_which(work, person, state)
    elif placed is not Placement.PASSED_ON:
        await _answer(work, person, state, content, placed)


async def _answer(work: Work, person: Person, state: FSMContext, content: Incoming, placed: Placement) -> None:
    """Answer what was written with no ticket open."""
    if placed is Placement.BEGINS_REQUEST:
        closed = await addressing.closed_lately(work, person, content)
        if closed is not None:
            await user_writing.ask_about_closed(work, person, state, closed)
        else:
            await user_request.begin(work, person, state)
    elif placed is Placement.AGREES:
        await user_request.begin_after_all(work, person, state)
    elif placed is not Placement.ASKS_ABOUT_DATA:
        hello = _("Hello. To ask a question, press “{new}” or simply write it here.")
        words = hello if placed is Placement.GREETS else _("To ask a question, press “{new}” or simply write it here.")
        await say.private(work, person, words.format(new=_(menu.NEW_REQUEST)), menu.main())


async def _ends(work: Work, person: Person, state: FSMContext, content: Incoming, at: str | None) -> bool:
    """Tell whether a message was the end of it: a button's label, or thanks for what is closed."""
    if await user_closing.typed(work, person, state, content):
        return True
    if at is not None or (closed := await addressing.thanked_for(work, person, content)) is None:
        return False
    await closing.thanked(work, person, closed)
    say.received(work, content)
    return True


async def edit(message: Message, work: Work) -> None:
    """Bring an edit to the other side."""
    content = incoming(message)
    if content is not None:
        await conversation.edited(work, content)


async def stale_press(press: CallbackQuery, work: Work) -> None:
    """A button of another time, or data that no button of ours sends."""
    log.info("unknown_press")
    say.answer_press(work, press, _("This button does not work any more."), alert=True)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.message.register(user_closing.comment, user_closing.awaited)
    doors.first.message.register(talk, Talk())
    doors.private.message.register(talk)
    doors.private.edited_message.register(edit)
    doors.rest.callback_query.register(stale_press)
