"""Words about a ticket from its registration to its closing."""

from aiogram.utils.i18n import gettext as _

from bot import links
from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import close_example, content_kind, day, moment, quoted
from bot.rules import notices
from bot.rules.policy import Policy
from bot.rules.text import cut
from bot.rules.tickets.tickets import ticket_number
from keyboards import closing, proof

SAID_LIMIT = 120
"""UTF-16 units of a requester's words that are repeated to them."""
COMMENT_LIMIT = 3500
"""UTF-16 units of a comment that a notice shows; all of it is on record."""
COMPANY_LIMIT = 40
"""UTF-16 units of a name in a list, all of which goes into one message."""


@render.register
def ticket_opened(notice: notices.TicketOpened, policy: Policy) -> Words:
    """Clauses 2.5 and 4.3: the number, the deadline and, outside hours, when work begins."""
    lines = [_("Your request is registered under the number <b>{number}</b>.").format(number=name(notice))]
    if notice.begins is not None:
        begins = _("The desk is closed now. Work on the request begins on {moment}.")
        lines.append(begins.format(moment=moment(notice.begins, policy.zone)))
    if notice.deadline is None:
        lines.append(
            _("It is a technical error: the regulation sets no deadline, we will tell you here when it is solved.")
        )
    else:
        due = _("It will be solved by <b>{deadline}</b> at the latest.")
        lines.append(due.format(deadline=moment(notice.deadline, policy.zone)))
    if notice.alone:
        lines.append(_("Everything you write here is added to the request."))
    else:
        several = _("You have several open requests: reply to a message of the one you mean, or we will ask you.")
        lines.append(several)
    if not notice.provable:
        return Words("\n".join(lines))
    unproven = _("The login is not confirmed: operators will not tell about the company, contract and payment.")
    return Words("\n".join([*lines, unproven]), proof.opened())


@render.register
def desk_closed(notice: notices.DeskClosed, policy: Policy) -> Words:
    """When they are answered."""
    opens = notice.opens.astimezone(policy.zone)
    return Words(_("The desk is closed now. We will answer from {moment} on.").format(moment=f"{opens:%d.%m %H:%M}"))


@render.register
def ticket_taken(notice: notices.TicketTaken, _policy: Policy) -> Words:
    """Who works on it."""
    text = _("{number}: {operator} is working on your request.")
    return Words(text.format(number=name(notice), operator=quoted(notice.operator)))


@render.register
def confirmation_asked(notice: notices.ConfirmationAsked, policy: Policy) -> Words:
    """Clause 3.2: solved, and no question left?"""
    ask = _("{number}: is your question solved?").format(number=name(notice))
    lines = [_instead_of_answer(notice), ask] if notice.kind else [ask, *_only_by_word(policy)]
    return Words("\n".join(lines), closing.verdict(notice.number))


def _instead_of_answer(notice: notices.ConfirmationAsked) -> str:
    if notice.said:
        return _("You wrote: “{text}”.").format(text=quoted(cut(notice.said, SAID_LIMIT)))
    return _("You sent: {what}.").format(what=content_kind(notice.kind))


def _only_by_word(policy: Policy) -> list[str]:
    """Promise that silence closes nothing, unless a setting says that it does."""
    return [_("The request is closed only after you confirm it.")] if policy.silence_closes is None else []


@render.register
def ticket_closed(notice: notices.TicketClosed, _policy: Policy) -> Words:
    """Closed as confirmed; a rating is asked."""
    text = _("{number} is closed. Thank you for contacting us.\nPlease rate our work from 1 to 5.")
    return Words(text.format(number=name(notice)), closing.rating(notice.number))


@render.register
def thanked_for(notice: notices.ThankedFor, _policy: Policy) -> Words:
    """Nothing is opened by thanks."""
    text = _("Thank you. {number} is closed.").format(number=name(notice))
    return Words(text, closing.reopen(notice.number))


