"""People who cannot be written to, and what operators hear of it."""

import pytest
from sqlalchemy import select

from bot.actions import outgoing
from bot.actions.people import presence
from bot.actions.tickets import undelivered
from bot.actions.work import Ticket, Work
from bot.channels.telegram.notices import render
from bot.languages import Languages
from bot.rules.addresses import Address, ToMail
from bot.rules.channels import EMAIL, TELEGRAM
from bot.rules.kinds import Kind
from bot.rules.notices import NotDelivered, NotWritten, RequesterBack, RequesterGone, Withheld
from db import outbox, tables
from db.outbox import Parcel
from db.people import accounts
from tests.actions.conftest import DINA
from tests.actions.scene import parcels, said, told
from tests.db import rows
from tests.db.rows import NOW
from tests.factories import seen

GONE, BACK = RequesterGone(number=1), RequesterBack(number=1)


@pytest.fixture
async def ticket(work: Work) -> Ticket:
    await seen(work.db, DINA, "Дина", NOW)
    return await rows.ticket(work.db, group_id=work.chat, state="in_work")


async def queued(work: Work, to: Address, kind: Kind, ticket: int | None, message: int | None) -> Parcel:
    """A parcel on its way."""
    await outbox.enqueue(work.db, to, kind, {}, NOW, ticket=ticket, message=message)
    return (await outbox.waiting(work.db, 0, 99))[-1]


async def state(work: Work, parcel: Parcel) -> str:
    row = await work.db.execute(select(tables.outbox.c.state).where(tables.outbox.c.id == parcel.id))
    return str(row.scalar_one())


async def test_that_somebody_is_gone_is_told_once_in_each_open_ticket(work: Work, ticket: Ticket):
    await rows.ticket(work.db, group_id=work.chat)
    await rows.ticket(work.db, group_id=work.chat, state="closed")
    assert await presence.left(work, ticket.person, TELEGRAM)
    assert not await presence.left(work, ticket.person, TELEGRAM)
    assert not await presence.left(work, ticket.person, EMAIL)
    assert await told(work) == [GONE, RequesterGone(number=2)]
    known = await accounts.of(work.db, ticket.person, TELEGRAM)
    assert known is not None
    assert known.account.unreachable_since == NOW
    await presence.came_back(work, known.account)
    assert (await told(work))[2:] == [BACK, RequesterBack(number=2)]
    assert [each[0] for each in await parcels(work, "release")] == [f"person:{ticket.person}"]
    again = await accounts.of(work.db, ticket.person, TELEGRAM)
    assert again is not None
    assert again.account.unreachable_since is None


@pytest.mark.parametrize(
    ("kind", "gone", "known", "of_ticket", "expected"),
    [
        (Kind.RELAY, False, False, 1, [GONE]),
        (Kind.RELAY, True, False, 1, [Withheld(number=1)]),
        (Kind.EDIT, True, True, 1, [Withheld(number=1)]),
        (Kind.RELAY, True, True, 1, [Withheld(number=1)]),
        (Kind.NOTICE, True, True, 1, []),
        (Kind.RELAY, True, True, None, []),
        (Kind.RELAY, False, True, 1, []),
    ],
)
async def test_an_operator_sees_at_once_which_message_waits(
    work: Work, ticket: Ticket, kind: Kind, gone: bool, known: bool, of_ticket: int | None, expected: list[object]
):
    account = await accounts.of(work.db, ticket.person, TELEGRAM)
    assert account is not None
    await accounts.set_unreachable(work.db, account.account.id, NOW if gone else None)
    message = await said(work, ticket, "Готово")
    to = outgoing.to_person(ticket.person)
    parcel = await queued(work, to, kind, of_ticket, message.id)
    await presence.hold(work, parcel, to, "blocked", known=known)
    assert await state(work, parcel) == "held"
    assert await told(work, "ticket:1") == expected
    about = [about for destination, about, _ in await parcels(work, "notice") if destination == "ticket:1"]
    assert about == [message.id] * len(expected)


