"""A database of an earlier release becomes one of this release, with all that was written in it."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, column, insert, inspect, select, table, text, update

from bot.rules.channels import in_telegram
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.files import File
from bot.rules.tickets.context import Context, Quote, unpacked
from db import schema, tables, upgrade
from db.deadlines import deadlines
from db.engine import FAILURES, Database, DatabaseUnusableError
from db.moderation import held, treatments
from db.moderation.treatments import Chosen
from db.people import accounts, people
from db.people.accounts import Account, Known
from db.people.people import Person
from db.schema import migrate
from db.tables import alarms, audit
from db.tickets import data_requests, files, messages, tickets
from db.upgrade import configuration
from tests.db import rows

OPENED = datetime(2026, 2, 3, 7, tzinfo=UTC)
DUE = OPENED + timedelta(days=2)
BEFORE_DEADLINES = "0013"
BEFORE_ACCOUNTS = "0015"
BEFORE_ORIGINS = "0016"
BEFORE_CONTEXTS = "0018"


def at(hours: float) -> datetime:
    return OPENED + timedelta(hours=hours)


@pytest.fixture
async def empty(spoilt_url: str) -> AsyncIterator[Database]:
    """A database without a single table, on both kinds."""
    on_postgres = spoilt_url.startswith("postgresql")
    database = Database(spoilt_url if on_postgres else f"{spoilt_url}.empty")
    if on_postgres:
        async with database.transaction() as connection:
            await connection.execute(text("drop schema public cascade"))
            await connection.execute(text("create schema public"))
    yield database
    await database.close()


async def bring_to(database: Database, revision: str) -> None:
    async with database.durable() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), revision))


WRITTEN = (
    """insert into people (id, telegram_id, name, created_at)
        values (1, 101, 'Анна', :opened), (2, 201, 'Вера', :opened)""",
    """insert into identities (id, person, login, surname, name, inn, company, recorded_at, recorded_by)
        values (1, 1, 'anna@romashka.example', 'Смирнова', 'Анна', '7707083893', 'Ромашка', :opened, 1)""",
    """insert into tickets (number, person, identity, channel, service, tariff, technical_error, state,
        opened_at, deadline)
        values (1, 1, 1, 'telegram', 3, 'basic', false, 'waiting_confirmation', :opened, :due)""",
    """insert into messages (id, ticket, author, by_operator, chat_id, telegram_id, kind, html, in_card, sent_at)
        values (1, 1, 1, false, 101, 5, 'text', 'Когда?', false, :opened)""",
    """insert into data_requests (id, ticket, asked_by, items, answers, state, asked_at)
        values (1, 1, 2, '[]', '[]', 'withdrawn', :opened)""",
    """insert into tickets (number, person, identity, channel, service, tariff, technical_error, state,
        opened_at, closed_at)
        values (2, 1, 1, 'telegram', 3, 'basic', false, 'closed', :opened, :due)""",
    """insert into alarms (ticket, kind, about, step, due_at)
        values (1, 'unanswered', 1, 1, :due), (2, 'unanswered', 1, 3, :due), (2, 'promise', 1, 2, :due)""",
)
RECORD = (
    (0, 1, "open", {"service": 3, "hours": 16, "until": DUE.isoformat()}),
    (1, 2, "take", {}),
    (
        2,
        2,
        "extend",
        {"until": at(60).isoformat(), "reason": "Ждём", "hours": 8, "since": at(2).isoformat()},
    ),
    (3, 2, "no_question", {"message": 1}),
    (4, 2, "ask", {"what": "login", "why": "нужно"}),
    (5, None, "recalculate", {"was": at(60).isoformat(), "until": at(72).isoformat()}),
    (6, 2, "kind", {"technical_error": True}),
    (7, 2, "kind", {"technical_error": False, "until": at(72).isoformat()}),
    (8, 2, "resolve", {}),
    (9, 1, "reopen", {"hours": 16, "until": at(90).isoformat()}),
    (10, 2, "resolve", {}),
)

PEOPLE_WITH_ACCOUNTS = ("insert into people (id, name, created_at) values (1, 'Анна', :opened), (2, 'Вера', :opened)",)
WITH_FILES = (
    """insert into messages (id, ticket, author, by_operator, chat_id, telegram_id, kind, html, file_id, album, in_card,
        sent_at)
        values (1, 1, 1, false, 101, 5, 'text', 'Когда?', null, null, false, :opened),
            (2, 1, 2, true, -100, 10, 'photo', '', 'AgAD', 'a1', false, :opened),
            (3, 1, 2, true, -100, 9, 'photo', 'Вид', 'AgAC', 'a1', false, :opened)""",
    """insert into message_versions (id, message, kind, html, file_id, replaced_at)
        values (1, 3, 'photo', 'Вит', 'AgAB', :opened)""",
    """insert into held_messages (message, ticket, act, kind, html, file_id, findings, anonymous, version, state,
        held_at)
        values (3, 1, 'edit', 'photo', 'Вид', 'AgAD', '{}', false, 1, 'held', :opened)""",
    # A card that was sent again: nine is the older one, though not as a text.
    "insert into copies (chat_id, telegram_id, message) values (-100, 12, 1), (-100, 5, 1), (-100, 9, 1)",
)


async def write_as_before(database: Database) -> None:
    async with database.transaction() as connection:
        for statement in WRITTEN:
            bound = text(statement)
            names = [name for name in ("opened", "due") if f":{name}" in statement]
            await connection.execute(bound.bindparams(**{name: {"opened": OPENED, "due": DUE}[name] for name in names}))
        for hours, actor, action, details in RECORD:
            row = {"at": at(hours), "actor": actor, "action": action, "ticket": 1, "details": details}
            await connection.execute(audit.insert(), row)


async def test_deadlines_and_what_else_the_audit_decided_move_to_places_of_their_own(empty: Database):
    await bring_to(empty, BEFORE_DEADLINES)
    await write_as_before(empty)
    await migrate(empty)
    async with empty.transaction() as connection:
        entries = await deadlines.of_ticket(connection, 1)
        assert [(each.set_at, each.set_by, each.deadline) for each in entries] == [
            (at(0), "Анна", Deadline(Cause.REGISTERED, DUE, 16)),
            (at(2), "Вера", Deadline(Cause.EXTENDED, at(60), 8, at(2), reason="Ждём")),
            (at(5), None, Deadline(Cause.RECALCULATED, at(72), was=at(60))),
            (at(6), "Вера", Deadline(Cause.KIND_CHANGED, None)),
            (at(7), "Вера", Deadline(Cause.KIND_CHANGED, at(72))),
            (at(9), "Анна", Deadline(Cause.REOPENED, at(90), 16)),
        ]
        assert (await tickets.by_number(connection, 1)).asked_to_confirm_at == at(10)
        assert await messages.dismissed(connection, 1) == {1}
        assert await data_requests.asked_at(connection, 1) == [at(4)]
        found = await deadlines.span(connection, 1)
        assert found is not None
        assert found.started_at == at(9)


async def test_clause_3_3_what_had_closed_over_an_open_question_is_nobodys_alarm_any_more(empty: Database):
    await bring_to(empty, BEFORE_DEADLINES)
    await write_as_before(empty)
    await migrate(empty)
    async with empty.transaction() as connection:
        rung = (await connection.execute(select(alarms.c.ticket, alarms.c.kind).order_by(alarms.c.ticket))).all()
        assert rung == [(1, "unanswered"), (2, "promise")]


async def test_who_had_a_number_in_telegram_has_an_account_there(empty: Database):
    await bring_to(empty, BEFORE_ACCOUNTS)
    async with empty.transaction() as connection:
        for statement in WRITTEN[:2]:
            await connection.execute(text(statement).bindparams(opened=OPENED))
        gone = "update people set username = 'vera', locale = 'en', unreachable_since = :since where id = 2"
        await connection.execute(text(gone).bindparams(since=at(1)))
        nowhere = "insert into people (id, name, created_at) values (3, 'Глеб', :opened)"
        await connection.execute(text(nowhere).bindparams(opened=OPENED))
    await migrate(empty)
    async with empty.transaction() as connection:
        assert await accounts.main(connection, 1) == Known(
            Person(1, "Анна", None), Account(1, 1, "telegram", "101", "Анна", None, OPENED, None)
        )
        assert await accounts.of(connection, 2, "telegram") == Known(
            Person(2, "Вера", "en"), Account(2, 2, "telegram", "201", "Вера", "vera", OPENED, at(1))
        )
        assert await accounts.main(connection, 3) is None
        assert (await people.by_id(connection, 3)).name == "Глеб"


async def test_messages_keep_where_they_stood_their_files_and_their_newest_copy(empty: Database):
    await bring_to(empty, BEFORE_ORIGINS)
    async with empty.transaction() as connection:
        for statement in (*PEOPLE_WITH_ACCOUNTS, *WRITTEN[1:3], *WITH_FILES):
            names = [name for name in ("opened", "due") if f":{name}" in statement]
            values = {"opened": OPENED, "due": DUE}
            await connection.execute(text(statement).bindparams(**{name: values[name] for name in names}))
    await migrate(empty)
    async with empty.transaction() as connection:
        first, second = await messages.of_album(connection, in_telegram(-100, 0), "a1")
        assert (first.origin, first.position, second.position) == (in_telegram(-100, 9), 9, 10)
        assert second.file is not None
        assert await files.by_id(connection, second.file) == File("telegram", "AgAD")
        assert await files.keep(connection, File("telegram", "AgAD")) == second.file
        assert (await messages.by_id(connection, 1)).position is None
        hold = await held.of_message(connection, 3)
        assert hold is not None
        assert hold.file == second.file
        assert await messages.copy_in(connection, 1, "telegram", "-100") == "12"
        assert [each.id for each in await messages.sharing(connection, in_telegram(-100, 12))] == [1]
        assert await messages.sharing(connection, in_telegram(-100, 5)) == []


async def test_messages_of_before_have_nothing_along_with_their_words(empty: Database):
    await bring_to(empty, BEFORE_CONTEXTS)
    async with empty.transaction() as connection:
        for statement in PEOPLE_WITH_ACCOUNTS:
            await connection.execute(text(statement).bindparams(opened=OPENED))
        said = """insert into messages
            (id, author, by_operator, channel, place, external_id, kind, html, sent_at, in_card)
            values (1, 1, false, 'telegram', '101', '5', 'text', 'Когда?', :opened, false)"""
        await connection.execute(text(said).bindparams(opened=OPENED))
    await migrate(empty)
    async with empty.transaction() as connection:
        assert (await messages.by_id(connection, 1)).context is None
        said = Context(quote=Quote("Когда", 0, []), caption_above=True)
        await connection.execute(update(tables.messages).values(context=said.packed()))
        assert unpacked((await messages.by_id(connection, 1)).context) == said


async def test_words_that_passed_go_on_passing(empty: Database):
    await bring_to(empty, "0030")
    async with empty.transaction() as connection:
        for statement in PEOPLE_WITH_ACCOUNTS:
            await connection.execute(text(statement).bindparams(opened=OPENED))
        passes = "insert into left_words (word, added_by, added_at) values ('сервак', 1, :opened)"
        await connection.execute(text(passes).bindparams(opened=OPENED))
    await migrate(empty)
    async with empty.transaction() as connection:
        assert await treatments.listed(connection) == [Chosen("сервак", "leave")]


async def test_references_hold_again_after_an_upgrade(empty: Database):
    await bring_to(empty, BEFORE_ACCOUNTS)
    await migrate(empty)
    with pytest.raises(FAILURES, match=r"(?i)foreign key"):
        async with empty.transaction() as connection:
            await accounts.link(connection, 9, "telegram", "901", "Никто")


async def test_an_upgrade_that_would_leave_a_row_without_its_person_is_undone(sqlite_files):
    database = Database(f"{sqlite_files.new()}.empty")
    await bring_to(database, BEFORE_ACCOUNTS)
    async with database.rebuilding() as connection:
        await connection.execute(text(WRITTEN[1]).bindparams(opened=OPENED))
    with pytest.raises(DatabaseUnusableError, match="row 1 of identities refers to no people"):
        await migrate(database)
    async with database.transaction() as connection:
        assert await connection.scalar(text("select version_num from alembic_version")) == BEFORE_ACCOUNTS
    await database.close()


FAILING = """
from alembic import op

