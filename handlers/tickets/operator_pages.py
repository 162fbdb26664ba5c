"""What operators type under a page of theirs instead of pressing its button: it is the press, and nobody else's (3.2).

The newest page that an operator has at a ticket's place is kept beside the dialogue there, until it is answered, or a
message of the operator goes to the requester.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, TelegramObject
from aiogram.utils.i18n import gettext as _

from bot.actions.work import Person, ShownPage, Work
from bot.rules.tickets import typed
from handlers import say
from handlers.filters import GROUP, ByPeople, InTicket
from handlers.operator_question import LIVES, PAGE, BelowPage
from handlers.routers import Doors
from keyboards import agreeing

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Remembering(BaseMiddleware):
    """Keeps the page that an operator's act has shown, and forgets the one that it has ended."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand on, then look at what was shown."""
        work, state = data["work"], data.get("state")
        asked = await state.get_data() if state is not None else {}
        result = await handler(event, data)
        if state is not None:
            if any(not shown.message for shown in work.pages) and asked and asked == await state.get_data():
                await state.clear()  # an older question waits: what is written now answers the new one
            for shown in work.pages:
                await _keep(state, shown, work.now)
        work.pages.clear()
        return result


async def _keep(state: FSMContext, shown: ShownPage, now: datetime) -> None:
    kept = await state.get_data()
    if shown.buttons:
        await state.update_data({PAGE: asdict(shown) | {"until": (now + LIVES).isoformat()}})
    elif PAGE in kept and kept[PAGE]["message"] in (0, shown.message):
        await forget(state)


async def forget(state: FSMContext) -> None:
    """Let what is written from now on be no press: the operator has gone on to something else."""
    kept = await state.get_data()
    if kept.pop(PAGE, None) is not None:
        await state.set_data(kept)


class TypedPress(BaseFilter):
    """A text that says what a button of the operator's page does; provides `page` and `pressed`, its data."""

    async def __call__(self, message: Message, work: Work, state: FSMContext) -> bool | dict[str, Any]:
        """Compare with the page; a bare yes or no is none long after it was asked."""
        kept = (await state.get_data()).get(PAGE)
        if kept is None or not message.text or message.external_reply is not None:
            return False
        page = ShownPage(kept["message"], kept["html"], tuple((text, data) for text, data in kept["buttons"]))
        pressed = _meant(message.text, page, is_new=work.now <= datetime.fromisoformat(kept["until"]))
        if pressed is None or not (message.is_topic_message or message.reply_to_message):
            return False
        return {"page": page, "pressed": pressed}


def _meant(text: str, page: ShownPage, *, is_new: bool) -> str | None:
    presses = [data for _text, data in page.buttons]
    yes = agreeing.yes(presses)
    pressed = typed.chosen(text, {data: label for label, data in page.buttons})
    if pressed is not None or not is_new:
        return pressed
    sends = agreeing.sends(yes)
    if yes is not None and typed.agrees(text, sends=sends):
        return yes
    return agreeing.no(presses) if typed.declines(text, sends=sends) else None


def _markup(page: ShownPage) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=data)] for text, data in page.buttons]
    )


def register(doors: Doors) -> None:
    """Say which updates come here: as presses they go on to whom the buttons are for."""

    async def press(
        message: Message,
        page: ShownPage,
        pressed: str,
        at: int,
        work: Work,
        person: Person,
        state: FSMContext,
        bot: Bot,
        **data: Any,
    ) -> None:
        if message.from_user is None or message.sender_chat is not None or not at:
            return await say.reply(work, message, _("Please press the button itself. The requester was not sent this."))
        under = message.model_copy(update={"message_id": at, "reply_markup": _markup(page), "reply_to_message": None})
        query = CallbackQuery(
            id=say.TYPED, from_user=message.from_user, chat_instance="", message=under.as_(bot), data=pressed
        ).as_(bot)
        given = {"work": work, "person": person, "state": state, "bot": bot, "page_html": page.html}
        await doors.group.propagate_event("callback_query", query, **data, **given)
        return await say.say_answers(work, message)

    doors.group.message.register(press, GROUP, ByPeople(), TypedPress(), InTicket(), BelowPage())
    for observer in (doors.group.message, doors.group.callback_query, doors.commands.message):
        observer.middleware(Remembering())
