"""`python -m tests.bench.fill FILE`: puts years of work behind a desk, closed tickets with messages and copies."""

import argparse
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter

from tests.bench.messages import GROUP, TEXT

STEP = 10_000
OF_ONE = 5
"""Tickets of a person."""
OPERATORS = 20
SINCE, UNTIL = "2023-11-01", "2024-10-31"
"""A year in which up to a million tickets are opened."""
FIRST_PERSON = 600_000_000
FIRST_MESSAGE = 1_000_000_000
"""Ids in Telegram, far above those that a run makes."""

NUMBERS = "with recursive numbers(i) as (values(:first) union all select i + 1 from numbers where i + 1 < :beyond)"
INSTANT = "datetime(1700000000 + {}, 'unixepoch') || '.000000'"
PEOPLE = f"""
insert into people (id, name, created_at) {NUMBERS}
select :people + i, 'Пётр Иванов ' || i, {INSTANT.format("i * 150")} from numbers"""
ACCOUNTS = f"""
insert into accounts (person, channel, address, name) {NUMBERS}
select :people + i, 'telegram', cast({FIRST_PERSON} + i as text), 'Пётр Иванов ' || i from numbers"""
IDENTITIES = f"""
insert into identities (id, person, login, surname, name, inn, company, recorded_at, recorded_by) {NUMBERS}
select :people + i, :people + i, 'petr' || i || '@example.ru', 'Иванов', 'Пётр', printf('%010d', i / 3),
    'ООО «Ромашка ' || i / 3 || '»', {INSTANT.format("i * 150")}, :people + i from numbers"""
TICKETS = f"""
insert into tickets (number, person, identity, channel, reply_channel, service, tariff, technical_error, state,
    group_id, operator, opened_at, deadline, first_answer_at, closed_at, rating) {NUMBERS}
select :tickets + i, :people + i / {OF_ONE}, :people + i / {OF_ONE},
    'telegram', 'telegram', 3, 'basic', 0, 'closed', {GROUP},
    :people + i / {OF_ONE} % {OPERATORS}, {INSTANT.format("i * 30")}, {INSTANT.format("i * 30 + 259200")},
    {INSTANT.format("i * 30 + 300 + i * 7919 % 14400")}, {INSTANT.format("i * 30 + 14700 + i * 104729 % 259200")},
    1 + i % 5 from numbers"""
TOPICS = f"""
insert into topics (ticket, chat_id, thread_id, card_id, name, card_digest, closed) {NUMBERS}
select :tickets + i, {GROUP}, 2 * (:tickets + i), 2 * (:tickets + i) + 1, '№' || (:tickets + i) || ' Ромашка',
    lower(hex(randomblob(32))), 1 from numbers"""
MESSAGES = f"""
insert into messages (id, ticket, author, by_operator, channel, place, external_id, kind, html, in_card,
    sent_at) {NUMBERS}
select :messages + i, :tickets + i / :each, :people + i / :each / {OF_ONE}, i % 2, 'telegram',
    cast(iif(i % 2, {GROUP}, {FIRST_PERSON} + i / :each / {OF_ONE}) as text),
    cast({FIRST_MESSAGE} + 2 * i as text), 'text', '{TEXT}', 0,
    {INSTANT.format("i * 30 / :each + i % :each * 600")} from numbers"""
COPIES = f"""
insert into copies (channel, place, external_id, message) {NUMBERS}
select 'telegram', cast(iif(i % 2, {FIRST_PERSON} + i / :each / {OF_ONE}, {GROUP}) as text),
    cast({FIRST_MESSAGE} + 2 * i + 1 as text), :messages + i from numbers"""


def fill(path: Path, tickets: int, messages: int) -> None:
    """Add closed tickets, with messages evenly among them, to a database of SQLite that nobody uses.

    Once, for ids in Telegram start over. Without a journal: a file whose filling was broken off is worth nothing.
    """
    each, began = messages // tickets, perf_counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("journal_mode=off", "synchronous=off", "cache_size=-500000"):
            database.execute(f"pragma {pragma}")
        start = {
            "people": _beyond(database, "people", "id"),
            "tickets": _beyond(database, "tickets", "number"),
            "messages": _beyond(database, "messages", "id"),
            "each": each,
        }
        for first in range(0, tickets, STEP):
            beyond = min(first + STEP, tickets)
            _step(database, start, first, beyond)
            done, seconds = f"{beyond:,} tickets, {beyond * each:,} messages", perf_counter() - began
            print(f"\r{done}, {seconds:.0f} s", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        database.execute("pragma journal_mode=wal")


def _beyond(database: sqlite3.Connection, table: str, key: str) -> int:
    return int(database.execute(f"select coalesce(max({key}), 0) + 1 from {table}").fetchone()[0])


def _step(database: sqlite3.Connection, start: dict[str, int], first: int, beyond: int) -> None:
    each = start["each"]
    spans = {
        (PEOPLE, ACCOUNTS, IDENTITIES): (-(-first // OF_ONE), -(-beyond // OF_ONE)),
        (TICKETS, TOPICS): (first, beyond),
        (MESSAGES, COPIES): (first * each, beyond * each),
    }
    database.execute("begin")
    for statements, (begins, ends) in spans.items():
        for statement in statements:
            database.execute(statement, start | {"first": begins, "beyond": ends})
    database.execute("commit")


def main(arguments: list[str]) -> None:
    """Fill the file that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fill", description=__doc__)
    parser.add_argument("file", type=Path, help="a database of the desk, migrated, in use by nobody")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    given = parser.parse_args(arguments)
    fill(given.file, given.tickets, given.messages)


if __name__ == "__main__":
    main(sys.argv[1:])
