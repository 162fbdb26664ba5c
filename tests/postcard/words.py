"""Its words: those of one notice. For all others it falls back on what every channel does."""

from bot.rules.notices import ConfirmationAsked, Notice
from bot.rules.policy import Policy
from bot.rules.tickets.tickets import ticket_number


def word(notice: Notice, _policy: Policy) -> str | None:
    if not isinstance(notice, ConfirmationAsked):
        return None
    return f"{ticket_number(notice.number)}: вопрос решён? Пришлите открытку со словом «да» или «нет»."