revision = "9000"
down_revision = "{head}"


def upgrade():
    op.execute("create table half (id integer)")
    op.execute("update people set name = 'Никто'")
    with op.batch_alter_table("people") as batch:
        batch.drop_column("locale")
    op.execute("{last}")
"""
FAILS = {
    "of the database": ("insert into nowhere values (1)", DatabaseUnusableError),
    "of the program": ('" + None + "', TypeError),
}


def everything(connection: Connection) -> dict[str, Any]:
    """Every table with its columns and rows."""
    looking = inspect(connection)
    return {
        name: (
            [column["name"] for column in looking.get_columns(name)],
            connection.execute(text(f'select * from "{name}"')).all(),
        )
        for name in looking.get_table_names()
    }


@pytest.mark.parametrize("fault", FAILS)
async def test_a_release_whose_migration_fails_leaves_the_database_as_it_was(
    empty: Database, fault: str, tmp_path: Path, monkeypatch
):
    await migrate(empty)
    async with empty.transaction() as connection:
        for statement in PEOPLE_WITH_ACCOUNTS:
            await connection.execute(text(statement).bindparams(opened=OPENED))
        before = await connection.run_sync(everything)
    last, error = FAILS[fault]
    (tmp_path / "9000_fail.py").write_text(FAILING.format(head=max(schema.revisions()), last=last))
    made = upgrade.configuration

    def with_another(connection: Connection | None = None) -> Any:
        config = made(connection)
        config.set_main_option("version_locations", os.pathsep.join([str(schema._MIGRATIONS), str(tmp_path)]))
        return config

    monkeypatch.setattr(upgrade, "configuration", with_another)
    monkeypatch.setattr(schema, "revisions", lambda: frozenset({"9000"}))
    with pytest.raises(error):
        await migrate(empty)
    async with empty.transaction() as connection:
        after = await connection.run_sync(everything)
    assert after == before
    assert after["people"][1][0][1] == "Анна"


async def test_what_comes_before_an_upgrade_is_done_once_where_there_are_tickets(empty: Database):
    told: list[str] = []

    async def note(revision: str) -> None:
        told.append(revision)

    await migrate(empty, note)  # a database that is made
    assert told == []
    await migrate(empty, note)  # one that is as it should be
    async with empty.transaction() as connection:
        await rows.ticket(connection)
        await connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(DatabaseUnusableError, match="newer"):
        await migrate(empty, note)
    assert told == []


@pytest.mark.parametrize("tickets", [True, False])
async def test_before_an_upgrade_of_tickets_somebody_is_told_and_may_refuse(empty: Database, tickets: bool):
    async def refuse(revision: str) -> None:
        raise DatabaseUnusableError(f"no: {revision}")

    await bring_to(empty, BEFORE_DEADLINES)
    if not tickets:
        await migrate(empty, refuse)
        return
    await write_as_before(empty)
    with pytest.raises(DatabaseUnusableError, match="no: 0013"):
        await migrate(empty, refuse)
    async with empty.transaction() as connection:
        assert await connection.scalar(text("select version_num from alembic_version")) == BEFORE_DEADLINES


async def test_pages_of_operators_learn_which_ticket_they_are_about(empty: Database):
    await bring_to(empty, "0032")
    async with empty.transaction() as connection:
        for name in ("page 7 12", "page 8 3", "confirm 12", "step"):
            await connection.execute(
                text("insert into live_questions (chat_id, name, message_id, about) values (-1, :name, 5, 0)"),
                {"name": name},
            )
    await migrate(empty)
    async with empty.transaction() as connection:
        found = await connection.execute(text("select name, about from live_questions order by name"))
    assert {row.name: row.about for row in found} == {"page 7 12": 12, "page 8 3": 3, "confirm 12": 0, "step": 0}


async def test_companies_of_a_person_are_those_of_requests_and_the_last_one(empty: Database):
    await bring_to(empty, "0035")
    async with empty.transaction() as connection:
        anna = (await people.add(connection, "Анна", OPENED)).id
        stated = (("7707083893", 1), ("500100732259", None), ("7736050003", 2), ("7707083893", None), ("—", 3))
        for inn, ticket in (*stated, ("7743013902", None), ("—", None)):
            row = {"person": anna, "login": "a@a.ru", "surname": "А", "name": "А", "company": "А", "inn": inn}
            known = {**row, "recorded_at": OPENED, "recorded_by": anna}
            identity = await connection.scalar(insert(tables.identities).returning(tables.identities.c.id), known)
            if ticket:
                usual = {"channel": "telegram", "reply_channel": "telegram", "service": 3, "tariff": "basic"}
                whose = {"person": anna, "identity": identity, "state": "closed", "opened_at": OPENED}
                await connection.execute(insert(tables.tickets), {"number": ticket, **usual, **whose})
    await migrate(empty)
    async with empty.transaction() as connection:
        found = await connection.execute(select(tables.representatives).order_by(tables.representatives.c.identity))
    assert [(row.inn, row.identity) for row in found] == [("7707083893", 1), ("7736050003", 3), ("7743013902", 6)]


async def test_periods_that_were_paid_before_money_was_kept_are_a_supervisors(empty: Database):
    await bring_to(empty, "0040")
    period = {"inn": "7707083893", "starts": date(2026, 2, 1), "ends": date(2026, 3, 1), "recorded_at": OPENED}
    async with empty.transaction() as connection:
        dina = (await people.add(connection, "Дина", OPENED)).id
        row = period | {"recorded_by": dina}
        before = table("subscriptions", *(column(name, tables.subscriptions.c[name].type) for name in row))
        await connection.execute(insert(before), row)
    await migrate(empty)
    async with empty.transaction() as connection:
        found = (await connection.execute(select(tables.subscriptions))).mappings().one()
    paid = {"tariff": "extended", "source": "supervisor", "kopecks": None, "invoice": None}
    assert {**found} == {"id": 1, **row, **paid}
