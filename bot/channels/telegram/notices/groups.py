"""Words about operator groups."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.error_words import refusal
from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import open_to_all, quoted
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import setup as setup_keyboard


@render.register
def transferred(notice: notices.Transferred, _policy: Policy) -> Words:
    """To the topic that is left behind (6.1)."""
    text = _("{number} was transferred to the group “{group}”.")
    return Words(text.format(number=name(notice), group=quoted(notice.to)))


@render.register
def note_handed_over(notice: notices.NoteHandedOver, _policy: Policy) -> Words:
    """To the new topic: a note from the place before."""
    text = _("📝 Note (for operators only), {operator}: {text}")
    return Words(text.format(operator=quoted(notice.by), text=quoted(notice.text)))


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
    lines = [text.rstrip(";.") for text, lacks in texts.items() if lacks]
    return [f"{line}{'.' if line is lines[-1] else ';'}" for line in lines]


@render.register
def pins_refused(notice: notices.PinsRefused, _policy: Policy) -> Words:
    """To supervisors: cards are hard to find without it."""
    text = _(
        "The bot may not pin the cards of requests in the group “{group}”. "
        "Please give it the administrator right “Pin messages”. Until then /card shows a card again."
    )
    return Words(text.format(group=quoted(notice.group)))


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
def group_checked(notice: notices.GroupChecked, _policy: Policy) -> Words:
    """To whom it was that asked."""
    heading = _("Check of the group “{group}”:").format(group=quoted(notice.group))
    if not notice.member:
        return Words("\n".join([heading, _("the bot is not there, or the group no longer exists.")]))
    lines = _lacking(admin=not notice.admin, forum=not notice.forum, topics=not notice.topics)
    lines[:0] = [
        _("the bot is there, but these are to be switched on:")
        if lines
        else _("the bot is there and may do all it needs.")
    ]
    if notice.public:
        lines.append(open_to_all())
    return Words("\n".join([heading, *lines]))


@render.register
def group_replaced(notice: notices.GroupReplaced, _policy: Policy) -> Words:
    """To a group: it does the work of another one from now on."""
    text = _("The requests of the group “{group}” come here from now on. Open ones: {n}.")
    return Words(text.format(group=quoted(notice.group), n=notice.tickets))


@render.register
def no_operator_group(notice: notices.NoOperatorGroup, _policy: Policy) -> Words:
    """To supervisors: a ticket waits for a group."""
    text = _("{number} has no operator group. Please add the bot to a group and send /bind there.")
    return Words(text.format(number=name(notice)))


@render.register
def group_offered(notice: notices.GroupOffered, _policy: Policy) -> Words:
    """To supervisors: what is a group to be that the bot was put into?"""
    if notice.by is None:
        text = _("The bot is in the group “{group}” now. Shall it be an operator group?")
    else:
        text = _("{person} has added the bot to the group “{group}”. Shall it be an operator group?")
    said = text.format(group=quoted(notice.group), person=quoted(notice.by or ""))
    return Words(said, setup_keyboard.offered(notice.chat))


@render.register
def trial_topic_left(notice: notices.TrialTopicLeft, _policy: Policy) -> Words:
    """To whoever tried the desk out."""
    text = _(
        "Telegram did not let the bot delete what the trial left in the group “{group}”: {reason}. "
        "Please delete it there by hand."
    )
    return Words(text.format(group=quoted(notice.group), reason=quoted(refusal(notice.reason))))
