"""Words about deadlines (4.3)."""

from datetime import timedelta

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import moment, quoted, working_time
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import calendar


@render.register
def deadline_extended(notice: notices.DeadlineExtended, policy: Policy) -> Words:
    """Clause 4.3: the new deadline, in writing."""
    text = _("{number}: the deadline is extended to <b>{deadline}</b>.\nReason: {reason}")
    due = moment(notice.until, policy.zone)
    return Words(text.format(number=name(notice), deadline=due, reason=quoted(notice.reason)))


@render.register
def kind_changed(notice: notices.KindChanged, policy: Policy) -> Words:
    """Clause 4.3: technical errors have no deadline."""
    if notice.technical_error:
        text = _("{number}: your request is now treated as a technical error. Such requests have no fixed deadline.")
        return Words(text.format(number=name(notice)))
    assert notice.deadline is not None
    text = _("{number}: your request is no longer treated as a technical error. Its deadline is <b>{deadline}</b>.")
    return Words(text.format(number=name(notice), deadline=moment(notice.deadline, policy.zone)))


@render.register
def deadline_near(notice: notices.DeadlineNear, policy: Policy) -> Words:
    """Clause 4.3: part of the time has passed."""
    text = _("⏰ {number}: {percent}% of the time has passed. {left} left, the deadline is {deadline}.")
    left, due = working_time(timedelta(minutes=notice.minutes_left)), moment(notice.deadline, policy.zone)
    return Words(text.format(number=name(notice), percent=notice.percent, left=left, deadline=due))


@render.register
def deadline_missed(notice: notices.DeadlineMissed, policy: Policy) -> Words:
    """Clause 4.3: the deadline has passed."""
    text = _("🔥 {number}: the deadline {deadline} has passed.")
    return Words(text.format(number=name(notice), deadline=moment(notice.deadline, policy.zone)))


@render.register
def deadline_recalculated(notice: notices.DeadlineRecalculated, policy: Policy) -> Words:
    """Clause 2.5: the calendar changed, and the deadline with it."""
    text = _("{number}: the desk's working calendar has changed. The deadline is now <b>{deadline}</b> (it was {was}).")
    due, was = moment(notice.until, policy.zone), moment(notice.was, policy.zone)
    return Words(text.format(number=name(notice), deadline=due, was=was))


@render.register
def deadlines_recalculated(notice: notices.DeadlinesRecalculated, _policy: Policy) -> Words:
    """To supervisors: the changed calendar is applied."""
    if not notice.later + notice.earlier:
        return Words(_("The changed calendar is applied. It moves no deadline of an open request."))
    text = _(
        "The changed calendar is applied. Deadlines moved later: {later}, earlier: {earlier}. Requesters are told."
    )
    return Words(text.format(later=notice.later, earlier=notice.earlier))


@render.register
def decree_missing(notice: notices.DecreeMissing, _policy: Policy) -> Words:
    """To supervisors: deadlines of a year may be wrong by days."""
    text = _(
        "⚠️ The government's decree on moved days off in {year} is not known to the desk: "
        "deadlines may be wrong by days.\n"
        "Please update the desk, or put the moved days in with /calendar and press the button."
    )
    return Words(text.format(year=notice.year), calendar.decree_missing(notice.year))