@render.register
def closed_by_supervisor(notice: notices.ClosedBySupervisor, _policy: Policy) -> Words:
    """Clause 3.2: a written reason, and one tap to open it again."""
    text = _(
        "{number} was closed by the head of the support desk.\nReason: {reason}\n"
        "If your question is not solved, please open the request again."
    )
    words = text.format(number=name(notice), reason=quoted(notice.reason))
    return Words(words, closing.reopen(notice.number))


@render.register
def ticket_returned(notice: notices.TicketReturned, policy: Policy) -> Words:
    """Back in work; what is left is asked."""
    if notice.described:
        text = _("{number} is open again. Your message is added to it.")
    elif notice.reopened:
        text = _("{number} is open again. Please describe what is left to solve.")
    else:
        text = _("{number} is back in work. Please describe which questions are left.")
    lines = [text.format(number=name(notice))]
    if notice.deadline is not None:
        due = _("It will be solved by <b>{deadline}</b> at the latest.")
        lines.append(due.format(deadline=moment(notice.deadline, policy.zone)))
    return Words("\n".join(lines))


@render.register
def outcome(notice: notices.Outcome, _policy: Policy) -> Words:
    """To the topic: what the requester decided."""
    texts = {
        "confirm": _("✅ The requester confirmed: the question is solved."),
        "deny": _("↩️ The requester still has questions. The request is back in work."),
        "reopen": _("↩️ The requester opened the request again."),
        "rate": _("Rating: {rating} of 5."),
        "comment": _("Comment on the rating: {comment}"),
    }
    fields = {"rating": notice.rating, "comment": quoted(cut(notice.comment or "", COMMENT_LIMIT))}
    return Words(texts[notice.event].format(**fields))


@render.register
def supervisor_closed(notice: notices.SupervisorClosed, _policy: Policy) -> Words:
    """To the topic: closed from above."""
    text = _("✅ {supervisor} closed the request.\nReason: {reason}")
    return Words(text.format(supervisor=quoted(notice.supervisor), reason=quoted(notice.reason)))


@render.register
def confirmation_reminded(notice: notices.ConfirmationReminded, policy: Policy) -> Words:
    """Clause 3.2: silence is not an answer."""
    text = _("{number}: we are still waiting for your answer. Is your question solved?")
    lines = [text.format(number=name(notice)), *_only_by_word(policy)]
    if notice.closes_on is not None:
        closes = _("Without an answer the request is closed on {day}. You can open it again then.")
        lines.append(closes.format(day=day(notice.closes_on)))
    return Words("\n".join(lines), closing.verdict(notice.number))


@render.register
def requesters_silent(notice: notices.RequestersSilent, policy: Policy) -> Words:
    """To supervisors: who does not confirm."""
    listed = [_silent(each, policy) for each in notice.tickets]
    hint = _("To close one, name the reason, its requester will read it: {example}")
    command = close_example(notice.tickets[0].number)
    heading = _("No answer to three reminders:")
    return Words("\n".join([heading, *listed, hint.format(example=command)]))


def _silent(each: notices.SilentTicket, policy: Policy) -> str:
    number, company = ticket_number(each.number), quoted(cut(each.company, COMPANY_LIMIT))
    text = _("• {number} · {company} · asked on {moment}")
    asked = moment(each.asked_at, policy.zone)
    return text.format(number=links.linked(number, each.address), company=company, moment=asked)


@render.register
def closed_by_silence(notice: notices.ClosedBySilence, _policy: Policy) -> Words:
    """Clause 3.2, by setting: one tap opens it again."""
    if not notice.to_requester:
        return Words(_("✅ The request is closed: its requester did not answer the reminders."))
    text = _("{number} is closed, because we received no answer. If your question is not solved, please open it again.")
    return Words(text.format(number=name(notice)), closing.reopen(notice.number))


@render.register
def many_requests(notice: notices.ManyRequests, policy: Policy) -> Words:
    """To supervisors: somebody asks without end, or has reason to."""
    text = _(
        "{person} has opened {limit} requests within an hour. The next one is accepted from {moment} on. "
        "REQUESTS_PER_HOUR sets the limit."
    )
    until = moment(notice.until, policy.zone)
    return Words(text.format(person=quoted(notice.person), limit=notice.limit, moment=until))
