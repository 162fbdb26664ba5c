"""Two accounts of one person: who is asked, and what becomes of everything that was theirs."""

import pytest
from sqlalchemy import insert, select

from bot.actions.access import AccessDenied
from bot.actions.people import consent, identification, merging, presence
from bot.actions.people.people import writes_by
from bot.actions.tickets import conversation, registration
from bot.actions.work import Person, Ticket, Work
from bot.channels.recipients import recipient
from bot.rules.addresses import ToPerson
from bot.rules.audit import Action
from bot.rules.channels import PHONE, TELEGRAM, in_telegram
from bot.rules.people.consent import Answer
from bot.rules.people.rights_requests import Wish
from bot.rules.tickets.incoming import TEXT, Incoming
from db import outbox, tables
from db.people import accounts, forget, identities, proofs, rights_requests
from db.people import merging as merging_rows
from db.people import people as people_rows
from db.people.personal import GONE, ROWS
from db.tables import metadata
from db.tickets import tickets
from tests.factories import IDENTITY, seen

LOGIN = IDENTITY["login"]


async def requester(work: Work, account: int, **stated: str) -> Person:
    """Somebody who stated and proved Anna's login."""
    person = await seen(work.db, account, f"Аккаунт {account}", work.now)
    await identification.record(work, person, IDENTITY | stated)
    await proofs.record(work.db, person.id, LOGIN, TELEGRAM, work.now, proven=True)
    return person


async def asked(work: Work, person: Person, account: int, text: str) -> Ticket:
    draft = Incoming(in_telegram(account, len(text)), TEXT, text)
    await conversation.keep(work, person, draft, None, by_operator=False)
    return await registration.open_ticket(work, person, 3)


async def one_of(work: Work, *, by: int = 2) -> tuple[Person, Person, Person]:
    """Both sides with a ticket each, merged by the second account or the first; and who they are then."""
    first, second = await requester(work, 5001), await requester(work, 5002, patronymic="")
    await asked(work, first, 5001, "Каталог пуст")
    await asked(work, second, 5002, "Цены не те")
    here, there = (second, first) if by == 2 else (first, second)
    other = await merging.offered(work, here, IDENTITY)
    assert other is not None
    assert (other.person, other.tickets, other.open, other.called) == (there.id, 1, 1, False)
    return first, second, await merging.merge(work, here, IDENTITY, other.person)


@pytest.mark.parametrize("by", [1, 2])
async def test_who_became_known_first_has_both_histories(work: Work, by: int):
    first, second, whole = await one_of(work, by=by)
    assert whole.id == first.id
    assert [each.person for each in (await tickets.by_number(work.db, 1), await tickets.by_number(work.db, 2))] == [
        first.id
    ] * 2
    authors = set((await work.db.execute(select(tables.messages.c.author))).scalars())
    assert authors == {first.id}
    addresses = [each.address for each in await accounts.all_of(work.db, first.id)]
    assert addresses == ["5001", "5002"]
    assert (await people_rows.by_id(work.db, second.id)).name == GONE
    assert await merging_rows.present(work.db, second.id) == first.id
    written = select(tables.audit.c.details).where(tables.audit.c.action == Action.ACCOUNTS_MERGED)
    assert [*(await work.db.execute(written)).scalars()] == [{"tickets": 1}]


async def test_nothing_names_who_is_gone_but_what_is_left_on_purpose(work: Work):
    first, second = await requester(work, 5001), await requester(work, 5002)
    await asked(work, first, 5001, "Каталог пуст")
    await asked(work, second, 5002, "Цены не те")
    for person in (first, second):
        await consent.answer(work, person, Answer.AGREED)
        await work.db.execute(insert(tables.told_closed).values(person=person.id, opens_at=work.now))
    await rights_requests.ask(work.db, second.id, Wish.MYDATA, work.now.date(), work.now)
    await rights_requests.done(work.db, second.id, Wish.MYDATA, work.now)
    await merging.merge(work, second, IDENTITY, first.id)
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(each.column.table.name == "people" for each in column.foreign_keys):
                found = (await work.db.execute(select(column).where(column == second.id))).all()
                assert not found, column


def test_every_column_that_names_a_person_is_dealt_with():
    named = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if any(each.column.table.name == "people" for each in column.foreign_keys)
    }
    moved = {f"{table}.{column}" for table, column in merging_rows.MOVED.items()}
    united = {f"{table}.person" for table in merging_rows.UNIQUE}
    told = [*moved, *united, *merging_rows.APART, *merging_rows.LEFT]
    assert sorted(told) == sorted(named)
    about = {name for name, rows in ROWS.items() if rows.whose is not None and f"{name}.person" in named}
    assert about <= {each.split(".")[0] for each in moved | united}


