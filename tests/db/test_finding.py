"""Who called is found by what they are called, and by the number they called from."""

from db.people import accounts, company_people, directory_import, finding, identities
from db.people.directory_import import Row
from db.tickets import calls, related
from tests.db import rows
from tests.factories import IDENTITY, seen

NUMBER = "+79161234567"


async def test_people_are_found_by_the_beginnings_of_words_also_former_ones(database):
    async with database.transaction() as connection:
        await rows.ticket(connection)
        boris = await seen(connection, 102, "Борис", rows.NOW)
        other = IDENTITY | {
            "surname": "Смирнов",
            "name": "Борис",
            "login": "b@vector.example",
            "company": "ООО «Вектор»",
        }
        await identities.record(connection, boris.id, other, boris.id, rows.NOW)
        await identities.record(connection, boris.id, other | {"company": "АО «Ёлка»"}, boris.id, rows.NOW)
        anna = (await accounts.at(connection, "telegram", "101")).person
        found = {
            text: await finding.by_words(connection, words, 8)
            for text, words in {
                "surname": ["смирнов"],
                "both": ["смирнов", "борис"],
                "former": ["вектор"],
                "inn": ["7707083893"],
                "login": ["anna@romashka.example"],
                "nobody": ["смирнов", "кузнецов"],
                "nothing": [],
                "sign": ["%"],
            }.items()
        }
        assert await finding.by_words(connection, ["смирнов"], 1) == [boris.id]
    assert found == {
        "surname": [boris.id, anna.id],
        "both": [boris.id],
        "former": [boris.id],
        "inn": [boris.id, anna.id],
        "login": [anna.id],
        "nobody": [],
        "nothing": [],
        "sign": [],
    }


async def test_companies_are_found_by_their_people_and_by_the_name_in_the_directory(database):
    async with database.transaction() as connection:
        await rows.ticket(connection)  # of ООО «Ромашка», 7707083893
        names = {"7736207543": "АО «Ромашка и Ёлка»", "7707083893": "ПАО «Сбербанк»"}
        said = dict.fromkeys(("kpp", "address", "login", "full_name", "tariff", "paid_until", "colleagues_see"))
        lines = [Row(line=at, inn=inn, company=name, **said) for at, (inn, name) in enumerate(names.items())]
        await directory_import.enter(connection, lines, 1, rows.NOW)
        found = {
            text: [each.inn for each in await company_people.by_words(connection, text.split(), 8)]
            for text in ("ромаш", "елк", "сбер", "смирнов", "сбер смирнов", "волга")
        }
    assert found == {
        "ромаш": ["7707083893", "7736207543"],
        "елк": ["7736207543"],
        "сбер": ["7707083893"],
        "смирнов": ["7707083893"],
        "сбер смирнов": [],
        "волга": [],
    }


async def test_a_number_is_first_whose_it_is_then_who_called_from_it(database):
    async with database.transaction() as connection:
        ticket = await rows.ticket(connection)
        await calls.add(connection, ticket.number, NUMBER, None)
        known = await accounts.seen(connection, "phone", NUMBER, "Борис", None, rows.NOW)
        assert await finding.by_phone(connection, NUMBER, 8) == [known.person.id, ticket.person]
        assert await finding.by_phone(connection, NUMBER + "1", 8) == []


async def test_tries_are_counted_and_a_confirmation_is_kept(database):
    async with database.transaction() as connection:
        ticket = await rows.ticket(connection)
        await calls.add(connection, ticket.number, NUMBER, "https://calls.example.ru/1")
        assert [await calls.missed(connection, ticket.number) for _ in range(2)] == [1, 2]
        await calls.confirmed(connection, ticket.number, ticket.person, rows.NOW)
        kept = await calls.of_ticket(connection, ticket.number)
    assert (kept.tries, kept.confirmed_by, kept.confirmed_at) == (2, ticket.person, rows.NOW)


async def test_a_ticket_has_related_ones_of_its_company_while_open_and_of_its_person(database):
    async with database.transaction() as connection:
        first = await rows.ticket(connection)
        closed = await rows.ticket(connection, state="closed")
        await rows.ticket(connection, number=0)  # the trial is nobody's business
        last = await rows.ticket(connection)
        company = await related.open_of_company(connection, IDENTITY["inn"], last.number, 3)
        person = await related.last_of_person(connection, last.person, last.number, 3)
        assert await related.open_of_company(connection, "", last.number, 3) == []
        assert len(await related.last_of_person(connection, last.person, last.number, 1)) == 1
    assert [each.number for each in company] == [first.number]
    assert [each.number for each in person] == [closed.number, first.number]
