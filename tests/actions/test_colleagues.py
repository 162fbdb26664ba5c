"""What a person sees of their colleagues' tickets, and of nobody else's."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from bot.actions import access
from bot.actions.access import AccessDenied
from bot.actions.people import identification
from bot.actions.tickets import colleagues, conversation, registration
from bot.actions.work import Person, Ticket, Work
from bot.rules.channels import TELEGRAM, in_telegram
from bot.rules.tickets.incoming import TEXT, Incoming
from db import tables
from db.people import companies, proofs
from db.tickets import messages, tickets
from db.tickets.messages import Copy
from tests.actions import scene
from tests.factories import IDENTITY, seen

INN = IDENTITY["inn"]
OTHER_INN = "7736050003"


@pytest.fixture
def desk(work: Work) -> Work:
    """A desk that verifies logins; colleagues are seen where the directory lists them."""
    return replace(work, policy=replace(work.policy, verify_login=True, colleagues_see=True))


async def requester(desk: Work, account: int, *, inn: str = INN, proven: bool = True) -> Person:
    person = await seen(desk.db, account, "Анна", desk.now)
    login = f"{account}@romashka.example"
    await identification.record(desk, person, IDENTITY | {"login": login, "inn": inn, "company": f"Компания {inn}"})
    await proofs.record(desk.db, person.id, login, TELEGRAM, desk.now, proven=proven)
    return person


async def asked(desk: Work, person: Person, account: int, text: str) -> Ticket:
    draft = Incoming(in_telegram(account, 10), TEXT, text)
    await conversation.keep(desk, person, draft, None, by_operator=False)
    return await registration.open_ticket(desk, person, 3)


async def directory_lists(desk: Work, inn: str, *accounts: int) -> None:
    await desk.db.execute(insert(tables.companies).values(inn=inn, name="Компания", listed_at=desk.now))
    for account in accounts:
        row = {"login": f"{account}@romashka.example", "inn": inn, "recorded_at": desk.now}
        await desk.db.execute(insert(tables.directory).values(**row))


async def numbers(desk: Work, person: Person) -> list[int]:
    return [each.ticket.number for each in await colleagues.listed(desk, person)]


async def test_the_directory_lets_its_people_see_each_other_and_nobody_else(desk: Work):
    await directory_lists(desk, INN, 1, 2, 3)
    anna, boris, unproven = [await requester(desk, each, proven=each != 3) for each in (1, 2, 3)]
    stranger = await requester(desk, 4)  # who typed the INN
    other = await requester(desk, 5, inn=OTHER_INN)
    await directory_lists(desk, OTHER_INN, 5)
    for account, person in ((1, anna), (2, boris), (5, other)):
        await asked(desk, person, account, f"Вопрос {account}")
    assert await numbers(desk, anna) == [2]
    assert await numbers(desk, boris) == [1]
    for nobody in (unproven, stranger):
        assert await numbers(desk, nobody) == []
        assert not await colleagues.are_seen(desk, nobody)
    assert await numbers(desk, other) == []
    for person in (unproven, stranger, other):
        with pytest.raises(AccessDenied):
            await colleagues.ticket(desk, person, 1)
    for number in (1, 3, 99):  # one's own, of another company, none
        with pytest.raises(AccessDenied):
            await colleagues.ticket(desk, anna, number)
    assert (await colleagues.ticket(desk, anna, 2)).number == 2


async def test_a_supervisor_lets_the_people_of_one_company_see_and_takes_it_back(desk: Work):
    anna, boris = [await requester(desk, each) for each in (1, 2)]
    await asked(desk, boris, 2, "Вопрос")
    assert await numbers(desk, anna) == []
    await companies.let_see(desk.db, INN, True, anna.id, desk.now)
    assert await numbers(desk, anna) == [1]
    await companies.let_see(desk.db, INN, False, anna.id, desk.now)
    assert await numbers(desk, anna) == []
    await companies.let_see(desk.db, INN, None, anna.id, desk.now)
    assert await numbers(desk, anna) == []


async def test_what_is_read_is_what_was_delivered(desk: Work):
    await directory_lists(desk, INN, 1, 2)
    anna, boris = [await requester(desk, each) for each in (1, 2)]
    ticket = await asked(desk, boris, 2, "Вопрос")
    brought = await scene.said(desk, ticket, "Ответ")
    await scene.said(desk, ticket, "Ещё не доставлено")
    gone = await scene.said(desk, ticket, "Удалено обеими сторонами")
    for message in (brought, gone):
        await messages.copied(desk.db, [Copy(message.id, in_telegram(2, 900 + message.id))])
    await messages.erase(desk.db, gone.id, desk.now)
    said = await colleagues.delivered(desk, anna, ticket)
    assert [(each.html, each.by_operator) for each in said] == [("Вопрос", False), ("Ответ", True)]


async def test_a_ticket_that_was_corrected_to_another_company_is_that_ones(desk: Work):
    await directory_lists(desk, INN, 1, 2)
    anna, boris = [await requester(desk, each) for each in (1, 2)]
    ticket = await asked(desk, boris, 2, "Вопрос")
    moved = await identification.record(desk, boris, IDENTITY | {"login": "2@romashka.example", "inn": OTHER_INN})
    await tickets.change(desk.db, ticket.number, identity=moved)
    assert await numbers(desk, anna) == []
    assert list(await access.companies_seen(desk, anna)) == [INN]