async def test_details_of_the_same_company_are_those_stated_last_and_a_proof_of_either_holds(work: Work):
    first, second = await requester(work, 5001), await requester(work, 5002, company="Ромашка")
    await identification.record(work, first, IDENTITY | {"inn": "7736050003", "company": "Вектор"})
    await proofs.record(work.db, first.id, "vector@a.ru", TELEGRAM, work.now, proven=False)
    await proofs.record(work.db, second.id, "vector@a.ru", TELEGRAM, work.now, proven=True)
    whole = await merging.merge(work, second, IDENTITY, first.id)
    known = await identification.companies(work, whole)
    assert [each["company"] for each in known] == ["Вектор", "Ромашка"]
    assert await proofs.answered(work.db, whole.id, "vector@a.ru") is True


async def test_what_is_about_no_ticket_goes_to_where_they_last_wrote(work: Work):
    _first, _second, whole = await one_of(work)
    reached = await accounts.last_used(work.db, whole.id, TELEGRAM, None)
    assert reached is not None
    assert reached.account.address == "5002"
    about = await accounts.last_used(work.db, whole.id, TELEGRAM, 1)
    assert about is not None
    assert about.account.address == "5001"  # there they wrote about it
    await writes_by(work, await accounts.seen(work.db, TELEGRAM, "5001", "Аккаунт 5001", None, work.now))
    for found in (
        await accounts.last_used(work.db, whole.id, TELEGRAM, None),
        await accounts.of(work.db, whole.id, TELEGRAM),
        await accounts.main(work.db, whole.id),
    ):
        assert found is not None
        assert found.account.address == "5001"


async def test_what_is_on_its_way_or_kept_for_the_one_who_is_gone_is_not_lost(work: Work):
    _first, second, whole = await one_of(work)
    await outbox.enqueue(work.db, ToPerson(second.id), "call", {"method": "sendMessage"}, work.now)
    parcel = await work.db.scalar(select(tables.outbox.c.id).order_by(tables.outbox.c.id.desc()))
    assert parcel is not None
    [on_its_way] = await outbox.waiting(work.db, parcel - 1, 1)
    assert on_its_way.to == ToPerson(second.id)
    assert (await recipient(work.db, on_its_way)).account.address == "5002"
    third = await requester(work, 5003)
    await outbox.enqueue(work.db, ToPerson(third.id), "call", {"method": "sendMessage"}, work.now)
    held = await work.db.scalar(select(tables.outbox.c.id).order_by(tables.outbox.c.id.desc()))
    assert held is not None
    await outbox.hold(work.db, held, "gone")
    await merging.merge(work, third, IDENTITY, whole.id)
    to = await work.db.scalar(select(tables.outbox.c.destination).where(tables.outbox.c.id == held))
    assert to == f"person:{whole.id}"
    await presence.hold(work, on_its_way, ToPerson(second.id), "gone", known=False)
    to = await work.db.scalar(select(tables.outbox.c.destination).where(tables.outbox.c.id == parcel))
    assert to == f"person:{whole.id}"


async def test_they_are_forgotten_as_one(work: Work):
    _first, _second, whole = await one_of(work)
    await forget.erase(work.db, await forget.subject(work.db, whole.id), work.now)
    assert set((await work.db.execute(select(tables.messages.c.html))).scalars()) == {GONE}
    assert set((await work.db.execute(select(tables.identities.c.surname))).scalars()) == {GONE}
    assert set((await work.db.execute(select(tables.people.c.name))).scalars()) == {GONE}
    assert await work.db.scalar(select(tables.accounts.c.id)) is None


async def test_a_caller_with_the_login_goes_on_in_writing(work: Work):
    operator = await seen(work.db, 900, "Вера", work.now)
    caller = await people_rows.add(work.db, "Смирнова Анна", work.now)
    await accounts.link(work.db, caller.id, PHONE, "+79160000000", "Смирнова Анна")
    await identities.record(work.db, caller.id, IDENTITY, operator.id, work.now)
    ticket = await asked(work, caller, 900, "Звонила")
    await tickets.change(work.db, ticket.number, reply_channel=PHONE)
    anna = await requester(work, 5001)
    other = await merging.offered(work, anna, IDENTITY)
    assert other is not None
    assert other.called
    whole = await merging.merge(work, anna, IDENTITY, other.person)
    now = await tickets.by_number(work.db, ticket.number)
    assert (now.person, now.reply_channel) == (whole.id, TELEGRAM)


async def test_nobody_is_asked_about_or_merged_with_others(work: Work):
    anna = await requester(work, 5001)
    unproven = await seen(work.db, 5002, "Анна", work.now)
    await identification.record(work, unproven, IDENTITY)
    olga = await requester(work, 5003, surname="Кузнецова", name="Ольга")
    forgetting = await requester(work, 5004)
    await rights_requests.ask(work.db, forgetting.id, Wish.FORGET, work.now.date(), work.now)
    dina = await requester(work, 900)  # a supervisor
    assert await merging.offered(work, anna, IDENTITY) is None
    for other in (anna, unproven, olga, forgetting, dina):
        with pytest.raises(AccessDenied):
            await merging.merge(work, anna, IDENTITY, other.id)
    assert await merging.offered(work, dina, IDENTITY) is None
    assert await merging.offered(work, anna, IDENTITY | {"login": "other@romashka.example"}) is None
