"""Count what the rules make of the sets from outside, and list every failure.

Run `python -m tests.rules.sets.outside.measure [second]`.
"""

import asyncio
import csv
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.actions.guide.guide import search
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.deadlines.promises import find, vague
from bot.rules.deadlines.when import parse
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.guide.guide import Article
from bot.rules.moderation.moderation import judge
from bot.rules.refusals import Refused
from db.engine import Database
from db.guide import articles
from db.schema import migrate
from tests.desks import settings_for

MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = Calendar(MOSCOW, time(9, 30), time(18, 30))
NOW = datetime(2026, 2, 3, 10, tzinfo=MOSCOW)
"""Also the present deadline, from which «ещё 4 часа» counts."""
FIRST = Path(__file__).parent
FOLDER = FIRST / "second" if "second" in sys.argv[1:] else FIRST
"""The round of sets; both ask the same articles."""
Line = dict[str, str]


def lines(name: str, label: str | None = None) -> list[Line]:
    """Return the lines of a set, those with a label."""
    with ((FIRST if name == "guide_articles" else FOLDER) / f"{name}.tsv").open(encoding="utf-8", newline="") as table:
        every = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [line for line in every if label is None or line["label"] == label]


def report(what: str, cases: Sequence[Line], found: Callable[[Line], str], wanted: Callable[[Line], str]) -> None:
    """Print a share, and below it what is not as wanted: `wanted` has all that is right, parted by «|»."""
    got = [(case, found(case)) for case in cases]
    wrong = [(case, each) for case, each in got if each not in wanted(case).split("|")]
    print(f"## {what}: {len(cases) - len(wrong)} of {len(cases)} ({1 - len(wrong) / len(cases):.0%})")
    for case, each in sorted(wrong, key=lambda pair: pair[0].get("kind", "")):
        text = case.get("text") or case.get("query", "")
        print(f"- {text!r} · wanted {wanted(case)} · got {each} · {case.get('words', '')} {case.get('kind', '')}")


def held(line: Line, clause: str) -> str:
    """Say what a clause makes of a text, «-» where it says nothing."""
    verdict = judge(line["text"], {})
    if clause == "3.6":
        return "instruction" if verdict.instructs else "not"
    if clause == "3.1":
        return "obscene" if verdict.obscene else "-"
    return "slang" if (verdict.slang or verdict.hints) else "-"


def deadline(text: str) -> str:
    """Read a new deadline."""
    try:
        return f"{parse(text, NOW, CALENDAR, NOW).at.astimezone(MOSCOW):%Y-%m-%dT%H:%M}"
    except Refused:
        return "refuse"


def promise(text: str) -> str:
    """Look for a promise."""
    made = find(text, NOW, CALENDAR)
    if made is None:
        return "vague" if vague(text) else "-"
    return f"{made.due_at.astimezone(MOSCOW):%Y-%m-%dT%H:%M}"


async def asked(queries: Iterable[Line]) -> list[list[str]]:
    """Return the numbers of the first three articles for each query."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'guide.db'}")
        await migrate(database)
        async with database.transaction() as connection:
            for line in lines("guide_articles"):
                link, text = f"https://guide.example.org/{line['number']}", f"{line['first']}\n{line['second']}"
                await articles.put(connection, Article(0, line["title"], link, text, None, (), "ru"))
        async with database.reading() as connection:
            work = Work(connection, NOW, policy_of(settings_for("sqlite+aiosqlite://", "http://localhost")))
            found = [await search(work, line["query"], 3) for line in queries]
        await database.close()
    return [[article.link.rpartition("/")[2] for article in each] for each in found]


def guide() -> None:
    """Report on the search of the guide."""
    queries = lines("guide_queries")
    for line, found in zip(queries, asyncio.run(asked(queries)), strict=True):
        line["first"] = found[0] if found else "nothing"
        line["three"] = line["article"] if line["article"] in found else line["first"]
        line["kind"] += f" (three: {' '.join(found) or '-'})"
    answered = [line for line in queries if line["article"] != "nothing"]
    report("guide, found first", answered, lambda line: line["first"], lambda line: line["article"])
    report("guide, among three", answered, lambda line: line["three"], lambda line: line["article"])
    empty = [line for line in queries if line["article"] == "nothing"]
    report("guide, nothing where nothing fits", empty, lambda line: line["first"], lambda line: line["article"])


def main() -> None:
    """Report on every set."""
    report("3.5 jargon held", lines("jargon", "jargon"), lambda line: held(line, "3.5"), lambda _: "slang")
    report("3.5 clean pass", lines("jargon", "clean"), lambda line: held(line, "3.5"), lambda _: "-")
    report("3.5 decent pass", lines("decent"), lambda line: held(line, "3.5"), lambda _: "-")
    report("3.1 obscene held", lines("obscene"), lambda line: held(line, "3.1"), lambda _: "obscene")
    report("3.1 insults held", lines("insults"), lambda line: held(line, "3.1"), lambda _: "obscene")
    report("3.1 decent pass", lines("decent"), lambda line: held(line, "3.1"), lambda _: "-")
    report("3.1 clean pass", lines("jargon", "clean"), lambda line: held(line, "3.1"), lambda _: "-")
    for label in ("instruction", "not"):
        report(f"3.6 {label}", lines("instructions", label), lambda line: held(line, "3.6"), lambda line: line["label"])
    for label in ("promise", "not"):
        report(
            f"3.4 {label}", lines("promises", label), lambda line: promise(line["text"]), lambda line: line["moment"]
        )
    report("4.3 deadlines", lines("deadlines"), lambda line: deadline(line["text"]), lambda line: line["moment"])
    guide()


if __name__ == "__main__":
    main()
