"""The life of a ticket: one place moves it, and all who follow it are told."""

import ast
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.actions.deadlines.promises import look_at_promises
from bot.actions.following import QuestionStands
from bot.actions.tickets import closing, data_requests, deadlines, life, unanswered
from bot.actions.work import Person, Ticket, Work
from bot.policy import policy_of
from bot.rules.alarms import AlarmKind
from bot.rules.asking import CONFIRM, of_page, of_ticket
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.tickets.data_requests import Item, Kind
from bot.rules.tickets.tickets import Event
from db import alarms, live_questions, tables
from db.alarms import Alarm
from db.deadlines import promises
from db.groups import groups
from db.live_questions import LiveQuestion
from db.people import people
from db.tickets import messages, tickets
from tests.db.rows import NOW, ticket
from tests.desks import settings_for

ROOT = Path(__file__).parents[2]
DUE = NOW + timedelta(days=3)


def work_on(connection, hours: float = 2) -> Work:
    settings = settings_for("sqlite+aiosqlite://", "http://localhost", supervisor_ids=frozenset({101}))
    return Work(connection, NOW + timedelta(hours=hours), policy_of(settings))


async def with_every_alarm(work: Work) -> tuple[Ticket, Person]:
    """A ticket whose requester is asked to confirm, with an alarm of every kind."""
    asked = await ticket(work.db, state="in_work", deadline=DUE)
    anna = await people.by_id(work.db, asked.person)
    said = await messages.add(
        work.db, ticket=1, author=anna.id, by_operator=True, channel="telegram", place="-1",
        external_id="1", kind="text",
        html="Исправим завтра", file=None, spoiler=False, album=None, position=None, reply_to=None, sent_at=NOW,
    )  # fmt: skip
    promise = await promises.add(work.db, ticket=1, message=said.id, words="завтра", made_at=NOW, due_at=DUE)
    asked = await life.move(work, asked, Event.RESOLVE, anna)
    for kind in AlarmKind:
        await alarms.put(work.db, Alarm(1, kind, promise.id if kind is AlarmKind.PROMISE else 0, 2, DUE))
    return asked, anna


async def by_requester(work: Work, anna: Person, found: Ticket) -> None:
    await closing.confirm(work, anna, found)


async def by_supervisor(work: Work, anna: Person, found: Ticket) -> None:
    await closing.close_by_supervisor(work, anna, found, "повтор")


async def by_silence(work: Work, _anna: Person, found: Ticket) -> None:
    await unanswered.answered(work, found.number)
    await life.move(work, found, Event.CLOSE_BY_SILENCE)


@pytest.mark.parametrize("close", [by_requester, by_supervisor, by_silence])
async def test_clause_3_3_what_is_closed_is_nobodys_alarm(
    database, close: Callable[[Work, Person, Ticket], Awaitable[None]]
):
    async with database.transaction() as connection:
        found, anna = await with_every_alarm(work_on(connection))
        await close(work_on(connection, 3), anna, found)
        assert (await connection.execute(select(tables.alarms))).all() == []
        assert (await connection.execute(select(tables.promises.c.state))).scalars().all() == ["kept"]
        closed = await tickets.by_number(connection, 1)
        assert (closed.state, closed.closed_at) == ("closed", NOW + timedelta(hours=3))


async def test_clause_3_3_silence_does_not_close_over_a_question(database):
    async with database.transaction() as connection:
        found, _anna = await with_every_alarm(work_on(connection))
        with pytest.raises(QuestionStands):
            await life.move(work_on(connection), found, Event.CLOSE_BY_SILENCE)
        assert (await tickets.by_number(connection, 1)).is_open


@pytest.mark.parametrize("event", [Event.RESOLVE, Event.ASK_DATA])
async def test_clause_3_4_a_promise_kept_in_time_stays_kept_when_the_same_is_done_again_before_it_is_judged(
    database, event: Event
):
    """It falls due in the evening and is judged in the morning: only the last such moment is remembered."""
    async with database.transaction() as connection:
        evening, night = (replace(work_on(connection, hours), chat=-1) for hours in (8, 12))
        await groups.learn(connection, -1)
        found = await ticket(connection, state="in_work", group_id=-1)
        anna = await people.by_id(connection, found.person)
        said = await messages.add(
            connection, ticket=1, author=anna.id, by_operator=True, channel="telegram", place="-1",
        external_id="1", kind="text",
            html="Исправим до 20:00", file=None, spoiler=False, album=None, position=None, reply_to=None, sent_at=NOW,
        )  # fmt: skip
        due = NOW + timedelta(hours=10)
        promise = await promises.add(connection, ticket=1, message=said.id, words="до 20:00", made_at=NOW, due_at=due)
        await alarms.put(connection, Alarm(1, "promise", promise.id, 2, due))
        if event is Event.RESOLVE:
            found = await life.move(evening, found, event, anna)
            found = await life.move(night, found, Event.DENY, anna)
            await life.move(night, found, event, anna)
        else:
            for work, kind in ((evening, Kind.LOGIN), (night, Kind.SCREENSHOT)):
                found = await tickets.by_number(connection, 1)
                await data_requests.ask(work, anna, found, (Item(kind, "нужно"),))
        await look_at_promises(work_on(connection, 24))
        assert (await connection.execute(select(tables.promises.c.state))).scalars().all() == ["kept"]


