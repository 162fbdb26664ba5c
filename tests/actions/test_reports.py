"""What statistics count, on tickets in either database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from statistics import median

import pytest
from sqlalchemy import insert

from bot.actions.desk import reports
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.desk.statistics import OperatorSummary, Ratings, Summary
from bot.rules.policy import Policy
from bot.rules.tickets.tickets import State
from db.engine import Database
from db.tables import tickets
from tests.db import rows
from tests.desks import settings_for
from tests.factories import seen

TUESDAY, WEDNESDAY = date(2026, 2, 3), date(2026, 2, 4)
OPERATORS = {"Oleg": 1, "Olga": 2, "Pavel": 3}


@dataclass(frozen=True)
class Books:
    """Tickets, and what is said of them."""

    database: Database
    policy: Policy
    now: datetime

    def at(self, text: str | None) -> datetime | None:
        """An instant of February, in the desk's zone."""
        return text and datetime.fromisoformat(f"2026-02-{text}").replace(tzinfo=self.policy.zone)

    async def keep(self, *found: dict[str, object]) -> None:
        """Keep tickets."""
        usual = {
            "channel": "telegram",
            "reply_channel": "telegram",
            "tariff": "basic",
            "person": 4,
            "identity": 1,
        }
        async with self.database.transaction() as connection:
            for name, number in OPERATORS.items():
                assert (await seen(connection, number, name, rows.NOW)).id == number
            await rows.ticket(connection, state="closed", opened_at=self.at("01T00:00"), closed_at=self.at("01T00:01"))
            numbered = [each | usual | {"number": number} for number, each in enumerate(found, start=2)]
            if numbered:
                await connection.execute(insert(tickets), numbered)

    def ticket(
        self,
        opened: str,
        closed: str | None = None,
        answered: str | None = None,
        due: str | None = None,
        state: State = State.IN_WORK,
        operator: str | None = None,
        rating: int | None = None,
        service: int = 3,
    ) -> dict[str, object]:
        """A ticket."""
        moments = {"opened_at": opened, "closed_at": closed, "first_answer_at": answered, "deadline": due}
        return {name: self.at(text) for name, text in moments.items()} | {
            "state": State.CLOSED if closed else state,
            "operator": OPERATORS[operator] if operator else None,
            "rating": rating,
            "service": service,
        }

    async def summary(self, start: date = TUESDAY, end: date = WEDNESDAY) -> Summary:
        """What is said of a period."""
        async with self.database.long_reading() as connection:
            return await reports.summary(Work(connection, self.now, self.policy), start, end)


@pytest.fixture
async def books(database_url: str) -> AsyncIterator[Books]:
    database = Database(database_url)
    policy = policy_of(settings_for(database_url, "http://localhost"))
    now = datetime(2026, 2, 5, 12, tzinfo=policy.zone)
    yield Books(database, policy, now)
    await database.close()


async def test_nothing_happened(books: Books):
    quiet = await books.summary()
    assert (quiet.opened, quiet.closed, quiet.overdue, quiet.by_operator) == (0, 0, 0, ())
    assert (quiet.share_within_deadline, quiet.median_first_answer, quiet.median_solution) == (None, None, None)
    assert set(quiet.open_by_state.values()) == {0}


@pytest.mark.parametrize(("moment", "counted"), [("02T23:59", 0), ("03T00:00", 1), ("04T23:59", 1), ("05T00:00", 0)])
async def test_both_days_of_a_period_count_from_midnight_to_midnight(books: Books, moment: str, counted: int):
    await books.keep(books.ticket(moment), books.ticket("01T10:00", closed=moment, answered=moment))
    found = await books.summary()
    assert (found.opened, found.closed) == (counted, counted)
    assert (found.median_first_answer is not None) == (found.median_solution is not None) == bool(counted)


async def test_open_tickets_are_counted_by_their_state_of_now(books: Books):
    states = (State.NEW, State.IN_WORK, State.IN_WORK)
    still_open = [books.ticket("01T10:00", state=state) for state in states]
    await books.keep(*still_open, books.ticket("03T10:00", closed="03T11:00"))
    assert (await books.summary()).open_by_state == {
        State.NEW: 1,
        State.IN_WORK: 2,
        State.WAITING_REQUESTER: 0,
        State.WAITING_CONFIRMATION: 0,
    }


async def test_clause_4_3_only_open_tickets_past_their_deadline_are_overdue(books: Books):
    late, technical = books.ticket("02T10:00", due="04T10:00"), books.ticket("02T10:00")
    in_time = books.ticket("04T10:00", due="05T12:00")
    closed = books.ticket("02T10:00", closed="05T09:00", due="04T10:00")
    await books.keep(late, technical, in_time, closed)
    assert (await books.summary()).overdue == 1


async def test_clause_4_3_the_share_within_deadline_leaves_technical_errors_out(books: Books):
    in_time = [books.ticket("02T10:00", closed="03T10:00", due="03T10:00") for _ in range(3)]
    late = books.ticket("02T10:00", closed="03T10:01", due="03T10:00")
    technical = books.ticket("02T10:00", closed="03T10:00")
    before = books.ticket("01T10:00", closed="02T10:00", due="03T10:00")
    await books.keep(*in_time, late, technical, before)
    assert (await books.summary()).share_within_deadline == 0.75