async def test_who_is_gone_is_told_in_reply_to_the_message_only_in_its_own_ticket(work: Work, ticket: Ticket):
    await rows.ticket(work.db, group_id=work.chat)
    message = await said(work, ticket, "Готово")
    parcel = await queued(work, outgoing.to_person(ticket.person), Kind.RELAY, 1, message.id)
    await presence.left(work, ticket.person, TELEGRAM, parcel)
    assert [each[:2] for each in await parcels(work, "notice")] == [("ticket:1", message.id), ("ticket:2", None)]


@pytest.mark.parametrize(
    ("to", "kind", "in_topic", "to_supervisors"),
    [
        ("person", Kind.RELAY, {"act": "relay", "to_requester": True}, False),
        ("person", Kind.NOTICE, {"act": "notice", "to_requester": True}, False),
        ("ticket", Kind.RELAY, {"act": "relay", "to_requester": False, "text": "Готово"}, False),
        ("ticket", Kind.ERASE, {"act": "erase", "to_requester": False, "text": None}, False),
        ("mail", Kind.NOTICE, {"act": "letter", "to_requester": True}, False),
        ("ticket", Kind.NOTICE, None, True),
        ("ticket", Kind.SHOW, None, True),
        ("chat", Kind.NOTICE, None, False),
        ("person", Kind.REACT, None, False),
        ("ticket", Kind.REACT, None, False),
    ],
)
async def test_no_message_is_lost_unseen(
    work: Work,
    ticket: Ticket,
    to: str,
    kind: Kind,
    in_topic: dict[str, object] | None,
    to_supervisors: bool,
):
    message = await said(work, ticket, "Готово")
    places: dict[str, Address] = {
        "person": outgoing.to_person(ticket.person),
        "ticket": outgoing.to_ticket(1),
        "mail": ToMail("anna@romashka.example"),
        "chat": outgoing.to_chat(-5),
    }
    parcel = await queued(work, places[to], kind, 1, message.id)
    await work.db.execute(tables.outbox.delete())  # the parcel itself, which has no words here
    await undelivered.report(work, parcel, "нельзя")
    expected = in_topic and NotDelivered(number=1, message=message.id, reason="нельзя", **in_topic)
    assert await told(work, "ticket:1") == ([expected] if expected else [])
    assert await told(work, "person:1") == ([NotWritten(number=1, reason="нельзя")] if to_supervisors else [])


@pytest.mark.parametrize(("of_ticket", "of_message", "html"), [(None, True, "Готово"), (1, False, ""), (1, True, "")])
async def test_what_has_no_ticket_is_not_reported_and_what_has_no_text_shows_none(
    work: Work, ticket: Ticket, of_ticket: int | None, of_message: bool, html: str
):
    message = await said(work, ticket, html)
    parcel = await queued(work, outgoing.to_ticket(1), Kind.RELAY, of_ticket, message.id if of_message else None)
    await undelivered.report(work, parcel, "нельзя")
    about = message.id if of_message else None
    expected = NotDelivered(number=1, message=about, act="relay", to_requester=False, reason="нельзя", text=None)
    assert await told(work, "ticket:1") == ([expected] if of_ticket else [])


@pytest.mark.parametrize(("kind", "shown"), [(Kind.RELAY, True), (Kind.ERASE, False)])
async def test_a_message_that_is_to_be_deleted_is_not_quoted_because_that_failed(
    work: Work, ticket: Ticket, kind: Kind, shown: bool
):
    message = await said(work, ticket, "Мой телефон 000", by_operator=False)
    parcel = await queued(work, outgoing.to_ticket(1), kind, 1, message.id)
    await undelivered.report(work, parcel, "message can't be deleted")
    notice = (await told(work, "ticket:1"))[-1]
    with Languages("ru").speaking("ru"):
        words = render(notice, work.policy).html
    assert ("Мой телефон 000" in words) is shown
    assert ("не удалось удалить здесь: сообщение уже нельзя удалить" in words) is not shown
