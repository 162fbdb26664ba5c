"""The page that leads a supervisor until their new desk works, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words
from bot.phrasing import open_to_all, quoted
from bot.rules.desk.setup import Lack, Seat, Step, TrialStep, lacks
from bot.rules.tickets.tickets import ticket_number
from bot.rules.tickets.trial import NUMBER
from keyboards import setup as setup_keyboard


@dataclass(frozen=True, slots=True)
class View:
    """What the page is to show: the bot's username, the group in question and the bot's place in it."""

    step: Step
    bot: str
    chat: int = 0
    group: str = ""
    seat: Seat | None = None
    is_public: bool = False
    trial: TrialStep | None = None


def words(view: View) -> Words:
    """Say how far the desk is and what comes next, in the language of the moment."""
    return _PAGES[view.step](view)


def _page(heading: str, *paragraphs: str) -> str:
    return "\n\n".join([f"<b>{heading}</b>", *filter(None, paragraphs)])


def _adding(view: View) -> Words:
    left = _("The bot is not in the group “{group}” any more.") if view.chat else ""
    how = _(
        "Create a group for the operators, or take one you have. Press “Add to a group”, choose it there "
        "and confirm the rights that Telegram names."
    )
    text = _page(
        _("Step 1 of 3. The operator group"),
        left.format(group=quoted(view.group)),
        how,
        _("As soon as the bot is in the group, the next step comes here."),
    )
    return Words(text, setup_keyboard.adding(view.bot))


def _names() -> Mapping[Lack, str]:
    return {
        Lack.FORUM: _("Topics in the group"),
        Lack.ADMIN: _("The bot is an administrator"),
        Lack.TOPICS: _("Right “Manage topics”"),
        Lack.DELETE: _("Right “Delete messages”"),
        Lack.PIN: _("Right “Pin messages”"),
        Lack.READING: _("The bot reads what operators write"),
    }


def _cures() -> Mapping[Lack, str]:
    """Return what to do about what is missing first; nobody is asked for the reading before the administrator."""
    right = _(
        "Now: open the group's settings, “Administrators”, choose the bot there and switch on the right “{right}”."
    )
    return {
        Lack.FORUM: _("Now: open the group's settings and switch on “Topics”. Then press “Check again”."),
        Lack.ADMIN: _(
            "Now: open the group's settings, “Administrators”, “Add administrator”, and choose the bot. "
            "As an administrator it also reads what operators write."
        ),
        Lack.TOPICS: right.format(right=_("Manage topics")),
        Lack.DELETE: right.format(right=_("Delete messages")),
        Lack.PIN: right.format(right=_("Pin messages")),
    }


def _rights(view: View) -> Words:
    assert view.seat is not None
    missing = lacks(view.seat)
    listed = "\n".join(f"{'⬜' if each in missing else '✅'} {name}" for each, name in _names().items())
    heading = _("Step 2 of 3. What the bot needs in the group “{group}”").format(group=quoted(view.group))
    return Words(_page(heading, listed, _cures()[missing[0]]), setup_keyboard.lacking(view.bot, view.chat))


def _binding(view: View) -> Words:
    text = _page(
        _("Step 2 of 3. The group “{group}” has all that is needed").format(group=quoted(view.group)),
        open_to_all() if view.is_public else "",
        _("As an operator group it gets all requests, each in a topic of its own. Its members answer there."),
    )
    return Words(text, setup_keyboard.making(view.bot, view.chat))


def _offering(view: View) -> Words:
    text = _page(
        _("Step 3 of 3. A trial request"),
        _("Requests come to the group “{group}” now.").format(group=quoted(view.group)),
        _(
            "Go through one yourself: it is opened in your name, you answer it in the group and confirm it here. "
            "Then it is removed, and no statistics count it."
        ),
    )
    return Words(text, setup_keyboard.trying())


def _trying(view: View) -> Words:
    assert view.trial is not None
    steps = {
        TrialStep.ANSWER: _(
            "Open the topic {number} in the group “{group}” and write any answer there, as an operator would. "
            "In a group without topics, reply to the card {number}."
        ),
        TrialStep.RESOLVE: _("Your answer came here: so requesters read it. Now press “Solved” on the card there."),
        TrialStep.CONFIRM: _("The requester is asked above. Press “Yes, it is solved”: nobody else closes a request."),
        TrialStep.REMOVAL: _("The trial request is being removed."),
    }
    order = [TrialStep.ANSWER, TrialStep.RESOLVE, TrialStep.CONFIRM]
    reached = order.index(view.trial) if view.trial in order else len(order)
    short = {
        TrialStep.ANSWER: _("Answer in the group"),
        TrialStep.RESOLVE: _("Ask whether it is solved"),
        TrialStep.CONFIRM: _("Confirm here"),
    }
    listed = "\n".join(f"{'✅' if n < reached else '⬜'} {short[each]}" for n, each in enumerate(order))
    now = steps[view.trial].format(number=ticket_number(NUMBER), group=quoted(view.group))
    text = _page(_("Step 3 of 3. A trial request"), listed, now)
    return Words(text, None if view.trial is TrialStep.REMOVAL else setup_keyboard.stopping())


def _done(view: View) -> Words:
    text = _page(
        _("The desk works"),
        _("People write to the bot: {link}").format(link=f"https://t.me/{view.bot}"),
        _("Their requests come to the group “{group}”.").format(group=quoted(view.group)),
        _("/import loads articles of the guide: while it is empty, instructions without a link are not held (3.6)."),
        _("/help lists what supervisors can do. More groups: add the bot there, or send /bind in them."),
    )
    return Words(text)


_PAGES: Mapping[Step, Callable[[View], Words]] = {
    Step.ADD: _adding,
    Step.RIGHTS: _rights,
    Step.BIND: _binding,
    Step.OFFER_TRIAL: _offering,
    Step.TRIAL: _trying,
    Step.DONE: _done,
}