async def test_clause_3_4_every_deadline_is_on_record_with_who_set_it(database):
    async with database.transaction() as connection:
        work = work_on(connection)
        found = await ticket(connection, deadline=DUE)
        anna = await people.by_id(connection, found.person)
        later = Deadline(Cause.EXTENDED, DUE + timedelta(days=1), 8, reason="Ждём")
        changed = await life.set_deadline(work, found, anna, later)
        assert (changed.deadline, changed.overdue_at) == (later.until, None)
        rows = (await connection.execute(select(tables.deadlines.c.cause, tables.deadlines.c.set_by))).all()
        assert rows == [("extended", anna.id)]
        assert [each.kind for each in await alarms.of_ticket(connection, 1, "warning")] == ["warning"]


async def test_what_is_opened_again_without_a_deadline_adds_none_to_its_history(database):
    async with database.transaction() as connection:
        work = work_on(connection)
        found = await ticket(connection, state="closed", technical_error=True, group_id=-1001)
        anna = await people.by_id(connection, found.person)
        await life.move(work, found, Event.REOPEN, anna, deadline=Deadline(Cause.REOPENED, None))
        assert await deadlines.history(replace(work, chat=-1001), anna, found) == []


@dataclass(frozen=True, slots=True)
class Source:
    """A file of ours that runs: what it imports (module, name, alias), reads (name, attribute) and writes (tables)."""

    path: str
    imports: frozenset[tuple[str, str, str]]
    reads: frozenset[tuple[str, str]]
    writes: frozenset[str]


@cache
def sources() -> tuple[Source, ...]:
    """Read every file of ours that runs, but the migrations."""
    files = [path for folder in ("bot", "db", "handlers", "keyboards") for path in (ROOT / folder).rglob("*.py")]
    return tuple(map(source, (path for path in files if "migrations" not in path.parts)))


def source(path: Path) -> Source:
    imports, reads, writes = set(), set(), set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)):
                imports |= {(module, each.name, each.asname or each.name) for each in node.names}
            case ast.Attribute(value=ast.Name(id=name)):
                reads.add((name, node.attr))
            case ast.Call(func=ast.Name(id="insert" | "update"), args=[ast.Name(id=table), *_]):
                writes.add(table)
    return Source(path.relative_to(ROOT).as_posix(), frozenset(imports), frozenset(reads), frozenset(writes))


def users(module: str, name: str) -> set[str]:
    """The files of ours that use `name` of a module, imported as whatever, or import it by itself."""
    package, _, last = module.rpartition(".")
    return {each.path for each in sources() if _uses(each, module, package, last, name)}


def _uses(each: Source, module: str, package: str, last: str, name: str) -> bool:
    known = {alias for where, what, alias in each.imports if (where, what) == (package, last)}
    imported = any((where, what) == (module, name) for where, what, _ in each.imports)
    return imported or any(read == name and whose in known for whose, read in each.reads)


def writers(table: str) -> set[str]:
    """The files of ours that insert into a table or update it."""
    return {each.path for each in sources() if table in each.writes}


@pytest.mark.parametrize("name", ["move", "add"])
def test_only_life_moves_a_ticket(name: str):
    assert users("db.tickets.tickets", name) == {"bot/actions/tickets/life.py"}


def test_what_else_writes_tickets_hands_them_to_another_group_or_erases_them():
    erasing = {"db/people/forget.py", "db/people/retention.py"}
    assert writers("tickets") == {"db/tickets/tickets.py", "db/groups/groups.py"} | erasing


async def test_other_columns_are_changed_without_it_and_those_of_its_life_are_not(database):
    async with database.transaction() as connection:
        await ticket(connection)
        for name in tickets.LIFE:
            with pytest.raises(AssertionError):
                await tickets.change(connection, 1, **{name: None})


def test_nothing_decides_by_the_audit():
    # Notes are kept nowhere else, and are told again where a ticket goes; «История» shows what was done.
    shown = {"bot/actions/desk/reports.py", "bot/actions/tickets/operators.py"}
    assert users("db.audit", "of_ticket") == {*shown, "bot/actions/tickets/transfers.py"}
    assert users("bot.actions.desk.reports", "history") == {"handlers/desk/supervisor_reports.py"}
    assert users("db.tables", "audit") == {"db/audit.py", "db/people/merging.py"}  # of two people it makes one
    assert users("db.tables.desk", "audit") == {"db/tables/__init__.py"}


async def test_pages_of_operators_are_forgotten_with_the_ticket_they_are_about(database):
    async with database.transaction() as connection:
        await groups.learn(connection, -1)
        found = await ticket(connection, state="in_work", group_id=-1)
        anna = await people.by_id(connection, found.person)
        await connection.execute(insert(tables.topics).values(ticket=1, chat_id=-1, name="ЭО-1", card_digest=""))
        asked = [of_page(7, 1), of_page(8, 1), of_page(7, 11), of_ticket(CONFIRM, 1)]
        for at, question in enumerate(asked, start=1):
            await live_questions.save(connection, LiveQuestion(-1, question.name, at, question.about))
        await closing.close_by_supervisor(work_on(connection), anna, found, "повтор")
        left = await connection.execute(select(tables.live_questions.c.name))
        assert set(left.scalars()) == {"page 7 11", "confirm 1"}  # its buttons are on their way to be taken
