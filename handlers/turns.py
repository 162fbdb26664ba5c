"""One input of a requester's dialogue, and the page that answers it."""

from dataclasses import dataclass

from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from bot.actions.work import Person, Work
from handlers import say


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
    """What a person did: a press is answered in the place of the pressed message, a message below it."""

    work: Work
    person: Person
    state: FSMContext
    press: CallbackQuery | None = None

    async def show(self, page: Page) -> None:
        """Answer with a page."""
        if self.press is None:
            await say.say(self.work, self.person, page.html, page.keyboard)
        else:
            await say.revise(self.work, self.person, self.press, page.html, page.keyboard)
