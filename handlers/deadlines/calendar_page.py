"""The working calendar in words (2.5)."""

from collections.abc import Sequence

from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions.desk.calendar import Month, Span, Year
from bot.phrasing import quoted
from bot.rules.deadlines.overrides import Fault
from bot.rules.text import cut
from keyboards.calendar import span_of

FAULTS_SHOWN = 20
SPANS_SHOWN = 40
LINE_LIMIT = 60
COLUMNS = (9, 5, 8)
"""Characters: 22 in a row fit on a phone."""


def year(shown: Year, coming: int) -> str:
    """Write a year: its months, what the decree moved, what the desk decided; examples are of a `coming` year."""
    title = _("Working calendar {year}").format(year=shown.number)
    table = [tuple(_("Month|Days|Hours").split("|")), *_months(shown.months)]
    parts = [
        [f"<b>{title}</b>", f"<pre>{chr(10).join(map(_aligned, table))}</pre>"],
        _moved(shown),
        _own(shown.spans),
        [_("To change it:"), _examples(coming)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def changed(tickets: int | None, spans: Sequence[Span]) -> str:
    """Say what becomes of a change of days, and how they are put back."""
    if tickets is None:
        return _("The calendar is so already.")
    text = _(
        "The calendar is changed. In five minutes deadlines of open requests ({n}) follow, and requesters are told.\n"
        "To put it back: {command}"
    )
    law = _("as in law")
    days = "\n".join(f"{span_of(each)} {law}" for each in spans[:SPANS_SHOWN])
    return text.format(n=tickets, command=f"<code>/calendar {days}</code>")


def refused(faults: list[Fault], coming: int) -> str:
    """Name every line that is wrong; nothing of the others is applied either."""
    lines = [_("Nothing is changed. Please correct:")]
    for fault in faults[:FAULTS_SHOWN]:
        text = _("Line {line}: {text} — {why}")
        shown, why = quoted(cut(fault.text, LINE_LIMIT)), refusals.words(fault.reason, fault.details)
        lines.append(text.format(line=fault.line, text=f"<code>{shown}</code>", why=why))
    if len(faults) > FAULTS_SHOWN:
        lines.append(_("And {n} more.").format(n=len(faults) - FAULTS_SHOWN))
    return "\n".join([*lines, "", _("Examples:"), _examples(coming)])


def _examples(year: int) -> str:
    """Return lines to copy, with days of a coming year."""
    note, off, working, law = _("inventory"), _("day off"), _("working"), _("as in law")
    said = (f"30.12.{year} {off} {note}", f"04.01.{year}-06.01.{year} {working}", f"30.12.{year} {law}", f"{year}")
    return "\n".join(f"<code>/calendar {words}</code>" for words in said)


def _months(months: list[Month]) -> list[tuple[str, ...]]:
    names = _("January|February|March|April|May|June|July|August|September|October|November|December").split("|")
    rows = [(name, str(month.days), _hours(month)) for name, month in zip(names, months, strict=True)]
    days, minutes = sum(month.days for month in months), sum(_minutes(month) for month in months)
    return [*rows, (_("Year"), str(days), _clock(minutes))]


def _hours(month: Month) -> str:
    return _clock(_minutes(month))


def _minutes(month: Month) -> int:
    return int(month.time.total_seconds()) // 60


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}" if rest else str(hours)


def _aligned(cells: tuple[str, ...]) -> str:
    name, *numbers = cells
    return name.ljust(COLUMNS[0]) + "".join(cell.rjust(width) for cell, width in zip(numbers, COLUMNS[1:], strict=True))


def _moved(shown: Year) -> list[str]:
    if not shown.has_decree:
        return [
            _("⚠️ The decree on moved days off is not known: days off are moved by the Labour Code (art. 112) only.")
        ]
    line = _("• {day}: day off instead of {weekend}")
    days = [line.format(day=f"{each.day:%d.%m}", weekend=f"{each.instead_of:%d.%m}") for each in shown.moved]
    return [_("Moved by decree:"), *days] if days else []


def _own(spans: list[Span]) -> list[str]:
    if not spans:
        return []
    lines = [_("Decided by the desk:")]
    for span in spans[:SPANS_SHOWN]:
        kind = _("working") if span.working else _("day off")
        note = f" ({quoted(span.note)})" if span.note else ""
        lines.append(f"• {span_of(span)}: {kind}{note}")
    if len(spans) > SPANS_SHOWN:
        lines.append(_("And {n} more.").format(n=len(spans) - SPANS_SHOWN))
    return lines
