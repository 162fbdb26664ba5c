"""Messages of requesters outside every dialogue: they go to the ticket they belong to (3.3)."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot.actions import conversation
from bot.actions.work import Person, Work
from handlers import say
from handlers.content import written
from handlers.filters import PRIVATE


async def talk(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Carry a message into the person's open ticket; with none, begin a request; with several, ask which."""
    content = written(message)
    if content is None:
        return await say.say(work, person, _("Polls and games cannot be passed on. Please describe it in words."))
    del state
    ticket = await conversation.addressed_ticket(work, person, content)
    if ticket is not None:
        await conversation.requester_wrote(work, person, content, ticket)
    return None


async def edit(message: Message, work: Work) -> None:
    """Bring an edit to the other side."""
    content = written(message)
    if content is not None:
        await conversation.edited(work, content)


def router() -> Router:
    """Say which updates come here."""
    router = Router(name="user_talk")
    router.message.register(talk, PRIVATE)
    router.edited_message.register(edit, PRIVATE)
    return router
