"""Searching the guide: requesters in private, everybody inline (`@bot words`)."""

from aiogram import Bot
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from aiogram.utils.i18n import gettext as _

from bot.actions.guide import guide
from bot.actions.guide.guide import Article
from bot.actions.work import Person, Work
from bot.rules.text import cut
from handlers import say
from handlers.guide import guide_pages
from handlers.routers import Doors
from keyboards.guide import SearchGuide, search

MOST = 5
INLINE_PAGE = 10
ABOUT_LIMIT = 120


class FoundHere(BaseFilter):
    """A message that somebody chose from what this bot found for them."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Compare the bots."""
        return message.via_bot is not None and message.via_bot.id == bot.id


class Searching(StatesGroup):
    """The next text is what to look for."""

    words = State()


async def keep_quiet(_message: Message) -> None:
    """An article that was looked up is there to be read: it is not a message to the desk."""


async def ask(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask what to look for, unless something else is being asked: a request under way is not to be lost."""
    if await state.get_state() not in (None, Searching.words.state):
        return say.answer_press(
            work, press, _("Please finish the present step first, or leave it with /cancel."), alert=True
        )
    await state.set_state(Searching.words)
    return await say.private(work, person, _("What are you looking for? Please write a few words."))


async def find(message: Message, work: Work, person: Person, state: FSMContext) -> None:
    """Show what the guide says about it."""
    await state.clear()
    found = await guide.search(work, message.text or message.caption or "", MOST, language=_language(work, person))
    if found:
        text = guide_pages.numbered(found)
    else:
        text = _("Nothing is found in the guide. Please try other words, or write to us: /new.")
    await say.private(work, person, text, search())


async def inline(query: InlineQuery, work: Work, person: Person) -> None:
    """Answer what is typed after the bot's name; each page goes on where the one before ended."""
    language = _language(work, person)
    skip = int(query.offset) if query.offset.isdecimal() else 0
    found = await guide.search(work, query.query, INLINE_PAGE, language=language, skip=skip, typing=True)
    following = str(skip + INLINE_PAGE) if len(found) == INLINE_PAGE else ""
    say.answer_inline(work, query, [_result(each) for each in found], following)


def _language(work: Work, person: Person) -> str:
    return person.locale or work.policy.default_locale


def _result(article: Article) -> InlineQueryResultArticle:
    said = InputTextMessageContent(
        message_text=guide_pages.link(article),
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(
        id=str(article.id),
        title=cut(article.title, ABOUT_LIMIT),
        description=cut(article.text, ABOUT_LIMIT) or None,
        url=article.link,
        input_message_content=said,
    )


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.message.register(keep_quiet, FoundHere())
    doors.private.callback_query.register(ask, SearchGuide.filter())
    doors.private.message.register(find, StateFilter(Searching.words))
    doors.rest.inline_query.register(inline)
