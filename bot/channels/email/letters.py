"""The words of every notice that goes out by e-mail (4.3: a new deadline is told in writing)."""

from dataclasses import dataclass
from functools import singledispatch
from html import escape

from aiogram.utils.i18n import gettext as _

from bot.channels.plain_words import listed, plain_words
from bot.phrasing import moment
from bot.rules.notices import DeadlineExtended, DeadlineRecalculated, KindChanged, Notice, OutageLasts
from bot.rules.policy import Policy
from bot.rules.tickets.tickets import ticket_number


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject without the ticket's number, and what is said, as plain text between greeting and signature."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The letter as plain text."""
        return "\n\n".join(self.paragraphs) + "\n"

    @property
    def html(self) -> str:
        """The same as HTML; people's words in it are escaped."""
        lines = (escape(each).replace("\n", "<br>\n") for each in self.paragraphs)
        body = "\n".join(f"<p>{each}</p>" for each in lines)
        return f'<html><body style="font-family: sans-serif; max-width: 40em">\n{body}\n</body></html>\n'


@singledispatch
def write(notice: Notice, policy: Policy) -> Letter:
    """Word a notice as a letter in the current language."""
    text, choices = plain_words(notice, policy)
    return _signed(_("Your request"), tuple(filter(None, (text, listed(choices)))), policy)


@write.register
def deadline_extended(notice: DeadlineExtended, policy: Policy) -> Letter:
    """Clause 4.3: the new deadline and why."""
    text = _("The deadline of your request {number} is extended to {deadline}.")
    told = text.format(number=ticket_number(notice.number), deadline=moment(notice.until, policy.zone))
    reason = _("Reason: {reason}").format(reason=notice.reason)
    return _signed(_("The deadline is extended"), (told, reason), policy)


@write.register
def kind_changed(notice: KindChanged, policy: Policy) -> Letter:
    """Clause 4.3: a technical error has no deadline."""
    number = ticket_number(notice.number)
    if notice.deadline is None:
        text = _("Your request {number} is now treated as a technical error. Such requests have no fixed deadline.")
        return _signed(_("The request is a technical error"), (text.format(number=number),), policy)
    text = _("Your request {number} is no longer treated as a technical error. Its deadline is {deadline}.")
    told = text.format(number=number, deadline=moment(notice.deadline, policy.zone))
    return _signed(_("The request has a deadline again"), (told,), policy)


@write.register
def deadline_recalculated(notice: DeadlineRecalculated, policy: Policy) -> Letter:
    """Clauses 2.5 and 4.3: the working calendar has changed, and the deadline with it."""
    text = _(
        "The working calendar of the support desk has changed. "
        "The deadline of your request {number} is now {deadline} (it was {was})."
    )
    due, was = moment(notice.until, policy.zone), moment(notice.was, policy.zone)
    told = text.format(number=ticket_number(notice.number), deadline=due, was=was)
    return _signed(_("The deadline has moved"), (told,), policy)


@write.register
def outage_lasts(notice: OutageLasts, policy: Policy) -> Letter:
    """To those who run the desk, whom Telegram would not reach."""
    told, _choices = plain_words(notice, policy)
    hint = _(
        "Nothing is lost: messages go out as soon as Telegram can be reached, "
        "and then supervisors are told in the chat. Please check the server's network and "
        "the proxies in TELEGRAM_PROXY."
    )
    return Letter(_("Telegram is out of reach"), (told, hint))


def _signed(subject: str, said: tuple[str, ...], policy: Policy) -> Letter:
    desk = _("Kind regards,\ntechnical support of the System “Electronic Order”\n{phone}\n{email}")
    return Letter(subject, (_("Dear requester,"), *said, desk.format(phone=policy.phone, email=policy.email)))
