"""Words about people who asked to be forgotten (152-ФЗ)."""

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import quoted
from bot.rules import notices
from bot.rules.policy import Policy


@render.register
def requester_forgets(notice: notices.RequesterForgets, _policy: Policy) -> Words:
    """To the topic: what goes, and what only operators can take away."""
    said = _("{number}: the requester closed their requests and asked to delete the data about them.")
    what = _(
        "The desk clears the card and the requester's messages here. "
        "Please delete those of yours that name or quote them."
    )
    return Words(f"{said.format(number=name(notice))}\n{what}")


@render.register
def forgetting_asked(notice: notices.ForgettingAsked, _policy: Policy) -> Words:
    """To supervisors: by law there are ten working days."""
    asked = _("A requester asked to delete the data about them. Last day by law: {day}.")
    done = _("The desk does it by itself once their requests are closed and all deliveries are out.")
    return Words("\n".join([asked.format(day=f"{notice.due:%d.%m.%Y}"), _requests(notice.numbers), done]))


@render.register
def rights_request_late(notice: notices.RightsRequestLate, _policy: Policy) -> Words:
    """To supervisors: what holds it up."""
    late = _("A request about personal data should have been done by {day} and is not: /requests.")
    why = _("What may hold it up is an open request or something undelivered: see /failed.")
    return Words("\n".join([late.format(day=f"{notice.due:%d.%m.%Y}"), _requests(notice.numbers), why]))


def _requests(numbers: str | None) -> str:
    if numbers is None:
        return _("They have no requests.")
    return _("Requests: {numbers}.").format(numbers=quoted(numbers))