async def test_clause_4_3_technical_errors_alone_have_no_share(books: Books):
    await books.keep(books.ticket("02T10:00", closed="03T10:00"))
    assert (await books.summary()).share_within_deadline is None


async def test_clause_2_5_medians_are_in_working_time(books: Books):
    overnight = books.ticket("02T18:00", answered="03T10:00", closed="04T10:00")  # answered in 1 h, solved in 10 h
    quick = books.ticket("03T10:00", answered="03T10:10", closed="03T12:00")
    slow = books.ticket("03T09:30", answered="03T13:30", closed="04T18:30")
    await books.keep(overnight, quick, slow)
    three = await books.summary()
    assert (three.median_first_answer, three.median_solution) == (timedelta(hours=1), timedelta(hours=10))


async def test_clause_2_5_the_median_of_an_even_number_lies_between_the_middle_two(books: Books):
    overnight = books.ticket("02T18:00", answered="03T10:00")
    quick = books.ticket("03T10:00", answered="03T10:10")
    await books.keep(overnight, quick)
    assert (await books.summary()).median_first_answer == timedelta(minutes=35)


async def test_operators_are_listed_the_busiest_first(books: Books):
    await books.keep(
        books.ticket("03T10:00", operator="Oleg"),
        books.ticket("03T10:00", operator="Olga", answered="03T10:30", closed="03T12:00"),
        books.ticket("01T10:00", operator="Olga", closed="02T12:00"),
        books.ticket("03T10:00", operator="Pavel"),
        books.ticket("03T10:00", state=State.NEW),
    )
    assert (await books.summary()).by_operator == (
        OperatorSummary("Olga", 1, 0, timedelta(minutes=30), timedelta(hours=2)),
        OperatorSummary("Oleg", 0, 1, None, None),
        OperatorSummary("Pavel", 0, 1, None, None),
    )


async def test_clause_3_2_ratings_are_counted_where_the_tickets_were_closed_in_the_period(books: Books):
    await books.keep(
        books.ticket("02T10:00", closed="03T10:00", operator="Olga", rating=5),
        books.ticket("02T10:00", closed="03T11:00", operator="Olga", rating=2),
        books.ticket("02T10:00", closed="03T11:00", operator="Olga"),
        books.ticket("02T10:00", closed="03T11:00", rating=1),
        books.ticket("01T10:00", closed="02T11:00", operator="Oleg", rating=1),
        books.ticket("03T10:00", operator="Oleg", rating=1),  # open again
    )
    found = await books.summary()
    assert (found.ratings, found.ratings.average) == (Ratings(3, 8), 8 / 3)
    assert {each.operator: each.ratings for each in found.by_operator} == {"Olga": Ratings(2, 7), "Oleg": Ratings()}
    assert Ratings().average is None


async def test_clause_5_services_are_counted_by_what_was_opened(books: Books):
    opened = [books.ticket("03T10:00", service=service) for service in (9, 3, 9, 0)]
    await books.keep(*opened, books.ticket("02T10:00", service=1), books.ticket("05T10:00", service=1))
    assert (await books.summary()).by_service == ((9, 2), (0, 1), (3, 1))


def measured(calendar: Calendar, found: list[dict[str, object]], end: str, whose: int | None) -> timedelta | None:
    """The median as Python finds it."""
    seconds = [
        calendar.between(each["opened_at"], each[end]).total_seconds()
        for each in found
        if each[end] is not None and whose in (None, each["operator"])
    ]
    return timedelta(seconds=median(seconds)) if seconds else None


@pytest.mark.parametrize("seed", range(4))
async def test_clause_2_5_a_database_measures_like_the_calendar(books: Books, seed: int):
    dice, found = Random(seed), []
    for _ in range(dice.randint(1, 60)):
        opened = books.at("03T00:00") + timedelta(seconds=dice.randrange(86_400))
        answered, closed = sorted(opened + timedelta(seconds=dice.randrange(40_000)) for _ in range(2))
        fate = dice.choice([(None, None), (answered, None), (answered, closed), (None, closed)])
        given = books.ticket(
            "03T00:00", closed="04T00:00" if fate[1] else None, operator=dice.choice([*OPERATORS, None])
        )
        found.append(given | {"opened_at": opened, "first_answer_at": fate[0], "closed_at": fate[1]})
    await books.keep(*found)
    said = await books.summary()
    async with books.database.reading() as connection:
        calendar = await Work(connection, books.now, books.policy).calendar()
    for whose, answer, solution in [
        (None, said.median_first_answer, said.median_solution),
        *((OPERATORS[each.operator], each.median_first_answer, each.median_solution) for each in said.by_operator),
    ]:
        assert answer == measured(calendar, found, "first_answer_at", whose)
        assert solution == measured(calendar, found, "closed_at", whose)
