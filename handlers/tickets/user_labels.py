"""Labels of buttons that a requester types while a request is made: each is the press of its button (3.2)."""

from typing import Any

from aiogram import Bot
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from aiogram.utils.i18n.context import get_i18n

from bot.actions.work import Person, PressAnswer, Work
from bot.phrasing import quoted
from handlers import say
from handlers.filters import same_words
from handlers.routers import Doors
from handlers.tickets.request_steps import Identification, Request, page_of
from handlers.turns import Turn

LABEL_LIMIT = 64
"""Characters of the longest label."""


class TypedLabel(BaseFilter):
    """A text that stands on a button of the present step, in whatever language; provides `pressed`, its data."""

    async def __call__(self, message: Message, work: Work, person: Person, state: FSMContext) -> bool | dict[str, Any]:
        """Compare with the page as it is shown."""
        text = message.text or ""
        if not text or len(text) > LABEL_LIMIT or message.reply_to_message is not None:
            return False
        i18n = get_i18n()
        for locale in (i18n.current_locale, *i18n.available_locales):
            with i18n.use_locale(locale):
                buttons = await _buttons(Turn(work, person, state))
            pressed = next((each.callback_data for each in buttons if same_words(each.text, text)), None)
            if pressed is not None:
                return {"pressed": pressed}
        return False


async def _buttons(turn: Turn) -> list[InlineKeyboardButton]:
    page = await page_of(turn)
    return [each for row in page.keyboard.inline_keyboard for each in row] if page.keyboard else []


def register(doors: Doors) -> None:
    """Say which updates come here: as presses they go on to whom the buttons are for."""

    async def press(
        message: Message, pressed: str, work: Work, person: Person, state: FSMContext, bot: Bot, **data: Any
    ) -> None:
        assert message.from_user is not None, "a person wrote it"
        typed = CallbackQuery(
            id=say.TYPED, from_user=message.from_user, chat_instance="", message=message, data=pressed
        ).as_(bot)
        given = {"work": work, "person": person, "state": state, "bot": bot}
        await doors.private.propagate_event("callback_query", typed, **data, **given)
        await _say_answers(work, person)

    doors.private.message.register(press, StateFilter(Identification, Request), TypedLabel())


async def _say_answers(work: Work, person: Person) -> None:
    """Write what would be shown over the chat: nothing was pressed there."""
    for answer in [each for each in work.answers if isinstance(each, PressAnswer) and each.callback == say.TYPED]:
        work.answers.remove(answer)
        if answer.text:
            await say.private(work, person, quoted(answer.text))
