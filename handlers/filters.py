"""Where an update comes from."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from aiogram import Bot, F
from aiogram.enums import ChatType
from aiogram.filters import BaseFilter, Command, CommandObject, Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject
from aiogram.utils.i18n.context import get_i18n
from aiogram.utils.magic_filter import MagicFilter

from bot.actions import access
from bot.actions.access import Right
from bot.actions.tickets import addressing
from bot.actions.work import Person, Work
from bot.rules.tickets import presses
from bot.rules.tickets.asides import Said, whom
from handlers.content import incoming
from keyboards import menu


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


class Typed(Command):
    """A command in whatever case: a phone's keyboard begins with a capital letter.

    In private the caption of a file is none: who writes «/help my screen» under a picture sends the picture.
    """

    takes_file = False

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        """Tell whether it is one of these, and give what is behind it."""
        if message.text is None and message.chat.type == ChatType.PRIVATE and not self.takes_file:
            return False
        return await super().__call__(message, bot)

    @classmethod
    def extract_command(cls, text: str) -> CommandObject:
        """Read what was typed. Raises CommandException when it is no command."""
        typed = super().extract_command(text)
        return replace(typed, command=typed.command.casefold())


class TypedWithFile(Typed):
    """A command that may come as the caption of a file which is meant for it, in private as well."""

    takes_file = True


class ByPeople(Filter):
    """Written by somebody, or by an anonymous administrator, who comes as a bot with the group as `sender_chat`."""

    async def __call__(self, message: Message) -> bool:
        """Tell whether it is."""
        return _is_by_people(message)


def _is_by_people(message: Message) -> bool:
    return message.sender_chat is not None or not (message.from_user and message.from_user.is_bot)


class Slashed(Filter):
    """A text or caption of people that begins with a slash. Every message is asked this, as above."""

    async def __call__(self, message: Message) -> bool:
        """Tell whether it does."""
        return _is_slashed(message) and _is_by_people(message)


def _is_slashed(message: Message) -> bool:
    return (message.text or message.caption or "").startswith("/")


class Aside(Filter):
    """Talk among operators, in a text or a caption."""

    async def __call__(self, message: Message) -> bool:
        """Tell whether it is."""
        return whom(message.text or message.caption or "") is Said.COLLEAGUES


ASIDE = Aside()
PRIVATE = InChat(ChatType.PRIVATE)
PRESSED_IN_PRIVATE = Matches(F.message.chat.type == ChatType.PRIVATE)
PRESSED_IN_GROUP = Matches(F.message.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
COMMAND = Matches(F.text.regexp(r"^/[A-Za-z_]\w*(@\w+)?(\s|$)"))
"""A command, known or not; a path such as /var/log is none."""
_MENTION = re.compile(r"/\w+@(\w+)")
GROUP = InChat(ChatType.GROUP, ChatType.SUPERGROUP)


class InTicket(BaseFilter):
    """A message in a ticket's topic, or a reply to its card or messages; provides `ticket`."""

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
        mention = _MENTION.match(message.text or message.caption or "")
        return mention is not None and mention[1].casefold() != ((await bot.me()).username or "").casefold()


class BySupervisor(BaseFilter):
    """Somebody who supervises the desk."""

    async def __call__(self, _event: Message | CallbackQuery, work: Work, person: Person) -> bool:
        """Ask for the right."""
        return await access.has(work, person, Right.SUPERVISE)


class Labelled(Filter):
    """A button of the main menu, in whatever language it was shown; outside every dialogue also as people type it."""

    def __init__(self, *labels: str) -> None:
        """Look for these message ids."""
        self._labels = labels
        self._shown: frozenset[str] = frozenset()

    async def __call__(self, message: Message, raw_state: str | None) -> bool:
        """Compare with the labels in every language."""
        return self.is_typed(message) if raw_state is None else self._is_pressed(message)

    def is_typed(self, message: Message) -> bool:
        """Tell whether the message is such a button, in whatever case and however it ends."""
        return any(is_label(message.text or "", label) for label in self._labels)

    def _is_pressed(self, message: Message) -> bool:
        if not self._shown:
            i18n = get_i18n()
            languages = i18n.available_locales
            self._shown = frozenset(i18n.gettext(label, locale=one) for label in self._labels for one in languages)
        return message.text in self._shown


def is_label(text: str, label: str) -> bool:
    """Tell whether a text is what stands on a button, in whatever language and case, and however it ends."""
    return len(text) <= presses.LIMIT and presses.as_label(text) in _plain_labels(label)


@cache
def _plain_labels(label: str) -> frozenset[str]:
    i18n = get_i18n()
    return frozenset(presses.as_label(i18n.gettext(label, locale=one)) for one in i18n.available_locales)


class Talk(Filter):
    """What a requester writes outside every dialogue, except commands, keys of the menu and what is looked up."""

    def __init__(self) -> None:
        """Know the keys of the menu."""
        self._keys = Labelled(*menu.LABELS)

    async def __call__(self, message: Message, raw_state: str | None) -> bool:
        """Tell whether it is that. Nearly every message of a requester is: it is asked first, and once."""
        return (
            raw_state is None
            and message.chat.type == ChatType.PRIVATE
            and not _is_slashed(message)
            and message.via_bot is None
            and not self._keys.is_typed(message)
        )


class AnswersTicket(BaseFilter):
    """A reply to a message of the person's open ticket; provides `ticket` and `content`."""

    async def __call__(self, message: Message, work: Work, person: Person) -> bool | dict[str, Any]:
        """Find the ticket of the message that is replied to."""
        content = incoming(message)
        ticket = await addressing.answered_open(work, person, content) if content else None
        return {"ticket": ticket, "content": content} if ticket else False


def place(press: CallbackQuery) -> tuple[int, int]:
    """Return chat and message; 0 is nobody's: a button outside every chat, or one that the desk never put there."""
    if press.message is None:
        return 0, 0
    return press.message.chat.id, press.message.message_id if _stands_under(press) else 0


def _stands_under(press: CallbackQuery) -> bool:
    """Tell whether the message has the button: a client can claim a press of anything under any message."""
    if not isinstance(press.message, Message) or press.message.reply_markup is None:
        return False
    return any(each.callback_data == press.data for row in press.message.reply_markup.inline_keyboard for each in row)
