"""Corrections of who asks (6.2): which tickets follow, and what an answer says."""

from dataclasses import replace

import pytest

from bot.actions.people import identification
from bot.actions.tickets import corrections, registration
from bot.actions.work import Ticket, Work
from bot.rules.notices import IdentityCorrected
from bot.rules.people.identity import Field
from bot.rules.tickets import trial
from bot.rules.tickets.data_requests import SKIPPED, Given, Item, Kind
from db.people import identities
from db.tickets import data_requests, tickets
from tests.actions.scene import person, told
from tests.db import rows
from tests.factories import IDENTITY

OTHER = IDENTITY | {"inn": "7736050003", "company": "АО «Вектор»"}
NEW = "new@romashka.example"
ITEMS = (Item(Kind.LOGIN, "для поиска"), Item(Kind.FULL_NAME, "для поиска"), Item(Kind.ORDER, "для поиска"))


async def open_for(work: Work, identity: dict[str, str]) -> Ticket:
    ticket = await rows.ticket(work.db, group_id=work.chat)
    recorded = await identities.record(work.db, ticket.person, identity, ticket.person, work.now)
    return await tickets.change(work.db, ticket.number, identity=recorded)


async def answered(work: Work, ticket: Ticket, *values: str) -> int:
    await data_requests.add(work.db, ticket.number, ITEMS, ticket.person, work.now)
    asked = await data_requests.open_of(work.db, ticket.number)
    assert asked is not None
    given = tuple(Given(value, "text", 1) if value else SKIPPED for value in values)
    await data_requests.save(work.db, replace(asked, answers=given), work.now)
    return asked.id


async def followed(work: Work) -> set[int]:
    return {each.number for each in await told(work) if isinstance(each, IdentityCorrected)}


@pytest.mark.parametrize(
    ("confirmed", "for_request", "numbers"),
    [
        (OTHER | {"login": NEW}, False, {2}),
        (OTHER | {"login": NEW}, True, {2}),
        (OTHER | {"inn": "500100732259"}, False, {2}),
        (OTHER | {"inn": "500100732259"}, True, set()),
        (OTHER, False, set()),
    ],
)
async def test_clause_6_2_open_tickets_of_the_company_follow(work: Work, confirmed, for_request: bool, numbers):
    for identity in (IDENTITY, OTHER, OTHER):
        last = await open_for(work, identity)
    await tickets.move(work.db, last.number, state="closed")
    await corrections.confirm(work, await person(work, last), confirmed, of=OTHER["inn"], for_request=for_request)
    assert await followed(work) == numbers
    assert await identification.known(work, await person(work, last)) == confirmed


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ((NEW, "", "12"), {Field.LOGIN: (IDENTITY["login"], NEW)}),
        (("", "смирнова анна ивановна", "12"), {}),
        ((IDENTITY["login"], "петрова анна", ""), {Field.FULL_NAME: ("Смирнова Анна Ивановна", "Петрова Анна")}),
        (("", "", ""), {}),
    ],
)
async def test_clause_6_2_answers_that_differ_are_offered_as_a_correction(work: Work, values, changes):
    ticket = await open_for(work, IDENTITY)
    await answered(work, ticket, NEW, "", "")
    request = await answered(work, ticket, *values)
    asks = await person(work, ticket)
    assert await corrections.offered(work, asks, ticket, request) == changes
    assert await corrections.accept(work, asks, ticket, request) is bool(changes)
    assert await followed(work) == ({1} if changes else set())
    ticket = await tickets.by_number(work.db, 1)
    assert await corrections.offered(work, asks, ticket, request) == {}
    assert await corrections.accept(work, asks, ticket, request) is False


async def test_nothing_is_learnt_from_a_trial(work: Work):
    ticket = await rows.ticket(work.db, number=trial.NUMBER, group_id=work.chat)
    request = await answered(work, ticket, NEW, "", "")
    assert await corrections.offered(work, await person(work, ticket), ticket, request) == {}


async def test_a_request_is_for_the_company_it_was_begun_for_whatever_is_corrected_meanwhile(work: Work):
    ticket = await open_for(work, IDENTITY)
    asks = await person(work, ticket)
    await identification.record(work, asks, OTHER)
    await corrections.correct(work, asks, ticket, Field.COMPANY, "ООО «Лютик»")
    opened = await registration.open_ticket(work, asks, 3, inn=OTHER["inn"])
    assert await identification.at_ticket(work, opened.identity) == OTHER


async def test_clause_6_2_an_operator_corrects_one_company_of_a_person_and_not_the_other(work: Work):
    ticket = await open_for(work, IDENTITY)
    asks = await person(work, ticket)
    await identification.record(work, asks, OTHER)
    await corrections.correct(work, asks, ticket, Field.INN, "500100732259")
    known = await identification.companies(work, asks)
    assert known == [IDENTITY | {"inn": "500100732259"}, OTHER]


async def test_clause_6_2_an_answer_to_an_operator_that_changes_the_inn_adds_no_company(work: Work):
    ticket = await open_for(work, IDENTITY)
    asked = (Item(Kind.INN, "для договора"),)
    await data_requests.add(work.db, ticket.number, asked, ticket.person, work.now)
    found = await data_requests.open_of(work.db, ticket.number)
    assert found is not None
    given = (Given("500100732259", "text", 1),)
    await data_requests.save(work.db, replace(found, answers=given), work.now)
    asks = await person(work, ticket)
    assert await corrections.accept(work, asks, ticket, found.id)
    assert await identification.companies(work, asks) == [IDENTITY | {"inn": "500100732259"}]
