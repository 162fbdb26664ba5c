"""Statistics as a message that can be read on a phone."""

from collections.abc import Iterator
from datetime import date, timedelta

from aiogram.utils.i18n import get_i18n, ngettext
from aiogram.utils.i18n import gettext as _
from babel.numbers import format_decimal

from bot.actions.desk.reports import Summary
from bot.phrasing import quoted, service, status, working_time
from bot.rules.desk.statistics import OperatorSummary, Ratings
from bot.rules.text import cut, one_line, utf16_len

OPERATORS_SHOWN = 40
NAME_LIMIT = 40
PAGE_LIMIT = 3500
"""UTF-16 units: below Telegram's 4096, so that no line is cut."""


def report(summary: Summary, start: date, end: date) -> list[str]:
    """Write the whole report; the parts of a long one are messages of their own."""
    days = f"{start:%d.%m.%Y}" if start == end else f"{start:%d.%m.%Y} – {end:%d.%m.%Y}"
    title = _("Statistics: {days}").format(days=days)
    head = [f"<b>{title}</b>", *_of_period(summary)]
    parts = [head, _now(summary), _services(summary.by_service), *_operators(summary.by_operator)]
    pages = [""]
    for part in ("\n".join(lines) for lines in parts if lines):
        if utf16_len(pages[-1]) + utf16_len(part) > PAGE_LIMIT:
            pages.append(part)
        else:
            pages[-1] += f"\n\n{part}" if pages[-1] else part
    return pages


def _of_period(summary: Summary) -> Iterator[str]:
    if summary.opened == summary.closed == summary.deflected == 0 and summary.median_first_answer is None:
        yield _("No request was opened or closed in this period.")
        return
    share = summary.share_within_deadline
    yield _("Opened: {n}").format(n=summary.opened)
    yield _("Closed: {n}").format(n=summary.closed)
    yield _("Closed within the deadline: {share}").format(share="—" if share is None else f"{share:.0%}")
    yield _("First answer, median: {time}").format(time=_time(summary.median_first_answer))
    yield _("Solution, median: {time}").format(time=_time(summary.median_solution))
    if summary.awaited:
        waited = _("of which the requester was awaited: {time} (requests: {n})")
        yield waited.format(time=_time(summary.waiting), n=summary.awaited)
    promises = summary.promises
    if promises.kept or promises.broken:
        yield _("Promises: {kept} kept, {broken} broken").format(kept=promises.kept, broken=promises.broken)
    if summary.ratings.number:
        yield _("Rating: {rating}").format(rating=_rating(summary.ratings))
    if summary.deflected:
        yield _("Solved by the guide: {n}").format(n=summary.deflected)


def _now(summary: Summary) -> list[str]:
    counted = {state: n for state, n in summary.open_by_state.items() if n}
    lines = [_("Open now: {n}").format(n=sum(counted.values()))]
    lines += [f"• {status(state)}: {n}" for state, n in counted.items()]
    return [*lines, _("Overdue: {n}").format(n=summary.overdue)]


def _services(services: tuple[tuple[int, int], ...]) -> list[str]:
    if not services:
        return []
    title = _("Opened by service")
    return [f"<b>{title}</b>", *(f"• {service(number)}: {opened}" for number, opened in services)]


def _operators(operators: tuple[OperatorSummary, ...]) -> Iterator[list[str]]:
    """Write two lines for each operator; each is a part of its own, so that a page may end between them."""
    if not operators:
        return
    title = _("Operators")
    yield [f"<b>{title}</b>", _("Answer and solution: median, in working time.")]
    yield from (_operator(each) for each in operators[:OPERATORS_SHOWN])
    if len(operators) > OPERATORS_SHOWN:
        yield [_("And {n} more.").format(n=len(operators) - OPERATORS_SHOWN)]


def _operator(operator: OperatorSummary) -> list[str]:
    name = f"<b>{quoted(cut(one_line(operator.operator), NAME_LIMIT))}</b>"
    work = _("{name}: closed {closed}, open {open}")
    speed = _("answer {answer}, solution {solution}")
    times = speed.format(answer=_time(operator.median_first_answer), solution=_time(operator.median_solution))
    rated = _("rating {rating}").format(rating=_rating(operator.ratings))
    second = f"{times}, {rated}" if operator.ratings.number else times
    return [work.format(name=name, closed=operator.closed, open=operator.open), second]


def _rating(ratings: Ratings) -> str:
    average = format_decimal(ratings.average or 0, "0.0", locale=get_i18n().current_locale)
    number = ngettext("{n} rating", "{n} ratings", ratings.number).format(n=ratings.number)
    return _("{average} of 5 ({number})").format(average=average, number=number)


def _time(amount: timedelta | None) -> str:
    return "—" if amount is None else working_time(amount)
