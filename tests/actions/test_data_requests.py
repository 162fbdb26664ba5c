"""Asking for data (3.7): what is refused leaves nothing behind."""

import pytest

from bot.actions.tickets import data_requests
from bot.actions.work import Work
from bot.rules.refusals import Refused
from bot.rules.tickets.data_requests import Item, Kind
from bot.rules.tickets.tickets import Reason
from db.tickets import tickets
from tests.actions.scene import person, told
from tests.db import rows


async def test_clause_3_7_who_asks_at_a_closed_ticket_has_not_answered_it(work: Work):
    ticket = await rows.ticket(work.db, group_id=work.chat, state="closed")
    with pytest.raises(Refused) as refused:
        await data_requests.ask(work, await person(work, ticket), ticket, (Item(Kind.INN, "для счёта"),))
    assert refused.value.reason is Reason.CLOSED
    left = await tickets.by_number(work.db, ticket.number)
    assert (left.first_answer_at, left.operator, await told(work)) == (None, None, [])
