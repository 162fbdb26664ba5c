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
from bot.rules.asking import SEARCH
from bot.rules.text import cut
from handlers import say, unfinished
from handlers.guide import guide_pages
from handlers.routers import Doors
from keyboards import menu
from keyboards.guide import EndSearch, SearchGuide, searching

MOST = 5
INLINE_PAGE = 10
ABOUT_LIMIT = 120


class FoundHere(BaseFilter):
    """A message that somebody chose from what this bot found for them."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Compare the bots."""
        return message.via_bot is not None and message.via_bot.id == bot.id


class Searching(StatesGroup):
    """What is written is looked for in the guide, until the search is left."""

    words = State()


async def keep_quiet(_message: Message) -> None:
    """An article that was looked up is there to be read: it is not a message to the desk."""


async def ask(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Ask what to look for, unless something else is being asked: a request under way is not to be lost."""
    step = await state.get_state()
    if step is not None and unfinished.is_unfinished(step):
        return unfinished.say_so(work, press, step)
    await state.clear()
    await state.set_state(Searching.words)
    words = _("What are you looking for in the guide? Please write a few words. Operators do not see them.")
    return await say.private(work, person, words, searching(), SEARCH)


async def find(message: Message, work: Work, person: Person) -> None:
    """Show what the guide says about it; the search goes on until it is left."""
    words = message.text or message.caption
    if words is None:
        text = _("The guide is searched by words only. To send something to the operators, end the search first.")
        return await say.private(work, person, text, searching(), SEARCH)
    found = await guide.search(work, words, MOST, language=_language(work, person))
    text = guide_pages.numbered(found) if found else _("Nothing is found in the guide. Please try other words.")
    hint = _("You can look for something else, or end the search and write to the operators.")
    return await say.private(work, person, f"{text}\n\n{hint}", searching(), SEARCH)


async def end(press: CallbackQuery, work: Work, person: Person, state: FSMContext) -> None:
    """Leave the search: what is written from now on is for the operators."""
    if await state.get_state() != Searching.words:
        await say.drop_buttons(work, person, press)
        return say.answer_press(work, press, _("The search is already over."), alert=True)
    await state.clear()
    await say.drop_buttons(work, person, press)
    return await say.private(
        work, person, _("The search is over. What you write now goes to the operators."), menu.main()
    )


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
    doors.private.callback_query.register(end, EndSearch.filter())
    doors.private.message.register(find, StateFilter(Searching.words))
    doors.rest.inline_query.register(inline)
