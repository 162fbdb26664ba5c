"""Statistics as a message that can be read on a phone."""

from collections.abc import Iterator
from datetime import date, timedelta

from aiogram.utils.i18n import gettext as _

from bot.actions.desk.reports import Summary
from bot.phrasing import quoted, status, working_time
from bot.rules.desk.statistics import OperatorSummary
from bot.rules.text import cut, one_line

OPERATORS_SHOWN = 40
COLUMNS = (11, 5, 5, 6, 6)
"""Characters: 33 in a row fit on a phone."""


def report(summary: Summary, start: date, end: date) -> str:
    """Write the whole report."""
    days = f"{start:%d.%m.%Y}" if start == end else f"{start:%d.%m.%Y} – {end:%d.%m.%Y}"
    title = _("Statistics: {days}").format(days=days)
    parts = [[f"<b>{title}</b>", *_of_period(summary)], _now(summary), _operators(summary.by_operator)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


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
    promises = summary.promises
    if promises.kept or promises.broken:
        yield _("Promises: {kept} kept, {broken} broken").format(kept=promises.kept, broken=promises.broken)
    if summary.deflected:
        yield _("Solved by the guide: {n}").format(n=summary.deflected)


def _now(summary: Summary) -> list[str]:
    counted = {state: n for state, n in summary.open_by_state.items() if n}
    lines = [_("Open now: {n}").format(n=sum(counted.values()))]
    lines += [f"• {status(state)}: {n}" for state, n in counted.items()]
    return [*lines, _("Overdue: {n}").format(n=summary.overdue)]


def _operators(operators: tuple[OperatorSummary, ...]) -> list[str]:
    if not operators:
        return []
    table = [
        tuple(_("Operator|Done|Open|Reply|Solved").split("|")),
        *(_row(each) for each in operators[:OPERATORS_SHOWN]),
    ]
    lines = [
        f"<pre>{quoted(chr(10).join(map(_aligned, table)))}</pre>",
        _("Reply and solution: median, hours:minutes of working time."),
    ]
    if len(operators) > OPERATORS_SHOWN:
        lines.append(_("And {n} more.").format(n=len(operators) - OPERATORS_SHOWN))
    return lines


def _row(operator: OperatorSummary) -> tuple[str, ...]:
    times = map(_clock, (operator.median_first_answer, operator.median_solution))
    return (one_line(operator.operator), str(operator.closed), str(operator.open), *times)


def _aligned(cells: tuple[str, ...]) -> str:
    name, *numbers = (cut(cell, width) for cell, width in zip(cells, COLUMNS, strict=True))
    return name.ljust(COLUMNS[0]) + "".join(cell.rjust(width) for cell, width in zip(numbers, COLUMNS[1:], strict=True))


def _time(amount: timedelta | None) -> str:
    return "—" if amount is None else working_time(amount)


def _clock(amount: timedelta | None) -> str:
    if amount is None:
        return "—"
    hours, minutes = divmod(int(amount.total_seconds()) // 60, 60)
    return f"{hours}:{minutes:02}"
