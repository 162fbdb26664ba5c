"""Questions that the bot asks an operator at a ticket's place: the next message there is the answer, nobody else's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.moderation import moderation
from bot.actions.work import Person, Ticket, Work
from bot.rules.fields import field
from handlers import say
from handlers.filters import place
from handlers.routers import Doors
from keyboards.questions import Cancel

LIVES = timedelta(minutes=15)
"""A later message is meant for the requester, not for a question that is forgotten."""
ANSWER_LIMIT = 1000
ASIDE = "/"
"""Begins commands, and `//` what stays inside."""


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
    await state.set_state(step)
    until = (work.now + LIVES).isoformat()
    await state.set_data({"ticket": asked.ticket, "prompt": asked.prompt, "said": asked.said, "until": until})


async def waiting(state: FSMContext, step: State) -> Asked | None:
    """Return the question of a step that waits here for the person who pressed a button, if one does."""
    data = await state.get_data()
    asked = await state.get_state() == step.state
    return Asked(data["ticket"], data["prompt"], data["said"]) if asked else None


class Answers(BaseFilter):
    """A message that answers what was asked here; provides `asked`. Commands, `//` and replies elsewhere do not."""

    async def __call__(self, message: Message, work: Work, state: FSMContext) -> bool | dict[str, Any]:
        """Compare time and place."""
        data = await state.get_data()
        late = "until" not in data or datetime.fromisoformat(data["until"]) < work.now
        if late or (message.text or "").startswith(ASIDE) or await _about_another(message, work, data["ticket"]):
            return False
        return {"asked": Asked(data["ticket"], data["prompt"], data["said"])}


async def _about_another(message: Message, work: Work, ticket: int) -> bool:
    if message.reply_to_message is None or message.is_topic_message:
        return False
    here = await access.ticket_here(work, message.chat.id, None, message.reply_to_message.message_id)
    return here is not None and here.number != ticket


async def answer(message: Message, work: Work) -> str:
    """Return the answer as one line that a requester may read. Raises Refused; the question then stays open."""
    text = field(message.text or "", ANSWER_LIMIT)
    await moderation.check_words(work, text)
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
    if callback_data.by:
        await state.clear()
    await say.delete_in_group(work, *place(press))


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.callback_query.register(cancel, Cancel.filter())
