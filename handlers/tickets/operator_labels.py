"""What operators type instead of pressing a button of the desk's own questions in a topic (3.2).

These are about a held message of theirs, a promise of theirs, and what a requester said on the phone.

Only the whole label of a button counts: whoever writes «да» there writes to the requester. The newest of each counts.
"""

from collections.abc import AsyncIterator
from typing import Any

from aiogram import Bot
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.i18n.context import get_i18n

from bot.actions import outgoing
from bot.actions.deadlines import promises
from bot.actions.tickets import held
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import short_day
from bot.rules.asking import CONFIRM, of_extension, of_promise, of_ticket
from bot.rules.channels import PHONE
from bot.rules.deadlines.promises import postponed
from bot.rules.moderation.moderation import Findings
from bot.rules.tickets import typed
from bot.rules.tickets.presses import LIMIT
from bot.rules.tickets.tickets import State
from handlers.filters import GROUP, ByPeople, InTicket
from handlers.routers import Doors
from handlers.say import TYPED, say_answers
from handlers.surroundings import answered_here
from keyboards import calls
from keyboards import held as held_keyboard
from keyboards import promises as promises_keyboard

Asked = tuple[int | None, InlineKeyboardMarkup]
"""Where a question stands (None: it is on its way), and its buttons."""


class OwnLabel(BaseFilter):
    """The label of a button of the operator's own question, in whatever language; provides `under` and `pressed`."""

    async def __call__(self, message: Message, work: Work, person: Person, ticket: Ticket) -> bool | dict[str, Any]:
        """Compare with the buttons as they are shown; a reply to something else is for its author."""
        text, answered = message.text or "", answered_here(message)
        if not text or len(text) > LIMIT or message.external_reply is not None or message.sender_chat is not None:
            return False
        i18n = get_i18n()
        for locale in i18n.available_locales:
            with i18n.use_locale(locale):
                async for at, keyboard in _asked(work, person, ticket):
                    labels = {str(each.callback_data): each.text for row in keyboard.inline_keyboard for each in row}
                    pressed = typed.chosen(text, labels)
                    if pressed is not None and answered in (None, str(at)):
                        return {"under": (at, keyboard), "pressed": pressed}
        return False


async def _asked(work: Work, person: Person, ticket: Ticket) -> AsyncIterator[Asked]:
    if (hold := await held.own(work, person, ticket)) is not None:
        found = Findings(**hold.findings)
        yield hold.prompt_id, held_keyboard.held(hold.message, hold.version, found, fixable=hold.corrected is not None)
    if ticket.reply_channel == PHONE and ticket.state == State.WAITING_CONFIRMATION:
        yield await outgoing.standing(work, of_ticket(CONFIRM, ticket.number)), calls.verdict(ticket.number)
    if (beyond := await outgoing.standing_about(work, of_extension(ticket.number, 0))) is not None:
        at, number = beyond
        if await promises.own(work, person, ticket, number) is not None:
            yield at, promises_keyboard.extend(ticket.number, number)
    if (offer := await outgoing.standing_about(work, of_promise(ticket.number, 0))) is not None:
        at, number = offer
        if (promise := await promises.own(work, person, ticket, number)) is not None:
            later = postponed(promise.words, promise.made_at, await work.calendar())
            instead = short_day(later, work.policy.zone) if later and later != promise.due_at else None
            yield at, promises_keyboard.offer(ticket.number, number, instead)


def register(doors: Doors) -> None:
    """Say which updates come here: as presses they go on to whom the buttons are for."""

    async def press(
        message: Message,
        under: Asked,
        pressed: str,
        work: Work,
        person: Person,
        state: FSMContext,
        bot: Bot,
        **data: Any,
    ) -> None:
        assert message.from_user is not None, "a person wrote it"
        at, keyboard = under
        asked = message.model_copy(
            update={"message_id": at or 0, "reply_markup": keyboard, "reply_to_message": None}
        ).as_(bot)
        query = CallbackQuery(id=TYPED, from_user=message.from_user, chat_instance="", message=asked, data=pressed).as_(
            bot
        )
        await doors.group.propagate_event(
            "callback_query", query, **data, work=work, person=person, state=state, bot=bot
        )
        await say_answers(work, message)

    doors.group.message.register(press, GROUP, ByPeople(), InTicket(), OwnLabel())
