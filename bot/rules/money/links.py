"""Links to pay an invoice (2.1, 5): what a payment at the provider is to the link it is said to be for."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

RUB = "RUB"
FIRST_LOOK = timedelta(minutes=2)
FRESH = timedelta(minutes=1)
"""So young a link is given again as it is; of an older one the provider is asked first whether it leads anywhere."""
LONGEST_PAUSE = timedelta(hours=6)
LIVES = timedelta(days=7)
"""A link that nobody paid is void after an hour or so at the provider; after this long it is asked for no more."""


class LinkState(StrEnum):
    """How far a link is. The values stand in stored rows."""

    ASKED = "asked"
    """Somebody wants to pay; the provider has not answered yet."""
    OPEN = "open"
    PAID = "paid"
    OVER = "over"
    """Cancelled, run out, or refused: another try needs another link."""


class Verdict(StrEnum):
    """What a payment is to a link."""

    WAIT = "wait"
    PAID = "paid"
    OVER = "over"
    STRANGE = "strange"
    """It was paid, but not what the invoice says: a case for supervisors."""
    FOREIGN = "foreign"
    """It is not for this link, whatever the notification said."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a link is for: the key of its try, and the sum of its invoice in kopecks."""

    key: str
    kopecks: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A payment as the provider tells it when asked; `key` is the one that its link gave it, `url` leads to paying."""

    id: str
    status: str
    paid: bool
    kopecks: int
    currency: str
    key: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SeenRefund:
    """Money given back, as the provider tells it when asked."""

    id: str
    payment: str
    status: str
    kopecks: int
    currency: str


@dataclass(frozen=True, slots=True)
class Link:
    """A try to pay an invoice by its number; `external_id` and `url` are the provider's, `due_at` when it is asked."""

    id: int
    invoice: int
    key: str
    external_id: str | None
    url: str
    state: LinkState
    asked_at: datetime
    due_at: datetime | None

    @property
    def lives(self) -> bool:
        """Whether it can still be paid."""
        return self.state in (LinkState.ASKED, LinkState.OPEN)

    def is_fresh(self, now: datetime) -> bool:
        """Whether it surely leads to paying."""
        return self.state is LinkState.OPEN and now - self.asked_at <= FRESH

    def opened(self, seen: Seen, now: datetime) -> "Link":
        """Return it with what the provider made of it."""
        external, due = seen.id, next_look(self.asked_at, now)
        return replace(self, external_id=external, url=seen.url, state=LinkState.OPEN, due_at=due)

    def ended(self, state: LinkState) -> "Link":
        """Return it paid or over: nobody need ask for it any more."""
        return replace(self, state=state, due_at=None)

    def looked_at(self, now: datetime) -> "Link":
        """Return it with the instant at which it is asked for again; one that is too old is over."""
        due = next_look(self.asked_at, now)
        return self.ended(LinkState.OVER) if due is None else replace(self, due_at=due)


def judge(wanted: Wanted, seen: Seen) -> Verdict:
    """Tell what a payment is to a link: order, sum and currency must fit."""
    if seen.key != wanted.key:
        return Verdict.FOREIGN
    if seen.status == "canceled":
        return Verdict.OVER
    if seen.status != "succeeded" or not seen.paid:
        return Verdict.WAIT
    return Verdict.PAID if (seen.kopecks, seen.currency) == (wanted.kopecks, RUB) else Verdict.STRANGE


def is_refund_of(payment: str, seen: SeenRefund) -> bool:
    """Tell whether money of a payment was given back."""
    return seen.payment == payment and seen.status == "succeeded" and seen.currency == RUB and seen.kopecks > 0


def next_look(asked_at: datetime, now: datetime) -> datetime | None:
    """Return when to ask for a payment again though nobody has told of it: notifications may be lost.

    Pauses are as long as the link is old, from two minutes to six hours; None when it is older than a week.
    """
    age = now - asked_at
    return None if age > LIVES else now + min(max(age, FIRST_LOOK), LONGEST_PAUSE)
