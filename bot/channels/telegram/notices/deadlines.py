"""Words about deadlines (4.3)."""

from datetime import datetime, timedelta

from aiogram.utils.i18n import gettext as _

from bot.channels.telegram.notices.base import Words, name, render
from bot.phrasing import moment, quoted, working_time
from bot.rules import notices
from bot.rules.policy import Policy
from keyboards import calendar


@render.register
def deadline_extended(notice: notices.DeadlineExtended, policy: Policy) -> Words:
    """Clause 4.3: the new deadline, in writing."""
    text = _("{number}: the deadline is extended to <b>{deadline}</b>{was}.\nReason: {reason}")
    due, was = moment(notice.until, policy.zone), _was(notice.was, policy)
    return Words(text.format(number=name(notice), deadline=due, was=was, reason=quoted(notice.reason)))


def _was(before: datetime | None, policy: Policy) -> str:
    """Say what a deadline was, where that is known."""
    return "" if before is None else " " + _("(it was {was})").format(was=moment(before, policy.zone))


@render.register
def deadline_paused(notice: notices.DeadlinePaused, policy: Policy) -> Words:
    """Clause 4.3: the time for which data were awaited is added."""
    since, ended, was, until = (
        moment(each, policy.zone) for each in (notice.since, notice.ended, notice.was, notice.until)
    )
    text = _("{number}: data were awaited from {since} to {ended}. New deadline: {until} (it was {was}).")
    return Words(text.format(number=name(notice), since=since, ended=ended, until=until, was=was))


@render.register
def kind_changed(notice: notices.KindChanged, policy: Policy) -> Words:
    """Clause 4.3: technical errors have no deadline."""
    if notice.technical_error:
        text = _(
            "{number}: your request is now treated as a technical error, which has no deadline{was}. "
            "We will tell you here when it is solved."
        )
        return Words(text.format(number=name(notice), was=_was(notice.was, policy)))
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
def deadline_passed(notice: notices.DeadlinePassed, policy: Policy) -> Words:
    """To the requester, once: they need not look at the calendar to know."""
    text = _("{number}: the deadline {deadline} has passed. We apologise: the work goes on, we will answer here.")
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
        "⚠️ The moved days off of {year} are not known to the desk: deadlines may be a day or two out.\n"
        "Update the program or put them in: /calendar"
    )
    return Words(text.format(year=notice.year), calendar.decree_missing(notice.year))
