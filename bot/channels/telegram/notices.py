"""The words of every notice on Telegram, in the language of the moment. A new notice needs a function here."""

from dataclasses import dataclass
from functools import singledispatch

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.refusal_words import refusal
from bot.rules import notices
from bot.rules.notices import Notice
from bot.rules.policy import Policy
from bot.rules.text import cut
from bot.rules.tickets import ticket_number
from bot.words import excerpt, moment, quoted
from keyboards import closing

COMMENT_LIMIT = 3500
"""UTF-16 units of a comment that a notice shows; all of it is on record."""


@dataclass(frozen=True, slots=True)
class Words:
    """Telegram's HTML and the buttons under it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@singledispatch
def render(notice: Notice, _policy: Policy) -> Words:
    """Word a notice in the current language."""
    raise TypeError(f"no words for {type(notice).__name__}")


@render.register
def ticket_opened(notice: notices.TicketOpened, policy: Policy) -> Words:
    """Clauses 2.5 and 4.3: the number, the deadline and, outside hours, when work begins."""
    lines = [_("Your request is registered under the number <b>{number}</b>.").format(number=_name(notice))]
    if notice.begins is not None:
        begins = _("The desk is closed now. Work on the request begins on {moment}.")
        lines.append(begins.format(moment=moment(notice.begins, policy.zone)))
    if notice.deadline is None:
        lines.append(_("It is a technical error: it has no fixed deadline, we will tell you about the progress here."))
    else:
        due = _("It will be solved by <b>{deadline}</b> at the latest.")
        lines.append(due.format(deadline=moment(notice.deadline, policy.zone)))
    lines.append(_("Everything you write here is added to the request."))
    return Words("\n".join(lines))


@render.register
def ticket_taken(notice: notices.TicketTaken, _policy: Policy) -> Words:
    """Who works on it."""
    text = _("{number}: {operator} is working on your request.")
    return Words(text.format(number=_name(notice), operator=quoted(notice.operator)))


@render.register
def confirmation_asked(notice: notices.ConfirmationAsked, _policy: Policy) -> Words:
    """Clause 3.2: solved, and no question left?"""
    text = _("{number}: is your question solved?\nThe request is closed only after you confirm it.")
    return Words(text.format(number=_name(notice)), closing.verdict(notice.number))


@render.register
def ticket_closed(notice: notices.TicketClosed, _policy: Policy) -> Words:
    """Closed as confirmed; a rating is asked."""
    text = _("{number} is closed. Thank you for contacting us.\nPlease rate our work from 1 to 5.")
    return Words(text.format(number=_name(notice)), closing.rating(notice.number))


@render.register
def closed_by_supervisor(notice: notices.ClosedBySupervisor, _policy: Policy) -> Words:
    """Clause 3.2: a written reason, and one tap to open it again."""
    text = _(
        "{number} was closed by the head of the support desk.\nReason: {reason}\n"
        "If your question is not solved, please open the request again."
    )
    words = text.format(number=_name(notice), reason=quoted(notice.reason))
    return Words(words, closing.reopen(notice.number))


@render.register
def ticket_returned(notice: notices.TicketReturned, policy: Policy) -> Words:
    """Back in work; what is left is asked."""
    if notice.reopened:
        text = _("{number} is open again. Please describe what is left to solve.")
    else:
        text = _("{number} is back in work. Please describe which questions are left.")
    lines = [text.format(number=_name(notice))]
    if notice.deadline is not None:
        due = _("It will be solved by <b>{deadline}</b> at the latest.")
        lines.append(due.format(deadline=moment(notice.deadline, policy.zone)))
    return Words("\n".join(lines))


@render.register
def deadline_extended(notice: notices.DeadlineExtended, policy: Policy) -> Words:
    """Clause 4.3: the new deadline, in writing."""
    text = _("{number}: the deadline is extended to <b>{deadline}</b>.\nReason: {reason}")
    due = moment(notice.until, policy.zone)
    return Words(text.format(number=_name(notice), deadline=due, reason=quoted(notice.reason)))


@render.register
def kind_changed(notice: notices.KindChanged, policy: Policy) -> Words:
    """Clause 4.3: technical errors have no deadline."""
    if notice.technical_error:
        text = _("{number}: your request is now treated as a technical error. Such requests have no fixed deadline.")
        return Words(text.format(number=_name(notice)))
    assert notice.deadline is not None
    text = _("{number}: your request is no longer treated as a technical error. Its deadline is <b>{deadline}</b>.")
    return Words(text.format(number=_name(notice), deadline=moment(notice.deadline, policy.zone)))


@render.register
def data_asked(notice: notices.DataAsked, _policy: Policy) -> Words:
    """Clause 3.7: what is asked is explained."""
    text = _("{number}: please tell us: {what}\nWhy it is needed: {why}")
    return Words(text.format(number=_name(notice), what=quoted(notice.what), why=quoted(notice.why)))


@render.register
def not_delivered(notice: notices.NotDelivered, _policy: Policy) -> Words:
    """To the topic: a message did not arrive."""
    if not notice.to_requester:
        text = _("⚠️ A message of the requester cannot be shown here: {reason}")
    else:
        text = {
            "edit": _("⚠️ The new version was not delivered to the requester: {reason}"),
            "erase": _("⚠️ The message was not deleted in the requester's chat: {reason}"),
            "notice": _("⚠️ A notice of the desk was not delivered to the requester: {reason}"),
            "letter": _("⚠️ A letter of the desk was not delivered to the requester: {reason}"),
        }.get(notice.act) or _("⚠️ The message was not delivered to the requester: {reason}")
    lines = [text.format(reason=quoted(refusal(notice.reason)))]
    if notice.text is not None:
        lines.append(f"<blockquote expandable>{excerpt(notice.text, COMMENT_LIMIT)}</blockquote>")
    return Words("\n".join(lines))


@render.register
def not_written(notice: notices.NotWritten, _policy: Policy) -> Words:
    """To supervisors: operators could not be told something."""
    text = _("⚠️ {number}: a message of the desk could not be shown to the operators: {reason}")
    return Words(text.format(number=_name(notice), reason=quoted(refusal(notice.reason))))


@render.register
def requester_gone(_notice: notices.RequesterGone, _policy: Policy) -> Words:
    """To the topic: no message reaches the requester any more."""
    text = _(
        "⚠️ The requester has blocked the bot or deleted the account. Messages are not delivered: "
        "they wait until the requester is back. Please answer by e-mail or by phone."
    )
    return Words(text)


@render.register
def withheld(_notice: notices.Withheld, _policy: Policy) -> Words:
    """To the topic: this message waits."""
    return Words(_("⚠️ Not delivered: it waits until the requester is back."))


@render.register
def requester_back(_notice: notices.RequesterBack, _policy: Policy) -> Words:
    """To the topic: messages reach the requester again."""
    return Words(_("The requester can be reached again. What waited is being delivered."))


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
def transferred(notice: notices.Transferred, _policy: Policy) -> Words:
    """To the topic that is left behind (6.1)."""
    text = _("{number} was transferred to the group “{group}”.")
    return Words(text.format(number=_name(notice), group=quoted(notice.to)))


@render.register
def rights_missing(notice: notices.RightsMissing, _policy: Policy) -> Words:
    """To a group: what to switch on."""
    lines = [_("Please switch on for the bot, so that every request gets its own topic:")]
    lines += _lacking(admin=notice.admin, forum=notice.forum, topics=notice.topics)
    lines.append(_("Until then requests come here as cards: please answer by replying to them."))
    return Words("\n".join(lines))


def _lacking(*, admin: bool, forum: bool, topics: bool) -> list[str]:
    texts = {
        _("• topics in the settings of this group;"): forum,
        _("• the administrator role: without it the bot cannot read messages;"): admin,
        _("• the administrator right “Manage topics”."): topics,
    }
    return [text for text, lacks in texts.items() if lacks]


@render.register
def group_checked(notice: notices.GroupChecked, _policy: Policy) -> Words:
    """To whom it was that asked."""
    heading = _("Check of the group “{group}”:").format(group=quoted(notice.group))
    if not notice.member:
        return Words("\n".join([heading, _("the bot is not there, or the group no longer exists.")]))
    lacking = _lacking(admin=not notice.admin, forum=not notice.forum, topics=not notice.topics)
    if not lacking:
        return Words("\n".join([heading, _("the bot is there and may do all it needs.")]))
    return Words("\n".join([heading, _("the bot is there, but these are to be switched on:"), *lacking]))


@render.register
def group_replaced(notice: notices.GroupReplaced, _policy: Policy) -> Words:
    """To a group: it does the work of another one from now on."""
    text = _("The requests of the group “{group}” come here from now on. Open ones: {n}.")
    return Words(text.format(group=quoted(notice.group), n=notice.tickets))


@render.register
def out_of_group(notice: notices.OutOfGroup, _policy: Policy) -> Words:
    """To supervisors: a group is out of reach."""
    if notice.refusal is None:
        text = _(
            "The bot was removed from the group “{group}”. Its requests wait until the bot is back there "
            "or another group takes them over: /groups"
        )
        return Words(text.format(group=quoted(notice.group)))
    text = _(
        "The group “{group}” is out of reach: {reason}. Its requests wait until the bot can write there "
        "again or another group takes them over: /groups"
    )
    return Words(text.format(group=quoted(notice.group), reason=quoted(refusal(notice.refusal))))


@render.register
def no_operator_group(notice: notices.NoOperatorGroup, _policy: Policy) -> Words:
    """To supervisors: a ticket waits for a group."""
    text = _("{number} has no operator group. Please add the bot to a group and send /bind there.")
    return Words(text.format(number=_name(notice)))


@render.register
def input_failed(notice: notices.InputFailed, _policy: Policy) -> Words:
    """To supervisors: an input was set aside."""
    text = _("Input {input} could not be processed and was set aside: {error}\n/failed shows it.")
    return Words(text.format(input=notice.input, error=f"<code>{quoted(notice.error)}</code>"))


@render.register
def deadline_missed(notice: notices.DeadlineMissed, policy: Policy) -> Words:
    """Clause 4.3: the deadline has passed."""
    text = _("🔥 {number}: the deadline {deadline} has passed.")
    return Words(text.format(number=_name(notice), deadline=moment(notice.deadline, policy.zone)))


def _name(notice: notices.AboutTicket) -> str:
    return ticket_number(notice.number)
