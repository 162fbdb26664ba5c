"""The report: lines for a terminal, messages for a chat, objects for a machine. Worst first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.doctor import words
from bot.phrasing import quoted
from bot.rules.desk.findings import Finding, Missing, Verdict, What, keeps_from_working
from bot.rules.text import utf16_len

SIGNS = {Verdict.WRONG: "❌", Verdict.ODD: "⚠️", Verdict.RIGHT: "✅"}
UNEXAMINED = "➖"
PAGE_LIMIT = 3500
"""UTF-16 units: below Telegram's 4096, so that no line is cut."""


def lines(findings: Sequence[Finding], zone: ZoneInfo) -> list[str]:
    """Write a line for each finding, and the sum of them at the end."""
    told, untold = _parted(findings)
    written = [f"{SIGNS[each.verdict]} {_line(each, zone, ' → ')}" for each in told]
    return [*written, *_unexamined(untold), _sum(findings)]


def pages(findings: Sequence[Finding], zone: ZoneInfo) -> list[str]:
    """Write messages in HTML: what is right is named only."""
    told, untold = _parted(findings)
    bad = [each for each in told if each.verdict is not Verdict.RIGHT]
    written = [f"{SIGNS[each.verdict]} {quoted(_line(each, zone, chr(10) + '→ '))}" for each in bad]
    written += map(quoted, _unexamined(untold))
    not_well = {each.check for each in bad}
    right = (each for each in told if each.verdict is Verdict.RIGHT and each.check not in not_well)
    well = dict.fromkeys(words.title(each.check) for each in right)
    if well:
        named = _("In order: {names}.").format(names=", ".join(well))
        written.append(quoted(f"{SIGNS[Verdict.RIGHT]} {named}"))
    return _paged(f"<b>{quoted(_sum(findings))}</b>", written)


def objects(findings: Sequence[Finding], zone: ZoneInfo) -> list[dict[str, str]]:
    """Return what programs read."""
    return [
        {
            "check": each.check,
            "verdict": each.verdict,
            "what": each.what,
            "found": words.found(each, zone),
            "advice": words.advice(each, zone),
        }
        for each in findings
    ]


def _parted(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Part what was examined from what was not."""
    untold = [each for each in findings if each.what is What.UNEXAMINED]
    return [each for each in findings if each.what is not What.UNEXAMINED], untold


def _line(finding: Finding, zone: ZoneInfo, arrow: str) -> str:
    advice = words.advice(finding, zone)
    said = f"{words.title(finding.check)}: {words.found(finding, zone)}."
    return f"{said}{arrow}{advice}" if advice else said


def _unexamined(findings: Iterable[Finding]) -> Iterator[str]:
    """Write a line for all checks that lacked the same."""
    order = list(Missing)
    lacking = sorted(findings, key=lambda each: order.index(each.details["missing"]))
    for missing, checks in groupby(lacking, key=lambda each: Missing(each.details["missing"])):
        names = ", ".join(words.title(each.check) for each in checks)
        said = _("Not examined: {names} ({why}).").format(names=names, why=words.missing(missing))
        yield f"{UNEXAMINED} {said}"


def _sum(findings: Sequence[Finding]) -> str:
    if keeps_from_working(findings):
        return _("Something keeps the desk from working: see to what is marked ❌.")
    if any(each.verdict is Verdict.ODD for each in findings):
        return _("Nothing was found that keeps the desk from working. What is marked ⚠️ deserves a look.")
    return _("Everything is in order.")


def _paged(head: str, paragraphs: Iterable[str]) -> list[str]:
    pages = [head]
    for each in paragraphs:
        if utf16_len(pages[-1]) + utf16_len(each) + 2 > PAGE_LIMIT:
            pages.append(each)
        else:
            pages[-1] += f"\n\n{each}"
    return pages
