"""People and the accounts by which they are known."""

from datetime import timedelta

from db.people import accounts, people
from db.people.accounts import Account, Known
from db.people.people import Person
from tests.db.rows import NOW

LATER = NOW + timedelta(hours=1)


async def test_who_is_seen_again_is_the_same_person(database):
    async with database.transaction() as connection:
        first = await accounts.seen(connection, "telegram", "101", "Анна", "anna", NOW)
        account = Account(first.account.id, first.person.id, "telegram", "101", "Анна", "anna", NOW, None)
        assert first == Known(Person(account.person, "Анна", None), account)
        assert await accounts.seen(connection, "telegram", "101", "Анна", "anna", LATER) == first


async def test_the_same_address_in_another_channel_is_somebody_else(database):
    async with database.transaction() as connection:
        first = await accounts.seen(connection, "telegram", "101", "Анна", None, NOW)
        other = await accounts.seen(connection, "postcard", "101", "Вера", None, NOW)
        assert other.person.id != first.person.id


async def test_a_person_bears_the_name_that_an_account_was_last_given(database):
    async with database.transaction() as connection:
        known = await accounts.seen(connection, "telegram", "101", "Анна", None, NOW)
        await accounts.link(connection, known.person.id, "postcard", "Тверь, 1", "А. Смирнова")
        renamed = await accounts.seen(connection, "telegram", "101", "Анна Смирнова", "anna", LATER)
        assert (renamed.person.name, renamed.account.username) == ("Анна Смирнова", "anna")
        assert await accounts.of(connection, known.person.id, "telegram") == renamed
        unchanged = await accounts.seen(connection, "postcard", "Тверь, 1", "А. Смирнова", None, LATER)
        assert (unchanged.person.name, unchanged.account.name) == ("Анна Смирнова", "А. Смирнова")
        assert (await people.by_id(connection, known.person.id)).name == "Анна Смирнова"


async def test_notices_go_to_telegram_or_else_to_the_first_account(database):
    async with database.transaction() as connection:
        known = await accounts.seen(connection, "postcard", "Тверь, 1", "Анна", None, NOW)
        person = known.person.id
        await accounts.link(connection, person, "postcard", "Тула, 2", "Анна")
        assert await accounts.main(connection, person) == known
        in_telegram = await accounts.link(connection, person, "telegram", "101", "Анна")
        assert in_telegram.verified_at is None
        assert await accounts.main(connection, person) == Known(known.person, in_telegram)


async def test_one_account_may_be_out_of_reach_and_another_not(database):
    async with database.transaction() as connection:
        known = await accounts.seen(connection, "telegram", "101", "Анна", None, NOW)
        await accounts.link(connection, known.person.id, "postcard", "Тверь, 1", "Анна")
        await accounts.set_unreachable(connection, known.account.id, LATER)
        reached = [await accounts.of(connection, known.person.id, each) for each in ("telegram", "postcard", "pigeon")]
        assert [each.account.unreachable_since if each else "nowhere" for each in reached] == [LATER, None, "nowhere"]
        await accounts.set_unreachable(connection, known.account.id, None)
        assert await accounts.of(connection, known.person.id, "telegram") == known


async def test_only_those_who_ever_wrote_are_found_by_their_addresses(database):
    async with database.transaction() as connection:
        anna, vera = [
            (await accounts.seen(connection, "telegram", address, "Имя", None, NOW)).person.id
            for address in ("101", "201")
        ]
        await accounts.seen(connection, "postcard", "301", "Имя", None, NOW)
        assert await accounts.people_at(connection, "telegram", {"201", "101", "301"}) == [anna, vera]
