"""What a requester has to finish before something else can begin."""

from aiogram.types import CallbackQuery
from aiogram.utils.i18n import gettext as _

from bot.actions.work import Person, Work
from bot.rules.asking import COMMENT, GIVE, NAMING, SEARCH, WHICH, WRITING, Question, of_step
from handlers import say

NAMED = ("Identification", "Request", "Giving", "Choosing")
"""Groups of steps that are not left for something else; all others are."""


QUESTIONS = {
    "Identification": of_step(0),
    "Request": of_step(0),
    "Giving": GIVE,
    "Correcting": GIVE,
    "Choosing": WHICH,
    "Searching": SEARCH,
    "Writing": WRITING,
    "Commenting": COMMENT,
    "Naming": NAMING,
}
"""What is asked in the steps of each group: of all copies of it one has buttons."""


def question_of(step: str | None) -> Question | None:
    """Return what a step (a state's name) asks, None for no step."""
    return QUESTIONS.get(step.split(":", maxsplit=1)[0]) if step is not None else None


async def withdraw(work: Work, person: Person, step: str | None) -> None:
    """Take the buttons away from the page of a step that is left."""
    if (question := question_of(step)) is not None:
        await say.withdraw(work, person, question)


def is_unfinished(step: str | None) -> bool:
    """Tell whether a step (a state's name) has to be finished before something else begins."""
    return step is not None and step.split(":", maxsplit=1)[0] in NAMED


def say_so(work: Work, press: CallbackQuery, step: str) -> None:
    """Name the step that holds up what was pressed (`step` is the state's name), and the way out."""
    names = {
        "Identification": _("the data about you"),
        "Request": _("your new request"),
        "Giving": _("your answers to the operator"),
        "Choosing": _("the choice of a request for your messages"),
    }
    text = _("Please finish first: {step}. Or leave it with /cancel.")
    say.answer_press(work, press, text.format(step=names[step.split(":", maxsplit=1)[0]]), alert=True)
