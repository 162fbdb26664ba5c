"""Questions that the bot asks an operator at a ticket's place: the next message there is the answer, nobody else's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiogram.filters import BaseFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access, outgoing
from bot.actions.moderation import moderation
from bot.actions.tickets import conversation
from bot.actions.work import Person, ShownPage, Ticket, Work
from bot.rules.asking import of_page
from bot.rules.fields import field
from bot.rules.tickets.asides import Said, whom
from handlers import say
from handlers.content import incoming
from handlers.filters import place
from handlers.routers import Doors
from handlers.surroundings import answered_here
from keyboards.questions import Cancel

LIVES = timedelta(minutes=15)
"""A later message is meant for the requester, not for a question that is forgotten."""
ANSWER_LIMIT = 1000
PAGE = "page"
"""The newest page of an operator at a ticket's place, in what is kept of a dialogue (tickets/operator_pages.py)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits: about which ticket, which message of the bot asks it, and what was said so far."""

    ticket: int
    prompt: int
    said: dict[str, Any]


async def ask(state: FSMContext, step: State, work: Work, asked: Asked) -> None:
    """Wait for what the operator writes next in this place. Raises AccessDenied when no message of the bot asks it.

    A dialogue that nobody sees would take what is meant for the requester.
    """
    if not asked.prompt:
        raise access.AccessDenied(step.state)
    await listen(state, step, work, asked)


async def listen(state: FSMContext, step: State, work: Work, asked: Asked) -> None:
    """Wait for what the operator writes next in this place, where the question is on its way: its `prompt` is 0."""
    await state.set_state(step)
    until = (work.now + LIVES).isoformat()
    await state.set_data({"ticket": asked.ticket, "prompt": asked.prompt, "said": asked.said, "until": until})


async def waiting(state: FSMContext, step: State) -> Asked | None:
    """Return the question of a step that waits here for the person who pressed a button, if one does."""
    data = await state.get_data()
    asked = await state.get_state() == step.state
    return Asked(data["ticket"], data["prompt"], data["said"]) if asked else None


class Answers(BaseFilter):
    """A message that answers what was asked here; provides `asked`.

    What stays inside is none, nor a command, nor a reply to another message than the question: that is for its author.
    """

    async def __call__(self, message: Message, work: Work, state: FSMContext) -> bool | dict[str, Any]:
        """Compare time, place and words."""
        data = await state.get_data()
        if "until" not in data or datetime.fromisoformat(data["until"]) < work.now:
            return False
        if whom(message.text or message.caption or "") is not Said.REQUESTER or _about_another(message, data["prompt"]):
            return False
        content = incoming(message) if message.media_group_id else None
        if content is not None and await conversation.album_stays_inside(work, content):
            return False
        return {"asked": Asked(data["ticket"], data["prompt"], data["said"])}


def _about_another(message: Message, prompt: int) -> bool:
    here, answered = answered_here(message), message.reply_to_message
    if here is not None and not prompt and answered is not None and answered.from_user is not None:
        return not (answered.from_user.is_bot and answered.reply_markup)  # the question was on its way when it was kept
    return message.external_reply is not None or here not in (None, str(prompt))


class Answering(BaseFilter):
    """Words below an operator's new page that has a button of these kinds, and no press of one; provides `page`."""

    def __init__(self, *kinds: type[CallbackData]) -> None:
        """Look for these buttons."""
        self._prefixes = tuple(kind.__prefix__ for kind in kinds)

    async def __call__(self, message: Message, work: Work, state: FSMContext) -> bool | dict[str, Any]:
        """Compare with the page that was shown last; what stays inside is no answer to it."""
        kept = (await state.get_data()).get(PAGE)
        if kept is None or datetime.fromisoformat(kept["until"]) < work.now:
            return False
        if message.external_reply is not None or whom(message.text or message.caption or "") is not Said.REQUESTER:
            return False
        if not any(data.split(":", 1)[0] in self._prefixes for _label, data in kept["buttons"]):
            return False
        return {"page": ShownPage(kept["message"], kept["html"], tuple(map(tuple, kept["buttons"])))}


class BelowPage(BaseFilter):
    """No reply, or one to the page itself; provides `at`, where that stands, 0 while it is on its way.

    A reply to another message is for its author, whatever it says.
    """

    async def __call__(
        self, message: Message, work: Work, person: Person, ticket: Ticket, page: ShownPage
    ) -> bool | dict[str, Any]:
        """Find the page."""
        at = page.message or await outgoing.standing(work, of_page(person.id, ticket.number)) or 0
        return {"at": at} if answered_here(message) in (None, str(at)) else False


async def answer(message: Message, work: Work, asked: Asked) -> str:
    """Return the answer as one line that a requester may read. Raises Refused; the question then stays open."""
    text = field(message.text or "", ANSWER_LIMIT)
    await moderation.check_words(work, asked.ticket, text)
    return text


async def close(work: Work, person: Person, state: FSMContext, asked: Asked) -> Ticket:
    """End the dialogue and return its ticket. Raises AccessDenied when it has left the group meanwhile."""
    await state.clear()
    return await access.group_ticket(work, person, asked.ticket)


async def cancel(press: CallbackQuery, callback_data: Cancel, work: Work, person: Person, state: FSMContext) -> None:
    """Take a question back."""
    if callback_data.by not in (0, person.id):
        say.answer_press(work, press, _("Only the operator who is asked can cancel it."), alert=True)
        return
    if callback_data.by or (await state.get_data()).get("prompt") == place(press)[1]:
        await state.clear()
    await say.delete_in_group(work, *place(press))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(cancel, Cancel.filter())
