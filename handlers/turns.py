"""One input of a requester's dialogue, and the page that answers it."""

from dataclasses import dataclass
from datetime import timedelta

from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from bot.actions.work import Person, Work
from bot.rules.asking import Question
from handlers import say

QUIET = timedelta(seconds=2)
"""How long a burst of messages, such as the parts of an album, is answered only once."""


@dataclass(frozen=True, slots=True)
class Page:
    """Words and the buttons under them."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None

    def under(self, note: str) -> "Page":
        """Put a remark above the page."""
        return Page(f"{note}\n\n{self.html}", self.keyboard)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person did; `press` is None when they wrote."""

    work: Work
    person: Person
    state: FSMContext
    press: CallbackQuery | None = None

    async def show(self, page: Page, newest: int = 0, question: Question | None = None) -> None:
        """Put a page in the place of the pressed message, or below the person's `newest` message if that is later."""
        if self.press is None or self.press.message is None or self.press.message.message_id < newest:
            await say.private(self.work, self.person, page.html, page.keyboard, question)
        else:
            await say.edit_private(self.work, self.person, self.press, page.html, page.keyboard, question)
