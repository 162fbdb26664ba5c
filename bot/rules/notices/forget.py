"""People who asked to be forgotten (152-ФЗ). No notice names them: it would stay where it was read."""

from datetime import date

from bot.rules.notices.base import AboutTicket, Notice


class RequesterForgets(AboutTicket):
    """To the topic: its requester closed the ticket and is to be forgotten."""


class ForgettingAsked(Notice):
    """To supervisors: somebody is to be forgotten, on `due` at the latest; `numbers` are their tickets, if any."""

    numbers: str | None
    due: date


class RightsRequestLate(Notice):
    """To supervisors, once: the last day of a request about personal data has passed."""

    numbers: str | None
    due: date
