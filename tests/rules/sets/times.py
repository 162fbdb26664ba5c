"""Count what the rules make of the labelled sets of times.md: `python -m tests.rules.sets.times [--kept]`.

Without `--kept` the failures of the development half are listed; with it both halves are counted and nothing is shown.
"""

import asyncio
import csv
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions.guide.guide import search
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.deadlines.promises import find, vague
from bot.rules.deadlines.when import parse
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.moderation.instructions import is_instruction
from bot.rules.refusals import Refused
from db.engine import Database
from db.schema import migrate
from tests.db.test_articles import load
from tests.desks import settings_for

MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = Calendar(MOSCOW, time(9, 30), time(18, 30))
SCENES = {
    "A": (datetime(2026, 11, 30, 11, tzinfo=MOSCOW), datetime(2026, 12, 1, 18, tzinfo=MOSCOW)),
    "B": (datetime(2026, 12, 25, 16, tzinfo=MOSCOW), datetime(2026, 12, 28, 12, tzinfo=MOSCOW)),
    "C": (datetime(2027, 3, 10, 17, tzinfo=MOSCOW), datetime(2027, 3, 12, 10, tzinfo=MOSCOW)),
}
"""Now and the present deadline."""
NONE = "-"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right} of {self.of} ({self.right / self.of:.0%})" if self.of else "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what is counted, what is wanted at least, and what each half has."""

    what: str
    wanted: float
    development: Share
    kept: Share


@dataclass(frozen=True, slots=True)
class Case:
    """A line of a set: its number from 1, its text, what was meant, and what the rule made of it."""

    number: int
    text: str
    meant: str
    found: str

    @property
    def is_kept(self) -> bool:
        """Whether it is of the half that nobody looks at."""
        return self.number % 2 == 0


def lines(name: str) -> list[dict[str, str]]:
    """Return the lines of a set."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def deadlines() -> list[Case]:
    """Read the deadlines in own words."""
    return [
        Case(number, f"{line['scene']} {line['text']}", line["meant"], _deadline(line["scene"], line["text"]))
        for number, line in enumerate(lines("deadlines.tsv"), 1)
    ]


def promises() -> list[Case]:
    """Look for promises."""
    return [
        Case(number, line["text"], line["meant"], _promise(line["text"]))
        for number, line in enumerate(lines("promises.tsv"), 1)
    ]


def instructions() -> list[Case]:
    """Look for instructions."""
    return [
        Case(number, line["text"], line["meant"], "yes" if is_instruction(line["text"]) else "no")
        for number, line in enumerate(lines("instructions.tsv"), 1)
    ]


async def guide(connection: AsyncConnection) -> list[Case]:
    """Ask the guide; `found` are the first three articles, by the ends of their links."""
    work = Work(connection, SCENES["A"][0], policy_of(settings_for("sqlite+aiosqlite://", "http://localhost")))
    cases = []
    for number, line in enumerate(lines("guide.tsv"), 1):
        found = await search(work, line["text"], 3)
        ends = " ".join(urlsplit(article.link).path.removeprefix("/") for article in found)
        cases.append(Case(number, line["text"], line["meant"], ends or NONE))
    return cases


def guide_rows(cases: list[Case]) -> list[Row]:
    """Return the table's lines about the guide: what is found first, what among three, and what is found wrongly."""
    answered = [case for case in cases if case.meant != NONE]
    return [
        _row("guide: found first", 0.85, answered, lambda case: case.found.split()[0] in case.meant.split(",")),
        _row("guide: among three", 0.95, answered, lambda case: bool({*case.found.split()} & {*case.meant.split(",")})),
        _row(
            "guide: nothing where nothing fits", 0.9, (c for c in cases if c.meant == NONE), lambda c: c.found == NONE
        ),
    ]


async def guide_on_sqlite() -> list[Case]:
    """Ask a guide in a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'guide.db'}")
        await migrate(database)
        await load(database)
        async with database.reading() as connection:
            found = await guide(connection)
        await database.close()
        return found


def rows(asked: list[Case] | None = None) -> list[Row]:
    """Return the table's lines; the guide is asked on SQLite where it was not `asked` before."""
    promised, instructed = promises(), instructions()
    return [
        _row("deadlines in own words as meant", 0.95, deadlines(), lambda case: case.meant == case.found),
        _row("promises: recall", 0.95, (c for c in promised if c.meant != NONE), lambda case: case.meant == case.found),
        _row(
            "promises: precision", 0.97, (c for c in promised if c.found != NONE), lambda case: case.meant == case.found
        ),
        _row("instructions: recall", 0.95, (c for c in instructed if c.meant == "yes"), lambda c: c.found == "yes"),
        _row("instructions: precision", 0.95, (c for c in instructed if c.found == "yes"), lambda c: c.meant == "yes"),
        *guide_rows(asyncio.run(guide_on_sqlite()) if asked is None else asked),
    ]


def _row(what: str, wanted: float, cases: Iterable[Case], right: Callable[[Case], bool]) -> Row:
    halves: tuple[list[bool], list[bool]] = ([], [])
    for case in cases:
        halves[case.is_kept].append(right(case))
    development, kept = (Share(sum(half), len(half)) for half in halves)
    return Row(what, wanted, development, kept)


def _deadline(scene: str, text: str) -> str:
    now, since = SCENES[scene]
    try:
        return f"{parse(text, now, CALENDAR, since).at:%d.%m %H:%M}"
    except Refused:
        return NONE


def _promise(text: str) -> str:
    found = find(text, SCENES["A"][0], CALENDAR)
    if found is None:
        return "?" if vague(text) else NONE
    return f"{found.due_at:%d.%m %H:%M}"


def main(*, kept: bool) -> None:
    """Print the table, and what of the development half fails."""
    asked = asyncio.run(guide_on_sqlite())
    if not kept:
        for case in (*deadlines(), *promises(), *instructions(), *asked):
            if case.found.split()[0] not in case.meant.split(",") and case.meant != case.found and not case.is_kept:
                print(f"{case.number}\t{case.text}\tmeant {case.meant}\tfound {case.found}")
    for row in rows(asked):
        print(f"{row.what}: wanted {row.wanted:.0%}, {row.development}" + (f", kept {row.kept}" if kept else ""))


if __name__ == "__main__":
    main(kept="--kept" in sys.argv)
