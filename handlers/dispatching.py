"""The way of an update from the inbox to its handler: who speaks, in which language, in which transaction."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.enums import ChatType
from aiogram.fsm.strategy import FSMStrategy
from aiogram.types import CallbackQuery, Chat, TelegramObject, Update, User
from aiogram.utils.i18n import gettext as _

from bot.actions.people import people, presence
from bot.actions.work import Work
from bot.dialogues import TableStorage
from bot.languages import Languages
from bot.rules.channels import TELEGRAM
from handlers import errors, say
from handlers.people.user_presence import is_here, said_in_private
from handlers.updates import Reader

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

log = structlog.get_logger(__name__)


class Introduction(BaseMiddleware):
    """Knows the person behind an update and speaks their language; a refusal by a rule becomes words."""

    def __init__(self, languages: Languages) -> None:
        """Speak these languages."""
        self._languages = languages

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand on with `person`, or let pass what nobody did."""
        assert isinstance(event, Update)
        user: User | None = data.get("event_from_user")
        if user is None:
            return await handler(event, data)
        if user.is_bot and event.callback_query is not None:
            return None  # buttons are for people
        chat: Chat | None = data.get("event_chat")
        work = data["work"] = data["work"].in_chat(chat.id if chat else None)
        known = await people.introduce(work, TELEGRAM, str(user.id), self._name(event, user, work), user.username)
        if known.account.unreachable_since is not None and is_here(event, chat):
            await presence.came_back(work, known.account)
        if (said := said_in_private(event)) is not None:
            await people.writes_in(work, known.account, said.message_thread_id)
        if chat is not None and chat.type == ChatType.PRIVATE:
            await people.writes_by(work, known)
        person = data["person"] = known.person
        with self._languages.speaking(person.locale or work.policy.default_locale):
            try:
                return await handler(event, data)
            except errors.REFUSALS as refusal:
                log.info("refused", update=event.update_id, why=repr(refusal))
                await errors.explain(work, event, refusal)

    def _name(self, event: Update, user: User, work: Work) -> str:
        """Return what a person is called; one who writes as a group or channel is not called by its name."""
        if getattr(event.event, "sender_chat", None) is None:
            return user.full_name
        with self._languages.speaking(work.policy.default_locale):
            return _("an anonymous administrator")


class Answered(BaseMiddleware):
    """Ends the spinner of every pressed button, also of those that need no words."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Add an empty answer where the handler returned none."""
        assert isinstance(event, CallbackQuery)
        work: Work = data["work"]
        result = await handler(event, data)
        if not work.answers:
            say.answer_press(work, event)
        return result


def build(languages: Languages) -> tuple[Dispatcher, TableStorage]:
    """Build the dispatcher without its routers, and the storage of its dialogues."""
    storage = TableStorage()
    dispatcher = Dispatcher(storage=storage, fsm_strategy=FSMStrategy.USER_IN_TOPIC)
    dispatcher.update.outer_middleware(Introduction(languages))
    dispatcher.callback_query.outer_middleware(Answered())
    return dispatcher, storage


def handling(bot: Bot, dispatcher: Dispatcher, storage: TableStorage) -> Callable[[Work, str], Awaitable[None]]:
    """Build the step that works one stored update through."""

    reader = Reader(bot)

    async def handle(work: Work, payload: str) -> None:
        storage.use(work.db, work.now)
        update = reader.read(payload)
        if update is not None:
            await dispatcher.feed_update(bot, update, work=work)

    return handle
