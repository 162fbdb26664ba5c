"""The words of every notice that goes out by e-mail (4.3: a new deadline is told in writing)."""

from dataclasses import dataclass
from functools import singledispatch

from aiogram.utils.i18n import gettext as _

from bot.rules.notices import DeadlineExtended, DeadlineRecalculated, Notice
from bot.rules.policy import Policy
from bot.rules.tickets import ticket_number
from bot.words import moment


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject without the ticket's number, and plain text."""

    subject: str
    text: str


@singledispatch
def write(notice: Notice, _policy: Policy) -> Letter:
    """Word a notice as a letter in the current language."""
    raise TypeError(f"no letter for {type(notice).__name__}")


@write.register
def deadline_extended(notice: DeadlineExtended, policy: Policy) -> Letter:
    """Clause 4.3: the new deadline and why."""
    text = _(
        "Dear requester,\n\nthe deadline of your request {number} is extended to {deadline}.\nReason: {reason}\n\n"
        "Kind regards,\ntechnical support of the System “Electronic Order”\n{phone}\n{email}"
    )
    due = moment(notice.until, policy.zone)
    number = ticket_number(notice.number)
    letter = text.format(number=number, deadline=due, reason=notice.reason, phone=policy.phone, email=policy.email)
    return Letter(_("The deadline is extended"), letter)


@write.register
def deadline_recalculated(notice: DeadlineRecalculated, policy: Policy) -> Letter:
    """Clauses 2.5 and 4.3: the working calendar has changed, and the deadline with it."""
    text = _(
        "Dear requester,\n\nthe working calendar of the support desk has changed. "
        "The deadline of your request {number} is now {deadline} (it was {was}).\n\n"
        "Kind regards,\ntechnical support of the System “Electronic Order”\n{phone}\n{email}"
    )
    due, was = moment(notice.until, policy.zone), moment(notice.was, policy.zone)
    number = ticket_number(notice.number)
    letter = text.format(number=number, deadline=due, was=was, phone=policy.phone, email=policy.email)
    return Letter(_("The deadline has moved"), letter)
