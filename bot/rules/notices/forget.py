"""People who asked to be forgotten (152-ФЗ). No notice names them: it would stay where it was read."""

from datetime import date

from bot.rules.notices.base import AboutTicket, Notice


class RequesterForgets(AboutTicket):
    """To the topic: its requester closed the ticket and is to be forgotten."""


class ForgettingAsked(Notice):
    """To supervisors: somebody is to be forgotten, on `due` at the latest; `numbers` are their tickets, if any."""

    numbers: str | None
    due: date


class ForgettingLate(Notice):
    """To supervisors, once: the last day has passed, and open tickets still hold the erasure up."""

    numbers: str | None
    due: date
