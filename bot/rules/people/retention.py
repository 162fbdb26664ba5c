"""For how long what is stored about people is kept, and when what is older goes (152-ФЗ, article 5, part 7)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

BEGINS, ENDS = time(1), time(5)
"""The night, in the desk's zone: nobody waits then, and what waited for midnight is done."""


class Kind(StrEnum):
    """What is erased by age, in this order: an identity goes after the tickets that need it."""

    TICKETS = "tickets"
    """What was said in closed tickets."""
    DRAFTS = "drafts"
    """What was written for requests that were never sent, and dialogues that nobody went on with."""
    IDENTITIES = "identities"
    """Who people say to be, where no ticket that is kept needs it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Days for which each is kept, 0 for ever."""

    tickets: int = 0
    """From the closing on."""
    drafts: int = 0
    unproven: int = 0
    """Identities without a proven login; with one they are kept as long as tickets."""


def night_of(local: datetime) -> date | None:
    """Return the day whose night it is, in the zone of `local`; None by day."""
    return local.date() if BEGINS <= local.time() < ENDS else None


def tickets_before(terms: Terms, reopen_days: int, now: datetime) -> datetime | None:
    """Return before when a ticket must have been closed to be erased: never one that can be opened again."""
    return now - timedelta(days=max(terms.tickets, reopen_days)) if terms.tickets else None


def drafts_before(terms: Terms, now: datetime) -> datetime | None:
    """Return before when a draft must have been written to be erased."""
    return now - timedelta(days=terms.drafts) if terms.drafts else None


def identity_goes(terms: Terms, recorded_at: datetime, now: datetime, *, needed: bool, proven: bool) -> bool:
    """Tell whether an identity is to be erased.

    `needed`: a ticket that is kept was opened by the same person on behalf of the same company.
    """
    days = terms.tickets if proven else terms.unproven or terms.tickets
    return not needed and bool(days) and recorded_at < now - timedelta(days=days)


def identities_before(terms: Terms, now: datetime) -> datetime | None:
    """Return before when an identity must have been recorded to be looked at at all."""
    days = [each for each in (terms.tickets, terms.unproven) if each]
    return now - timedelta(days=min(days)) if days else None
