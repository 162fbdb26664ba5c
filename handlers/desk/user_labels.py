"""What a requester types instead of pressing a button of the question that waits: it is the press of it (3.2)."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.utils.i18n.context import get_i18n

from bot.actions.work import Person, PressAnswer, Work
from bot.phrasing import quoted
from bot.rules.services import Group
from bot.rules.tickets.presses import LIMIT, Offered, pressed
from handlers import say, unfinished
from handlers.desk import user_tariff
from handlers.desk.user_tariff import Naming
from handlers.guide.user_guide import Searching
from handlers.routers import Doors
from handlers.tickets import user_data, user_writing
from handlers.tickets.request_steps import Identification, Request, page_of
from handlers.tickets.user_closing import Commenting
from handlers.tickets.user_data import Correcting, Giving
from handlers.tickets.user_writing import Choosing, Writing
from handlers.turns import Turn
from keyboards import closing, guide, request, tickets

WAITING = (Identification, Request, Giving, Correcting, Choosing, Searching, Writing, Commenting, Naming)


class TypedLabel(BaseFilter):
    """A text that names a button of what is asked, in whatever language; provides `pressed`, its data."""

    async def __call__(self, message: Message, work: Work, person: Person, state: FSMContext) -> bool | dict[str, Any]:
        """Compare with the buttons as they are shown; a reply to something else means none."""
        text, answered = message.text or "", message.reply_to_message
        if not text or len(text) > LIMIT:
            return False
        data = pressed(text, await _offered(Turn(work, person, state)))
        if data is None or (answered is not None and data not in [each.callback_data for each in _flat(answered)]):
            return False
        return {"pressed": data}


async def _offered(turn: Turn) -> list[Offered]:
    i18n = get_i18n()
    labels: dict[str, tuple[str, ...]] = {}
    for locale in (i18n.current_locale, *i18n.available_locales):
        with i18n.use_locale(locale):
            for each in await _buttons(turn):
                if each.callback_data is not None:
                    labels[each.callback_data] = (*labels.get(each.callback_data, ()), each.text)
    return [Offered(*each) for each in labels.items()]


async def _buttons(turn: Turn) -> list[InlineKeyboardButton]:
    step = await turn.state.get_state()
    keyboard = await _KEYBOARDS[(step or "").split(":", maxsplit=1)[0]](turn)
    shown = [each for row in keyboard.inline_keyboard for each in row] if keyboard else []
    if step == Request.service.state:  # a service may be named before its group is opened
        shown += [each for group in Group for row in request.services_of(group).inline_keyboard for each in row]
    return shown


def _flat(message: Message) -> list[InlineKeyboardButton]:
    markup = message.reply_markup
    return [each for row in markup.inline_keyboard for each in row] if markup else []


async def _of_step(turn: Turn) -> InlineKeyboardMarkup | None:
    return (await page_of(turn)).keyboard


async def _of_choice(turn: Turn) -> InlineKeyboardMarkup | None:
    if await turn.state.get_state() == Choosing.ticket:
        return await user_writing.which_keyboard(turn.work, turn.person)
    closed = (await turn.state.get_data()).get("ticket")
    return tickets.closed(closed) if closed is not None else None


async def _of_search(_turn: Turn) -> InlineKeyboardMarkup:
    return guide.searching()


async def _of_writing(_turn: Turn) -> InlineKeyboardMarkup:
    return tickets.done()


async def _of_comment(turn: Turn) -> InlineKeyboardMarkup:
    return closing.no_comment((await turn.state.get_data())["ticket"])


async def _of_naming(_turn: Turn) -> InlineKeyboardMarkup | None:
    return user_tariff.question().keyboard


_KEYBOARDS: dict[str, Callable[[Turn], Awaitable[InlineKeyboardMarkup | None]]] = {
    "Identification": _of_step,
    "Request": _of_step,
    "Giving": user_data.buttons,
    "Correcting": user_data.buttons,
    "Choosing": _of_choice,
    "Searching": _of_search,
    "Writing": _of_writing,
    "Commenting": _of_comment,
    "Naming": _of_naming,
}
"""The buttons of what each group of steps asks."""


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
        before = await state.get_state()
        await doors.private.propagate_event("callback_query", typed, **data, **given)
        await _say_answers(work, person)
        if unfinished.question_of(await state.get_state()) != unfinished.question_of(before):
            await unfinished.withdraw(work, person, before)

    doors.private.message.register(press, StateFilter(*WAITING), TypedLabel())


async def _say_answers(work: Work, person: Person) -> None:
    """Write what would be shown over the chat: nothing was pressed there."""
    for answer in [each for each in work.answers if isinstance(each, PressAnswer) and each.callback == say.TYPED]:
        work.answers.remove(answer)
        if answer.text:
            await say.private(work, person, quoted(answer.text))
