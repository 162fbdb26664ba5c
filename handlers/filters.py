"""Where an update comes from."""

import re
from typing import Any

from aiogram import Bot, F
from aiogram.enums import ChatType
from aiogram.filters import BaseFilter, Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject
from aiogram.utils.i18n.context import get_i18n
from aiogram.utils.magic_filter import MagicFilter

from bot.actions import access, addressing
from bot.actions.work import Person, Work
from handlers.content import written


class Matches(Filter):
    """A magic filter asked where it stands: aiogram hands a bare one to a thread, at every update and every handler."""

    def __init__(self, magic: MagicFilter) -> None:
        """Ask this."""
        self._magic = magic

    async def __call__(self, event: TelegramObject) -> bool:
        """Tell whether the event matches."""
        return bool(self._magic.resolve(event))


class InChat(Filter):
    """Something in a chat of certain types. Every update is asked this: a magic filter would take longer."""

    def __init__(self, *types: ChatType) -> None:
        """Let these types pass."""
        self._types = frozenset(types)

    async def __call__(self, event: Message | ChatMemberUpdated) -> bool:
        """Tell whether the event's chat is of such a type."""
        return event.chat.type in self._types


class Slashed(Filter):
    """A text or caption that begins with a slash. Every message is asked this, as above."""

    async def __call__(self, message: Message) -> bool:
        """Tell whether it does."""
        return (message.text or message.caption or "").startswith("/")


PRIVATE = InChat(ChatType.PRIVATE)
PRESSED_IN_PRIVATE = Matches(F.message.chat.type == ChatType.PRIVATE)
PRESSED_IN_GROUP = Matches(F.message.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
COMMAND = Matches(F.text.regexp(r"^/[A-Za-z_]\w*(@\w+)?(\s|$)"))
"""A command, known or not; a path such as /var/log is none."""
_MENTION = re.compile(r"/\w+@(\w+)")
GROUP = InChat(ChatType.GROUP, ChatType.SUPERGROUP)


class InTicket(BaseFilter):
    """A message in a ticket's topic, or a reply to its card or messages; gives `ticket`."""

    async def __call__(self, message: Message, work: Work) -> bool | dict[str, Any]:
        """Find the ticket of the place."""
        answered = message.reply_to_message.message_id if message.reply_to_message else None
        thread = message.message_thread_id if message.is_topic_message else None
        ticket = await access.ticket_here(work, message.chat.id, thread, answered)
        return {"ticket": ticket} if ticket else False


class ForAnotherBot(BaseFilter):
    """A command that names another bot of the group."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Compare the mention with the bot's own name."""
        mention = _MENTION.match(message.text or "")
        return mention is not None and mention[1].casefold() != ((await bot.me()).username or "").casefold()


class BySupervisor(BaseFilter):
    """Somebody named in SUPERVISOR_IDS."""

    async def __call__(self, _event: Message | CallbackQuery, work: Work, person: Person) -> bool:
        """Decide by the settings."""
        return access.is_supervisor(work, person)


class Labelled(BaseFilter):
    """A button of the main menu, in whatever language it was shown."""

    def __init__(self, label: str) -> None:
        """Look for this message id."""
        self._label = label
        self._labels: frozenset[str] = frozenset()

    async def __call__(self, message: Message) -> bool:
        """Compare with the label in every language."""
        if not self._labels:
            i18n = get_i18n()
            self._labels = frozenset(i18n.gettext(self._label, locale=locale) for locale in i18n.available_locales)
        return message.text in self._labels


class AnswersTicket(BaseFilter):
    """A reply to a message of the person's open ticket; gives `ticket` and `content`."""

    async def __call__(self, message: Message, work: Work, person: Person) -> bool | dict[str, Any]:
        """Find the ticket of the message that is replied to."""
        content = written(message)
        ticket = await addressing.answered_open(work, person, content) if content else None
        return {"ticket": ticket, "content": content} if ticket else False
